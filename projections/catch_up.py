"""How rows follow the log: take the dossiers that moved, fold each once, write its rows.

The position moves first, by compare-and-set, in the transaction that writes the rows: of two
projectors at once, the second writes nothing.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, Table, delete, insert, select, update

from domain.deliberation.dossier import Dossier
from domain.entry import INSTITUTION, Entry
from projections import deadlines, journal, status
from projections.tables import parked, position, reliance

PREFIX = "deliberation/"
NAME = "read-models"
"""All read models follow the log together."""

READ_MODELS: tuple[tuple[Table, Callable[[Dossier], Iterable[dict[str, Any]]]], ...] = (
    (status.table, status.rows),
    (deadlines.table, deadlines.rows),
    (journal.table, journal.rows),
)
"""Every read model: its table, and its rows as a function of one dossier."""

BATCH = 500
"""Entries taken into account per transaction."""

EntriesAfter = Callable[[int, int], Sequence[Entry]]
DossierOf = Callable[[str, int], Dossier]


def reached(connection: Connection) -> int:
    """The position that the rows take into account."""
    query = select(position.c.position).where(position.c.name == NAME)
    return int(connection.execute(query).scalar_one())


def catch_up(engine: Engine, entries_after: EntriesAfter, dossier_of: DossierOf) -> int:
    """Bring the rows up to the end of the log; returns the position reached.

    ``entries_after(position, limit)`` reads the log; ``dossier_of(number, up to)`` loads a dossier.
    """
    while True:
        with engine.begin() as connection:
            old = reached(connection)
            batch = entries_after(old, BATCH)
            if not batch:
                return old
            new = batch[-1].position
            if not move(connection, old, new):
                continue  # another projector was faster: look again from where it stands
            for number in touched(connection, {entry.stream for entry in batch}):
                project(connection, number, new, dossier_of)


def move(connection: Connection, old: int, new: int) -> bool:
    """Compare and set: false when somebody else has moved the position meanwhile."""
    moved = connection.execute(
        update(position)
        .where(position.c.name == NAME, position.c.position == old)
        .values(position=new)
    )
    return moved.rowcount == 1


def touched(connection: Connection, streams: set[str]) -> list[str]:
    """The numbers of the deliberations that these streams concern, directly or through reliance."""
    numbers = {s.removeprefix(PREFIX) for s in streams if s.startswith(PREFIX)}
    found = select(reliance.c.subject).where(reliance.c.stream.in_(streams))
    numbers.update(connection.execute(found).scalars())
    return sorted(numbers)


def project(connection: Connection, number: str, up_to: int, dossier_of: DossierOf) -> None:
    """Write the rows of one dossier anew; park it where it cannot be folded."""
    connection.execute(delete(reliance).where(reliance.c.subject == number))
    connection.execute(delete(parked).where(parked.c.subject == number))
    try:
        dossier = dossier_of(number, up_to)
        relied_on = [INSTITUTION, *dossier.arrivals()]
        found = computed(dossier)
    except Exception as error:  # whatever is wrong with one dossier, the others go on
        park = insert(parked).values(subject=number, position=up_to, error=repr(error))
        connection.execute(park)
        return
    write(connection, number, found)
    connection.execute(
        insert(reliance), [{"stream": stream, "subject": number} for stream in relied_on]
    )


Rows = dict[str, list[dict[str, Any]]]
"""The rows of one dossier, by the name of their table."""


def computed(dossier: Dossier) -> Rows:
    """The rows of that dossier in every read model."""
    return {table.name: list(rows(dossier)) for table, rows in READ_MODELS}


def write(connection: Connection, number: str, found: Rows) -> None:
    """Replace the rows of one deliberation."""
    for table, _ in READ_MODELS:
        connection.execute(delete(table).where(table.c.number == number))
        if found[table.name]:
            connection.execute(insert(table), found[table.name])
