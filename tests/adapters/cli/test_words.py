"""The words of the answers: one name for one thing, and a name that names one thing only."""

import pytest
import typer

from adapters.cli import app
from adapters.cli.value_words import WORDS
from tests.adapters.cli.conftest import Tacite, take
from tests.adapters.cli.test_both_axes import commands
from tests.adapters.cli.test_institutions import done, evening

NUMBER = "2026-014"
BALLOT = ("meeting", "ballot", "CM-06-25", "--item", 1, "--for", 50, "--against", 10)


def test_the_history_names_an_entry_of_another_stream_in_full(tacite: Tacite) -> None:
    evening(tacite)
    done(tacite, *BALLOT)

    told = " ".join(done(tacite, "history", NUMBER).split())

    assert "n° meeting/CM-06-25#3" in told
    assert "n° 4 ; accuse.pdf" in told


def test_the_ordinary_majority_has_one_name_everywhere(tacite: Tacite) -> None:
    take(tacite, up_to="vote")

    for question in ("show", "history", "explain"):
        told = " ".join(done(tacite, question, NUMBER).split())
        assert "absolue des suffrages exprimés" in told, question
        assert "majorité simple" not in told, question


def test_what_was_seen_of_a_correction_is_told_again_once_it_is_written(tacite: Tacite) -> None:
    take(tacite, up_to="receive")
    why = ("--class", 1, "--reason", "x", "--document", "accuse.pdf")
    amend = ("correct", "amend", f"{NUMBER}#4", "--set", "jour=2026-01-14", *why)

    seen, written = done(tacite, *amend), done(tacite, *amend, "--apply")

    assert "jour : 12 janvier 2026 → 14 janvier 2026" in seen
    assert "jour : 12 janvier 2026 → 14 janvier 2026" in written


def test_a_vote_that_is_annulled_takes_its_result_along(tacite: Tacite) -> None:
    evening(tacite)
    done(tacite, *BALLOT)

    told = done(tacite, "correct", "annul", "meeting/CM-06-25#3", "--class", 1, "--reason", "x")

    assert "Le résultat proclamé (inscription n° 2026-014#6) part avec ce vote" in told


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ("correct annul CM-06-25#9 --class 1 --reason x", 3, "CM-06-25 y a 2 inscriptions"),
        ("correct annul meeting/CM-06-25#9 --class 1 --reason x", 3, "y a 2 inscriptions"),
        (
            "correct amend meeting/CM-06-25#2 --set present=60 --class 1 --reason x",
            2,
            "« Dijon 7 »",
        ),
        ("meeting open CM-06-25 --present 60", 4, "tacite correct amend meeting/CM-06-25#2"),
    ],
)
def test_a_wrong_way_to_correct_a_meeting_names_the_right_one(
    tacite: Tacite, arguments: str, code: int, said: str
) -> None:
    evening(tacite)

    wrong = tacite(*arguments.split())

    assert wrong.code == code
    assert said in wrong.err


def test_the_help_says_every_value_of_every_option_in_french() -> None:
    root = typer.main.get_command(app)
    for name, command in commands(root):
        for param in command.params:
            for value in param.type_descriptor.choices or ():
                words = WORDS[type(value).__name__]
                assert words[str(value)], (name, value)


def test_a_value_is_explained_beside_its_option(tacite: Tacite) -> None:
    told = " ".join(tacite("qualify", "--help").out.replace("│", " ").split())

    assert "not_required : sans objet." in told
