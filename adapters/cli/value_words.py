"""What the values of an option mean: they are English, for programs; its help says each in French."""

from collections.abc import Iterable, Mapping

WORDS: Mapping[str, Mapping[str, str]] = {
    "Qualification": {
        "required": "avis requis",
        "precautionary": "de précaution",
        "not_required": "sans objet",
    },
    "ReviewOpinion": {
        "favourable": "favorable",
        "unfavourable": "défavorable",
        "none": "sans avis",
    },
    "Change": {
        "editorial": "de rédaction",
        "within_scope": "dans le périmètre soumis",
        "new_question": "question nouvelle",
    },
    "Sense": {
        "favourable": "favorable",
        "reserves": "avec réserves",
        "condition_met": "sous une condition remplie",
        "condition_unmet": "sous une condition non remplie",
        "unfavourable": "défavorable",
        "motion_rejected": "motion favorable rejetée",
        "no_opinion": "ne se prononce pas",
    },
    "Organ": {
        "municipal_council": "conseil municipal",
        "mayor": "maire",
        "other": "autre",
    },
    "Casting": {"for": "pour", "against": "contre", "none": "pas exprimée"},
    "Outcome": {
        "NONE": "aucun",
        "ADOPTED": "adoptée",
        "REJECTED": "rejetée",
        "CONTESTED": "contestée",
    },
    "Body": {
        "council": "conseil",
        "bureau": "bureau",
        "mayors_conference": "conférence des maires",
        "commission": "commission",
        "development_council": "conseil de développement",
    },
    "RecusalGround": {"interest": "intérêt", "l1111_6": "CGCT L. 1111-6"},
    "Published": {"list": "liste des délibérations", "minutes": "procès-verbal"},
    "Sent": {
        "list": "liste des délibérations",
        "minutes": "procès-verbal",
        "convocation": "copie de la convocation",
        "opinions": "avis des maires",
    },
    "ItemNature": {
        "election": "élection",
        "initial_budget": "budget primitif",
        "appointment": "nomination",
    },
    "Instruction": {
        "acknowledgement": "accusé de réception",
        "anomaly": "anomalie signalée",
        "pieces_requested": "pièces demandées",
        "pieces_sent": "pièces envoyées",
        "pieces_received": "pièces reçues",
        "pieces_refused": "pièces refusées",
        "observations": "observations",
        "gracious_appeal": "recours gracieux",
        "appeal_answered": "réponse au recours",
        "referral": "déféré",
    },
    "AppointedAs": {"vice_president": "vice-président", "delegated": "conseiller délégué"},
    "Delegate": {
        "president": "président",
        "bureau": "bureau",
        "vice_president": "vice-président",
    },
}
"""By the name of the closed list in ``domain/words.py``; a test walks every option."""


def explained(text: str, values: Iterable[object]) -> str:
    """The help of an option, then each of its values.

    >>> from domain.words import Casting
    >>> explained("Voix prépondérante.", Casting)
    'Voix prépondérante. for : pour ; against : contre ; none : pas exprimée.'
    """
    known = [(str(v), WORDS.get(type(v).__name__, {}).get(str(v))) for v in values]
    told = " ; ".join(f"{value} : {words}" for value, words in known if words)
    return f"{text} {told}.".strip() if told and told not in text else text
