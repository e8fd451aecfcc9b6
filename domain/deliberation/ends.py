"""How an act ends: withdrawn, as if it had never been, or repealed, for what follows (R-9.4).

Only an illegal act is withdrawn, within four months of its making, by the organ that made it (CRPA
L. 242-1, L. 243-3); the last day is that of the vote that withdraws. It is repealed at any time
(CRPA L. 243-1, L. 243-2). Both are decided by another deliberation, which they name.
"""

from collections.abc import Callable, Iterator
from datetime import date

from domain.deliberation.dossier import Dossier
from domain.deliberation.situation import Situation, no_draft, situation
from domain.entry import Payload
from domain.events import ActRepealed, ActWithdrawn
from domain.law.certainty import Certainty
from domain.law.french import french_date
from domain.law.records import NoLawOn
from domain.law.workings import Working
from domain.refusals import Reason, Refused

CRPA_WITHDRAWAL = "CRPA L. 242-1, L. 243-3"
CRPA_REPEAL = "CRPA L. 243-1, L. 243-2"


def last_day(there: Situation) -> date | None:
    """Last day on which the withdrawal may be voted; None without a vote, or before its text."""
    if there.vote is None:
        return None
    try:
        zone = there.dossier.institution.zone
        return there.dossier.law.last_day("withdrawal", there.vote.payload.day, zone)
    except NoLawOn:
        return None


def too_late(there: Situation) -> date | None:
    """The last day, where the act was withdrawn after it: an irregular withdrawal (R-9.4)."""
    ended, last = there.withdrawal, last_day(there)
    return last if ended and last and ended.payload.day > last else None


def end_words(there: Situation) -> str:
    """« retirée le … par la délibération n° … », « abrogée le … »; empty while the act stands."""
    if ended := there.withdrawal:
        last = too_late(there)
        late = f", après le dernier jour ({french_date(last)}) : irrégulier" if last else ""
        return f"retirée le {by_whom(ended.payload)}{late}"
    if repealed := there.repeal:
        return f"abrogée le {by_whom(repealed.payload)}, pour l'avenir seulement"
    return ""


def end_workings(there: Situation) -> Iterator[Working]:
    """What ended the act, against its last day; nothing while it stands."""
    if words := end_words(there):
        yield Working(
            label="Délibération",
            value=words,
            article=CRPA_WITHDRAWAL if there.withdrawal else CRPA_REPEAL,
            certainty=Certainty.STATUTE,
            rule="R-9.4",
        )


def by_whom(end: ActWithdrawn | ActRepealed) -> str:
    return f"{french_date(end.day)} par la délibération n° {end.decided_by}"


# --- What is refused ---------------------------------------------------------------------------------


def refuse_withdrawal(step: ActWithdrawn, dossier: Dossier) -> None:
    """The council withdraws the act. Voted too late, it is recorded as held, with its reason."""
    there = an_act(step, dossier)
    last = last_day(there)
    if last and step.day > last and not step.as_held:
        raise Refused(Reason.WITHDRAWN_TOO_LATE, last=last, day=step.day, number=dossier.number)


def refuse_repeal(step: ActRepealed, dossier: Dossier) -> None:
    """The council repeals the act, at any time, once."""
    there = an_act(step, dossier)
    if repealed := there.repeal:
        raise Refused(Reason.ALREADY_ENDED, how="abrogée", day=repealed.payload.day)


def an_act(step: ActWithdrawn | ActRepealed, dossier: Dossier) -> Situation:
    """The situation of that day, the act standing."""
    there = situation(dossier, step.day)
    if there.void:
        raise no_draft(dossier, step.day)
    if there.vote is None:
        raise Refused(Reason.NOT_VOTED, day=step.day)
    if not there.adopted:
        raise Refused(Reason.NOTHING_TO_END, day=there.vote.payload.day)
    if ended := there.withdrawal:
        raise Refused(Reason.ALREADY_ENDED, how="retirée", day=ended.payload.day)
    if step.decided_by == dossier.number:
        raise Refused(Reason.ENDED_BY_ITSELF, number=dossier.number)
    return there


def refuse_undecided(step: ActWithdrawn | ActRepealed, deciding: Dossier) -> None:
    """The deliberation named does not decide it: looked at when the end is recorded, not again."""
    there = situation(deciding, step.day)
    vote = there.vote.payload if there.vote and there.adopted else None
    if vote is None:
        raise Refused(Reason.END_NOT_DECIDED, number=deciding.number, day=step.day)
    if isinstance(step, ActWithdrawn) and vote.day != step.day:
        raise Refused(Reason.WITHDRAWN_THE_DAY_VOTED, number=deciding.number, day=vote.day)


ENDS: dict[type[Payload], Callable[..., None]] = {
    ActWithdrawn: refuse_withdrawal,
    ActRepealed: refuse_repeal,
}
