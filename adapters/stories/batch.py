"""Many stories: told side by side by several processes, reported in the order of their files."""

import os
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path

from adapters.register.errors import RegisterError
from adapters.stories.language import read_story
from adapters.stories.page import page, page_of_unreadable
from adapters.stories.reading import Unreadable, documents, title_of
from adapters.stories.run import Wrong, run
from adapters.stories.throwaway import Place, Throwaway

WORTH_A_PROCESS = 40
"""Fewer stories than this are told before another process has started."""

CONNECTIONS = 8
"""At most so many processes on one PostgreSQL server: each holds a few of its connections."""


class NoRegister(Exception):
    """The database is of no use for telling stories: not the fault of any of them."""


@dataclass(frozen=True)
class Task:
    """One document of a file, numbered from 1; not read yet."""

    file: str
    number: int
    document: str


@dataclass(frozen=True)
class Report:
    """What came of one story. ``number`` 0 stands for the whole file."""

    file: str
    number: int
    title: str | None
    wrong: tuple[Wrong, ...] = ()
    unreadable: str | None = None
    page: str | None = None

    @property
    def exit_code(self) -> int:
        """0 all holds, 1 an answer differs, 2 it cannot be read as a story."""
        return 2 if self.unreadable else 1 if self.wrong else 0


def tasks(path: Path) -> Iterator[Task | Report]:
    """The documents of a file; where there are none, why."""
    try:
        for number, document in enumerate(documents(path), start=1):
            yield Task(str(path), number, document)
    except Unreadable as error:
        yield Report(str(path), 0, None, unreadable=str(error))


def tell(task: Task, registers: Throwaway, *, with_page: bool) -> Report:
    """Read one story and run it; whatever becomes of it, the others are told too."""
    title = title_of(task.document)
    try:
        story = read_story(task.document)
        title = story.title
        done = run(story, registers, with_dossiers=with_page)
    except Unreadable as error:
        shown = page_of_unreadable(title, str(error)) if with_page else None
        return Report(task.file, task.number, title, unreadable=str(error), page=shown)
    except RegisterError as error:
        raise NoRegister(str(error)) from None
    except Exception as error:  # a fault of the program: named with its story, never passed over
        fault = Wrong(0, "programme", "aucune erreur", f"{type(error).__name__} : {error}")
        return Report(task.file, task.number, title, (fault,))
    shown = page(done) if with_page else None
    return Report(task.file, task.number, title, tuple(done.wrong), page=shown)


def tell_all(
    paths: Sequence[Path],
    place: Place,
    *,
    jobs: int | None = None,
    with_pages: bool = False,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> list[Report]:
    """Every story of these files, in order. ``progress`` hears how many are told, of how many."""
    found = [each for path in paths for each in tasks(path)]
    waiting = [each for each in found if isinstance(each, Task)]
    told: list[Report] = []
    for report in reports(waiting, place, jobs, with_pages):
        told.append(report)
        progress(len(told), len(waiting))
    in_order = iter(told)
    return [each if isinstance(each, Report) else next(in_order) for each in found]


def reports(
    waiting: Sequence[Task], place: Place, jobs: int | None, with_pages: bool
) -> Iterator[Report]:
    """The report of each task, in order."""
    if not waiting:
        return
    processes = min(jobs or default_jobs(len(waiting), place), len(waiting))
    if processes == 1:
        registers = registers_here(place)
        for task in waiting:
            yield tell(task, registers, with_page=with_pages)
        return
    # « spawn »: a forked process would inherit the threads and connections of this one.
    pool = ProcessPoolExecutor(processes, get_context("spawn"), leave_interrupts_to_the_first)
    try:
        yield from pool.map(tell_here, waiting, repeat(place), repeat(with_pages), chunksize=8)
    except BrokenProcessPool:
        raise NoRegister(
            "Un des processus s'est arrêté (mémoire insuffisante ?) : recommencez avec --jobs 1."
        ) from None
    finally:
        pool.shutdown(cancel_futures=True)


def default_jobs(stories: int, place: Place) -> int:
    """As many processes as there are processors, and stories to keep them busy."""
    most = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if place.database is not None:
        most = min(most, CONNECTIONS)
    return max(1, min(most, stories // WORTH_A_PROCESS))


def leave_interrupts_to_the_first() -> None:
    """Ctrl-C is for the first process, which then stops the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@cache
def registers_here(place: Place) -> Throwaway:
    """The registers of this process, when it is one of several."""
    try:
        return place.registers()
    except RegisterError as error:
        raise NoRegister(str(error)) from None


def tell_here(task: Task, place: Place, with_page: bool) -> Report:
    return tell(task, registers_here(place), with_page=with_page)


def by_file(reports: Iterable[Report]) -> dict[str, list[Report]]:
    """The reports of each file, in order."""
    found: dict[str, list[Report]] = {}
    for report in reports:
        found.setdefault(report.file, []).append(report)
    return found
