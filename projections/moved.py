"""Deadlines that move between two states of knowledge of one subject, with both workings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.deliberation.dossier import Dossier
from domain.law.workings import Working, work_limit, work_period
from projections import deadlines
from projections.subjects import Subject

Row = Mapping[str, Any]

DAYS = ("starts", "last_day", "deemed_from", "prudent_end")
"""What a deadline is made of; the rest of its row follows from them, or from the day asked for."""

TIME_LIMITS = {
    "list": "list-of-deliberations",
    "list_to_councillors": "municipal-information",
    "minutes": "minutes-publication",
    "minutes_to_councillors": "municipal-information",
    "opinions_to_councillors": "conference-opinions",
    "withdrawal": "withdrawal",
    "prefect_referral": "prefect-referral",
    "recourse": "recourse",
}
"""The time limit in the book of law by which a kind of deadline is counted (R-2.2 to R-9.4)."""


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
    """How the days of the period of an opinion, of a duty or against an act were found."""
    if row["kind"] in TIME_LIMITS:
        return limit_workings(subject, row)
    if not isinstance(subject, Dossier):
        return ()
    asked = subject.whole_course.of(row["ref"])
    if asked is None:
        return ()
    start: date = row["starts"]
    return work_period(asked.procedure, start, subject.institution.zone, subject.law).workings


def limit_workings(subject: Subject, row: Row) -> tuple[Working, ...]:
    """Start, length, last day. None where the day was not found by that addition."""
    there = subject if isinstance(subject, Dossier) else subject.assembly
    law, zone, starts = there.law, there.institution.zone, row["starts"]
    key = TIME_LIMITS[row["kind"]]
    if law.last_day(key, starts, zone) != row["last_day"]:
        return ()
    return work_limit(law.time_limit(key, starts), starts, row["last_day"], row["article"])
