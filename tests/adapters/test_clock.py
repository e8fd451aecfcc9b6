"""Instants become the civil days of the institution's seat, twice a year with care."""

import time
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from freezegun import freeze_time
from hypothesis import given
from hypothesis import strategies as st

from adapters.clock import SimulatedClock, SystemClock, legal_day, start_of

PARIS = "Europe/Paris"
REUNION = "Indian/Reunion"
MARTINIQUE = "America/Martinique"


def paris(*parts: int, fold: int = 0) -> datetime:
    return datetime(*parts, tzinfo=ZoneInfo(PARIS), fold=fold)  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        # The last second of a term, in summer and in winter, and the next one.
        ("2026-04-12T21:59:59Z", date(2026, 4, 12)),
        ("2026-04-12T22:00:00Z", date(2026, 4, 13)),
        ("2026-01-31T22:59:59Z", date(2026, 1, 31)),
        ("2026-01-31T23:00:00Z", date(2026, 2, 1)),
        ("2026-02-28T22:59:59Z", date(2026, 2, 28)),
        ("2026-02-28T23:00:00Z", date(2026, 3, 1)),
        ("2028-02-28T23:00:00Z", date(2028, 2, 29)),
        ("2026-12-31T22:59:59Z", date(2026, 12, 31)),
        ("2026-12-31T23:00:00Z", date(2027, 1, 1)),
        # 29 March 2026 has 23 hours, 25 October 2026 has 25.
        ("2026-03-28T22:59:59Z", date(2026, 3, 28)),
        ("2026-03-28T23:00:00Z", date(2026, 3, 29)),
        ("2026-03-29T21:59:59Z", date(2026, 3, 29)),
        ("2026-03-29T22:00:00Z", date(2026, 3, 30)),
        ("2026-10-24T21:59:59Z", date(2026, 10, 24)),
        ("2026-10-24T22:00:00Z", date(2026, 10, 25)),
        ("2026-10-25T22:59:59Z", date(2026, 10, 25)),
        ("2026-10-25T23:00:00Z", date(2026, 10, 26)),
    ],
)
def test_a_day_ends_at_midnight_in_paris(instant: str, day: date) -> None:
    with freeze_time(instant):
        assert legal_day(SystemClock().now(), PARIS) == day


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 4, 12), 24)],
)
def test_a_day_has_the_hours_that_the_clock_change_leaves_it(day: date, hours: int) -> None:
    lasted = start_of(day + timedelta(days=1), PARIS) - start_of(day, PARIS)

    assert lasted == timedelta(hours=hours)


def test_the_hour_that_comes_twice_stays_on_its_day() -> None:
    first, second = paris(2026, 10, 25, 2, 30), paris(2026, 10, 25, 2, 30, fold=1)

    assert legal_day(first, PARIS) == legal_day(second, PARIS) == date(2026, 10, 25)


def test_each_territory_has_its_own_midnight() -> None:
    instant = datetime(2026, 4, 12, 21, 0, tzinfo=UTC)

    assert legal_day(instant, PARIS) == date(2026, 4, 12)
    assert legal_day(instant, REUNION) == date(2026, 4, 13)
    assert legal_day(instant - timedelta(hours=18), MARTINIQUE) == date(2026, 4, 11)


@given(day=st.dates(date(1900, 1, 1), date(2200, 1, 1)), zone=st.sampled_from([PARIS, REUNION]))
def test_a_day_starts_with_its_first_instant(day: date, zone: str) -> None:
    start = start_of(day, zone)

    assert legal_day(start, zone) == day
    assert legal_day(start - timedelta(microseconds=1), zone) == day - timedelta(days=1)


def test_the_system_clock_tells_utc() -> None:
    assert SystemClock().now().tzinfo is UTC


def test_the_machine_s_own_zone_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    time.tzset()
    try:
        assert abs(SystemClock().now().timestamp() - time.time()) < 5
        assert legal_day(paris(2026, 4, 12, 23, 59, 59), PARIS) == date(2026, 4, 12)
    finally:
        monkeypatch.undo()
        time.tzset()


def test_a_simulated_clock_stands_still_until_it_is_moved() -> None:
    clock = SimulatedClock(paris(2026, 4, 12, 23, 59, 59))
    assert clock.now() == clock.now() == datetime(2026, 4, 12, 21, 59, 59, tzinfo=UTC)

    clock.move_to(datetime(2026, 4, 13, 2, 0, tzinfo=timezone(timedelta(hours=2))))

    assert clock.now().isoformat() == "2026-04-13T00:00:00+00:00"


def test_a_clock_may_step_back() -> None:
    clock = SimulatedClock(paris(2026, 4, 13, 0, 0))
    assert legal_day(clock.now(), PARIS) == date(2026, 4, 13)

    clock.move_to(paris(2026, 4, 12, 23, 59, 59))

    assert legal_day(clock.now(), PARIS) == date(2026, 4, 12)


def test_the_machine_s_clock_may_step_back() -> None:
    with freeze_time("2026-04-12T22:00:01Z") as frozen:
        before = SystemClock().now()
        frozen.move_to("2026-04-12T21:59:59Z")
        assert SystemClock().now() < before
        assert legal_day(SystemClock().now(), PARIS) == date(2026, 4, 12)


def test_an_instant_without_its_zone_is_refused() -> None:
    naive = datetime(2026, 4, 12, 23, 59, 59)  # noqa: DTZ001

    with pytest.raises(ValueError, match="no time zone"):
        legal_day(naive, PARIS)
    with pytest.raises(ValueError, match="no time zone"):
        SimulatedClock(naive)
