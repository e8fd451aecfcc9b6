"""A register of an older shape is upgraded, killed at each statement, and taken up again.

Two older shapes are planted here: a register without its index of instants, whose ``register`` table
lacks a column that the planted newer shape has. Last comes each real one.
"""

import multiprocessing
import os
import signal
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import count

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.event import listens_for

from adapters.cli import main
from adapters.exports.chain import Row
from adapters.exports.snapshot import rows, snapshot
from adapters.exports.upgrade import UPGRADES, Statement, both, pending, upgrade
from adapters.exports.verify import verify
from adapters.register.engine import open_engine
from adapters.register.errors import (
    NewerRegister,
    NotARegister,
    OlderRegister,
    UnfinishedUpgrade,
)
from adapters.register.register import Register
from adapters.register.tables import SCHEMA_VERSION, UPGRADE, check_register, create_register
from projections.status import flagged
from tests.adapters.register.samples import entry
from tests.offices import an_office, opened, vote
from tests.projections.test_rebuilt_equals_live import rows as rows_of

BEFORE = SCHEMA_VERSION - 1
LONG_BEFORE = SCHEMA_VERSION - 2

PLANTED: Mapping[int, Sequence[Statement]] = {
    LONG_BEFORE: [both("une colonne", "ALTER TABLE register ADD COLUMN motto TEXT")],
    BEFORE: [
        both("un index", "CREATE INDEX log_recorded_at ON log (recorded_at, position)"),
        both("une table", "CREATE TABLE seals (position INTEGER PRIMARY KEY)"),
        both("ses lignes", "INSERT INTO seals SELECT position FROM log"),
        both("une devise", "UPDATE register SET motto = 'tacite'"),
    ],
}
STEPS = [(LONG_BEFORE, 1), (BEFORE, 1), (BEFORE, 2), (BEFORE, 3), (BEFORE, 4)]


@pytest.fixture
def old(database_url: str) -> Iterator[Engine]:
    engine = planted(database_url)
    yield engine
    engine.dispose()


def planted(url: str) -> Engine:
    """A register two shapes behind."""
    engine = open_engine(url)
    create_register(engine)
    register = Register(engine)
    for version in (1, 2, 3):
        register.append([entry(version)])
    with engine.begin() as connection:
        connection.execute(text("DROP INDEX log_recorded_at"))
        connection.execute(text(f"UPDATE register SET schema_version = {LONG_BEFORE}"))
    return engine


def contents(engine: Engine) -> list[Row]:
    with snapshot(engine) as connection:
        return list(rows(connection))


def assert_upgraded(engine: Engine) -> None:
    assert check_register(engine)
    assert pending(engine, PLANTED) == []
    assert UPGRADE not in inspect(engine).get_table_names()
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM seals")).scalar_one() == 3
        assert connection.execute(text("SELECT motto FROM register")).scalar_one() == "tacite"
    assert "log_recorded_at" in {index["name"] for index in inspect(engine).get_indexes("log")}


def test_what_is_to_be_done_is_shown_and_then_done_in_order(old: Engine) -> None:
    before = contents(old)
    with pytest.raises(OlderRegister, match="tacite upgrade"):
        check_register(old)

    assert [step for step, _ in pending(old, PLANTED)] == STEPS
    assert [step for step, _ in upgrade(old, PLANTED)] == STEPS

    assert_upgraded(old)
    assert contents(old) == before
    assert list(upgrade(old, PLANTED)) == []


def killed(url: str, at: int, *, after: bool) -> int:
    """Upgrade in another process, killed at its n-th write or commit; its exit code."""

    def run() -> None:
        engine = open_engine(url)
        count = 0

        def die(*_: object) -> None:
            nonlocal count
            count += 1
            if count == at:
                os.kill(os.getpid(), signal.SIGKILL)

        def die_of_a_write(_connection: object, _cursor: object, sql: str, *_: object) -> None:
            if sql.startswith(("ALTER", "CREATE", "DROP", "INSERT", "UPDATE")):
                die()

        if after:
            listens_for(engine, "after_cursor_execute")(die_of_a_write)
        else:
            listens_for(engine, "before_cursor_execute")(die_of_a_write)
            listens_for(engine, "commit")(die)
        for _ in upgrade(engine, PLANTED):
            pass
        os._exit(0)

    process = multiprocessing.get_context("fork").Process(target=run)
    process.start()
    process.join()
    assert process.exitcode is not None
    return process.exitcode


