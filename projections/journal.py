"""Journal: one sentence per entry and per step that the law took by itself, as a lawyer would say it.

The legal day comes first; the day of writing, the writer and the ground come after.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Index,
    Integer,
    Select,
    String,
    Table,
    Text,
    select,
)

from domain.assembly.meeting_events import MeetingConvened, PutOnAgenda
from domain.corrections import Standing, resolve
from domain.deliberation.as_known import as_known
from domain.deliberation.dossier import Dossier, Fact
from domain.deliberation.situation import situation
from domain.entry import Entry, Payload
from domain.events import EntryAmended, EntryMoved, EntryMovedHere
from domain.law.french import french_date
from projections.sentences import sentence_of, silence_words
from projections.subjects import Subject
from projections.tables import FOREVER, metadata

table = Table(
    "journal",
    metadata,
    Column("number", String(15), primary_key=True),
    Column("line", Integer, primary_key=True),
    Column("day", Date, nullable=False),
    Column("ref", String(140)),
    Column("sentence", Text, nullable=False),
    Column("article", Text, nullable=False),
    Column("struck", Boolean, nullable=False),
    Column("recorded_at", DateTime),
    Column("recorded_by", Text),
    Column("capacity", Text),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date, nullable=False),
    Index("journal_by_day", "number", "day"),
)


@dataclass(frozen=True)
class Line:
    """One line of the journal. A line without ``entry`` is what the law did by itself."""

    day: date
    sentence: str
    article: str
    entry: Entry | None = None
    struck: bool = False
    """Annulled, or moved to another deliberation: it stays in place, and no longer counts."""
    corrections: tuple[Entry, ...] = ()
    """What amended, annulled or moved it."""

    @property
    def written(self) -> str:
        """« 13 avril 2026 — Avis réputé favorable… (CGCT L. 5211-57). »"""
        return f"{french_date(self.day)} — {self.sentence} ({self.article})."


def lines(dossier: Dossier, *, as_written: bool = False) -> Iterator[Line]:
    """The whole history, by legal day then by recording, the law's own steps in their place.

    ``as_written``: every entry as it was first recorded, without what was learnt since.
    """
    found = [line_of(standing, dossier, as_written) for standing in dossier.standings]
    own = {line.entry.ref for line in found if line.entry}
    for fact in dossier.effective:
        if fact.ref not in own:  # it was first recorded elsewhere, and moved here
            found.append(line_of_arrived(fact, dossier, as_written=as_written))
    found += unwritten(dossier)
    yield from sorted(found, key=lambda line: (line.day, line.entry.position if line.entry else 0))


def line_of(standing: Standing, dossier: Dossier, as_written: bool) -> Line:
    """The sentence of one entry: struck where it no longer counts, then in the words of its time."""
    entry = standing.entry
    left = off_the_agenda(standing.payload, dossier) or gone_again(standing.payload, dossier)
    struck = not standing.stands or standing.stream != dossier.stream or left is not None
    if struck or as_written:
        payload, known = entry.payload, as_known(dossier, entry.position)
    else:
        payload, known = standing.payload, dossier
    sentence, article = sentence_of(Fact(entry.ref, payload, entry), known)
    origin = payload.taken_over
    if origin:
        sentence = f"{sentence.rstrip(' .')}, repris du fichier {origin.file}, ligne {origin.line}"
    because = (standing.annulled_by, standing.moved_by, left) if struck else ()
    corrections = (*standing.amendments, *(e for e in because if e))
    return Line(payload.order_day, sentence, article, entry, struck, corrections)


def line_of_arrived(fact: Fact[Payload], dossier: Dossier, *, as_written: bool = False) -> Line:
    """The sentence of an entry that was moved here, with what amended it on its own stream.

    A ballot stands at its meeting, in other words: its corrections are told as shared ones.
    """
    entry = fact.entry
    changes = tuple(
        each
        for stream in dossier.elsewhere
        if isinstance(fact.payload, type(entry.payload))
        for standing in resolve(stream)
        if standing.entry.ref == fact.ref
        for each in standing.amendments
    )
    if as_written and changes:
        fact = Fact(fact.ref, entry.payload, entry)
    sentence, article = sentence_of(fact, dossier)
    return Line(fact.payload.order_day, sentence, article, entry, corrections=changes)


def off_the_agenda(put: Payload, dossier: Dossier) -> Entry | None:
    """What took the deliberation off the agenda it was put on; None while a notice lists it.

    The notice is annulled, or its agenda amended, on the stream of its meeting (CGCT L. 2121-10).
    """
    if not isinstance(put, PutOnAgenda):
        return None
    cause: Entry | None = None
    for notice in (s for stream in dossier.elsewhere for s in resolve(stream)):
        called = notice.payload
        if not isinstance(called, MeetingConvened) or called.meeting != put.meeting:
            continue
        if notice.stands and any(i.deliberation == dossier.number for i in called.agenda):
            return None
        changed = [a for a in notice.amendments if "agenda" in amended_by(a)]
        cause = notice.annulled_by or (changed[-1] if changed else cause)
    return cause


def gone_again(arrival: Payload, dossier: Dossier) -> Entry | None:
    """What took away the entry that a move had brought here; None while it stands here by that move.

    The move is annulled, another one follows it, or the entry itself is annulled: all of these on
    the stream where the entry was first recorded.
    """
    if not isinstance(arrival, EntryMovedHere):
        return None
    standings = [s for stream in dossier.elsewhere for s in resolve(stream)]
    by_name = {standing.entry.ref: standing for standing in standings}
    move, arrived = by_name.get(arrival.move), by_name.get(arrival.entry)
    if move is None or arrived is None:
        return None
    for later in standings:
        follows = isinstance(later.payload, EntryMoved) and later.payload.target == arrival.entry
        if follows and later.stands and later.entry.position > move.entry.position:
            return move.annulled_by or later.entry
    return move.annulled_by or arrived.annulled_by


def amended_by(entry: Entry) -> Mapping[str, object]:
    """The fields that an amendment sets."""
    return entry.payload.fields if isinstance(entry.payload, EntryAmended) else {}


def unwritten(dossier: Dossier) -> Iterator[Line]:
    """What silence has produced and nobody has written down yet."""
    for day in dossier.turning_days:
        there = situation(dossier, day)
        if there.to_minute and there.period and there.period.deemed_from == day:
            yield Line(day, silence_words(there.period, dossier), "CGCT L. 5211-57")


def rows(dossier: Subject) -> Iterator[dict[str, Any]]:
    """One row per line, holding from its legal day on."""
    if not isinstance(dossier, Dossier):
        return
    for number, line in enumerate(lines(dossier), start=1):
        entry = line.entry
        yield {
            "number": dossier.number,
            "line": number,
            "day": line.day,
            "ref": entry.ref if entry else None,
            "sentence": line.sentence,
            "article": line.article,
            "struck": line.struck,
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
