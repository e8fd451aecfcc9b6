"""Time limits: both sides of every day, and what others compute for the same question."""

import csv
import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta  # type: ignore[import-untyped]
from hypothesis import example, given
from hypothesis import strategies as st

from domain.law import periods
from domain.law.book import LAW
from domain.law.periods import (
    ClearDays,
    Months,
    add_days,
    add_months,
    clear_earliest,
    clear_latest,
    franc_months,
    latest_start,
)
from domain.law.records import OutOfCalendar
from tests.law_pages import DATA

DAY = timedelta(days=1)
METROPOLE = LAW.calendar("metropole")
days = st.dates(date(1990, 1, 1), date(2100, 12, 31))


def oracle(name: str) -> list[tuple[date, tuple[int, int, int], list[date]]]:
    with (DATA / f"dates-calc-{name}.csv").open(encoding="ascii") as file:
        rows = list(csv.reader(file, delimiter=";"))[1:]
    cases = []
    for start, period, *ends in rows:
        years, months, of_days = (int(n) for n in re.findall(r"\d+", period))
        ends_on = [date.fromisoformat(end) for end in ends]
        cases.append((date.fromisoformat(start), (years, months, of_days), ends_on))
    return cases


@pytest.mark.parametrize(("start", "period", "ends"), oracle("exact_computations"))
def test_where_the_day_exists_dates_calc_agrees(
    start: date, period: tuple[int, int, int], ends: list[date]
) -> None:
    years, months, of_days = period
    assert add_days(add_months(start, 12 * years + months), of_days) == ends[0]


@pytest.mark.parametrize(("start", "period", "ends"), oracle("ambiguous_computations"))
def test_where_it_does_not_the_last_day_of_the_month_is_taken(
    start: date, period: tuple[int, int, int], ends: list[date]
) -> None:
    years, months, of_days = period
    _up, down = ends
    assert of_days == 0
    assert add_months(start, 12 * years + months) == down


@given(days, st.integers(-600, 600))
@example(date(2028, 2, 29), 3)
@example(date(2028, 2, 29), 12)
@example(date(2026, 12, 31), 2)
def test_dateutil_adds_months_in_the_same_way(day: date, months: int) -> None:
    assert add_months(day, months) == day + relativedelta(months=months)


# T-1.3a to T-1.3f, and the days of both sides: received, E, deemed from, P, safe council day.
@pytest.mark.parametrize(
    ("received", "strict", "deemed_from", "prudent", "safe"),
    [
        ("2026-01-12", "2026-04-12", "2026-04-13", "2026-04-13", "2026-04-14"),
        ("2025-11-30", "2026-02-28", "2026-03-01", "2026-03-02", "2026-03-03"),
        ("2027-11-30", "2028-02-29", "2028-03-01", "2028-03-01", "2028-03-02"),
        ("2026-01-31", "2026-04-30", "2026-05-01", "2026-05-04", "2026-05-05"),
        ("2026-02-14", "2026-05-14", "2026-05-15", "2026-05-15", "2026-05-16"),
        ("2026-05-15", "2026-08-15", "2026-08-16", "2026-08-17", "2026-08-18"),
    ],
)
def test_the_days_of_three_months_are_those_of_the_rulebook(
    received: str, strict: str, deemed_from: str, prudent: str, safe: str
) -> None:
    end = Months(3).end(date.fromisoformat(received))
    prudent_end = LAW.prudent_end(end, "metropole")
    assert (end, end + DAY, prudent_end, prudent_end + DAY) == tuple(
        date.fromisoformat(day) for day in (strict, deemed_from, prudent, safe)
    )


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-06-30", 2, "2026-08-31"),
        ("2026-07-01", 2, "2026-09-02"),
        ("2025-12-31", 2, "2026-03-02"),
        ("2026-05-13", 2, "2026-07-15"),
        ("2026-05-12", 2, "2026-07-13"),
    ],
)
def test_a_franc_period_ends_the_day_after_the_quantieme_and_rolls(
    start: str, months: int, end: str
) -> None:
    assert franc_months(date.fromisoformat(start), months, METROPOLE) == date.fromisoformat(end)


@pytest.mark.parametrize(
    ("meeting", "n", "latest"),
    [
        ("2026-06-25", 5, "2026-06-19"),
        ("2026-06-25", 1, "2026-06-23"),
        ("2026-05-18", 5, "2026-05-12"),
        ("2026-01-05", 5, "2025-12-30"),
        ("2026-07-15", 5, "2026-07-09"),
    ],
)
def test_clear_days_count_holidays_and_neither_the_sending_nor_the_meeting(
    meeting: str, n: int, latest: str
) -> None:
    day = date.fromisoformat(meeting)
    assert clear_latest(day, n) == date.fromisoformat(latest)
    assert ClearDays(n).latest(day) == clear_latest(day, n)


@given(days, st.integers(0, 60))
def test_so_many_whole_days_lie_between_the_latest_sending_and_the_meeting(
    meeting: date, n: int
) -> None:
    sent = clear_latest(meeting, n)
    assert (meeting - sent).days - 1 == n
    assert clear_earliest(sent, n) == meeting


@given(days, st.integers(1, 6))
@example(date(2026, 3, 1), 3)
@example(date(2026, 2, 28), 3)
@example(date(2028, 2, 29), 3)
def test_the_latest_receipt_is_in_time_and_the_day_after_it_is_too_late(
    council: date, months: int
) -> None:
    period = Months(months)
    strict = latest_start(council, period.end)
    assert period.end(strict) < council <= period.end(strict + DAY)

    prudent = latest_start(council, lambda day: LAW.prudent_end(period.end(day), "metropole"))
    assert LAW.prudent_end(period.end(prudent), "metropole") < council
    assert council <= LAW.prudent_end(period.end(prudent + DAY), "metropole")
    assert prudent <= strict


@pytest.mark.parametrize(
    "beyond",
    [
        lambda: add_months(date(9999, 10, 1), 3),
        lambda: add_months(date(1, 1, 31), -1),
        lambda: add_months(date(2026, 1, 1), 10**30),
        lambda: add_days(date(9999, 12, 31), 1),
        lambda: add_days(date(2026, 1, 1), 10**30),
        lambda: clear_latest(date(1, 1, 1), 0),
        lambda: franc_months(date(9999, 10, 31), 2, lambda _: False),
        lambda: latest_start(date(1, 2, 1), Months(3).end),
    ],
)
def test_a_day_out_of_the_calendar_is_refused_in_a_sentence(beyond: Callable[[], date]) -> None:
    with pytest.raises(OutOfCalendar, match="hors du calendrier"):
        beyond()


def test_the_last_days_of_the_calendar_are_computed_all_the_same() -> None:
    assert add_months(date(9999, 9, 30), 3) == date(9999, 12, 30)
    assert latest_start(date(9999, 12, 31), Months(3).end) == date(9999, 9, 30)


def test_a_period_of_nothing_is_no_period() -> None:
    for kind in (periods.Months, periods.Days, periods.MonthsBefore):
        with pytest.raises(ValueError, match="greater than 0"):
            kind(0)
