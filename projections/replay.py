"""Replay: compute all rows again beside the live ones, compare, show the differences, apply them.

No table is renamed and no reader sees half. What differs is looked at a second time under the lock
of the position, so that commands recorded meanwhile are neither lost nor mistaken for differences.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Engine, Table, select

from domain.deliberation.dossier import Dossier
from projections.catch_up import (
    READ_MODELS,
    Rows,
    SubjectOf,
    computed,
    hold,
    project,
    reached,
    reading,
    shelved,
    whose,
)


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


@dataclass
class Report:
    """What a replay looked at and found."""

    position: int
    deliberations: int = 0
    rows: int = 0
    differences: list[Difference] = field(default_factory=list)
    failures: dict[str, str] = field(default_factory=dict)
    """Deliberations that cannot be folded, with the error: the others went on."""
    applied: bool = False


def replay(
    engine: Engine,
    numbers: Iterable[str],
    subject_of: SubjectOf,
    *,
    check: bool = False,
    progress: Callable[[int], None] = lambda done: None,
) -> Report:
    """Rebuild the rows of these deliberations and apply what differs; ``check`` compares only.

    A parked deliberation that can be folded again leaves its place among the parked, and one that
    no longer can be is parked.
    """
    with reading(engine).connect() as connection:
        report = Report(reached(connection))
        parked = shelved(connection)
        suspects = []
        for done, number in enumerate(numbers, start=1):
            try:
                subject = subject_of(number, report.position)
                found = computed(subject)
            except Exception:  # looked at again below, and then shown; the others go on
                suspects.append(number)
                continue
            report.deliberations += isinstance(subject, Dossier)
            report.rows += sum(len(rows) for rows in found.values())
            if number in parked or any(compare(number, live(connection, number), found)):
                suspects.append(number)
            progress(done)
    if not suspects:
        return report
    with engine.begin() as connection:
        # Nobody projects while the suspects are looked at again, at the position now reached.
        hold(connection)
        now = reached(connection)
        for number in suspects:
            try:
                found = computed(subject_of(number, now))
            except Exception as error:
                report.failures[number] = repr(error)
            else:
                report.differences += compare(number, live(connection, number), found)
            if not check:
                project(connection, number, now, subject_of)
    report.applied = bool(report.differences) and not check
    return report


def live(connection: Connection, number: str) -> Rows:
    """The rows that readers see."""
    return {
        table.name: [dict(row) for row in connection.execute(of(table, number)).mappings().all()]
        for table, _ in READ_MODELS
    }


def of(table: Table, number: str) -> Any:
    return select(table).where(whose(table) == number)


def compare(number: str, before: Rows, after: Rows) -> Iterator[Difference]:
    """Row by row, by primary key."""
    for table, _ in READ_MODELS:
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
