"""``tacite development``: the opinion of the development council on a draft (CGCT L. 5211-10-1)."""

from typing import Annotated

import typer

from adapters.cli.late import step
from adapters.cli.options import Number, Taking, a_day, command
from domain.words import ReviewOpinion

app = typer.Typer(help="Le conseil de développement : saisine sur un projet, et son avis.")

PANEL = "Étapes : le conseil de développement"


@command(app, "refer", PANEL, "tacite development refer 2026-014 --due 2026-06-30")
def refer(
    taking: Taking,
    number: Number,
    due: Annotated[
        str | None,
        typer.Option(
            "--due",
            metavar="JOUR",
            help="Terme de son avis, s'il est fixé par délibération (sinon deux mois, proposés).",
        ),
    ] = None,
) -> None:
    """Saisit le conseil de développement d'un projet, une fois, avant le vote."""
    with step(taking) as it:
        from domain.events import DevelopmentCouncilReferred

        last = a_day(due, "--due") if due is not None else None
        referred = DevelopmentCouncilReferred(day=it.day, documents=it.documents, due=last)
        it.record("development-refer", number, referred)


@command(app, "opinion", PANEL, "tacite development opinion 2026-014 --opinion favourable")
def opinion(
    taking: Taking,
    number: Number,
    opinion: Annotated[ReviewOpinion, typer.Option("--opinion", help="Son sens.")],
) -> None:
    """Inscrit son avis, aussi rendu de sa propre initiative : il ne lie jamais."""
    with step(taking) as it:
        from domain.events import DevelopmentCouncilAdvised

        advised = DevelopmentCouncilAdvised(day=it.day, documents=it.documents, opinion=opinion)
        it.record("development-opinion", number, advised)
