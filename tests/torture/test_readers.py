"""Readers that follow the log, and projectors, while several processes write: what would miss is caught.

That ours miss nothing is told in ``tests/adapters/register/test_concurrency.py`` and
``tests/projections/test_catch_up.py``; here are the faults that those tests are there for.
"""

import subprocess
import sys
from collections.abc import Callable

import pytest
from sqlalchemy import text

from adapters.register.engine import open_engine
from adapters.register.register import Register
from adapters.register.tables import create_register
from tests.adapters.register.test_concurrency import WRITER
from tests.at_once import in_processes
from tests.offices import an_office
from tests.projections.test_catch_up import busy_register
from tests.projections.test_rebuilt_equals_live import empty

WRITERS, COMMANDS = 4, 15

Follow = Callable[[Register, int], tuple[list[int], int]]
"""Positions seen after one, and where to look from the next time."""


def after_the_last_seen(register: Register, after: int) -> tuple[list[int], int]:
    seen = [position for position, _ in register.streams_after(after, 100)]
    return seen, seen[-1] if seen else after


def after_the_last_there_is(register: Register, after: int) -> tuple[list[int], int]:
    """Planted: it reads, and then asks how far the log goes."""
    seen = [position for position, _ in register.streams_after(after, 100)]
    return seen, register.last_position()


TURNS = 12
"""A loaded machine may give a faulty reader all the time it needs, but not so often in a row."""


def missed(url: str, follow: Follow, turn: int) -> set[int]:
    """What a reader did not see of all that the writers recorded."""
    register = Register(open_engine(url))
    began = register.last_position()
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, url, f"own/{turn}-{n}", str(COMMANDS)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for n in range(WRITERS)
    ]
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    seen: set[int] = set()
    after = began
    while any(writer.poll() is None for writer in writers):
        found, after = follow(register, after)
        seen.update(found)
    found, after = follow(register, after)
    while found:
        seen.update(found)
        found, after = follow(register, after)
    assert [writer.wait(timeout=60) for writer in writers] == [0] * WRITERS
    there = {position for position, _ in register.streams_after(began, 100_000)}
    register.engine.dispose()
    assert len(there) >= WRITERS * 2 * COMMANDS
    return there - seen


def created(url: str) -> str:
    engine = open_engine(url)
    create_register(engine)
    engine.dispose()
    return url


def test_a_reader_who_goes_by_the_end_of_the_log_misses_entries(sqlite_url: str) -> None:
    url = created(sqlite_url)

    assert any(missed(url, after_the_last_there_is, turn) for turn in range(TURNS))


UNLOCKED = """CREATE OR REPLACE FUNCTION log_give_position() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.position := nextval('planted');
    PERFORM pg_sleep(random() * 0.01);
    RETURN NEW;
END $$"""


def test_a_register_that_gives_positions_without_the_lock_makes_readers_miss(
    fresh_postgres_url: str,
) -> None:
    engine = open_engine(created(fresh_postgres_url))
    with engine.begin() as connection:
        connection.execute(text("CREATE SEQUENCE planted"))
        connection.execute(text(UNLOCKED))
    engine.dispose()

    assert any(missed(fresh_postgres_url, after_the_last_seen, turn) for turn in range(TURNS))


PROJECTOR = """
import sys
from sqlalchemy import update
import projections.catch_up
from adapters.clock import SystemClock
from projections.catch_up import NAME, move, position
from tests.offices import opened

projections.catch_up.BATCH = 4
blind = sys.argv[2] == "blind"
moves = []

def told(connection, old, new):
    if blind:
        connection.execute(update(position).where(position.c.name == NAME).values(position=new))
    moved = blind or move(connection, old, new)
    if moved:
        moves.append(f"{old}-{new}")
    return moved

projections.catch_up.move = told
with opened(sys.argv[1], SystemClock()) as office:
    print("ready", flush=True)
    sys.stdin.readline()
    office.catch_up()
print(*moves)
"""


@pytest.mark.parametrize(("how", "once"), [("compares", True), ("blind", False)])
def test_two_projectors_take_each_entry_into_account_once(
    database_url: str, how: str, once: bool
) -> None:
    """Also the other way round: a position that moves blindly is caught."""
    with an_office(database_url) as desk:
        busy_register(desk)
        empty(desk.office)

        said = in_processes(PROJECTOR, 2, database_url, how)

    steps = [tuple(map(int, step.split("-"))) for words in said for step in words.split()]
    taken = [entry for old, new in steps for entry in range(old + 1, new + 1)]
    assert (len(taken) == len(set(taken))) is once
