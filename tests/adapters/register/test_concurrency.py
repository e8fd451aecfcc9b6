"""Several processes at once, and connections that break at the worst moment."""

import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from itertools import groupby
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.engine import Engine, make_url

from adapters.register.engine import driver_connection, open_engine
from adapters.register.errors import OutcomeUnknown, Unavailable
from adapters.register.register import Register
from adapters.register.tables import create_register
from domain.entry import Entry
from tests.adapters.register.samples import STREAM, entry

WRITERS, COMMANDS = 6, 40

# Each command: two entries on the writer's own stream; every fifth, one more on a stream that all
# the writers want.
WRITER = """
import sys
from uuid import uuid4
from adapters.register.engine import open_engine
from adapters.register.errors import Conflict
from adapters.register.register import Register
from tests.adapters.register.samples import entry

url, own, commands = sys.argv[1], sys.argv[2], int(sys.argv[3])
register = Register(open_engine(url))
print("ready", flush=True)
sys.stdin.readline()
for n in range(commands):
    command = uuid4()
    entries = [entry(2 * n + i, stream=own, command_id=command) for i in (1, 2)]
    while True:
        wanted = []
        if n % 5 == 0:
            version = len(register.entries("shared")) + 1
            wanted = [entry(version, stream="shared", command_id=command)]
        try:
            register.append(entries + wanted)
            break
        except Conflict:
            pass
"""
EXPECTED = WRITERS * (2 * COMMANDS + COMMANDS // 5)


def test_six_writers_lose_nothing_and_a_tailing_reader_misses_nothing(
    register: Register, database_url: str
) -> None:
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, database_url, f"own/{n}", str(COMMANDS)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for n in range(WRITERS)
    ]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()

    seen: list[Entry] = []
    while len(seen) < EXPECTED and any(writer.poll() is None for writer in writers):
        seen += register.entries_after(seen[-1].position if seen else 0, 100)
    assert [writer.wait(timeout=60) for writer in writers] == [0] * WRITERS
    seen += register.entries_after(seen[-1].position if seen else 0, EXPECTED)

    assert [e.position for e in seen] == list(range(1, EXPECTED + 1))
    for stream in register.streams():
        versions = [e.version for e in register.entries(stream)]
        assert versions == list(range(1, len(versions) + 1))
    # The entries of a command follow each other: nobody wrote in between.
    commands = [command for command, _ in groupby(seen, key=lambda e: e.command_id)]
    assert len(commands) == len(set(commands)) == WRITERS * COMMANDS


def test_one_command_sent_by_all_at_once_is_recorded_once(register: Register) -> None:
    command = uuid4()
    start = threading.Barrier(6)
    answers = []

    def send() -> None:
        start.wait()
        answers.append(register.append([entry(1, command_id=command)]))

    threads = [threading.Thread(target=send) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(answers) == 6
    assert all(answer == answers[0] for answer in answers)
    assert register.last_position() == 1


class Cable:
    """Between a client and PostgreSQL; it breaks once, instead of bringing a given answer."""

    def __init__(self, server: str) -> None:
        self.server = server
        self.breaks_at: bytes | None = None
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self.listener.accept()
                server = socket.socket(socket.AF_UNIX)
                server.connect(self.server)
                for ends in ((client, server), (server, client)):
                    threading.Thread(target=self._carry, args=ends, daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                if self.breaks_at is not None and self.breaks_at in data:
                    self.breaks_at = None
                    break
                target.sendall(data)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


@pytest.fixture
def cable(fresh_postgres_url: str) -> Iterator[Cable]:
    made = Cable(f"{make_url(fresh_postgres_url).query['host']}/.s.PGSQL.5432")
    yield made
    made.listener.close()


@pytest.fixture
def far_register(fresh_postgres_url: str, cable: Cable) -> Register:
    """A register whose server is at the other end of the cable."""
    url = make_url(fresh_postgres_url).set(
        host="127.0.0.1", port=cable.port, query={"sslmode": "disable"}
    )
    engine = open_engine(url.render_as_string())
    create_register(engine)
    return Register(engine)


# What PostgreSQL answers when a command is done, and how many entries the command has.
ANSWERS_TO_COMMIT = [(b"INSERT 0 1\x00", 1), (b"COMMIT\x00", 2)]


@pytest.mark.parametrize(("answer", "size"), ANSWERS_TO_COMMIT)
def test_when_the_answer_to_commit_is_lost_the_same_command_tells(
    far_register: Register, cable: Cable, answer: bytes, size: int
) -> None:
    command = uuid4()
    entries = [entry(version, command_id=command) for version in range(1, size + 1)]

    cable.breaks_at = answer
    with pytest.raises(OutcomeUnknown):
        far_register.append(entries)

    again = far_register.append(entries)
    assert [e.event_id for e in again] == [e.event_id for e in entries]
    assert far_register.last_position() == size


def test_what_is_lost_before_commit_is_not_recorded(far_register: Register, cable: Cable) -> None:
    command = uuid4()
    entries = [entry(1, command_id=command), entry(2, command_id=command)]

    cable.breaks_at = b"INSERT 0 1\x00"
    with pytest.raises(Unavailable):
        far_register.append(entries)

    assert far_register.answered(command) == []
    assert len(far_register.append(entries)) == 2


def test_a_server_that_comes_back_is_used_again(fresh_postgres_url: str) -> None:
    """Its connections died in the pool: one operation says so, the next ones work."""
    register = Register(_created(fresh_postgres_url))
    with ExitStack() as several:
        for _ in range(3):
            several.enter_context(driver_connection(register.engine))
    with open_engine(fresh_postgres_url).begin() as administrator:
        administrator.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )

    with pytest.raises(Unavailable):
        register.entries(STREAM)

    assert register.append([entry(1)]) == register.entries(STREAM)


def _created(url: str) -> Engine:
    engine = open_engine(url)
    create_register(engine)
    return engine
