"""The tables of the register, and how a database becomes one or is recognised as one.

Nothing here runs at start but ``check_register``: tables are made once, by ``tacite init``.
"""

from pathlib import Path
from uuid import UUID, uuid4

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    insert,
    inspect,
    select,
)
from sqlalchemy.engine import Connection, Engine

from adapters.clock import SystemClock
from adapters.register.engine import database_of, reading
from adapters.register.errors import (
    AlreadyARegister,
    NewerRegister,
    NotARegister,
    OlderRegister,
    UnfinishedUpgrade,
)

SCHEMA_VERSION = 2

metadata = MetaData()

log = Table(
    "log",
    metadata,
    Column("position", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("stream", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("type", Text, nullable=False),
    Column("event_id", Text, nullable=False),
    Column("recorded_at", Text, nullable=False),
    Column("recorded_by", Text, nullable=False),
    Column("capacity", Text, nullable=False),
    Column("command_id", Text),
    Column("ordinal", Integer, nullable=False),
    Column("payload", LargeBinary, nullable=False),
    Column("salt", LargeBinary, nullable=False),
    Column("leaf", LargeBinary, nullable=False),
    Column("leaf_hash", LargeBinary, nullable=False),
    UniqueConstraint("stream", "version"),
    # A command is answered once: its first entry (ordinal 0) cannot be written again.
    UniqueConstraint("command_id", "ordinal"),
    # For position_at: an instant becomes a position.
    Index("log_recorded_at", "recorded_at", "position"),
    # A position is never given twice, whatever was deleted behind our back.
    sqlite_autoincrement=True,
)
"""Every entry. The columns but position, ordinal, payload and salt are those of the leaf."""

documents = Table(
    "documents",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)
"""The documents, by hash."""

register = Table(
    "register",
    metadata,
    Column("id", Text, primary_key=True),
    Column("schema_version", Integer, nullable=False),
    Column("created_at", Text, nullable=False),
)
"""What this register is: one row."""


UPGRADE = "register_upgrade"
"""The table that is there while an upgrade is under way (``adapters/exports/upgrade.py``)."""


def create_register(engine: Engine, *others: MetaData, register_id: UUID | None = None) -> str:
    """Makes a new register, with the tables of ``others``, all or nothing; returns its id."""
    made = str(register_id or uuid4())
    with engine.begin() as connection:
        if inspect(connection).has_table(register.name):
            raise AlreadyARegister(str(engine.url))
        create_tables(connection, *others)
        connection.execute(
            insert(register).values(
                id=made,
                schema_version=SCHEMA_VERSION,
                created_at=SystemClock().now().isoformat(timespec="seconds"),
            )
        )
    return made


def create_tables(connection: Connection, *others: MetaData) -> None:
    """The tables of a register and its triggers, in the open transaction."""
    for tables in (metadata, *others):
        tables.create_all(connection, checkfirst=False)
    for statement in database_of(connection.dialect.name).TRIGGERS:
        connection.exec_driver_sql(statement)


def check_register(engine: Engine) -> str:
    """The register's id; refuses what is not a register, or one of another version than ours."""
    if engine.dialect.name == "sqlite" and not Path(str(engine.url.database)).is_file():
        raise NotARegister(str(engine.url))  # looking for it would create the file
    with reading(engine).connect() as connection:
        there = set(inspect(connection).get_table_names())
        # An older register may lack the rest; by these three it is known for one.
        if not {log.name, documents.name, register.name} <= there:
            raise NotARegister(str(engine.url))
        register_id, version = connection.execute(
            select(register.c.id, register.c.schema_version)
        ).one()
    if version > SCHEMA_VERSION:
        raise NewerRegister(version, SCHEMA_VERSION)
    if version < SCHEMA_VERSION:
        raise OlderRegister(version, SCHEMA_VERSION)
    if UPGRADE in there:
        raise UnfinishedUpgrade(version)
    return str(register_id)
