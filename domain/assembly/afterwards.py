"""What must follow a meeting and a vote, and by when (R-3.4, R-3.5, R-9.1 to R-9.4)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from domain.assembly.meeting_events import (
    ActPublished,
    ActTransmitted,
    CouncillorsInformed,
    MeetingPublished,
)
from domain.assembly.meetings import Meeting
from domain.assembly.prefect import done_first, prefect_period, stands
from domain.deliberation.situation import Situation
from domain.law.book import Law
from domain.law.records import NoLawOn, Record
from domain.words import Body, DutyState, Published, Sent


@dataclass(frozen=True)
class Duty:
    """Something to be done by a last day, and where it stands (échéance)."""

    key: str
    last_day: date
    state: DutyState
    article: str
    done_on: date | None = None


@dataclass(frozen=True)
class Limit:
    """A period that runs against the act, and whether it is over (délai)."""

    key: str
    starts: date
    last_day: date
    running: bool
    article: str


def duties(meeting: Meeting, law: Law, on: date) -> Iterator[Duty]:
    """What a meeting still asks for, or has had (R-3.4, R-3.5, R-7.2)."""
    match meeting.body:
        case Body.COUNCIL:
            yield from convocation_copy(meeting, law, on)
            yield from after_the_council(meeting, law, on)
        case Body.MAYORS_CONFERENCE:
            yield from conference_opinions(meeting, law, on)


def convocation_copy(meeting: Meeting, law: Law, on: date) -> Iterator[Duty]:
    """The municipal councillors receive a copy of the council's convocation (R-3.4)."""
    if not meeting.convened_by(on) or meeting.held is None:
        return
    try:
        notice = law.notice("convocation-copy", meeting.held)
    except NoLawOn:
        return
    last = notice.days.latest(meeting.held)
    yield duty("convocation_to_councillors", last, sent(meeting, Sent.CONVOCATION, on), on, notice)


def conference_opinions(meeting: Meeting, law: Law, on: date) -> Iterator[Duty]:
    """The opinions of a mayors' conference that met go to all municipal councillors (R-7.2)."""
    if not meeting.opened_by(on) or meeting.held is None:
        return
    try:
        month = law.time_limit("conference-opinions", meeting.held)
    except NoLawOn:
        return
    last = month.period.end(meeting.held)
    yield duty("opinions_to_councillors", last, sent(meeting, Sent.OPINIONS, on), on, month)


def after_the_council(meeting: Meeting, law: Law, on: date) -> Iterator[Duty]:
    """List and minutes of a council meeting that was opened (R-3.4, R-3.5)."""
    if not meeting.opened_by(on) or meeting.held is None:
        return
    try:
        week = law.time_limit("list-of-deliberations", meeting.held)
        month = law.time_limit("municipal-information", meeting.held)
    except NoLawOn:
        return  # a meeting before the reform of 1 July 2022 had other duties
    listed, list_sent = published(meeting, Published.LIST, on), sent(meeting, Sent.LIST, on)
    yield duty("list", week.period.end(meeting.held), listed, on, week)
    yield duty("list_to_councillors", month.period.end(meeting.held), list_sent, on, month)
    settled = meeting.settled(on)
    if settled is None:
        return
    week = law.time_limit("minutes-publication", settled)
    online, minutes_sent = (
        published(meeting, Published.MINUTES, on),
        sent(meeting, Sent.MINUTES, on),
    )
    yield duty("minutes", week.period.end(settled), online, on, week)
    yield duty("minutes_to_councillors", month.period.end(settled), minutes_sent, on, month)


def published(meeting: Meeting, what: Published, on: date) -> date | None:
    """The first publication counts."""
    found = meeting.chronicle.by(MeetingPublished, on)
    return next((fact.day for fact in found if fact.payload.what is what), None)


def sent(meeting: Meeting, what: Sent, on: date) -> date | None:
    """The first sending counts."""
    found = meeting.chronicle.by(CouncillorsInformed, on)
    return next((fact.day for fact in found if fact.payload.what is what), None)


def duty(key: str, last_day: date, done_on: date | None, on: date, rule: Record) -> Duty:
    """Where a duty stands on a day: open, done, late (done after its last day), overdue."""
    if done_on is not None:
        state = DutyState.DONE if done_on <= last_day else DutyState.LATE
    else:
        state = DutyState.OPEN if on <= last_day else DutyState.OVERDUE
    return Duty(key, last_day, state, rule.article, done_on)


def enforceable_on(there: Situation) -> date | None:
    """The day on which the act became enforceable: published and transmitted (R-9.1)."""
    published = done_first(there, ActPublished)
    transmitted = done_first(there, ActTransmitted)
    if not stands(there) or published is None or transmitted is None:
        return None
    return max(published, transmitted)


def limits(there: Situation) -> Iterator[Limit]:
    """The periods that run once there is an act: withdrawal, the prefect, third parties."""
    if not stands(there) or there.vote is None:
        return
    yield from limit(there, "withdrawal", there.vote.payload.day)
    referral = prefect_period(there)
    if referral:
        running = there.on <= referral.last_day
        yield Limit(
            "prefect_referral", referral.starts, referral.last_day, running, referral.article
        )
    yield from limit(there, "recourse", done_first(there, ActPublished))


def limit(there: Situation, key: str, start: date | None) -> Iterator[Limit]:
    """One period that starts that day; nothing where the act is older than its text."""
    law, zone = there.dossier.law, there.dossier.institution.zone
    if start is None:
        return
    try:
        last = law.last_day(key, start, zone)
    except NoLawOn:
        return
    yield Limit(key, start, last, there.on <= last, law.time_limit(key, start).article)
