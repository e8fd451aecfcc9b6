"""A disk that is full, a write that fails: a clean refusal, all still readable, and on when it can.

SQLite only, and without root: ``max_page_count`` is a full disk, ``RLIMIT_FSIZE`` a failing write.
"""

import subprocess
import sys
from itertools import count

import pytest
from sqlalchemy.engine import Engine
from sqlalchemy.event import listens_for

from adapters.register import sqlite
from adapters.register.engine import open_engine
from adapters.register.errors import Unavailable
from adapters.register.register import Register
from adapters.register.tables import create_register
from domain.entry import Entry
from tests.adapters.register.samples import entry

PAGES = 120


class Disk:
    """Room for so many pages, for the connections of one engine."""

    def __init__(self, engine: Engine, pages: int) -> None:
        self.engine = engine
        self.pages = pages

        @listens_for(engine, "checkout")
        def narrow(connection: object, *_: object) -> None:
            sqlite._pragma(connection, f"max_page_count = {self.pages}")


def fill(register: Register) -> tuple[list[Entry], Entry, Exception]:
    """What was acknowledged until the disk was full, what was refused, and how."""
    kept: list[Entry] = []
    for version in count(1):
        refused = entry(version)
        try:
            kept += register.append([refused])
        except Exception as error:
            return kept, refused, error
    raise AssertionError("unreachable")


def test_a_full_disk_refuses_clearly_reads_on_and_goes_on_when_there_is_room(
    sqlite_url: str,
) -> None:
    engine = open_engine(sqlite_url)
    create_register(engine)
    disk, register = Disk(engine, PAGES), Register(engine)

    kept, refused, error = fill(register)

    assert isinstance(error, Unavailable)
    assert len(kept) > 20
    assert register.entries_after(0, 10_000) == kept
    assert register.answered(refused.command_id) == []
    disk.pages = 10 * PAGES
    [again] = register.append([refused])
    assert (again.position, again.event_id) == (len(kept) + 1, refused.event_id)
    assert register.entries_after(0, 10_000) == [*kept, again]
    engine.dispose()


def test_a_register_that_swallows_the_refusal_is_caught(sqlite_url: str) -> None:
    engine = open_engine(sqlite_url)
    create_register(engine)
    Disk(engine, PAGES)
    register = Register(engine)

    kept, refused, _ = fill(register)
    acknowledged = [*kept, refused]

    assert register.entries_after(0, 10_000) != acknowledged
    engine.dispose()


# Ignored, the signal of the limit becomes an error of the write. « done » is said when the outcome
# of each command is known; the same ids are sent again where it is not.
WRITER = """
import resource, signal, sys
from pathlib import Path
from adapters.register.engine import open_engine
from adapters.register.errors import OutcomeUnknown, RegisterError, Unavailable
from adapters.register.register import Register
from tests.adapters.register.samples import entry

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
register = Register(open_engine(sys.argv[1]))
swallows = sys.argv[2] == "swallows"
file = Path(register.engine.url.database)
wal = file.with_name(file.name + "-wal")
kept, refused, _ = [], [], register.append([entry(1)])
room = wal.stat().st_size + 40_000
hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
for version in range(2, 60):
    wanted = entry(version)
    try:
        kept += register.append([wanted])
    except (OutcomeUnknown, Unavailable):
        refused.append(wanted)
        if swallows:
            kept.append(wanted)
            continue
        break
assert refused, "the limit was never reached"
assert len(register.entries_after(1, 1_000)) >= len(kept) or swallows, "still readable"
resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
if not swallows:
    kept += register.append([refused[0]])
    kept += register.append([entry(len(kept) + 2)])
held = [e.event_id for e in register.entries_after(1, 1_000)]
print("same" if held == [e.event_id for e in kept] else "different")
"""


@pytest.mark.parametrize(("how", "found"), [("refuses", "same"), ("swallows", "different")])
def test_a_write_that_fails_loses_nothing_and_doubles_nothing(
    sqlite_url: str, how: str, found: str
) -> None:
    """Also the other way round: a writer that swallows the error is caught."""
    engine = open_engine(sqlite_url)
    create_register(engine)
    engine.dispose()

    done = subprocess.run(
        [sys.executable, "-c", WRITER, sqlite_url, how],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert (done.stdout, done.returncode) == (f"{found}\n", 0), done.stderr
