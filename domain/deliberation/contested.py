"""Why the result of a vote is contested: the law's readings disagree, or what was proclaimed is not what is so."""

from domain.deliberation.explain_words import OUTCOMES
from domain.deliberation.situation import Situation
from domain.law.procedures import SwitchKey
from domain.words import Determination, Outcome


def why_contested(there: Situation) -> str:
    """In words, for a person; empty where nobody contests it (R-1.13, R-9.6)."""
    if there.vote is None:
        return ""
    why = []
    if there.result and Determination.RESULT in there.contradictions:
        proclaimed = OUTCOMES[there.result.payload.outcome]
        why.append(f"proclamée {proclaimed}, les faits la donnent {OUTCOMES[there.outcome]}")
        cast = there.vote.payload
        if there.threshold is None:
            why.append(f"{cast.votes_for} pour, {cast.votes_against} contre")
        elif cast.votes_for < there.threshold:
            why.append(f"{cast.votes_for} pour quand il en faut {there.threshold}")
    if there.outcome is Outcome.CONTESTED:
        why.append(readings_disagree(there))
    return ", ".join(why)


def readings_disagree(there: Situation) -> str:
    """On which points the readings of the law, of which each decides the result (R-1.13)."""
    points = ", ".join(SwitchKey(key).french for key in there.case.deciding_switches())
    return f"les lectures du droit ne s'accordent pas (points en cause : {points})"
