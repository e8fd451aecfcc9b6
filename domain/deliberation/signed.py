"""Signed decisions: what a person took upon themselves where the law does not settle a point.

An office may record one for one deliberation; the other reading stays visible, and no answer of the
law changes (rulebook R-1.13). What asks for one names the command, and shows it once it is there.
"""

from collections.abc import Iterator

from domain.deliberation.dossier import Dossier, Fact
from domain.deliberation.situation import Situation, no_draft, situation
from domain.events import DecisionSigned
from domain.law.certainty import Certainty
from domain.law.french import french_date
from domain.law.workings import Working
from domain.refusals import Reason, Refused
from domain.words import SignedPoint

POINTS = {
    SignedPoint.MAJORITY: "majorité contestée",
    SignedPoint.DELEGATION: "matière déléguée",
    SignedPoint.PROXY: "pouvoir",
    SignedPoint.REFERRAL: "saisine de la conférence des maires",
    SignedPoint.PRUDENT_END: "vote avant la fin prudente du délai",
    SignedPoint.DEVELOPMENT_COUNCIL: "avis du conseil de développement",
}


def signed(there: Situation, point: str | None = None) -> list[Fact[DecisionSigned]]:
    """The decisions signed by that day, on that point or on all, in order."""
    found = there.dossier.determinations(DecisionSigned)
    past = [f for f in found if f.payload.day <= there.on and point in (None, f.payload.about)]
    return sorted(past, key=lambda fact: (fact.payload.day, fact.entry.position))


def point_words(about: str) -> str:
    """« majorité contestée », or the free words."""
    return POINTS[SignedPoint(about)] if about in set(SignedPoint) else about


def signed_words(decision: DecisionSigned) -> str:
    """« majorité contestée, lecture suivie : … ; signée par …, président »."""
    follows = f", lecture suivie : {decision.follows}" if decision.follows else ""
    about = point_words(decision.about)
    return f"{about}{follows} ; signée par {decision.signed_by}, {decision.signed_as}"


def asking(there: Situation, point: SignedPoint, what: str) -> str:
    """« qu'une décision signée … (the command) »; the decision itself once it is on record."""
    for decision in reversed(signed(there, point)):
        held = decision.payload
        who = f"{held.signed_by}, {held.signed_as}"
        follows = f", qui suit : {held.follows}" if held.follows else ""
        return f"décision signée le {french_date(held.day)} par {who}{follows}"
    return f"qu'une décision signée {what} (tacite decide {there.dossier.number} --on {point})"


def signed_workings(there: Situation) -> Iterator[Working]:
    """Each of them, in the explanation: a choice on record, and no rule."""
    for decision in signed(there):
        held = decision.payload
        yield Working(
            label=f"Le {french_date(held.day)}",
            value=f"{signed_words(held)} ; les réponses du droit restent ce qu'elles sont",
            article="décision signée",
            certainty=Certainty.INFERENCE,
            rule="R-1.13",
        )


def refuse_signing(step: DecisionSigned, dossier: Dossier) -> None:
    """A person decides, on paper: the paper comes with it."""
    if situation(dossier, step.day).void:
        raise no_draft(dossier, step.day)
    if not step.documents:
        raise Refused(Reason.NO_EVIDENCE, what="Une décision signée")
