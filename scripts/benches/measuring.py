"""How a figure is measured: both sides in turn, round after round, and the ratio of each round.

The machine may be busy with something else: what disturbs one side of a round disturbs the other.
"""

import gc
import os
import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

Work = Callable[[], object]

LONGEST_S = 600


@dataclass(frozen=True)
class Figure:
    """One line of the table: how many times as fast as the other side (more is better)."""

    name: str
    database: str
    ratios: Sequence[float]
    goal: float | None = None
    detail: str = ""

    @property
    def line(self) -> str:
        goal = "" if self.goal is None else f"≥ {self.goal:g}"
        spread = f"{min(self.ratios):.2f}-{max(self.ratios):.2f}"
        if len(self.ratios) == 1:
            spread = "un tour"
        reached = ""
        if self.goal is not None:
            reached = "oui" if median(self.ratios) >= self.goal else "non"
        return (
            f"| {self.name} | {self.database} | {median(self.ratios):.2f} | {spread} | {goal} "
            f"| {reached} | {self.detail} |"
        )


HEADER = """| figure | database | ratio (median) | spread | goal | reached | detail |
|---|---|---:|---:|---:|---|---|"""


def seconds(work: Work) -> float:
    gc.collect()
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def in_turn(rounds: int, *works: Work) -> list[list[float]]:
    """The seconds of each work, round by round; who goes first changes every round."""
    found: list[list[float]] = [[] for _ in works]
    for turn in range(rounds):
        order = range(len(works))
        for which in order if turn % 2 else reversed(order):
            found[which].append(seconds(works[which]))
    return found


def ratios(slower: Sequence[float], faster: Sequence[float]) -> list[float]:
    """How many times as fast the second one is, round by round."""
    return [one / other for one, other in zip(slower, faster, strict=True)]


def at_once(writers: int, work: Callable[[int], Work]) -> Work:
    """The same work in so many processes; each prepares itself, then all are let go together."""

    def run() -> None:
        for process in forked:
            os.write(process[1], b"g")
        for child, go, done in forked:
            assert os.read(done, 1) == b"d", "a writer failed"
            os.waitpid(child, 0)
            os.close(go)
            os.close(done)

    forked = [_forked(work, number) for number in range(writers)]
    for _, _, done in forked:
        assert os.read(done, 1) == b"r", "a writer could not begin"
    return run


def _forked(work: Callable[[int], Work], number: int) -> tuple[int, int, int]:
    waits, go = os.pipe()
    done, says = os.pipe()
    child = os.fork()
    if child:
        os.close(waits)
        os.close(says)
        return child, go, done
    signal.alarm(LONGEST_S)  # whatever becomes of who started it
    try:
        ready = work(number)
        os.write(says, b"r")
        os.read(waits, 1)
        ready()
        os.write(says, b"d")
    except BaseException as error:
        print(repr(error), flush=True)
    finally:
        os._exit(0)
