"""What every test can ask for: a database of its own, on both engines, and a clock to freeze."""

import os
import pkgutil
import signal
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from itertools import count
from pathlib import Path

import freezegun
import hypothesis
import psycopg
import pytest
from sqlalchemy.engine import make_url

import adapters
import domain
import projections
import scheduler
from tests.postgres import running_server

# freezegun freezes time.monotonic too, and a pool that waits for a connection would wait for ever.
freezegun.configure(extend_ignore_list=["sqlalchemy", "psycopg_pool", "eventsourcing"])

# A pydantic model must not be defined while time is frozen, and the doors import theirs late. What
# does not import is left to the tests that need it: they show the error where it belongs.
for _room in (domain, projections, scheduler, adapters):
    for _module in pkgutil.walk_packages(_room.__path__, f"{_room.__name__}.", lambda _: None):
        with suppress(Exception):
            import_module(_module.name)

# The same everywhere, in five minutes; ``pytest --hypothesis-profile long`` looks further.
hypothesis.settings.register_profile("short", deadline=None, print_blob=True, max_examples=40)
hypothesis.settings.register_profile("long", deadline=None, print_blob=True, max_examples=1_000)
hypothesis.settings.load_profile("short")

# What a developer's machine sets would hide what a user sees: a pipe that is told nothing.
os.environ.pop("PYTHONUNBUFFERED", None)
# And whoever runs us in the background (``… &``) ignores Ctrl-C for all our children: tests press it.
signal.signal(signal.SIGINT, signal.default_int_handler)

_numbers = count(1)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The PostgreSQL server of this process (with xdist: one a worker). Not for tables."""
    with running_server() as url:
        yield url


@pytest.fixture
def fresh_postgres_url(postgres_url: str) -> Iterator[str]:
    """An empty PostgreSQL database, dropped after the test whoever is still connected."""
    server, name = make_url(postgres_url), f"test_{next(_numbers)}"
    dsn = server.set(drivername="postgresql").render_as_string()
    with psycopg.connect(dsn, autocommit=True) as connection:
        # For an empty database, copying files is quicker than copying through the log.
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0 STRATEGY file_copy")
    yield server.set(database=name).render_as_string()
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """A SQLite file that does not exist yet."""
    return f"sqlite:///{tmp_path}/tacite.db"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """An empty database; the test runs once on each engine."""
    fixture = {"sqlite": "sqlite_url", "postgresql": "fresh_postgres_url"}[request.param]
    url: str = request.getfixturevalue(fixture)
    return url
