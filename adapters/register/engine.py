"""One engine and one URL for the log, the documents and the read models."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, Protocol

from sqlalchemy import create_engine
from sqlalchemy.engine import URL, Engine, ExceptionContext, make_url
from sqlalchemy.event import listens_for
from sqlalchemy.exc import TimeoutError as PoolTimeout

from adapters.register.errors import Busy, RegisterError, Unavailable

Row = tuple[Any, ...]


class Database(Protocol):
    """What is particular to one database: a module each."""

    TRIGGERS: Sequence[str]

    def engine_arguments(self, url: URL) -> dict[str, Any]: ...
    def prepare(self, engine: Engine, durable: bool) -> None: ...
    def append(
        self,
        connection: Any,
        entries: Sequence[Row],
        documents: Sequence[tuple[str, bytes]],
    ) -> list[int]: ...
    def fetch(self, connection: Any, statement: str, parameters: Row) -> list[Row]: ...
    def failure(self, error: BaseException) -> RegisterError | None: ...


@cache
def database_of(name: str) -> Database:
    """The module of that database. Only its own driver is imported: psycopg alone takes 100 ms."""
    if name == "sqlite":
        from adapters.register import sqlite

        return sqlite
    if name == "postgresql":
        from adapters.register import postgresql

        return postgresql
    raise Unavailable(f"{name} : ni SQLite ni PostgreSQL")


POOL_TIMEOUT_S = 10


def open_engine(url: str, *, durable: bool = True) -> Engine:
    """An engine whose every connection is safe to write with; connects to nothing yet.

    ``durable=False`` is for throw-away registers: what it confirms, a power cut may take back.
    """
    address = make_url(url)
    if address.drivername in ("postgresql", "postgres"):
        address = address.set(drivername="postgresql+psycopg")
    database = database_of(address.get_backend_name())
    engine = create_engine(
        address, pool_timeout=POOL_TIMEOUT_S, **database.engine_arguments(address)
    )
    database.prepare(engine, durable)

    @listens_for(engine, "handle_error")
    def explain(context: ExceptionContext) -> None:
        known = database.failure(context.original_exception)
        if known:
            raise known from context.original_exception

    return engine


def reading(engine: Engine) -> Engine:
    """The same engine, for who only reads: on SQLite it waits for no writer and stops none."""
    return engine.execution_options(reading=True)


@contextmanager
def driver_connection(engine: Engine) -> Iterator[Any]:
    """The driver's own connection, from the pool: through Core an append takes twice as long."""
    database = database_of(engine.dialect.name)
    try:
        pooled = engine.raw_connection()
        try:
            yield pooled.driver_connection
        finally:
            if getattr(pooled.driver_connection, "closed", False):
                # The server went away, and the other connections of the pool with it.
                pooled.invalidate()
                engine.dispose()
            pooled.close()
    except PoolTimeout as error:
        raise Busy from error
    except Exception as error:
        known = database.failure(error)
        if known is None:
            raise
        raise known from error


def fetch(engine: Engine, statement: str, *parameters: Any) -> list[Row]:
    """The rows of one SELECT, its parameters marked ``?``."""
    with driver_connection(engine) as connection:
        return database_of(engine.dialect.name).fetch(connection, statement, parameters)


def append(
    engine: Engine, entries: Sequence[Row], documents: Sequence[tuple[str, bytes]]
) -> list[int]:
    """Rows of the log, and documents, in one transaction; returns the positions."""
    with driver_connection(engine) as connection:
        return database_of(engine.dialect.name).append(connection, entries, documents)
