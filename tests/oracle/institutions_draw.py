"""Draws council evenings and mandates at random, over the words of ``stories/institutions.md``.

    python -m tests.oracle.institutions_draw --seed 1 --stories 300 [--corrections] > drawn.yaml

A story tells two or three threads (an evening and its second convocation, the bodies, requests,
services …) on the oracle's own register, so that counts and days stand at their edges: one above,
one below, on the last day, the day after. Its questions ask every key, and expect what the oracle
answers; a step that the oracle refuses says so.
"""

import argparse
import random
import sys
from datetime import date
from typing import Any

from tests.oracle.draw import text
from tests.oracle.institutions_draw_bodies import Bodies
from tests.oracle.institutions_draw_corrections import corrections
from tests.oracle.institutions_draw_evening import Evenings
from tests.oracle.institutions_draw_parts import Pen
from tests.oracle.institutions_draw_questions import questions

OPENINGS = (
    *(date(2026, 1, 2), date(2026, 4, 10), date(2026, 5, 4), date(2026, 6, 1), date(2026, 8, 20)),
    *(date(2026, 10, 20), date(2026, 11, 28), date(2026, 12, 10), date(2027, 12, 20)),
    *(date(2028, 1, 20), date(2025, 12, 27), date(2026, 7, 28), date(2027, 2, 26)),
)
THREADS = (
    *("evening", "evening", "evening", "evening", "bureau", "bodies", "bodies", "commissions"),
    *("delegations", "delegations", "requests", "services", "years", "follow", "proxies"),
)


def draw(seed: int, with_corrections: bool = False, threads: int = 3) -> dict[str, Any]:
    """A story of so many threads at most; the same for the same arguments."""
    chance = random.Random(seed)
    pen = Pen(chance, chance.choice(OPENINGS))
    evenings, bodies = Evenings(pen), Bodies(pen)
    for thread in chance.sample(THREADS, min(threads, chance.choice((1, 2, 2, 3)))):
        tell = getattr(evenings, thread, None) or getattr(bodies, thread)
        tell()
        if with_corrections:
            corrections(pen, chance.choice((2, 3, 5)))
        questions(pen, chance.choice((3, 5, 7)))
    if with_corrections:
        corrections(pen, chance.choice((2, 4, 8)))
    questions(pen, 9)
    title = f"Soirée tirée au sort {seed}{' avec rectifications' if with_corrections else ''}"
    return {"story": title, "rules": ["R-4.1"], "steps": pen.steps}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--stories", type=int, default=100)
    parser.add_argument("--corrections", action="store_true")
    told = parser.parse_args()
    seeds = range(told.seed * 1_000_000, told.seed * 1_000_000 + told.stories)
    sys.stdout.write(text([draw(seed, told.corrections) for seed in seeds]))


if __name__ == "__main__":
    main()
