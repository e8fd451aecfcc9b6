"""An export: the manifest, the documents, the entries; as files of a folder, or of one tar stream.

The same names in the same order in both, and the same bytes from either database: an export tells
nothing of the day it was made nor of where the register lay.
"""

import json
import os
import shutil
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from tarfile import BLOCKSIZE, NUL, USTAR_FORMAT, TarInfo
from typing import Any, BinaryIO

from sqlalchemy import Connection, text

from adapters.exports.chain import Chain, Fault, Kind, Row
from adapters.exports.errors import AlreadyThere, Broken, HalfACommand, LeftBehind, NoFolder
from adapters.exports.snapshot import (
    ALL,
    all_documents,
    document_fault,
    document_hashes,
    missing_documents,
    rows,
)

FORMAT = "tacite.register/1"
MANIFEST = "manifest.json"
DOCUMENTS = "documents/"
ENTRIES = "entries/"

ENTRIES_PER_FILE = 1_000
"""A tar says the size of a file before its bytes: so many entries are held in memory."""

Member = tuple[str, bytes]
Progress = Callable[[int], None]


def silent(done: int) -> None:
    """The progress that nobody watches."""


def manifest(
    connection: Connection, up_to: int = ALL, named: Collection[str] | None = None
) -> dict[str, Any]:
    """What the export holds: told first, so that what is cut short is seen."""
    known = {"up_to": up_to}
    register_id, schema, created_at = connection.execute(
        text("SELECT id, schema_version, created_at FROM register")
    ).one()
    names = connection.execute(
        text("SELECT type, count(*) FROM log WHERE position <= :up_to GROUP BY type"), known
    ).all()
    last = connection.execute(
        text("SELECT leaf_hash FROM log WHERE position <= :up_to ORDER BY position DESC LIMIT 1"),
        known,
    ).scalar()
    held = sum(named is None or sha in named for sha in document_hashes(connection))
    return {
        "format": FORMAT,
        "register": register_id,
        "schema": schema,
        "created_at": created_at,
        "entries": sum(count for _, count in names),
        "names": dict(sorted((name, count) for name, count in names)),
        "last_leaf_hash": bytes(last).hex() if last is not None else None,
        "documents": held,
    }


def members(
    connection: Connection, progress: Progress = silent, known_at: int | None = None
) -> Iterator[Member]:
    """The files of the export, by name; of the register as it stood at a position, if one is given.

    Raises ``Broken`` at the first thing that does not hold, and ``HalfACommand`` for a position in
    the middle of what was recorded together: no register ever stood so.
    """
    up_to, held = ALL, None
    if known_at is not None and known_at < last_position(connection):
        refuse_half(connection, known_at)
        up_to, held = known_at, documents_named(connection, known_at)
    said = manifest(connection, up_to, held)
    yield MANIFEST, (json.dumps(said, ensure_ascii=False, indent=2) + "\n").encode()
    for sha, content in all_documents(connection, held):
        fault = document_fault(sha, content)
        if fault:
            raise Broken(fault)
        yield f"{DOCUMENTS}{sha}", content
    chain = Chain(said["register"])
    lines: list[bytes] = []
    named: dict[str, str] = {}
    first = 1
    for row in rows(connection, up_to):
        payload, faults = chain.follow(row)
        if faults:
            raise Broken(faults[0])
        assert payload is not None
        for document in payload.attached():
            named.setdefault(document.sha256, row.where)
        lines.append(line(row))
        if len(lines) == ENTRIES_PER_FILE:
            yield _entries(connection, first, lines, named)
            first = row.position + 1
            progress(row.position)
    if lines:
        yield _entries(connection, first, lines, named)


def last_position(connection: Connection) -> int:
    return int(connection.execute(text("SELECT coalesce(max(position), 0) FROM log")).scalar_one())


