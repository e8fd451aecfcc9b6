"""A holder of the lock that stands still: the others are told to try again, within seconds."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from adapters.register import postgresql, sqlite
from adapters.register.engine import open_engine
from adapters.register.errors import Busy
from adapters.register.register import Register
from adapters.register.tables import create_register
from tests.adapters.register.samples import entry

SHORT_S = 1
"""The patience of the tests; that of the house is asserted below."""

HOLDER = """
import sys, time
from adapters.register.engine import open_engine
from adapters.register.register import Register
from tests.adapters.register.samples import entry
engine = open_engine(sys.argv[1])
with engine.begin() as connection:
    if engine.dialect.name == "postgresql":
        connection.exec_driver_sql(
            "SELECT pg_advisory_xact_lock((x'54616369'::bigint << 32) | 'log'::regclass::oid::bigint)"
        )
    print("ready", flush=True)
    sys.stdin.readline()
"""


@contextmanager
def stalled_holder(url: str) -> Iterator[subprocess.Popen[str]]:
    """A process that has the lock of the writers and is stopped (SIGSTOP)."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, url],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "ready\n"
        os.kill(holder.pid, signal.SIGSTOP)
        try:
            yield holder
        finally:
            os.kill(holder.pid, signal.SIGCONT)
            holder.communicate("go\n", timeout=30)


def patience(seconds: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgresql, "LOCK_TIMEOUT_S", seconds)
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT_S", seconds)


def test_the_patience_of_the_house_is_ten_seconds() -> None:
    assert (postgresql.LOCK_TIMEOUT_S, sqlite.BUSY_TIMEOUT_S) == (10, 10)


def test_who_meets_a_stalled_lock_holder_is_told_to_try_again(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    patience(SHORT_S, monkeypatch)
    engine = open_engine(database_url)
    create_register(engine)
    register = Register(engine)
    wanted = entry(1)
    with stalled_holder(database_url):
        began = time.monotonic()
        with pytest.raises(Busy, match="réessayez"):
            register.append([wanted])
        assert time.monotonic() - began < 10 * SHORT_S
        assert register.entries_after(0, 10) == [], "and who only reads is not kept waiting"

    assert [e.event_id for e in register.append([wanted])] == [wanted.event_id]
    engine.dispose()


def test_waiting_for_ever_is_caught(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Planted: no limit (zero is « for ever » to PostgreSQL, an hour is as good to SQLite)."""
    patience(0 if database_url.startswith("postgresql") else 3_600, monkeypatch)
    engine = open_engine(database_url)
    create_register(engine)
    register = Register(engine)
    writer = threading.Thread(target=register.append, args=([entry(1)],), daemon=True)
    with stalled_holder(database_url):
        writer.start()
        writer.join(2 * SHORT_S)
        assert writer.is_alive(), "it hangs"

    writer.join(30)
    assert register.last_position() == 1
    engine.dispose()
