"""The journal of a stream of the institutions: a body, a meeting, the delegations, title III."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from domain.corrections import Standing, resolve
from domain.deliberation.as_known import as_known
from domain.deliberation.dossier import Dossier, Fact
from domain.entry import Entry, Payload
from domain.events import Correction
from domain.institution import Institution
from domain.law.book import Law
from domain.law.french import french_date
from projections.assembly_sentences import institution_sentence
from projections.audit import Told, correction_words
from projections.journal import Line
from projections.pages_given import every_entry
from projections.sentences import sentence_of, short


@dataclass(frozen=True)
class StreamLine:
    """One line: what it says, and whether it still counts."""

    standing: Standing
    sentence: str
    article: str

    @property
    def written(self) -> str:
        """« 25 juin 2026 — Séance ouverte : 50 présents (CGCT L. 2121-17). »"""
        struck = "" if self.standing.stands else " Annulée : ne compte plus."
        day = french_date(self.standing.payload.day)
        return f"{day} — {self.sentence} ({self.article}).{struck}"


def stream_lines(
    entries: Sequence[Entry], institution: Institution, law: Law
) -> Iterator[StreamLine]:
    """Every entry of one stream, by legal day then by recording, as present knowledge reads it."""
    order = sorted(resolve(entries), key=lambda s: (s.payload.day, s.entry.position))
    for standing in order:
        said = entry_sentence(standing.entry, standing.payload, entries, institution, law)
        yield StreamLine(standing, *said)


def entry_sentence(
    entry: Entry, payload: Payload, entries: Sequence[Entry], institution: Institution, law: Law
) -> tuple[str, str]:
    """What an entry says, and the text behind it; a correction says what it changes of its stream."""
    found = institution_sentence(payload, institution)
    if found is not None:
        return found
    stream = Dossier("", tuple(entries), institution, law)
    return sentence_of(Fact(entry.ref, payload, entry), stream)


def as_recorded(entry: Entry, dossier: Dossier) -> str:
    """What an entry that the dossier reads says, in the words of its time: without what was learnt
    since. One of another stream is told by that stream alone."""
    there = as_known(dossier, entry.position)
    if entry.stream != there.stream:
        own = tuple(each for each in every_entry(there) if each.stream == entry.stream)
        there = Dossier(short(entry.stream), own, there.institution, there.law)
    found = institution_sentence(entry.payload, there.institution)
    return (found or sentence_of(Fact(entry.ref, entry.payload, entry), there))[0]


@dataclass(frozen=True)
class StreamHistory:
    """The history of one stream of the institutions, as an auditor reads that of a deliberation."""

    entries: tuple[Entry, ...]
    institution: Institution
    law: Law

    def audited(self) -> list[Told]:
        """Every entry in its place as it was written, with what corrected it (``audit.audited``)."""
        return [self._told(standing) for standing in self._in_order(written=True)]

    def as_written(self) -> list[Line]:
        """Every entry as it was first recorded, without what was learnt since."""
        return [self._line(s, as_written=True) for s in self._in_order(written=True)]

    def as_corrected(self) -> list[Line]:
        """What stands, as it reads now: neither what was struck nor what corrected it."""
        return [
            self._line(standing)
            for standing in self._in_order()
            if standing.stands and not isinstance(standing.entry.payload, Correction)
        ]

    def _in_order(self, *, written: bool = False) -> list[Standing]:
        """By legal day then by recording."""

        def day(standing: Standing) -> Payload:
            return standing.entry.payload if written else standing.payload

        found = resolve(self.entries)
        return sorted(found, key=lambda s: (day(s).order_day, s.entry.position))

    def _told(self, standing: Standing) -> Told:
        written, now = self._line(standing, as_written=True), self._line(standing)
        same = now.struck or (now.day, now.sentence) == (written.day, written.sentence)
        corrected = tuple(correction_words(each, self._whole) for each in now.corrections)
        return Told(written, None if same else now, corrected)

    def _line(self, standing: Standing, *, as_written: bool = False) -> Line:
        """Struck where it no longer counts, then in the words of its time."""
        entry, struck = standing.entry, not standing.stands
        payload, institution, entries = standing.payload, self.institution, self.entries
        if struck or as_written:
            payload, entries = entry.payload, self.entries[: entry.version]
            institution = self._known_by(entry.position)
        sentence, article = entry_sentence(entry, payload, entries, institution, self.law)
        origin = payload.taken_over
        if origin:
            sentence = (
                f"{sentence.rstrip(' .')}, repris du fichier {origin.file}, ligne {origin.line}"
            )
        because = (standing.annulled_by,) if standing.annulled_by else ()
        return Line(
            payload.order_day,
            sentence,
            article,
            entry,
            struck,
            (*standing.amendments, *because),
        )

    def _known_by(self, position: int) -> Institution:
        """The institution when the log had reached that position."""
        known = tuple(e for e in self.institution.entries if e.position <= position)
        return self._institutions.setdefault(len(known), Institution(known))

    @cached_property
    def _institutions(self) -> dict[int, Institution]:
        """By how many of its entries: it seldom changes in the life of a stream."""
        return {}

    @cached_property
    def _whole(self) -> Dossier:
        return Dossier("", self.entries, self.institution, self.law)
