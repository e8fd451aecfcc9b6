"""What the answers are called in an explanation, on a page and in a list."""

from collections.abc import Mapping

from domain.deliberation.situation import Situation
from domain.law.french import french_date
from domain.words import BallotIrregularity, Opinion, Outcome, Qualification

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

WRONG: Mapping[str, tuple[str, str, str]] = {
    BallotIrregularity.NOT_ON_AGENDA: (
        "le point n'était pas à l'ordre du jour",
        "CGCT L. 2121-10",
        "R-3.2",
    ),
    BallotIrregularity.CONVOCATION: (
        "la convocation était irrégulière",
        "CGCT L. 2121-12",
        "R-3.2",
    ),
    BallotIrregularity.NO_QUORUM: ("le quorum n'était pas atteint", "CGCT L. 2121-17", "R-4.1"),
    BallotIrregularity.VIDEOCONFERENCE: (
        "une visioconférence ne pouvait pas en décider",
        "CGCT L. 5211-11-1",
        "R-4.7",
    ),
    BallotIrregularity.TALLY: ("plus de voix que de votants", L_2121_20, "R-4.3"),
    BallotIrregularity.NOT_CONSULTED: (
        "la commune n'avait pas été régulièrement consultée",
        L_5211_57,
        "R-1.14",
    ),
    BallotIrregularity.PREMATURE: (
        "l'avis de la commune n'était pas encore acquis",
        L_5211_57,
        "R-1.14",
    ),
    BallotIrregularity.NOT_REVIEWED: (
        "aucune commission ne l'avait examiné",
        "CGCT L. 2121-22",
        "R-6.2",
    ),
}
"""What was wrong with the vote, by its code (``Irregularity`` has the same ones): text and rule."""


def opinion_words(there: Situation) -> str:
    """The opinion that counts; one that the vote did not wait for is told of the day of the vote."""
    if there.opinion is Opinion.NOT_READY and there.vote:
        return f"pas acquis au jour du vote ({french_date(there.vote.payload.day)})"
    return OPINIONS[there.opinion]
