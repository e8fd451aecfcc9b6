"""What a correction changes of meetings and of decisions, before anything is written.

A meeting is looked at again where its own entries, its members, or the meeting before it move.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from typing import Any

from domain.assembly.answers import NOTHING, OF_AN_ITEM, item_answers, meeting_answers
from domain.assembly.assembly import Assembly
from domain.assembly.deadlines import meeting_days
from domain.assembly.events import BODIES, POWERS, DecisionTaken
from domain.assembly.meeting_events import meeting_stream
from domain.assembly.meetings import Meeting
from domain.deliberation.answers import Answers, Difference, differing
from domain.words import Body
from projections.subjects import MEETINGS, MeetingFile

COUNTED = (Body.COUNCIL, Body.BUREAU)


def also_concerned(there: Assembly, streams: set[str]) -> set[str]:
    """Meetings that no row relies on, and whose answers may move: a second meeting looks at the
    first, and what a council hears of lies between the meeting before it and its own day."""
    corrected = {s.removeprefix(MEETINGS) for s in streams if s.startswith(MEETINGS)}
    if not corrected and not streams & {POWERS}:
        return set()
    found = {meeting.name for meeting in there.council_meetings(date.max)}
    if corrected:
        for name in there.meeting_names():
            convened = there.meeting(name).convened
            if convened and convened.payload.second_of in corrected:
                found.add(name)
    return {meeting_stream(name) for name in found}


def meeting_differences(before: MeetingFile, after: MeetingFile) -> Iterator[Difference]:
    """Every answer about a meeting and about its items that differs, on which legal days."""
    days = {*days_of(before), *days_of(after)}
    yield from differing(days, partial(of_meeting, before), partial(of_meeting, after))
    if inputs(before.meeting) == inputs(after.meeting):
        return
    # Whatever is of a later day than the meeting changes nothing of what its items were.
    held = max(meeting.held or date.min for meeting in (before.meeting, after.meeting))
    days = {day for day in days if day <= held}
    olds, news = Items(before), Items(after)
    for item in range(1, max(olds.count, news.count) + 1):
        yield from differing(days, partial(olds.of, item), partial(news.of, item), item)


def days_of(file: MeetingFile) -> set[date]:
    """The days on which an answer may change: its own, and those of the meeting before it."""
    convened = file.meeting.convened
    first = convened.payload.second_of if convened else None
    earlier = file.assembly.meeting(first).chronicle.facts if first else ()
    return meeting_days(file.meeting, file.law) | {fact.day for fact in earlier}


def of_meeting(file: MeetingFile, day: date) -> Answers:
    return meeting_answers(file.assembly, file.meeting, None, day)


class Items:
    """The answers about each item of one meeting, its deliberations folded once."""

    def __init__(self, file: MeetingFile) -> None:
        self.meeting = file.meeting
        self.there = replace(file.assembly, dossier=cache(file.assembly.dossier))

    @property
    def count(self) -> int:
        convened = self.meeting.convened
        counted = convened and self.meeting.body in COUNTED
        return len(convened.payload.agenda) if convened and counted else 0

    def of(self, item: int, day: date) -> Answers:
        if not self.meeting.convened_by(day) or self.meeting.body not in COUNTED:
            return {key: NOTHING[key] for key in OF_AN_ITEM}
        found = item_answers(self.there, self.meeting, item, day)
        convocation = self.meeting.convocation(item, day)
        return {"convocation": convocation.value if convocation else None, **found}


def inputs(meeting: Meeting) -> tuple[Any, ...]:
    """All that the answers about its items rest on, but for the opinions of communes."""
    convened = meeting.convened
    first = convened.payload.second_of if convened else None
    return (
        meeting.law,
        [(fact.ref, fact.payload) for fact in meeting.chronicle.facts],
        meeting.members(),
        meeting.bodies.council(meeting.held) if meeting.held else [],
        meeting.bodies.institution.composition(meeting.held) if meeting.held else None,
        inputs(meeting.another(first)) if first and first != meeting.name else (),
    )


@dataclass(frozen=True)
class DecisionChange:
    """A decision under delegation that would gain or lose its ground (CGCT L. 5211-10)."""

    ref: str
    number: str
    day: date
    before: bool | None
    """Whether a delegation covered it; None: not on record."""
    after: bool | None


def decision_changes(
    before: Assembly, after: Assembly, streams: set[str]
) -> Iterator[DecisionChange]:
    """Decisions that a delegation, or the appointment of a vice-president, no longer covers."""
    if not streams & {POWERS, BODIES}:
        return
    olds, news = decisions(before), decisions(after)
    for ref in sorted(olds.keys() | news.keys()):
        old, new = olds.get(ref), news.get(ref)
        was = before.powers.covered(old) if old else None
        is_now = after.powers.covered(new) if new else None
        known = new or old
        if was != is_now and known:
            yield DecisionChange(ref, known.number, known.day, was, is_now)


def decisions(there: Assembly) -> dict[str, DecisionTaken]:
    return {fact.ref: fact.payload for fact in there.powers.chronicle.all(DecisionTaken)}
