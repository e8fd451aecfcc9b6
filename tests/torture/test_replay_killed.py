"""A replay killed with -9 at each of its writes: gone on with, it ends as if nobody had been killed."""

import multiprocessing
import os
import signal
from itertools import count

import pytest
from sqlalchemy import Connection, update
from sqlalchemy.event import listens_for

import projections.replay
from adapters.office import Office
from projections.findings import Batch, Difference, NothingToResume, keep
from projections.status import table as status
from tests.offices import an_office
from tests.projections.test_rebuilt_equals_live import rows
from tests.torture.roles import PLANTED, RECEIVED, open_office

NUMBERS = ["A", "B"]


def notes_apart(connection: Connection, run: int, batch: Batch) -> None:
    """Planted: what was found is noted in a transaction of its own, after what was applied."""
    connection.exec_driver_sql("COMMIT")
    again = "BEGIN IMMEDIATE" if connection.dialect.name == "sqlite" else "SELECT 1"
    connection.exec_driver_sql(again)
    keep(connection, run, batch)


def falsify(office: Office) -> None:
    with office.register.engine.begin() as connection:
        connection.execute(update(status).values(threshold=PLANTED))


def killed(url: str, at: int) -> int:
    """A replay in another process, killed before its n-th write or commit; its exit code."""

    def run() -> None:
        office = open_office(url)
        done = 0

        def die(*_: object) -> None:
            nonlocal done
            done += 1
            if done == at:
                os.kill(os.getpid(), signal.SIGKILL)

        def die_of_a_write(_connection: object, _cursor: object, sql: str, *_: object) -> None:
            if sql.startswith(("INSERT", "UPDATE", "DELETE")):
                die()

        listens_for(office.register.engine, "before_cursor_execute")(die_of_a_write)
        listens_for(office.register.engine, "commit")(die)
        office.replay()
        os._exit(0)

    process = multiprocessing.get_context("fork").Process(target=run)
    process.start()
    process.join()
    assert process.exitcode is not None
    return process.exitcode


def gone_on_with(office: Office) -> list[Difference]:
    """What the report tells in the end: of the replay that was killed, or of one begun anew."""
    try:
        report = office.replay(resume=True)
    except NothingToResume:
        report = office.replay()  # killed before it had noted that it began
    assert report.stopped_after is None
    found = list(report.differences)
    report.forget()
    return found


@pytest.mark.parametrize("apart", [False, True], ids=["noted-together", "noted-apart"])
def test_killed_at_each_write_a_replay_goes_on_and_its_report_is_whole(
    database_url: str, monkeypatch: pytest.MonkeyPatch, apart: bool
) -> None:
    """Each difference is told once, and every row is right. Noted apart, a difference is lost."""
    monkeypatch.setattr(projections.replay, "TOGETHER", 1)
    if apart:
        monkeypatch.setattr(projections.replay, "keep", notes_apart)
    lost = 0
    with an_office(database_url) as desk:
        for number in NUMBERS:
            desk.received(number, RECEIVED)
        right = rows(desk.office)
        falsify(desk.office)
        whole = list(desk.office.replay(check=True).differences)
        assert {d.number for d in whole} == set(NUMBERS)
        desk.office.replay().forget()

        for at in count(1):
            falsify(desk.office)
            ended = killed(database_url, at)
            told = gone_on_with(desk.office)
            assert rows(desk.office) == right
            lost += told != whole
            if ended == 0:
                break
            assert ended == -signal.SIGKILL

    assert at > 20
    assert bool(lost) is apart
