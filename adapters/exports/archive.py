"""The files of an export read back, from a folder or from a tar, one after another.

Nothing is ever written under a name that an archive gives: a name is compared, and that is all.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from tarfile import BLOCKSIZE, NUL, REGTYPE, HeaderError, TarInfo
from typing import BinaryIO

from adapters.exports.errors import BadExport, NotAnExport
from adapters.exports.export import DOCUMENTS, ENTRIES, MANIFEST, Member

NAMES = re.compile(
    rf"{re.escape(MANIFEST)}|{DOCUMENTS}[0-9a-f]{{64}}|{ENTRIES}[0-9]{{9,}}\.jsonl", re.ASCII
)
LARGEST = 1_000_000_000
"""Bytes of one file: neither database takes a larger document."""

SQLITE_MAGIC = b"SQLite format 3\x00"


def is_sqlite(file: Path) -> bool:
    with file.open("rb") as stream:
        return stream.read(len(SQLITE_MAGIC)) == SQLITE_MAGIC


def from_folder(folder: Path) -> Iterator[Member]:
    """The files of an exported folder, in the order of an export."""
    if not (folder / MANIFEST).is_file():
        raise NotAnExport(f"le dossier « {folder} » n'a pas de {MANIFEST}")
    yield MANIFEST, (folder / MANIFEST).read_bytes()
    for below in (DOCUMENTS, ENTRIES):
        names = sorted(path.name for path in (folder / below).glob("*"))
        for name in names:
            if not NAMES.fullmatch(f"{below}{name}") or not (folder / below / name).is_file():
                raise BadExport(f"{folder / below / name}", "un export n'a pas de tel fichier")
            yield f"{below}{name}", (folder / below / name).read_bytes()


def from_tar(stream: BinaryIO) -> Iterator[Member]:
    """The files of an exported tar, in its order. Only what ``tacite export`` writes is read."""
    first = True
    while (block := _exactly(stream, BLOCKSIZE, first=first)) != NUL * BLOCKSIZE:
        try:
            header = TarInfo.frombuf(block, "utf-8", "replace")
        except HeaderError:
            if first:
                raise NotAnExport("ce n'est pas une archive tar") from None
            raise BadExport("L'archive", "un en-tête est altéré") from None
        if first and header.name != MANIFEST:
            raise NotAnExport(f"l'archive ne commence pas par {MANIFEST}")
        first = False
        if header.type != REGTYPE or not NAMES.fullmatch(header.name):
            raise BadExport(f"L'archive, « {header.name} »", "un export n'a pas de tel fichier")
        if header.size > LARGEST:
            raise BadExport(f"L'archive, {header.name}", f"{header.size} octets, c'est trop")
        content = _exactly(stream, header.size)
        _exactly(stream, -header.size % BLOCKSIZE)
        yield header.name, content
    if first:
        raise NotAnExport("l'archive est vide")
    if _exactly(stream, BLOCKSIZE) != NUL * BLOCKSIZE or stream.read(1):
        raise BadExport("L'archive", "des octets suivent sa fin")


def _exactly(stream: BinaryIO, size: int, *, first: bool = False) -> bytes:
    """So many bytes: a pipe gives fewer at a time, and an archive cut short fewer in all."""
    parts = []
    missing = size
    while missing:
        part = stream.read(missing)
        if not part:
            if first:
                raise NotAnExport("ce n'est pas une archive tar")
            raise BadExport("L'archive", "elle est tronquée")
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)
