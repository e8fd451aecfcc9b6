"""Every period of a deliberation that runs or has run out (délais et échéances).

A deadline is derived from the facts; no timer exists that could be forgotten.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from domain.deliberation.dossier import Consultation, Period
from domain.deliberation.situation import Situation
from domain.law.french import de
from domain.law.procedures import Silence


class DeadlineState(StrEnum):
    """Where a deadline stands on a legal day."""

    RUNNING = "running"
    """The period runs: the commune may answer, or change its answer."""
    DUE = "due"
    """Silence has spoken, and its minute is still to be written: work for the clerk."""
    OVERDUE = "overdue"
    """Something was to be done by a last day, and was not."""
    DONE = "done"
    LATE = "late"
    """Done, after its last day."""
    MINUTED = "minuted"
    CLOSED = "closed"
    """Answered, voted upon, abandoned, or replaced by a new sending."""


class DeadlineKind(StrEnum):
    """The kinds of periods known."""

    OPINION = "opinion"
    CONVOCATION_TO_COUNCILLORS = "convocation_to_councillors"
    LIST = "list"
    LIST_TO_COUNCILLORS = "list_to_councillors"
    MINUTES = "minutes"
    MINUTES_TO_COUNCILLORS = "minutes_to_councillors"
    OPINIONS_TO_COUNCILLORS = "opinions_to_councillors"
    WITHDRAWAL = "withdrawal"
    PREFECT_REFERRAL = "prefect_referral"
    RECOURSE = "recourse"
    PACT = "pact"
    METROPOLITAN_DAY = "metropolitan_day"
    MEETING_ON_REQUEST = "meeting_on_request"


SILENCE_BRINGS = {
    silence: f"avis {silence.deems}" if silence.deems else "le conseil peut passer outre"
    for silence in Silence
}
"""What the end of the period brings where the commune says nothing (§10)."""


@dataclass(frozen=True)
class Deadline:
    """One period, on one legal day. ``ref`` names the entry that opened it."""

    kind: DeadlineKind
    ref: str
    procedure: str
    article: str
    commune: str
    period: Period
    state: DeadlineState
    who_acts: str
    effect: str


def deadlines(there: Situation) -> Iterator[Deadline]:
    """The periods that had started by that day."""
    draft = there.course.draft
    if draft is None:
        return
    commune = draft.payload.concerns[0]
    for consultation in there.course.consultations:
        period = period_of(there, consultation)
        if period is None:
            continue
        yield Deadline(
            kind=DeadlineKind.OPINION,
            ref=consultation.sending.ref,
            procedure=consultation.procedure.key,
            article=consultation.procedure.article,
            commune=commune,
            period=period,
            state=state_of(there, consultation, period),
            who_acts=f"conseil municipal {de(there.dossier.institution.commune_name(commune))}",
            effect=SILENCE_BRINGS[consultation.procedure.silence],
        )


def period_of(there: Situation, consultation: Consultation) -> Period | None:
    """The period of that consultation, where the commune is to be asked."""
    if not there.case.asks_the_commune:
        return None
    if there.consultation and there.consultation.sending.ref == consultation.sending.ref:
        return there.period
    return there.dossier.period(consultation, consultation.starts_on)


def state_of(there: Situation, consultation: Consultation, period: Period) -> DeadlineState:
    """Where that period stands on the day of the situation."""
    in_force = there.consultation
    if in_force is None or in_force.sending.ref != consultation.sending.ref:
        return DeadlineState.CLOSED
    if there.minuted:
        return DeadlineState.MINUTED
    if there.to_minute:
        return DeadlineState.DUE
    if there.vote or there.course.abandoned:
        return DeadlineState.CLOSED
    return DeadlineState.RUNNING if there.on <= period.last_day else DeadlineState.CLOSED


def is_open(state: DeadlineState) -> bool:
    """Whether somebody still has to act."""
    return state in (DeadlineState.RUNNING, DeadlineState.DUE, DeadlineState.OVERDUE)
