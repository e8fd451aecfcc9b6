"""Faults planted in a process of the torture, each of which its check must catch.

They are not what a kill -9 cannot show: a database that does not sync survives the death of a
process. They are the shortcuts that a hurried programmer takes. Where what a shortcut leaves open is
open for microseconds, a kill at random would seldom come then: its own process dies there.
"""

import os
import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from uuid import uuid4

from sqlalchemy import Connection, Engine

import projections.catch_up
import projections.replay
from adapters.commands import CLERK, Plan, on_one_stream
from adapters.office import Office
from adapters.register.engine import reading
from domain.deliberation.determinations import deem
from projections.catch_up import SubjectsOf, project
from projections.findings import Batch, keep
from projections.findings import report as report_of
from scheduler.sweep import Swept, due_numbers, sweep


def dies(times: int) -> Callable[[], None]:
    """Where it is called for so many times, the process is killed: once in the life of each."""
    left = iter(range(times - 1))

    def die() -> None:
        if next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)

    return die


def position_apart() -> None:
    """The position moves in a transaction of its own, the rows follow in the next one."""
    move, die = projections.catch_up.move, dies(2)

    def apart(connection: Connection, old: int, new: int) -> bool:
        moved = move(connection, old, new)
        connection.exec_driver_sql("COMMIT")
        if moved:
            die()
        again = "BEGIN IMMEDIATE" if connection.dialect.name == "sqlite" else "SELECT 1"
        connection.exec_driver_sql(again)
        return moved

    projections.catch_up.move = apart


def replays_the_past() -> None:
    """Replay writes what it computed at the beginning, whatever was recorded meanwhile."""

    def settle(
        engine: Engine,
        run: int | None,
        suspects: Sequence[str],
        subjects_of: SubjectsOf,
        batch: Batch,
        check: bool,
    ) -> None:
        assert run is not None
        began = report_of(engine, run).position
        time.sleep(0.05)
        with engine.begin() as connection:
            for number in suspects:
                project(connection, number, began, subjects_of)
            keep(connection, run, batch)

    projections.replay.settle = settle


def believes_the_sheet() -> None:
    """The clerk writes what its sheet says: the rows not up to date, the dossier not looked at."""

    def minute(self: Office, number: str, on: date) -> bool:
        dossier = self.dossier(number)
        before = replace(dossier, entries=dossier.entries[:4])
        fact = deem(before, on)

        def decide() -> Plan:
            return on_one_stream(dossier.stream, self.dossier(number).entries, [fact])

        self.write(decide, CLERK, command_id=uuid4())
        return True

    def sweep_the_sheet(self: Office, on: date | None = None) -> Swept:
        day = on or self.today()
        with reading(self.register.engine).connect() as connection:
            numbers = due_numbers(connection, day)
        return sweep(day, numbers, self.minute)

    Office.minute = minute  # type: ignore[method-assign]
    Office.sweep = sweep_the_sheet  # type: ignore[method-assign]


PLANTED: dict[str, Callable[[], None]] = {
    "position-apart": position_apart,
    "replays-the-past": replays_the_past,
    "believes-the-sheet": believes_the_sheet,
}
IN_THE_ROLES = ("acknowledges-before-commit", "resends-under-another-id")
FAULTS = (*PLANTED, *IN_THE_ROLES)


def plant(fault: str) -> None:
    if fault in PLANTED:
        PLANTED[fault]()
