"""What a plan is made of: its steps, the last day of each, and how clear days are told."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.law.french import french_date, french_day
from domain.law.periods import add_days
from domain.law.time_limits import Notice
from domain.law.workings import Working


class Step(StrEnum):
    """The steps that come before a council day."""

    RECEIPT = "receipt"
    SENDING = "sending"
    OPINION_IN_NOTE = "opinion_in_note"
    CONVOCATION = "convocation"
    URGENT_CONVOCATION = "urgent_convocation"
    COMMISSION = "commission"
    COMMISSION_NOTICE = "commission_notice"
    CONFERENCE = "conference"
    CONFERENCE_AGENDA = "conference_agenda"
    BUREAU = "bureau"
    BUREAU_CONVOCATION = "bureau_convocation"


@dataclass(frozen=True)
class LatestDay:
    """The last day of one step, for the council to vote on its day; how it was found."""

    step: Step
    title: str
    strict: date
    prudent: date
    workings: tuple[Working, ...]


def between(sent: date, held: date) -> str:
    """The clear days themselves: neither the sending nor the meeting counts (R-2.3)."""
    first, last = add_days(sent, 1), add_days(held, -1)
    if first == last:
        return f"le {french_date(first)}"
    return f"du {french_date(first)} au {french_date(last)} inclus"


def clear_days(notice: Notice, sent: date, held: date, rule: str) -> Working:
    return Working(
        label=f"Pour se réunir le {french_date(held)}",
        value=f"{notice.days}, {between(sent, held)} ; envoyée le {french_day(sent)} au plus tard",
        article=notice.article,
        certainty=notice.certainty,
        rule=rule,
    )
