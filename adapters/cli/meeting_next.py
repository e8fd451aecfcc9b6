"""The command that a meeting now asks for, once a step of it is on record."""

from collections.abc import Iterator
from datetime import date
from shlex import quote

from domain.assembly.afterwards import duties, sent
from domain.assembly.assembly import Assembly
from domain.assembly.meetings import Meeting
from domain.assembly.readiness import second_day
from domain.words import Body, ConvocationState, DutyState, Sent

COUNTED = (Body.COUNCIL, Body.BUREAU)
"""The bodies that put items to the vote."""

DUE = {
    "list": "tacite meeting publish {m} --what list",
    "list_to_councillors": "tacite meeting inform {m} --what list",
    "minutes": "tacite meeting publish {m} --what minutes",
    "minutes_to_councillors": "tacite meeting inform {m} --what minutes",
    "opinions_to_councillors": "tacite meeting inform {m} --what opinions",
}
"""What discharges each duty that follows a meeting (R-3.4, R-3.5, R-7.2)."""


def following(there: Assembly, meeting: Meeting, today: date) -> str:
    """The first of what is next, in the order of a meeting; empty where nothing is."""
    if meeting.convened is None or meeting.held is None:
        return ""
    steps = after(there, meeting, today) if meeting.opened else before(meeting, today)
    return next(steps, "").replace("{m}", meeting.name)


def before(meeting: Meeting, today: date) -> Iterator[str]:
    """Convened, and not opened: the copy to the municipal councillors, a last look, the opening."""
    assert meeting.held is not None
    if meeting.held <= today:
        yield "tacite meeting open {m} --absent SIÈGES"
    if meeting.body is Body.COUNCIL and sent(meeting, Sent.CONVOCATION, today) is None:
        yield "tacite meeting inform {m} --what convocation"
    if meeting.body in COUNTED:
        yield "tacite check {m}"


def after(there: Assembly, meeting: Meeting, today: date) -> Iterator[str]:
    """Opened: names of a public ballot, the next item, what must be published, sent and settled."""
    due = [d for d in duties(meeting, there.law, today) if d.key in DUE]
    listed = any(d.key == "list" and d.done_on for d in due)
    if meeting.body in COUNTED:
        for item in meeting.unnamed(today):
            yield f"tacite meeting names {meeting.name} --item {item} --for SIÈGES --against SIÈGES"
        if not listed:
            yield from next_item(there, meeting, today)
    for duty in due:
        if duty.state in (DutyState.OPEN, DutyState.OVERDUE):
            yield DUE[duty.key]
    if meeting.body is Body.COUNCIL and meeting.settled(today) is None:
        yield "tacite meeting settle {m} --at SÉANCE-SUIVANTE"


def next_item(there: Assembly, meeting: Meeting, today: date) -> Iterator[str]:
    """The item after the last one put to the vote: one that was passed over was put off."""
    assert meeting.convened is not None
    voted = (ballot.payload.item for ballot in meeting.ballots())
    done = max((item for item in voted if meeting.item(item)), default=0)
    if done >= len(meeting.convened.payload.agenda):
        return
    if meeting.quorum_met(done + 1):
        yield f"tacite meeting ballot {{m}} --item {done + 1} --for VOIX --against VOIX"
    elif meeting.convocation(done + 1) is ConvocationState.IRREGULAR:
        yield "tacite check {m}"  # a second convocation supposes a regular first one
    else:
        yield second_convocation(there, meeting, done + 1, today)


def second_convocation(there: Assembly, meeting: Meeting, item: int, today: date) -> str:
    """Without quorum: what is left of the agenda, for the first day; or the check of that meeting."""
    again = there.convened_again(meeting, item, today)
    if again is not None:
        return f"tacite check {again.name}"
    assert meeting.convened is not None
    left = meeting.convened.payload.agenda[item - 1 :]
    items = " ".join(f"--item {quote(each.deliberation or each.object or '')}" for each in left)
    day = second_day(meeting, today)
    return f"tacite meeting convene SECONDE-SÉANCE --held {day} --second-of {{m}} {items}"
