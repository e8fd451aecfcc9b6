"""Where it is measured: empty databases that sync, registers that are full, the library's own."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any

import psycopg
import pysqlite3
from sqlalchemy.engine import make_url

from adapters.clock import SystemClock
from adapters.load.command import load
from adapters.office import Office
from adapters.stories.throwaway import establish_dijon
from tests.postgres import running_server

_numbers = count(1)


@dataclass
class Place:
    """One database server, or one folder of SQLite files."""

    name: str
    root: str
    ends: ExitStack = field(default_factory=ExitStack)
    held: dict[tuple[str, int, bool], str] = field(default_factory=dict)
    """The full registers made so far: their URLs."""

    def empty(self) -> str:
        """The URL of a new, empty database."""
        name = f"bench_{os.getpid()}_{next(_numbers)}"
        if self.name == "sqlite":
            return f"sqlite:///{self.root}/{name}.db"
        server = make_url(self.root).set(drivername="postgresql")
        with psycopg.connect(server.render_as_string(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return make_url(self.root).set(database=name).render_as_string()

    def connection(self, url: str) -> Any:
        """A bare connection that is as durable as ours, and nothing else."""
        if self.name == "sqlite":
            connection = pysqlite3.connect(make_url(url).database, isolation_level=None, timeout=30)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            return connection
        server = make_url(url).set(drivername="postgresql")
        return psycopg.connect(server.render_as_string(), autocommit=True)

    def office(self) -> Office:
        """A new register with Dijon's institution."""
        office = Office.found(self.empty(), SystemClock())
        office.follow = False
        establish_dijon(office, date(2020, 7, 16))
        office.follow = True
        return office

    def full(self, entries: int, *, rows: bool = True) -> Office:
        """A register of about so many entries, made once for the figures that ask for that size."""
        return self.made(("lives", entries, rows), lambda office: draw(office, entries, rows))

    def mandates(self, number: int) -> Office:
        """A register of so many mandates: council evenings, what precedes and follows them."""
        return self.made(("mandates", number, True), lambda office: draw(office, 0, True, number))

    def made(self, what: tuple[str, int, bool], fill: Callable[[Office], None]) -> Office:
        if what not in self.held:
            office = self.office()
            fill(office)
            self.held[what] = office.register.engine.url.render_as_string()
            office.close()
        office = Office.open(self.held[what], SystemClock())
        if self.name == "postgresql":
            with office.register.engine.connect() as connection:
                connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql(
                    "ANALYZE"
                )
        return office


def draw(office: Office, entries: int, rows: bool, terms: int = 0) -> None:
    load(office, entries // PER_DELIBERATION, seed=1, terms=terms)
    if rows:
        office.populate()


PER_DELIBERATION = 10
"""Entries of a drawn deliberation, on average."""


@contextmanager
def place(name: str) -> Iterator[Place]:
    with ExitStack() as ends:
        if name == "sqlite":
            root = ends.enter_context(tempfile.TemporaryDirectory(prefix="bench-", dir="/var/tmp"))
        else:
            root = ends.enter_context(running_server(durable=True))
        yield Place(name, root, ends)


def library(where: Place, url: str, *, create: bool = True) -> Any:
    """An application of the library as documented, on its own recorder."""
    import eventsourcing.sqlite
    from eventsourcing.application import Application

    # The same SQLite on both sides: the library takes the one of the standard library.
    vars(eventsourcing.sqlite)["sqlite3"] = pysqlite3
    address = make_url(url)
    if where.name == "sqlite":
        env = {"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(address.database)}
    else:
        env = {
            "PERSISTENCE_MODULE": "eventsourcing.postgres",
            "POSTGRES_DBNAME": str(address.database),
            "POSTGRES_HOST": str(address.query["host"]),
            "POSTGRES_PORT": "5432",
            "POSTGRES_USER": "postgres",
            "POSTGRES_PASSWORD": "",
        }
    # Several that begin at once would make its tables under each other's feet.
    return Application(env={**env, "CREATE_TABLE": "yes" if create else "no"})
