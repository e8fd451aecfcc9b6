"""What the commands of the ways in and out share: the database, the errors, the progress."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from adapters.cli.errors import Corrupt, Misconfigured, Usage
from adapters.cli.options import Place
from adapters.cli.output import counted, envelope, say
from adapters.system_words import system_words

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

PANEL = "Entrées et sorties"


@contextmanager
def register_engine(place: Place) -> Iterator["Engine"]:
    """The database alone: what is copied or upgraded is not asked what it says."""
    from adapters.cli.desk import settings_of
    from adapters.exports.backup import opened
    from adapters.register.errors import NotARegister

    with opened(settings_of(place).database_url) as engine:
        file = engine.url.database if engine.dialect.name == "sqlite" else None
        if file and not Path(file).is_file():
            raise NotARegister(str(engine.url))  # looking for it would create the file
        yield engine


@contextmanager
def explained(file: Path | None = None) -> Iterator[None]:
    """What goes wrong on the way in or out, with its exit code."""
    from adapters.exports import errors
    from adapters.exports.deliberations_csv import NotACsv

    try:
        yield
    except (errors.Broken, errors.BadExport) as error:
        raise Corrupt(str(error)) from error
    except (
        errors.NotAnExport,
        errors.AlreadyThere,
        errors.LeftBehind,
        errors.HalfACommand,
        errors.NoFolder,
    ) as error:
        raise Usage(str(error)) from error
    except errors.ExportError as error:
        raise Misconfigured(str(error)) from error
    except NotACsv as error:
        raise Usage(f"{file}, {error}.") from error
    except OSError as error:
        raise Misconfigured(
            f"« {error.filename or 'le disque'} » : {system_words(error)} ; faites de la place, ou "
            "vérifiez le nom et vos droits, puis recommencez."
        ) from error


@contextmanager
def watched(what: str) -> Iterator[Callable[[int], None]]:
    """How far it is, on a terminal and nowhere else."""
    if not sys.stderr.isatty():
        yield lambda done: None
        return

    def progress(done: int) -> None:
        sys.stderr.write(f"\r{done:,} {what}\x1b[K".replace(",", " "))
        sys.stderr.flush()

    try:
        yield progress
    finally:
        sys.stderr.write("\r\x1b[K")


@contextmanager
def stdout_bytes() -> Iterator[Any]:
    """The standard output; who stops reading it has not got the whole."""
    from adapters.exports.errors import ReaderGone

    try:
        yield sys.stdout.buffer
    except BrokenPipeError:
        # The interpreter would complain again when it closes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise ReaderGone from None


@contextmanager
def nothing_left(url: str) -> Iterator[None]:
    """A SQLite file that was not there before is not left behind, empty, by what is refused."""
    from sqlalchemy import make_url

    address = make_url(url)
    name = address.database if address.get_backend_name() == "sqlite" else None
    before = name is None or Path(name).exists()
    try:
        yield
    except BaseException:
        for suffix in ("", "-wal", "-shm") if name and not before else ():
            Path(f"{name}{suffix}").unlink(missing_ok=True)
        raise


def existing(path: Path) -> Path:
    if not path.exists():
        raise Usage(f"« {path} » n'existe pas : vérifiez son nom.")
    return path


def answer(place: Place, schema: str, said: dict[str, Any], words: str) -> None:
    if place.as_json:
        envelope(schema, said)
    else:
        say(words)


def contents(register: str, entries: int, documents: int, last: str | None) -> str:
    """What a register holds, in the words that two of them are compared by."""
    ending = f"dernière empreinte {last}" if last else "vide"
    held = f"{counted(entries, 'inscription')}, {counted(documents, 'pièce')}"
    return f"Registre {register} : {held}, {ending}."
