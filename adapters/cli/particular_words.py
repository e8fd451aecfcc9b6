"""What a person is shown of a deliberation beside the answers, one by one, in words."""

from typing import Any

from adapters.cli.output import counted
from adapters.cli.words import IRREGULARITIES, STAGES
from domain.law.french import french_date
from domain.words import BallotIrregularity, Qualification, Stage
from projections.words import QUALIFICATIONS

PARTICULARS = {
    "standing": "existence du projet",
    "object": "objet",
    "concerns": "communes",
    "matter": "matière",
    "text": "texte",
    "qualification": "qualification",
    "abandoned": "abandon",
    "sent": "transmission",
    "received": "réception",
    "reviews": "examens en commission",
    "vote": "vote",
    "irregular_ballot": "irrégularités du scrutin",
    "act_number": "numéro de l'acte",
    "enforceable_on": "jour exécutoire",
    "signed": "décisions signées",
    "late_opinions": "votes tardifs de la commune",
    "documents": "pièces",
}
"""What each is called where it is named without its value."""


def particular(key: str, got: Any) -> str:
    """« objet : Place de l'église »; empty for an answer, which has its own words."""
    match key, got:
        case "standing", None:
            return "le dossier suit son cours"
        case "standing", Stage.NONE.value:
            return "le projet n'existe pas"
        case "standing", _:
            return STAGES[Stage(got)]
        case "object", _:
            return f"objet : {got}"
        case "concerns", _:
            return f"concerne {', '.join(got or ()) or 'aucune commune'}"
        case "matter", _:
            return f"matière {got}" if got else "sans matière"
        case "text", _:
            return f"texte n° {got[0]}, {got[1][:16]}" if got else "sans texte"
        case "qualification", None:
            return "pas qualifié"
        case "qualification", _:
            return QUALIFICATIONS[Qualification(got)]
        case "abandoned", None:
            return "projet pas abandonné"
        case "abandoned", [day, reason]:
            return f"projet abandonné le {french_date(day)} : {reason}"
        case "sent", None:
            return "pas transmis à la commune"
        case "sent", _:
            return f"transmis à la commune le {french_date(got)}"
        case "received", None:
            return "pas reçu à la mairie"
        case "received", _:
            return f"reçu à la mairie le {french_date(got)}"
        case "reviews", _:
            return f"{got} avis de commission"
        case "vote", None:
            return "aucun vote du conseil"
        case "vote", [day, ayes, noes, abstentions, in_office]:
            return (
                f"vote du {french_date(day)} : {ayes} pour, {noes} contre, "
                f"{counted(abstentions, 'abstention')}, {in_office} en exercice"
            )
        case "irregular_ballot", _:
            said = [IRREGULARITIES[BallotIrregularity(each)] for each in got]
            return f"scrutin irrégulier : {', '.join(said)}" if said else "scrutin régulier"
        case "act_number", _:
            return f"acte n° {got}" if got else "acte sans numéro"
        case "enforceable_on", None:
            return "acte pas exécutoire"
        case "enforceable_on", _:
            return f"acte exécutoire depuis le {french_date(got)}"
        case "signed", _:
            return f"{counted(len(got), 'décision')} signée{'s' * (len(got) > 1)}"
        case "late_opinions", _:
            days = ", ".join(french_date(day) for day in got)
            return f"avis tardif voté le {days}" if got else "aucun avis tardif"
        case "documents", _:
            return counted(len(got), "pièce")
    return ""
