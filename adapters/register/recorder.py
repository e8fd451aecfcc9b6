"""The library's recorder over our log, for whoever knows the library and not us."""

from collections import Counter
from collections.abc import Mapping, Sequence
from os import urandom
from typing import Any, NoReturn
from uuid import UUID

from eventsourcing.persistence import ApplicationRecorder, StoredEvent
from sqlalchemy.engine import Engine

from adapters.register.engine import append, fetch
from adapters.register.leaf import SALT_BYTES, sealed_row
from adapters.register.mapper import StoredEntry

ENTRY_COLUMNS = (
    "position, stream, version, type, event_id, recorded_at, recorded_by, capacity, command_id, "
    "payload"
)
"""What an entry is read from; the rest of a row is for proofs."""

COLUMNS = f"{ENTRY_COLUMNS}, salt, leaf, leaf_hash"

NO_DOCUMENTS: Mapping[str, bytes] = {}


class Recorder(ApplicationRecorder):
    """Appends to the log and reads it. ``log`` is the register's id, which stands in each leaf."""

    def __init__(self, engine: Engine, log: str) -> None:
        self.engine = engine
        self.log = log

    def insert_events(
        self,
        stored_events: Sequence[StoredEvent],
        documents: Mapping[str, bytes] = NO_DOCUMENTS,
        **_kwargs: Any,
    ) -> list[int]:
        """Records all, in one transaction, and returns their positions.

        Raises the library's ``IntegrityError`` when a version of a stream is taken, or when the
        command was recorded before.
        """
        if not stored_events:
            return []
        ordinals: Counter[str | None] = Counter()
        rows = []
        for stored in stored_events:
            entry = stored if isinstance(stored, StoredEntry) else _enveloped(stored)
            rows.append(
                sealed_row(
                    self.log,
                    str(entry.originator_id),
                    entry.originator_version,
                    entry.topic,
                    entry.event_id,
                    entry.recorded_at,
                    entry.recorded_by,
                    entry.capacity,
                    entry.command_id,
                    ordinals[entry.command_id],
                    entry.state,
                    urandom(SALT_BYTES),
                )
            )
            ordinals[entry.command_id] += 1
        return append(self.engine, rows, tuple(documents.items()))

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> list[StoredEntry]:
        where: list[str] = ["stream = ?"]
        values: list[Any] = [str(originator_id)]
        if gt is not None:
            where.append("version > ?")
            values.append(gt)
        if lte is not None:
            where.append("version <= ?")
            values.append(lte)
        return self._select(where, values, "version DESC" if desc else "version", limit)

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> list[StoredEntry]:
        where: list[str] = []
        values: list[Any] = []
        if start is not None:
            where.append("position >= ?" if inclusive_of_start else "position > ?")
            values.append(start)
        if stop is not None:
            where.append("position <= ?")
            values.append(stop)
        if topics:
            where.append(f"type IN ({', '.join('?' for _ in topics)})")
            values.extend(topics)
        return self._select(where, values, "position", limit)

    def _select(
        self, where: list[str], values: list[Any], order: str, limit: int | None
    ) -> list[StoredEntry]:
        statement = f"SELECT {COLUMNS} FROM log"
        if where:
            statement += f" WHERE {' AND '.join(where)}"
        statement += f" ORDER BY {order}"
        if limit is not None:
            statement += " LIMIT ?"
            values = [*values, limit]
        return [_stored(*row) for row in fetch(self.engine, statement, *values)]

    def max_notification_id(self) -> int | None:
        ((position,),) = fetch(self.engine, "SELECT max(position) FROM log")
        return None if position is None else int(position)

    def subscribe(self, gt: int | None = None, topics: Sequence[str] = ()) -> NoReturn:
        """Not offered. Readers ask again: a lost signal would be a lost entry."""
        raise NotImplementedError("poll select_notifications")


def _enveloped(event: StoredEvent) -> StoredEntry:
    """What somebody stored through the library alone: no author, no command."""
    return StoredEntry(
        originator_id=event.originator_id,
        originator_version=event.originator_version,
        topic=event.topic,
        state=event.state,
    )


def _stored(
    position: int,
    stream: str,
    version: int,
    name: str,
    event_id: str,
    recorded_at: str,
    recorded_by: str,
    capacity: str,
    command_id: str | None,
    payload: bytes,
    salt: bytes,
    leaf: bytes,
    leaf_hash: bytes,
) -> StoredEntry:
    return StoredEntry(
        originator_id=stream,
        originator_version=version,
        topic=name,
        state=payload,
        id=position,
        event_id=event_id,
        recorded_at=recorded_at,
        recorded_by=recorded_by,
        capacity=capacity,
        command_id=command_id,
        salt=salt,
        leaf=leaf,
        leaf_hash=leaf_hash,
    )
