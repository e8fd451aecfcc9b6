"""``tacite service`` and ``tacite agree``: common services, agreements (pact, art. 11 and 12)."""

from typing import Annotated

import typer

from adapters.cli.late import proceeding
from adapters.cli.options import Taking, a_day, command
from adapters.cli.seats import Communes, Until

app = typer.Typer(help="Les services communs : qui en est.")
agreements = typer.Typer()

PANEL = "Étapes : la mutualisation"

Service = Annotated[str, typer.Argument(metavar="SERVICE", help="Le nom du service commun.")]


@command(app, "create", PANEL, 'tacite service create "Droit des sols" Dijon Chenôve')
def create(
    taking: Taking,
    service: Service,
    communes: Communes,
    scheme: Annotated[
        str | None,
        typer.Option(
            "--scheme", metavar="TEXTE", help="Le schéma de mutualisation qui le prévoit."
        ),
    ] = None,
) -> None:
    """Crée un service commun, avec ses premières communes (CGCT L. 5211-4-2)."""
    with proceeding(taking) as it:
        from domain.assembly.events import ServiceCreated

        members = it.communes(communes)
        it.record(
            "service-create", ServiceCreated, service=service, communes=members, scheme=scheme
        )


@command(app, "join", PANEL, 'tacite service join "Droit des sols" Talant --day 2019-04-01')
def join(taking: Taking, service: Service, communes: Communes) -> None:
    """Des communes rejoignent un service commun."""
    with proceeding(taking) as it:
        from domain.assembly.events import ServiceJoined

        it.record("service-join", ServiceJoined, service=service, communes=it.communes(communes))


@command(app, "leave", PANEL, 'tacite service leave "Droit des sols" Longvic --day 2021-01-01')
def leave(taking: Taking, service: Service, communes: Communes) -> None:
    """Des communes quittent un service commun."""
    with proceeding(taking) as it:
        from domain.assembly.events import ServiceLeft

        it.record("service-leave", ServiceLeft, service=service, communes=it.communes(communes))


@command(
    agreements,
    "agree",
    "Les instances, les séances, les actes",
    'tacite agree Talant Dijon --object "Conservatoire" --until 2026-12-31',
)
def agree(
    taking: Taking,
    parties: Communes,
    object_: Annotated[str, typer.Option("--object", metavar="TEXTE", help="Son objet.")],
    until: Until = None,
) -> None:
    """Inscrit une convention de coopération entre communes."""
    with proceeding(taking) as it:
        from domain.assembly.events import AgreementMade

        last = a_day(until, "--until") if until is not None else None
        it.record("agree", AgreementMade, parties=it.communes(parties), object=object_, until=last)
