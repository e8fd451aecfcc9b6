"""The ballots on one deliberation, at the meetings on whose agenda it stands (R-1.14, R-3.2, R-4.1)."""

from collections.abc import Iterable, Iterator, Mapping

from domain.assembly.bodies import Bodies
from domain.assembly.chronicle import Chronicle, Happened
from domain.assembly.events import BODIES
from domain.assembly.meeting_events import BallotHeld, MeetingConvened, meeting_stream
from domain.assembly.meetings import Meeting
from domain.entry import Entry
from domain.institution import Institution
from domain.law.book import Law
from domain.law.records import NoLawOn
from domain.words import BallotIrregularity

MEETINGS = meeting_stream("")

Meetings = Mapping[str, Meeting]
"""Meetings by their names."""


def meetings(
    read: Iterable[tuple[Entry, ...]], institution: Institution, law: Law, without: str = ""
) -> Meetings:
    """The meetings among the streams that were read; one that was not read answers as an empty one."""
    streams = {entries[0].stream: entries for entries in read if entries}
    bodies = Bodies(institution, Chronicle(streams.get(BODIES, ()), without))

    def another(name: str) -> Meeting:
        return found.get(name) or Meeting(name, Chronicle((), without), bodies, law, another)

    found = {
        stream.removeprefix(MEETINGS): Meeting(
            stream.removeprefix(MEETINGS), Chronicle(entries, without), bodies, law, another
        )
        for stream, entries in streams.items()
        if stream.startswith(MEETINGS)
    }
    return found


def taken_up_again(found: Meetings) -> set[str]:
    """The streams of the first meetings, by which a second one goes without quorum (R-4.2)."""
    called = (c for meeting in found.values() for c in meeting.chronicle.all(MeetingConvened))
    return {meeting_stream(c.payload.second_of) for c in called if c.payload.second_of}


def ballots(number: str, found: Meetings) -> Iterator[tuple[Meeting, Happened[BallotHeld]]]:
    """Each ballot on that deliberation, and its meeting."""
    for meeting in found.values():
        for ballot in meeting.ballots():
            item = meeting.item(ballot.payload.item)
            if item is not None and item.deliberation == number:
                yield meeting, ballot


def against(meeting: Meeting, ballot: Happened[BallotHeld]) -> tuple[BallotIrregularity, ...]:
    """What that ballot was held in spite of: agenda, convocation, quorum, place, tally.

    Nothing where the meeting is older than the text of its convocation.
    """
    try:
        return tuple(meeting.irregularities(ballot.payload.item, ballot.day))
    except NoLawOn:
        return ()
