"""The questions: for any day, in one versioned shape for programs, whole lines for people."""

from hashlib import sha256
from pathlib import Path

import pytest

from adapters.cli.words import deadline_words
from tests.adapters.cli.conftest import PROOF, TODAY, Tacite, take

DIGEST = sha256(PROOF).hexdigest()

QUESTIONS = [
    "status",
    "board",
    "show 2026-014",
    "history 2026-014",
    "deadlines",
    "explain 2026-014",
    "sweep",
    "replay --check",
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_answer_names_its_shape_register_position_day_and_zone(
    tacite: Tacite, question: str
) -> None:
    take(tacite, up_to="receive")
    register = tacite("status", "--json").json["register"]

    answer = tacite(*question.split(), "--json").json

    assert answer["schema"] == f"tacite.{question.split()[0]}/1"
    assert answer["ok"] is True
    assert answer["register"] == register
    assert answer["position"] >= 28
    assert answer["on"] == TODAY
    assert answer["timezone"] == "Europe/Paris"


@pytest.mark.parametrize("question", ["board", "show 2026-014", "explain 2026-014"])
def test_an_answer_changes_with_the_day_it_is_asked_for(tacite: Tacite, question: str) -> None:
    take(tacite, up_to="receive")

    eve = tacite(*question.split(), "--on", "2026-04-12").out
    morrow = tacite(*question.split(), "--on", "2026-04-13").out

    assert "réputé favorable" not in eve.replace("Réputé favorable à compter du", "")
    assert "réputé favorable" in morrow


@pytest.mark.parametrize(
    ("state", "days_left", "said"),
    [
        ("running", 2, "court, encore 2 jours"),
        ("running", 1, "court, encore 1 jour"),
        ("running", 0, "court, dernier jour"),
        ("due", -1, "échu depuis 1 jour, à inscrire"),
        ("overdue", -1, "échu depuis 1 jour, pas fait"),
        ("overdue", -33, "échu depuis 33 jours, pas fait"),
    ],
)
def test_where_a_deadline_stands_is_said_in_days(state: str, days_left: int, said: str) -> None:
    assert deadline_words(state, days_left) == said


def test_deadlines_end_on_or_before_the_day_given(tacite: Tacite) -> None:
    take(tacite, up_to="receive")
    asked = ("deadlines", "--on", "2026-03-01", "--json")

    [found] = tacite(*asked, "--before", "2026-04-12").json["deadlines"]

    assert (found["last_day"], found["days_left"], found["state"]) == ("2026-04-12", 42, "running")
    assert tacite(*asked, "--before", "2026-04-11").json["deadlines"] == []


@pytest.mark.parametrize("commune", ["Daix", "daix", "DAIX", "21223"])
def test_a_commune_is_known_by_name_or_code(tacite: Tacite, commune: str) -> None:
    take(tacite, up_to="draft")

    assert len(tacite("board", "--commune", commune, "--json").json["deliberations"]) == 1
    assert tacite("board", "--commune", "Chenove", "--json").json["deliberations"] == []


def test_the_board_is_searched_by_words_of_the_object(tacite: Tacite) -> None:
    take(tacite, up_to="draft")

    assert "2026-014" in tacite("board", "--words", "PARVIS").out
    assert tacite("board", "--words", "piscine").out == ""


def test_next_steps_are_caused_allowed_or_forbidden_with_the_first_day(tacite: Tacite) -> None:
    take(tacite, up_to="receive")

    steps = tacite("show", "2026-014", "--on", "2026-03-01", "--json").json["next_steps"]

    vote = next(step for step in steps if step["step"] == "vote")
    assert (vote["standing"], vote["allowed_from"]) == ("forbidden", "2026-04-13")
    assert {step["standing"] for step in steps} <= {"caused", "allowed", "forbidden"}


def test_history_gives_the_legal_day_first_then_who_wrote_and_when(tacite: Tacite) -> None:
    take(tacite, up_to="receive")

    both, *lines = tacite("history", "2026-014").out.splitlines()

    assert both == (
        "N° 2026-014, au mercredi 1er juillet 2026, connu à l'inscription n° 28 du registre."
    )
    assert lines[0].startswith("5 janvier 2026 — Projet n° 2026-014 déposé")
    assert lines[1].startswith(
        "    Inscrit le 1er juillet 2026 à 12:00 par a.prehaut (secrétariat des assemblées), n° 1"
    )
    assert lines[-1].strip() == "Effet de la loi ; rien n'est encore inscrit."


def test_a_name_is_shown_where_it_was_given(tacite: Tacite) -> None:
    take(tacite, up_to="draft")
    tacite("abandon", "2026-014", "--reason", "x", "--author-name", "Anne Préhaut")

    [*_, last] = tacite("history", "2026-014", "--json").json["lines"]

    assert (last["recorded_by"], last["recorder"]) == ("a.prehaut", "Anne Préhaut")
    assert "par Anne Préhaut" in tacite("history", "2026-014").out


def test_explain_gives_each_step_its_article_and_certainty(tacite: Tacite) -> None:
    take(tacite, up_to="vote")

    done = tacite("explain", "2026-014")

    assert "  Terme : dimanche 12 avril 2026 à 24 h, sans report" in done.out
    assert "      [CGCT L. 5211-57 ; déduction, à valider par un juriste ; R-1.2]" in done.out
    for chapter in tacite("explain", "2026-014", "--json").json["chapters"]:
        for working in chapter["workings"]:
            assert working["article"]
            assert working["certainty"]


def test_a_document_comes_back_byte_for_byte(tacite_on_both: Tacite) -> None:
    take(tacite_on_both, up_to="receive")

    done = tacite_on_both("document", DIGEST[:8], "--output", "back.pdf")

    assert done.code == 0
    assert Path("back.pdf").read_bytes() == PROOF


def test_a_document_never_overwrites_another_file(tacite: Tacite) -> None:
    take(tacite, up_to="receive")
    before = Path("projet.txt").read_bytes()

    done = tacite("document", DIGEST[:8], "--output", "projet.txt")

    assert done.code == 2
    assert Path("projet.txt").read_bytes() == before


def test_every_document_is_named_with_its_hash(tacite: Tacite) -> None:
    take(tacite, up_to="receive")

    assert f"accuse.pdf ({len(PROOF)} octets), {DIGEST[:16]}" in tacite("show", "2026-014").out
    [found] = tacite("show", "2026-014", "--json").json["documents"]
    assert found["sha256"] == DIGEST


def test_a_text_is_never_cut_where_nobody_looks(tacite: Tacite) -> None:
    long = "Aménagement du parvis " * 20
    tacite("draft", "2026-015", "--object", long, "--concerns", "Daix", "--text", "projet.txt")

    assert long.strip() in tacite("board").out


def test_control_characters_of_a_text_are_not_obeyed(tacite: Tacite) -> None:
    tacite(
        "draft", "2026-015", "--object", "a\x1b[31mb", "--concerns", "Daix", "--text", "projet.txt"
    )

    assert "\x1b" not in tacite("board").out + tacite("history", "2026-015").out
