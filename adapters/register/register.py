"""The register (registre): the log of entries and their documents, as the house uses them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from random import Random, SystemRandom
from typing import Any
from uuid import UUID

from eventsourcing.persistence import IntegrityError
from sqlalchemy.engine import Engine

from adapters.register.engine import Row, append, fetch
from adapters.register.errors import Conflict, NoSuchDocument, WrongDocument
from adapters.register.leaf import SALT_BYTES, sealed_row
from adapters.register.mapper import Mapper, instant_text, payload_bytes
from adapters.register.recorder import ENTRY_COLUMNS, NO_DOCUMENTS, Recorder
from adapters.register.tables import check_register
from domain.entry import Entry

SECRET = SystemRandom()
"""The system's own randomness: nobody can guess a salt, nor draw it again."""

_SELECT = f"SELECT {ENTRY_COLUMNS} FROM log"


class Register:
    """An existing register; opening it writes nothing."""

    def __init__(self, engine: Engine, chance: Random = SECRET) -> None:
        self.engine = engine
        self.chance = chance
        """Where ids and salts come from. Drawn ones are for registers that hold nothing real."""
        self.id = check_register(engine)
        self.recorder = Recorder(engine, self.id)
        self.mapper = Mapper()

    def new_id(self) -> UUID:
        """An id for an entry or a command."""
        return UUID(int=self.chance.getrandbits(128), version=4)

    def append(
        self, entries: Sequence[Entry], documents: Mapping[str, bytes] = NO_DOCUMENTS
    ) -> list[Entry]:
        """Records the entries of one command and its documents (by hash), all or nothing.

        A command that was recorded before is answered by what it recorded then, and writes nothing.
        """
        if len({entry.command_id for entry in entries}) != 1:
            raise ValueError("the entries of one command, at least one, are recorded together")
        self._check_documents(entries, documents)
        rows = [self._row(entry, ordinal) for ordinal, entry in enumerate(entries)]
        try:
            positions = append(self.engine, rows, tuple(documents.items()))
        except IntegrityError as error:
            # The database refused under its lock: only now is it known which of the two it was.
            answer = self.answered(entries[0].command_id)
            if answer:
                return answer
            raise Conflict(entries[0].stream) from error
        return [
            Entry(
                entry.stream,
                entry.version,
                entry.payload,
                entry.event_id,
                entry.recorded_at,
                entry.recorded_by,
                entry.capacity,
                entry.command_id,
                position,
            )
            for entry, position in zip(entries, positions, strict=True)
        ]

    def _row(self, entry: Entry, ordinal: int) -> Row:
        return sealed_row(
            self.id,
            entry.stream,
            entry.version,
            entry.payload.NAME,
            str(entry.event_id),
            instant_text(entry.recorded_at),
            entry.recorded_by,
            entry.capacity,
            str(entry.command_id),
            ordinal,
            payload_bytes(entry.payload),
            self.chance.randbytes(SALT_BYTES),
        )

    def _check_documents(self, entries: Sequence[Entry], documents: Mapping[str, bytes]) -> None:
        """Bytes are what their hash says, and no entry names a document that nobody has."""
        for sha, content in documents.items():
            if sha256(content).hexdigest() != sha:
                raise WrongDocument(sha)
        for entry in entries:
            for document in entry.payload.attached():
                if document.sha256 not in documents and not self._holds(document.sha256):
                    raise NoSuchDocument(document.sha256)

    def _holds(self, sha: str) -> bool:
        return bool(fetch(self.engine, "SELECT 1 FROM documents WHERE sha256 = ?", sha))

    def answered(self, command_id: UUID) -> list[Entry]:
        """What this command recorded; nothing if it recorded nothing yet."""
        return self._entries(f"{_SELECT} WHERE command_id = ? ORDER BY position", str(command_id))

    def entries(self, stream: str, up_to: int | None = None, *, after: int = 0) -> list[Entry]:
        """The entries of one stream, in order; as known at the position ``up_to``, if given.

        ``after`` leaves out the first versions, for who has read them before.
        """
        where, values = "stream = ? AND version > ?", [stream, after]
        if up_to is not None:
            where, values = f"{where} AND position <= ?", [*values, up_to]
        return self._entries(f"{_SELECT} WHERE {where} ORDER BY version", *values)

    def entries_of(self, streams: Sequence[str], up_to: int) -> Callable[[str], tuple[Entry, ...]]:
        """Reads several streams at once; then gives the entries of each.

        Who asks for a stream that cannot be read is told so, the others are served.
        """
        held: dict[str, list[Row]] = {stream: [] for stream in streams}
        if streams:
            marks = ", ".join("?" for _ in streams)
            where = f"stream IN ({marks}) AND position <= ? ORDER BY stream, version"
            for row in fetch(self.engine, f"{_SELECT} WHERE {where}", *streams, up_to):
                held[row[1]].append(row)
        entry = self.mapper.entry
        return lambda stream: tuple(entry(*row) for row in held[stream])

    def entries_after(self, position: int, limit: int) -> list[Entry]:
        """The next entries of all streams, in the order of recording: a page of the log."""
        return self._entries(
            f"{_SELECT} WHERE position > ? ORDER BY position LIMIT ?", position, limit
        )

    def streams_after(self, position: int, limit: int) -> list[tuple[int, str]]:
        """Position and stream of the next entries, whether or not they can be read."""
        statement = "SELECT position, stream FROM log WHERE position > ? ORDER BY position LIMIT ?"
        return fetch(self.engine, statement, position, limit)

    def dossiers_after(self, position: int) -> int:
        """How many deliberations and meetings have entries after a position."""
        ((count,),) = fetch(
            self.engine,
            """SELECT count(DISTINCT stream) FROM log WHERE position > ?
                AND (substr(stream, 1, 13) = 'deliberation/' OR substr(stream, 1, 8) = 'meeting/')""",
            position,
        )
        return int(count)

    def streams(self, up_to: int | None = None) -> list[str]:
        """Every stream, in the order of their first entries; those begun by a position, if given."""
        began, values = "", []
        if up_to is not None:
            began, values = "AND position <= ? ", [up_to]
        rows = fetch(
            self.engine,
            f"SELECT stream FROM log WHERE version = 1 {began}ORDER BY position",
            *values,
        )
        return [stream for (stream,) in rows]

    def last_position(self) -> int:
        """Position of the last entry; 0 when there is none."""
        return self.recorder.max_notification_id() or 0

    def position_at(self, instant: datetime) -> int:
        """What was recorded by an instant: the last position before the first later clock.

        Clocks go backwards, positions do not: once a clock has passed the instant, it has passed.
        """
        ((position,),) = fetch(
            self.engine,
            """SELECT coalesce(
                (SELECT min(position) - 1 FROM log WHERE recorded_at > ?),
                (SELECT max(position) FROM log),
                0)""",
            instant_text(instant),
        )
        return int(position)

    def document(self, sha: str) -> bytes:
        """A document, byte for byte."""
        rows = fetch(self.engine, "SELECT content FROM documents WHERE sha256 = ?", sha)
        if not rows:
            raise NoSuchDocument(sha)
        return bytes(rows[0][0])

    def documents_starting(self, prefix: str) -> list[str]:
        """The hashes that begin so; two are enough to know that one is not enough."""
        rows = fetch(
            self.engine,
            "SELECT sha256 FROM documents WHERE sha256 >= ? AND sha256 < ? ORDER BY sha256 LIMIT 2",
            prefix,
            f"{prefix}g",
        )
        return [sha for (sha,) in rows]

    def _entries(self, statement: str, *parameters: Any) -> list[Entry]:
        entry = self.mapper.entry
        return [entry(*row) for row in fetch(self.engine, statement, *parameters)]
