"""Replay: compute all rows again beside the live ones, compare, show the differences, apply them.

No table is renamed and no reader sees half a dossier. What differs is looked at a second time under
the lock of the position, so that commands recorded meanwhile are neither lost nor mistaken for
differences.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from time import monotonic
from typing import Any

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
from projections.program import program
from projections.tables import stamps


@dataclass(frozen=True)
class Difference:
    """One row that a rebuild would change: ``before`` is live, ``after`` is rebuilt."""

    table: str
    number: str
    key: dict[str, Any]
    before: dict[str, Any] | None
    after: dict[str, Any] | None

    @property
    def fields(self) -> list[str]:
        """The columns that differ; all of them where the row is only on one side."""
        if self.before is None or self.after is None:
            return sorted(self.before or self.after or {})
        return [name for name, value in self.after.items() if self.before[name] != value]


@dataclass(frozen=True)
class Writer:
    """Who wrote the live rows of a subject, as their stamp has it."""

    program: str | None
    """None where they bear no stamp."""
    untouched: bool
    """They are still those that it wrote."""


@dataclass
class Report:
    """What a replay looked at and found."""

    position: int
    """What the rows took into account at the beginning."""
    end: int = 0
    """And at the end: commands were recorded meanwhile."""
    deliberations: int = 0
    rows: int = 0
    differences: list[Difference] = field(default_factory=list)
    failures: dict[str, str] = field(default_factory=dict)
    """Deliberations that cannot be folded, with the error: the others went on."""
    writers: dict[str, Writer] = field(default_factory=dict)
    """Of each subject whose rows differ."""
    applied: bool = False
    seconds: float = 0
    stopped_after: str | None = None
    """Interrupted: what comes after that number was not looked at yet."""


def replay(
    engine: Engine,
    numbers: Iterable[str],
    subjects_of: SubjectsOf,
    *,
    check: bool = False,
    progress: Callable[[int], None] = lambda done: None,
) -> Report:
    """Rebuild the rows of these subjects, sorted, and apply what differs; ``check`` compares only.

    A parked subject that can be folded again leaves its place among the parked, and one that no
    longer can be is parked; rows that another version of the program wrote take the stamp of this one,
    also where they are the same. Some two hundred are looked at together and then forgotten: whoever
    records or projects meanwhile waits for their differences at most. An interruption (Ctrl-C)
    stops between two of them, and the report says where.
    """
    began = monotonic()
    with reading(engine).connect() as connection:
        report = Report(reached(connection))
    waiting, done, last = iter(numbers), 0, ""
    try:
        while some := list(islice(waiting, TOGETHER)):
            suspects = suspected(engine, some, subjects_of, report, check)
            if suspects:
                settle(engine, suspects, subjects_of, report, check)
            done, last = done + len(some), some[-1]
            progress(done)
    except KeyboardInterrupt:
        report.stopped_after = last
    with reading(engine).connect() as connection:
        report.end = reached(connection)
    report.applied = bool(report.differences) and not check
    report.seconds = monotonic() - began
    return report


def suspected(
    engine: Engine, numbers: Sequence[str], subjects_of: SubjectsOf, report: Report, check: bool
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
        report.deliberations += isinstance(subject, Dossier)
        report.rows += sum(len(rows) for rows in found.values())
        foreign = not check and number not in ours
        if foreign or number in parked or any(compare(number, before[number], found)):
            suspects.append(number)
    return suspects


def settle(
    engine: Engine, suspects: Sequence[str], subjects_of: SubjectsOf, report: Report, check: bool
) -> None:
    """Look again while nobody projects, at the position now reached; tell, and apply."""
    with engine.begin() as connection:
        hold(connection)
        now = reached(connection)
        before = live(connection, suspects)
        wrote = stamped(connection, suspects)
        for number in suspects:
            try:
                found = computed(subjects_of([number], now)(number))
            except Exception as error:
                report.failures[number] = repr(error)
            else:
                different = list(compare(number, before[number], found))
                report.differences += different
                if different:
                    by, held = wrote.get(number, (None, None))
                    report.writers[number] = Writer(by, held == digest(before[number]))
            if not check:
                project(connection, number, now, subjects_of)


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
    """Row by row, by primary key."""
    for table, _ in READ_MODELS:
        if before[table.name] == after[table.name]:
            continue  # in the same order too, as they mostly are
        keys = [column.name for column in table.primary_key]
        old = {tuple(row[k] for k in keys): row for row in before[table.name]}
        new = {tuple(row[k] for k in keys): row for row in after[table.name]}
        for key in sorted(old.keys() | new.keys(), key=repr):
            if old.get(key) != new.get(key):
                yield Difference(
                    table.name,
                    number,
                    dict(zip(keys, key, strict=True)),
                    old.get(key),
                    new.get(key),
                )
