"""The opinion of the development council, where the law asks for it (CGCT L. 5211-10-1; R-8.2, R-8.3).

It has no statutory period and no tacit value, and does not change the majority. The deliberation on
its consultation (L. 5211-11-2) may fix a last day; without one, two months are proposed. A missing
opinion is a defect of procedure, by inference: it warns, and never blocks.
"""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from domain.events import DevelopmentCouncilAdvised, DevelopmentCouncilReferred
from domain.law.book import Law
from domain.law.certainty import Certainty
from domain.law.french import french_date
from domain.law.records import NoLawOn
from domain.law.workings import Working
from domain.words import DevelopmentOpinion

if TYPE_CHECKING:
    from domain.deliberation.situation import Situation

L_5211_10_1 = "CGCT L. 5211-10-1"


def opinion_due(referral: DevelopmentCouncilReferred, law: Law, zone: str) -> date | None:
    """The last day for its opinion; None where nothing fixes one, before there were such texts."""
    if referral.due is not None:
        return referral.due
    try:
        return law.last_day("development-council", referral.day, zone)
    except NoLawOn:
        return None


def referral(there: "Situation") -> DevelopmentCouncilReferred | None:
    """The first referral by the day that counts: that of the council's vote, once there is one."""
    found = (fact.payload for fact in there.dossier.facts if fact.payload.day <= there.decisive.on)
    return next((each for each in found if isinstance(each, DevelopmentCouncilReferred)), None)


def development_opinion(there: "Situation") -> DevelopmentOpinion:
    """Where that opinion stands; once the council has voted, at the end of its day."""
    draft, law = there.course.draft, there.dossier.law
    asked = {matter.code for matter in law.matters if matter.development_council}
    if draft is None or draft.payload.matter not in asked:
        return DevelopmentOpinion.NOT_REQUIRED
    on = there.decisive.on
    facts = (fact.payload for fact in there.dossier.facts if fact.payload.day <= on)
    if any(isinstance(fact, DevelopmentCouncilAdvised) for fact in facts):
        return DevelopmentOpinion.RENDERED
    referred = referral(there)
    if referred is None:
        return DevelopmentOpinion.NOT_REFERRED
    due = opinion_due(referred, law, there.dossier.institution.zone)
    return DevelopmentOpinion.EXPIRED if due and on > due else DevelopmentOpinion.AWAITED


def missing_opinion(there: "Situation") -> str:
    """Why a careful clerk would wait; nothing where the opinion is there, or need not be."""
    match development_opinion(there):
        case DevelopmentOpinion.NOT_REFERRED:
            return "le conseil de développement doit être consulté sur cette matière, et n'est pas saisi"
        case DevelopmentOpinion.AWAITED:
            referred = referral(there)
            assert referred is not None
            due = opinion_due(referred, there.dossier.law, there.dossier.institution.zone)
            until = f" : il a jusqu'au {french_date(due)}" if due else ""
            return (
                f"le conseil de développement, saisi le {french_date(referred.day)}, n'a pas rendu "
                f"son avis{until}"
            )
    return ""


def development_workings(there: "Situation") -> Iterator[Working]:
    """Whether it had to be consulted, and what came of it; nothing where it had not."""
    state = development_opinion(there)
    if state is DevelopmentOpinion.NOT_REQUIRED:
        return
    said = {
        DevelopmentOpinion.RENDERED: "avis rendu : il ne lie pas, et ne change pas la majorité",
        DevelopmentOpinion.EXPIRED: "saisi, sans avis au terme fixé : le conseil peut passer outre",
    }.get(state, missing_opinion(there))
    yield Working(
        label="Conseil de développement",
        value=said,
        article=L_5211_10_1,
        certainty=Certainty.INFERENCE,
        rule="R-8.2, R-8.3",
    )
