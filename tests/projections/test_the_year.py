"""The deadlines of the institution's year follow what they rest on, not their own stream alone."""

from datetime import date

from sqlalchemy import select

from adapters import assembly
from adapters.corrections import correct
from domain.assembly.events import MeetingRequested, PactAdopted
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


def test_a_metropolitan_day_is_owed_from_the_first_full_year_of_the_pact(database_url: str) -> None:
    with an_office(database_url) as desk:
        desk.at(MARCH)
        assembly.record(desk.office, PactAdopted(day=date(2024, 12, 10)), ANNE)

        def open_on(day: date) -> list[tuple[str, str]]:
            return [(row["object"], row["state"]) for row in desk.rows(open_deadlines(day))]

        assert open_on(date(2024, 12, 31)) == []
        assert open_on(date(2025, 1, 1)) == [("Journée métropolitaine 2025", "running")]
        assert open_on(date(2025, 12, 31)) == [("Journée métropolitaine 2025", "running")]
        assert open_on(date(2026, 1, 1)) == [
            ("Journée métropolitaine 2025", "overdue"),
            ("Journée métropolitaine 2026", "running"),
        ]


def test_a_later_pact_leaves_no_year_without_its_day(database_url: str) -> None:
    with an_office(database_url) as desk:
        desk.at(MARCH)
        for adopted in (date(2023, 6, 1), date(2024, 6, 1)):
            assembly.record(desk.office, PactAdopted(day=adopted), ANNE)

        owed = [row["object"] for row in desk.rows(open_deadlines(date(2025, 5, 1)))]

        assert owed == ["Journée métropolitaine 2024", "Journée métropolitaine 2025"]
