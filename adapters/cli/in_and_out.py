"""``tacite export``, ``import``, ``backup``, ``restore``, ``upgrade``: in and out."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from adapters.cli import taking_over, verifying
from adapters.cli.errors import ExitCode, Usage
from adapters.cli.french import FrenchGroup
from adapters.cli.options import KnownAt, Place, command
from adapters.cli.output import counted, envelope, note, say
from adapters.cli.passage import (
    PANEL,
    answer,
    contents,
    existing,
    explained,
    nothing_left,
    register_engine,
    stdout_bytes,
    watched,
)
from adapters.cli.verifying import verification_json

if TYPE_CHECKING:
    from adapters.exports.import_register import Manifest

app = typer.Typer()
entering = typer.Typer()

STREAM = "-"


# --- Out -------------------------------------------------------------------------------------------


@command(
    app,
    "export",
    PANEL,
    "tacite export registre-2026",
    "tacite export - > registre.tar",
    "tacite export - --database a.db | tacite import register - --database postgresql://hôte/base",
    "tacite export registre-au-10-mai --known-at 2026-05-10",
)
def export(
    place: Place,
    to: Annotated[
        str, typer.Argument(metavar="DOSSIER|-", help="Dossier à créer ; - : un tar sur la sortie.")
    ],
    known_at: KnownAt = None,
) -> None:
    """Exporte les inscriptions telles quelles (JSON Lines) et les pièces, en fichiers.

    Avec --known-at : le registre tel qu'il était alors, entier et vérifiable.
    """
    from adapters.cli.moments import known_words
    from adapters.exports.export import last_position, members, to_folder, to_tar
    from adapters.exports.snapshot import snapshot
    from adapters.register.tables import check_register

    if to == STREAM and (place.as_json or sys.stdout.isatty()):
        raise Usage(
            "Le tar sort sur la sortie standard : écrivez « tacite export - > registre.tar »."
        )
    known = known_position(place, known_at) if known_at is not None else None
    with register_engine(place) as engine, explained(), watched("inscriptions") as progress:
        check_register(engine)
        with snapshot(engine) as connection, stdout_bytes() as stdout:
            position = last_position(connection) if known is None else known
            found = members(connection, progress, known)
            if to == STREAM:
                to_tar(found, stdout)
            else:
                to_folder(found, Path(to))
    if to != STREAM:
        said = {"folder": to, "position": position}
        answer(place, "export", said, f"Export écrit dans « {to} », {known_words(position)}.")


def known_position(place: Place, known_at: str) -> int:
    """The position of that knowledge: the register is asked, as questions ask it."""
    from adapters.cli.late import desk
    from adapters.cli.moments import position_of

    with desk(place) as there:
        return position_of(there, known_at, "--known-at")


@command(app, "backup", PANEL, "tacite backup /sauvegardes/2026-04-13.db")
def backup(
    place: Place,
    file: Annotated[Path, typer.Argument(metavar="FICHIER", help="Le fichier à créer.")],
) -> None:
    """Sauvegarde un registre en service dans un fichier, relu et vérifié avant de porter son nom."""
    from adapters.exports.backup import backup as copied

    with register_engine(place) as engine, explained(), watched("inscriptions") as progress:
        entries = copied(engine, file, progress)
    said = f"Sauvegarde vérifiée : {counted(entries, 'inscription')} dans « {file} »."
    answer(place, "backup", {"file": str(file), "entries": entries}, said)


# --- In --------------------------------------------------------------------------------------------


@command(app, "restore", PANEL, "tacite restore /sauvegardes/2026-04-13.db --database nouveau.db")
def restore(
    place: Place,
    file: Annotated[Path, typer.Argument(metavar="FICHIER", help="Une sauvegarde, ou un export.")],
) -> None:
    """Refait un registre d'une sauvegarde, dans une base vide, et le vérifie."""
    from adapters.cli.desk import settings_of
    from adapters.exports.backup import restore as restored
    from adapters.exports.errors import AlreadyThere

    existing(file)
    url = settings_of(place).database_url
    with explained(), watched("inscriptions") as progress:
        try:
            result = restored(file, url, progress)
        except AlreadyThere as error:
            raise Usage(
                f"« {error.place} » existe déjà : rien n'y a été écrit ; nommez une base qui n'existe "
                "pas encore (--database nouveau.db)."
            ) from error
    told = contents(result.register, result.entries, result.documents, result.last_leaf_hash)
    answer(place, "restore", verification_json(result), f"{told}\nRestauré et vérifié.")


