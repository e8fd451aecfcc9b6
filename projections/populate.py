"""Populate: the first rows of a register that came in whole.

Catching up would fold a dossier again in each batch in which it moved, and delete what is not there;
here each is folded once, and the rows of many go in together.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import islice

from sqlalchemy import Connection, Engine

from projections.catch_up import SubjectsOf, add, computed, move, project

BATCH = 200
"""Deliberations whose rows are written together."""


def populate(
    engine: Engine,
    numbers: Iterable[str],
    end: int,
    subjects_of: SubjectsOf,
    progress: Callable[[int], None] = lambda done: None,
) -> bool:
    """Write the rows of these deliberations as of the position ``end``, all or nothing.

    False when somebody has begun to project meanwhile: then catching up is all there is to do.
    """
    done = 0
    waiting = iter(numbers)
    with engine.begin() as connection:
        if not move(connection, 0, end):
            return False
        while batch := list(islice(waiting, BATCH)):
            try:
                with connection.begin_nested():
                    together(connection, batch, end, subjects_of)
            except Exception:  # one of them cannot be folded or written: it alone is parked
                for number in batch:
                    project(connection, number, end, subjects_of)
            done += len(batch)
            progress(done)
    return True


def together(
    connection: Connection, numbers: Sequence[str], end: int, subjects_of: SubjectsOf
) -> None:
    load = subjects_of(numbers, end)
    add(connection, {number: computed(load(number)) for number in numbers})
