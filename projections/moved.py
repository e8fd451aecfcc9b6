"""Deadlines that move between two states of knowledge of one subject, with both workings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.deliberation.dossier import Dossier
from domain.law.workings import Working, work_period
from projections import deadlines
from projections.subjects import Subject

Row = Mapping[str, Any]

DAYS = ("starts", "last_day", "deemed_from", "prudent_end")
"""What a deadline is made of; the rest of its row follows from them, or from the day asked for."""


@dataclass(frozen=True)
class Moved:
    """One deadline: its days before and after; None where it did not run, or runs no more."""

    number: str
    kind: str
    ref: str
    before: Row | None
    after: Row | None
    workings_before: tuple[Working, ...] = ()
    workings_after: tuple[Working, ...] = ()

    @property
    def row(self) -> Row:
        """What names it for a person: who must act, about what."""
        found = self.after or self.before
        assert found is not None
        return found


def moved_deadlines(before: Subject, after: Subject) -> Iterator[Moved]:
    """Every deadline whose days differ, or that is only on one side."""
    old, new = periods(before), periods(after)
    for key in sorted(old.keys() | new.keys()):
        was, is_now = old.get(key), new.get(key)
        if was and is_now and all(was[day] == is_now[day] for day in DAYS):
            continue
        row = is_now or was
        assert row is not None
        yield Moved(
            row["number"],
            *key,
            was,
            is_now,
            workings(before, was) if was else (),
            workings(after, is_now) if is_now else (),
        )


def periods(subject: Subject) -> dict[tuple[str, str], Row]:
    """Each deadline as its last row has it."""
    found: dict[tuple[str, str], Row] = {}
    for row in deadlines.rows(subject):
        key = row["kind"], row["ref"]
        if key not in found or found[key]["valid_from"] < row["valid_from"]:
            found[key] = row
    return found


def workings(subject: Subject, row: Row) -> tuple[Working, ...]:
    """How the days of the period of an opinion were found; the others are one addition each."""
    if not isinstance(subject, Dossier):
        return ()
    asked = subject.whole_course.of(row["ref"])
    if asked is None:
        return ()
    start: date = row["starts"]
    return work_period(asked.procedure, start, subject.institution.zone, subject.law).workings