@pytest.mark.parametrize("after", [False, True])
def test_killed_at_each_statement_it_goes_on_where_it_stood(database_url: str, after: bool) -> None:
    """A new register each time: killed once, looked at, taken up, whole."""
    for kills in count(1):
        url = another(database_url, kills)
        engine = planted(url)
        before = contents(engine)
        engine.dispose()
        ended = killed(url, kills, after=after)
        assert contents(engine) == before
        if ended == 0:
            break
        assert ended == -signal.SIGKILL
        try:
            check_register(engine)
        except OlderRegister:
            list(upgrade(engine, PLANTED))
        assert_upgraded(engine)
        engine.dispose()

    writes = 3 + 2 * len(STEPS) + 1
    assert kills - 1 == (writes if after else writes + 2 + len(STEPS))


def another(url: str, number: int) -> str:
    """One more empty place: another file, another schema."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        return f"{url}-{number}"
    with open_engine(url).begin() as connection:
        connection.execute(text(f"CREATE SCHEMA place_{number}"))
    there = address.update_query_dict({"options": f"-csearch_path=place_{number}"})
    return there.render_as_string(hide_password=False)


@pytest.mark.parametrize("steps", range(len(STEPS)))
def test_half_way_neither_the_old_program_nor_ours_opens_it(old: Engine, steps: int) -> None:
    going = upgrade(old, PLANTED)
    for _ in range(steps):
        next(going)
    if steps:
        del going
        with pytest.raises(UnfinishedUpgrade, match="reprenez-la"):
            check_register(old)
        with pytest.raises(NewerRegister):
            pending(old, PLANTED, target=BEFORE)

    assert [step for step, _ in pending(old, PLANTED)] == STEPS[steps:]
    assert [step for step, _ in upgrade(old, PLANTED)] == STEPS[steps:]
    assert_upgraded(old)


def test_a_statement_that_fails_is_not_noted_and_the_rest_waits(old: Engine) -> None:
    wrong = {
        **PLANTED,
        BEFORE: [PLANTED[BEFORE][0], both("faux", "DELETE FROM log"), *PLANTED[BEFORE][1:]],
    }

    with pytest.raises(Exception, match="journal"):
        list(upgrade(old, wrong))

    assert next(step for step, _ in pending(old, wrong)) == (BEFORE, 2)
    assert len(contents(old)) == 3


def test_a_register_too_old_to_be_upgraded_is_not_begun(old: Engine) -> None:
    with pytest.raises(OlderRegister):
        list(upgrade(old, {BEFORE: PLANTED[BEFORE]}))

    assert UPGRADE not in inspect(old).get_table_names()


def test_an_older_program_does_not_touch_a_newer_register(old: Engine) -> None:
    with old.begin() as connection:
        connection.execute(text("UPDATE register SET schema_version = 99"))

    for attempt in (lambda: list(upgrade(old)), lambda: check_register(old)):
        with pytest.raises(NewerRegister):
            attempt()


def test_there_is_nothing_to_upgrade_where_there_is_no_register(database_url: str) -> None:
    with pytest.raises(NotARegister):
        list(upgrade(open_engine(database_url)))


def test_every_older_version_that_was_released_can_be_upgraded() -> None:
    assert sorted(UPGRADES) == list(range(1, SCHEMA_VERSION))


OLDER: Mapping[int, Sequence[str]] = {
    1: (
        "ALTER TABLE status DROP COLUMN irregular",
        "DROP TABLE projection_stamp",
        "DROP TABLE replay",
        "DROP TABLE replay_finding",
    ),
}
"""What makes each released shape of the one after it."""


def shape(engine: Engine) -> dict[str, list[tuple[str, str, bool]]]:
    """Every table, with its columns: name, type, whether it may be empty."""
    there = inspect(engine)
    return {
        table: sorted(
            (each["name"], str(each["type"]), each["nullable"]) for each in there.get_columns(table)
        )
        for table in there.get_table_names()
    }


@pytest.mark.parametrize("version", UPGRADES)
def test_a_register_of_each_older_version_becomes_one_of_ours(
    database_url: str, version: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TACITE_DATABASE_URL", database_url)
    day = date(2026, 1, 12)
    with an_office(database_url) as desk:
        desk.received("A", day)
        desk.record("A", vote(date(2026, 2, 3), as_held="séance avancée"))
        engine = desk.office.register.engine
        ours, entries, right = shape(engine), contents(engine), rows_of(desk.office)
        with engine.begin() as connection:
            for older in range(SCHEMA_VERSION - 1, version - 1, -1):
                for statement in OLDER[older]:
                    connection.execute(text(statement))
            connection.execute(text(f"UPDATE register SET schema_version = {version}"))

    assert main(["status"]) == 8
    assert main(["upgrade", "--check"]) == 7
    assert main(["upgrade"]) == 0
    assert main(["upgrade"]) == 0

    with opened(database_url, desk.clock) as office:
        engine = office.register.engine
        assert (shape(engine), contents(engine), rows_of(office)) == (ours, entries, right)
        result = verify(office)
        assert (result.whole, result.up_to_date) == (True, True)
        assert office.query(flagged(date(2026, 3, 1)))[0]["irregular"] == "PREMATURE"