def refuse_half(connection: Connection, position: int) -> None:
    """What one command recorded came in whole. Raises ``HalfACommand``."""
    question = text("SELECT ordinal FROM log WHERE position = :position")
    ordinal = connection.execute(question, {"position": position + 1}).scalar_one()
    if not ordinal:
        return
    first = position + 1 - ordinal
    last = first
    while connection.execute(question, {"position": last + 1}).scalar():
        last += 1
    raise HalfACommand(position, first, last)


def documents_named(connection: Connection, up_to: int) -> set[str]:
    """The hashes of the documents that entries up to a position name. Raises ``Broken``."""
    chain = Chain(connection.execute(text("SELECT id FROM register")).scalar_one())
    named: set[str] = set()
    for row in rows(connection, up_to):
        payload, faults = chain.follow(row)
        if payload is None:
            raise Broken(faults[0])
        named.update(document.sha256 for document in payload.attached())
    return named


def _entries(
    connection: Connection, first: int, lines: list[bytes], named: dict[str, str]
) -> Member:
    for fault in missing_documents(connection, named):
        raise Broken(fault)
    content = b"".join(lines)
    lines.clear()
    named.clear()
    return entries_name(first), content


def entries_name(first: int) -> str:
    """The file of the entries from that position on."""
    return f"{ENTRIES}{first:09d}.jsonl"


def line(row: Row) -> bytes:
    """One entry: leaf, payload and salt as they are stored. The leaf holds the other columns.

    A JSON string gives back the very text it was made of, and UTF-8 the very bytes.
    """
    try:
        payload = row.payload.decode()
    except UnicodeDecodeError:
        raise Broken(
            Fault(Kind.UNREADABLE, row.where, "le contenu n'est pas un texte en UTF-8")
        ) from None
    said = {
        "position": row.position,
        "ordinal": row.ordinal,
        "leaf_hash": row.leaf_hash.hex(),
        "salt": row.salt.hex(),
        "leaf": row.leaf.decode(),
        "payload": payload,
    }
    return (json.dumps(said, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def to_folder(found: Iterator[Member], folder: Path) -> None:
    """The export as files; the folder has its name when it is whole and on the disk."""
    with becoming(folder) as partial:
        for place in (partial, partial / DOCUMENTS, partial / ENTRIES):
            place.mkdir()
        for name, content in found:
            with (partial / name).open("xb") as file:
                file.write(content)
                sync(file)
        for place in (partial / DOCUMENTS, partial / ENTRIES, partial):
            sync_folder(place)


def to_tar(found: Iterator[Member], stream: BinaryIO) -> None:
    """The export as one tar (POSIX ustar), every header the same but for name and size."""
    for name, content in found:
        header = TarInfo(name)
        header.size = len(content)
        stream.write(header.tobuf(USTAR_FORMAT))
        stream.write(content)
        stream.write(NUL * (-len(content) % BLOCKSIZE))
    stream.write(NUL * BLOCKSIZE * 2)
    stream.flush()


@contextmanager
def becoming(place: Path) -> Iterator[Path]:
    """A name to write under, so that nobody takes a part for the whole; then its real name.

    What is interrupted is removed. What a power cut left behind is a person's to remove: another
    program may be writing it.
    """
    partial = place.with_name(f"{place.name}.partial")
    beside = [partial.with_name(partial.name + suffix) for suffix in ("-wal", "-shm", "-journal")]
    if place.exists():
        raise AlreadyThere(place)
    if not place.parent.is_dir():
        raise NoFolder(place.parent)
    if partial.exists():
        raise LeftBehind(partial)
    try:
        yield partial
        assert not any(file.exists() for file in beside), "a database is still open"
        partial.rename(place)
        sync_folder(place.parent)
    except BaseException:
        if partial.is_dir():
            shutil.rmtree(partial)
        for file in (partial, *beside):
            file.unlink(missing_ok=True)
        raise


def sync(file: Any) -> None:
    file.flush()
    os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Names are on the disk only when their folder is."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
