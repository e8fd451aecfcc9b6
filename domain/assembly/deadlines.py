"""What meetings, acts and the year of the pact ask for, and by when: deadlines like any other.

Each has the day it starts, its last day, who must act and what happens otherwise (R-3.3 to R-3.5,
R-9.1 to R-9.4; pact, art. 8; CGCT L. 5211-11-2).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from domain.assembly.afterwards import Duty, duties, limits
from domain.assembly.assembly import Assembly
from domain.assembly.calls import YearState
from domain.assembly.events import (
    CouncilsRenewed,
    MeetingRequested,
    MetropolitanDayHeld,
    PactAdopted,
)
from domain.assembly.meetings import Meeting
from domain.deliberation.deadlines import DeadlineKind, DeadlineState
from domain.deliberation.situation import Situation
from domain.law.book import Law
from domain.law.records import NoLawOn
from domain.words import Body, DutyState

STATES = {
    DutyState.OPEN: DeadlineState.RUNNING,
    DutyState.OVERDUE: DeadlineState.OVERDUE,
    DutyState.DONE: DeadlineState.DONE,
    DutyState.LATE: DeadlineState.LATE,
}


@dataclass(frozen=True)
class DutyDeadline:
    """One thing to be done by a last day, on one legal day."""

    kind: DeadlineKind
    ref: str
    object: str
    starts: date
    last_day: date
    state: DeadlineState
    article: str
    who_acts: str
    effect: str


WHO = {
    "convocation_to_councillors": (
        "président",
        "copie de la convocation et de la note envoyée aux conseillers municipaux",
    ),
    "list": ("président", "liste des délibérations affichée et mise en ligne"),
    "list_to_councillors": ("président", "liste envoyée aux conseillers municipaux"),
    "minutes": ("président et secrétaire", "procès-verbal en ligne"),
    "minutes_to_councillors": ("président", "procès-verbal envoyé aux conseillers municipaux"),
    "opinions_to_councillors": (
        "président",
        "avis rendus envoyés à tous les conseillers municipaux",
    ),
    "withdrawal": ("conseil", "au-delà, l'acte illégal ne se retire plus"),
    "prefect_referral": ("préfet", "au-delà, plus de déféré"),
    "recourse": ("tiers", "au-delà, plus de recours"),
}


def meeting_deadlines(meeting: Meeting, law: Law, on: date) -> Iterator[DutyDeadline]:
    """What a meeting still asks for, or has had."""
    for duty in duties(meeting, law, on):
        who, effect = WHO[duty.key]
        opening, starts = duty_start(meeting, duty, on)
        yield DutyDeadline(
            DeadlineKind(duty.key),
            opening,
            f"Séance « {meeting.name} »",
            starts,
            duty.last_day,
            STATES[duty.state],
            duty.article,
            who,
            effect,
        )


def duty_start(meeting: Meeting, duty: Duty, on: date) -> tuple[str, date]:
    """The entry that opened a duty and the day it starts: convocation, meeting, settled minutes."""
    assert meeting.convened is not None
    assert meeting.held is not None
    if duty.key == DeadlineKind.CONVOCATION_TO_COUNCILLORS:
        return meeting.convened.ref, meeting.convened.day
    assert meeting.opened is not None
    settled = meeting.settled(on) if duty.key.startswith("minutes") else None
    return meeting.opened.ref, settled or meeting.held


def meeting_days(meeting: Meeting, law: Law) -> set[date]:
    """The days on which an answer about a meeting's duties may change."""
    days = {fact.day for fact in meeting.chronicle.facts}
    for day in list(days):
        days |= {after(duty.last_day) for duty in duties(meeting, law, day)}
    return days


def act_deadlines(there: Situation) -> Iterator[DutyDeadline]:
    """The periods that run against an act once there is one."""
    if there.vote is None or there.course.draft is None:
        return
    for limit in limits(there):
        who, effect = WHO[limit.key]
        yield DutyDeadline(
            DeadlineKind(limit.key),
            there.vote.ref,
            there.course.draft.payload.object,
            limit.starts,
            limit.last_day,
            DeadlineState.RUNNING if limit.running else DeadlineState.CLOSED,
            limit.article,
            who,
            effect,
        )


def act_days(there: Situation) -> set[date]:
    """The days after which those periods are over."""
    return {after(limit.last_day) for limit in limits(there)}


