"""What must follow a meeting and a vote, and by when (R-3.4, R-3.5, R-9.1 to R-9.4)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from domain.assembly.chronicle import Happened
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
from domain.law.records import NoLawOn
from domain.law.time_limits import TimeLimit
from domain.words import Body, DutyState, Published


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
    """What a council meeting that was opened still asks for, or has had (R-3.4, R-3.5)."""
    if meeting.body is not Body.COUNCIL or not meeting.opened_by(on) or meeting.held is None:
        return
    chronicle = meeting.chronicle
    published = list(chronicle.by(MeetingPublished, on))
    informed = list(chronicle.by(CouncillorsInformed, on))
    try:
        week = law.time_limit("list-of-deliberations", meeting.held)
        month = law.time_limit("municipal-information", meeting.held)
    except NoLawOn:
        return  # a meeting before the reform of 1 July 2022 had other duties
    yield duty("list", week.period.end(meeting.held), first(published, Published.LIST), on, week)
    yield duty(
        "list_to_councillors",
        month.period.end(meeting.held),
        first(informed, Published.LIST),
        on,
        month,
    )
    settled = meeting.settled(on)
    if settled is None:
        return
    online = law.time_limit("minutes-publication", settled)
    yield duty(
        "minutes", online.period.end(settled), first(published, Published.MINUTES), on, online
    )
    yield duty(
        "minutes_to_councillors",
        month.period.end(settled),
        first(informed, Published.MINUTES),
        on,
        month,
    )


def first(
    found: list[Happened[MeetingPublished]] | list[Happened[CouncillorsInformed]], what: Published
) -> date | None:
    """The first publication or sending counts."""
    return next((fact.day for fact in found if fact.payload.what is what), None)


def duty(key: str, last_day: date, done_on: date | None, on: date, limit: TimeLimit) -> Duty:
    """Where a duty stands on a day: open, done, late (done after its last day), overdue."""
    if done_on is not None:
        state = DutyState.DONE if done_on <= last_day else DutyState.LATE
    else:
        state = DutyState.OPEN if on <= last_day else DutyState.OVERDUE
    return Duty(key, last_day, state, limit.article, done_on)


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
