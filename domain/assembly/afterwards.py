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
from domain.deliberation.remarks import Remark
from domain.deliberation.situation import Situation
from domain.entry import Payload
from domain.law.book import Law
from domain.law.certainty import Certainty
from domain.law.french import french_date, french_day
from domain.law.records import NoLawOn, Record
from domain.law.workings import Working, length, step
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


PUBLICATIONS = {
    Published.LIST: ("list", "La liste des délibérations devait être publiée"),
    Published.MINUTES: ("minutes", "Le procès-verbal devait être publié"),
}
SENDINGS = {
    Sent.CONVOCATION: (
        "convocation_to_councillors",
        "La copie de la convocation devait être envoyée aux conseillers municipaux",
    ),
    Sent.LIST: (
        "list_to_councillors",
        "La liste des délibérations devait être envoyée aux conseillers municipaux",
    ),
    Sent.MINUTES: (
        "minutes_to_councillors",
        "Le procès-verbal devait être envoyé aux conseillers municipaux",
    ),
    Sent.OPINIONS: (
        "opinions_to_councillors",
        "Les avis de la conférence des maires devaient être envoyés aux conseillers municipaux",
    ),
}
"""The duty that each discharges, and how it is told."""


def late_remarks(done: Payload, before: Meeting, law: Law) -> Iterator[Remark]:
    """Of a first publication or sending after its last day: recorded, and said (R-3.4, R-3.5)."""
    match done:
        case MeetingPublished():
            key, words = PUBLICATIONS[done.what]
        case CouncillorsInformed():
            key, words = SENDINGS[done.what]
        case _:
            return
    for due in duties(before, law, done.day):
        if due.key == key and due.state is DutyState.OVERDUE:
            yield Remark(f"{words} le {french_date(due.last_day)} au plus tard.", due.article)


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


# --- In words ----------------------------------------------------------------------------------------

L_2131_1 = "CGCT L. 2131-1"


def enforceable_words(there: Situation) -> str:
    """« depuis le 1er juillet 2026 », or what it still lacks; nothing where there is no act."""
    if not stands(there) or there.vote is None:
        return ""
    transmitted, published = done_first(there, ActTransmitted), done_first(there, ActPublished)
    if transmitted is None and published is None:
        return "pas encore, l'acte n'étant ni transmis au préfet ni publié"
    if transmitted is None or published is None:
        lacking = "publié" if transmitted else "transmis au préfet"
        return f"pas encore, l'acte n'étant pas {lacking}"
    since = f"depuis le {french_date(max(transmitted, published))}"
    voted = there.vote.payload.day
    if min(transmitted, published) < voted:
        day = french_date(voted)
        return f"{since} ; la transmission ou la publication précède le vote du {day} : vérifiez"
    return since


def enforceable_workings(there: Situation) -> Iterator[Working]:
    """Transmission and publication, the later of which counts, and what then runs (R-9.1 to R-9.4)."""
    words = enforceable_words(there)
    if not words:
        return
    for kind, label, done, article in (
        (ActTransmitted, "Transmission", "acte reçu en préfecture", f"{L_2131_1}, L. 2131-2"),
        (ActPublished, "Publication", "acte mis en ligne", f"{L_2131_1}, R. 2131-1"),
    ):
        day = done_first(there, kind)
        value = f"{done} le {french_date(day)}" if day else "pas encore"
        yield step(label, value, article, Certainty.STATUTE, "R-9.1")
    yield step("Exécutoire", words, L_2131_1, Certainty.STATUTE, "R-9.1")
    for each in limits(there):
        if each.key in RUNS:
            label, since, rule = RUNS[each.key]
            over = "" if each.running else " (échu)"
            rule_of_law = there.dossier.law.time_limit(each.key, each.starts)
            value = (
                f"{length(rule_of_law)} à compter {since} {french_date(each.starts)} : jusqu'au "
                f"{french_day(each.last_day)}{over}"
            )
            yield step(label, value, each.article, rule_of_law.certainty, rule)


RUNS = {
    "recourse": ("Recours des tiers", "de la publication du", "R-9.3"),
    "withdrawal": ("Retrait, s'il est illégal", "du vote du", "R-9.4"),
}
"""The periods told here; the prefect's has its own chapter."""
