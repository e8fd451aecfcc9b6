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
from typing import Protocol

from sqlalchemy import URL, create_engine, make_url, text
from sqlalchemy.exc import ArgumentError

from adapters.clock import SimulatedClock
from adapters.office import Author, Office
from adapters.register.engine import open_engine
from adapters.register.errors import Unavailable
from adapters.register.register import Register
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
    office.establish(*dijon(day), FOUNDER)


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
            yield Office(Register(self.engine), clock)
        finally:
            self.engine.dispose()
            for left in self.file.parent.glob(f"{self.file.name}*"):
                left.unlink()


class OnPostgreSQL:
    """One schema, made for each register in the database that was named, and dropped after it."""

    def __init__(self, database: URL, schema: str) -> None:
        self.schema = schema
        self.admin = create_engine(database, isolation_level="AUTOCOMMIT")
        there = database.update_query_dict({"options": f"-csearch_path={schema}"})
        self.address = there.render_as_string(hide_password=False)

    @contextmanager
    def register(self, clock: SimulatedClock) -> Iterator[Office]:
        self._do("CREATE SCHEMA")
        try:
            office = Office.found(self.address, clock, durable=False)
            try:
                establish_dijon(office, FIRST_DAY)
                yield office
            finally:
                office.close()
        finally:
            self._do("DROP SCHEMA", "CASCADE")

    def _do(self, what: str, how: str = "") -> None:
        with self.admin.connect() as connection:
            connection.execute(text(f'{what} "{self.schema}" {how}'))


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
        return OnPostgreSQL(self.database, f"{self.prefix}{os.getpid()}")

    def clear(self) -> None:
        """Drop what a process that was stopped may have left behind."""
        if self.database is None:
            return
        admin = create_engine(self.database, isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            mine = text("SELECT nspname FROM pg_namespace WHERE starts_with(nspname, :prefix)")
            for (schema,) in connection.execute(mine, {"prefix": self.prefix}).all():
                connection.execute(text(f'DROP SCHEMA IF EXISTS "{schema}" CASCADE'))
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
    except ArgumentError:
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
