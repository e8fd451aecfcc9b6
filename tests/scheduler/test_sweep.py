"""What silence has produced is minuted once, for its legal day, whenever the clerk looks."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from freezegun import freeze_time
from sqlalchemy import select

from adapters.clock import SystemClock
from adapters.commands import CLERK
from adapters.corrections import correct
from adapters.office import Office
from domain.entry import Entry
from domain.events import (
    EntryAnnulled,
    OpinionDeemedFavourable,
)
from domain.refusals import Refused
from projections.deadlines import oldest_due
from scheduler.sweep import last_sweep
from tests.at_once import in_processes, together
from tests.offices import BRUNO, Desk, an_office, opened
from tests.projections.test_catch_up import plant_unreadable

PARIS = ZoneInfo("Europe/Paris")
SECOND = timedelta(seconds=1)

LAST_DAYS = [
    pytest.param(date(2026, 1, 31), date(2026, 4, 30), id="31 January, no 31 April"),
    pytest.param(date(2025, 11, 30), date(2026, 2, 28), id="30 November, a short February"),
    pytest.param(date(2027, 11, 30), date(2028, 2, 29), id="30 November, a leap February"),
    pytest.param(date(2025, 11, 29), date(2026, 2, 28), id="29 November, a short February"),
    pytest.param(date(2025, 12, 28), date(2026, 3, 28), id="the eve of summer time"),
    pytest.param(date(2025, 12, 29), date(2026, 3, 29), id="the day of summer time: 23 hours"),
    pytest.param(date(2026, 7, 24), date(2026, 10, 24), id="the eve of winter time"),
    pytest.param(date(2026, 7, 25), date(2026, 10, 25), id="the day of winter time: 25 hours"),
    pytest.param(date(2025, 10, 1), date(2026, 1, 1), id="a holiday does not push the end"),
]


@pytest.mark.parametrize(("day", "last_day"), LAST_DAYS)
def test_nothing_in_the_last_second_of_the_last_day_and_all_in_the_first_after(
    sqlite_url: str, day: date, last_day: date
) -> None:
    deemed_from = last_day + timedelta(days=1)
    midnight = datetime.combine(deemed_from, datetime.min.time(), PARIS).astimezone(UTC)
    with an_office(sqlite_url, day) as desk:
        desk.received("A", day)

    with freeze_time(midnight - SECOND) as frozen, opened(sqlite_url, SystemClock()) as office:
        swept = office.sweep()
        assert (swept.on, swept.written) == (last_day, [])
        assert minutes(office, "A") == []

        frozen.tick(SECOND)
        swept = office.sweep()
        assert (swept.on, swept.written) == (deemed_from, ["A"])
        [minute] = minutes(office, "A")
        assert minute.payload.day == deemed_from
        assert minute.recorded_at == midnight


@pytest.mark.parametrize("days_off", [0, 7, 400])
def test_silence_is_minuted_for_its_legal_day_however_late_the_clerk(
    database_url: str, days_off: int
) -> None:
    with an_office(database_url) as desk:
        desk.received("A", date(2026, 1, 12))
        desk.at(date(2026, 4, 13) + timedelta(days=days_off)).office.sweep()

        [minute] = minutes(desk.office, "A")
        assert minute.payload.day == date(2026, 4, 13)
        assert minute.recorded_at == desk.clock.now()
        assert minute.recorded_by == CLERK.id
        assert basis(minute)["last_day"] == "2026-04-12"


def test_swept_again_nothing_is_written_again(database_url: str) -> None:
    with an_office(database_url) as desk:
        desk.received("A", date(2026, 1, 12))
        desk.at(date(2026, 4, 13))

        assert [desk.office.sweep().written for _ in range(3)] == [["A"], [], []]


def test_a_sheet_that_is_stale_writes_nothing_again(database_url: str) -> None:
    """The sheet only proposes: the entries are looked at again before anything is written."""
    with an_office(database_url) as desk:
        desk.received("A", date(2026, 1, 12))
        day = date(2026, 4, 13)
        desk.at(day)

        assert [desk.office.minute("A", day) for _ in range(2)] == [True, False]
        desk.received("B", day)
        assert not desk.office.minute("B", day)


def test_nothing_is_minuted_for_a_day_to_come(database_url: str) -> None:
    with an_office(database_url) as desk:
        desk.received("A", date(2026, 1, 12))
        desk.at(date(2026, 4, 12))

        with pytest.raises(Refused) as refused:
            desk.office.sweep(date(2026, 4, 13))
        assert refused.value.reason.name == "IN_THE_FUTURE"


def test_a_day_of_the_past_is_swept_as_it_was(database_url: str) -> None:
    with an_office(database_url) as desk:
        desk.received("A", date(2026, 1, 12))
        desk.at(date(2026, 6, 1))

        assert desk.office.sweep(date(2026, 4, 12)).written == []
        assert desk.office.sweep(date(2026, 4, 13)).written == ["A"]


# --- Several clerks ----------------------------------------------------------------------------

DUE = 40

CLERK_PROCESS = """
import sys
from datetime import date
from adapters.clock import SimulatedClock
from tests.offices import noon, opened
with opened(sys.argv[1], SimulatedClock(noon(date(2026, 4, 13)))) as office:
    print("ready", flush=True)
    sys.stdin.readline()
    swept = office.sweep()
    assert not swept.failed, swept.failed
    print(*swept.written)
