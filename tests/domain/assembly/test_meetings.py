"""A meeting is judged by the law that it holds, as it reads on the day of the meeting."""

from datetime import date

import pytest

from domain.assembly.bodies import Bodies
from domain.assembly.chronicle import Chronicle
from domain.assembly.meeting_events import AgendaItem, MeetingConvened, meeting_stream
from domain.assembly.meetings import Meeting, no_meeting
from domain.law.book import LAW, Law
from domain.law.periods import ClearDays
from domain.words import Body, ConvocationState
from tests.domain.deliberation.books import entry, institution

HELD = date(2026, 6, 25)


def reading(key: str, days: int, since: date = date(1996, 2, 24)) -> Law:
    """The law, with other clear days from a day on."""
    notices = []
    for notice in LAW.notices:
        if notice.key != key:
            notices.append(notice)
            continue
        if since > notice.in_force_from:
            eve = date.fromordinal(since.toordinal() - 1)
            notices.append(notice.model_copy(update={"in_force_until": eve}))
        other = {"days": ClearDays(days), "in_force_from": since}
        notices.append(notice.model_copy(update=other))
    return LAW.model_copy(update={"notices": tuple(notices)})


def convened(law: Law, sent: int, body: Body = Body.COUNCIL, urgent: bool = False) -> Meeting:
    """Convened on that day of June, for the 25th."""
    notice = MeetingConvened(
        day=date(2026, 6, sent),
        meeting="juin",
        body=body,
        held=HELD,
        agenda=(AgendaItem(object="Voirie"),),
        urgency=urgent,
    )
    stream = meeting_stream("juin")
    bodies = Bodies(institution(), Chronicle(()))
    return Meeting(stream, Chronicle((entry(stream, 1, notice, 1),)), bodies, law, no_meeting)


@pytest.mark.parametrize(
    ("law", "state"),
    [
        (LAW, ConvocationState.REGULAR),
        (reading("convocation", 6), ConvocationState.IRREGULAR),
        (reading("convocation", 6, HELD), ConvocationState.IRREGULAR),
        (reading("convocation", 6, date(2026, 6, 26)), ConvocationState.REGULAR),
        (reading("conference-agenda", 6), ConvocationState.REGULAR),
    ],
)
def test_the_clear_days_are_those_of_the_day_of_the_meeting(
    law: Law, state: ConvocationState
) -> None:
    assert convened(law, sent=19).convocation() is state


def test_urgency_has_its_own_clear_days() -> None:
    assert convened(LAW, sent=23, urgent=True).convocation() is ConvocationState.URGENT
    stricter = convened(reading("urgent-convocation", 2), sent=23, urgent=True)
    assert stricter.convocation() is ConvocationState.IRREGULAR


def test_the_mayors_conference_has_the_clear_days_of_the_pact() -> None:
    on_time = convened(reading("convocation", 9), sent=19, body=Body.MAYORS_CONFERENCE)
    late = convened(reading("conference-agenda", 6), sent=19, body=Body.MAYORS_CONFERENCE)

    assert on_time.convocation() is ConvocationState.REGULAR
    assert late.convocation() is ConvocationState.IRREGULAR
