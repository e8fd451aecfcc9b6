"""The sentences of the journal: what each entry says, in a lawyer's words, and the text behind it.

The command line, the pages and the printed file all take them from here.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from domain.assembly.meeting_events import (
    ActPublished,
    ActTransmitted,
    PrefectWrote,
    PutOnAgenda,
)
from domain.deliberation.dossier import Dossier, Fact, Period
from domain.deliberation.situation import Situation, situation
from domain.entry import Payload
from domain.events import (
    ActNumbered,
    CommissionReviewed,
    CommuneConsulted,
    ConsultationReceived,
    CouncilVoted,
    DeliberationQualified,
    DeterminationUpheld,
    DeterminationWithdrawn,
    DraftAbandoned,
    DraftRevised,
    DraftSubmitted,
    EntryAmended,
    EntryAnnulled,
    EntryMoved,
    EntryMovedHere,
    FileCompleted,
    OpinionDeemedFavourable,
    OpinionRendered,
    ResultProclaimed,
)
from domain.law.french import french_date
from domain.paper import PageGiven
from domain.words import (
    Casting,
    Change,
    Determination,
    Instruction,
    Irregularity,
    Majority,
    Opinion,
    Organ,
    Outcome,
    Qualification,
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
    "body": "commission",
    "to": "destinataire",
    "opinion": "avis",
}
LETTERS = {
    Instruction.ACKNOWLEDGEMENT: "accusé de réception",
    Instruction.ANOMALY: "anomalie signalée",
    Instruction.PIECES_REQUESTED: "pièces demandées",
    Instruction.PIECES_SENT: "pièces envoyées",
    Instruction.OBSERVATIONS: "observations",
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
WORDS: dict[str, Mapping[Any, str]] = {
    "sense": SENSES,
    "organ": ORGANS,
    "qualification": QUALIFICATIONS,
    "opinion": REVIEWS,
    "change": CHANGES,
    "casting": CASTINGS,
    "outcome": OUTCOMES,
}
"""The values of the fields that hold a word of a closed list."""
IRREGULARITIES = {
    Irregularity.NOT_CONSULTED: "la commune n'avait pas été régulièrement consultée",
    Irregularity.PREMATURE: "l'avis de la commune n'était pas encore acquis",
}


def sentence_of(fact: Fact[Payload], dossier: Dossier) -> tuple[str, str]:
    """What this entry says, and the text that governs it."""
    name = dossier.institution.commune_name
    match fact.payload:
        case DraftSubmitted() as draft:
            where = ", ".join(name(code) for code in draft.concerns)
            return (
                f"Projet n° {draft.number} déposé : « {draft.object} » ({where}), texte n° 1",
                "CGCT L. 2121-12",
            )
        case DeliberationQualified() as qualified:
            words = QUALIFICATIONS[qualified.qualification]
            return f"Qualification : {words} ; motifs : {qualified.reasons}", "CGCT L. 5211-57"
        case CommissionReviewed() as review:
            words = REVIEWS[review.opinion]
            return f"Commission « {review.body} » : {words}, consultatif", "CGCT L. 2121-22"
        case DraftRevised() as revision:
            texts = [f.ref for _, f in dossier.course(revision.day).texts]
            number = texts.index(fact.ref) + 1
            return f"Texte n° {number} : {CHANGES[revision.change]}", "CGCT L. 5211-57"
        case CommuneConsulted() as sending:
            file = "" if sending.complete else ", dossier incomplet : le délai ne court pas"
            return f"Projet transmis à {commune(dossier)}{file}", "CGCT L. 5211-57"
        case ConsultationReceived():
            return f"Projet reçu à la mairie de {commune(dossier)}{until(fact, dossier)}", (
                "CGCT L. 5211-57"
            )
        case FileCompleted() as completion:
            sent = french_date(completion.sent_on)
            return (
                f"Pièces manquantes reçues, envoyées le {sent}{until(fact, dossier)}",
                "CGCT L. 5211-57",
            )
        case OpinionRendered() as opinion:
            return opinion_sentence(fact.ref, opinion, dossier), "CGCT L. 5211-57"
        case OpinionDeemedFavourable() as deemed:
            start = french_date(date.fromisoformat(deemed.basis.values["start"]))
            last = french_date(date.fromisoformat(deemed.basis.values["last_day"]))
            return (
                f"Avis de {commune(dossier)} réputé favorable : projet reçu le {start}, délai "
                f"échu le {last}, aucun avis rendu",
                deemed.basis.rule,
            )
        case CouncilVoted() as vote:
            return vote_sentence(vote, dossier), "CGCT L. 2121-20, L. 5211-57"
        case ResultProclaimed() as result:
            return f"Résultat proclamé : délibération {OUTCOMES[result.outcome]}", (
                "CGCT L. 2121-20"
            )
        case ActNumbered() as act:
            return f"L'acte porte le n° {act.number}", "CGCT R. 2121-9"
        case PageGiven() as given:
            return (
                f"Page du dossier remise à {given.to} : arrêtée au {french_date(given.on)}, connue "
                f"à l'inscription n° {given.as_known_at} du registre, SHA-256 "
                f"{given.page.sha256[:16]}",
                "règle du registre",
            )
        case DraftAbandoned() as abandoned:
            return f"Projet abandonné : {abandoned.reason}", "règle du registre"
        case EntryAmended() as amendment:
            return amendment_sentence(amendment, dossier), "rectification, règle R-9.5"
        case EntryAnnulled() as annulment:
            return (
                f"Annulation de l'inscription {short(annulment.target)} ; motif : "
                f"{annulment.reason}",
                "rectification, règle R-9.5",
            )
        case EntryMoved() as moved:
            return (
                f"Inscription {short(moved.target)} déplacée au dossier n° {moved.to} ; motif : "
                f"{moved.reason}",
                "rectification, règle R-9.5",
            )
        case EntryMovedHere() as arrived:
            return (
                f"Inscription {short(arrived.entry)} rattachée à ce dossier",
                "rectification, règle R-9.5",
            )
        case DeterminationWithdrawn() as withdrawn:
            what = DETERMINATIONS[withdrawn.determination]
            return f"{what} retiré du registre ; motif : {withdrawn.reason}", "règle R-9.6"
        case DeterminationUpheld() as upheld:
            what = DETERMINATIONS[upheld.determination]
            return f"{what} maintenu ; motif : {upheld.reason}", "règle R-9.6"
        case PutOnAgenda() as put:
            return f"Inscrite à l'ordre du jour de la séance « {put.meeting} »", "CGCT L. 2121-10"
        case ActPublished():
            return "Acte publié sous forme électronique", "CGCT L. 2131-1"
        case ActTransmitted():
            return "Acte reçu par la préfecture", "CGCT L. 2131-1, L. 2131-2"
        case PrefectWrote() as letter:
            return f"Contrôle de légalité, {LETTERS[letter.what]} : {letter.words}", (
                "CGCT L. 2131-6"
            )
        case other:
            raise AssertionError(f"no sentence for {other.NAME}")


def short(ref: str) -> str:
    """An entry as people name it: « 2026-014#3 »."""
    return ref.removeprefix("deliberation/")


