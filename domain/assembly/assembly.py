"""The assembly: every stream of the institutions, read when it is asked about, at one knowledge."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from math import inf

from domain.assembly.bodies import Bodies
from domain.assembly.calls import Calls, YearState
from domain.assembly.chronicle import Chronicle, Happened
from domain.assembly.cooperation import Cooperation
from domain.assembly.events import BODIES, CALLS, COOPERATION, POWERS, Ended
from domain.assembly.meeting_events import meeting_stream
from domain.assembly.meetings import Meeting
from domain.assembly.powers import Powers
from domain.deliberation.dossier import Dossier
from domain.entry import Entry
from domain.institution import Institution
from domain.law.book import Law
from domain.words import Body

BEGINNING = (BODIES, POWERS, COOPERATION)
"""Streams of what may be ended: appointments and choices, delegations, agreements."""

ReadStream = Callable[[str], tuple[Entry, ...]]


@dataclass(frozen=True)
class Assembly:
    """What present knowledge holds of the institutions. ``without`` leaves one entry out."""

    institution: Institution
    law: Law
    read: ReadStream
    dossier: Callable[[str], Dossier]
    meeting_names: Callable[[], Iterable[str]]
    """Names of every meeting on record: the report of decisions asks, and a failed quorum."""
    without: str = ""

    def chronicle(self, stream: str) -> Chronicle:
        ends = (lambda: self._ends) if stream in BEGINNING else None
        return Chronicle(self.read(stream), self.without, ends)

    @cached_property
    def _ends(self) -> tuple[Happened[Ended], ...]:
        streams = (Chronicle(self.read(stream), self.without) for stream in BEGINNING)
        return tuple(end for chronicle in streams for end in chronicle.all(Ended))

    @cached_property
    def bodies(self) -> Bodies:
        return Bodies(self.institution, self.chronicle(BODIES))

    @cached_property
    def powers(self) -> Powers:
        return Powers(self.chronicle(POWERS), self.bodies)

    @cached_property
    def calls(self) -> Calls:
        return Calls(self.chronicle(CALLS), self.bodies, self.law)

    @cached_property
    def cooperation(self) -> Cooperation:
        return Cooperation(self.chronicle(COOPERATION))

    @cached_property
    def _meetings(self) -> dict[str, Meeting]:
        return {}

    def meeting(self, name: str) -> Meeting:
        """The meeting of that name; an empty one where nothing is on record."""
        if name not in self._meetings:
            chronicle = self.chronicle(meeting_stream(name))
            self._meetings[name] = Meeting(name, chronicle, self.bodies, self.law, self.meeting)
        return self._meetings[name]

    def leaving_out(self, ref: str) -> "Assembly":
        """The same, one entry left out of account: could it be recorded now?

        A ballot is left out of the deliberation that it votes on as well.
        """
        return replace(
            self,
            without=ref,
            dossier=lambda number: replace(self.dossier(number), without=ref),
        )

    def council_meetings(self, on: date) -> list[Meeting]:
        """Council meetings opened by that day, in the order in which they were held."""
        found = [self.meeting(name) for name in self.meeting_names()]
        opened = [m for m in found if m.body is Body.COUNCIL and m.opened_by(on)]
        return sorted(opened, key=held_then_recorded)

    def convened_again(self, meeting: Meeting, item: int, on: date) -> Meeting | None:
        """The second meeting convened by that day for an item of one without quorum (L. 2121-17)."""
        question = meeting.item(item)
        for name in self.meeting_names():
            notice = self.meeting(name).convened
            if notice is None or notice.payload.second_of != meeting.name or notice.day > on:
                continue
            if question and question.question in (each.question for each in notice.payload.agenda):
                return self.meeting(name)
        return None

    def in_person(self, year: int, on: date) -> tuple[YearState, YearState]:
        """Whether each half of the year had a council in one place (CGCT L. 5211-11-1; R-4.7).

        One is enough, unless the law set says otherwise.
        """
        rules = [c for c in self.law.counts if c.key == "videoconference"]
        needed = next((c.number for c in rules if c.in_force(date(year, 12, 31))), 1)
        held = [m.held for m in self.council_meetings(on) if m.held and not m.remote(on)]
        first, second = (
            YearState.MET
            if sum(day.year == year and (day.month > 6) is later for day in held) >= needed
            else YearState.DUE
            if on <= end
            else YearState.MISSED
            for later, end in ((False, date(year, 6, 30)), (True, date(year, 12, 31)))
        )
        return first, second

    def report(self, meeting: Meeting, on: date) -> list[str] | None:
        """Decisions taken under delegation that this council meeting hears of (L. 5211-10).

        Those taken after the day of the council meeting opened before it, until its own day.
        """
        if meeting.body is not Body.COUNCIL or not meeting.opened_by(on) or meeting.held is None:
            return None
        previous = self.council_before(meeting, on)
        return [f.payload.number for f in self.powers.decisions(previous, meeting.held)]

    def council_before(self, meeting: Meeting | None, on: date) -> date | None:
        """The day of the last council meeting opened before that one, as of a day; None: of the last."""
        earlier = [
            other.held
            for other in self.council_meetings(on)
            if meeting is None or held_then_recorded(other) < held_then_recorded(meeting)
        ]
        return max((day for day in earlier if day is not None), default=None)


def held_then_recorded(meeting: Meeting) -> tuple[date, float]:
    """The order of meetings: by the day they are held, then by recording; not opened, the last."""
    assert meeting.held is not None
    return meeting.held, meeting.opened.entry.position if meeting.opened else inf
