"""Journal: one sentence per entry and per step that the law took by itself, as a lawyer would say it.

The legal day comes first; the day of writing, the writer and the ground come after.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Date, DateTime, Index, Integer, Select, String, Table, Text, select

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
    DraftAbandoned,
    DraftRevised,
    DraftSubmitted,
    FileCompleted,
    OpinionDeemedFavourable,
    OpinionRendered,
    ResultProclaimed,
)
from domain.law.french import french_date
from domain.words import (
    Casting,
    Change,
    Irregularity,
    Majority,
    Opinion,
    Organ,
    Outcome,
    Qualification,
    ReviewOpinion,
    Sense,
)
from projections.tables import FOREVER, metadata

table = Table(
    "journal",
    metadata,
    Column("number", String(15), primary_key=True),
    Column("line", Integer, primary_key=True),
    Column("day", Date, nullable=False),
    Column("ref", String(40)),
    Column("sentence", Text, nullable=False),
    Column("article", Text, nullable=False),
    Column("recorded_at", DateTime),
    Column("recorded_by", Text),
    Column("capacity", Text),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date, nullable=False),
    Index("journal_by_day", "number", "day"),
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
IRREGULARITIES = {
    Irregularity.NOT_CONSULTED: "la commune n'avait pas été régulièrement consultée",
    Irregularity.PREMATURE: "l'avis de la commune n'était pas encore acquis",
}


@dataclass(frozen=True)
class Line:
    """One line of the journal. A line without ``entry`` is what the law did by itself."""

    day: date
    sentence: str
    article: str
    entry: Fact[Payload] | None = None

    @property
    def written(self) -> str:
        """« 13 avril 2026 — Avis réputé favorable… (CGCT L. 5211-57). »"""
        return f"{french_date(self.day)} — {self.sentence} ({self.article})."


def lines(dossier: Dossier) -> Iterator[Line]:
    """The whole history, by legal day then by recording, with the law's own steps in their place."""
    found = [line_of(fact, dossier) for fact in dossier.effective]
    found += unwritten(dossier)
    yield from sorted(
        found, key=lambda line: (line.day, line.entry.entry.position if line.entry else 0)
    )


def line_of(fact: Fact[Payload], dossier: Dossier) -> Line:
    """The sentence of one entry."""
    sentence, article = sentence_of(fact, dossier)
    return Line(fact.payload.order_day, sentence, article, fact)


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
            course = dossier.course(revision.day)
            number = 1 + [f.ref for _, f in course.texts].index(fact.ref) if course.draft else 0
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
        case DraftAbandoned() as abandoned:
            return f"Projet abandonné : {abandoned.reason}", "règle du registre"
        case other:
            raise AssertionError(f"no sentence for {other.NAME}")


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


def unwritten(dossier: Dossier) -> Iterator[Line]:
    """What silence has produced and nobody has written down yet."""
    for day in dossier.turning_days:
        there = situation(dossier, day)
        if there.to_minute and there.period and there.period.deemed_from == day:
            yield Line(day, silence_words(there.period, dossier), "CGCT L. 5211-57")


def silence_words(period: Period, dossier: Dossier) -> str:
    """The sentence of a tacit opinion that is not minuted."""
    return (
        f"Avis de {commune(dossier)} réputé favorable, délai échu le "
        f"{french_date(period.last_day)}, aucun avis rendu ; pas encore inscrit par l'échéancier"
    )


def rows(dossier: Dossier) -> Iterator[dict[str, Any]]:
    """One row per line, holding from its legal day on."""
    for number, line in enumerate(lines(dossier), start=1):
        entry = line.entry.entry if line.entry else None
        yield {
            "number": dossier.number,
            "line": number,
            "day": line.day,
            "ref": line.entry.ref if line.entry else None,
            "sentence": line.sentence,
            "article": line.article,
            "recorded_at": utc(entry.recorded_at) if entry else None,
            "recorded_by": entry.recorded_by if entry else None,
            "capacity": entry.capacity if entry else None,
            "valid_from": line.day,
            "valid_to": FOREVER,
        }


def utc(instant: datetime) -> datetime:
    """An instant as the column keeps it: UTC, without a zone (SQLite drops it anyway)."""
    return instant.replace(tzinfo=None)


def history(number: str, on: date) -> Select[Any]:
    """The lines of one deliberation up to a legal day."""
    return (
        select(table)
        .where(table.c.number == number, table.c.valid_from <= on, table.c.valid_to >= on)
        .order_by(table.c.line)
    )