def amendment_sentence(amendment: EntryAmended, dossier: Dossier) -> str:
    """Field by field, what was written and what is right."""
    target = next((s for s in dossier.standings if s.entry.ref == amendment.target), None)
    before = target.entry.payload.model_dump(mode="json") if target else {}
    changes = ", ".join(
        f"{FIELDS.get(field, field)} : {words(field, before.get(field), dossier)} → "
        f"{words(field, value, dossier)}"
        for field, value in amendment.fields.items()
    )
    return (
        f"Rectification (classe {amendment.legal_class.value}) de l'inscription "
        f"{short(amendment.target)} : {changes} ; motif : {amendment.reason}"
    )


def words(field: str, value: object, dossier: Dossier) -> str:
    """A value of a field, for people."""
    match value:
        case str() if value in WORDS.get(field, {}):
            return WORDS[field][value]
        case str() if field in ("concerns", "commune"):
            return dossier.institution.commune_name(value)
        case None:
            return "(rien)"
        case bool():
            return "oui" if value else "non"
        case list():
            return ", ".join(words(field, item, dossier) for item in value)
        case str() if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            return french_date(date.fromisoformat(value))
        case _:
            return str(value)


def commune(dossier: Dossier) -> str:
    """The commune that is asked."""
    draft = dossier.whole_course.draft
    code = draft.payload.concerns[0] if draft else ""
    return dossier.institution.commune_name(code)


