"""Empty registers of their own for stories and for the demo, on a simulated clock; never a real one."""

import csv
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from importlib.resources import files
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import URL, Engine, inspect, make_url
from sqlalchemy.event import listen, remove
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from adapters.assembly import assembly, record
from adapters.clock import SimulatedClock
from adapters.commands import Author
from adapters.office import Office
from adapters.register.engine import driver_connection, open_engine
from adapters.register.errors import Unavailable
from adapters.register.register import Register
from domain.assembly.events import BureauComposed, PresidentElected
from domain.events import InstitutionEstablished, SeatsAllotted

FIRST_DAY = date(1999, 7, 13)
"""The composition of a story's institution holds from the first day of CGCT L. 5211-57."""

FOUNDER = Author("tacite", "administrateur du registre")


def dijon(day: date) -> tuple[InstitutionEstablished, Sequence[SeatsAllotted]]:
    """Dijon métropole: 23 communes, 86 seats (prefectoral order of 21 October 2019), from a day."""
    return (
        InstitutionEstablished(day=day, name="Dijon métropole", siren="242100410"),
        read_communes(files("adapters").joinpath("data/dijon-communes.csv").read_text(), day),
    )


def read_communes(content: str, day: date) -> Sequence[SeatsAllotted]:
    """Communes and seats from a CSV of insee, name, siren, population_2025, seats_2019."""
    return [
        SeatsAllotted(
            day=day,
            commune=row["insee"],
            name=row["name"],
            siren=row["siren"],
            population=int(row["population_2025"]),
            seats=int(row["seats_2019"]),
        )
        for row in csv.DictReader(content.splitlines())
    ]


def establish_dijon(office: Office, day: date) -> None:
    """Dijon métropole with its president and its bureau: « Dijon 1 », the first forty-two members."""
    office.establish(*dijon(day), FOUNDER)
    record(office, PresidentElected(day=day, member="Dijon 1"), FOUNDER)
    members = assembly(office).bodies.council(day)[:BUREAU]
    record(office, BureauComposed(day=day, members=tuple(members)), FOUNDER)


BUREAU = 42
"""Voting members of the bureau (pact, art. 4)."""


class Throwaway(Protocol):
    """Makes one empty register after another, each with its institution, and leaves nothing."""

    def register(self, clock: SimulatedClock) -> AbstractContextManager[Office]: ...


class OnSqlite:
    """One file, copied for each register from one that was founded once."""

    def __init__(self, folder: Path) -> None:
        self.template = folder / "template.db"
        self.file = folder / "story.db"
        office = Office.found(url(self.template), midday(FIRST_DAY), durable=False)
        establish_dijon(office, FIRST_DAY)
        office.close()
        # One engine for all: it remembers the statements that it has compiled.
        self.engine = open_engine(url(self.file), durable=False)

    @contextmanager
    def register(self, clock: SimulatedClock) -> Iterator[Office]:
        shutil.copyfile(self.template, self.file)
        try:
            yield Office(Register(self.engine), clock, follow=False)
        finally:
            self.engine.dispose()
            for left in self.file.parent.glob(f"{self.file.name}*"):
                left.unlink()


