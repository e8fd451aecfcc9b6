"""Many rows of the log at once, into a register that is being made: an import.

Through the same triggers and constraints as an append: they give the positions and refuse the rest.
"""

from collections.abc import Iterable
from itertools import islice
from typing import Any

from sqlalchemy import Connection

from adapters.register.engine import Row
from adapters.register.sqlite import INSERT_DOCUMENT, INSERT_ENTRY

BATCH = 1_000

_COPY_DOCUMENTS = "COPY documents (sha256, content) FROM STDIN (FORMAT BINARY)"
_DOCUMENT_TYPES = ["text", "bytea"]
_COPY_ENTRIES = """COPY log (
    stream, version, type, event_id, recorded_at, recorded_by, capacity, command_id, ordinal,
    payload, salt, leaf, leaf_hash
) FROM STDIN (FORMAT BINARY)"""
_ENTRY_TYPES = ["text", "int4", *["text"] * 6, "int4", *["bytea"] * 4]


def copy(
    connection: Connection, documents: Iterable[tuple[str, bytes]], entries: Iterable[Row]
) -> None:
    """Documents, then entries (the columns of the log but the position), in the open transaction."""
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name == "postgresql":
        _copy(driver, _COPY_DOCUMENTS, _DOCUMENT_TYPES, documents)
        _copy(driver, _COPY_ENTRIES, _ENTRY_TYPES, entries)
        return
    cursor = driver.cursor()
    for document in documents:
        cursor.execute(INSERT_DOCUMENT, document)
    rows = iter(entries)
    # By batches: an interruption is heard between two of them.
    while batch := list(islice(rows, BATCH)):
        cursor.executemany(INSERT_ENTRY, batch)


def _copy(driver: Any, statement: str, types: list[str], rows: Iterable[tuple[Any, ...]]) -> None:
    with driver.cursor() as cursor, cursor.copy(statement) as copy:
        copy.set_types(types)
        for row in rows:
            copy.write_row(row)


def last_position(connection: Connection) -> int | None:
    found = connection.exec_driver_sql("SELECT max(position) FROM log").scalar()
    return None if found is None else int(found)
