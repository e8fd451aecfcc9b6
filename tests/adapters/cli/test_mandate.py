"""A mandate's CSV: all that is wrong in it, and only what differs is written again."""

from pathlib import Path

from adapters.mandate_rows import KINDS, TEMPLATE
from tests.adapters.cli.conftest import Tacite

LOAD = ("mandate", "load", "m.csv")


def written(text: str, encoding: str = "utf-8") -> None:
    Path("m.csv").write_bytes(text.replace("2026-04", "2026-05").encode(encoding))


def test_only_what_differs_from_the_file_loaded_is_written(tacite: Tacite) -> None:
    written(TEMPLATE)
    first = tacite(*LOAD)
    written(TEMPLATE.replace("Camille Exemple", "Camille Autre"))

    changed = tacite(*LOAD, "--json").json

    assert first.code == 0, first.err
    assert changed["entries"] == 1
    assert "Camille Autre" in tacite("history", "bodies").out


def test_a_file_that_says_the_same_otherwise_writes_nothing(tacite: Tacite) -> None:
    written(TEMPLATE)
    tacite(*LOAD)
    before = tacite("status", "--json").json["position"]
    written(TEMPLATE + "\n")

    said = tacite(*LOAD)

    assert (said.code, "déjà inscrit" in said.out) == (0, True), said.err
    assert tacite("status", "--json").json["position"] == before


def test_everything_wrong_with_a_line_is_said(tacite: Tacite) -> None:
    written(
        "kind,from,seat,person,commune\nseat,hier,,,Daix\nvacant,2026-06-01,Lyon 1,,\n"
        "agreement,2026-06-01,,,Lyon\n"
    )

    refused = tacite(*LOAD)

    assert refused.code == 2
    for where in (
        *("ligne 2, colonne from", "ligne 2, colonne seat", "ligne 2, colonne person"),
        *("ligne 2, colonne commune", "ligne 3, colonne seat", "ligne 4, colonne name"),
        "ligne 4, colonne commune",
    ):
        assert where in refused.err


def test_a_file_in_windows_1252_is_told_how_to_save_it(tacite: Tacite) -> None:
    written(TEMPLATE, "cp1252")

    refused = tacite(*LOAD)

    assert refused.code == 2
    assert "« CSV UTF-8 »" in refused.err
    assert "iconv -f WINDOWS-1252" in refused.err


def test_the_help_tells_every_kind_and_its_columns(tacite: Tacite) -> None:
    told = tacite("mandate", "load", "--help").out

    for word in {*KINDS, *(c for kind in KINDS.values() for c in (*kind.needs, *kind.may))}:
        assert word in told


def test_everything_wrong_with_a_deliberation_is_said_at_once(tacite: Tacite) -> None:
    Path("d.csv").write_text(
        "number;object;communes;matter;drafted;received\n"
        "2026-020;Parc;Lyon|Paris;rien;2026-01-05;2026-12-01\n",
        encoding="utf-8",
    )

    refused = tacite("import", "deliberations", "d.csv")

    assert refused.code == 4
    for said in ("« Lyon »", "« Paris »", "colonne matter", "colonne received"):
        assert said in refused.err


def test_a_new_person_fills_a_vacant_seat_whatever_the_order_of_the_rows(tacite: Tacite) -> None:
    written(
        "kind,from,seat,person\nseat,2026-06-20,Daix 1,Camille Nouvelle\nvacant,2026-06-01,Daix 1,\n"
    )

    done = tacite(*LOAD)

    assert done.code == 0, done.err
    council = ("body", "show", "council", "--json", "--on")
    assert "Daix 1" not in tacite(*council, "2026-06-19").out
    assert "Daix 1" in tacite(*council, "2026-06-20").out
    before = tacite("status", "--json").json["position"]
    assert tacite(*LOAD).code == 0
    assert tacite("status", "--json").json["position"] == before


def test_seats_are_vacated_as_a_list_and_a_seat_left_vacant_is_said(tacite: Tacite) -> None:
    vacated = tacite("body", "vacate", "Dijon 7, Dijon 8", "--day", "2026-06-01")

    named = tacite("body", "seat", "Dijon 7", "--person", "Camille", "--day", "2026-06-02")

    assert vacated.code == 0, vacated.err
    assert named.code == 0, named.err
    assert 'tacite body fill "Dijon 7" --day 2026-06-02' in named.err
