"""Every question is asked on both axes, the legal day and the knowledge, and its answer names both."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import typer

from adapters.cli import app
from tests.adapters.cli.conftest import Tacite, take

NO_QUESTIONS: Mapping[str, str] = {
    "backup": "the database as it is, byte for byte",
    "config": "of this machine",
    "correct amend": "a step: its preview is that of now",
    "correct annul": "a step: its preview is that of now",
    "correct move": "a step: its preview is that of now",
    "demo": "of no register",
    "diff": "two moments, each on both axes: --from and --to",
    "document": "the same bytes on every day, whatever is known",
    "exit-codes": "of the program",
    "import register": "takes a register over",
    "law check": "of the law, not of the register",
    "law export": "of the law, not of the register",
    "law show": "of the law, not of the register",
    "replay": "upkeep of the rows of all days; --since compares two knowledges",
    "restore": "makes a register",
    "scheduler": "the clerk",
    "story": "of registers of its own",
    "sweep": "the clerk",
    "upgrade": "upkeep",
    "verify": "the whole log, and the rows of all days",
    "version": "of the program",
}
"""Each with the reason why it has not both."""


def commands(group: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, f"{path}{name} ")
        else:
            yield f"{path}{name}", command


def all_commands() -> dict[str, set[str]]:
    """Every command of the command line, with its options."""
    root = typer.main.get_command(app)
    return {
        name: {option for each in command.params for option in each.opts}
        for name, command in commands(root)
    }


ALL = all_commands()
RECORDING = {name for name, options in ALL.items() if "--command-id" in options}
"""They put something on record, as of ``--day``."""
ENTRIES_ONLY = {"export"}
"""Of entries, whose legal days it does not ask: the knowledge alone."""
QUESTIONS = sorted(ALL.keys() - RECORDING - NO_QUESTIONS.keys() - ENTRIES_ONLY)


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_takes_a_legal_day_and_a_knowledge(question: str) -> None:
    assert {"--on", "--known-at"} <= ALL[question]


def test_what_is_no_question_exists_and_has_not_both() -> None:
    assert NO_QUESTIONS.keys() <= ALL.keys()
    assert [name for name in NO_QUESTIONS if {"--on", "--known-at"} <= ALL[name]] == []


def test_an_export_and_a_page_given_out_take_a_knowledge() -> None:
    assert "--known-at" in ALL["export"]
    assert {"--on", "--known-at"} <= ALL["give"]


ASKED = {
    "agreements": "agreements",
    "board": "board",
    "body show": "body show bureau",
    "check": "check C1",
    "contradictions": "contradictions",
    "deadlines": "deadlines --before 2026-12-31",
    "explain": "explain 2026-014",
    "history": "history 2026-014",
    "meeting show": "meeting show C1",
    "note": "note 2026-014",
    "plan": "plan 2026-014",
    "power report": "power report",
    "power show": "power show",
    "service show": "service show",
    "show": "show 2026-014",
    "status": "status",
}
"""Each question as it is typed."""


def lived(tacite: Tacite) -> int:
    """A deliberation whose commune was asked, a meeting, then one more entry; the position before."""
    take(tacite, up_to="receive")
    agenda = "meeting convene C1 --held 2026-09-24 --day 2026-06-30"
    done = tacite(*agenda.split(), "--item", "2026-014")
    assert done.code == 0, done.err
    known = int(tacite("status", "--json").json["position"])
    done = tacite("review", "2026-014", "--body", "Finances", "--opinion", "none")
    assert done.code == 0, done.err
    return known


def test_every_question_is_typed_here() -> None:
    assert sorted(ASKED) == QUESTIONS


def test_every_answer_names_its_day_and_its_knowledge(tacite: Tacite) -> None:
    known = lived(tacite)
    asked = ("--on", "2026-06-30", "--known-at", str(known))

    others = ("plan --council 2026-09-24", "history C1", "history institution")
    for question in (*ASKED.values(), *others):
        told = tacite(*question.split(), *asked, "--json")
        assert (told.json["on"], told.json["position"]) == ("2026-06-30", known), question
        said = tacite(*question.split(), *asked)
        assert "30 juin 2026" in said.out + said.err, question
        assert f"inscription n° {known} du registre" in said.out + said.err, question


def test_the_status_of_the_past_counts_what_was_on_record_then(tacite: Tacite) -> None:
    known = lived(tacite)
    take_another = "draft 2026-015 --object Parc --concerns Daix --text projet.txt --day 2026-06-30"
    tacite(*take_another.split())
    tacite("sweep")

    now = tacite("status", "--json").json
    then = tacite("status", "--known-at", str(known), "--json").json

    assert (now["deliberations"], now["oldest_due"]) == (2, None)
    assert (then["deliberations"], then["oldest_due"]) == (1, "2026-04-13")
    assert now["last_sweep"]
    assert then["last_sweep"] is None, "only the last look is kept, and it is no entry"


def test_a_meeting_is_checked_as_it_was_known(tacite: Tacite) -> None:
    known = lived(tacite)

    assert tacite("check", "C1", "--known-at", str(known)).code in (0, 7)
    unknown = tacite("check", "C1", "--known-at", "2026-014#4")
    assert unknown.code == 3
    assert "connu à l'inscription" in unknown.err


def test_a_page_is_given_as_it_was_known(tacite: Tacite) -> None:
    known = lived(tacite)

    asked = ("--on", "2026-06-30", "--known-at", str(known))
    done = tacite("give", "2026-014", "--to", "Me Dupré", *asked, "--output", "then.md")

    assert done.code == 0, done.err
    page = Path("then.md").read_text(encoding="utf-8")
    assert f"n° {known} du registre" in page
    assert "Finances" not in page
    assert tacite("history", "2026-014", "--page", *asked).out == page
