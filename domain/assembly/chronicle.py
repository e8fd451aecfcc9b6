"""A chronicle: what stands on one stream, corrections resolved, by legal day then by recording."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Generic, NamedTuple, TypeVar

from domain.assembly.events import Ended
from domain.corrections import resolve
from domain.entry import Entry, Payload

P = TypeVar("P", bound=Payload, covariant=True)
Q = TypeVar("Q", bound=Payload)


class Happened(NamedTuple, Generic[P]):
    """One fact of a chronicle, and its name for ever."""

    ref: str
    payload: P
    entry: Entry

    @property
    def day(self) -> date:
        return self.payload.day


@dataclass(frozen=True)
class Chronicle:
    """What present knowledge holds of one stream. It knows nothing of any day."""

    entries: tuple[Entry, ...]
    without: str = ""
    """An entry left out of account, to ask whether it could be recorded now."""
    ends: Callable[[], Iterable[Happened[Ended]]] | None = None
    """The ends of every stream: an amended one may name what another stream began."""

    @cached_property
    def facts(self) -> tuple[Happened[Payload], ...]:
        found = [
            Happened(s.entry.ref, s.payload, s.entry)
            for s in resolve(self.entries)
            if s.stands and s.entry.ref != self.without
        ]
        return tuple(sorted(found, key=lambda fact: (fact.day, fact.entry.position)))

    def all(self, kind: type[Q]) -> tuple[Happened[Q], ...]:
        """The facts of that kind, whatever their day, in order."""
        held = self._kinds.get(kind)
        if held is None:
            held = tuple(fact for fact in self.facts if isinstance(fact.payload, kind))
            self._kinds[kind] = held
        return held

    @cached_property
    def _kinds(self) -> dict[type[Payload], tuple[Happened[Any], ...]]:
        """Those asked for so far: an evening of fifty ballots is asked about each of them."""
        return {}

    def by(self, kind: type[Q], on: date) -> Iterator[Happened[Q]]:
        """The facts of that kind up to a legal day, in order."""
        return (fact for fact in self.all(kind) if fact.day <= on)

    def find(self, ref: str) -> Happened[Payload] | None:
        """The fact of that name, where it stands."""
        return next((fact for fact in self.facts if fact.ref == ref), None)

    def ended_on(self, ref: str) -> date | None:
        """The day from which what that entry began no longer holds."""
        ends = self.ends() if self.ends else self.all(Ended)
        return min((end.day for end in ends if end.payload.entry == ref), default=None)

    def holding(self, facts: Iterable[Happened[Q]], on: date) -> list[Happened[Q]]:
        """Those that had begun by that day and were not ended by then."""
        return [fact for fact in facts if fact.day <= on and not self.is_ended(fact.ref, on)]

    def is_ended(self, ref: str, on: date) -> bool:
        end = self.ended_on(ref)
        return end is not None and end <= on
