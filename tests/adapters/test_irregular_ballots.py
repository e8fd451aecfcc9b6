"""A ballot held in spite of the law is shown wherever its deliberation is, and not at its meeting alone."""

from collections.abc import Iterator
from datetime import date

import pytest

from adapters.assembly import assembly, record
from adapters.corrections import correct
from domain.assembly.meeting_events import AgendaItem, BallotHeld, MeetingConvened, MeetingOpened
from domain.deliberation.explain import explain
from domain.entry import Payload
from domain.events import EntryAmended
from domain.words import BallotIrregularity, BallotKind, Qualification
from projections.status import board, flagged
from tests.offices import ANNE, BRUNO, Desk, an_office, draft, qualified

JANUARY, SENT, HELD = date(2026, 1, 12), date(2026, 6, 19), date(2026, 6, 25)
AGAIN = date(2026, 6, 29)
QUORUM = 44


@pytest.fixture
def desk(sqlite_url: str) -> Iterator[Desk]:
    with an_office(sqlite_url) as opened:
        opened.record("A", draft("A", JANUARY))
        opened.record("A", qualified(JANUARY, Qualification.NOT_REQUIRED))
        yield opened


def do(desk: Desk, step: Payload, meeting: str | None = None) -> str:
    if desk.office.today() < step.day:
        desk.at(step.day)
    return record(desk.office, step, ANNE, meeting=meeting).entries[0].ref


def convened(
    desk: Desk, name: str, held: date, sent: date = SENT, second_of: str | None = None
) -> str:
    agenda = (AgendaItem(deliberation="A"),)
    notice = MeetingConvened(day=sent, meeting=name, held=held, agenda=agenda, second_of=second_of)
    return do(desk, notice)


def opened(desk: Desk, name: str, held: date, present: int) -> str:
    there = assembly(desk.office).meeting(name).members()[:present]
    return do(desk, MeetingOpened(day=held, present=tuple(there)), name)


def voted(desk: Desk, name: str, held: date, yes: int, as_held: str | None = None) -> str:
    ballot = BallotHeld(
        day=held,
        item=1,
        votes_for=yes,
        votes_against=0,
        kind=BallotKind.ORDINARY,
        as_held=as_held,
    )
    return do(desk, ballot, name)


def told(desk: Desk, day: date) -> str:
    """What the board says against the vote; what is flagged, and the explanation, say the same."""
    (row,) = desk.rows(board(day))
    said: str = row["irregular"]
    assert [each["irregular"] for each in desk.rows(flagged(day))] == ([said] if said else [])
    there = desk.office.situation("A", day)
    steps = [step for chapter in explain(there) for step in chapter.workings]
    wrong = [step for step in steps if step.label == "Irrégularité"]
    assert len(wrong) == len(said.split(",") if said else [])
    assert not list(desk.office.replay(check=True).differences)
    return said


def test_a_ballot_without_quorum_is_irregular_in_every_answer(desk: Desk) -> None:
    convened(desk, "CM-1", HELD)
    opened(desk, "CM-1", HELD, 40)
    voted(desk, "CM-1", HELD, 40, as_held="le président est passé outre")

    assert told(desk, HELD) == BallotIrregularity.NO_QUORUM


def test_a_corrected_presence_makes_the_vote_irregular(desk: Desk) -> None:
    convened(desk, "CM-1", HELD)
    opening = opened(desk, "CM-1", HELD, QUORUM)
    voted(desk, "CM-1", HELD, QUORUM)
    assert told(desk, HELD) == ""

    there = assembly(desk.office).meeting("CM-1").members()[:40]
    fields = {"present": there}
    amended = EntryAmended(day=HELD, target=opening, reason="feuille mal lue", fields=fields)
    correct(desk.office, [amended], BRUNO)

    assert told(desk, HELD) == "NO_QUORUM,TALLY"


def test_a_second_meeting_without_quorum_hangs_on_the_first(desk: Desk) -> None:
    convened(desk, "CM-1", HELD)
    first = opened(desk, "CM-1", HELD, 40)
    convened(desk, "CM-2", AGAIN, sent=HELD, second_of="CM-1")
    opened(desk, "CM-2", AGAIN, 20)
    voted(desk, "CM-2", AGAIN, 20)
    assert told(desk, AGAIN) == ""

    there = assembly(desk.office).meeting("CM-1").members()[:QUORUM]
    fields = {"present": there}
    amended = EntryAmended(day=AGAIN, target=first, reason="feuille mal lue", fields=fields)
    correct(desk.office, [amended], BRUNO)

    assert told(desk, AGAIN) == "CONVOCATION,NO_QUORUM"


def test_a_second_meeting_says_so_of_a_first_whose_agenda_had_only_the_words(desk: Desk) -> None:
    """The first meeting is not one of the deliberation's own: it is read because the second names it."""
    notice = MeetingConvened(
        day=SENT, meeting="CM-1", held=HELD, agenda=(AgendaItem(object="Autre point"),)
    )
    do(desk, notice)
    opened(desk, "CM-1", HELD, 40)
    convened(desk, "CM-2", AGAIN, sent=HELD, second_of="CM-1")

    assert "meeting/CM-1" in desk.office.dossier("A").arrivals()