def year_deadlines(there: Assembly, on: date) -> Iterator[DutyDeadline]:
    """What the pact and the law ask of the institution: pact, metropolitan days, requests."""
    chronicle = there.calls.chronicle
    for renewal in chronicle.by(CouncilsRenewed, on):
        last = pact_due(there, renewal.day)
        if last is None:
            continue
        adopted = [p.day for p in chronicle.by(PactAdopted, on) if p.day >= renewal.day]
        yield DutyDeadline(
            DeadlineKind.PACT,
            renewal.ref,
            "Pacte de gouvernance",
            renewal.day,
            last,
            state(min(adopted, default=None), last, on),
            "CGCT L. 5211-11-2",
            "conseil",
            "débat et délibération sur le pacte",
        )
    for adopted_by in chronicle.by(PactAdopted, on):
        for year in years_of(there, adopted_by.day):
            if year > on.year:
                continue
            last = date(year, 12, 31)
            held = [d.day for d in chronicle.by(MetropolitanDayHeld, on) if d.day.year == year]
            missed = there.calls.metropolitan_day(year, on) is YearState.MISSED
            done = DeadlineState.DONE if held else DeadlineState.RUNNING
            yield DutyDeadline(
                DeadlineKind.METROPOLITAN_DAY,
                f"{adopted_by.ref}/{year}",
                f"Journée métropolitaine {year}",
                date(year, 1, 1),
                last,
                DeadlineState.OVERDUE if missed else done,
                "pacte, art. 8",
                "président",
                "au moins une journée par an",
            )
    yield from request_deadlines(there, on)


def pact_due(there: Assembly, renewal: date) -> date | None:
    """The last day to adopt the pact; None before there were pacts (CGCT L. 5211-11-2)."""
    try:
        return there.law.last_day("pact", renewal, there.institution.zone)
    except NoLawOn:
        return None


def request_deadlines(there: Assembly, on: date) -> Iterator[DutyDeadline]:
    """A binding request: the council meets within thirty days (R-3.3)."""
    for request in there.calls.chronicle.by(MeetingRequested, on):
        last = there.calls.last_day(request)
        if request.payload.body is not Body.COUNCIL or last is None:
            continue
        held = [
            meeting.held
            for meeting in there.council_meetings(on)
            if meeting.held and request.day <= meeting.held
        ]
        yield DutyDeadline(
            DeadlineKind.MEETING_ON_REQUEST,
            request.ref,
            f"Réunion du conseil demandée par {request.payload.asking} membres",
            request.day,
            last,
            state(min(held, default=None), last, on),
            "CGCT L. 2121-9",
            "président",
            "réunion tenue dans les trente jours",
        )


def year_days(there: Assembly) -> set[date]:
    """The days on which one of those answers may change."""
    chronicle = there.calls.chronicle
    days = {fact.day for fact in chronicle.facts}
    for renewal in chronicle.all(CouncilsRenewed):
        if last := pact_due(there, renewal.day):
            days.add(after(last))
    for adopted in chronicle.all(PactAdopted):
        for year in years_of(there, adopted.day):
            days |= {date(year, 1, 1), date(year + 1, 1, 1)}
    for request in chronicle.all(MeetingRequested):
        if last := there.calls.last_day(request):
            days.add(after(last))
            days |= {m.held for m in there.council_meetings(date.max) if m.held}
    return days


MANDATE_YEARS = 6


def years_of(there: Assembly, adopted: date) -> range:
    """The years of the mandate for which a pact applies: until the next one's, at most six.

    From the first full year after its adoption (inference: « au minimum une fois par an », art. 8, gives
    no day; a pact of December does not ask for a day in what is left of its year).
    """
    later = [p.day for p in there.calls.chronicle.all(PactAdopted) if p.day > adopted]
    ends = [first_full_year(day) for day in later]
    return range(first_full_year(adopted), min([*ends, adopted.year + MANDATE_YEARS + 1]))


def first_full_year(day: date) -> int:
    """The first calendar year that lies whole on or after a day."""
    return day.year if day == date(day.year, 1, 1) else day.year + 1


def state(done: date | None, last: date, on: date) -> DeadlineState:
    """Where something to be done by a last day stands."""
    if done is not None:
        return DeadlineState.DONE if done <= last else DeadlineState.LATE
    return DeadlineState.RUNNING if on <= last else DeadlineState.OVERDUE


def after(day: date) -> date:
    """The day after."""
    return date.fromordinal(day.toordinal() + 1)
