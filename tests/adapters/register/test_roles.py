"""Roles on PostgreSQL that cannot even try to rewrite the log (``scripts/postgres-roles.sql``)."""

from pathlib import Path

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, text
from sqlalchemy.engine import Engine, make_url

from adapters.register.engine import driver_connection, open_engine
from adapters.register.errors import Unavailable
from adapters.register.register import Register
from adapters.register.tables import create_register
from tests.adapters.register.samples import PDF, PDF_SHA256, STREAM, draft, entry

SCRIPT = Path(__file__).parents[3] / "scripts" / "postgres-roles.sql"


TO_REWRITE_THE_LOG = [
    "UPDATE log SET recorded_by = 'autre'",
    "DELETE FROM log",
    "TRUNCATE log",
    "DROP TRIGGER log_append_only ON log",
    "ALTER TABLE log DISABLE TRIGGER log_append_only",
    "SET session_replication_role = replica",
    "DROP TABLE log",
    "CREATE OR REPLACE FUNCTION log_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN END'",
    "UPDATE documents SET content = ''",
    "DELETE FROM documents",
    "TRUNCATE documents",
    "UPDATE register SET id = 'autre'",
    "DELETE FROM register",
]


@pytest.fixture
def register(fresh_postgres_url: str) -> Register:
    """As its owner sees it."""
    engine = open_engine(fresh_postgres_url)
    read_models = MetaData()
    Table("read_model", read_models, Column("id", Integer, primary_key=True))
    create_register(engine, read_models)
    with driver_connection(engine) as connection:
        for _ in range(2):  # and again, as after an upgrade
            connection.execute(SCRIPT.read_text())
        for role in ("office", "reader"):
            connection.execute(
                f"DROP ROLE IF EXISTS {role}; CREATE ROLE {role} LOGIN IN ROLE tacite_{role}"
            )
        connection.commit()
    return Register(engine)


def seen_by(role: str, register: Register) -> Engine:
    return open_engine(make_url(str(register.engine.url)).set(username=role).render_as_string())


def test_the_office_records_and_keeps_its_read_models(register: Register) -> None:
    engine = seen_by("office", register)

    recorded = Register(engine).append([entry(1, draft())], {PDF_SHA256: PDF})
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO read_model VALUES (1)"))
        connection.execute(text("UPDATE read_model SET id = 2"))
        connection.execute(text("DELETE FROM read_model"))

    assert register.entries(STREAM) == recorded


@pytest.mark.parametrize("role", ["office", "reader"])
def test_nobody_but_the_owner_can_even_try(register: Register, role: str) -> None:
    engine = seen_by(role, register)

    for statement in TO_REWRITE_THE_LOG:
        with (
            pytest.raises(Unavailable, match="les droits manquent"),
            engine.begin() as connection,
        ):
            connection.exec_driver_sql(statement)


def test_a_reader_reads_and_records_nothing(register: Register) -> None:
    register.append([entry(1)])
    theirs = Register(seen_by("reader", register))

    assert theirs.entries(STREAM) == register.entries(STREAM)
    with pytest.raises(Unavailable, match="les droits manquent"):
        theirs.append([entry(2)])
