"""``tacite law``: what it prints, its exit codes, its JSON."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from adapters.cli.law import app
from tests.law_pages import DATA

HEADER = "id,rule,inputs,expected\n"
Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "200")
    return lambda *words: CliRunner().invoke(app, [str(word) for word in words])


def test_all_right_is_said_and_exits_0(run: Run) -> None:
    result = run("check", DATA / "vectors.csv")
    assert result.exit_code == 0
    assert "45 cas, 45 justes, 0 faux, 0 illisibles" in result.output


def test_a_wrong_row_exits_1_and_an_unreadable_one_2_which_wins(run: Run, tmp_path: Path) -> None:
    wrong, unreadable = tmp_path / "wrong.csv", tmp_path / "unreadable.csv"
    wrong.write_text(f"{HEADER}A,at_least,n=23;k=3,7\n")
    unreadable.write_text(f"{HEADER}B,at_least,n=23;k=0,7\n")

    result = run("check", wrong)
    assert result.exit_code == 1
    assert "faux, ligne 2 : A, at_least : attendu « 7 », obtenu « 8 »" in result.output

    result = run("check", unreadable, wrong)
    assert result.exit_code == 2
    assert "illisible, ligne 2 : B : " in result.output
    assert "faux, ligne 2 : A" in result.output


def test_json_says_the_same_in_an_envelope(run: Run, tmp_path: Path) -> None:
    result = run("check", DATA / "vectors.csv", tmp_path, "--json")
    said = json.loads(result.output)
    assert (said["schema"], said["ok"], result.exit_code) == ("tacite.law-check/1", False, 2)
    assert [file["ok"] for file in said["files"]] == [True, False]
    assert said["files"][1]["unreadable"][0]["why"] == "c'est un dossier, non un fichier"


def test_a_terminal_obeys_nothing_that_a_file_holds(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "hostile.csv"
    file.write_text(f"{HEADER}\x1b[2J,at_least,n=1;k=1,\x1b]0;title\x07[bold]\n")
    result = run("check", file)
    assert "\x1b" not in result.output
    assert "[bold]" in result.output


def test_the_table_shows_every_procedure_with_its_certainty(run: Run) -> None:
    result = run("show")
    assert result.exit_code == 0
    for words in ("5211-57", "2/3 des", "153-18-EPCI", "bloquant", "[S]"):
        assert words in result.output


def test_one_record_is_shown_in_full_with_both_readings(run: Run) -> None:
    result = run("show", "5211-57", "--on", "1999-07-13")
    for words in (
        "CGCT L. 5211-57",
        "depuis le 13 juillet 1999",
        "3 mois",
        "Non tranché",
        "R-1.13",
    ):
        assert (words in result.output) is (words != "R-1.13")
    assert "autre lecture : le délai court de l'envoi" in result.output


def test_parts_and_numbers_are_listed_and_shown_by_their_key(run: Run) -> None:
    listed = run("show").output
    for words in ("quorum", "plus de 1/2", "secret-ballot", "proxy-meetings", "videoconference"):
        assert words in listed
    shown = run("show", "videoconference", "--on", "2022-08-01").output
    assert "depuis le 1er août 2022" in shown
    refused = run("show", "videoconference", "--on", "2022-07-31")
    assert refused.exit_code == 2
    assert "n'est pas en vigueur" in refused.stderr


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("show", "5211-99"), "Procédure inconnue : « 5211-99 »"),
        (("show", "5211-57", "--on", "1999-07-12"), "refusé, non deviné"),
        (("show", "--on", "1990-01-01"), "Aucune procédure n'est en vigueur le 1er janvier 1990"),
        (("show", "--on", "20260101"), "n'est pas une date AAAA-MM-JJ"),
    ],
)
def test_what_has_no_answer_is_said_in_one_sentence(
    run: Run, words: tuple[str, ...], why: str
) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert why in result.stderr
    said = json.loads(run(*words, "--json").stdout)
    assert (said["ok"], why in said["error"]["message"]) == (False, True)


def test_the_records_in_json_are_those_that_a_set_is_read_from(run: Run) -> None:
    from domain.law.book import LAW, Law

    said = json.loads(run("show", "--json").output)
    assert said["schema"] == "tacite.law-show/1"
    rest = {part: said[part] for part in Law.model_fields if part in said}
    assert Law.model_validate_json(json.dumps(LAW.model_dump(mode="json") | rest)) == LAW
    assert rest.keys() >= {"procedures", "shares", "counts", "notices"}
