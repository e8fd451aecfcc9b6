"""The databases that tests are given."""

from datetime import UTC, datetime

import freezegun
import pytest
from sqlalchemy import create_engine, inspect, text

from tests import postgres


@pytest.mark.parametrize("time", [1, 2])
def test_every_test_gets_an_empty_database(database_url: str, time: int) -> None:
    engine = create_engine(database_url)

    assert inspect(engine).get_table_names() == []

    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE traces (id integer)"))
    # The engine is left open on purpose: the database must go away all the same.


def test_the_postgresql_database_is_postgresql(fresh_postgres_url: str) -> None:
    with create_engine(fresh_postgres_url).connect() as connection:
        assert connection.scalar(text("SELECT version()")).startswith("PostgreSQL 18")


def test_a_frozen_clock_does_not_freeze_the_connections(database_url: str) -> None:
    with (
        freezegun.freeze_time(datetime(2026, 4, 12, 21, 59, 59, tzinfo=UTC)),
        create_engine(database_url).connect() as connection,
    ):
        assert connection.scalar(text("SELECT 1")) == 1


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("PACKAGE", "no_such_package", "run scripts/setup"),
        ("_CLUSTER", ("--no-such-option",), "no-such-option"),
    ],
)
def test_a_server_that_does_not_start_says_why(
    name: str, value: object, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, name, value)

    with pytest.raises(postgres.ServerStartError, match=reason), postgres.running_server():
        pass
