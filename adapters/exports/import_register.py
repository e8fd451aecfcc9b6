"""An export read into an empty database: verified while it is read, in one go and one transaction.

The new register takes over the old one's id, and with it every leaf and every hash: no entry is
made again, each is the same one elsewhere.
"""

import json
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, inspect
from sqlalchemy.engine import Connection, Engine

from adapters.exports.chain import Chain, Kind, Row
from adapters.exports.errors import BadExport, NewerExport, NotAnExport, NotEmpty
from adapters.exports.export import DOCUMENTS, ENTRIES, FORMAT, MANIFEST, Member, Progress, silent
from adapters.exports.snapshot import document_fault, missing_document
from adapters.register import bulk
from adapters.register.errors import AlreadyARegister
from adapters.register.mapper import UPCASTERS
from adapters.register.tables import SCHEMA_VERSION, create_tables, register
from domain.catalogue import PAYLOADS
from projections.tables import metadata as read_models


@dataclass(frozen=True)
class Manifest:
    """What an export says of itself."""

    register: str
    created_at: str
    """Taken over as it is said, and relied on by nothing: no leaf and no hash covers it."""
    entries: int
    documents: int
    last_leaf_hash: str | None


class Reading:
    """An export being read: documents, then entries, each checked as it passes."""

    def __init__(self, members: Iterator[Member]) -> None:
        self._members = members
        name, content = next(members, ("", b""))
        if name != MANIFEST:
            raise NotAnExport(f"il ne commence pas par {MANIFEST}")
        self.manifest = read_manifest(content)
        self._next: Member | None = next(members, None)
        self._held = bytearray()
        """Hashes of the documents, one after another in their order: 32 bytes each."""
        self._chain = Chain(self.manifest.register)

    def documents(self) -> Iterator[tuple[str, bytes]]:
        """Every document, its hash checked."""
        last = ""
        while self._next and self._next[0].startswith(DOCUMENTS):
            name, content = self._next
            sha = name.removeprefix(DOCUMENTS)
            if sha <= last:
                raise BadExport(name, "cette pièce n'est pas à sa place, ou vient deux fois")
            last = sha
            fault = document_fault(sha, content)
            if fault:
                raise BadExport(name, fault.sentence)
            self._held += bytes.fromhex(sha)
            yield sha, content
            self._next = next(self._members, None)
        said, found = self.manifest.documents, len(self._held) // 32
        if found != said:
            raise BadExport(MANIFEST, f"pièces annoncées : {said}, trouvées : {found}")

    def rows(self) -> Iterator[Row]:
        """Every entry, held against its leaf and against those before it."""
        while self._next:
            name, content = self._next
            if not name.startswith(ENTRIES):
                raise BadExport(name, "ce fichier n'est pas à sa place")
            for number, line in enumerate(content.split(b"\n")[:-1], start=1):
                yield self._row(f"{name}, ligne {number}", line)
            if not content.endswith(b"\n"):
                number = content.count(b"\n") + 1
                raise BadExport(f"{name}, ligne {number}", "elle est tronquée")
            self._next = next(self._members, None)
        said, found = self.manifest.entries, self._chain.position
        if found != said:
            raise BadExport(MANIFEST, f"inscriptions annoncées : {said}, trouvées : {found}")
        last = self._chain.last_leaf_hash.hex() or None
        if last != self.manifest.last_leaf_hash:
            raise BadExport(MANIFEST, "la dernière empreinte n'est pas celle qui est annoncée")

    def _row(self, where: str, line: bytes) -> Row:
        row = read_line(where, line)
        payload, faults = self._chain.follow(row)
        if faults:
            # A name that this program does not know says more than what follows from it.
            fault = min(faults, key=lambda f: f.kind is not Kind.NAME)
            raise BadExport(where, fault)
        assert payload is not None
        for document in payload.attached():
            if not self._holds(bytes.fromhex(document.sha256)):
                raise BadExport(where, missing_document(document.sha256, row.where))
        return row

    def _holds(self, sha: bytes) -> bool:
        held = self._held
        count = len(held) // 32
        at = bisect_left(range(count), sha, key=lambda i: bytes(held[32 * i : 32 * i + 32]))
        return held[32 * at : 32 * at + 32] == sha


