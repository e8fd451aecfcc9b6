"""``tacite send``, ``receive``, ``complete``, ``opinion``: the consultation of the commune."""

from typing import Annotated

import typer

from adapters.cli.late import step
from adapters.cli.options import Number, Taking, a_day, command
from domain.words import Organ, Sense

app = typer.Typer()

PANEL = "Étapes : la commune"


@command(
    app,
    "send",
    PANEL,
    "tacite send 2026-014 --day 2026-01-09",
    "tacite send 2026-014 --incomplete",
)
def send(
    taking: Taking,
    number: Number,
    incomplete: Annotated[
        bool, typer.Option("--incomplete", help="Des pièces manquent : le délai ne court pas.")
    ] = False,
) -> None:
    """Inscrit la transmission du projet à la commune."""
    with step(taking) as it:
        from domain.events import CommuneConsulted

        sent = CommuneConsulted(day=it.day, documents=it.documents, complete=not incomplete)
        it.record("send", number, sent)


@command(app, "receive", PANEL, "tacite receive 2026-014 --day 2026-01-12 --document accuse.pdf")
def receive(taking: Taking, number: Number) -> None:
    """Inscrit la réception prouvée à la mairie : les trois mois courent."""
    with step(taking) as it:
        from domain.events import ConsultationReceived

        received = ConsultationReceived(day=it.day, documents=it.documents)
        it.record("receive", number, received)


@command(
    app,
    "complete",
    PANEL,
    "tacite complete 2026-014 --day 2026-02-02 --sent 2026-01-30 --document accuse.pdf",
)
def complete(
    taking: Taking,
    number: Number,
    sent: Annotated[
        str | None,
        typer.Option("--sent", metavar="JOUR", help="Jour de leur envoi (sinon, de l'arrivée)."),
    ] = None,
) -> None:
    """Inscrit l'arrivée des pièces manquantes à la mairie."""
    with step(taking) as it:
        from domain.events import FileCompleted

        dispatched = a_day(sent, "--sent") if sent is not None else None
        completed = FileCompleted(day=it.day, documents=it.documents, sent=dispatched)
        it.record("complete", number, completed)


@command(
    app,
    "opinion",
    PANEL,
    "tacite opinion 2026-014 --sense unfavourable --voted 2026-03-20 --document extrait.pdf",
    "tacite opinion 2026-014 --sense unfavourable --organ mayor",
)
def opinion(
    taking: Taking,
    number: Number,
    sense: Annotated[
        Sense,
        typer.Option(
            "--sense",
            help="Ce que dit le dispositif.",
        ),
    ],
    voted: Annotated[
        str | None,
        typer.Option(
            "--voted", metavar="JOUR", help="Jour du vote municipal (sinon, de l'arrivée)."
        ),
    ] = None,
    organ: Annotated[
        Organ, typer.Option("--organ", help="Qui s'exprime ; seul le conseil rend l'avis.")
    ] = Organ.MUNICIPAL_COUNCIL,
) -> None:
    """Inscrit la réponse de la commune, le jour où elle parvient."""
    with step(taking) as it:
        from domain.events import OpinionRendered

        rendered = OpinionRendered(
            day=it.day,
            documents=it.documents,
            sense=sense,
            organ=organ,
            voted=a_day(voted, "--voted") if voted is not None else None,
        )
        it.record("opinion", number, rendered)
