"""Computing time limits (calcul des délais): rulebook section 2.

Days are local civil dates at the seat. Every function takes days and returns days; a result before
year 1 or after year 9999 raises OutOfCalendar.
"""

import calendar
from collections.abc import Callable
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Annotated, Literal

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

from domain.law.records import OutOfCalendar

IsHoliday = Callable[[date], bool]
"""Whether a day is a public holiday of the territory (jour férié); see ``holidays.py``."""

DAY = timedelta(days=1)


def add_days(day: date, days: int) -> date:
    """The event's own day does not count (CPC 641 al. 1; R-2.4). Never rolls.

    >>> add_days(date(2026, 6, 25), 7)
    datetime.date(2026, 7, 2)
    """
    try:
        return day + timedelta(days=days)
    except OverflowError:
        raise OutOfCalendar(f"{day} {days:+} j : hors du calendrier (années 1 à 9999).") from None


def add_months(day: date, months: int) -> date:
    """Quantième to quantième, else the last day of the month (CPC 641 al. 2; R-2.1). Never rolls.

    >>> add_months(date(2025, 11, 30), 3)
    datetime.date(2026, 2, 28)
    >>> add_months(date(2027, 11, 30), 3)
    datetime.date(2028, 2, 29)
    >>> add_months(date(2026, 2, 28), 3)
    datetime.date(2026, 5, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not MINYEAR <= year <= MAXYEAR:
        raise OutOfCalendar(f"{day} {months:+} mois : hors du calendrier (années 1 à 9999).")
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


@dataclass(frozen=True, config=ConfigDict(extra="forbid"))
class Months:
    """A period in months, not franc (délai en mois, de quantième à quantième; R-2.1)."""

    n: Annotated[int, Field(gt=0)]
    kind: Literal["months"] = "months"

    def end(self, start: date) -> date:
        """Its last day, at 24:00.

        >>> Months(3).end(date(2026, 1, 12))
        datetime.date(2026, 4, 12)
        """
        return add_months(start, self.n)

    def __str__(self) -> str:
        return f"{self.n} mois"


@dataclass(frozen=True, config=ConfigDict(extra="forbid"))
class Days:
    """A period in calendar days, not franc (délai en jours; R-2.4)."""

    n: Annotated[int, Field(gt=0)]
    kind: Literal["days"] = "days"

    def end(self, start: date) -> date:
        """Its last day, at 24:00.

        >>> Days(15).end(date(2026, 7, 31))
        datetime.date(2026, 8, 15)
        """
        return add_days(start, self.n)

    def __str__(self) -> str:
        return f"{self.n} jour{'s' if self.n > 1 else ''}"


@dataclass(frozen=True, config=ConfigDict(extra="forbid"))
class MonthsBefore:
    """Not later than so many months before an event (au plus tard n mois avant; R-2.1)."""

    n: Annotated[int, Field(gt=0)]
    kind: Literal["months_before"] = "months_before"

    def end(self, start: date) -> date:
        """The last day to act, from the day of the event.

        >>> MonthsBefore(2).end(date(2026, 6, 25))
        datetime.date(2026, 4, 25)
        """
        return add_months(start, -self.n)

    def __str__(self) -> str:
        return f"{self.n} mois avant"


Period = Annotated[Months | Days | MonthsBefore, Field(discriminator="kind")]


@dataclass(frozen=True, config=ConfigDict(extra="forbid"))
class ClearDays:
    """Whole days between a sending and a meeting, neither of them counted (jours francs; R-2.3)."""

    n: Annotated[int, Field(ge=0)]
    kind: Literal["clear_days"] = "clear_days"

    def earliest(self, sent: date) -> date:
        """The first day on which the meeting may be held.

        >>> ClearDays(3).earliest(date(2026, 6, 25))
        datetime.date(2026, 6, 29)
        """
        return clear_earliest(sent, self.n)

    def latest(self, meeting: date) -> date:
        """The last day on which the notice may be sent.

        >>> ClearDays(5).latest(date(2026, 6, 25))
        datetime.date(2026, 6, 19)
        """
        return clear_latest(meeting, self.n)

    def __str__(self) -> str:
        return f"{self.n} jour{'s' if self.n > 1 else ''} franc{'s' if self.n > 1 else ''}"


def roll(day: date, is_holiday: IsHoliday) -> date:
    """That day if it is worked, else the next one (report au premier jour ouvrable; R-2.2, R-2.7).

    >>> roll(date(2026, 5, 1), lambda day: day == date(2026, 5, 1))
    datetime.date(2026, 5, 4)
    """
    while day.weekday() >= calendar.SATURDAY or is_holiday(day):
        day = add_days(day, 1)
    return day


def franc_months(start: date, months: int, is_holiday: IsHoliday) -> date:
    """Last day of a franc period (délai franc): the day after the quantième, rolled (R-2.2).

    >>> franc_months(date(2025, 12, 31), 2, lambda day: False)
    datetime.date(2026, 3, 2)
    """
    return roll(add_days(add_months(start, months), 1), is_holiday)


def clear_latest(meeting: date, days: int) -> date:
    """Latest sending that leaves so many clear days (jours francs) before the meeting (R-2.3).

    >>> clear_latest(date(2026, 6, 25), 5)
    datetime.date(2026, 6, 19)
    """
    return add_days(meeting, -(days + 1))


def clear_earliest(sent: date, days: int) -> date:
    """Earliest meeting that leaves so many clear days (jours francs) after the sending (R-2.3).

    >>> clear_earliest(date(2026, 6, 19), 5)
    datetime.date(2026, 6, 25)
    """
    return add_days(sent, days + 1)


def prudent_end(last_day: date, is_holiday: IsHoliday) -> date:
    """The end as if the period were franc (fin prudente, P): the next working day after it (R-1.3).

    An inference, which guards against the reading that does not stop on a Sunday.

    >>> prudent_end(date(2026, 2, 28), lambda day: False)
    datetime.date(2026, 3, 2)
    """
    return roll(add_days(last_day, 1), is_holiday)


def latest_start(before: date, end: Callable[[date], date]) -> date:
    """The latest day of which the end comes before that day (date limite, à rebours; R-1.3).

    ``end`` never goes back when its day goes on. Walks back day by day: months have no inverse, for
    28 February ends the three months of four different days.

    >>> latest_start(date(2026, 3, 1), Months(3).end)
    datetime.date(2025, 11, 30)
    >>> latest_start(date(2026, 2, 28), Months(3).end)
    datetime.date(2025, 11, 27)
    """
    day = add_days(before, -1)
    while not _ends_before(day, before, end):
        day = add_days(day, -1)
    return day


def _ends_before(day: date, before: date, end: Callable[[date], date]) -> bool:
    try:
        return end(day) < before
    except OutOfCalendar:  # ends after year 9999, so not before that day
        return False