@command(
    entering,
    "register",
    PANEL,
    "tacite import register registre-2026 --database nouveau.db",
    "tacite import register - --database postgresql://hôte/base < registre.tar",
)
def register(
    place: Place,
    source: Annotated[
        str,
        typer.Argument(metavar="EXPORT|-", help="Dossier ou tar d'un export ; - : l'entrée."),
    ],
) -> None:
    """Reprend un registre exporté, dans une base vide : même identifiant, mêmes empreintes."""
    from adapters.cli.desk import settings_of
    from adapters.exports.backup import opened
    from adapters.exports.import_register import import_register

    url = settings_of(place).database_url
    with (
        explained(),
        watched("inscriptions") as progress,
        nothing_left(url),
        opened(url) as engine,
        read_export(source) as found,
    ):
        said = import_register(engine, found, progress)
    populate(url)
    told = contents(said.register, said.entries, said.documents, said.last_leaf_hash)
    answer(place, "import-register", manifest_json(said), f"{told}\nRepris.")


def populate(url: str) -> None:
    """The read models of a register that has none yet."""
    from adapters.clock import SystemClock
    from adapters.office import Office

    with watched("dossiers") as progress:
        office = Office.open(url, SystemClock())
        try:
            office.populate(progress)
        finally:
            office.close()


def manifest_json(said: "Manifest") -> dict[str, Any]:
    return {
        "register": said.register,
        "entries": said.entries,
        "documents": said.documents,
        "last_leaf_hash": said.last_leaf_hash,
    }


@contextmanager
def read_export(source: str) -> Iterator[Iterator[tuple[str, bytes]]]:
    from adapters.exports.archive import from_tar
    from adapters.exports.backup import exported

    if source == STREAM:
        yield from_tar(sys.stdin.buffer)
        return
    with exported(existing(Path(source))) as found:
        yield found


# --- Upgrade ---------------------------------------------------------------------------------------


@command(app, "upgrade", PANEL, "tacite upgrade --check", "tacite upgrade")
def upgrade(
    place: Place,
    check: Annotated[
        bool, typer.Option("--check", help="Montrer ce qui reste à faire ; code 7 s'il y en a.")
    ] = False,
) -> None:
    """Met à niveau un registre plus ancien ; interrompue, elle reprend où elle en était.

    Arrêtez d'abord les autres programmes, et sauvegardez.
    """
    from adapters.cli.desk import settings_of
    from adapters.exports.upgrade import pending
    from adapters.exports.upgrade import upgrade as upgraded

    with register_engine(place) as engine, explained():
        steps = pending(engine)
        if not check:
            for (version, number), statement in upgraded(engine):
                note(f"Format {version}, étape {number} : {statement.why}.")
    if steps and not check:
        populate(settings_of(place).database_url)
    said = [{"version": v, "step": n, "why": s.why} for (v, n), s in steps]
    if place.as_json:
        envelope("upgrade", {"check": check, "steps": said}, ok=not (check and steps))
    elif check:
        for each in said:
            say(f"Format {each['version']}, étape {each['step']} : {each['why']}.")
        say(f"{counted(len(said), 'étape')} à faire.")
    else:
        say("Le registre est à niveau.", "bold")
    if check and steps:
        raise typer.Exit(ExitCode.DIFFERENCES)


app.add_typer(verifying.app)
entering.add_typer(taking_over.app)
app.add_typer(
    entering,
    name="import",
    cls=FrenchGroup,
    help="Reprendre un registre exporté, ou des délibérations en cours.",
    no_args_is_help=True,
    rich_help_panel=PANEL,
)
