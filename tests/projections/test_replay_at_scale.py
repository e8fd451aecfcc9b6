"""A long replay: stopped and resumed, beside those who record, and never writing an entry."""

import gc
import tracemalloc

import pytest
from sqlalchemy import update

import projections.replay
from adapters.load.command import load
from adapters.office import Office
from adapters.stories.throwaway import establish_dijon
from projections.status import table as status
from tests.offices import an_office
from tests.projections.test_catch_up import JANUARY

NUMBERS = ["A", "B", "C", "D", "E"]


def falsified(office: Office) -> list[str]:
    """The deliberations whose rows still tell the wrong threshold."""
    found = office.replay(check=True).differences
    return sorted({difference.number for difference in found})


def test_an_interrupted_replay_says_where_it_stopped_and_goes_on_from_there(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(projections.replay, "TOGETHER", 2)
    with an_office(database_url) as desk:
        for number in NUMBERS:
            desk.received(number, JANUARY)
        desk.office.catch_up()
        with desk.office.register.engine.begin() as connection:
            connection.execute(update(status).values(threshold=1))

        def interrupt(done: int) -> None:
            raise KeyboardInterrupt

        stopped = desk.office.replay(progress=interrupt)

        assert (stopped.stopped_after, stopped.applied) == ("B", True)
        assert falsified(desk.office) == ["C", "D", "E"]
        resumed = desk.office.replay(after="B")
        assert {d.number for d in resumed.differences} == {"C", "D", "E"}
        assert resumed.stopped_after is None
        assert falsified(desk.office) == []


def test_a_replay_writes_no_entry_and_tells_from_where_to_where(database_url: str) -> None:
    with an_office(database_url) as desk:
        for number in NUMBERS:
            desk.received(number, JANUARY)
        desk.office.catch_up()
        before = desk.office.register.entries_after(0, 1_000)
        with desk.office.register.engine.begin() as connection:
            connection.execute(update(status).values(threshold=1))

        report = desk.office.replay()

        assert (report.position, report.end) == (len(before), len(before))
        assert report.seconds > 0
        assert desk.office.register.entries_after(0, 1_000) == before


def test_a_replay_holds_no_more_at_its_end_than_at_its_beginning(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is still held after each ten deliberations; garbage not yet collected is not counted."""
    monkeypatch.setattr(projections.replay, "TOGETHER", 10)
    with an_office(sqlite_url) as desk:
        office = Office.found(f"{sqlite_url}-loaded", desk.clock, durable=False)
        establish_dijon(office, JANUARY.replace(year=2020))
        load(office, 200, seed=1)
        office.populate()
        office.replay(check=True)  # what is imported and compiled once
        held = []

        def weigh(done: int) -> None:
            gc.collect()
            held.append(tracemalloc.get_traced_memory()[0])

        tracemalloc.start()
        office.replay(check=True, progress=weigh)
        tracemalloc.stop()
        office.close()

    assert len(held) >= 20
    assert held[-1] < 1.5 * held[1]
