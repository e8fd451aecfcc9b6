"""Upgrade: a register of an older shape made one of ours, statement by statement.

Each statement is committed together with the note that it is done: killed anywhere, the upgrade goes
on where it stood. From the first of them the register bears its new version, which an older program
refuses, and the table of the notes, by which ours sees that it is not finished.

No statement may touch an entry: the triggers refuse it. A shape is added to; what was recorded stays.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, inspect, text
from sqlalchemy.engine import Engine

from adapters.register.errors import NewerRegister, NotARegister, OlderRegister
from adapters.register.tables import SCHEMA_VERSION, UPGRADE, register


@dataclass(frozen=True)
class Statement:
    """One step, in the words of each database."""

    why: str
    sqlite: str
    postgresql: str


_REPLAY = """CREATE TABLE replay (
    run INTEGER NOT NULL, wanted TEXT, only_check BOOLEAN NOT NULL, position INTEGER NOT NULL,
    end_position INTEGER, last_number VARCHAR(120) NOT NULL, deliberations INTEGER NOT NULL,
    compared INTEGER NOT NULL, findings INTEGER NOT NULL, differences INTEGER NOT NULL,
    seconds FLOAT NOT NULL, PRIMARY KEY (run))"""

_REPLAY_FINDING = """CREATE TABLE replay_finding (
    run INTEGER NOT NULL, ordinal INTEGER NOT NULL, number VARCHAR(120) NOT NULL,
    failed BOOLEAN NOT NULL, found TEXT NOT NULL, PRIMARY KEY (run, ordinal))"""


def both(why: str, statement: str) -> Statement:
    """One step that is said in the same words to either database."""
    return Statement(why, statement, statement)


UPGRADES: Mapping[int, Sequence[Statement]] = {
    1: (
        both(
            "le tableau dit si un vote est irrégulier",
            "ALTER TABLE status ADD COLUMN irregular TEXT NOT NULL DEFAULT ''",
        ),
        both(
            "les lignes disent quel programme les a écrites",
            "CREATE TABLE projection_stamp (subject VARCHAR(120) NOT NULL PRIMARY KEY, "
            "program VARCHAR(60) NOT NULL, digest VARCHAR(64) NOT NULL)",
        ),
        both("où en est un calcul interrompu", _REPLAY),
        both("ce qu'il a trouvé", _REPLAY_FINDING),
        # Read models only, which are computed again from the entries: nothing recorded is lost.
        *(
            both(f"le tableau {table} se recalcule", f"DELETE FROM {table}")
            for table in ("status", "deadlines", "journal", "reliance", "parked")
        ),
        both("les tableaux repartent de zéro", "UPDATE projection_position SET position = 0"),
    ),
}
"""For each older version: the statements that make the next one of it, in their order, for ever."""

Step = tuple[int, int]
"""The version that it starts from, and its number, from 1."""

_STARTED = 0


def pending(
    engine: Engine,
    upgrades: Mapping[int, Sequence[Statement]] = UPGRADES,
    target: int = SCHEMA_VERSION,
) -> list[tuple[Step, Statement]]:
    """What is left to do; nothing, for a register of our version. Raises ``NewerRegister``."""
    with engine.connect() as connection:
        version, done = _state(connection, target)
    for step in range(version, target):
        if step not in upgrades:
            raise OlderRegister(version, target)
    steps = ((v, n, s) for v in range(version, target) for n, s in enumerate(upgrades[v], start=1))
    return [((v, n), statement) for v, n, statement in steps if (v, n) not in done]


def upgrade(
    engine: Engine,
    upgrades: Mapping[int, Sequence[Statement]] = UPGRADES,
    target: int = SCHEMA_VERSION,
) -> Iterator[tuple[Step, Statement]]:
    """Do what is left to do; gives each statement once it is done."""
    pending(engine, upgrades, target)  # what cannot be upgraded to the end is not begun
    with engine.begin() as connection:
        version, done = _state(connection, target)
        if version == target:
            return
        if not done:
            connection.execute(
                text(
                    f"CREATE TABLE {UPGRADE} (version integer, step integer, PRIMARY KEY (version, step))"
                )
            )
            _note(connection, (version, _STARTED))
        connection.execute(register.update().values(schema_version=target))
    for step, statement in pending(engine, upgrades, target):
        with engine.begin() as connection:
            connection.exec_driver_sql(getattr(statement, engine.dialect.name))
            _note(connection, step)
        yield step, statement
    with engine.begin() as connection:
        connection.execute(text(f"DROP TABLE {UPGRADE}"))


def _state(connection: Connection, target: int) -> tuple[int, set[Step]]:
    """The version that the register had when its upgrade began, and the steps that are done."""
    tables = inspect(connection).get_table_names()
    if register.name not in tables:
        raise NotARegister(str(connection.engine.url))
    version: int = connection.execute(text("SELECT schema_version FROM register")).scalar_one()
    if version > target:
        raise NewerRegister(version, target)
    if UPGRADE not in tables:
        return version, set()
    done = {(v, n) for v, n in connection.execute(text(f"SELECT version, step FROM {UPGRADE}"))}
    return min(done)[0], done


def _note(connection: Connection, step: Step) -> None:
    connection.execute(
        text(f"INSERT INTO {UPGRADE} VALUES (:version, :step)"),
        {"version": step[0], "step": step[1]},
    )
