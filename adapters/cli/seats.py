"""The arguments that steps of the institutions share: seats, meetings, commissions, communes."""

from typing import Annotated

import typer

NAMED = "« Dijon 7 », « Daix s » (le suppléant)"

Seat = Annotated[str, typer.Argument(metavar="SIÈGE", help=f"Un siège : {NAMED}.")]
Seats = Annotated[list[str], typer.Argument(metavar="SIÈGE…", help=f"Des sièges : {NAMED}.")]
SeatsOption = Annotated[
    list[str],
    typer.Option(
        "--members",
        metavar="SIÈGES",
        help=f"{NAMED}, séparés par des virgules ou à répéter ; un nombre : les premiers.",
    ),
]
MeetingName = Annotated[
    str, typer.Argument(metavar="SÉANCE", help="Le nom de la séance, par exemple CM-2026-06-25.")
]
Commission = Annotated[
    str,
    typer.Option("--commission", metavar="NOM", help="La commission, ou le début de son nom."),
]
BodyCommission = Annotated[
    str | None,
    typer.Option("--commission", metavar="NOM", help="Laquelle, ou le début de son nom."),
]
Item = Annotated[int, typer.Option("--item", min=1, metavar="POINT", help="Point, à partir de 1.")]
Communes = Annotated[
    list[str],
    typer.Argument(
        metavar="COMMUNE…", help="Communes membres, nom ou INSEE ; ou séparées par « , »."
    ),
]
Matter = Annotated[
    str,
    typer.Option(
        "--matter", metavar="CODE", help="Matière, par son code (un code faux en donne la liste)."
    ),
]
Until = Annotated[
    str | None,
    typer.Option(
        "--until", metavar="JOUR", help="Son dernier jour, AAAA-MM-JJ (sinon sans terme)."
    ),
]
