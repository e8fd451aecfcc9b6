"""What the prefect's letters do is told where a clerk looks: explained, recalled, remarked on."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import select

from domain.assembly.meeting_events import ActTransmitted, PrefectWrote
from domain.deliberation.explain import explain
from domain.deliberation.next_steps import next_steps
from domain.words import Instruction, Qualification
from projections import deadlines
from tests.offices import DAIX, LONGVIC, Desk, an_office, draft, qualified, vote

JUNE_25, JUNE_30, AUGUST_31 = date(2026, 6, 25), date(2026, 6, 30), date(2026, 8, 31)


@pytest.fixture
def desk(sqlite_url: str) -> Iterator[Desk]:
    with an_office(sqlite_url) as opened:
        opened.record("A", draft("A", date(2026, 5, 4), DAIX, LONGVIC))
        opened.record("A", qualified(date(2026, 5, 5), Qualification.NOT_REQUIRED))
        opened.record("A", vote(JUNE_25, 80, 6), ActTransmitted(day=JUNE_30))
        yield opened


def letter(what: Instruction, day: date) -> PrefectWrote:
    return PrefectWrote(day=day, what=what, words="courrier")


def explained(desk: Desk, day: date) -> list[str]:
    chapters = explain(desk.office.situation("A", day))
    return [str(w) for c in chapters for w in c.workings if w.rule == "R-9.2"]


def test_each_stretch_of_the_period_is_explained_with_its_article(desk: Desk) -> None:
    desk.record("A", letter(Instruction.OBSERVATIONS, date(2026, 7, 6)))
    desk.record("A", letter(Instruction.PIECES_REQUESTED, AUGUST_31))
    desk.record("A", letter(Instruction.PIECES_RECEIVED, date(2026, 9, 15)))

    first, stopped, again, nothing = explained(desk, date(2026, 9, 15))

    assert "acte reçu en préfecture le 30 juin 2026" in first
    assert "lundi 31 août 2026 [CGCT L. 2131-6 ; texte]" in first
    assert "31 août 2026, dans le délai [CE, 15 mai 2013, n° 357031 ; jurisprudence]" in stopped
    assert "pièces manquantes reçues en préfecture le 15 septembre 2026" in again
    assert "lundi 16 novembre 2026 [CGCT L. 2131-6 ; CE, 15 mai 2013" in again
    assert "observations" in nothing


def test_while_it_is_stopped_the_pieces_are_what_comes_next(desk: Desk) -> None:
    keys = [step.key for step in next_steps(desk.office.dossier("A"), AUGUST_31)]
    assert "answer_prefect" not in keys

    desk.record("A", letter(Instruction.PIECES_REQUESTED, AUGUST_31))

    steps = {step.key: step for step in next_steps(desk.office.dossier("A"), AUGUST_31)}
    assert "31 août 2026" in steps["answer_prefect"].reason


@pytest.mark.parametrize(
    ("what", "day", "said"),
    [
        (Instruction.PIECES_REQUESTED, AUGUST_31, None),
        (Instruction.PIECES_REQUESTED, date(2026, 9, 1), "Après la fin du délai du préfet"),
        (Instruction.PIECES_SENT, date(2026, 7, 6), "inscrivez leur réception"),
    ],
)
def test_a_letter_without_effect_says_so_when_it_is_recorded(
    desk: Desk, what: Instruction, day: date, said: str | None
) -> None:
    remarks = [remark.sentence for remark in desk.record("A", letter(what, day)).remarks]

    assert [said in remark for remark in remarks if said] == ([True] if said else [])


def test_the_deadline_leaves_the_board_while_it_is_stopped(desk: Desk) -> None:
    desk.record("A", letter(Instruction.PIECES_REQUESTED, AUGUST_31))
    desk.record("A", letter(Instruction.PIECES_RECEIVED, date(2026, 9, 15)))

    table = deadlines.table
    rows = desk.rows(
        select(table.c.valid_from, table.c.valid_to, table.c.last_day)
        .where(table.c.kind == "prefect_referral")
        .order_by(table.c.valid_from)
    )

    assert [(row["valid_from"], row["valid_to"], row["last_day"]) for row in rows[:2]] == [
        (JUNE_30, date(2026, 8, 30), AUGUST_31),
        (date(2026, 9, 15), date(2026, 11, 16), date(2026, 11, 16)),
    ]
