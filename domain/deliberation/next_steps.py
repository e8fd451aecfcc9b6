"""What comes next: caused, allowed or forbidden, with the reason and the first day allowed.

A step is allowed exactly when ``decide`` would not refuse it: the same functions are asked. Among
the steps are the human ones, which the register can only recall.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.assembly.meeting_events import ActPublished, ActTransmitted
from domain.assembly.prefect import done_first, stands, waiting_for
from domain.deliberation.ballots import ballots
from domain.deliberation.decide import refuse
from domain.deliberation.development import L_5211_10_1, missing_opinion
from domain.deliberation.dossier import Dossier
from domain.deliberation.situation import Situation, situation
from domain.entry import Document, Payload
from domain.events import (
    ActNumbered,
    CommissionReviewed,
    CommuneConsulted,
    ConsultationReceived,
    CouncilVoted,
    DeliberationQualified,
    DraftAbandoned,
    DraftRevised,
    FileCompleted,
    OpinionRendered,
)
from domain.law.french import french_date, french_part
from domain.refusals import Refused
from domain.words import Change, Instruction, Opinion, Qualification, ReviewOpinion, Sense

SAMPLE = Document(name="pièce", media_type="text/plain", size=0, sha256="0" * 64)
"""Stands for the evidence a step will come with, when we only ask whether it would be allowed."""


class Standing(StrEnum):
    """How a step stands on a day: what the law now asks for, what may be done, what may not."""

    CAUSED = "caused"
    ALLOWED = "allowed"
    FORBIDDEN = "forbidden"


@dataclass(frozen=True)
class NextStep:
    """One step, for a person. ``allowed_from`` is the first legal day on which it will be allowed."""

    key: str
    title: str
    standing: Standing
    reason: str
    article: str
    allowed_from: date | None = None


def next_steps(dossier: Dossier, on: date) -> Iterator[NextStep]:
    """Every step that may matter on that day, in the order of the procedure."""
    there = situation(dossier, on)
    if there.void:
        return
    for key, title, sample, cause in steps(there):
        try:
            refuse(sample, dossier, on)
        except Refused as refused:
            if concerns(there, key):
                yield NextStep(
                    key,
                    title,
                    Standing.FORBIDDEN,
                    f"{refused.sentence} {refused.way_out}",
                    refused.article,
                    refused.allowed_from,
                )
        else:
            standing = Standing.CAUSED if cause else Standing.ALLOWED
            yield NextStep(key, title, standing, cause, article_of(key), on)
    yield from human_steps(there)


def steps(there: Situation) -> Iterator[tuple[str, str, Payload, str]]:
    """The steps of the register: key, title, a sample to ask about, and what causes it now."""
    on = there.on
    asked = there.case.asks_the_commune
    consultation = there.consultation
    yield (
        "qualify",
        "Qualifier : l'avis de la commune est-il requis ?",
        DeliberationQualified(
            day=on, qualification=Qualification.NOT_REQUIRED, reasons="examen de la qualification"
        ),
        "" if there.qualification else "Le projet n'est pas encore qualifié.",
    )
    if there.vote is None:
        yield (
            "review",
            "Inscrire l'avis d'une commission",
            CommissionReviewed(day=on, body="commission", opinion=ReviewOpinion.NONE),
            "",
        )
    yield (
        "send",
        "Transmettre le projet à la commune",
        CommuneConsulted(day=on),
        "L'avis de la commune doit être recueilli sur ce texte."
        if asked and consultation is None
        else "",
    )
    yield (
        "receive",
        "Inscrire la réception prouvée à la mairie",
        ConsultationReceived(day=on, documents=(SAMPLE,)),
        "Le délai ne court qu'à compter de la réception prouvée.",
    )
    yield (
        "complete",
        "Inscrire l'arrivée des pièces manquantes",
        FileCompleted(day=on),
        "Le délai ne court qu'à compter du dossier complet.",
    )
    if consultation and there.vote is None:
        yield (
            "opinion",
            "Inscrire l'avis du conseil municipal",
            OpinionRendered(day=on, sense=Sense.FAVOURABLE, documents=(SAMPLE,)),
            "",
        )
    yield (
        "revise",
        "Modifier le texte (une question nouvelle fait repartir le délai)",
        DraftRevised(day=on, change=Change.EDITORIAL, text=SAMPLE),
        "",
    )
    yield (
        "vote",
        "Soumettre le projet au vote du conseil",
        CouncilVoted(day=on, votes_for=0, votes_against=0, in_office=0),
        "",
    )
    yield (
        "number",
        "Donner son numéro à l'acte",
        ActNumbered(day=on, number="ACTE"),
        "L'acte voté prend son numéro.",
    )
    if stands(there):
        yield from publicity(there)
    yield ("abandon", "Abandonner le projet", DraftAbandoned(day=on, reason="abandon"), "")


def publicity(there: Situation) -> Iterator[tuple[str, str, Payload, str]]:
    """What makes the act enforceable, while it is not done (R-9.1)."""
    cause = "L'acte n'est exécutoire qu'une fois transmis et publié."
    if done_first(there, ActTransmitted) is None:
        yield "transmit", "Transmettre l'acte au préfet", ActTransmitted(day=there.on), cause
    if done_first(there, ActPublished) is None:
        yield "publish", "Publier l'acte sous forme électronique", ActPublished(day=there.on), cause


def concerns(there: Situation, key: str) -> bool:
    """Whether a forbidden step is worth telling: it belongs to this stage of the procedure."""
    match key:
        case "send":
            return there.qualification is not Qualification.NOT_REQUIRED and there.vote is None
        case "vote":
            return there.vote is None
        case _:
            return False


def article_of(key: str) -> str:
    """The text that governs a step."""
    return {
        "review": "CGCT L. 2121-22",
        "vote": "CGCT L. 2121-20",
        "number": "CGCT R. 2121-9",
        "transmit": "CGCT L. 2131-1, L. 2131-2",
        "publish": "CGCT L. 2131-1, R. 2131-1",
        "revise": "CGCT L. 5211-57",
    }.get(key, "CGCT L. 5211-57")


def human_steps(there: Situation) -> Iterator[NextStep]:
    """What a person has to do outside the register, or decide (R-1.3, R-1.6, R-1.7, R-6.2)."""
    if there.vote is None and there.opinion is Opinion.TACIT_FAVOURABLE:
        yield NextStep(
            "look_at_list",
            "Consulter la liste des délibérations publiée par la commune",
            Standing.CAUSED,
            "Avant de tenir le silence pour un avis favorable : un vote de la commune a pu ne pas "
            "parvenir à l'établissement.",
            "CGCT L. 2121-25",
            there.on,
        )
    if there.vote is None and there.vote_with_caution and there.period:
        yield NextStep(
            "wait_for_prudent_end",
            "Attendre la fin prudente du délai",
            Standing.CAUSED,
            f"Le conseil peut voter, mais un vote après le {french_date(there.period.prudent_end)} "
            "est sûr sous les deux lectures du délai.",
            "CGCT L. 5211-57",
            date.fromordinal(there.period.prudent_end.toordinal() + 1),
        )
    if there.late_opinions and there.vote is None:
        yield NextStep(
            "show_late_opinion",
            "Montrer l'avis tardif aux conseillers",
            Standing.CAUSED,
            "Il n'est qu'un élément d'appréciation ; la note de synthèse et les visas le disent.",
            "CE 2 mars 2007, n° 284704",
            there.on,
        )
    if there.vote is None and there.opinion is Opinion.AMBIGUOUS and there.case.raised:
        yield NextStep(
            "clarify_opinion",
            "Demander à la commune de préciser son avis",
            Standing.CAUSED,
            "La motion favorable rejetée n'est pas un avis défavorable exprès ; à défaut de "
            f"précision dans le délai, les {french_part(there.case.raised.fraction)} des membres sont "
            "requis.",
            "CGCT L. 5211-57",
            there.on,
        )
    unreviewed = not there.course.reviews and not there.lacks_review
    if there.vote is None and unreviewed and not there.course.abandoned:
        yield NextStep(
            "commission",
            "Faire examiner le projet par une commission",
            Standing.ALLOWED,
            "Aucune ne l'a examiné : ce n'est pas une condition légale du vote, sauf si le règlement "
            "intérieur l'impose ; averti, non bloqué.",
            "CGCT L. 2121-22",
            there.on,
        )
    missing = missing_opinion(there) if there.vote is None and not there.course.abandoned else ""
    if missing:
        yield NextStep(
            "development_council",
            "Recueillir l'avis du conseil de développement",
            Standing.CAUSED,
            f"{missing[0].upper()}{missing[1:]} : averti, non bloqué.",
            L_5211_10_1,
            there.on,
        )
    if stands(there):
        yield from to_name(there)
    waiting = waiting_for(there) if stands(there) else None
    if waiting:
        asked = french_date(waiting.payload.day)
        pieces = waiting.payload.what is Instruction.PIECES_REQUESTED
        yield NextStep(
            "answer_prefect",
            "Envoyer les pièces manquantes au préfet" if pieces else "Répondre au préfet",
            Standing.CAUSED,
            f"Demandées le {asked} : ses deux mois ne courent qu'à compter de leur réception, ou du "
            "refus de les envoyer."
            if pieces
            else f"Recours gracieux du {asked} : ses deux mois repartent de la réponse.",
            "CE, 15 mai 2013, n° 357031" if pieces else "CGCT L. 2131-6",
            there.on,
        )


def to_name(there: Situation) -> Iterator[NextStep]:
    """A public ballot whose votes are not on record name by name (R-4.4): never of a secret one."""
    for meeting, ballot in ballots(there.dossier.number, there.dossier.meetings):
        item = ballot.payload.item
        if there.vote and ballot.ref == there.vote.ref and item in meeting.unnamed(there.on):
            yield NextStep(
                "name_votes",
                "Inscrire le vote de chacun",
                Standing.CAUSED,
                "Le scrutin était public : le procès-verbal donne le nom des votants et le sens de "
                f"leur vote (tacite meeting names {meeting.name} --item {item}).",
                "CGCT L. 2121-21, L. 2121-15",
                there.on,
            )
