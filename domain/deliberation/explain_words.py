"""What the answers are called in an explanation, on a page and in a list; and one step of a working."""

from domain.law.certainty import Certainty
from domain.law.workings import Working
from domain.words import Opinion, Outcome, Qualification

L_5211_57 = "CGCT L. 5211-57"
L_2121_20 = "CGCT L. 2121-20"

OPINIONS = {
    Opinion.NOT_REQUIRED: "sans objet",
    Opinion.NOT_READY: "pas encore acquis",
    Opinion.FAVOURABLE: "favorable",
    Opinion.FAVOURABLE_WITH_RESERVES: "favorable avec réserves",
    Opinion.CONDITIONAL_UNMET: "favorable sous une condition non remplie",
    Opinion.UNFAVOURABLE: "défavorable",
    Opinion.AMBIGUOUS: "ambigu (motion favorable rejetée)",
    Opinion.TACIT_FAVOURABLE: "réputé favorable",
}
QUALIFICATIONS = {
    Qualification.REQUIRED: "avis de la commune requis",
    Qualification.PRECAUTIONARY: "avis demandé par précaution",
    Qualification.NOT_REQUIRED: "avis sans objet",
}
OUTCOMES = {
    Outcome.ADOPTED: "adoptée",
    Outcome.REJECTED: "rejetée",
    Outcome.CONTESTED: "contestée",
}


def step(label: str, value: str, article: str, certainty: Certainty, rule: str) -> Working:
    return Working(label=label, value=value, article=article, certainty=certainty, rule=rule)
