"""What a replay has found so far, kept beside the read models until it has been told.

It is written in the transaction that applies it: whoever is killed, and whenever, what was applied is
in the report and what is in the report was looked at. A replay that goes on starts from here.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Engine,
    Float,
    Integer,
    String,
    Table,
    Text,
    delete,
    func,
    insert,
    select,
    update,
)

from projections.catch_up import READ_MODELS, hold, reached, reading
from projections.tables import metadata

table = Table(
    "replay",
    metadata,
    Column("run", Integer, primary_key=True, autoincrement=False),
    Column("wanted", Text),
    Column("only_check", Boolean, nullable=False),
    Column("position", Integer, nullable=False),
    Column("end_position", Integer),
    Column("last_number", String(120), nullable=False),
    Column("deliberations", Integer, nullable=False),
    Column("compared", Integer, nullable=False),
    Column("findings", Integer, nullable=False),
    Column("differences", Integer, nullable=False),
    Column("seconds", Float, nullable=False),
)
"""One row a replay. ``wanted``: the numbers asked for, or nothing for all; the end: once it is over."""

findings = Table(
    "replay_finding",
    metadata,
    Column("run", Integer, primary_key=True, autoincrement=False),
    Column("ordinal", Integer, primary_key=True, autoincrement=False),
    Column("number", String(120), nullable=False),
    Column("failed", Boolean, nullable=False),
    Column("found", Text, nullable=False),
)
"""One row a difference, or a subject that cannot be folded, in the order in which they were found;
and one for what lagged."""

LAGGING = -1
"""The ordinal of the row that says what lagged when the replay began: before all that it found."""

PAGE = 500
"""Findings read together: in memory there are never more."""


class Superseded(Exception):
    """Somebody else goes on with this replay, or has told and forgotten it."""

    def __init__(self) -> None:
        super().__init__(
            "Quelqu'un d'autre a repris ce calcul, ou l'a déjà rendu : rien n'est perdu de ce qui est "
            "appliqué ; pour tout comparer de nouveau : tacite replay --check."
        )


class NothingToResume(Exception):
    """No replay was interrupted."""

    def __init__(self) -> None:
        super().__init__("Aucun calcul interrompu à reprendre : tacite replay en commence un.")


@dataclass(frozen=True)
class Writer:
    """Who wrote the live rows of a subject, as their stamp has it."""

    program: str | None
    """None where they bear no stamp."""
    untouched: bool
    """They are still those that it wrote."""


@dataclass(frozen=True)
class Difference:
    """One row that a rebuild would change: ``before`` is live, ``after`` is rebuilt."""

    table: str
    number: str
    key: dict[str, Any]
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    writer: Writer = Writer(None, untouched=True)
    """Of the live rows of that subject."""

    @property
    def fields(self) -> list[str]:
        """The columns that differ; all of them where the row is only on one side."""
        if self.before is None or self.after is None:
            return sorted(self.before or self.after or {})
        return [name for name, value in self.after.items() if self.before[name] != value]


@dataclass(frozen=True)
class Differences:
    """The differences that a replay found, read page by page, each time anew."""

    engine: Engine
    run: int
    count: int

    def __len__(self) -> int:
        return self.count

    def __iter__(self) -> Iterator[Difference]:
        """Raises ``Superseded`` when they were forgotten meanwhile."""
        told = 0
        for number, found in _found(self.engine, self.run, failed=False):
            told += 1
            yield _decoded(number, found)
        if told != self.count:
            raise Superseded


@dataclass(frozen=True)
class Report:
    """What a replay looked at and found, interruptions and all."""

    engine: Engine
    run: int
    wanted: Sequence[str] | None
    """The numbers that were asked for; None: all."""
    check: bool
    position: int
    """What the rows took into account at the beginning: they then followed the log first."""
    lagging: int
    """The deliberations and meetings with entries that the rows had not followed at the beginning."""
    end: int
    """And at the end, or now where it is interrupted: commands were recorded meanwhile."""
    stopped_after: str | None
    """Interrupted: what comes after that number was not looked at yet."""
    deliberations: int
    rows: int
    seconds: float
    differences: Differences

    @property
    def failures(self) -> dict[str, str]:
        """Deliberations that cannot be folded, with the error: the others went on."""
        return {n: json.loads(found) for n, found in _found(self.engine, self.run, failed=True)}

    @property
    def applied(self) -> bool:
        return len(self.differences) > 0 and not self.check

    def forget(self) -> None:
        """It has been told. After a whole one, nobody needs those that were begun before it."""
        with self.engine.begin() as connection:
            for held in (table, findings):
                mine = held.c.run == self.run
                others = held.c.run < self.run
                connection.execute(
                    delete(held).where(mine if self.wanted is not None else mine | others)
                )


def begin(
    engine: Engine,
    wanted: Sequence[str] | None,
    lagging: Callable[[int], int] = lambda position: 0,
    *,
    check: bool,
) -> int:
    """The place of a new replay: its run. ``lagging`` counts what moved after a position."""
    with engine.begin() as connection:
        hold(connection)  # two that begin at once are two
        run = (connection.execute(select(func.max(table.c.run))).scalar() or 0) + 1
        connection.execute(
            insert(table).values(
                run=run,
                wanted=None if wanted is None else json.dumps(list(wanted)),
                only_check=check,
                position=(position := reached(connection)),
                last_number="",
                deliberations=0,
                compared=0,
                findings=0,
                differences=0,
                seconds=0,
            )
        )
        behind = {"run": run, "ordinal": LAGGING, "number": "", "failed": False}
        connection.execute(insert(findings).values(**behind, found=str(lagging(position))))
    return run


def interrupted(engine: Engine) -> int:
    """The run of the last replay that was not told. Raises ``NothingToResume``."""
    with reading(engine).connect() as connection:
        run = connection.execute(select(func.max(table.c.run))).scalar()
    if run is None:
        raise NothingToResume
    return int(run)


def report(engine: Engine, run: int) -> Report:
    """What is on record of a replay. Raises ``Superseded``."""
    with reading(engine).connect() as connection:
        row = connection.execute(select(table).where(table.c.run == run)).mappings().one_or_none()
        lagging = connection.execute(
            select(findings.c.found).where(findings.c.run == run, findings.c.ordinal == LAGGING)
        ).scalar()
        now = reached(connection)
    if row is None:
        raise Superseded
    over = row["end_position"] is not None
    return Report(
        engine=engine,
        run=run,
        wanted=None if row["wanted"] is None else json.loads(row["wanted"]),
        check=row["only_check"],
        position=row["position"],
        lagging=int(lagging or 0),
        end=row["end_position"] if over else now,
        stopped_after=None if over else row["last_number"],
        deliberations=row["deliberations"],
        rows=row["compared"],
        seconds=row["seconds"],
        differences=Differences(engine, run, row["differences"]),
    )


@dataclass
class Batch:
    """What a replay did since it last wrote: the subjects from after one number to another."""

    after: str
    last: str
    deliberations: int = 0
    rows: int = 0
    seconds: float = 0
    differences: list[Difference] = field(default_factory=list)
    failures: dict[str, str] = field(default_factory=dict)


def keep(connection: Connection, run: int, batch: Batch) -> None:
    """Note a batch, in the transaction that applies it: compare and set. Raises ``Superseded``."""
    found = [(d.number, False, _encoded(d)) for d in batch.differences]
    found += [(number, True, json.dumps(error)) for number, error in batch.failures.items()]
    added = {
        "deliberations": batch.deliberations,
        "compared": batch.rows,
        "seconds": batch.seconds,
        "findings": len(found),
        "differences": len(batch.differences),
    }
    moved = connection.execute(
        update(table)
        .where(
            table.c.run == run,
            table.c.last_number == batch.after,
            table.c.end_position.is_(None),
        )
        .values(last_number=batch.last, **{name: table.c[name] + n for name, n in added.items()})
    )
    if moved.rowcount != 1:
        raise Superseded
    if found:
        held = connection.execute(select(table.c.findings).where(table.c.run == run)).scalar_one()
        rows = [
            {"run": run, "ordinal": ordinal, "number": number, "failed": failed, "found": words}
            for ordinal, (number, failed, words) in enumerate(found, start=held - len(found))
        ]
        connection.execute(insert(findings), rows)


def spent(engine: Engine, run: int, seconds: float) -> None:
    """Time that went by before an interruption, since the last batch."""
    with engine.begin() as connection:
        mine = update(table).where(table.c.run == run)
        connection.execute(mine.values(seconds=table.c.seconds + seconds))


def finish(engine: Engine, run: int) -> None:
    """Everything was looked at."""
    with engine.begin() as connection:
        over = update(table).where(table.c.run == run, table.c.end_position.is_(None))
        connection.execute(over.values(end_position=reached(connection)))


def _found(engine: Engine, run: int, *, failed: bool) -> Iterator[tuple[str, str]]:
    """Numbers and what was found of them, a page at a time, in order."""
    last = LAGGING
    while True:
        page = (
            select(findings)
            .where(
                findings.c.run == run,
                findings.c.ordinal > last,
                findings.c.failed.is_(failed),
            )
            .order_by(findings.c.ordinal)
            .limit(PAGE)
        )
        with reading(engine).connect() as connection:
            rows = connection.execute(page).mappings().all()
        if not rows:
            return
        for row in rows:
            yield row["number"], row["found"]
        last = rows[-1]["ordinal"]


def _encoded(difference: Difference) -> str:
    by = difference.writer
    said = (
        difference.table,
        (by.program, by.untouched),
        difference.key,
        difference.before,
        difference.after,
    )
    return json.dumps(said, default=lambda day: day.isoformat())


def _decoded(number: str, found: str) -> Difference:
    """The values of the columns' own types again: days and instants."""
    name, by, *sides = json.loads(found)
    [kinds] = [t for t, _ in READ_MODELS if t.name == name]
    read: list[dict[str, Any] | None] = [
        side and {column: _value(kinds.c[column], value) for column, value in side.items()}
        for side in sides
    ]
    key, before, after = read
    return Difference(name, number, key or {}, before, after, Writer(*by))


def _value(column: Column[Any], value: Any) -> Any:
    if value is not None and isinstance(column.type, DateTime):
        return datetime.fromisoformat(value)
    if value is not None and isinstance(column.type, Date):
        return date.fromisoformat(value)
    return value
