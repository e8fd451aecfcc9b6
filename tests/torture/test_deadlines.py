"""Four clerks at once on two hundred deadlines; a clock that steps back."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta

import pytest

from adapters.clock import legal_day
from adapters.office import Office
from domain.entry import Entry
from domain.events import CommissionReviewed, OpinionDeemedFavourable
from domain.words import ReviewOpinion
from tests.at_once import in_processes
from tests.offices import ANNE, Desk, an_office

DUE, CLERKS = 200, 4
RECEIVED, TODAY = date(2026, 1, 12), date(2026, 6, 1)
DEEMED = date(2026, 4, 13)

CLERK = """
import sys
from tests.torture.faults import plant
from tests.torture.roles import open_office
url, fault = sys.argv[1:]
plant(fault)
office = open_office(url)
print("ready", flush=True)
sys.stdin.readline()
swept = office.sweep()
print(len(swept.written), *swept.failed.values())
"""


def minutes(office: Office) -> Counter[str]:
    """How often each deliberation's silence was minuted."""
    found = office.register.entries_after(0, 10_000)
    return Counter(e.stream for e in found if isinstance(e.payload, OpinionDeemedFavourable))


def with_clerks(url: str, due: int, fault: str = "") -> tuple[Counter[str], list[str]]:
    with an_office(url, RECEIVED) as desk:
        desk.office.follow = False
        for number in range(due):
            desk.received_at_once(f"N{number}", RECEIVED)
        desk.at(TODAY).office.catch_up()
        said = in_processes(CLERK, CLERKS, url, fault)
        return minutes(desk.office), said


def test_four_clerks_on_two_hundred_deadlines_write_two_hundred_minutes(
    database_url: str,
) -> None:
    written, said = with_clerks(database_url, DUE)

    assert (len(written), written.total()) == (DUE, DUE)
    assert sum(int(words.split()[0]) for words in said) == DUE, "each minute has one author"


def test_clerks_who_believe_their_sheet_are_caught(sqlite_url: str) -> None:
    written, _ = with_clerks(sqlite_url, 20, "believes-the-sheet")

    assert written.total() > len(written)


STEPS_BACK = (timedelta(hours=1), timedelta(days=1))
HALF_PAST_MIDNIGHT = timedelta(minutes=30)


def early(office: Office) -> list[str]:
    """The opinions put on record as deemed before the legal day on which they are."""
    return [
        entry.ref
        for entry in office.register.entries_after(0, 1_000)
        if isinstance(entry.payload, OpinionDeemedFavourable)
        and legal_day(entry.recorded_at, "Europe/Paris") < entry.payload.day
    ]


@contextmanager
def stepped_back(url: str, step: timedelta) -> Iterator[Desk]:
    """A is minuted at half past midnight; then the clock is set back, and B is still to be."""
    with an_office(url, RECEIVED) as desk:
        desk.received("A", RECEIVED)
        desk.received("B", RECEIVED)
        desk.at_the_start_of(DEEMED, HALF_PAST_MIDNIGHT)
        assert desk.office.minute("A", DEEMED)
        desk.at_the_start_of(DEEMED, HALF_PAST_MIDNIGHT - step)
        yield desk


@pytest.mark.parametrize("step", STEPS_BACK, ids=str)
def test_no_opinion_is_deemed_early_by_a_clock_that_steps_back(
    database_url: str, step: timedelta
) -> None:
    with stepped_back(database_url, step) as desk:
        assert desk.office.today() < DEEMED
        assert desk.office.sweep().written == []
        assert not desk.office.situation("A", desk.office.today()).minuted
        assert not desk.office.situation("B", desk.office.today()).to_minute

        assert desk.at_the_start_of(DEEMED).office.sweep().written == ["B"]
        assert early(desk.office) == []
        assert minutes(desk.office).total() == 2


def test_a_clerk_who_goes_by_the_latest_day_it_has_seen_is_caught(database_url: str) -> None:
    with stepped_back(database_url, STEPS_BACK[0]) as desk:
        desk.office.minute("B", DEEMED)

        assert early(desk.office) != []


@pytest.mark.parametrize("step", STEPS_BACK, ids=str)
def test_no_order_is_disturbed_by_a_clock_that_steps_back(
    database_url: str, step: timedelta
) -> None:
    with stepped_back(database_url, step) as desk:
        for number in ("A", "B"):
            review = CommissionReviewed(
                day=RECEIVED, body="Finances", opinion=ReviewOpinion.FAVOURABLE
            )
            desk.office.record(number, review, ANNE)
        found = desk.office.register.entries_after(0, 1_000)

        assert in_order(found)
        assert desk.office.catch_up() == len(found)
        assert not list(desk.office.replay(check=True).differences)
        # The planted fault: to take the clock for the order.
        assert not in_order(sorted(found, key=lambda entry: entry.recorded_at))


def in_order(entries: Sequence[Entry]) -> bool:
    """Whether each stream counts 1, 2, 3… as its entries come."""
    seen: Counter[str] = Counter()
    for entry in entries:
        seen[entry.stream] += 1
        if entry.version != seen[entry.stream]:
            return False
    return True
