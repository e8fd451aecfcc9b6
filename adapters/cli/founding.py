"""``tacite init`` and ``tacite seats``: the institution, on a stream of its own."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from adapters.cli.errors import Usage
from adapters.cli.late import step
from adapters.cli.options import Taking, Writing, a_day, command, content
from adapters.cli.output import note, say, warn

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from domain.events import SeatsAllotted

app = typer.Typer()

PANEL = "Le registre"
DIJON = "Dijon métropole"


@command(
    app,
    "init",
    PANEL,
    'tacite init --name "Dijon métropole" --from 2020-07-16 --author jdupont --capacity DGS',
    'tacite init --name "CC du Val" --communes communes.csv --from 2026-03-29',
)
def init(
    writing: Writing,
    name: Annotated[str, typer.Option("--name", metavar="NOM", help="L'établissement.")],
    from_: Annotated[
        str,
        typer.Option("--from", metavar="JOUR", help="Jour à compter duquel ces sièges valent."),
    ],
    communes: Annotated[
        Path | None,
        typer.Option(
            "--communes",
            metavar="CSV",
            help="insee,name,seats (sinon, pour Dijon métropole, la liste livrée).",
        ),
    ] = None,
    siren: Annotated[
        str | None, typer.Option("--siren", metavar="SIREN", help="Son numéro SIREN.")
    ] = None,
    zone: Annotated[
        str, typer.Option("--zone", metavar="TERRITOIRE", help="Celui des jours fériés.")
    ] = "metropole",
    timezone: Annotated[
        str, typer.Option("--timezone", metavar="FUSEAU", help="Heure légale du siège.")
    ] = "Europe/Paris",
) -> None:
    """Crée le registre d'un établissement, avec ses communes et leurs sièges."""
    from pydantic import ValidationError

    from adapters.cli.errors import invalid

    day = a_day(from_, "--from")
    seats = _seats(name, communes, day)
    _check_zone(zone, timezone)
    from adapters.cli.desk import founding
    from domain.events import InstitutionEstablished

    try:
        established = InstitutionEstablished(
            day=day, name=name, siren=siren, zone=zone, timezone=timezone
        )
    except ValidationError as error:
        raise invalid(error) from None
    with founding(writing) as there:
        recorded = there.office.establish(
            established, seats, there.author, there.command_id(writing)
        )
        strength = sum(each.seats for each in seats)
        if there.as_json:
            there.envelope(
                "init",
                recorded.position,
                day,
                name=name,
                communes=len(seats),
                seats=strength,
                database=there.shown_database,
                repeated=recorded.repeated,
            )
            return
        say(f"Registre de {name} créé : {len(seats)} communes, {strength} sièges.", "bold")
        say(f"Base : {there.shown_database}")
        if recorded.repeated:
            note("Cette commande était déjà inscrite : rien n'a été écrit de nouveau.")
        note("Ensuite : tacite draft NUMÉRO --object OBJET --concerns COMMUNE --text FICHIER")


def _seats(name: str, communes: Path | None, day: "date") -> "Sequence[SeatsAllotted]":
    """The list that was given; the one we have is that of Dijon métropole and of nobody else."""
    from importlib.resources import files

    from adapters.communes import NotCommunes, read_communes

    if communes is None:
        if name.casefold() != DIJON.casefold():
            raise Usage(
                f"Quelles sont les communes de « {name} » ? Donnez --communes FICHIER.csv "
                "(insee,name,seats) ; seule la liste de Dijon métropole est livrée."
            )
        return read_communes(
            files("adapters").joinpath("data/dijon-communes.csv").read_bytes(), day
        )
    try:
        return read_communes(content(communes, "--communes"), day)
    except NotCommunes as error:
        raise Usage(f"--communes : « {communes} » ne va pas, {error}.") from None


def _check_zone(zone: str, timezone: str) -> None:
    from zoneinfo import available_timezones

    from domain.law.holidays import Zone

    if timezone not in available_timezones():
        raise Usage(
            f"--timezone : « {timezone} » n'est pas un fuseau ; par exemple Europe/Paris, "
            "Indian/Reunion."
        )
    known = [each.value for each in Zone]
    if zone not in known:
        raise Usage(f"--zone : « {zone} » n'est pas connu ; au choix : {', '.join(known)}.")


@command(app, "seats", PANEL, "tacite seats Daix 2 --day 2026-03-29 --document arrete.pdf")
def seats(
    taking: Taking,
    commune: Annotated[
        str, typer.Argument(metavar="COMMUNE", help="Nom d'une commune membre, ou code INSEE.")
    ],
    count: Annotated[int, typer.Argument(metavar="SIÈGES", min=0, help="0 : elle quitte.")],
    name: Annotated[
        str | None,
        typer.Option("--name", metavar="NOM", help="Nom d'une commune qui devient membre."),
    ] = None,
) -> None:
    """Inscrit les sièges d'une commune à compter d'un jour."""
    with step(taking) as it:
        from adapters.cli.desk import named
        from domain.events import SeatsAllotted
        from domain.law.french import french_date

        members = it.desk.office.institution().composition(it.day)
        if name is not None and members.commune(commune) is None:
            code, called = commune, name
        else:
            member = it.desk.commune(commune, it.day)
            code, called = member.commune, name or member.name
        allotted = SeatsAllotted(
            day=it.day, documents=it.documents, commune=code, name=called, seats=count
        )
        recorded = it.desk.office.allot(
            allotted, it.author, documents=it.desk.attached, command_id=it.command_id
        )
        strength = it.desk.office.institution().composition(it.day).legal_strength
        for other in named(called, members) if count else ():
            if other.commune != code:
                warn(
                    f"une commune nommée {other.name} a déjà des sièges, sous le code {other.commune} : "
                    "si celui-ci le remplace, fermez l'ancien le même jour, "
                    f"tacite seats {other.commune} 0 --day {it.day}"
                )
        if it.desk.as_json:
            it.desk.envelope(
                "seats",
                recorded.position,
                it.day,
                commune=code,
                name=called,
                seats=count,
                legal_strength=strength,
                repeated=recorded.repeated,
            )
            return
        say(
            f"{called} : {count} siège{'s' if count > 1 else ''} à compter du "
            f"{french_date(it.day)} ; effectif légal : {strength}.",
            "bold",
        )
        say(f"Position {recorded.position} du registre, par {it.author.id} ({it.author.capacity}).")
        if recorded.repeated:
            note("Cette commande était déjà inscrite : rien n'a été écrit de nouveau.")
