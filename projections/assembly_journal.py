"""The journal of a stream of the institutions: a body, a meeting, the delegations, title III."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.corrections import Standing, resolve
from domain.deliberation.dossier import Dossier, Fact
from domain.entry import Entry, Payload
from domain.institution import Institution
from domain.law.book import Law
from domain.law.french import french_date
from projections.assembly_sentences import institution_sentence
from projections.sentences import sentence_of


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
