"""Empty registers of their own for stories and for the demo, on a simulated clock; never a real one."""

import csv
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, date, datetime, time
from importlib.resources import files
from pathlib import Path
from typing import Protocol

from sqlalchemy import create_engine, make_url, text

from adapters.clock import SimulatedClock
from adapters.office import Author, Office
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
    """A file each, copied from one that was founded once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.made = 0
        self.template = folder / "template.db"
        office = Office.found(url(self.template), midday(FIRST_DAY), durable=False)
        establish_dijon(office, FIRST_DAY)
        office.close()

    @contextmanager
    def register(self, clock: SimulatedClock) -> Iterator[Office]:
        self.made += 1
        path = self.folder / f"story-{self.made}.db"
        shutil.copyfile(self.template, path)
        office = Office.open(url(path), clock, durable=False)
        try:
            yield office
        finally:
            office.close()
            path.unlink()


class OnPostgreSQL:
    """A schema each, in the database that was named; dropped afterwards."""

    def __init__(self, database: str) -> None:
        self.database = make_url(database).set(drivername="postgresql+psycopg")
        self.made = 0

    @contextmanager
    def register(self, clock: SimulatedClock) -> Iterator[Office]:
        self.made += 1
        schema = f"tacite_story_{id(self):x}_{self.made}"
        admin = create_engine(self.database, isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.execute(text(f'CREATE SCHEMA "{schema}"'))
        there = self.database.update_query_dict({"options": f"-csearch_path={schema}"})
        try:
            office = Office.found(there.render_as_string(hide_password=False), clock, durable=False)
            establish_dijon(office, FIRST_DAY)
            yield office
            office.close()
        finally:
            with admin.connect() as connection:
                connection.execute(text(f'DROP SCHEMA "{schema}" CASCADE'))
            admin.dispose()


@contextmanager
def throwaway(database: str | None) -> Iterator[Throwaway]:
    """On SQLite by default; in a PostgreSQL database where one is named."""
    if database:
        yield OnPostgreSQL(database)
        return
    with tempfile.TemporaryDirectory(prefix="tacite-") as folder:
        yield OnSqlite(Path(folder))


def url(path: Path) -> str:
    return f"sqlite:///{path}"


def midday(day: date) -> SimulatedClock:
    """A simulated clock in the middle of a legal day."""
    return SimulatedClock(noon(day))


def noon(day: date) -> datetime:
    """An instant far from both ends of the legal day."""
    return datetime.combine(day, time(11), UTC)
