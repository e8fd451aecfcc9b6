"""How rows follow the log: take the dossiers that moved, fold each once, write its rows.

The position moves first, by compare-and-set, in the transaction that writes the rows: of two
projectors at once, the second writes nothing.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import islice
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Table,
    bindparam,
    delete,
    insert,
    select,
    union,
    update,
)

from domain.assembly.events import BODIES, CALLS
from domain.deliberation.dossier import Dossier
from domain.entry import INSTITUTION
from projections import deadlines, journal, status
from projections.program import program
from projections.subjects import MEETINGS, YEAR, MeetingFile, Subject, YearFile
from projections.tables import NAME, parked, position, reliance, stamps

PREFIX = "deliberation/"


def relied_on(subject: Subject) -> Iterator[dict[str, Any]]:
    """The streams that a subject reads beside its own; none where nothing is on record of it."""
    streams: tuple[str, ...] = ()
    match subject:
        case Dossier() if subject.entries:
            streams = (INSTITUTION, *subject.arrivals())
        case MeetingFile(meeting=meeting) if meeting.chronicle.entries:
            streams = (INSTITUTION, BODIES)
        case YearFile(assembly=assembly) if assembly.calls.chronicle.entries:
            streams = (INSTITUTION, BODIES)  # who sits decides whether a request binds
    for stream in streams:
        yield {"stream": stream, "subject": subject.number}


READ_MODELS: tuple[tuple[Table, Callable[[Subject], Iterable[dict[str, Any]]]], ...] = (
    (status.table, status.rows),
    (deadlines.table, deadlines.rows),
    (journal.table, journal.rows),
    (reliance, relied_on),
)
"""Every read model: its table, and its rows as a function of one dossier."""

BATCH = 500
"""Entries taken into account per transaction."""

TOGETHER = 200
"""Dossiers whose rows are written together."""

StreamsAfter = Callable[[int, int], Sequence[tuple[int, str]]]
SubjectsOf = Callable[[Sequence[str], int], Callable[[str], Subject]]
"""Reads what these subjects need, together, up to a position; then gives each of them."""


def whose(table: Table) -> Column[Any]:
    """The column that says whose row it is."""
    return table.c.subject if "subject" in table.c else table.c.number


# Statements made once: to make one anew takes longer than SQLite takes to answer it.
_REACHED = select(position.c.position).where(position.c.name == NAME)
_MOVE = (
    update(position)
    .where(position.c.name == NAME, position.c.position == bindparam("old"))
    .values(position=bindparam("new"))
)
_RELYING = select(reliance.c.subject).where(
    reliance.c.stream.in_(bindparam("streams", expanding=True))
)
_SHELVED = select(parked.c.subject)
_INSERT = [(table.name, insert(table)) for table, _ in READ_MODELS]
_STAMP = insert(stamps)


def reached(connection: Connection) -> int:
    """The position that the rows take into account."""
    return int(connection.execute(_REACHED).scalar_one())


def reading(engine: Engine) -> Engine:
    """The same engine, for who only reads: on SQLite it waits for no writer and stops none."""
    return engine.execution_options(reading=True)


def catch_up(
    engine: Engine,
    streams_after: StreamsAfter,
    subjects_of: SubjectsOf,
    progress: Callable[[int], None] = lambda reached: None,
) -> int:
    """Bring the rows up to what was the end of the log; returns the position reached.

    Whoever goes on recording is not waited for: on a busy register that would be for ever.
    ``streams_after(position, limit)`` says what moved: positions and streams, the entries unread,
    so that one that cannot be read stops nobody. ``subjects_of(numbers, up to)`` loads dossiers.
    ``progress`` is told each position that the rows have reached.
    """
    end = None
    while True:
        with reading(engine).connect() as connection:
            old = reached(connection)
        if end is not None and old >= end:
            return old
        batch = streams_after(old, BATCH)
        if not batch:
            return old
        new, _ = batch[-1]
        if end is None and len(batch) < BATCH:
            end = new
        with engine.begin() as connection:
            if not move(connection, old, new):
                continue  # another projector was faster: look again from where it stands
            numbers = touched(connection, {stream for _, stream in batch})
            # The parked ones are tried again: what was wrong with them may be right by now.
            waiting = iter(sorted({*numbers, *shelved(connection)}))
            while some := list(islice(waiting, TOGETHER)):
                project_all(connection, some, new, subjects_of)
        progress(new)
        if new == end:
            return new


_FORGET = [
    delete(table).where(whose(table) == bindparam("whose"))
    for table in (parked, stamps, *(table for table, _ in READ_MODELS))
]


def forget(connection: Connection, numbers: Sequence[str]) -> None:
    """Delete the rows of these subjects, parked or not."""
    for statement in _FORGET:
        connection.execute(statement, [{"whose": number} for number in numbers])


def project_all(
    connection: Connection, numbers: Sequence[str], up_to: int, subjects_of: SubjectsOf
) -> None:
    """Write the rows of these dossiers anew, together; where one fails, each by itself."""
    try:
        load = subjects_of(numbers, up_to)
        with connection.begin_nested():
            found = {number: computed(load(number)) for number in numbers}
            forget(connection, numbers)
            add(connection, found)
    except Exception:  # one of them cannot be folded or written: it alone is parked
        for number in numbers:
            project(connection, number, up_to, subjects_of)


def move(connection: Connection, old: int, new: int) -> bool:
    """Compare and set: false when somebody else has moved the position meanwhile."""
    moved = connection.execute(_MOVE, {"old": old, "new": new})
    return moved.rowcount == 1


def hold(connection: Connection) -> None:
    """Nobody projects, and nobody else holds, until this transaction ends."""
    held = update(position).where(position.c.name == NAME)
    connection.execute(held.values(position=position.c.position))


def touched(connection: Connection, streams: set[str]) -> list[str]:
    """The subjects that these streams concern, directly or through reliance."""
    numbers = {s.removeprefix(PREFIX) for s in streams if s.startswith(PREFIX)}
    meetings = {s for s in streams if s.startswith(MEETINGS)}
    numbers |= meetings
    if meetings or CALLS in streams:
        numbers.add(YEAR)
    numbers.update(connection.execute(_RELYING, {"streams": sorted(streams)}).scalars())
    return sorted(numbers)


def shelved(connection: Connection) -> set[str]:
    """The numbers of what is parked."""
    return set(connection.execute(_SHELVED).scalars())


def projected(connection: Connection) -> set[str]:
    """The numbers of which there is a row anywhere."""
    tables = [*(table for table, _ in READ_MODELS), parked]
    return set(connection.execute(union(*(select(whose(t)) for t in tables))).scalars())


def project(connection: Connection, number: str, up_to: int, subjects_of: SubjectsOf) -> None:
    """Write the rows of one dossier anew; park it where it cannot be folded."""
    connection.execute(delete(parked).where(parked.c.subject == number))
    try:
        found = computed(subjects_of([number], up_to)(number))
        with connection.begin_nested():
            write(connection, number, found)
    except Exception as error:  # whatever is wrong with one dossier, the others go on
        park = insert(parked).values(subject=number, position=up_to, error=repr(error))
        connection.execute(park)


Rows = dict[str, list[dict[str, Any]]]
"""The rows of one dossier, by the name of their table."""


def computed(dossier: Subject) -> Rows:
    """The rows of that dossier in every read model."""
    return {table.name: list(rows(dossier)) for table, rows in READ_MODELS}


def write(connection: Connection, number: str, found: Rows) -> None:
    """Replace the rows of one deliberation."""
    forget(connection, [number])
    add(connection, {number: found})


def add(connection: Connection, found: Mapping[str, Rows]) -> None:
    """The rows of subjects that have none yet, together, with the stamp of the program."""
    for name, statement in _INSERT:
        rows = [row for each in found.values() for row in each[name]]
        if rows:
            connection.execute(statement, rows)
    sealed = [
        {"subject": number, "program": program(), "digest": digest(rows)}
        for number, rows in found.items()
    ]
    connection.execute(_STAMP, sealed)


_VALUES = tuple(
    (table.name, itemgetter(*(column.name for column in table.columns))) for table, _ in READ_MODELS
)


def digest(found: Rows) -> str:
    """The rows of one subject in 64 digits, in whatever order they come back.

    It only names causes (differences are compared value by value), and is made at each write: so
    values are joined as text, in half the time that JSON takes.
    """
    lines = (
        "\x1f".join((table, *map(str, values(row))))
        for table, values in _VALUES
        for row in found[table]
    )
    return sha256("\n".join(sorted(lines)).encode()).hexdigest()
