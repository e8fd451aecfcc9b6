"""Days, as the rulebook counts them (R-1.3, R-2.1, R-2.7). Nothing here comes from Tacite."""

from calendar import monthrange
from datetime import date, timedelta
from functools import cache

ONE = timedelta(days=1)


def as_day(value: object) -> date:
    """« dates may be strings »."""
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def three_months_after(day: date) -> date:
    """« same day-number n months later; if absent, last day of that month » (R-2.1)."""
    year, month = day.year, day.month + 3
    if month > 12:
        year, month = year + 1, month - 12
    return date(year, month, min(day.day, monthrange(year, month)[1]))


@cache
def easter(year: int) -> date:
    """Meeus, Jones and Butcher."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    f = (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    ell = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * ell) // 451
    month, day = divmod(h + ell - 7 * m + 114, 31)
    return date(year, month, day + 1)


def is_holiday(day: date) -> bool:
    """« 1 Jan, Easter Monday, 1 May, 8 May, Ascension, Whit Monday, 14 July, 15 Aug, 1 Nov, 11 Nov,
    25 Dec » (R-2.7)."""
    fixed = {(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)}
    movable = {easter(day.year) + timedelta(days=n) for n in (1, 39, 50)}
    return (day.month, day.day) in fixed or day in movable


@cache
def prudent_end(last_day: date) -> date:
    """« P = next_working_day(E + 1) » (R-1.3): E + 1 itself when it is a working day."""
    day = last_day + ONE
    while day.weekday() >= 5 or is_holiday(day):
        day += ONE
    return day
