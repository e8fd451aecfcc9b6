"""The impact of a correction in words and for programs: everything that would differ, and who holds it."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

from adapters.cli.output import cell, counted
from adapters.cli.particular_words import PARTICULARS, particular
from adapters.impact import Effect, Impact
from adapters.stories.answer_words import answer
from domain.deliberation.answers import Difference
from domain.deliberation.dossier import Dossier
from domain.deliberation.explain_words import OUTCOMES
from domain.deliberation.situation import Situation, situation
from domain.events import InstitutionEstablished, ResultProclaimed
from domain.law.french import french_date
from domain.law.workings import Working
from domain.words import Determination, Majority, Outcome
from projections.assembly_answers import DUTIES, answer_words
from projections.contradictions import contradictions
from projections.moved import DAYS, Moved
from projections.sentences import short
from projections.subjects import YEAR, MeetingFile
from projections.words import DETERMINATIONS

Line = tuple[int, str]
"""How far it is indented, and what it says."""

OF_A_PERIOD = {"received", "start", "last_day", "deemed_from", "prudent_end"}
"""Answers that are the days of a deadline."""

ANSWERS = PARTICULARS | {
    "opinion": "avis de la commune",
    "start": "ouverture du délai",
    "last_day": "terme",
    "deemed_from": "jour où le silence vaut avis",
    "prudent_end": "fin prudente",
    "majority": "majorité",
    "threshold": "voix nécessaires",
    "outcome": "résultat",
    "robust": "accord des lectures du droit",
    "late": "avis tardifs",
    "may_vote": "vote possible",
    "irregular": "irrégularités",
    "minuted": "avis réputé favorable inscrit",
    "development_council": "conseil de développement",
    "contradicted": "conclusions contredites",
    "convocation": "convocation",
    "in_office": "membres en exercice",
    "quorum": "quorum",
    "present": "présents",
    "quorum_met": "quorum atteint",
    "votes": "voix disponibles",
    "kind": "mode de scrutin",
    "named": "votes nommés",
    "videoconference": "visioconférence",
    "report": "compte rendu des décisions",
}
"""What each answer is called where it is named without its value."""

KINDS = {
    "opinion": "Délai d'avis",
    "convocation_to_councillors": "Copie de la convocation aux conseillers municipaux",
    "list": "Liste des délibérations",
    "list_to_councillors": "Liste aux conseillers municipaux",
    "minutes": "Procès-verbal en ligne",
    "minutes_to_councillors": "Procès-verbal aux conseillers municipaux",
    "opinions_to_councillors": "Avis des maires aux conseillers municipaux",
    "withdrawal": "Retrait de la délibération",
    "prefect_referral": "Déféré du préfet",
    "recourse": "Recours des tiers",
    "pact": "Pacte de gouvernance",
    "metropolitan_day": "Journée métropolitaine",
    "meeting_on_request": "Réunion demandée",
}


COVERED = {
    True: "prise sous une délégation en vigueur",
    False: "sans délégation en vigueur ce jour-là",
    None: "pas au registre",
}


def lines(impact: Impact) -> Iterator[Line]:
    """What would differ, one deliberation after the other; then how many were examined."""
    yield from ((0, said) for said in of_institution(*impact.institution))
    for effect in impact.effects.values():
        yield 0, f"{name(effect.number)} :"
        yield from ((2 + indent, said) for indent, said in of_effect(effect))
    for decision in impact.decisions:
        yield (
            0,
            f"Décision « {decision.number} » du {french_date(decision.day)} : "
            f"{COVERED[decision.before]} → {COVERED[decision.after]} [CGCT L. 5211-10]",
        )
    shared = impact.through_a_shared_fact
    if shared:
        named = ", ".join(name(number) for number in shared)
        yield 0, f"Touchées par un fait partagé : {len(shared)} ({named})."
    several = "s" * (len(impact.examined) > 1)
    examined = f"{counted(len(impact.examined), 'dossier')} examiné{several}"
    untouched = f", dont {impact.untouched} sans changement" if impact.untouched else ""
    yield 0, f"{examined}{untouched}."


def of_institution(
    before: InstitutionEstablished | None, after: InstitutionEstablished | None
) -> Iterator[str]:
    """What becomes of every sheet and page: the name, the public holidays, the clock of the seat."""
    if before and after is None:
        yield (
            f"L'établissement : le registre ne serait plus ouvert pour {before.name}, dont le nom "
            "disparaîtrait des fiches et des pages ; les sièges inscrits restent."
        )
    if before is None or after is None:
        return
    if before.name != after.name:
        yield (
            f"L'établissement : toutes les pages et les fiches porteront le nom « {after.name} » au "
            f"lieu de « {before.name} » ; aucune réponse ne change de ce fait."
        )
    if before.zone != after.zone:
        yield f"L'établissement : les jours fériés seront ceux de {after.zone}, non {before.zone}."
    if before.timezone != after.timezone:
        yield f"L'établissement : les heures seront celles de {after.timezone}, non {before.timezone}."


def name(number: str) -> str:
    """A subject as people name it."""
    if number == YEAR:
        return "L'établissement"
    return f"Séance {number.removeprefix('meeting/')}" if "/" in number else f"N° {number}"


def of_effect(effect: Effect) -> Iterator[Line]:
    """Deadlines, determinations, majorities and outcomes, every answer, pages given out."""
    for moved in effect.deadlines:
        yield from deadline(moved)
    if isinstance(effect.before, Dossier) and isinstance(effect.after, Dossier):
        before, after = situation(effect.before, effect.on), situation(effect.after, effect.on)
        if effect.void == (False, True):
            yield 0, "Le dossier ne tient plus : son projet ne compte plus, rien ne s'y conclut."
        for fact in effect.fallen:
            if isinstance(fact.payload, ResultProclaimed):
                what, said_of = Determination.RESULT, OUTCOMES[fact.payload.outcome]
                known = f" ; les faits donnent : {said(after)}" if after.vote else ""
            else:
                what, known = Determination.DEEMED_OPINION, ""
                said_of = f"à compter du {french_date(fact.payload.day)}"
            yield (
                0,
                f"Ne compte plus à ce dossier : {DETERMINATIONS[what].lower()}, inscription n° "
                f"{short(fact.ref)} ({said_of}){known}",
            )
        for fact in effect.unsupported:
            [found] = [c for c in contradictions(after) if c.fact.ref == fact.ref]
            kind = DETERMINATIONS[found.determination]
            yield (
                0,
                f"Perd son fondement : {kind.lower()}, inscription n° {short(fact.ref)} "
                f"({found.stated}) ; les faits donneraient : {found.known}",
            )
        for fact in effect.supported_again:
            [found] = [c for c in contradictions(before) if c.fact.ref == fact.ref]
            kind = DETERMINATIONS[found.determination]
            yield (
                0,
                f"Retrouve son fondement : {kind.lower()}, inscription n° {short(fact.ref)} "
                f"({found.stated})",
            )
        vote = outcome(before, after)
        if vote:
            yield 0, vote
        alone = before.result if after.vote is None else None  # its vote was held at a meeting
        if alone and alone.ref not in {fact.ref for fact in effect.fallen}:
            yield (
                0,
                f"Le résultat proclamé (inscription n° {short(alone.ref)}) part avec ce vote : il ne "
                "compte plus.",
            )
        if effect.seats_short:
            held, seats = effect.seats_short
            yield (
                0,
                f"Le vote du {french_date(held.day)} compte {held.in_office} membres en exercice, "
                f"pour {counted(seats, 'siège')} ce jour-là : rectifiez-le aussi si c'est lui qui "
                "est faux [CGCT L. 5211-6-1]",
            )
        for change in effect.differences:
            if change.key in OF_A_PERIOD and effect.deadlines:
                continue  # said above, with its workings
            if change.key == "vote" and vote:
                continue  # said above, with what it takes
            if change.key != "standing" and without_draft(change, effect.before, effect.after):
                continue  # there is no file to answer about: said once
            yield 0, difference(change, effect.before, effect.after)
    if isinstance(effect.before, MeetingFile):
        yield from ((0, said) for said in of_meeting(effect))
    for page in effect.pages:
        given = page.payload
        yield (
            0,
            f"Page remise à {given.to} le {french_date(given.day)} (arrêtée au "
            f"{french_date(given.on)}) : elle montre l'ancienne valeur ; SHA-256 "
            f"{given.page.sha256[:16]}",
        )


def of_meeting(effect: Effect) -> Iterator[str]:
    """« Dès le 25/06/2026, point 2 : quorum atteint → quorum pas atteint »."""
    gone = {
        change.item: change
        for change in effect.differences
        if change.item and change.key == "convocation" and change.after is None
    }
    for change in effect.differences:
        if change.key in DUTIES and effect.deadlines:
            continue  # said above, among the deadlines
        vanished = gone.get(change.item or 0)
        if vanished is change:
            called = (
                effect.after.meeting.convened if isinstance(effect.after, MeetingFile) else None
            )
            later = called is not None and called.payload.day > change.from_day
            yield (
                f"{span(change.from_day, change.to_day)}, point {change.item} : la séance n'est "
                + ("pas encore" if later else "plus")
                + " convoquée, il n'en est "
                + ("encore" if later else "plus")
                + " rien répondu"
            )
        if vanished and change.after is None and vanished.from_day <= change.from_day:
            continue  # said by that one
        about = f", point {change.item}" if change.item else ""
        old, new = (answer_words(change.key, got) for got in (change.before, change.after))
        yield f"{span(change.from_day, change.to_day)}{about} : {old} → {new}"


def deadline(moved: Moved) -> Iterator[Line]:
    """One deadline, its days before and after, and both workings."""
    label = KINDS.get(moved.kind, moved.kind)
    yield (
        0,
        f"{label} ({moved.row['who_acts']}) : {day(moved.before)} → {day(moved.after)} "
        f"[{moved.row['article']}]",
    )
    for when, workings in (("avant", moved.workings_before), ("après", moved.workings_after)):
        for working in workings:
            yield 4, f"{when} — {working.label} : {working.value} [{working.article}]"


def key_words(key: str) -> str:
    """What an answer, or a deadline (« deadline:opinion »), is called."""
    of_a_deadline = key.removeprefix("deadline:")
    if of_a_deadline != key:
        return f"échéance : {KINDS.get(of_a_deadline, of_a_deadline).lower()}"
    return ANSWERS.get(key) or DUTIES.get(key, key)


def day(row: Any) -> str:
    if row is None:
        return "aucun délai"
    if row["stopped"]:
        return f"arrêté depuis le {french_date(row['stopped'])}"
    return f"du {french_date(row['starts'])} au {french_date(row['last_day'])}"


def outcome(before: Situation, after: Situation) -> str:
    """« Adoptée avec 50 voix pour : 58 deviennent nécessaires ; contestée »."""
    held = after.vote or before.vote
    same = (before.threshold, before.outcome, before.majority) == (
        after.threshold,
        after.outcome,
        after.majority,
    )
    if held is None or same:
        return ""
    if before.vote is None or after.vote is None:
        return f"Vote : {said(before)} → {said(after)}"
    votes = after.vote.payload.votes_for
    then = f"le résultat ne change pas ({said(after)})"
    if before.outcome is not after.outcome:
        then = said(after)
    return (
        f"Vote : {said(before)} avec {before.vote.payload.votes_for} voix pour ; "
        f"{needed(before, after, votes)} : {then}"
    )


def needed(before: Situation, there: Situation, votes: int) -> str:
    """What is necessary, or becomes so, beside what was had."""
    if there.majority is Majority.TWO_THIRDS_MEMBERS:
        become = "sont" if before.threshold == there.threshold else "deviennent"
        return f"{there.threshold} {become} nécessaires, {votes} sont là"
    return f"la majorité absolue des suffrages exprimés suffit, {votes} voix pour"


def said(there: Situation) -> str:
    return "aucun vote" if there.outcome is Outcome.NONE else OUTCOMES[there.outcome]


def shown_words(key: str, there: Situation, got: Any) -> str:
    """One of the things that are shown of a deliberation, an answer or not."""
    return particular(key, got) or answer(key, there, got)


def without_draft(change: Difference, before: Dossier, after: Dossier) -> bool:
    """Whether the file does not exist on one side, on all those days."""
    return any(
        all(situation(side, day).void for day in (change.from_day, change.to_day))
        for side in (before, after)
    )


def difference(change: Difference, before: Dossier, after: Dossier) -> str:
    """One answer, and the legal days on which it would be another."""
    old = shown_words(change.key, situation(before, change.from_day), change.before)
    new = shown_words(change.key, situation(after, change.from_day), change.after)
    return f"{span(change.from_day, change.to_day)} : {old} → {new}"


def span(first: date, last: date) -> str:
    """
    >>> span(date(2026, 5, 1), date(2026, 5, 28)), span(date(2026, 5, 1), date.max)
    ('Du 01/05/2026 au 28/05/2026', 'Dès le 01/05/2026')
    """
    if last == date.max:
        return f"Dès le {cell(first)}"
    return f"Le {cell(first)}" if first == last else f"Du {cell(first)} au {cell(last)}"


# --- For programs ----------------------------------------------------------------------------------


def impact_json(impact: Impact) -> dict[str, Any]:
    """The same, for programs."""
    return {
        "seen": impact.position,
        "examined": len(impact.examined),
        "untouched": impact.untouched,
        "through_a_shared_fact": impact.through_a_shared_fact,
        "decisions": [asdict(decision) for decision in impact.decisions],
        "touched": [effect_json(effect) for effect in impact.effects.values()],
    }


def effect_json(effect: Effect) -> dict[str, Any]:
    return {
        "number": effect.number,
        "deadlines": [
            {
                "kind": moved.kind,
                "entry": moved.ref,
                "before": days_json(moved.before, moved.workings_before),
                "after": days_json(moved.after, moved.workings_after),
            }
            for moved in effect.deadlines
        ],
        "unsupported": [fact.ref for fact in effect.unsupported],
        "supported_again": [fact.ref for fact in effect.supported_again],
        "fallen": [fact.ref for fact in effect.fallen],
        "void": effect.void[1],
        "answers": [difference_json(change) for change in effect.differences],
        "seats_short": {
            "in_office": effect.seats_short[0].in_office,
            "seats": effect.seats_short[1],
        }
        if effect.seats_short
        else None,
        "pages": [
            {
                "entry": page.ref,
                "to": page.payload.to,
                "given": page.payload.day,
                "on": page.payload.on,
                "sha256": page.payload.page.sha256,
            }
            for page in effect.pages
        ],
    }


def days_json(row: Any, workings: tuple[Working, ...]) -> dict[str, Any] | None:
    if row is None:
        return None
    days = {key: row[key] for key in DAYS}
    return {**days, "workings": [w.model_dump(mode="json") for w in workings]}


def difference_json(change: Difference) -> dict[str, Any]:
    return {
        "answer": change.key,
        "item": change.item,
        "from": change.from_day,
        "to": None if change.to_day == date.max else change.to_day,
        "before": change.before,
        "after": change.after,
    }
