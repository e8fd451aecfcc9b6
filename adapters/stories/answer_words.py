"""The answers about a deliberation, as a lawyer would say them."""

from typing import Any

from domain.deliberation.explain_words import OPINIONS
from domain.deliberation.situation import Situation
from domain.law.french import french_date, french_day
from domain.words import DevelopmentOpinion, Irregularity, Majority, Outcome
from projections.words import DETERMINATIONS, IRREGULARITIES, OUTCOMES

DEVELOPMENT = {
    DevelopmentOpinion.NOT_REQUIRED: "avis du conseil de développement pas exigé",
    DevelopmentOpinion.NOT_REFERRED: "conseil de développement à consulter, et pas saisi",
    DevelopmentOpinion.AWAITED: "avis du conseil de développement attendu",
    DevelopmentOpinion.RENDERED: "avis du conseil de développement rendu",
    DevelopmentOpinion.EXPIRED: "conseil de développement saisi, sans avis au terme fixé",
}


def answer(key: str, there: Situation, got: Any) -> str:
    """One answer, as a lawyer would say it."""
    period, vote = there.period, there.vote
    match key:
        case "opinion":
            return f"avis de la commune {OPINIONS[there.opinion]}"
        case "start":
            return (
                f"délai ouvert le {french_date(period.start)}" if period else "pas de délai ouvert"
            )
        case "last_day":
            return f"dernier jour le {french_day(period.last_day)}" if period else "aucun terme"
        case "deemed_from":
            if period is None:
                return "aucun jour où le silence vaudrait avis favorable"
            return f"silence valant avis favorable à compter du {french_date(period.deemed_from)}"
        case "prudent_end":
            return (
                f"fin prudente le {french_day(period.prudent_end)}"
                if period
                else "pas de fin prudente"
            )
        case "majority":
            return {
                Majority.SIMPLE: "majorité absolue des suffrages exprimés",
                Majority.TWO_THIRDS_MEMBERS: "majorité des deux tiers des membres",
                None: "majorité pas encore connue",
            }[there.majority]
        case "threshold":
            return (
                f"{there.threshold} voix nécessaires" if there.threshold else "sans seuil en voix"
            )
        case "outcome":
            if there.outcome is Outcome.NONE:
                return "aucun vote du conseil"
            return f"délibération {OUTCOMES[there.outcome]}"
        case "robust":
            return {
                True: "toutes les lectures du droit s'accordent",
                False: "les lectures du droit ne s'accordent pas",
                None: "pas de vote que les lectures du droit puissent juger",
            }[there.robust]
        case "late":
            return late_words(len(there.late_opinions))
        case "may_vote":
            return {
                True: "le conseil peut se prononcer",
                False: "le conseil ne peut pas se prononcer",
                None: "le conseil s'est prononcé",
            }[there.may_vote]
        case "irregular":
            return irregular_words(there.irregularities, voted=vote is not None)
        case "development_council":
            return DEVELOPMENT[DevelopmentOpinion(got)]
        case "minuted":
            minuted = "inscrit" if there.minuted else "pas inscrit"
            return f"avis réputé favorable {minuted} au registre"
        case "contradicted":
            if not there.contradictions:
                return "aucune conclusion contredite"
            names = " et ".join(DETERMINATIONS[d].lower() for d in there.contradictions)
            return f"contredit par les faits connus : {names}"
    return f"{key} : {got}"


def late_words(count: int) -> str:
    if count == 0:
        return "aucun avis tardif"
    return f"{count} avis tardif{'s' if count > 1 else ''}, élément d'appréciation"


def irregular_words(irregularities: tuple[Irregularity, ...], *, voted: bool) -> str:
    if irregularities:
        return f"vote irrégulier : {', '.join(IRREGULARITIES[i] for i in irregularities)}"
    return "vote régulier" if voted else "aucune irrégularité"
