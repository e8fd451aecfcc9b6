"""Populate: the first rows of a register that came in whole.

Catching up would fold a dossier again in each batch in which it moved; here each is folded once.
"""

from collections.abc import Callable, Iterable

from sqlalchemy import Engine

from projections.catch_up import SubjectOf, move, project


def populate(
    engine: Engine,
    numbers: Iterable[str],
    end: int,
    subject_of: SubjectOf,
    progress: Callable[[int], None] = lambda done: None,
) -> bool:
    """Write the rows of these deliberations as of the position ``end``, all or nothing.

    False when somebody has begun to project meanwhile: then catching up is all there is to do.
    """
    with engine.begin() as connection:
        if not move(connection, 0, end):
            return False
        for done, number in enumerate(numbers, start=1):
            project(connection, number, end, subject_of)
            progress(done)
    return True
