"""The ways in and out as people and programs use them: real commands, pipes, exit codes, JSON."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from adapters.cli import main
from adapters.office import Office
from tests.adapters.exports.life import LAST, flip, lived, tamper, tar_of
from tests.offices import an_office

TACITE = str(Path(sys.executable).with_name("tacite"))


@pytest.fixture
def office(sqlite_url: str) -> Iterator[Office]:
    with an_office(sqlite_url, date(2026, 1, 1)) as desk:
        lived(desk)
        yield desk.office


@pytest.fixture
def here(tmp_path: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory whose register is that of ``office``."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("TACITE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("TACITE_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("TACITE_AUTHOR", "a.prehaut")
    monkeypatch.setenv("TACITE_CAPACITY", "secrétariat")
    return tmp_path


def piped(from_url: str, to_url: str) -> None:
    """``tacite export - | tacite import register -``, two processes."""
    out = subprocess.Popen([TACITE, "export", "-", "--database", from_url], stdout=subprocess.PIPE)
    into = subprocess.run(
        [TACITE, "import", "register", "-", "--database", to_url],
        stdin=out.stdout,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (out.wait(), into.returncode) == (0, 0), into.stderr
    assert into.stderr == ""


def exported(url: str) -> bytes:
    command = [TACITE, "export", "-", "--database", url]
    return subprocess.run(command, capture_output=True, check=True).stdout


def test_from_sqlite_to_postgresql_and_back_by_pipes_the_exports_are_the_same_bytes(
    here: Path, office: Office, sqlite_url: str, fresh_postgres_url: str
) -> None:
    piped(sqlite_url, fresh_postgres_url)
    piped(fresh_postgres_url, f"sqlite:///{here}/back.db")

    first = exported(sqlite_url)
    assert first == tar_of(office)
    assert exported(fresh_postgres_url) == first
    assert exported(f"sqlite:///{here}/back.db") == first


def test_an_export_names_the_knowledge_it_is_of(
    here: Path, office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "now", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["position"] == LAST
    assert main(["export", "then", "--known-at", "2026-014#4"]) == 0
    assert "connu à l'inscription n° 8 du registre" in capsys.readouterr().out
    assert json.loads((here / "then" / "manifest.json").read_bytes())["entries"] == 8
    assert main(["export", "half", "--known-at", "3"]) == 2
    assert "donnez 0 ou 4" in capsys.readouterr().err
    assert not (here / "half").exists()
    assert main(["export", "later", "--known-at", "99"]) == 2


def test_an_import_whose_exporter_died_leaves_nothing(here: Path, office: Office) -> None:
    cut = exported(office.register.engine.url.render_as_string())[:-2000]

    done = subprocess.run(
        [TACITE, "import", "register", "-", "--database", "new.db"],
        input=cut,
        capture_output=True,
        check=False,
    )

    assert done.returncode == 6
    assert "tronquée" in done.stderr.decode()
    assert main(["verify", "--database", "new.db"]) == 8


def test_an_export_whose_reader_stops_says_so(here: Path, office: Office) -> None:
    done = subprocess.Popen([TACITE, "export", "-"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert done.stdout
    assert done.stderr
    done.stdout.close()
    said = done.stderr.read().decode()

    assert done.wait() == 8
    assert said.startswith("Le programme qui lisait l'export s'est arrêté")


def test_ctrl_c_during_an_import_leaves_an_empty_database(here: Path, office: Office) -> None:
    half = exported(office.register.engine.url.render_as_string())[:-2000]
    going = subprocess.Popen(
        [TACITE, "import", "register", "-", "--database", "new.db"],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert going.stdin
    going.stdin.write(half)
    going.stdin.flush()
    while not (here / "new.db").exists():
        assert going.poll() is None
    going.send_signal(signal.SIGINT)

    assert going.wait() == 130
    assert main(["import", "register", "whole", "--database", "new.db"]) == 2
    (here / "whole").write_bytes(exported(office.register.engine.url.render_as_string()))
    assert main(["import", "register", "whole", "--database", "new.db"]) == 0


def test_verify_answers_people_and_programs(
    here: Path, office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify"]) == 0
    assert "Tout concorde." in capsys.readouterr().out

    assert main(["verify", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["schema"], said["ok"], said["entries"]) == ("tacite.verify/1", True, LAST)
    assert said["register"] == office.register.id


def test_verify_exits_with_6_when_an_entry_is_altered_and_7_when_only_a_read_model_is(
    here: Path, office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    with office.register.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE status SET stage = 'adopted'")
    assert main(["verify"]) == 7
    assert "tacite replay" in capsys.readouterr().err

    flip(office.register.engine, "payload", 7)
    assert main(["verify", "--json"]) == 6
    said = json.loads(capsys.readouterr().out)
    assert said["ok"] is False
    assert said["faults"][0]["where"] == "position 7 (deliberation/2026-014#3)"


def test_a_register_that_is_altered_everywhere_is_told_in_few_words(
    here: Path, office: Office, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from adapters.exports import verify

    monkeypatch.setattr(verify, "SHOWN", 3)
    tamper(office.register.engine, "UPDATE log SET recorded_by = 'autre'")

    assert main(["verify"]) == 6
    assert f"… et {LAST - 3} autres." in capsys.readouterr().err


def test_a_backup_is_made_and_restored(
    here: Path, office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["backup", "copy.db", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "schema": "tacite.backup/1",
        "ok": True,
        "file": "copy.db",
        "entries": LAST,
    }
    assert main(["backup", "copy.db"]) == 2
    assert main(["restore", "copy.db", "--database", "new.db"]) == 0
    assert "Restauré et vérifié." in capsys.readouterr().out
    assert main(["restore", "copy.db", "--database", "new.db"]) == 2
    assert main(["restore", "nowhere.db", "--database", "other.db"]) == 2
    assert main(["verify", "--database", "new.db"]) == 0


def test_a_rotten_backup_exits_with_6(here: Path, office: Office) -> None:
    assert main(["backup", "copy.db"]) == 0
    content = (here / "copy.db").read_bytes()
    (here / "copy.db").write_bytes(content.replace(b"2026-01-12", b"2026-01-13"))

    assert main(["restore", "copy.db", "--database", "new.db"]) == 6
    assert not (here / "new.db").exists()


def test_looking_for_a_register_creates_no_file(here: Path, tmp_path: Path) -> None:
    for command in (["export", "x"], ["backup", "y"], ["upgrade"], ["verify"]):
        assert main([*command, "--database", "nowhere.db"]) == 8
    assert list(tmp_path.iterdir()) == []


def test_a_register_of_our_shape_is_up_to_date(
    here: Path, office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["upgrade", "--check", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said == {"schema": "tacite.upgrade/1", "ok": True, "check": True, "steps": []}
    assert main(["upgrade"]) == 0

    with office.register.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE register SET schema_version = 99")
    assert main(["upgrade"]) == 8
    assert "plus récente" in capsys.readouterr().err


def test_deliberations_come_in_from_a_file(
    here: Path, office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "number,object,commune,sent\n2026-1,A,Daix,2026-01-09\n2026-2,B,Paris,2026-01-09\n"
    (here / "x.csv").write_text(rows)

    assert main(["import", "deliberations", "x.csv"]) == 4
    said = capsys.readouterr()
    assert "x.csv, ligne 3, colonne communes : « Paris »" in said.err
    assert "0 délibération reprise sur 2 lignes." in said.out
    assert office.register.last_position() == LAST

    assert main(["import", "deliberations", "x.csv", "--valid-only", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["schema"] == "tacite.import-deliberations/1"
    assert answer["written"] == ["2026-1"]
    assert answer["wrong"][0]["line"] == 3
    assert office.register.last_position() == LAST + 3

    assert main(["import", "deliberations", "x.csv", "--valid-only"]) == 0
    assert office.register.last_position() == LAST + 3


def test_the_template_is_shown(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "deliberations", "--template"]) == 0
    assert capsys.readouterr().out.startswith("number;object;communes;")
    assert main(["import", "deliberations"]) == 2
    assert main(["import", "deliberations", "nowhere.csv"]) == 2


def test_a_refused_import_leaves_no_file_that_it_made(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "broken").mkdir()
    (here / "broken" / "manifest.json").write_text("{}")
    (here / "mine.db").touch()

    refused = [
        main(["import", "register", "broken", "--database", f"{n}.db"]) for n in ("x", "mine")
    ]

    assert 0 not in refused
    assert sorted(path.name for path in here.glob("*.db*") if path.stem in ("x", "mine")) == [
        "mine.db"
    ]
