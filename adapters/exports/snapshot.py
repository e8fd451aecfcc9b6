"""A register at one instant, whatever is recorded meanwhile: its rows and documents, one by one."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, func, select, text
from sqlalchemy.engine import Engine

from adapters.exports.chain import Fault, Kind, Row
from adapters.register.tables import documents, log

PAGE = 2_000
"""Rows fetched at once: what is held in memory."""

ALL = 2**63 - 1
"""The position that no entry is after."""


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """A connection to which time stands still. It waits for no writer and stops none."""
    if engine.dialect.name == "sqlite":
        still = engine.execution_options(reading=True)
    else:
        still = engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
    with still.connect() as connection:
        # On SQLite, time stands still from the first question on.
        connection.execute(select(func.max(log.c.position)))
        yield connection


def rows(connection: Connection, up_to: int = ALL) -> Iterator[Row]:
    """Every row of the log up to a position, in the order of positions."""
    # As the driver gives them: SQLite keeps a text in a column of bytes, if somebody put one there.
    question = text(
        f"SELECT {', '.join(Row._fields)} FROM log WHERE position <= :up_to ORDER BY position"
    )
    paged = question.execution_options(yield_per=PAGE)
    for found in connection.execute(paged, {"up_to": up_to}):
        yield Row(*found) if tuple(map(type, found)) == _TYPES else _typed(found)


_TYPES = (int, str, int, *[str] * 6, int, *[bytes] * 4)


def _typed(found: Sequence[Any]) -> Row:
    """The same row, what was stored under another type read as the column's own."""
    values: list[Any] = []
    for value, wanted in zip(found, _TYPES, strict=True):
        if wanted is bytes and isinstance(value, str):
            value = value.encode()
        elif wanted is str and isinstance(value, bytes):
            value = value.decode(errors="replace")
        values.append(value)
    return Row(*values)


def document_hashes(connection: Connection) -> Iterator[str]:
    """The hash of every document, in an order that is the same on every database."""
    order = ' COLLATE "C"' if connection.dialect.name == "postgresql" else ""
    question = text(f"SELECT sha256 FROM documents ORDER BY sha256{order}")
    yield from connection.execute(question.execution_options(yield_per=PAGE)).scalars()


def all_documents(
    connection: Connection, among: Collection[str] | None = None
) -> Iterator[tuple[str, bytes]]:
    """Every document, or those among these hashes; one at a time in memory."""
    question = text("SELECT content FROM documents WHERE sha256 = :sha")
    for sha in document_hashes(connection):
        if among is not None and sha not in among:
            continue
        content = connection.execute(question, {"sha": sha}).scalar_one()
        yield sha, content.encode() if isinstance(content, str) else bytes(content)


def document_fault(sha: str, content: bytes) -> Fault | None:
    """What is wrong with a document, if anything is."""
    if sha256(content).hexdigest() == sha:
        return None
    return Fault(Kind.DOCUMENT, f"pièce {sha}", "le contenu n'a pas cette empreinte")


def missing_documents(connection: Connection, named: Mapping[str, str]) -> Iterator[Fault]:
    """Documents that entries name (hash → where) and that the register does not hold."""
    question = select(documents.c.sha256).where(documents.c.sha256.in_(named))
    held = set(connection.execute(question).scalars())
    for sha, where in named.items():
        if sha not in held:
            yield missing_document(sha, where)


def missing_document(sha: str, where: str) -> Fault:
    return Fault(Kind.MISSING_DOCUMENT, where, f"la pièce {sha} manque au registre")