def until(fact: Fact[Payload], dossier: Dossier) -> str:
    """How long the commune has, where this entry makes the period run."""
    consultation = dossier.course(fact.payload.day).consultation
    period = dossier.period(consultation, consultation.starts_on) if consultation else None
    if period is None:
        return ""
    return f" ; elle a jusqu'au {french_date(period.last_day)} pour rendre son avis"


def opinion_sentence(ref: str, opinion: OpinionRendered, dossier: Dossier) -> str:
    """The commune's answer, and what it is worth."""
    where = commune(dossier)
    there = situation(dossier, opinion.voted_on)
    arrived = "" if opinion.day == opinion.voted_on else f", parvenu le {french_date(opinion.day)}"
    if opinion.organ is Organ.MAYOR:
        return (
            f"Lettre du maire de {where} ({SENSES[opinion.sense]}){arrived} : seul le conseil "
            "municipal rend l'avis, le délai continue de courir"
        )
    if opinion.organ is Organ.OTHER:
        return (
            f"Courrier reçu de {where} ({SENSES[opinion.sense]}){arrived} : seul le conseil "
            "municipal rend l'avis, le délai continue de courir"
        )
    said = f"Délibération du conseil municipal de {where} : {SENSES[opinion.sense]}{arrived}"
    if ref not in {f.ref for c in there.course.consultations for f in c.opinions}:
        return f"{said} ; aucune consultation n'étant en cours, il est conservé sans effet"
    if ref in {f.ref for f in there.late_opinions}:
        return f"{said} ; tardif, il n'est qu'un élément d'appréciation"
    return said


def vote_sentence(vote: CouncilVoted, dossier: Dossier) -> str:
    """The council's vote, the majority it needed and why."""
    there = situation(dossier, vote.day)
    cast = (
        f"{vote.votes_for} pour, {vote.votes_against} contre, {vote.abstentions} abstention"
        f"{'s' if vote.abstentions > 1 else ''}"
    )
    ballot = " au scrutin secret" if vote.secret else ""
    casting = {
        Casting.FOR: ", voix prépondérante du président pour",
        Casting.AGAINST: ", voix prépondérante du président contre",
        Casting.NONE: "",
    }[vote.casting]
    held = f" ; vote tenu malgré tout : {vote.as_held}" if vote.as_held else ""
    return (
        f"Le conseil se prononce{ballot} : {cast} ({vote.in_office} membres en exercice)"
        f"{casting} ; {majority_words(there)}{irregular_words(there)}{held}"
    )


def majority_words(there: Situation) -> str:
    """The majority required, and because of which opinion."""
    if there.majority is Majority.TWO_THIRDS_MEMBERS:
        needed = f"deux tiers des membres requis, soit {there.threshold} voix"
    else:
        needed = "majorité simple des suffrages exprimés"
    return f"{needed}, {OPINIONS[there.opinion]}"


def irregular_words(there: Situation) -> str:
    """What was done although the law forbade it."""
    return "".join(f" ; irrégularité : {IRREGULARITIES[i]}" for i in there.irregularities)


def silence_words(period: Period, dossier: Dossier) -> str:
    """The sentence of a tacit opinion that is not minuted."""
    return (
        f"Avis de {commune(dossier)} réputé favorable, délai échu le "
        f"{french_date(period.last_day)}, aucun avis rendu ; pas encore inscrit par l'échéancier"
    )
