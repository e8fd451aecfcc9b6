"""What fields, their values and the closed lists of words are called in the sentences of the journal."""

import re
from collections.abc import Mapping
from datetime import date, time
from typing import Any

from domain.deliberation.dossier import Dossier
from domain.deliberation.explain_words import WRONG
from domain.law.french import french_date, french_hour
from domain.words import (
    BallotKind,
    Casting,
    Change,
    Determination,
    Instruction,
    ItemNature,
    Opinion,
    Organ,
    Outcome,
    Qualification,
    RecusalGround,
    ReviewOpinion,
    Sense,
)

QUALIFICATIONS = {
    Qualification.REQUIRED: "avis de la commune requis",
    Qualification.PRECAUTIONARY: "avis de la commune demandé par précaution",
    Qualification.NOT_REQUIRED: "avis de la commune sans objet",
}
REVIEWS = {
    ReviewOpinion.FAVOURABLE: "avis favorable",
    ReviewOpinion.UNFAVOURABLE: "avis défavorable",
    ReviewOpinion.NONE: "examen sans avis",
}
CHANGES = {
    Change.EDITORIAL: "retouche de rédaction",
    Change.WITHIN_SCOPE: "modification dans le périmètre soumis à la commune",
    Change.NEW_QUESTION: "question nouvelle : la commune doit être consultée de nouveau",
}
SENSES = {
    Sense.FAVOURABLE: "avis favorable",
    Sense.RESERVES: "avis favorable avec réserves",
    Sense.CONDITION_MET: "avis favorable sous une condition que le projet remplit",
    Sense.CONDITION_UNMET: "avis favorable sous une condition que le projet ne remplit pas",
    Sense.UNFAVOURABLE: "avis défavorable",
    Sense.MOTION_REJECTED: "motion favorable rejetée (avis ambigu)",
    Sense.NO_OPINION: "le conseil municipal ne se prononce pas",
}
OPINIONS = {
    Opinion.NOT_REQUIRED: "l'avis de la commune n'étant pas requis",
    Opinion.NOT_READY: "l'avis de la commune n'étant pas acquis",
    Opinion.FAVOURABLE: "l'avis de la commune étant favorable",
    Opinion.FAVOURABLE_WITH_RESERVES: "l'avis de la commune étant favorable avec réserves",
    Opinion.CONDITIONAL_UNMET: "la condition posée par la commune n'étant pas remplie",
    Opinion.UNFAVOURABLE: "l'avis de la commune étant défavorable",
    Opinion.AMBIGUOUS: "l'avis de la commune étant ambigu",
    Opinion.TACIT_FAVOURABLE: "l'avis de la commune étant réputé favorable",
}
OUTCOMES = {
    Outcome.ADOPTED: "adoptée",
    Outcome.REJECTED: "rejetée",
    Outcome.CONTESTED: "contestée : adoptée selon une lecture du droit, rejetée selon l'autre",
}
DETERMINATIONS = {
    Determination.DEEMED_OPINION: "Avis réputé favorable",
    Determination.RESULT: "Résultat proclamé",
}
FIELDS = {
    "day": "jour",
    "voted": "jour du vote municipal",
    "sense": "sens",
    "organ": "organe",
    "concerns": "communes",
    "object": "objet",
    "matter": "matière",
    "qualification": "qualification",
    "reasons": "motifs",
    "complete": "dossier complet",
    "sent": "jour d'envoi des pièces",
    "change": "nature de la modification",
    "votes_for": "pour",
    "votes_against": "contre",
    "abstentions": "abstentions",
    "in_office": "membres en exercice",
    "secret": "scrutin secret",
    "casting": "voix prépondérante",
    "as_held": "tenu malgré tout",
    "outcome": "résultat",
    "seats": "sièges",
    "body": "instance",
    "to": "destinataire",
    "opinion": "avis",
}
LETTERS = {
    Instruction.ACKNOWLEDGEMENT: "accusé de réception",
    Instruction.ANOMALY: "anomalie signalée",
    Instruction.PIECES_REQUESTED: "pièces demandées",
    Instruction.PIECES_SENT: "pièces envoyées",
    Instruction.PIECES_RECEIVED: "pièces reçues en préfecture",
    Instruction.PIECES_REFUSED: "pièces refusées",
    Instruction.OBSERVATIONS: "observations",
    Instruction.GRACIOUS_APPEAL: "recours gracieux",
    Instruction.APPEAL_ANSWERED: "réponse au recours gracieux",
    Instruction.REFERRAL: "déféré",
}
ORGANS = {
    Organ.MUNICIPAL_COUNCIL: "conseil municipal",
    Organ.MAYOR: "maire",
    Organ.OTHER: "autre organe",
}
CASTINGS = {
    Casting.FOR: "pour",
    Casting.AGAINST: "contre",
    Casting.NONE: "sans objet",
}
BALLOT_KINDS = {
    BallotKind.ORDINARY: "ordinaire",
    BallotKind.PUBLIC: "public",
    BallotKind.SECRET: "secret",
}
NATURES = {
    ItemNature.ELECTION: "élection",
    ItemNature.INITIAL_BUDGET: "budget primitif",
    ItemNature.APPOINTMENT: "nomination",
}
GROUNDS = {
    RecusalGround.INTEREST: "intérêt",
    RecusalGround.L1111_6: "L. 1111-6",
}
WORDS: dict[str, Mapping[Any, str]] = {
    "kind": BALLOT_KINDS,
    "ground": GROUNDS,
    "nature": NATURES,
    "sense": SENSES,
    "organ": ORGANS,
    "qualification": QUALIFICATIONS,
    "opinion": REVIEWS,
    "change": CHANGES,
    "casting": CASTINGS,
    "outcome": OUTCOMES,
}
"""The values of the fields that hold a word of a closed list."""
IRREGULARITIES = {wrong: why for wrong, (why, _, _) in WRONG.items()}
"""Those of a ballot at its meeting too."""


MANY = 10
"""Of a longer list (the members present), the first ones are named."""


def words(field: str, value: object, dossier: Dossier) -> str:
    """A value of a field, for people."""
    match value:
        case str() if value in WORDS.get(field, {}):
            return WORDS[field][value]
        case str() if field in ("concerns", "commune", "communes", "parties"):
            return dossier.institution.commune_name(value)
        case None:
            return "(rien)"
        case bool():
            return "oui" if value else "non"
        case list():
            said = [words(field, item, dossier) for item in value]
            more = f" et {len(said) - MANY} autres" if len(said) > MANY else ""
            return f"{', '.join(said[:MANY])}{more}"
        case {"deliberation": str() as number}:  # a point of an agenda
            return f"délibération n° {number}"
        case {"object": str() as item}:
            return item
        case str() if field == "sent_at":
            return french_hour(time.fromisoformat(value))
        case str() if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            return french_date(date.fromisoformat(value))
        case _:
            return str(value)
