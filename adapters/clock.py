"""The office's clock, and the civil days that it shows. Nothing else here reads the time.

A clock may step back (it is set right, a virtual machine wakes up): the order of the register is
its positions, never these instants.
"""

from datetime import UTC, date, datetime, time
from typing import Protocol
from zoneinfo import ZoneInfo


class Clock(Protocol):
    def now(self) -> datetime:
        """The present instant, in UTC, with its zone."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class SimulatedClock:
    """A clock that stands still until it is moved, forwards or backwards."""

    def __init__(self, at: datetime) -> None:
        self.move_to(at)

    def now(self) -> datetime:
        return self._at

    def move_to(self, instant: datetime) -> None:
        self._at = in_utc(instant)


def in_utc(instant: datetime) -> datetime:
    """The same instant in UTC. Without a zone it is no instant, and it is refused."""
    if instant.utcoffset() is None:
        raise ValueError(f"{instant.isoformat()} has no time zone: it is not an instant")
    return instant.astimezone(UTC)


def legal_day(instant: datetime, timezone: str) -> date:
    """The civil day that an instant falls on, at the seat of the institution.

    >>> legal_day(datetime(2026, 4, 12, 22, 0, tzinfo=UTC), "Europe/Paris")
    datetime.date(2026, 4, 13)
    """
    return in_utc(instant).astimezone(ZoneInfo(timezone)).date()


def start_of(day: date, timezone: str) -> datetime:
    """The first instant of a civil day, in UTC.

    >>> start_of(date(2026, 4, 13), "Europe/Paris").isoformat()
    '2026-04-12T22:00:00+00:00'
    """
    return datetime.combine(day, time(), ZoneInfo(timezone)).astimezone(UTC)
