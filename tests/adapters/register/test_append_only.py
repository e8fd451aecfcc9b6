"""Nobody rewrites the log: not by a slip, and not under a name that sounds harmless."""

import pytest
from sqlalchemy import text
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError

from adapters.register.engine import open_engine
from adapters.register.register import Register
from adapters.register.tables import create_register
from tests.adapters.register.samples import PDF, PDF_SHA256, draft, entry

EVERY_DATABASE = [
    "UPDATE log SET recorded_by = 'autre'",
    "UPDATE log SET payload = payload WHERE position = 2",
    "DELETE FROM log WHERE position = 2",
    "DELETE FROM log",
    "UPDATE documents SET content = ''",
    "DELETE FROM documents",
    "INSERT INTO log SELECT * FROM log WHERE position = 1",
    """INSERT INTO log SELECT * FROM log WHERE true
       ON CONFLICT (stream, version) DO UPDATE SET recorded_by = 'autre'""",
]

# REPLACE deletes a row without asking its DELETE trigger (recursive_triggers off: a stranger).
COLUMNS = """stream, version, type, event_id, recorded_at, recorded_by, capacity, command_id,
    ordinal, payload, salt, leaf, leaf_hash"""
ONLY_SQLITE = [
    "INSERT OR REPLACE INTO log SELECT * FROM log WHERE position = 1",
    f"INSERT OR REPLACE INTO log ({COLUMNS}) SELECT {COLUMNS} FROM log WHERE position = 1",
    f"""INSERT OR REPLACE INTO log ({COLUMNS})
        SELECT {COLUMNS.replace("version", "9")} FROM log WHERE position = 1""",
    f"""INSERT OR REPLACE INTO log (position, {COLUMNS})
        SELECT 1, {COLUMNS.replace("version", "9").replace("command_id", "'x'")}
        FROM log WHERE position = 1""",
]

ONLY_POSTGRESQL = [
    "TRUNCATE log",
    "TRUNCATE documents",
    """MERGE INTO log USING (SELECT 1) AS one ON position = 1
       WHEN MATCHED THEN UPDATE SET recorded_by = 'autre'""",
    "SET session_replication_role = replica; DELETE FROM log",
]


def contents(engine: Engine) -> list[object]:
    with engine.connect() as connection:
        return [
            *connection.execute(text("SELECT * FROM log ORDER BY position")).all(),
            *connection.execute(text("SELECT * FROM documents")).all(),
        ]


def recorded(engine: Engine) -> list[object]:
    create_register(engine)
    register = Register(engine)
    register.append([entry(1, draft())], {PDF_SHA256: PDF})
    register.append([entry(2)])
    return contents(engine)


def assert_refused(engine: Engine, statement: str) -> None:
    before = recorded(engine)
    with pytest.raises(IntegrityError, match=r"journal|log_"), engine.begin() as connection:
        connection.exec_driver_sql(statement)
    assert contents(engine) == before


@pytest.mark.parametrize("statement", EVERY_DATABASE)
def test_a_change_is_refused(engine: Engine, statement: str) -> None:
    assert_refused(engine, statement)


@pytest.mark.parametrize("statement", ONLY_SQLITE)
@pytest.mark.parametrize("recursive_triggers", ["ON", "OFF"])
def test_sqlite_refuses_a_replacement(
    sqlite_url: str, statement: str, recursive_triggers: str
) -> None:
    engine = open_engine(sqlite_url)
    with engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA recursive_triggers = {recursive_triggers}")

    assert_refused(engine, statement)


@pytest.mark.parametrize("statement", ONLY_POSTGRESQL)
def test_postgresql_refuses(fresh_postgres_url: str, statement: str) -> None:
    assert_refused(open_engine(fresh_postgres_url), statement)


def test_sqlite_keeps_the_first_bytes_of_a_hash(sqlite_url: str) -> None:
    engine = open_engine(sqlite_url)
    before = recorded(engine)

    with engine.begin() as connection:
        connection.execute(
            text("INSERT OR REPLACE INTO documents VALUES (:sha, :content)"),
            {"sha": PDF_SHA256, "content": b"autre"},
        )

    assert contents(engine) == before


def test_sqlite_never_gives_a_position_twice(sqlite_url: str) -> None:
    """It would give the rowid of a deleted last row again, and readers would skip the entry."""
    engine = open_engine(sqlite_url)
    recorded(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER log_no_delete")
        connection.exec_driver_sql("DELETE FROM log WHERE position = 2")

    (again,) = Register(engine).append([entry(2)])

    assert again.position == 3
