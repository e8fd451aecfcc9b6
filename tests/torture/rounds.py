"""Rounds of kill -9: four processes on one register, killed at random, over and over.

They are forked from one process that has everything imported and nothing open: a kill costs
milliseconds, not a second of starting up.
"""

import os
import random
import signal
import time
from pathlib import Path
from select import select

from adapters.clock import SimulatedClock
from tests.offices import found, noon
from tests.torture.check import Findings, check
from tests.torture.faults import plant
from tests.torture.ledger import Ledger
from tests.torture.roles import RECEIVED, ROLES, open_office, play

LONGEST_S = 0.4
"""How long, at most, the four of a round live once each has had its first turn."""

PATIENCE_S = 3


def torture(url: str, folder: Path, rounds: int, seed: int, fault: str = "") -> Findings:
    """So many rounds on an empty database; stops at the first one after which something is wrong."""
    found(url, SimulatedClock(noon(RECEIVED))).close()
    ledger, draws = Ledger(folder / f"ledger-{os.getpid()}"), random.Random(seed)
    findings = Findings()
    for last in range(rounds):
        one_round(url, ledger, draws, fault)
        office = open_office(url)
        # A rebuild of everything after each round would be most of the time.
        findings = check(office, ledger.read(), rows=last % 5 == 4 or last == rounds - 1)
        office.close()
        if findings.broken:
            break
    return findings


def one_round(url: str, ledger: Ledger, draws: random.Random, fault: str) -> None:
    """The four at once. Every third time they are killed at whatever point their start has reached."""
    ends, end = os.pipe()
    living = [start(name, url, ledger, draws.getrandbits(32), fault, end) for name in ROLES]
    if draws.random() < 2 / 3:
        wait_for(ends, len(living))
    time.sleep(draws.uniform(0, LONGEST_S))
    draws.shuffle(living)
    for process in living:
        os.kill(process, signal.SIGKILL)
        time.sleep(draws.choice((0, 0, 0.02)))
    for process in living:
        os.waitpid(process, 0)
    os.close(ends)
    os.close(end)


def wait_for(ends: int, turns: int) -> None:
    """Until each has had a turn, or for as long as is patient: a slow machine makes shorter rounds."""
    limit = time.monotonic() + PATIENCE_S
    while turns and select([ends], [], [], max(0, limit - time.monotonic()))[0]:
        turns -= len(os.read(ends, turns))


def start(name: str, url: str, ledger: Ledger, seed: int, fault: str, end: int) -> int:
    """One process; it writes a byte after its first turn."""
    process = os.fork()
    if process:
        return process
    told: list[int] = []

    def began() -> None:
        if not told:
            told.append(os.write(end, b"."))

    try:
        plant(fault)
        play(name, url, ledger, seed, fault, began)
    except BaseException as error:
        ledger.complains(f"{name}: {error!r}")
    finally:
        os._exit(1)
