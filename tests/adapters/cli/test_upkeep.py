"""Replay, founding, settings, codes: what keeps a register in order."""

import multiprocessing
import os
import signal
from pathlib import Path

import pysqlite3
import pytest
from sqlalchemy import delete, update

import adapters.office
import projections.replay
from adapters.cli.errors import MEANING, ExitCode
from adapters.clock import SystemClock
from adapters.office import Office
from adapters.register.engine import open_engine
from adapters.replays import BY_HAND
from projections.catch_up import READ_MODELS
from projections.status import table as status
from projections.tables import position, stamps
from tests.adapters.cli.conftest import Tacite, take
from tests.projections.test_catch_up import plant_unreadable


def spoil(sqlite_url: str) -> None:
    """Somebody writes in a read model behind our back."""
    register = pysqlite3.connect(sqlite_url.removeprefix("sqlite:///"))
    register.execute("UPDATE status SET object = 'Faux'")
    register.commit()
    register.close()


def test_replay_check_shows_the_differences_and_leaves_them(
    tacite: Tacite, sqlite_url: str
) -> None:
    take(tacite, up_to="draft")
    assert tacite("replay", "--check").code == 0
    spoil(sqlite_url)

    checked = tacite("replay", "--check", "--json")

    assert checked.code == 7
    [difference] = checked.json["differences"]
    assert (difference["before"]["object"], difference["after"]["object"]) == ("Faux", "Parvis")
    assert "Faux" in tacite("board").out


def test_replay_applies_the_differences(tacite: Tacite, sqlite_url: str) -> None:
    take(tacite, up_to="draft")
    spoil(sqlite_url)

    done = tacite("replay", "2026-014")

    assert done.code == 0
    assert "1 différence, appliquée" in done.out
    assert "Parvis" in tacite("board").out


def test_the_command_goes_on_after_a_kill_as_it_was_asked_for(
    tacite_on_both: Tacite, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(tacite_on_both, up_to="receive")
    assert tacite_on_both("replay", "--resume").code == 3
    engine = open_engine(database_url)
    with engine.begin() as connection:
        connection.execute(update(status).values(threshold=1))
    engine.dispose()

    def dies() -> None:
        monkeypatch.setattr(projections.replay, "finish", lambda *_: os.kill(os.getpid(), 9))
        tacite_on_both("replay", "--check")

    process = multiprocessing.get_context("fork").Process(target=dies)
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL

    found = tacite_on_both("replay", "--resume", "--json")

    assert found.code == 7
    assert found.json["check"]
    assert found.json["difference_count"] == len(found.json["differences"]) > 0
    assert all(d["causes"] == [BY_HAND] for d in found.json["differences"])
    assert tacite_on_both("replay", "--resume").code == 3
    assert tacite_on_both("replay", "2026-014", "--resume").code == 2


def lag(url: str) -> None:
    """The rows of a register whose log came in alone."""
    with Office.open(url, SystemClock()).register.engine.begin() as connection:
        for table in (stamps, *(table for table, _ in READ_MODELS)):
            connection.execute(delete(table))
        connection.execute(update(position).values(position=0))


def test_replay_tells_of_rows_that_lag_apart_from_differences(
    tacite_on_both: Tacite, database_url: str
) -> None:
    take(tacite_on_both, up_to="receive")
    end = tacite_on_both("status", "--json").json["position"]
    lag(database_url)

    done = tacite_on_both("replay")

    assert done.code == 0
    assert "0 différence." in done.out
    assert "1 dossier n'avait pas suivi le journal depuis l'inscription n° 0" in done.out
    assert (
        f"Rejoué de l'inscription n° 1 à la n° {end} ; les lignes en étaient à la n° 0" in done.err
    )
    assert "n'avait pas suivi" not in tacite_on_both("replay").out
    lag(database_url)
    said = tacite_on_both("replay", "--check", "--json")
    assert (said.code, said.json["lagging"], said.json["began_at"]) == (0, 1, 0)
    assert said.json["position"] == said.json["end"] == end


def test_a_replay_stopped_while_the_rows_follow_says_what_to_do(
    tacite_on_both: Tacite, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(tacite_on_both, up_to="receive")
    lag(database_url)

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(adapters.office, "catch_up", stop)
        stopped = tacite_on_both("replay", "2026-014")

    assert stopped.code == 130
    assert "1 dossier n'avait pas suivi le journal depuis l'inscription n° 0." in stopped.out
    assert "tacite replay --resume" in stopped.err
    assert tacite_on_both("replay", "--resume").code == 0


def test_a_spreadsheet_of_communes_founds_another_institution(run: Tacite) -> None:
    Path("communes.csv").write_text(
        "\ufeffinsee;name;seats\n21223;Daix;1\n21355;Longvic;4\n", encoding="utf-8"
    )

    done = run(
        *("init", "--name", "CC du Val", "--from", "2026-03-29", "--communes", "communes.csv"),
        *("--database", "val.db", "--timezone", "Indian/Reunion", "--zone", "reunion", "--json"),
    )

    assert done.code == 0, done.err
    assert (done.json["communes"], done.json["seats"]) == (2, 5)
    assert run("status", "--database", "val.db", "--json").json["timezone"] == "Indian/Reunion"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe\x00", "CSV en UTF-8"),
        (b"a,b\n1,2\n", "il y manque insee, name, seats"),
        (b"insee,name,seats\n21223,Daix,beaucoup\n", "ligne 2"),
        (b"insee,name,seats\n2122,Daix,1\n", "colonne insee"),
        (b"insee,name,seats\n21223,Daix,1\n21223,Daix,1\n", "figure deux fois"),
        (b"insee,name,seats\n", "aucune commune"),
    ],
)
def test_a_file_that_lists_no_communes_founds_nothing(
    run: Tacite, content: bytes, said: str
) -> None:
    Path("communes.csv").write_bytes(content)

    done = run(
        *("init", "--name", "X", "--from", "2026-03-29"),
        *("--communes", "communes.csv", "--database", "x.db"),
    )

    assert done.code == 2
    assert said in done.err
    assert not Path("x.db").exists()


