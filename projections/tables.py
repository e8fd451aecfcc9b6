"""The tables that the read models share: the position they have reached, what relies on what."""

from datetime import date

from sqlalchemy import Column, Connection, Integer, MetaData, String, Table, Text, event, insert

metadata = MetaData()

FOREVER = date.max
"""``valid_to`` of a row that holds until something new is recorded."""

position = Table(
    "projection_position",
    metadata,
    Column("name", String(20), primary_key=True),
    Column("position", Integer, nullable=False),
)
"""One row: the last entry of the log that the rows take into account."""

NAME = "read-models"
"""All read models follow the log together."""


@event.listens_for(position, "after_create")
def begin(table: Table, connection: Connection, **_: object) -> None:
    """The row is made with its table, in one transaction: a register is never half founded."""
    connection.execute(insert(table).values(name=NAME, position=0))


reliance = Table(
    "reliance",
    metadata,
    Column("stream", String(120), primary_key=True),
    Column("subject", String(120), primary_key=True),
)
"""Which dossiers read another stream than their own: who is concerned when that stream moves."""

parked = Table(
    "parked",
    metadata,
    Column("subject", String(120), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("error", Text, nullable=False),
)
"""Dossiers that could not be folded: shown, while the others go on."""

stamps = Table(
    "projection_stamp",
    metadata,
    Column("subject", String(120), primary_key=True),
    Column("program", String(60), nullable=False),
    Column("digest", String(64), nullable=False),
)
"""Which program wrote the rows of a subject, and what they were: by it a replay tells a new version
of the program from a row changed by hand."""
