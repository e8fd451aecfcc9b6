"""Replay: compute all rows again beside the live ones, compare, show the differences, apply them.

No table is renamed and no reader sees half a dossier. What differs is looked at a second time under
the lock of the position, so that commands recorded meanwhile are neither lost nor mistaken for
differences. Of what was found, only one batch is in memory: ``findings`` keeps the rest.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace as changed
from itertools import islice
from time import monotonic

from sqlalchemy import Connection, Engine, select

from domain.deliberation.dossier import Dossier
from projections.catch_up import (
    READ_MODELS,
    TOGETHER,
    Rows,
    SubjectsOf,
    computed,
    digest,
    hold,
    project,
    reached,
    reading,
    shelved,
    whose,
)
from projections.findings import Batch, Difference, Report, Writer, finish, keep, report, spent
from projections.program import program
from projections.tables import stamps


def replay(
    engine: Engine,
    run: int,
    numbers: Iterable[str],
    subjects_of: SubjectsOf,
    *,
    progress: Callable[[int], None] = lambda done: None,
) -> Report:
    """Rebuild the rows of these subjects, sorted, and apply what differs; a check compares only.

    Who gives the numbers may first let the rows follow the log: its time is counted, and Ctrl-C there
    is an interruption like any other.

    A parked subject that can be folded again leaves its place among the parked, and one that no
    longer can be is parked; rows that another version of the program wrote take the stamp of this one,
    also where they are the same. Some two hundred are looked at together and then forgotten: whoever
    records or projects meanwhile waits for their differences at most. Stopped between two of them,
    by Ctrl-C or by a kill, the run is interrupted: called again, it goes on after the last number
    that it noted. Raises ``Superseded`` when somebody else goes on with the same run.
    """
    there = report(engine, run)
    if there.stopped_after is None:
        return there
    last, done = there.stopped_after, 0
    waiting = (number for number in numbers if number > last)
    began = monotonic()
    try:
        while some := list(islice(waiting, TOGETHER)):
            batch = Batch(last, some[-1])
            suspects = suspected(engine, some, subjects_of, batch, there.check)
            now = monotonic()
            batch.seconds, began = now - began, now
            settle(engine, run, suspects, subjects_of, batch, there.check)
            done, last = done + len(some), batch.last
            progress(done)
    except KeyboardInterrupt:
        spent(engine, run, monotonic() - began)
    else:
        finish(engine, run)
    return report(engine, run)


def differing(engine: Engine, numbers: Iterable[str], subjects_of: SubjectsOf) -> Iterator[Batch]:
    """What a rebuild would change, batch by batch. Nothing is applied, nor noted anywhere."""
    waiting, last = iter(numbers), ""
    while some := list(islice(waiting, TOGETHER)):
        batch = Batch(last, some[-1])
        suspects = suspected(engine, some, subjects_of, batch, check=True)
        if suspects:
            settle(engine, None, suspects, subjects_of, batch, check=True)
        yield batch
        last = batch.last


def suspected(
    engine: Engine, numbers: Sequence[str], subjects_of: SubjectsOf, batch: Batch, check: bool
) -> list[str]:
    """Those whose rows are not what a rebuild makes of them, or that cannot be folded; to be applied,
    also those that another program wrote."""
    with reading(engine).connect() as connection:
        at = reached(connection)
        parked = shelved(connection)
        before = live(connection, numbers)
        ours = {n for n, stamp in stamped(connection, numbers).items() if stamp[0] == program()}
    suspects = []
    try:
        load = subjects_of(numbers, at)
    except Exception:  # each is looked at again by itself
        return list(numbers)
    for number in numbers:
        try:
            subject = load(number)
            found = computed(subject)
        except Exception:  # looked at again, and then shown; the others go on
            suspects.append(number)
            continue
        batch.deliberations += isinstance(subject, Dossier)
        batch.rows += sum(len(rows) for rows in found.values())
        foreign = not check and number not in ours
        if foreign or number in parked or any(compare(number, before[number], found)):
            suspects.append(number)
    return suspects


def settle(
    engine: Engine,
    run: int | None,
    suspects: Sequence[str],
    subjects_of: SubjectsOf,
    batch: Batch,
    check: bool,
) -> None:
    """Look again while nobody projects, at the position now reached; apply it, noted for the run."""
    with engine.begin() as connection:
        if suspects:
            hold(connection)
            now = reached(connection)
            before = live(connection, suspects)
            wrote = stamped(connection, suspects)
        for number in suspects:
            try:
                found = computed(subjects_of([number], now)(number))
            except Exception as error:
                batch.failures[number] = repr(error)
            else:
                by, held = wrote.get(number, (None, None))
                writer = Writer(by, held == digest(before[number]))
                for difference in compare(number, before[number], found):
                    batch.differences.append(changed(difference, writer=writer))
            if not check:
                project(connection, number, now, subjects_of)
        if run is not None:
            keep(connection, run, batch)


def stamped(connection: Connection, numbers: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Program and digest, by subject."""
    question = select(stamps).where(stamps.c.subject.in_(numbers))
    return {row.subject: (row.program, row.digest) for row in connection.execute(question)}


def live(connection: Connection, numbers: Sequence[str]) -> dict[str, Rows]:
    """The rows that readers see, by subject."""
    found: dict[str, Rows] = {n: {table.name: [] for table, _ in READ_MODELS} for n in numbers}
    for table, _ in READ_MODELS:
        names = [column.name for column in table.columns]
        owner = names.index(whose(table).name)
        for row in connection.execute(select(table).where(whose(table).in_(numbers))):
            found[row[owner]][table.name].append(dict(zip(names, row, strict=True)))
    return found


def compare(number: str, before: Rows, after: Rows) -> Iterator[Difference]:
    """Row by row, in the order of their primary key: days as days, numbers as numbers."""
    for table, _ in READ_MODELS:
        if before[table.name] == after[table.name]:
            continue  # in the same order too, as they mostly are
        keys = [column.name for column in table.primary_key]
        old = {tuple(row[k] for k in keys): row for row in before[table.name]}
        new = {tuple(row[k] for k in keys): row for row in after[table.name]}
        for key in sorted(old.keys() | new.keys()):
            if old.get(key) != new.get(key):
                yield Difference(
                    table.name,
                    number,
                    dict(zip(keys, key, strict=True)),
                    old.get(key),
                    new.get(key),
                )
