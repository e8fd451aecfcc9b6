"""The register on SQLite: one file, one writer at a time, and what it takes to trust it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pysqlite3
from eventsourcing.persistence import IntegrityError
from sqlalchemy.engine import URL, Connection, Engine
from sqlalchemy.event import listens_for

from adapters.register.errors import (
    Busy,
    NotARegister,
    OutcomeUnknown,
    RegisterError,
    Unavailable,
    UnsafeDatabase,
)

APPLICATION_ID = 0x54616369
"""« Taci », in the header of the file. What is not ours is left alone, its journal mode too."""

BUSY_TIMEOUT_S = 10
TAKEN = "journal : place déjà prise"
REFUSED = "journal : ni modification ni suppression"

# INSERT OR REPLACE deletes without asking the DELETE trigger, unless a pragma is on that a
# stranger's connection will not have: hence the triggers on INSERT, one condition a unique key.
TRIGGERS: Sequence[str] = (
    f"""CREATE TRIGGER log_no_update BEFORE UPDATE ON log
        BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END""",
    f"""CREATE TRIGGER log_no_delete BEFORE DELETE ON log
        BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END""",
    f"""CREATE TRIGGER log_no_replace BEFORE INSERT ON log
        WHEN EXISTS (SELECT 1 FROM log WHERE position = NEW.position)
          OR EXISTS (SELECT 1 FROM log WHERE stream = NEW.stream AND version = NEW.version)
          OR EXISTS (SELECT 1 FROM log
                     WHERE command_id = NEW.command_id AND ordinal = NEW.ordinal)
        BEGIN SELECT RAISE(ABORT, '{TAKEN}'); END""",
    f"""CREATE TRIGGER documents_no_update BEFORE UPDATE ON documents
        BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END""",
    f"""CREATE TRIGGER documents_no_delete BEFORE DELETE ON documents
        BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END""",
    # The bytes of a hash are always the same: the first ones stay, in silence.
    """CREATE TRIGGER documents_no_replace BEFORE INSERT ON documents
        WHEN EXISTS (SELECT 1 FROM documents WHERE sha256 = NEW.sha256)
        BEGIN SELECT RAISE(IGNORE); END""",
)


def engine_arguments(url: URL) -> dict[str, Any]:
    if url.database in (None, "", ":memory:"):
        raise UnsafeDatabase("une base SQLite en mémoire ne garde rien")
    check_library(pysqlite3.sqlite_version_info)
    return {"module": pysqlite3, "connect_args": {"timeout": BUSY_TIMEOUT_S}}


def check_library(version: tuple[int, ...]) -> None:
    """Refuses a SQLite that may lose the WAL of two processes (up to 3.51.2, but two backports)."""
    backports = (3, 44, 6) <= version < (3, 45), (3, 50, 7) <= version < (3, 51)
    if version < (3, 51, 3) and not any(backports):
        raise UnsafeDatabase(f"SQLite {'.'.join(map(str, version))} peut perdre des écritures")


def prepare(engine: Engine, durable: bool) -> None:
    """Sets each new connection, and checks that it is set; BEGIN becomes ours.

    Raises NotARegister for a folder: SQLite would only say that it cannot open it.
    """
    if Path(str(engine.url.database)).is_dir():
        raise NotARegister(str(engine.url))

    @listens_for(engine, "connect")
    def settle(connection: Any, _record: object) -> None:
        # The driver opens no transaction by itself: it would be a deferred one.
        connection.isolation_level = None
        try:
            ours = _pragma(connection, "application_id") == APPLICATION_ID
        except pysqlite3.DatabaseError as error:
            if _name(error) == "SQLITE_NOTADB":  # some other file
                raise NotARegister(str(engine.url)) from error
            raise
        if not ours:
            if _pragma(connection, "page_count"):
                raise NotARegister(str(engine.url))
            _pragma(connection, f"application_id = {APPLICATION_ID}")
        synchronous = "FULL" if durable else "OFF"
        for setting in ("foreign_keys = ON", "recursive_triggers = ON"):
            _pragma(connection, setting)
        mode = _pragma(connection, "journal_mode = WAL")
        _pragma(connection, f"synchronous = {synchronous}")
        in_force = (mode, _pragma(connection, "synchronous"))
        if in_force != ("wal", 2 if durable else 0):
            raise UnsafeDatabase(f"journal_mode et synchronous valent {in_force}")

    @listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A deferred BEGIN that reads and then writes fails at once when another one writes.
        reading = connection.get_execution_options().get("reading", False)
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _pragma(connection: Any, pragma: str) -> Any:
    row = connection.execute(f"PRAGMA {pragma}").fetchone()
    return row and row[0]


INSERT_ENTRY = """INSERT INTO log (
    stream, version, type, event_id, recorded_at, recorded_by, capacity, command_id, ordinal,
    payload, salt, leaf, leaf_hash
) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""

INSERT_DOCUMENT = "INSERT INTO documents (sha256, content) VALUES (?, ?)"


def append(
    connection: Any, entries: Sequence[tuple[Any, ...]], documents: Sequence[tuple[str, bytes]]
) -> list[int]:
    """One transaction. What is left open by an error, the pool rolls back."""
    cursor = connection.cursor()
    positions = []
    try:
        cursor.execute("BEGIN IMMEDIATE")
        for document in documents:
            cursor.execute(INSERT_DOCUMENT, document)
        for entry in entries:
            cursor.execute(INSERT_ENTRY, entry)
            positions.append(cursor.lastrowid)
    except pysqlite3.IntegrityError as error:
        if str(error) == TAKEN:
            raise IntegrityError(error) from error
        raise
    try:
        cursor.execute("COMMIT")
    except pysqlite3.OperationalError as error:
        # A full disk is a clear no; a failed write or sync may yet be found in the WAL.
        if _name(error) in ("SQLITE_BUSY", "SQLITE_FULL"):
            raise
        raise OutcomeUnknown from error
    return positions


def fetch(connection: Any, statement: str, parameters: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = connection.execute(statement, parameters).fetchall()
    return rows


def failure(error: BaseException) -> RegisterError | None:
    """What an error of the driver means, when it is not a fault of ours."""
    if not isinstance(error, pysqlite3.OperationalError):
        return None
    if _name(error) in ("SQLITE_BUSY", "SQLITE_LOCKED"):
        return Busy()
    if _name(error) in ("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_READONLY"):
        return Unavailable(error)
    return None


def _name(error: BaseException) -> str:
    return str(getattr(error, "sqlite_errorname", ""))
