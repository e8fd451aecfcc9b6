"""A long replay: stopped and resumed, beside those who record, and never writing an entry."""

import gc
import tracemalloc

import pytest
from sqlalchemy import update

import projections.catch_up
import projections.findings
import projections.replay
from adapters.load.command import load
from adapters.office import Office
from adapters.stories.throwaway import establish_dijon
from projections.findings import Difference, NothingToResume, Report, Superseded
from projections.journal import table as journal
from projections.status import table as status
from tests.offices import Desk, an_office, opened
from tests.projections.test_catch_up import JANUARY

NUMBERS = ["A", "B", "C", "D", "E"]


def falsify(office: Office) -> None:
    with office.register.engine.begin() as connection:
        connection.execute(update(status).values(threshold=1))


def falsified(office: Office) -> list[str]:
    """The deliberations whose rows still tell the wrong threshold."""
    found = office.replay(check=True).differences
    return sorted({difference.number for difference in found})


@pytest.mark.parametrize("check", [True, False])
def test_an_interrupted_replay_says_where_it_stopped_and_goes_on_from_there(
    database_url: str, monkeypatch: pytest.MonkeyPatch, check: bool
) -> None:
    """As it was asked for: what it found before is in its report too."""
    monkeypatch.setattr(projections.replay, "TOGETHER", 2)
    with an_office(database_url) as desk:
        for number in NUMBERS:
            desk.received(number, JANUARY)
        desk.office.catch_up()
        falsify(desk.office)
        whole = differences(desk.office.replay(check=True))

        def interrupt(done: int) -> None:
            raise KeyboardInterrupt

        stopped = desk.office.replay(check=check, progress=interrupt)

        assert (stopped.stopped_after, stopped.applied) == ("B", not check)
        assert {d.number for d in stopped.differences} == {"A", "B"}
        resumed = desk.office.replay(resume=True)
        assert (resumed.stopped_after, resumed.check) == (None, check)
        assert differences(resumed) == whole
        assert resumed.deliberations == len(NUMBERS)
        assert resumed.seconds > stopped.seconds
        assert falsified(desk.office) == (NUMBERS if check else [])


def test_a_replay_is_resumed_until_it_has_been_told(sqlite_url: str) -> None:
    with an_office(sqlite_url) as desk:
        desk.received("A", JANUARY)
        falsify(desk.office)
        first = desk.office.replay(["A"])
        again = desk.office.replay(resume=True)

        assert differences(again) == differences(first)
        again.forget()
        with pytest.raises(NothingToResume, match="tacite replay en commence un"):
            desk.office.replay(resume=True)
        with pytest.raises(Superseded):
            list(first.differences)


def test_of_two_who_resume_one_replay_the_second_is_told(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(projections.replay, "TOGETHER", 1)
    with an_office(sqlite_url) as desk:
        for number in NUMBERS:
            desk.received(number, JANUARY)
        falsify(desk.office)

        def another(done: int) -> None:
            with opened(sqlite_url, desk.clock) as office:
                found = office.replay(resume=True)
            assert {d.number for d in found.differences} == set(NUMBERS)

        with pytest.raises(Superseded, match="repris ce calcul"):
            desk.office.replay(progress=another)


def lagging(desk: Desk) -> None:
    """Deliberations are recorded, and the rows do not follow."""
    desk.office.follow = False
    for number in NUMBERS:
        desk.received(number, JANUARY)


def test_rows_that_lag_are_counted_timed_and_told_of_from_the_first_batch(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are no differences: whoever asks a question first lets the rows follow too."""
    monkeypatch.setattr(projections.catch_up, "BATCH", 5)
    with an_office(database_url) as desk:
        desk.office.catch_up()
        began = desk.office.position()
        lagging(desk)
        clock = iter(range(1_000))
        monkeypatch.setattr(projections.replay, "monotonic", lambda: float(next(clock)))
        followed: list[int] = []

        def follow(position: int) -> None:
            followed.append(position)
            next(clock)  # a second goes by

        report = desk.office.replay(following=follow)

        assert (report.position, report.end) == (began, desk.office.register.last_position())
        assert report.lagging == 5
        assert list(report.differences) == []
        assert len(followed) > 1
        assert followed == sorted(followed)
        assert report.seconds >= len(followed)
        assert desk.office.replay().lagging == 0


def test_stopped_while_the_rows_still_follow_a_replay_is_resumed_as_it_was_asked_for(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(projections.catch_up, "BATCH", 5)
    with an_office(database_url) as desk:
        desk.office.catch_up()
        began = desk.office.position()
        lagging(desk)

        def interrupt(position: int) -> None:
            raise KeyboardInterrupt

        stopped = desk.office.replay(check=True, following=interrupt)

        assert (stopped.stopped_after, stopped.position, stopped.lagging) == ("", began, 5)
        assert began < stopped.end < desk.office.register.last_position()
        assert stopped.seconds > 0
        resumed = desk.office.replay(resume=True)
        assert (resumed.stopped_after, resumed.check) == (None, True)
        assert (resumed.position, resumed.lagging, resumed.deliberations) == (began, 5, 5)
        assert resumed.seconds > stopped.seconds


def differences(report: Report) -> list[Difference]:
    return list(report.differences)


def test_a_replay_writes_no_entry_and_tells_from_where_to_where(database_url: str) -> None:
    with an_office(database_url) as desk:
        for number in NUMBERS:
            desk.received(number, JANUARY)
        desk.office.catch_up()
        before = desk.office.register.entries_after(0, 1_000)
        falsify(desk.office)

        report = desk.office.replay()

        assert (report.position, report.end) == (len(before), len(before))
        assert report.seconds > 0
        assert desk.office.register.entries_after(0, 1_000) == before


SWEPT_NOW_AND_THEN = 40_000
"""Bytes: the pool of connections forgets its own in lots. The deliberations kept would be millions."""


@pytest.mark.parametrize("wrong", [False, True], ids=["right", "every-row-wrong"])
def test_a_replay_holds_no_more_at_its_end_than_at_its_beginning(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch, wrong: bool
) -> None:
    """What is still held after each ten deliberations; garbage not yet collected is not counted."""
    monkeypatch.setattr(projections.findings, "PAGE", 50)
    monkeypatch.setattr(projections.replay, "TOGETHER", 10)
    with an_office(sqlite_url) as desk:
        office = Office.found(f"{sqlite_url}-loaded", desk.clock, durable=False)
        establish_dijon(office, JANUARY.replace(year=2020))
        load(office, 200, seed=1)
        office.populate()
        if wrong:
            with office.register.engine.begin() as connection:
                connection.execute(update(journal).values(article="rien"))
        list(office.replay(check=True).differences)  # what is imported and compiled once
        held, told = [], []

        def weigh(done: int) -> None:
            gc.collect()
            held.append(tracemalloc.get_traced_memory()[0])

        tracemalloc.start()
        report = office.replay(check=True, progress=weigh)
        for count, _ in enumerate(report.differences):
            if count % 50 == 0:
                gc.collect()
                told.append(tracemalloc.get_traced_memory()[0])
        tracemalloc.stop()
        office.close()

    assert len(held) >= 20
    assert held[-1] < held[1] + SWEPT_NOW_AND_THEN
    if wrong:
        assert len(told) >= 20
        assert max(told) < held[1] + SWEPT_NOW_AND_THEN
