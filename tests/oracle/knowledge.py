"""What is on record, and what corrections leave of it (README, « amend », « annul », « move »).

Everything is recomputed from the list of entries at each question: slow, and plain.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tests.oracle.days import as_day

CORRECTIONS = ("amend", "annul", "move")
REACTIONS = ("withdraw", "uphold")
FACTS = ("draft", "qualify", "review", "send", "receive", "complete", "opinion", "revise", "vote")

DEFAULTS: Mapping[str, Mapping[str, Any]] = {
    "send": {"complete": True},  # « complete: true (default), false »
    "opinion": {"organ": "municipal_council"},  # « municipal_council (default) »
    # « abstain (0), secret (false), casting: …none (default); in_office (86) »
    "vote": {"abstain": 0, "secret": False, "casting": "none", "in_office": 86, "as_held": False},
}


@dataclass(frozen=True)
class Minute:
    """A deemed opinion on record: « A minute stays on the deliberation on which it was written, and
    belongs to the sending it rests on. »"""

    deliberation: str
    sending: int
    day: date


@dataclass(frozen=True)
class Entry:
    """A recorded step. ``position`` is its rank in the recording, from 1."""

    position: int
    do: str
    deliberation: str
    label: str | None
    told: Mapping[str, Any]
    minutes: tuple[Minute, ...] = ()


Entries = Sequence[Entry]


@dataclass(frozen=True)
class Fact:
    """A fact that stands on a deliberation, with the values that corrections gave it."""

    entry: Entry
    values: Mapping[str, Any] = field(hash=False)

    @property
    def do(self) -> str:
        return self.entry.do

    @property
    def position(self) -> int:
        return self.entry.position

    @property
    def day(self) -> date:
        """« `day` is the legal day of what happened (for an opinion: the day its extract reached
        the EPCI …) »."""
        return as_day(self.values["day"])

    @property
    def voted(self) -> date:
        """« `voted` is the day of the municipal vote, by default the same, also after `day` was
        corrected »."""
        return as_day(self.values.get("voted", self.values["day"]))

    @property
    def sent(self) -> date:
        """« `sent`: by default its day »."""
        return as_day(self.values.get("sent", self.values["day"]))

    @property
    def placed(self) -> date:
        """« by their legal days (an opinion by its vote) »."""
        return self.voted if self.do == "opinion" else self.day

    @property
    def order(self) -> tuple[date, int]:
        """« Facts count in order: by their legal days (an opinion by its vote), then by
        recording. »"""
        return self.placed, self.position


def named(entries: Entries, label: object) -> Entry | None:
    return next((e for e in entries if e.label is not None and e.label == label), None)


def stands(entries: Entries, entry: Entry) -> bool:
    """« annuls a step, or a correction, which then no longer counts »: an annulment that is itself
    annulled does not annul."""
    return not any(
        e.do == "annul"
        and e.position > entry.position
        and named(entries, e.told["entry"]) == entry
        and stands(entries, e)
        for e in entries
    )


def corrections_of(entries: Entries, entry: Entry, do: str) -> Iterable[Entry]:
    """Those that stand, in the order of their recording."""
    return (
        e
        for e in entries
        if e.do == do and named(entries, e.told["entry"]) == entry and stands(entries, e)
    )


def values_of(entries: Entries, entry: Entry) -> dict[str, Any]:
    """« corrects fields of the step so labelled »; the last wins, field by field."""
    values = {**DEFAULTS.get(entry.do, {}), **entry.told}
    for amendment in corrections_of(entries, entry, "amend"):
        values.update(amendment.told["set"])
    return values


def place_of(entries: Entries, entry: Entry) -> str:
    """« the entry stood on the wrong deliberation; annulling the move brings it back »."""
    place = entry.deliberation
    for move in corrections_of(entries, entry, "move"):
        place = str(move.told["to"])
    return place


def facts_of(entries: Entries, deliberation: str) -> list[Fact]:
    """The facts that stand on a deliberation, in order, whatever their day."""
    found = [
        Fact(e, values_of(entries, e))
        for e in entries
        if e.do in FACTS and stands(entries, e) and place_of(entries, e) == deliberation
    ]
    return sorted(found, key=lambda fact: fact.order)
