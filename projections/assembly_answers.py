"""The answers about the institutions, in a lawyer's words: bodies, meetings, what must follow."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from domain.assembly.calls import YearState
from domain.deliberation.signed import point_words
from domain.law.french import french_date, french_day, many
from domain.words import (
    BallotKind,
    Body,
    Capacity,
    ConvocationState,
    DutyState,
    Outcome,
    ReferralResult,
)
from projections.assembly_sentences import BODIES_WORDS, KINDS
from projections.words import IRREGULARITIES

CONVOCATIONS = {
    ConvocationState.REGULAR: "régulière",
    ConvocationState.URGENT: "régulière, en urgence",
    ConvocationState.IRREGULAR: "irrégulière",
}
RESULTS = {
    Outcome.NONE: "pas mis aux voix",
    Outcome.ADOPTED: "adopté",
    Outcome.REJECTED: "rejeté",
    Outcome.CONTESTED: "contesté : adopté selon une lecture du droit, rejeté selon l'autre",
}
DUTIES = {
    "convocation_to_councillors": "copie de la convocation à envoyer aux conseillers municipaux",
    "list": "liste des délibérations à publier",
    "list_to_councillors": "liste à envoyer aux conseillers municipaux",
    "minutes": "procès-verbal à publier",
    "minutes_to_councillors": "procès-verbal à envoyer aux conseillers municipaux",
    "opinions_to_councillors": "avis des maires à envoyer à tous les conseillers municipaux",
}
LIMITS = {
    "withdrawal": "retrait de l'acte",
    "prefect_referral": "déféré du préfet",
    "recourse": "recours des tiers",
}
STATES: Mapping[str, str] = {
    DutyState.OPEN: "à faire",
    DutyState.DONE: "fait",
    DutyState.LATE: "fait, en retard",
    DutyState.OVERDUE: "en retard, pas fait",
    "running": "le délai court",
    "over": "le délai est échu",
}
CAPACITIES = {
    Capacity.PRESIDENT: "président",
    Capacity.VICE_PRESIDENT: "vice-président",
    Capacity.DELEGATED: "conseiller délégué",
    Capacity.COUNCILLOR: "conseiller",
}
REFERRALS = {
    ReferralResult.CARRIED: "saisine décidée",
    ReferralResult.CONTESTED: "saisine contestée : plus de pour que de contre, mais pas la moitié "
    "des membres ; qu'une décision signée tranche (tacite decide NUMÉRO --on referral)",
    ReferralResult.LOST: "saisine repoussée",
}
YEARS = {
    YearState.MET: "la journée métropolitaine a eu lieu",
    YearState.DUE: "la journée métropolitaine reste à tenir",
    YearState.MISSED: "la journée métropolitaine n'a pas eu lieu",
}

SEMESTERS = {
    YearState.MET: "tenue",
    YearState.DUE: "pas encore",
    YearState.MISSED: "aucune",
}


def answer_words(key: str, got: Any) -> str:
    """One answer about a body, a meeting, a member… by its key."""
    match key, got:
        case "convocation", None:
            return "rien à dire de la convocation"
        case "convocation", _:
            return f"convocation {CONVOCATIONS[ConvocationState(got)]}"
        case _ if key in DUTIES:
            return day_and_state(DUTIES[key], got)
        case (("withdrawal" | "prefect_referral" | "recourse"), _):
            if got is None:
                return f"{LIMITS[key]} : le délai ne court pas"
            return f"{LIMITS[key]} possible jusqu'au {french_day(got[0])} ({STATES[got[1]]})"
        case "enforceable_on", None:
            return "acte pas exécutoire"
        case "enforceable_on", date():
            return f"acte exécutoire le {french_date(got)}"
        case "signed", _:
            return f"décisions signées : {quoted([point_words(each) for each in got], 'aucune')}"
        case "ended", None:
            return "acte ni retiré ni abrogé"
        case "ended", _:
            return f"acte {'retiré' if got == 'WITHDRAWN' else 'abrogé'}"
        case "report", None:
            return "pas de compte rendu des décisions"
        case "report", _:
            return (
                f"compte rendu au conseil : {quoted(got, 'aucune décision prise par délégation')}"
            )
        case "result", None:
            return "pas de saisine"
        case "result", _:
            return REFERRALS[ReferralResult(got)]
        case "covered", None:
            return "pas de décision"
        case "covered", _:
            return (
                "prise sous une délégation en vigueur"
                if got
                else "prise sans délégation en vigueur ce jour-là"
            )
        case "named", None:
            return "votes pas inscrits nom par nom"
        case "videoconference", _:
            if got is None:
                return "tenue de la séance : sans objet"
            return "séance par visioconférence" if got else "séance en un seul lieu"
        case "in_person", _:
            first, second = (SEMESTERS[YearState(each)] for each in got)
            return f"séance en un seul lieu, 1er semestre : {first} ; 2d semestre : {second}"
        case "metropolitan_day", _:
            return YEARS[YearState(got)]
        case _, None:
            return f"{NOTHING.get(key, key)} : sans objet"
    return counted_words(key, got)


NOTHING = {
    "in_office": "membres en exercice",
    "quorum": "quorum",
    "quorum_met": "quorum",
    "present": "présents",
    "votes": "voix",
    "kind": "scrutin",
    "outcome": "résultat",
    "irregular": "irrégularités",
    "chair": "présidence",
    "capacity": "qualité",
    "binding": "demande",
    "last_day": "terme",
}


def counted_words(key: str, got: Any) -> str:
    """Answers that are counts, names or a yes, where there is one."""
    match key:
        case "in_office":
            return f"{got} en exercice"
        case "quorum":
            return f"quorum de {got}" if got else "aucun quorum requis"
        case "present":
            return many(got, "présent")
        case "quorum_met":
            return "quorum atteint" if got else "quorum pas atteint"
        case "votes":
            return f"{got} voix disponibles" if got > 1 else f"{got} voix disponible"
        case "named":
            return f"{got} votes inscrits nom par nom"
        case "kind":
            return KINDS[BallotKind(got)]
        case "outcome":
            return RESULTS[Outcome(got)]
        case "irregular":
            why = ", ".join(IRREGULARITIES[each] for each in got)
            return f"irrégularité : {why}" if got else "aucune irrégularité"
        case "members":
            return many(got, "membre")
        case "chair":
            return f"présidée par {got}"
        case "capacity":
            return CAPACITIES[Capacity(got)]
        case "commissions":
            return f"commissions : {quoted(got, 'aucune')}"
        case "binding":
            return "la demande oblige à réunir" if got else "la demande n'oblige pas"
        case "last_day":
            return f"à réunir le {french_day(got)} au plus tard"
        case "communes":
            return many(got, "commune")
        case "services":
            return f"services communs : {quoted(got, 'aucun')}"
        case "agreements":
            return f"conventions : {quoted(got, 'aucune')}"
    return f"{key} : {got}"


def day_and_state(what: str, got: Sequence[Any] | None) -> str:
    """« liste des délibérations à publier le jeudi 2 juillet 2026 au plus tard (à faire) »."""
    if got is None:
        return f"{what} : pas encore"
    last, state = got
    return f"{what}, le {french_day(last)} au plus tard ({STATES[state]})"


def quoted(names: Sequence[str], nothing: str) -> str:
    return ", ".join(f"« {name} »" for name in names) or nothing


def subject_words(subject: str, name: str, item: int | None = None) -> str:
    """What a question is about: « séance « M », point 2 »."""
    match subject:
        case "meeting":
            return f"séance « {name} »" + (f", point {item}" if item else "")
        case "body":
            return BODIES_WORDS[Body(name)]
        case "commission":
            return f"commission « {name} »"
        case "request":
            return f"demande « {name} »"
        case "referral":
            return f"saisine « {name} »"
        case "decision":
            return f"décision « {name} »"
        case "year":
            return f"année {name}"
        case "service":
            return f"service commun « {name} »"
        case _:
            return name