def test_a_founding_that_was_interrupted_is_taken_up_again(
    run: Tacite, monkeypatch: pytest.MonkeyPatch
) -> None:
    founding = ("init", "--name", "Dijon métropole", "--from", "2020-07-16", "--database", "d.db")
    with monkeypatch.context() as broken:
        broken.setattr("adapters.office.Office.establish", interrupted)
        assert run(*founding).code == 130

    assert run(*founding).code == 0


def interrupted(*_: object) -> None:
    raise KeyboardInterrupt


def test_the_default_register_lies_among_the_persons_own_data(run: Tacite, place: Path) -> None:
    done = run("init", "--name", "Dijon métropole", "--from", "2020-07-16")

    assert done.code == 0, done.err
    assert list(place.glob("home/**/tacite.db")) != []


def test_config_says_where_each_setting_comes_from(
    run: Tacite, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("tacite.toml").write_text('author_name = "Anne"\n', encoding="utf-8")
    monkeypatch.setenv("TACITE_DATABASE_URL", "postgresql://tacite:s3cr3t@db/tacite")

    found = run("config", "--capacity", "DGS", "--json").json["settings"]

    assert found["capacity"] == {"value": "DGS", "from": "Option --capacity"}
    assert found["author"]["from"] == "Variable TACITE_AUTHOR"
    assert "tacite.toml" in found["author_name"]["from"]
    assert found["database_url"]["value"] == "postgresql://tacite:***@db/tacite"
    assert "s3cr3t" not in run("config").out


def test_every_exit_code_is_documented(run: Tacite) -> None:
    assert {int(code) for code in MEANING} == {int(code) for code in ExitCode}
    assert all(words in run("exit-codes").out for words in MEANING.values())


def test_the_version_is_the_one_installed(run: Tacite) -> None:
    assert run("version").out == f"tacite {run('version', '--json').json['version']}\n"


def test_a_dossier_that_can_no_longer_be_read_is_marked_wherever_its_old_row_is_shown(
    tacite_on_both: Tacite, database_url: str
) -> None:
    take(tacite_on_both, up_to="receive")
    office = Office.open(database_url, SystemClock())
    plant_unreadable(office, "2026-014")
    office.close()
    said = "Le dossier 2026-014 ne se lit plus : « tacite replay --check 2026-014 »."

    for command in (["board"], ["deadlines"]):
        shown = tacite_on_both(*command, "--on", "2026-02-01")
        assert said in shown.err
        (row,) = [line for line in shown.out.splitlines() if "2026-014" in line]
        assert "; ne se lit plus" in row
        found = tacite_on_both(*command, "--on", "2026-02-01", "--json").json
        assert found["parked"] == ["2026-014"]
        rows = found["deliberations"] if command == ["board"] else found["deadlines"]
        assert [row["readable"] for row in rows] == [False]
    assert said in tacite_on_both("status").err