class OnPostgreSQL:
    """One schema, made for each register like one that was founded once, and dropped after it."""

    def __init__(self, database: URL, schema: str) -> None:
        self.schema, self.model = schema, f"{schema}_model"
        self.admin = open_engine(address_of(database), durable=False)
        self.engine = open_engine(address_of(database, schema), durable=False)
        self._do(f"CREATE SCHEMA {self.model}")
        self.script = self._founding_script(address_of(database, self.model))

    @contextmanager
    def register(self, clock: SimulatedClock) -> Iterator[Office]:
        try:
            self._do(self.script)
            yield Office(Register(self.engine), clock, follow=False)
        finally:
            self._do(f"DROP SCHEMA IF EXISTS {self.schema} CASCADE")

    def _founding_script(self, model: str) -> str:
        """What makes a schema like the model: founding by single statements takes five times as long."""
        done: list[str] = []

        def keep(_1: Any, _2: Any, statement: str, *_others: Any) -> None:
            if statement.split()[0] in ("CREATE", "ALTER", "DROP"):
                done.append(statement)

        listen(Engine, "before_cursor_execute", keep)
        try:
            office = Office.found(model, midday(FIRST_DAY), durable=False)
        finally:
            remove(Engine, "before_cursor_execute", keep)
        establish_dijon(office, FIRST_DAY)
        tables = inspect(office.register.engine).get_table_names()
        office.close()
        copies = [f"INSERT INTO {t} SELECT * FROM {self.model}.{t} ORDER BY 1" for t in tables]
        here = f"CREATE SCHEMA {self.schema}", f"SET LOCAL search_path TO {self.schema}"
        return ";\n".join((*here, *done, *copies))

    def _do(self, script: str) -> None:
        with driver_connection(self.admin) as connection, connection.transaction():
            connection.execute(script)


def address_of(database: URL, schema: str | None = None) -> str:
    """The address of that database, and of one schema in it."""
    there = database
    if schema:
        given = database.query.get("options", "")
        options = f"{given if isinstance(given, str) else ' '.join(given)} -csearch_path={schema}"
        there = database.update_query_dict({"options": options.strip()})
    return there.render_as_string(hide_password=False)


@dataclass(frozen=True)
class Place:
    """Where registers may be made, by several processes at once: each asks for its own."""

    folder: Path
    database: URL | None

    @property
    def prefix(self) -> str:
        """What the name of every schema begins with; the folder's name is nobody else's."""
        return re.sub("[^a-z0-9]+", "_", self.folder.name.lower()) + "_"

    def registers(self) -> Throwaway:
        if self.database is None:
            return OnSqlite(Path(tempfile.mkdtemp(dir=self.folder)))
        import psycopg  # only here: SQLite does without

        try:
            return OnPostgreSQL(self.database, f"{self.prefix}{os.getpid()}")
        except (psycopg.Error, SQLAlchemyError) as error:  # no right to make a schema there
            raise Unavailable(error) from None

    def clear(self) -> None:
        """Drop what the registers, also those of a process that was stopped, have left behind."""
        if self.database is None:
            return
        admin = open_engine(address_of(self.database), durable=False)
        with driver_connection(admin) as connection, connection.transaction():
            mine = "SELECT nspname FROM pg_namespace WHERE starts_with(nspname, %s)"
            for (schema,) in connection.execute(mine, (self.prefix,)).fetchall():
                connection.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE")
        admin.dispose()


@contextmanager
def place(database: str | None) -> Iterator[Place]:
    """A place on SQLite; in a PostgreSQL database where one is named. Nothing of it remains."""
    address = None if database is None else postgresql_address(database)
    with tempfile.TemporaryDirectory(prefix="tacite-story-") as folder:
        here = Place(Path(folder), address)
        try:
            yield here
        finally:
            here.clear()


@contextmanager
def throwaway(database: str | None) -> Iterator[Throwaway]:
    """Registers for this process alone."""
    with place(database) as here:
        yield here.registers()


def postgresql_address(database: str) -> URL:
    """The address of a PostgreSQL database, whatever driver it names."""
    try:
        address = make_url(database)
    except (ArgumentError, ValueError):
        raise Unavailable("ce n'est pas une adresse de base PostgreSQL") from None
    if address.get_backend_name() not in ("postgresql", "postgres"):
        raise Unavailable("ce n'est pas une adresse de base PostgreSQL")
    return address.set(drivername="postgresql+psycopg")


def url(path: Path) -> str:
    return f"sqlite:///{path}"


def midday(day: date) -> SimulatedClock:
    """A simulated clock in the middle of a legal day."""
    return SimulatedClock(noon(day))


def noon(day: date) -> datetime:
    """An instant far from both ends of the legal day."""
    return datetime.combine(day, time(11), UTC)
