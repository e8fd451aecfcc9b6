"""Between an entry and its row: pydantic-core bytes both ways, under versioned names.

A payload is written once and read for ever. When its shape changes, its class takes a new name
(``….v2``) and ``UPCASTERS`` says how an old one is read as a new one: the shape, never the meaning.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import uuid4

from eventsourcing.persistence import Mapper as LibraryMapper
from eventsourcing.persistence import Notification, StoredEvent
from pydantic import ValidationError
from pydantic_core import SchemaValidator, core_schema, from_json, to_json

from adapters.clock import SystemClock, in_utc
from adapters.register.errors import UnreadableEntry
from domain.catalogue import PAYLOADS
from domain.entry import Entry, Payload

Upcaster = Callable[[dict[str, Any]], dict[str, Any]]

UPCASTERS: dict[str, tuple[str, Upcaster]] = {
    "meeting-convened.v1": (
        "meeting-convened.v2",
        lambda old: {**old, "on_paper": [], "sent_at": None},  # neither was on record
    ),
    "power-delegated.v1": ("power-delegated.v2", lambda old: {**old, "deliberation": None}),
}
"""For each name no longer written: the next name, and the old shape made the new one."""

# Five times as fast as UUID(text), of which each entry read has two.
_uuid = SchemaValidator(core_schema.uuid_schema()).validate_python


def instant_text(instant: datetime) -> str:
    """RFC 3339, in UTC, always as long: the order of the texts is the order of the instants."""
    return in_utc(instant).isoformat(timespec="microseconds")[:26] + "Z"


def payload_bytes(payload: Payload) -> bytes:
    written: bytes = type(payload).__pydantic_serializer__.to_json(payload)
    return written


@dataclass(frozen=True, kw_only=True)
class StoredEntry(Notification):
    """One row of the log: the library's notification, in its envelope.

    What the library stores by itself has no author and no command. ``salt``, ``leaf`` and
    ``leaf_hash`` are the register's own: made when the entry is recorded, empty before.
    """

    id: int = 0
    event_id: str = field(default_factory=lambda: str(uuid4()))
    recorded_at: str = field(default_factory=lambda: instant_text(SystemClock().now()))
    recorded_by: str = ""
    capacity: str = ""
    command_id: str | None = None
    salt: bytes = b""
    leaf: bytes = b""
    leaf_hash: bytes = b""


class Mapper(LibraryMapper[Any]):
    """Entries to rows and back. Without a transcoder: pydantic-core writes and reads the bytes."""

    def __init__(self, upcasters: Mapping[str, tuple[str, Upcaster]] = UPCASTERS) -> None:
        self.upcasters = upcasters

    def to_stored_event(self, domain_event: Any) -> StoredEntry:
        entry: Entry = domain_event
        return StoredEntry(
            originator_id=entry.stream,
            originator_version=entry.version,
            topic=entry.payload.NAME,
            state=payload_bytes(entry.payload),
            id=entry.position,
            event_id=str(entry.event_id),
            recorded_at=instant_text(entry.recorded_at),
            recorded_by=entry.recorded_by,
            capacity=entry.capacity,
            command_id=str(entry.command_id),
        )

    def to_domain_event(self, stored_event: StoredEvent) -> Any:
        row = stored_event
        if not isinstance(row, StoredEntry) or row.command_id is None:
            raise UnreadableEntry(row.topic, str(row.originator_id), row.originator_version)
        return self.entry(
            row.id,
            str(row.originator_id),
            row.originator_version,
            row.topic,
            row.event_id,
            row.recorded_at,
            row.recorded_by,
            row.capacity,
            row.command_id,
            row.state,
        )

    def entry(
        self,
        position: int,
        stream: str,
        version: int,
        name: str,
        event_id: str,
        recorded_at: str,
        recorded_by: str,
        capacity: str,
        command_id: str,
        state: bytes,
    ) -> Entry:
        """The entry of a row; the arguments are the first columns of the log, in their order."""
        try:
            while name in self.upcasters:
                name, upcast = self.upcasters[name]
                state = to_json(upcast(from_json(state)))
            payload = PAYLOADS[name].__pydantic_validator__.validate_json(state)
        except (KeyError, ValueError, ValidationError) as error:
            raise UnreadableEntry(name, stream, version) from error
        return Entry(
            stream,
            version,
            payload,
            _uuid(event_id),
            datetime.fromisoformat(recorded_at),
            recorded_by,
            capacity,
            _uuid(command_id),
            position,
        )
