"""One sweep: what has run out by a day and is not minuted is written down.

Run twice, late or by two clerks at once, it writes the same minutes once: each has a command id
made of what it minutes, and the decision is taken again on the entries themselves.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Column, Connection, Date, Integer, String, Table

from projections.deadlines import due
from projections.tables import metadata

last_sweep = Table(
    "last_sweep",
    metadata,
    Column("swept_at", String(40), primary_key=True),
    Column("day", Date, nullable=False),
    Column("written", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
)
"""One row, outside log and read models: when the clerk last looked (``tacite status`` shows it)."""


@dataclass
class Swept:
    """What one sweep did, for the legal day it looked at."""

    on: date
    written: list[str] = field(default_factory=list)
    """Numbers of the deliberations whose deemed opinion is now on record."""
    failed: dict[str, str] = field(default_factory=dict)
    """Those that could not be written, with the error: the others went on."""


def due_numbers(connection: Connection, on: date) -> list[str]:
    """The clerk's sheet for that day, oldest first."""
    return [number for number, _ in due(connection, on)]


def sweep(on: date, numbers: Iterable[str], minute: Callable[[str, date], bool]) -> Swept:
    """Minute each of them; ``minute`` decides again and says whether it wrote.

    One that fails is reported and stays due: it does not keep the others waiting.
    """
    swept = Swept(on)
    for number in numbers:
        try:
            if minute(number, on):
                swept.written.append(number)
        except Exception as error:  # named in the report, and due again at the next sweep
            swept.failed[number] = str(error)
    return swept
