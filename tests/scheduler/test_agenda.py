"""The clerk's agenda: it looks at once, goes on whatever happens, and stops when told."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

from freezegun import freeze_time

from scheduler.agenda import Agenda
from tests.offices import an_office

EVERY = 0.05
SOON = 20.0
"""Seconds within which something must have happened, on a busy machine; not a wait."""


@contextmanager
def running(sweep: Callable[[], object], every: float = EVERY) -> Iterator[list[Exception]]:
    """An agenda at work in a thread; stopped at the end. Gives what failed."""
    failures: list[Exception] = []
    stop = threading.Event()
    agenda = Agenda(sweep, every=every, failed=failures.append)
    thread = threading.Thread(target=agenda.run, args=(stop,))
    thread.start()
    try:
        yield failures
    finally:
        stop.set()
        thread.join(SOON)
        assert not thread.is_alive()


def test_it_sweeps_at_once_at_the_start() -> None:
    swept = threading.Event()

    with running(swept.set, every=3600):
        assert swept.wait(SOON)


def test_it_goes_on_after_a_sweep_that_fails_and_tells() -> None:
    third = threading.Event()
    sweeps: list[int] = []

    def fails_twice() -> None:
        sweeps.append(1)
        if len(sweeps) < 3:
            raise OSError("the register is out of reach")
        third.set()

    with running(fails_twice) as failures:
        assert third.wait(SOON)

    assert [str(failure) for failure in failures] == ["the register is out of reach"] * 2


def test_it_stops_when_told_and_sweeps_no_more() -> None:
    sweeps: list[int] = []
    with running(lambda: sweeps.append(1)):
        assert until(lambda: len(sweeps) > 2)
    seen = len(sweeps)

    time.sleep(3 * EVERY)

    assert len(sweeps) == seen


def test_it_stops_after_the_sweep_under_way() -> None:
    started, finished = threading.Event(), threading.Event()

    def long() -> None:
        if started.is_set():
            return
        started.set()
        time.sleep(0.2)
        finished.set()

    with running(long):
        assert started.wait(SOON)

    assert finished.is_set()


def test_the_watchdog_sweeps_when_the_clock_stands_still() -> None:
    """APScheduler reads the clock: set back, it would sleep until the clock has caught up."""
    sweeps: list[int] = []
    with (
        freeze_time("2026-04-13 10:00:00"),
        running(lambda: sweeps.append(1)),
    ):
        assert until(lambda: len(sweeps) > 2)


def test_there_are_never_two_sweeps_at_a_time() -> None:
    under_way = threading.Lock()
    overlaps: list[object] = []
    done: list[int] = []

    def slow() -> None:
        if not under_way.acquire(blocking=False):
            overlaps.append(1)
            return
        time.sleep(4 * EVERY)
        done.append(1)
        under_way.release()

    agenda = Agenda(slow, every=EVERY, failed=overlaps.append)
    stop = threading.Event()
    threads = [threading.Thread(target=agenda.run, args=(stop,))]
    threads += [threading.Thread(target=agenda.tick) for _ in range(3)]
    for thread in threads:
        thread.start()
    assert until(lambda: len(done) > 2)
    stop.set()
    for thread in threads:
        thread.join(SOON)

    assert overlaps == []


def test_at_work_on_a_register_it_minutes_what_has_run_out(database_url: str) -> None:
    with an_office(database_url) as desk:
        desk.received("A", date(2026, 1, 12))
        desk.at(date(2026, 4, 12))
        day = date(2026, 4, 13)
        with running(desk.office.sweep) as failures:
            desk.at(day)

            assert until(lambda: desk.office.situation("A", day).minuted)
        assert failures == []


def until(holds: Callable[[], bool]) -> bool:
    """Whether it comes to hold soon enough."""
    waiting = threading.Event()
    for _ in range(int(SOON / 0.02)):
        if holds():
            return True
        waiting.wait(0.02)
    return False
