"""Deadlines that move between two states of knowledge of one subject, with both workings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.assembly.prefect import prefect_workings, stands, waiting_for
from domain.deliberation.dossier import Dossier
from domain.deliberation.situation import Situation, situation
from domain.law.certainty import Certainty
from domain.law.french import french_day
from domain.law.workings import Working, step, work_limit, work_period
from projections import deadlines
from projections.subjects import MeetingFile, Subject

Row = Mapping[str, Any]

DAYS = ("starts", "last_day", "deemed_from", "prudent_end", "stopped")
"""What a deadline is made of; the rest of its row follows from them, or from the day asked for.

``stopped`` is the day of the letter since which the prefect's period waits (R-9.2), else None."""

TIME_LIMITS = {
    "list": "list-of-deliberations",
    "list_to_councillors": "municipal-information",
    "minutes": "minutes-publication",
    "minutes_to_councillors": "municipal-information",
    "opinions_to_councillors": "conference-opinions",
    "withdrawal": "withdrawal",
    "recourse": "recourse",
    "pact": "pact",
    "meeting_on_request": "meeting-on-request",
}
"""The time limit in the book of law by which a kind of deadline is counted (R-2.2 to R-9.4)."""

REFERRAL = "prefect_referral"
"""The one that letters stop and start again: each of its stretches is a step of its workings."""


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
            found[key] = {**row, "stopped": stopped(subject, row["kind"])}
    return found


def stopped(subject: Subject, kind: str) -> date | None:
    """Since when the prefect's period waits for pieces, or for an answer (R-9.2)."""
    if kind != REFERRAL or not isinstance(subject, Dossier):
        return None
    there = at_the_end(subject)
    waiting = waiting_for(there) if stands(there) else None
    return waiting.payload.day if waiting else None


def at_the_end(dossier: Dossier) -> Situation:
    """With every letter on record."""
    return situation(dossier, dossier.turning_days[-1])


def workings(subject: Subject, row: Row) -> tuple[Working, ...]:
    """How the days of the period of an opinion, of a duty or against an act were found."""
    if row["kind"] == REFERRAL and isinstance(subject, Dossier):
        return tuple(prefect_workings(at_the_end(subject)))
    if row["kind"] in TIME_LIMITS:
        return limit_workings(subject, row)
    if row["kind"] == "convocation_to_councillors" and isinstance(subject, MeetingFile):
        return copy_workings(subject, row)
    if row["kind"] == "metropolitan_day":
        return day_workings(row)
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


def copy_workings(subject: MeetingFile, row: Row) -> tuple[Working, ...]:
    """The copy of a convocation goes out before the meeting: the eve at the latest (R-3.4)."""
    held = subject.meeting.held
    assert held is not None
    notice = subject.law.notice("convocation-copy", held)
    steps = (
        ("Convocation", french_day(row["starts"])),
        ("Séance", french_day(held)),
        ("Délai", "avant la séance : lu la veille au plus tard"),
        ("Dernier jour", french_day(row["last_day"])),
    )
    return tuple(step(*each, row["article"], notice.certainty, "R-3.4") for each in steps)


def day_workings(row: Row) -> tuple[Working, ...]:
    """« Au minimum une fois par an »: read the calendar year (pact, art. 8)."""
    steps = (
        ("Point de départ", french_day(row["starts"])),
        (
            "Délai",
            "au minimum une fois par an : lu l'année civile, dès la première entière du pacte",
        ),
        ("Dernier jour", french_day(row["last_day"])),
    )
    ground = row["article"], Certainty.INFERENCE, "pacte, art. 8"
    return tuple(step(*each, *ground) for each in steps)
