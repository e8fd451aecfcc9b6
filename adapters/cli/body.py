"""``tacite body``: who sits where, from which day on (pact, art. 1 to 7)."""

from typing import Annotated

import typer

from adapters.cli.errors import Usage
from adapters.cli.late import proceeding
from adapters.cli.options import Knowing, Taking, command
from adapters.cli.output import warn
from adapters.cli.seats import (
    BodyCommission,
    Commission,
    MeetingName,
    Seat,
    Seats,
    SeatsOption,
)
from domain.words import AppointedAs, Body

app = typer.Typer(help="Les instances : sièges, vice-présidents, bureau, commissions.")

PANEL = "Étapes : les instances"


@command(app, "vacate", PANEL, 'tacite body vacate "Dijon 9" "Talant 1" --day 2026-03-01')
def vacate(taking: Taking, members: Seats) -> None:
    """Des sièges deviennent vacants (C. élect. L. 273-10)."""
    with proceeding(taking) as it:
        from domain.assembly.events import SeatsVacated

        it.record("body-vacate", SeatsVacated, members=it.each_seat(members))


@command(app, "fill", PANEL, 'tacite body fill "Talant 1" --day 2026-04-20')
def fill(taking: Taking, members: Seats) -> None:
    """Des sièges sont pourvus de nouveau."""
    with proceeding(taking) as it:
        from domain.assembly.events import SeatsFilled

        it.record("body-fill", SeatsFilled, members=it.each_seat(members))


@command(app, "seat", PANEL, 'tacite body seat "Talant 1" --person "Camille Martin"')
def seat(
    taking: Taking,
    member: Seat,
    person: Annotated[str, typer.Option("--person", metavar="NOM", help="Qui l'occupe.")],
) -> None:
    """Dit qui occupe un siège, à compter de ce jour."""
    with proceeding(taking) as it:
        from domain.assembly.events import SeatHeld

        named = it.seat(member)
        after = it.record("body-seat", SeatHeld, seat=named, person=person)
        if named in after.bodies.vacant(it.day):
            warn(
                f'{named} reste vacant : s\'il est pourvu, tacite body fill "{named}" --day {it.day}'
            )


@command(
    app,
    "appoint",
    PANEL,
    'tacite body appoint "Talant 1" --as vice_president --roads',
    'tacite body appoint "Dijon 5" --as delegated --day 2026-04-10',
)
def appoint(
    taking: Taking,
    member: Seat,
    as_: Annotated[AppointedAs, typer.Option("--as", help="Sa fonction.")],
    roads: Annotated[
        bool, typer.Option("--roads", help="Chargé de la voirie : préside cette commission.")
    ] = False,
) -> None:
    """Nomme un vice-président ou un conseiller délégué, à compter de ce jour."""
    with proceeding(taking) as it:
        from domain.assembly.events import MemberAppointed

        it.record(
            "body-appoint", MemberAppointed, member=it.seat(member), appointed_as=as_, roads=roads
        )


@command(
    app,
    "elect-president",
    PANEL,
    'tacite body elect-president "Dijon 1" --day 2020-07-16',
)
def elect_president(taking: Taking, member: Seat) -> None:
    """Inscrit l'élection du président (CGCT L. 5211-2)."""
    with proceeding(taking) as it:
        from domain.assembly.events import PresidentElected

        it.record("body-elect-president", PresidentElected, member=it.seat(member))


@command(
    app,
    "compose-bureau",
    PANEL,
    "tacite body compose-bureau --members 42",
    'tacite body compose-bureau --members "Dijon 1, Talant 1" --attending "Daix 1"',
)
def compose_bureau(
    taking: Taking,
    members: SeatsOption,
    attending: Annotated[
        list[str] | None,
        typer.Option("--attending", metavar="SIÈGES", help="Maires invités, sans voix."),
    ] = None,
) -> None:
    """Donne la composition entière du bureau, à compter de ce jour (pacte, art. 4)."""
    with proceeding(taking) as it:
        from domain.assembly.events import BureauComposed

        council = it.there.bodies.council(it.day)
        named = it.seats(members, council, it.day)
        substitutes = set(it.there.bodies.substitutes(it.day).values())
        if among := [name for name in named if name in substitutes]:
            raise Usage(
                f"--members : un suppléant n'est pas membre du bureau ({', '.join(among)})."
            )
        it.record(
            "body-compose-bureau",
            BureauComposed,
            members=named,
            attending=it.seats(attending or [], council, it.day),
        )


