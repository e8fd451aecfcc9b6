"""The history an auditor reads: every entry in its place as it was written, struck where it no longer
reads so, with the correction beside it: which, by whom, when, why.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from domain.corrections import Standing
from domain.deliberation.dossier import Dossier, Fact
from domain.deliberation.situation import Situation
from domain.entry import Entry
from domain.events import Correction, EntryAmended, EntryMoved, EntryMovedHere
from projections.contradictions import contradictions
from projections.journal import Line, line_of, line_of_arrived, lines, unwritten
from projections.page_corrections import Answered, answered, author, shared_corrections
from projections.sentences import amended_fields, entry_name, sentence_of


@dataclass(frozen=True)
class Told:
    """One line: as written, as it reads now where that differs, and what changed it."""

    written: Line
    now: Line | None = None
    """What it says to who knows what is known now; None where it says the same, or counts no more."""
    corrected: tuple[str, ...] = ()
    """Each correction of it, in the order of recording: who, when, why."""
    contradicted: str = ""
    """What the facts known say instead, of a conclusion that they no longer support."""
    answered: Answered | None = None
    """What persons decided of a conclusion: withdrawn, or upheld."""

    @property
    def struck(self) -> bool:
        withdrawn = self.answered is not None and self.answered.withdrawn
        return self.written.struck or bool(self.corrected) or withdrawn


def audited(there: Situation) -> Iterator[Told]:
    """The whole history, in the order of the legal days as they were written."""
    dossier = there.dossier
    wrong = contradicted_words(there)
    decided = answered(there)
    found = [told(standing, dossier, wrong, decided) for standing in dossier.standings]
    own = {standing.entry.ref for standing in dossier.standings}
    for fact in dossier.effective:
        if fact.ref not in own:
            line = line_of_arrived(fact, dossier, as_written=True)
            now = line_of_arrived(fact, dossier) if line.corrections else None
            found.append(
                Told(
                    line,
                    now,
                    tuple(correction_words(each, dossier) for each in line.corrections),
                    wrong.get(fact.ref, ""),
                    decided.get(fact.ref),
                )
            )
    found += [Told(line) for line in unwritten(dossier)]
    found += [told_of_shared(each, dossier) for each in shared_corrections(dossier, there.on)]
    yield from sorted(
        found,
        key=lambda each: (
            each.written.day,
            each.written.entry.position if each.written.entry else 0,
        ),
    )


def contradicted_words(there: Situation) -> dict[str, str]:
    """What each conclusion on record states, and what the facts known say instead."""
    return {c.fact.ref: f"{c.stated} ; faits connus : {c.known}" for c in contradictions(there)}


def told(
    standing: Standing, dossier: Dossier, wrong: dict[str, str], decided: dict[str, Answered]
) -> Told:
    """One entry of the own stream."""
    as_written = line_of(standing, dossier, as_written=True)
    now = line_of(standing, dossier, as_written=False)
    reads_otherwise = not now.struck and (now.day, now.sentence) != (
        as_written.day,
        as_written.sentence,
    )
    return Told(
        as_written,
        now if reads_otherwise else None,
        tuple(correction_words(each, dossier) for each in now.corrections),
        wrong.get(standing.entry.ref, ""),
        decided.get(standing.entry.ref),
    )


def told_of_shared(standing: Standing, dossier: Dossier) -> Told:
    """A correction of a fact of the institution or of a meeting, which this deliberation relies on."""
    entry, by = standing.entry, standing.annulled_by
    sentence, article = sentence_of(Fact(entry.ref, entry.payload, entry), dossier)
    line = Line(entry.payload.order_day, sentence, article, entry, struck=not standing.stands)
    return Told(line, corrected=(correction_words(by, dossier),) if by else ())


def correction_words(entry: Entry, dossier: Dossier) -> str:
    """« Rectifiée par n° 6, le 02/03/2026 à 10:12, par …, classe 1 : jour : … → … ; motif : … »."""
    payload = entry.payload
    assert isinstance(payload, Correction)
    how = "Rectifiée" if isinstance(payload, EntryAmended) else "Rayée"
    if isinstance(payload, EntryMoved):
        how = f"Rayée ici, déplacée au dossier n° {payload.to}"
    fields = ""
    if isinstance(payload, EntryAmended):
        fields = f"{amended_fields(payload, dossier, entry.position)} ; "
    validated = f" ; validée par {payload.validator}" if payload.validator else ""
    act = payload.rectifying_deliberation
    rectifying = f" ; délibération rectificative n° {act}" if act else ""
    return (
        f"{how} par {entry_name(entry.ref, dossier.stream)} ({author(entry, dossier)}), classe "
        f"{payload.legal_class.value} : {fields}motif : {payload.reason}{validated}{rectifying}"
    )


def as_written(dossier: Dossier) -> Iterator[Line]:
    """Every entry as it was first recorded, without what was learnt since."""
    return (line for line in lines(dossier, as_written=True) if line.entry)


def as_corrected(there: Situation) -> Iterator[tuple[Line, Told]]:
    """What stands, as it reads now: neither what was struck or withdrawn, nor what corrected it; with
    what the facts known say instead of a conclusion that they contradict."""
    wrong = contradicted_words(there)
    withdrawn = {ref for ref, each in answered(there).items() if each.withdrawn}
    for line in lines(there.dossier):
        entry = line.entry
        if entry and entry.ref in withdrawn:
            continue
        if line.struck or (entry and isinstance(entry.payload, Correction | EntryMovedHere)):
            continue
        yield line, Told(line, contradicted=wrong.get(entry.ref, "") if entry else "")
