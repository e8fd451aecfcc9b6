"""The corrections on the page: what was written, what it says since, why, by whom (rulebook R-9.5)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from domain.corrections import Standing, resolve
from domain.deliberation.answers import answers
from domain.deliberation.as_known import as_known
from domain.deliberation.dossier import Dossier, Fact
from domain.deliberation.explain_words import OPINIONS, OUTCOMES
from domain.deliberation.situation import Situation, situation
from domain.entry import UNRECORDED, Entry, deliberation_stream
from domain.events import (
    Correction,
    DeterminationWithdrawn,
    EntryAmended,
    EntryMovedHere,
    OpinionDeemedFavourable,
    Reaction,
    ResultProclaimed,
)
from domain.law.french import french_date
from domain.words import LegalClass, Majority, Opinion, Outcome
from projections.assembly_sentences import institution_sentence
from projections.journal import Line, line_of
from projections.markdown import bullets
from projections.sentences import amended_fields, entry_name, sentence_of

CLASSES = {
    LegalClass.TRANSCRIPTION: "1, erreur de transcription, corrigée sans nouveau vote",
    LegalClass.MATERIAL: "2, erreur matérielle, délibération rectificative",
    LegalClass.DECISION: "3, changement de décision",
}


def day_words(value: date | None) -> str:
    return french_date(value) if value else "aucun"


MAJORITIES = {
    Majority.SIMPLE: "absolue des suffrages exprimés",
    Majority.TWO_THIRDS_MEMBERS: "deux tiers des membres",
}
RESULTS = {Outcome.NONE: "aucun", **OUTCOMES}
ANSWERS: dict[str, tuple[str, Callable[[Any], str]]] = {
    "opinion": ("avis", lambda value: OPINIONS[Opinion(value)]),
    "last_day": ("terme", day_words),
    "prudent_end": ("fin prudente", day_words),
    "threshold": ("voix requises", lambda value: str(value or "aucun seuil")),
    "majority": ("majorité", lambda value: MAJORITIES.get(value, "pas encore arrêtée")),
    "outcome": ("résultat", lambda value: RESULTS[Outcome(value)]),
}
"""The answers that a lawyer asks about first, and how their values are said."""


def corrections(dossier: Dossier, on: date, shown: Sequence[Line]) -> Iterator[str]:
    """Each correction of what the page shows, in the order of recording; annulled ones say so."""
    seen = {line.entry.ref for line in shown if line.entry}
    shared = {each.entry.ref for each in shared_corrections(dossier, on)}
    shared |= {entry.ref for line in shown for entry in line.corrections}
    arrivals = (line.entry.payload for line in shown if line.entry)
    shared |= {arrival.move for arrival in arrivals if isinstance(arrival, EntryMovedHere)}
    found = []
    for standing in known(dossier):
        payload = standing.entry.payload
        if not isinstance(payload, Correction):
            continue
        if payload.target in seen or standing.entry.ref in shared:
            seen.add(standing.entry.ref)
            found.append((standing, payload))
    if not found:
        yield "Aucune rectification : chaque inscription se lit comme elle a été faite."
    for standing, correction in found:
        name = entry_name(standing.entry.ref, dossier.stream)
        yield f"### Rectification {name}, du {french_date(correction.day)}"
        yield bullets(*told(standing, correction, dossier, on))


def shared_corrections(dossier: Dossier, on: date) -> Iterator[Standing]:
    """Corrections of facts that are not this deliberation's alone (seats, members, meetings), where
    they changed one of its answers of that day or the seats that it relies on; annulled ones too."""
    first = min((entry.position for entry in dossier.entries), default=UNRECORDED)
    for standing in known(dossier):
        entry = standing.entry
        ours = entry.stream.startswith(deliberation_stream(""))
        if ours or entry.position < first or not isinstance(entry.payload, Correction):
            continue
        before, after = as_known(dossier, entry.position - 1), as_known(dossier, entry.position)
        if relied_on(before, dossier, on) != relied_on(after, dossier, on):
            yield standing


def relied_on(then: Dossier, now: Dossier, on: date) -> tuple[Any, ...]:
    """What a shared fact gives to a deliberation: its answers, the seats of the day that counts."""
    counted = situation(now, on).decisive.on
    seats = [a for a in then.institution.allotments if a.day <= counted]
    return answers(situation(then, on)), seats


def effects(before: Dossier, after: Dossier, on: date) -> Iterator[str]:
    """The answers that this correction changed, for the day of the page."""
    old, new = answers(situation(before, on)), answers(situation(after, on))
    for key, (label, say) in ANSWERS.items():
        if old[key] != new[key]:
            yield f"{label} : {say(old[key])} → {say(new[key])}"


def known(dossier: Dossier) -> list[Standing]:
    """Every entry that the dossier reads, in the order of recording."""
    streams = (dossier.entries, *dossier.elsewhere, dossier.institution.entries)
    found = [standing for stream in streams for standing in resolve(stream)]
    return sorted(found, key=lambda standing: standing.entry.position)


def told(
    standing: Standing, correction: Correction, dossier: Dossier, on: date
) -> Iterator[tuple[str, str]]:
    """Exact before and after, the reason, the class, the author, what proves it."""
    entry = standing.entry
    before, after = as_known(dossier, entry.position - 1), as_known(dossier, entry.position)
    yield "Inscription visée", entry_name(correction.target, dossier.stream)
    yield "Avant", sentence(correction.target, before)
    yield "Après", sentence(correction.target, after)
    if isinstance(correction, EntryAmended):
        yield "Champs", amended_fields(correction, dossier, entry.position)
    changed = " ; ".join(effects(before, after, on))
    yield f"Effet au {french_date(on)}", changed or "aucune réponse changée"
    yield "Classe", CLASSES[correction.legal_class]
    yield "Motif", correction.reason
    yield "Par", author(entry, dossier)
    if correction.validator:
        yield "Validée par", correction.validator
    if correction.rectifying_deliberation:
        yield "Délibération rectificative", f"n° {correction.rectifying_deliberation}"
    if standing.annulled_by:
        yield "Elle-même annulée par", entry_name(standing.annulled_by.ref, dossier.stream)


def sentence(ref: str, dossier: Dossier) -> str:
    """What that entry says at that point of the log, its day first."""
    for standing in known(dossier):
        if standing.entry.ref != ref:
            continue
        if standing.entry.stream == dossier.stream:
            line = line_of(standing, dossier, as_written=False)
            gone = "ne compte plus à ce dossier : " if line.struck else ""
            return f"{gone}{french_date(line.day)} — {line.sentence}"
        payload = standing.payload
        shared = institution_sentence(payload, dossier.institution)
        said, _ = shared or sentence_of(Fact(ref, payload, standing.entry), dossier)
        counts = standing.stands and (bool(shared) or standing.stream == dossier.stream)
        gone = "" if counts else "ne compte pas à ce dossier : "
        return f"{gone}{french_date(payload.order_day)} — {said}"
    return "inscription faite ailleurs"


@dataclass(frozen=True)
class Answered:
    """What persons decided of a conclusion on record (R-9.6)."""

    withdrawn: bool
    words: tuple[str, ...]
    """« Conclusion retirée par n° 9 (Anne Préhaut…, le 02/03/2026 à 10:12) ; motif : … »."""


def answered(there: Situation) -> dict[str, Answered]:
    """The conclusions that somebody withdrew or upheld by that day, by the name of their entry."""
    dossier, found = there.dossier, {}
    concluded: list[Fact[OpinionDeemedFavourable] | Fact[ResultProclaimed]] = []
    concluded += dossier.determinations(OpinionDeemedFavourable)
    concluded += dossier.determinations(ResultProclaimed)
    for determination in concluded:
        reactions = there.reactions_to(determination)
        if reactions:
            found[determination.ref] = Answered(
                isinstance(reactions[-1].payload, DeterminationWithdrawn),
                tuple(reaction_words(each, dossier) for each in reactions),
            )
    return found


def reaction_words(fact: Fact[Reaction], dossier: Dossier) -> str:
    """Who decided it, when and why."""
    how = "retirée" if isinstance(fact.payload, DeterminationWithdrawn) else "maintenue"
    who = f"{entry_name(fact.ref, dossier.stream)} ({author(fact.entry, dossier)})"
    return f"Conclusion {how} par {who} ; motif : {fact.payload.reason}"


def author(entry: Entry, dossier: Dossier) -> str:
    """Who corrected, in which capacity, and when by the seat's clock."""
    at = entry.recorded_at.astimezone(ZoneInfo(dossier.institution.timezone))
    name = entry.payload.recorder
    who = f"{name} ({entry.recorded_by})" if name else entry.recorded_by
    return f"{who}, {entry.capacity}, le {at:%d/%m/%Y} à {at:%H:%M}"
