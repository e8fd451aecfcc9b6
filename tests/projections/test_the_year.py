"""The deadlines of the institution's year follow what they rest on, not their own stream alone."""

from datetime import date

from sqlalchemy import select

from adapters import assembly
from adapters.corrections import correct
from domain.assembly.events import MeetingRequested
from domain.events import EntryAmended, SeatsAllotted
from domain.words import Body
from projections.deadlines import open_deadlines
from projections.tables import reliance
from tests.offices import ANNE, BRUNO, LONGVIC, Desk, an_office

MARCH = date(2026, 3, 2)


def requested(desk: Desk) -> None:
    """29 of 86 members ask for a meeting: a third of them, it binds."""
    desk.at(MARCH)
    assembly.record(desk.office, MeetingRequested(day=MARCH, body=Body.COUNCIL, asking=29), ANNE)


def kinds(desk: Desk) -> list[str]:
    return [row["kind"] for row in desk.rows(open_deadlines(MARCH))]


def test_a_composition_learnt_late_changes_whether_a_request_binds(database_url: str) -> None:
    with an_office(database_url) as desk:
        requested(desk)
        assert kinds(desk) == ["meeting_on_request"]

        more = SeatsAllotted(day=date(2026, 1, 1), commune=LONGVIC, name="Longvic", seats=44)
        desk.office.allot(more, BRUNO)

        assert kinds(desk) == []
        assert not list(desk.office.replay(check=True).differences)


def test_corrected_seats_change_whether_a_request_binds(database_url: str) -> None:
    with an_office(database_url) as desk:
        requested(desk)
        amended = EntryAmended(
            day=MARCH, target="institution#4", reason="arrêté mal lu", fields={"seats": 44}
        )

        correct(desk.office, [amended], BRUNO)

        assert kinds(desk) == []
        assert not list(desk.office.replay(check=True).differences)


def test_a_year_of_which_nothing_is_on_record_relies_on_nothing(database_url: str) -> None:
    with an_office(database_url) as desk:
        desk.received("A", MARCH)
        desk.office.replay()

        with desk.office.register.engine.connect() as connection:
            assert connection.execute(select(reliance.c.subject)).scalars().all() == ["A"]
