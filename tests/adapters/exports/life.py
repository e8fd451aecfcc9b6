"""What a register of these tests has lived through, and how somebody would tamper with it."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from sqlalchemy import Connection, text
from sqlalchemy.engine import Engine

from adapters.exports.export import members, to_folder, to_tar
from adapters.exports.snapshot import snapshot
from adapters.office import Office
from tests.offices import Desk, consulted

DAY = date(2026, 1, 12)
LAST = 12
"""The last position: four entries of the institution, then four of each deliberation."""


def lived(desk: Desk) -> None:
    for number in ("2026-014", "2026-015"):
        desk.record(number, *consulted(number, DAY))


def tar_of(office: Office, known_at: int | None = None) -> bytes:
    """The register as one tar; as it stood at a position, if one is given."""
    stream = io.BytesIO()
    with snapshot(office.register.engine) as connection:
        to_tar(members(connection, known_at=known_at), stream)
    return stream.getvalue()


@contextmanager
def unguarded(engine: Engine) -> Iterator[Connection]:
    """As the administrator of the database: without the triggers, which are back afterwards."""
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            for table in ("log", "documents"):
                connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
            yield connection
            for table in ("log", "documents"):
                connection.execute(text(f"ALTER TABLE {table} ENABLE TRIGGER USER"))
            return
        made = connection.execute(
            text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        ).all()
        for name, _ in made:
            connection.execute(text(f"DROP TRIGGER {name}"))
        yield connection
        for _, statement in made:
            connection.exec_driver_sql(statement)


def flip(engine: Engine, column: str, position: int, bit: int = 1) -> None:
    """One bit of the last byte but one."""
    with unguarded(engine) as connection:
        (content,) = connection.execute(
            text(f"SELECT {column} FROM log WHERE position = :p"), {"p": position}
        ).one()
        changed = bytes(content[:-2]) + bytes([content[-2] ^ bit]) + bytes(content[-1:])
        connection.execute(
            text(f"UPDATE log SET {column} = :c WHERE position = :p"),
            {"c": changed, "p": position},
        )


def tamper(engine: Engine, *statements: str) -> None:
    with unguarded(engine) as connection:
        for statement in statements:
            connection.execute(text(statement))


def folder_of(office: Office, folder: Path) -> Path:
    with snapshot(office.register.engine) as connection:
        to_folder(members(connection), folder)
    return folder
