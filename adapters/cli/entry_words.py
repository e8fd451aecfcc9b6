"""One entry before and after a correction, field by field."""

from collections.abc import Iterator

from adapters.impact import Impact
from adapters.office import Office
from domain.corrections import Standing, resolve
from domain.deliberation.dossier import Dossier, Fact
from domain.entry import Entry, Payload
from domain.events import Correction, EntryAmended, EntryAnnulled, EntryMoved
from projections.assembly_sentences import institution_sentence
from projections.field_words import label
from projections.page_corrections import CLASSES
from projections.sentences import sentence_of, short
from projections.words import words


def described(target: Entry, wanted: Correction) -> Iterator[str]:
    """What is to be corrected, how, and under which legal class."""
    what = {EntryAmended: "rectifier", EntryAnnulled: "annuler", EntryMoved: "déplacer"}
    yield f"Inscription {short(target.ref)} : {what[type(wanted)]}"
    rectifying = wanted.rectifying_deliberation
    which = f" n° {rectifying}" if rectifying else ""
    yield f"Classe {CLASSES[wanted.legal_class]}{which} ; motif : {wanted.reason}"


def before_and_after(office: Office, target: Entry, impact: Impact) -> Iterator[tuple[str, str]]:
    """Every field of the target that would read otherwise, and where it would stand."""
    own = [entry for entry in impact.entries if entry.stream == target.stream]
    entries = office.register.entries(target.stream)
    before, after = found(entries, target), found([*entries, *own], target)
    dossier = shown(office, target, entries)
    yield "Inscrite", sentence(target, target.payload, dossier)
    for field, old, new in changed(before.payload, after.payload):
        yield label(field), f"{words(field, old, dossier)} → {words(field, new, dossier)}"
    if before.stands and not after.stands:
        yield "Après", "rayée : elle reste lisible, et ne compte plus"
    elif after.stands and not before.stands:
        yield "Après", "rétablie : elle compte de nouveau"
    if before.stream != after.stream:
        yield "Dossier", f"{short(before.stream)} → {short(after.stream)}"
    then = {each.entry.ref: each for each in resolve([*entries, *own])}
    for standing in resolve(entries):
        if standing.entry.ref != target.ref:
            yield from also(standing, then[standing.entry.ref], dossier)


def also(before: Standing, after: Standing, dossier: Dossier) -> Iterator[tuple[str, str]]:
    """What a corrected correction, or a vote's fate, makes of another entry of the same stream."""
    named = f"Inscription {short(before.entry.ref)}"
    for field, old, new in changed(before.payload, after.payload):
        said = f"{words(field, old, dossier)} → {words(field, new, dossier)}"
        yield f"{named}, {label(field)}", said
    if before.stands != after.stands:
        yield named, "compte de nouveau" if after.stands else "ne compte plus"
    if before.stream != after.stream:
        yield named, f"du dossier {short(before.stream)} au dossier {short(after.stream)}"


def found(entries: list[Entry], target: Entry) -> Standing:
    return next(standing for standing in resolve(entries) if standing.entry.ref == target.ref)


def changed(before: Payload, after: Payload) -> Iterator[tuple[str, object, object]]:
    """The fields that differ, as JSON writes them."""
    old, new = before.model_dump(mode="json"), after.model_dump(mode="json")
    for field in old:
        if old[field] != new[field]:
            yield field, old[field], new[field]


def shown(office: Office, target: Entry, entries: list[Entry]) -> Dossier:
    """The dossier in whose words the entry is told."""
    if target.stream.startswith("deliberation/"):
        return office.dossier(target.stream.removeprefix("deliberation/"))
    return Dossier("", tuple(entries), office.institution(), office.law)


def sentence(target: Entry, payload: Payload, dossier: Dossier) -> str:
    """What it says, in the words of the journal."""
    said, article = institution_sentence(payload, dossier.institution) or sentence_of(
        Fact(target.ref, payload, target), dossier
    )
    return f"{said} ({article})"
