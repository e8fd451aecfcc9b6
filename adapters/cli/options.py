"""The options that several commands share, each written once, and how a command takes them.

A command declares its own arguments; its first parameter names the group of options it shares with
others (``Place``, ``Asking``, ``Taking``), which Typer then shows like the rest.
"""

import re
from collections.abc import Callable
from dataclasses import MISSING, Field, dataclass, fields
from datetime import date, time
from functools import wraps
from inspect import Parameter, Signature, signature
from pathlib import Path
from typing import Annotated, Any, get_type_hints
from uuid import UUID

import typer

from adapters.cli.errors import Usage
from adapters.cli.french import FrenchCommand
from adapters.system_words import system_words

PANEL = "Registre et sortie"
RECORDING = "Inscription"

Number = Annotated[
    str,
    typer.Argument(metavar="NUMÉRO", help="Numéro du projet, par exemple 2026-014."),
]
NumberOrAct = Annotated[
    str,
    typer.Argument(metavar="NUMÉRO", help="Numéro du projet, ou de l'acte une fois voté."),
]


@dataclass(frozen=True, kw_only=True)
class Place:
    """Which register, and in what shape to answer."""

    database: Annotated[
        str | None,
        typer.Option(
            "--database",
            metavar="ADRESSE",
            help="Fichier SQLite ou adresse de la base (sinon TACITE_DATABASE_URL, réglages).",
            rich_help_panel=PANEL,
        ),
    ] = None
    as_json: Annotated[
        bool,
        typer.Option("--json", help="Répondre en JSON versionné.", rich_help_panel=PANEL),
    ] = False


@dataclass(frozen=True, kw_only=True)
class Asking(Place):
    """For which legal day: what the clerk looks at, and the half of a question."""

    on: Annotated[
        str | None,
        typer.Option("--on", metavar="JOUR", help="Jour de droit, AAAA-MM-JJ (sinon aujourd'hui)."),
    ] = None


KnownAt = Annotated[
    str | None,
    typer.Option(
        "--known-at",
        metavar="SAVOIR",
        help="Ce que le registre savait : un instant (RFC 3339), un jour (sa fin), une position "
        "(42) ou une inscription (2026-014#3) ; sinon tout.",
    ),
]


@dataclass(frozen=True, kw_only=True)
class Knowing(Asking):
    """A question on both axes: for which legal day, and with what the register knew when."""

    known_at: KnownAt = None


@dataclass(frozen=True, kw_only=True)
class Writing(Place):
    """Something is put on record: by whom, and under which command id."""

    author: Annotated[
        str | None,
        typer.Option(
            "--author",
            metavar="IDENTIFIANT",
            help="Qui inscrit (sinon TACITE_AUTHOR, réglages).",
            rich_help_panel=RECORDING,
        ),
    ] = None
    author_name: Annotated[
        str | None,
        typer.Option("--author-name", metavar="NOM", help="Son nom.", rich_help_panel=RECORDING),
    ] = None
    capacity: Annotated[
        str | None,
        typer.Option(
            "--capacity",
            metavar="QUALITÉ",
            help="En quelle qualité (sinon TACITE_CAPACITY, réglages).",
            rich_help_panel=RECORDING,
        ),
    ] = None
    command_id: Annotated[
        str | None,
        typer.Option(
            "--command-id",
            metavar="UUID",
            help="Identifiant de la commande : envoyée deux fois, elle n'inscrit qu'une fois.",
            rich_help_panel=RECORDING,
        ),
    ] = None


@dataclass(frozen=True, kw_only=True)
class Taking(Writing):
    """A step: on which legal day, with which documents."""

    day: Annotated[
        str | None,
        typer.Option(
            "--day",
            metavar="JOUR",
            help="Jour de droit du fait, AAAA-MM-JJ (sinon aujourd'hui).",
            rich_help_panel=RECORDING,
        ),
    ] = None
    document: Annotated[
        list[Path] | None,
        typer.Option(
            "--document",
            metavar="FICHIER",
            help="Pièce qui prouve le fait ; à répéter.",
            rich_help_panel=RECORDING,
        ),
    ] = None


def command(
    app: typer.Typer, name: str, panel: str, *examples: str
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Registers a command, with its examples and the options that it shares with others."""

    def register(function: Callable[..., None]) -> Callable[..., None]:
        taken, *own = signature(function).parameters.values()
        hints = get_type_hints(function, include_extras=True)
        group = hints[taken.name]
        shared = get_type_hints(group, include_extras=True)
        parameters = [
            *(
                Parameter(p.name, p.KEYWORD_ONLY, default=p.default, annotation=hints[p.name])
                for p in own
            ),
            *(
                Parameter(
                    f.name, Parameter.KEYWORD_ONLY, default=default_of(f), annotation=shared[f.name]
                )
                for f in fields(group)
            ),
        ]

        @wraps(function)
        def run(**given: Any) -> None:
            function(group(**{f.name: given.pop(f.name) for f in fields(group)}), **given)

        run.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
        run.__annotations__ = {p.name: p.annotation for p in parameters}
        app.command(
            name,
            cls=FrenchCommand,
            help=paragraphs(function),
            rich_help_panel=panel,
            epilog="Exemples :\n\n" + "\n\n".join(f"  {each}" for each in examples),
        )(run)
        return function

    return register


def paragraphs(function: Callable[..., None]) -> str:
    """What a command does, each paragraph on one line: Typer keeps the ends of lines of all but one."""
    written = (function.__doc__ or "").split("\n\n")
    return "\n\n".join(" ".join(each.split()) for each in written)


def a_day(text: str, option: str) -> date:
    """A legal day, in one format only: 01/02/2026 is two days."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise Usage(
                f"{option} : le {text} n'existe pas au calendrier ; vérifiez le mois et le jour."
            ) from None
    raise Usage(
        f"{option} : « {text} » n'est pas une date ; écrivez AAAA-MM-JJ, par exemple 2026-03-01."
    )


def an_hour(text: str, option: str) -> time:
    """An hour of the day, at the seat of the institution: 14:30."""
    if re.fullmatch(r"([01]?\d|2[0-3]):[0-5]\d", text):
        return time.fromisoformat(text.zfill(5))
    raise Usage(f"{option} : « {text} » n'est pas une heure ; écrivez HH:MM, par exemple 14:30.")


def a_command_id(text: str) -> UUID:
    """The identifier of a command, chosen by who sends it."""
    try:
        return UUID(text)
    except ValueError:
        raise Usage(
            f"--command-id : « {text} » n'est pas un UUID ; « uuidgen » en donne un."
        ) from None


def content(path: Path, option: str) -> bytes:
    """The bytes of a file named on the command line."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise Usage(f"{option} : le fichier « {path} » n'existe pas ; vérifiez son nom.") from None
    except IsADirectoryError:
        raise Usage(f"{option} : « {path} » est un dossier ; donnez un fichier.") from None
    except OSError as error:
        raise Usage(
            f"{option} : le fichier « {path} » ne se lit pas ({system_words(error)}) ; vérifiez vos droits."
        ) from None


def default_of(field: Field[Any]) -> Any:
    """The default of an option that a group holds; without one it must be given."""
    return Parameter.empty if field.default is MISSING else field.default
