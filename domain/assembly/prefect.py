"""How long the prefect may refer an act to the court, whatever letters were exchanged (R-9.2).

Two months from the receipt of the act (CGCT L. 2131-6). Missing pieces asked for within them start
them again from the receipt of the pieces, or from the refusal to send them (CE, 15 May 2013,
n° 357031); the prefect's gracious appeal interrupts them until it is answered. Meanwhile none runs.
Nothing else that is written does: observations and requests for explanations leave the period alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from domain.assembly.meeting_events import ActTransmitted, PrefectWrote
from domain.deliberation.dossier import Fact
from domain.deliberation.situation import Situation
from domain.entry import Payload
from domain.law.certainty import Certainty
from domain.law.french import french_date, french_day
from domain.law.records import NoLawOn
from domain.law.workings import Working, length, step
from domain.words import Instruction

L_2131_6 = "CGCT L. 2131-6"
MISSING_PIECES = "CE, 15 mai 2013, n° 357031"

RESUMES = {
    Instruction.PIECES_REQUESTED: (Instruction.PIECES_RECEIVED, Instruction.PIECES_REFUSED),
    Instruction.GRACIOUS_APPEAL: (Instruction.APPEAL_ANSWERED,),
}
"""What stops the period, and what then starts it again."""


@dataclass(frozen=True)
class PrefectPeriod:
    """One stretch of the prefect's two months (délai franc), and what stopped it, if anything."""

    starts: date
    last_day: date
    resumed_by: Fact[PrefectWrote] | None = None
    """The letter that started it again; None: the act was received by the prefecture."""
    stopped_by: Fact[PrefectWrote] | None = None

    def stops(self, letter: PrefectWrote) -> bool:
        """A request or an appeal counts within the period only, its last day included."""
        in_time = self.starts <= letter.day <= self.last_day
        return self.stopped_by is None and letter.what in RESUMES and in_time

    def resumes(self, letter: PrefectWrote) -> bool:
        return self.stopped_by is not None and letter.what in RESUMES[self.stopped_by.payload.what]

    @property
    def article(self) -> str:
        """The text, and the case by which it runs again."""
        pieces = RESUMES[Instruction.PIECES_REQUESTED]
        again = self.resumed_by is not None and self.resumed_by.payload.what in pieces
        return f"{L_2131_6} ; {MISSING_PIECES}" if again else L_2131_6


def letters(there: Situation) -> Iterator[Fact[PrefectWrote]]:
    """What was exchanged with the prefecture by that day, in order."""
    written = there.dossier.determinations(PrefectWrote)
    by_then = (fact for fact in written if fact.payload.day <= there.on)
    yield from sorted(by_then, key=lambda fact: fact.payload.day)


def prefect_periods(there: Situation) -> list[PrefectPeriod]:
    """Every stretch so far, the last one being that of the day; none before the transmission."""
    received = done_first(there, ActTransmitted)
    if received is None:
        return []
    try:
        found = [PrefectPeriod(received, last_day(there, received))]
        for fact in letters(there):
            if found[-1].stops(fact.payload):
                found[-1] = replace(found[-1], stopped_by=fact)
            elif found[-1].resumes(fact.payload):
                again = fact.payload.day
                found.append(PrefectPeriod(again, last_day(there, again), fact))
    except NoLawOn:
        return []  # an act older than the text
    return found


def prefect_period(there: Situation) -> PrefectPeriod | None:
    """The one that runs or has run out; None before there is one, and while it is stopped."""
    found = prefect_periods(there)
    return found[-1] if found and found[-1].stopped_by is None else None


def waiting_for(there: Situation) -> Fact[PrefectWrote] | None:
    """The request or the appeal that stopped the period, while nothing has started it again."""
    found = prefect_periods(there)
    return found[-1].stopped_by if found else None


def last_day(there: Situation, start: date) -> date:
    """Of the stretch that starts that day (R-2.2). Raises NoLawOn."""
    law = there.dossier.law
    return law.last_day("prefect-referral", start, there.dossier.institution.zone)


def stands(there: Situation) -> bool:
    """Whether there is an act: adopted or contested, and not withdrawn, as if it had never been."""
    return there.adopted and there.withdrawal is None


def done_first(there: Situation, kind: type[Payload]) -> date | None:
    """The first day on which the act was published, or received by the prefecture."""
    days = (fact.payload.day for fact in there.dossier.determinations(kind))
    return min((day for day in days if day <= there.on), default=None)


# --- In words ----------------------------------------------------------------------------------------


def prefect_workings(there: Situation) -> Iterator[Working]:
    """Until when, step by step: each stretch, what stopped it, what left it alone (R-9.2)."""
    if not stands(there):
        return
    found = prefect_periods(there)
    for period in found:
        why = "acte reçu en préfecture"
        counted = length(there.dossier.law.time_limit("prefect-referral", period.starts))
        if period.resumed_by:
            why = RESUMED[period.resumed_by.payload.what]
        yield step(
            "Déféré du préfet",
            f"{why} le {french_date(period.starts)}, {counted} : jusqu'au "
            f"{french_day(period.last_day)}",
            period.article,
            Certainty.CASE_LAW if period.resumed_by else Certainty.STATUTE,
            "R-9.2",
        )
        if period.stopped_by:
            what, article, certainty = STOPPED[period.stopped_by.payload.what]
            when = f"{french_date(period.stopped_by.payload.day)}, dans le délai"
            yield step("Délai arrêté", f"{what} le {when}", article, certainty, "R-9.2")
    moved = {fact.ref for p in found for fact in (p.stopped_by, p.resumed_by) if fact}
    for fact in letters(there) if found else ():
        if fact.payload.what in NO_EFFECT and fact.ref not in moved:
            value = f"{NO_EFFECT[fact.payload.what]} ({french_date(fact.payload.day)})"
            yield step(
                "Sans effet sur le délai", value, MISSING_PIECES, Certainty.CASE_LAW, "R-9.2"
            )


RESUMED = {
    Instruction.PIECES_RECEIVED: "pièces manquantes reçues en préfecture",
    Instruction.PIECES_REFUSED: "pièces refusées",
    Instruction.APPEAL_ANSWERED: "réponse au recours gracieux",
}
STOPPED = {
    Instruction.PIECES_REQUESTED: (
        "pièces manquantes demandées ; il court de nouveau, en entier, de leur réception ou du refus "
        "de les envoyer : demande faite",
        MISSING_PIECES,
        Certainty.CASE_LAW,
    ),
    Instruction.GRACIOUS_APPEAL: (
        "recours gracieux du préfet ; il court de nouveau, en entier, de la réponse : recours reçu",
        L_2131_6,
        Certainty.DOCTRINE,
    ),
}
NO_EFFECT = {
    Instruction.OBSERVATIONS: "des observations, ou une demande d'explications, ne le prolongent pas",
    Instruction.PIECES_REQUESTED: "pièces demandées quand il ne courait pas, ou déjà arrêté",
    Instruction.GRACIOUS_APPEAL: "recours gracieux quand il ne courait pas, ou déjà arrêté",
    Instruction.PIECES_SENT: "l'envoi des pièces ne le fait pas repartir, leur réception oui",
}