"""


def test_two_processes_at_once_minute_each_deadline_once(database_url: str) -> None:
    with an_office(database_url) as desk:
        numbers = many_due(desk)

        said = in_processes(CLERK_PROCESS, 2, database_url)

        assert sorted(word for words in said for word in words.split()) == numbers
        assert [len(minutes(desk.office, number)) for number in numbers] == [1] * DUE
        assert not list(desk.office.replay(check=True).differences)
        assert len(desk.rows(select(last_sweep))) == 1


def test_clerks_at_once_in_one_process_minute_each_deadline_once(database_url: str) -> None:
    with an_office(database_url) as desk:
        numbers = many_due(desk, 10)
        desk.at(date(2026, 4, 13))

        written: list[str] = []

        def work() -> None:
            swept = desk.office.sweep()
            assert swept.failed == {}
            written.extend(swept.written)

        assert together(work, 4) == [None] * 4
        assert sorted(written) == numbers
        assert [len(minutes(desk.office, number)) for number in numbers] == [1] * 10
        assert len(desk.rows(select(last_sweep))) == 1


def test_one_that_fails_does_not_keep_the_others_waiting(database_url: str) -> None:
    with an_office(database_url) as desk:
        for number in ("A", "B", "C"):
            desk.received(number, date(2026, 1, 12))
        plant_unreadable(desk.office, "B")
        desk.at(date(2026, 4, 13))

        swept = desk.office.sweep()

        assert swept.written == ["A", "C"]
        assert swept.failed.keys() == {"B"}
        [row] = desk.rows(select(last_sweep))
        assert (row["day"], row["written"], row["failed"]) == (date(2026, 4, 13), 2, 1)


# --- What the status shows -----------------------------------------------------------------------


def test_the_last_sweep_is_one_row_and_the_oldest_silence_is_told(database_url: str) -> None:
    with an_office(database_url) as desk:
        desk.received("A", date(2026, 1, 12))
        desk.received("B", date(2026, 1, 15))
        assert desk.rows(select(last_sweep)) == []
        day = date(2026, 4, 20)
        desk.at(day)
        assert next(iter(desk.rows(oldest_due(day))[0].values())) == date(2026, 4, 13)

        desk.office.sweep()
        desk.office.sweep()

        [row] = desk.rows(select(last_sweep))
        assert row["swept_at"] == desk.clock.now().isoformat()
        assert (row["day"], row["written"], row["failed"]) == (day, 0, 0)
        assert next(iter(desk.rows(oldest_due(day))[0].values())) is None


def many_due(desk: Desk, count: int = DUE) -> list[str]:
    """So many deliberations whose three months run out on 12 April 2026."""
    numbers = [f"N{n:02}" for n in range(count)]
    for number in numbers:
        desk.received_at_once(number, date(2026, 1, 12))
    return numbers


def minutes(office: Office, number: str) -> list[Entry]:
    """Every minute ever written on that deliberation, whatever became of it."""
    entries = office.dossier(number).entries
    return [e for e in entries if isinstance(e.payload, OpinionDeemedFavourable)]


def basis(minute: Entry) -> dict[str, str]:
    assert isinstance(minute.payload, OpinionDeemedFavourable)
    return minute.payload.basis.values


def annul(desk: Desk, entry: Entry) -> Entry:
    annulment = EntryAnnulled(day=desk.office.today(), target=entry.ref, reason="à refaire")
    return correct(desk.office, [annulment], BRUNO).entries[0]
