"""The settings without which a confirmed entry could be lost, checked at each connection."""

import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import Engine

from adapters.register import postgresql, sqlite
from adapters.register.engine import open_engine, reading
from adapters.register.errors import Busy, Unavailable, UnsafeDatabase
from adapters.register.register import Register
from adapters.register.tables import create_register
from tests.adapters.register.samples import STREAM, entry


def pragma(engine: Engine, name: str) -> object:
    with reading(engine).connect() as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar()


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("recursive_triggers", 1),
        ("busy_timeout", 10_000),
    ],
)
def test_every_sqlite_connection_is_durable(sqlite_url: str, setting: str, value: object) -> None:
    engine = open_engine(sqlite_url)

    assert pragma(engine, setting) == value
    engine.dispose()
    assert pragma(engine, setting) == value


def test_a_throw_away_register_does_not_wait_for_the_disk(sqlite_url: str) -> None:
    assert pragma(open_engine(sqlite_url, durable=False), "synchronous") == 0


def test_a_database_in_memory_is_refused() -> None:
    with pytest.raises(UnsafeDatabase):
        open_engine("sqlite://")


def test_the_sqlite_library_is_not_the_one_of_the_system(sqlite_url: str) -> None:
    engine = open_engine(sqlite_url)

    with reading(engine).connect() as connection:
        version = str(connection.exec_driver_sql("SELECT sqlite_version()").scalar())

    sqlite.check_library(tuple(map(int, version.split("."))))


@pytest.mark.parametrize(
    "version", [(3, 40, 1), (3, 44, 5), (3, 45, 0), (3, 50, 6), (3, 51, 0), (3, 51, 2)]
)
def test_a_sqlite_library_with_the_wal_reset_fault_is_refused(version: tuple[int, ...]) -> None:
    with pytest.raises(UnsafeDatabase):
        sqlite.check_library(version)


@pytest.mark.parametrize("version", [(3, 44, 6), (3, 50, 7), (3, 51, 3), (3, 53, 4), (4, 0, 0)])
def test_a_repaired_sqlite_library_is_accepted(version: tuple[int, ...]) -> None:
    sqlite.check_library(version)


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("lock_timeout", "10s"),
        ("TimeZone", "UTC"),
        ("synchronous_commit", "on"),
        ("default_transaction_isolation", "read committed"),
    ],
)
def test_every_postgresql_connection_is_durable(
    fresh_postgres_url: str, setting: str, value: str
) -> None:
    """Whatever the administrator chose for the database."""
    engine = open_engine(fresh_postgres_url)
    with engine.begin() as connection:
        for command in (
            "SET synchronous_commit = off",
            "SET default_transaction_isolation = 'repeatable read'",
        ):
            name = connection.scalar(text("SELECT current_database()"))
            connection.exec_driver_sql(f"ALTER DATABASE {name} {command}")
    engine.dispose()

    with engine.connect() as connection:
        assert connection.scalar(text(f"SHOW {setting}")) == value


def test_a_transaction_that_reads_then_writes_waits_for_the_writer_before_it(
    engine: Engine,
) -> None:
    """A deferred BEGIN would fail at once on SQLite: « database is locked », timeout or not."""
    create_register(engine)
    register = Register(engine)
    register.append([entry(1)])
    started, order = threading.Event(), []

    def first() -> None:
        with engine.begin() as connection:
            connection.execute(text("UPDATE register SET created_at = 'first'"))
            started.set()
            time.sleep(0.2)
            order.append("first")

    writer = threading.Thread(target=first)
    writer.start()
    started.wait()
    with engine.begin() as connection:
        connection.execute(text("SELECT count(*) FROM log")).scalar()
        connection.execute(text("UPDATE register SET created_at = 'second'"))
        order.append("second")
    writer.join()

    assert order == ["first", "second"]


def test_a_reader_does_not_wait_for_a_writer(engine: Engine) -> None:
    create_register(engine)
    register = Register(engine)
    register.append([entry(1)])

    with engine.begin() as connection:
        connection.execute(text("UPDATE register SET created_at = 'meanwhile'"))
        started = time.monotonic()

        assert len(register.entries(STREAM)) == 1
        with reading(engine).connect() as reader:
            assert reader.scalar(text("SELECT count(*) FROM log")) == 1

    assert time.monotonic() - started < 1


@pytest.mark.parametrize("through", ["append", "SQLAlchemy"])
def test_a_register_held_for_too_long_is_busy_and_nothing_is_recorded(
    database_url: str, through: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT_S", 0.1)
    monkeypatch.setattr(postgresql, "LOCK_TIMEOUT_S", 0.1)
    engine = open_engine(database_url)
    create_register(engine)
    register = Register(engine)
    register.append([entry(1)])
    holder = open_engine(database_url)
    hold = text(
        "UPDATE register SET created_at = ''"
        if holder.dialect.name == "sqlite"
        else "SELECT pg_advisory_xact_lock((x'54616369'::bigint << 32) | 'log'::regclass::bigint)"
    )

    def attempt() -> None:
        if through == "append":
            register.append([entry(2)])
        else:
            with engine.begin() as waiting:
                waiting.execute(hold)

    with holder.begin() as connection:
        connection.execute(hold)
        with pytest.raises(Busy, match="réessayez"):
            attempt()

    assert register.last_position() == 1
    (recorded,) = register.append([entry(2)])
    assert recorded.position == 2


def test_a_lock_on_a_row_or_a_new_index_does_not_stop_the_log(fresh_postgres_url: str) -> None:
    """The library's lock on the whole table waits for them; nothing may refer to the log either."""
    engine = open_engine(fresh_postgres_url)
    create_register(engine)
    register = Register(engine)
    register.append([entry(1)])

    with engine.begin() as connection:
        connection.execute(text("SELECT * FROM log FOR UPDATE"))
        (recorded,) = register.append([entry(2)])

    assert recorded.position == 2


def test_a_full_disk_is_said_in_a_sentence(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/full.db")
    create_register(engine)
    register = Register(engine)
    with reading(engine).connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    def fill() -> None:
        for version in range(1, 50):
            register.append([entry(version)])

    with pytest.raises(Unavailable, match="plein"):
        fill()
    assert [e.version for e in register.entries(STREAM)] == list(
        range(1, register.last_position() + 1)
    )
