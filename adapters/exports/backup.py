"""Backup and restore: a safe copy of a live register, and a register made of it again.

On SQLite the copy is a register in a file, made by the online backup. On PostgreSQL it is an export,
taken at one instant. Neither has its name before it has been read back from the disk and holds.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pysqlite3
from sqlalchemy.engine import URL, Engine, make_url
from sqlalchemy.exc import DatabaseError

from adapters.clock import SystemClock
from adapters.exports.archive import from_folder, from_tar, is_sqlite
from adapters.exports.errors import BadExport, Broken
from adapters.exports.export import Member, Progress, becoming, members, silent, sync, to_tar
from adapters.exports.import_register import check, import_register
from adapters.exports.snapshot import snapshot
from adapters.exports.verify import Verification, verify_log
from adapters.office import Office
from adapters.register.engine import driver_connection, open_engine
from adapters.register.tables import check_register

PAGES_PER_STEP = 4_096
"""Of the online backup: between two steps it can be interrupted."""


def backup(engine: Engine, file: Path, progress: Progress = silent) -> int:
    """Copy a register that goes on working; how many entries the copy holds. Raises ``Broken``."""
    check_register(engine)
    with becoming(file) as partial:
        if engine.dialect.name == "sqlite":
            _online_copy(engine, partial)
            return _verified(partial, progress).entries
        with snapshot(engine) as connection, partial.open("xb") as stream:
            to_tar(members(connection, progress), stream)
            sync(stream)
        with partial.open("rb") as stream:
            return check(from_tar(stream), progress).entries


def _online_copy(engine: Engine, file: Path) -> None:
    """SQLite's own backup, of one instant: a writer would make it begin again without end."""
    with driver_connection(engine) as source:
        target = pysqlite3.connect(str(file))
        try:
            source.execute("BEGIN")
            source.execute("SELECT max(position) FROM log").fetchone()
            source.backup(target, pages=PAGES_PER_STEP, sleep=0)
        finally:
            source.rollback()
            target.close()
    with file.open("rb+") as copied:
        sync(copied)


def _verified(file: Path, progress: Progress) -> Verification:
    with opened(sqlite_url(file)) as engine:
        result = verify_log(engine, progress)
    if not result.whole:
        raise Broken(result.faults[0])
    return result


def restore(file: Path, url: str, progress: Progress = silent) -> Verification:
    """A register made of a backup or of an export, in an empty place; verified, then declared good."""
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        return _restored(file, url, progress)
    with becoming(Path(str(address.database))) as partial:
        return _restored(file, sqlite_url(partial), progress)


def _restored(file: Path, url: str, progress: Progress) -> Verification:
    with opened(url) as engine:
        with exported(file) as found:
            import_register(engine, found, progress)
        result = verify_log(engine, progress)
    if not result.whole:
        raise Broken(result.faults[0])
    office = Office.open(url, SystemClock())
    try:
        office.populate(progress)
    finally:
        office.close()
    return result


@contextmanager
def exported(place: Path) -> Iterator[Iterator[Member]]:
    """The files of an export: a folder, a tar, or a backup of SQLite read as one."""
    if place.is_dir():
        yield from_folder(place)
    elif is_sqlite(place):
        with opened(sqlite_url(place)) as engine, ExitStack() as ends:
            with readable(place):
                check_register(engine)
                connection = ends.enter_context(snapshot(engine))
            yield whole(place, members(connection))
    else:
        with place.open("rb") as stream:
            yield from_tar(stream)


@contextmanager
def readable(file: Path) -> Iterator[None]:
    """A page of SQLite that is missing or altered is said of the backup. Raises ``BadExport``."""
    try:
        yield
    except DatabaseError as error:
        why = "la sauvegarde est tronquée ou altérée, SQLite ne la lit pas"
        raise BadExport(f"« {file} »", why) from error


def whole(file: Path, found: Iterator[Member]) -> Iterator[Member]:
    """The same, read as far as it can be: what fails where they are written is none of this."""
    with readable(file):
        yield from found


@contextmanager
def opened(url: str) -> Iterator[Engine]:
    engine = open_engine(url)
    try:
        yield engine
    finally:
        engine.dispose()


def sqlite_url(file: Path) -> str:
    return URL.create("sqlite", database=str(file.absolute())).render_as_string()
