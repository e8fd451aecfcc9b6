"""A read model as it was at a past position: the same rows, the same query, on a table for the day.

There is one code path: the rows come from the function that the live read model has, and the
question is asked with the live statement. Dossiers are folded one at a time, and only the rows of
the legal day are kept.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, StaticPool, Table, create_engine, insert

from projections.subjects import Subject

Model = tuple[Table, Callable[[Subject], Iterable[dict[str, Any]]]]


Loader = Callable[[], Subject]


def ask(
    question: Select[Any], model: Model, loaders: Iterable[tuple[str, Loader]], on: date
) -> tuple[Sequence[Mapping[str, Any]], dict[str, str]]:
    """The answer for that legal day, and the subjects that could not be folded, with the error.

    Each subject is loaded, folded and forgotten in its turn.
    """
    table, rows = model
    failed: dict[str, str] = {}
    engine = create_engine("sqlite://", poolclass=StaticPool)
    try:
        with engine.begin() as connection:
            table.create(connection)
            for number, load in loaders:
                try:
                    found = list(rows(load()))
                except Exception as error:  # whatever is wrong with one, the others answer
                    failed[number] = repr(error)
                    continue
                held = [row for row in found if row["valid_from"] <= on <= row["valid_to"]]
                if held:
                    connection.execute(insert(table), held)
            return [dict(row) for row in connection.execute(question).mappings()], failed
    finally:
        engine.dispose()