@command(
    app,
    "compose-development-council",
    PANEL,
    "tacite body compose-development-council --men 30 --women 31",
)
def compose_development_council(
    taking: Taking,
    men: Annotated[int, typer.Option("--men", min=0, metavar="NOMBRE", help="Hommes.")],
    women: Annotated[int, typer.Option("--women", min=0, metavar="NOMBRE", help="Femmes.")],
    councillors: Annotated[
        list[str] | None,
        typer.Option(
            "--councillors", metavar="SIÈGES", help="Conseillers métropolitains parmi eux."
        ),
    ] = None,
) -> None:
    """Compose le conseil de développement (CGCT L. 5211-10-1)."""
    with proceeding(taking) as it:
        from domain.assembly.events import DevelopmentCouncilComposed

        it.record(
            "body-compose-development-council",
            DevelopmentCouncilComposed,
            men=men,
            women=women,
            councillors=it.seats(councillors or [], it.there.bodies.council(it.day), it.day),
        )


@command(
    app,
    "join",
    PANEL,
    'tacite body join "Dijon 3" --commission "Administration générale et finances"',
)
def join(taking: Taking, member: Seat, commission: Commission) -> None:
    """Un conseiller, ou un suppléant, choisit une commission (deux au plus)."""
    with proceeding(taking) as it:
        from adapters.assembly import commission_named
        from domain.assembly.events import CommissionJoined

        it.record(
            "body-join",
            CommissionJoined,
            member=it.seat(member),
            commission=commission_named(commission),
        )


@command(
    app,
    "extra",
    PANEL,
    'tacite body extra Daix --commission "Déplacements, mobilité et espace public" --number 2',
)
def extra(
    taking: Taking,
    commune: Annotated[str, typer.Argument(metavar="COMMUNE", help="D'un ou deux sièges.")],
    commission: Commission,
    number: Annotated[
        int, typer.Option("--number", min=1, metavar="NOMBRE", help="Combien, deux au plus.")
    ] = 2,
) -> None:
    """Une petite commune envoie des conseillers municipaux à une commission (pacte, art. 7)."""
    with proceeding(taking) as it:
        from adapters.assembly import commission_named
        from domain.assembly.events import ExtraCouncillorsSent

        it.record(
            "body-extra",
            ExtraCouncillorsSent,
            commune=it.communes([commune])[0],
            commission=commission_named(commission),
            number=number,
        )


@command(
    app,
    "replace",
    PANEL,
    'tacite body replace C-2026-05 "Dijon 3" --by "Claude Martin" --commune Dijon',
)
def replace(
    taking: Taking,
    meeting: MeetingName,
    member: Seat,
    by: Annotated[
        str, typer.Option("--by", metavar="NOM", help="Le conseiller municipal désigné.")
    ],
    commune: Annotated[str, typer.Option("--commune", metavar="COMMUNE", help="Sa commune.")],
) -> None:
    """Remplace un membre empêché à une réunion de commission (CGCT L. 5211-40-1)."""
    with proceeding(taking, meeting) as it:
        from domain.assembly.meeting_events import MemberReplaced

        notice = it.sitting.convened
        it.record(
            "body-replace",
            MemberReplaced,
            commission=(notice.payload.commission if notice else None) or "—",
            member=it.seat(member),
            commune=it.communes([commune])[0],
            municipal_councillor=by,
        )


@command(
    app,
    "show",
    PANEL,
    "tacite body show bureau --on 2026-06-11",
    "tacite body show commission --commission Voirie",
)
def show(
    asking: Knowing,
    body: Annotated[Body, typer.Argument(metavar="INSTANCE", help="Quelle instance.")],
    commission: BodyCommission = None,
) -> None:
    """Une instance, ce jour-là : qui en est, qui la préside."""
    from adapters.cli.body_show import show_body

    show_body(asking, body, commission)
