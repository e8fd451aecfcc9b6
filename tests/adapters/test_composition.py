"""The institution at the office: founded once, and a composition that counts from its legal day."""

from datetime import date, timedelta
from typing import Any

import pytest

from adapters.clock import SimulatedClock
from adapters.office import Office
from adapters.register.errors import AlreadyARegister
from domain.events import (
    InstitutionEstablished,
    SeatsAllotted,
)
from domain.refusals import Reason, Refused
from projections.status import board
from tests.adapters.test_office import refused
from tests.at_once import together
from tests.offices import (
    BRUNO,
    FIRST_DAY,
    LONGVIC,
    STRENGTH,
    an_office,
    composition,
    noon,
    opinion,
    vote,
)

JANUARY = date(2026, 1, 12)
FOUNDED = 4
"""Entries of the institution, before anything else is recorded."""


def test_a_register_is_founded_once(database_url: str) -> None:
    with an_office(database_url) as desk:
        with pytest.raises(AlreadyARegister):
            Office.found(database_url, desk.clock)
        other = InstitutionEstablished(day=FIRST_DAY, name="Autre")
        twice = refused(lambda: desk.office.establish(other, composition(), BRUNO))

        assert twice.reason is Reason.ALREADY_ESTABLISHED
        assert desk.office.register.last_position() == FOUNDED


def test_two_at_once_establish_one_institution(database_url: str) -> None:
    office = Office.found(database_url, SimulatedClock(noon(JANUARY)), durable=False)
    made = InstitutionEstablished(day=FIRST_DAY, name="EPCI")

    done = together(lambda: office.establish(made, composition(), BRUNO), 3)

    assert sum(isinstance(outcome, Refused) for outcome in done) == 2
    assert len(office.institution().entries) == FOUNDED
    office.close()


@pytest.mark.parametrize(("field", "value"), [("zone", "lune"), ("timezone", "Mars/Olympus")])
def test_an_institution_without_a_known_calendar_is_refused(
    sqlite_url: str, field: str, value: str
) -> None:
    """No legal day could be told any more, not even to correct it."""
    office = Office.found(sqlite_url, SimulatedClock(noon(JANUARY)), durable=False)
    made = InstitutionEstablished(day=FIRST_DAY, name="EPCI").model_copy(update={field: value})

    assert refused(lambda: office.establish(made, composition(), BRUNO)).reason is Reason.BAD_VALUE
    office.close()


def test_a_changed_composition_changes_the_strength_of_later_days_only(database_url: str) -> None:
    with an_office(database_url) as desk:
        day = date(2026, 5, 4)
        for number in ("A", "B", "C"):
            desk.received(number, JANUARY)
            desk.record(number, opinion(date(2026, 2, 10)))
        desk.record("A", vote(day - timedelta(days=1), 57, 29))
        desk.at(day)
        fewer = SeatsAllotted(day=day, commune=LONGVIC, name="Longvic", seats=37)
        desk.office.allot(fewer, BRUNO)
        too_many = refused(lambda: desk.record("B", vote(day, 57, 26, in_office=STRENGTH)))
        desk.record("B", vote(day, 56, 26, in_office=83))

        assert too_many.reason is Reason.MORE_IN_OFFICE_THAN_SEATS
        assert outcomes(desk.rows(board(day))) == {
            "A": ("REJECTED", 58),
            "B": ("ADOPTED", 56),
            "C": ("NONE", 56),
        }
        assert outcomes(desk.rows(board(day - timedelta(days=1)))) == {
            "A": ("REJECTED", 58),
            "B": ("NONE", 58),
            "C": ("NONE", 58),
        }
        assert not list(desk.office.replay(check=True).differences)


def test_a_composition_learnt_late_counts_from_its_legal_day(database_url: str) -> None:
    with an_office(database_url) as desk:
        desk.received("A", JANUARY)
        desk.record("A", opinion(date(2026, 2, 10)), vote(date(2026, 5, 4), 57, 26, in_office=83))
        before = desk.office.register.last_position()
        assert desk.office.situation("A", date(2026, 5, 4)).outcome == "CONTESTED"

        late = SeatsAllotted(day=date(2026, 5, 4), commune=LONGVIC, name="Longvic", seats=37)
        desk.at(date(2026, 6, 1)).office.allot(late, BRUNO)

        there = desk.office.situation("A", date(2026, 5, 4))
        assert (there.outcome, there.contradictions) == ("ADOPTED", ("result",))
        assert desk.office.situation("A", date(2026, 5, 4), before).outcome == "CONTESTED"


def outcomes(rows: Any) -> dict[str, tuple[str, int]]:
    return {row["number"]: (row["outcome"], row["threshold"]) for row in rows}
