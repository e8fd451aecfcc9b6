"""A database becomes a register once; and a program opens only a register that it knows."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, inspect, text
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.exc import OperationalError, ProgrammingError

from adapters.register.engine import open_engine, reading
from adapters.register.errors import (
    AlreadyARegister,
    NewerRegister,
    NotARegister,
    OlderRegister,
    Unavailable,
)
from adapters.register.register import Register
from adapters.register.tables import SCHEMA_VERSION, check_register, create_register
from tests.adapters.register.samples import STREAM, entry


def test_a_new_register_has_an_id_of_its_own(engine: Engine) -> None:
    register_id = create_register(engine)

    assert check_register(engine) == Register(engine).id == register_id


def test_a_register_is_not_made_over_another(engine: Engine) -> None:
    register_id = create_register(engine)
    Register(engine).append([entry(1)])

    with pytest.raises(AlreadyARegister):
        create_register(engine)

    assert Register(engine).id == register_id
    assert Register(engine).last_position() == 1


def test_it_is_made_whole_with_the_read_models_or_not_at_all(engine: Engine) -> None:
    read_models = MetaData()
    Table("journal", read_models, Column("id", Integer, primary_key=True))
    Table("log", read_models, Column("id", Integer, primary_key=True))

    with pytest.raises((OperationalError, ProgrammingError), match="log"):
        create_register(engine, read_models)

    assert inspect(engine).get_table_names() == []
    read_models.remove(read_models.tables["log"])
    create_register(engine, read_models)
    assert "journal" in inspect(engine).get_table_names()


def test_an_empty_database_is_not_a_register(engine: Engine) -> None:
    with pytest.raises(NotARegister):
        Register(engine)


def test_looking_for_a_register_creates_no_file(sqlite_url: str) -> None:
    with pytest.raises(NotARegister):
        Register(open_engine(sqlite_url))

    assert not Path(str(make_url(sqlite_url).database)).exists()


def test_the_sqlite_file_of_somebody_else_is_not_touched(sqlite_url: str) -> None:
    path = Path(str(make_url(sqlite_url).database))
    with sqlite3.connect(path) as theirs:
        theirs.execute("CREATE TABLE log (position INTEGER)")
    theirs.close()
    before = path.read_bytes()

    for attempt in (Register, create_register):
        with pytest.raises(NotARegister):
            attempt(open_engine(sqlite_url))

    assert path.read_bytes() == before


def test_a_folder_is_no_register_to_open_nor_to_make(tmp_path: Path) -> None:
    for attempt in (Register, create_register):
        with pytest.raises(NotARegister):
            attempt(open_engine(f"sqlite:///{tmp_path}"))


def test_a_postgresql_database_of_somebody_else_is_refused(fresh_postgres_url: str) -> None:
    engine = open_engine(fresh_postgres_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE register (name text)"))

    with pytest.raises(NotARegister):
        Register(engine)


@pytest.mark.parametrize(
    ("found", "error"), [(SCHEMA_VERSION + 1, NewerRegister), (SCHEMA_VERSION - 1, OlderRegister)]
)
def test_a_register_of_another_version_is_refused(
    engine: Engine, found: int, error: type[Exception]
) -> None:
    create_register(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE register SET schema_version = :v"), {"v": found})

    with pytest.raises(error, match=str(found)):
        Register(engine)


def test_opening_a_register_writes_nothing(engine: Engine) -> None:
    """No table is made at start: eight services starting together would trip over each other."""
    create_register(engine)
    tables = inspect(engine).get_table_names()
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA query_only = ON")
        else:
            connection.exec_driver_sql("SET default_transaction_read_only = on")
        connection.commit()
    # The pool gives the same connection again.

    assert Register(engine).entries(STREAM) == []
    assert inspect(reading(engine)).get_table_names() == tables


def test_two_schemas_of_one_database_are_two_registers(fresh_postgres_url: str) -> None:
    registers = []
    for schema in ("dijon", "beaune"):
        with open_engine(fresh_postgres_url).begin() as connection:
            connection.execute(text(f"CREATE SCHEMA {schema}"))
        url = make_url(fresh_postgres_url).update_query_dict({"options": f"-csearch_path={schema}"})
        engine = open_engine(url.render_as_string(hide_password=False))
        create_register(engine)
        registers.append(Register(engine))

    for register in registers:
        (recorded,) = register.append([entry(1)])
        assert recorded.position == 1

    assert registers[0].id != registers[1].id
    assert [len(register.entries(STREAM)) for register in registers] == [1, 1]


def test_the_usual_postgresql_urls_are_understood(fresh_postgres_url: str) -> None:
    for scheme in ("postgresql", "postgres"):
        engine = open_engine(fresh_postgres_url.replace("postgresql+psycopg", scheme))
        assert engine.dialect.driver == "psycopg"


def test_another_kind_of_database_is_refused() -> None:
    with pytest.raises(Unavailable, match="mysql"):
        open_engine("mysql://localhost/tacite")


def test_a_server_that_does_not_answer_is_said_to_be_unavailable(tmp_path: Path) -> None:
    with pytest.raises(Unavailable):
        Register(open_engine(f"postgresql:///tacite?host={tmp_path}"))