def read_manifest(content: bytes) -> Manifest:
    try:
        said = json.loads(content)
        form, schema = said["format"], said["schema"]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise NotAnExport(f"{MANIFEST} ne se lit pas") from None
    if form != FORMAT:
        if re.fullmatch(r"tacite\.register/[0-9]+", str(form)):
            raise NewerExport(form, FORMAT)
        raise NotAnExport(f"{MANIFEST} dit « {form} »")
    if not isinstance(schema, int) or schema > SCHEMA_VERSION:
        raise NewerExport(schema, SCHEMA_VERSION)
    try:
        unknown = sorted(set(said["names"]) - PAYLOADS.keys() - UPCASTERS.keys())
        found = Manifest(
            str(said["register"]),
            str(said["created_at"]),
            int(said["entries"]),
            int(said["documents"]),
            said["last_leaf_hash"],
        )
    except (ValueError, TypeError, KeyError):
        raise BadExport(MANIFEST, "il y manque quelque chose") from None
    if not is_instant(found.created_at):
        raise BadExport(MANIFEST, f"« {found.created_at} » n'est pas un instant (created_at)")
    if unknown:
        kinds = ", ".join(f"« {name} »" for name in unknown)
        raise BadExport(
            MANIFEST,
            f"{kinds} : genre d'inscription inconnu de ce programme, prenez-en un plus récent",
        )
    return found


def is_instant(text: str) -> bool:
    """Whether it reads as an instant, its zone told: no more is known of ``created_at``."""
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def read_line(where: str, line: bytes) -> Row:
    """One line of an export as the row it was; the leaf says what the line does not."""
    try:
        said = json.loads(line)
        leaf: str = said["leaf"]
        told: dict[str, Any] = json.loads(leaf)
        row = Row(
            said["position"],
            told["stream"],
            told["version"],
            told["type"],
            told["event_id"],
            told["recorded_at"],
            told["recorded_by"],
            told["capacity"],
            told["command_id"],
            said["ordinal"],
            said["payload"].encode(),
            bytes.fromhex(said["salt"]),
            leaf.encode(),
            bytes.fromhex(said["leaf_hash"]),
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise BadExport(where, "elle ne se lit pas comme une inscription") from None
    if tuple(map(type, row)) not in (_TYPES, _TYPES_WITHOUT_COMMAND) or len(said) != _FIELDS:
        raise BadExport(where, "elle ne se lit pas comme une inscription")
    return row


_FIELDS = 6
_TYPES = (int, str, int, *[str] * 6, int, *[bytes] * 4)
_TYPES_WITHOUT_COMMAND = (int, str, int, *[str] * 5, type(None), int, *[bytes] * 4)


def check(members: Iterator[Member], progress: Progress = silent) -> Manifest:
    """Read an export to its end, and keep nothing of it. Raises ``BadExport``."""
    reading = Reading(members)
    for _ in reading.documents():
        pass
    for row in reading.rows():
        if row.position % 1_000 == 0:
            progress(row.position)
    return reading.manifest


def import_register(
    engine: Engine, members: Iterator[Member], progress: Progress = silent
) -> Manifest:
    """Make the exported register anew in an empty database, all or nothing.

    Its read models are empty: ``Office.populate`` comes next, or the first command that needs them.
    """
    with engine.begin() as connection:
        refuse_unless_empty(connection)
        reading = Reading(members)  # after the look at the database, which is quicker
        create_tables(connection, read_models)

        def told() -> Iterator[tuple[Any, ...]]:
            for row in reading.rows():
                if row.position % 1_000 == 0:
                    progress(row.position)
                yield row[1:]

        bulk.copy(connection, reading.documents(), told())
        said = reading.manifest
        if bulk.last_position(connection) != (said.entries or None):
            raise BadExport(MANIFEST, "la base n'a pas donné les mêmes positions")
        connection.execute(
            insert(register).values(
                id=said.register, schema_version=SCHEMA_VERSION, created_at=said.created_at
            )
        )
    return said


def refuse_unless_empty(connection: Connection) -> None:
    found = set(inspect(connection).get_table_names())
    if register.name in found:
        raise AlreadyARegister(str(connection.engine.url))
    if found:
        raise NotEmpty(str(connection.engine.url))
