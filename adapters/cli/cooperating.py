"""``tacite service``, ``agree`` and ``agreements``: common services, agreements (pact, art. 11 and 12)."""

from typing import Annotated

import typer

from adapters.cli.errors import Usage
from adapters.cli.late import proceeding
from adapters.cli.options import Knowing, Taking, a_day, command
from adapters.cli.seats import Communes, Until

app = typer.Typer(help="Les services communs : qui en est.")
agreements = typer.Typer()

PANEL = "Étapes : la mutualisation"

Deciding = Annotated[
    str | None,
    typer.Option(
        "--deliberation",
        metavar="NUMÉRO",
        help="La délibération qui le décide, de qui que ce soit.",
    ),
]
Service = Annotated[str, typer.Argument(metavar="SERVICE", help="Le nom du service commun.")]


@command(
    app,
    "create",
    PANEL,
    'tacite service create "Droit des sols" Dijon Chenôve',
    'tacite service create "Droit des sols" Dijon --scheme "Schéma 2018-2020" --deliberation DM-2018',
)
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
    deliberation: Deciding = None,
) -> None:
    """Crée un service commun, avec ses premières communes (CGCT L. 5211-4-2)."""
    with proceeding(taking) as it:
        from domain.assembly.events import ServiceCreated

        members = it.communes(communes)
        it.record(
            "service-create",
            ServiceCreated,
            service=service,
            communes=members,
            scheme=scheme,
            deliberation=deliberation,
        )


@command(app, "join", PANEL, 'tacite service join "Droit des sols" Talant --day 2019-04-01')
def join(
    taking: Taking, service: Service, communes: Communes, deliberation: Deciding = None
) -> None:
    """Des communes rejoignent un service commun."""
    with proceeding(taking) as it:
        from domain.assembly.events import ServiceJoined

        members = it.communes(communes)
        it.record(
            "service-join",
            ServiceJoined,
            service=service,
            communes=members,
            deliberation=deliberation,
        )


@command(app, "leave", PANEL, 'tacite service leave "Droit des sols" Longvic --day 2021-01-01')
def leave(
    taking: Taking, service: Service, communes: Communes, deliberation: Deciding = None
) -> None:
    """Des communes quittent un service commun."""
    with proceeding(taking) as it:
        from domain.assembly.events import ServiceLeft

        members = it.communes(communes)
        it.record(
            "service-leave",
            ServiceLeft,
            service=service,
            communes=members,
            deliberation=deliberation,
        )


@command(
    app,
    "show",
    PANEL,
    "tacite service show --on 2021-01-01",
    'tacite service show "Droit des sols" --known-at 2026-06-20',
)
def show(
    asking: Knowing,
    service: Annotated[
        str | None, typer.Argument(metavar="[SERVICE]", help="Un seul, par son nom.")
    ] = None,
) -> None:
    """Les services communs de ce jour-là, et les communes qui en sont."""
    from adapters.cli.assembling import asking_assembly

    with asking_assembly(asking) as (there, institutions, at):
        from adapters.cli.errors import NotFound
        from adapters.cli.output import note, say
        from domain.law.french import french_date, many

        known, name = institutions.cooperation, institutions.institution.commune_name
        found = [each for each in known.services(at.on) if service in (None, each)]
        if service is not None and not found:
            raise NotFound(
                f"Aucun service commun « {service} », {at.words} : « tacite service show » les "
                "montre tous."
            )
        members = {each: known.members(each, at.on) for each in found}
        created = {each: known.created(each) for each in found}
        if there.as_json:
            there.envelope(
                "service-show",
                at.known_at,
                at.on,
                services=[
                    {
                        "service": each,
                        "since": fact.day,
                        "scheme": fact.payload.scheme,
                        "deliberation": fact.payload.deliberation,
                        "entry": fact.ref,
                        "communes": [{"insee": c, "name": name(c)} for c in members[each]],
                    }
                    for each, fact in created.items()
                    if fact is not None
                ],
            )
            return
        if not found:
            note(f"Aucun service commun, {at.words}.")
            return
        say(f"Services communs, {at.words}", "bold")
        for each in found:
            fact = created[each]
            assert fact is not None
            say()
            say(f"{each} : {many(len(members[each]), 'commune')}", "bold")
            say(", ".join(name(code) for code in members[each]) or "aucune commune", indent=2)
            by = (
                f", délibération n° {fact.payload.deliberation}"
                if fact.payload.deliberation
                else ""
            )
            under = f", {fact.payload.scheme}" if fact.payload.scheme else ""
            say(f"créé le {french_date(fact.day)}{under}{by} [{fact.ref}]", "dim", indent=2)


@command(
    agreements,
    "agreements",
    "Les instances, les séances, les actes",
    "tacite agreements --on 2026-06-25",
)
def list_agreements(asking: Knowing) -> None:
    """Les conventions de coopération en vigueur ce jour-là : entre qui, sur quoi."""
    from adapters.cli.assembling import asking_assembly

    with asking_assembly(asking) as (there, institutions, at):
        from adapters.cli.output import note, say
        from domain.law.french import french_date

        name = institutions.institution.commune_name
        found = institutions.cooperation.agreements(at.on)
        if there.as_json:
            there.envelope(
                "agreements",
                at.known_at,
                at.on,
                agreements=[
                    {
                        "entry": each.ref,
                        "object": each.payload.object,
                        "since": each.day,
                        "until": each.payload.until,
                        "parties": [{"insee": c, "name": name(c)} for c in each.payload.parties],
                    }
                    for each in found
                ],
            )
            return
        if not found:
            note(f"Aucune convention en vigueur, {at.words}.")
            return
        say(f"Conventions en vigueur, {at.words}", "bold")
        for each in found:
            until = each.payload.until
            last = f", jusqu'au {french_date(until)}" if until else ", sans terme"
            say()
            say(each.payload.object, "bold")
            say(", ".join(name(code) for code in each.payload.parties), indent=2)
            say(f"depuis le {french_date(each.day)}{last} [{each.ref}]", "dim", indent=2)


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
        found = it.communes(parties)
        if len(found) < 2:
            raise Usage("COMMUNE : une convention lie au moins deux communes, nommées une fois.")
        if last is not None and last < it.day:
            raise Usage(f"--until : elle finirait le {last}, avant de commencer le {it.day}.")
        it.record("agree", AgreementMade, parties=found, object=object_, until=last)
