"""``tacite meeting``, how it is held: remotely, by what ballot, name by name (R-4.4, R-4.7)."""

from typing import Annotated

import typer

from adapters.cli.late import proceeding
from adapters.cli.meeting import PANEL
from adapters.cli.meeting_after import app as app
from adapters.cli.options import Taking, command
from adapters.cli.seats import Item, MeetingName
from domain.words import ItemNature

SEATS = "« Dijon 7 » pour un pouvoir qu'il a donné ; des virgules, ou à répéter ; un nombre : les premiers."


@command(
    app, "videoconference", PANEL, "tacite meeting videoconference CM-2026-06-25 --day 2026-06-19"
)
def videoconference(taking: Taking, meeting: MeetingName) -> None:
    """Le président décide que la séance se tient en plusieurs lieux, par visioconférence.

    Elle vote au scrutin public ; ni élection, ni budget primitif, ni scrutin secret.
    """
    with proceeding(taking, meeting) as it:
        from adapters.cli.output import note
        from domain.assembly.meeting_events import VideoconferenceDecided

        it.day = it.it.day  # the day of the decision, before the meeting's own
        it.record("meeting-videoconference", VideoconferenceDecided)
        if not it.it.desk.as_json:
            note("La séance est retransmise en direct au public (CGCT L. 5211-11-1).")


@command(
    app,
    "qualify",
    PANEL,
    "tacite meeting qualify CM-2026-06-25 --item 2 --nature election",
    "tacite meeting qualify CM-2026-06-25 --item 3 --nature appointment --waived",
)
def qualify(
    taking: Taking,
    meeting: MeetingName,
    item: Item,
    nature: Annotated[
        ItemNature,
        typer.Option("--nature", help="Élection (délégués compris), budget primitif, nomination."),
    ],
    waived: Annotated[
        bool,
        typer.Option("--waived", help="Le conseil a écarté le secret à l'unanimité."),
    ] = False,
) -> None:
    """Dit d'un point ce qui décide de son scrutin : une élection, une nomination est secrète."""
    with proceeding(taking, meeting) as it:
        from domain.assembly.meeting_events import ItemQualified

        it.record("meeting-qualify", ItemQualified, item=item, nature=nature, waived=waived)


@command(
    app,
    "names",
    PANEL,
    'tacite meeting names CM-2026-06-25 --item 2 --for 58 --against "Ahuy 1, Ouges 1"',
)
def names(
    taking: Taking,
    meeting: MeetingName,
    item: Item,
    votes_for: Annotated[
        list[str] | None, typer.Option("--for", metavar="SIÈGES", help=f"Qui a voté pour : {SEATS}")
    ] = None,
    votes_against: Annotated[
        list[str] | None, typer.Option("--against", metavar="SIÈGES", help="Qui a voté contre.")
    ] = None,
    abstain: Annotated[
        list[str] | None, typer.Option("--abstain", metavar="SIÈGES", help="Qui s'est abstenu.")
    ] = None,
) -> None:
    """Inscrit le vote de chacun à un scrutin public ; la somme est le décompte du scrutin."""
    with proceeding(taking, meeting) as it:
        from domain.assembly.meeting_events import VotesNamed

        members = it.sitting.members()
        it.record(
            "meeting-names",
            VotesNamed,
            item=item,
            names_for=it.seats(votes_for or [], members, it.day),
            names_against=it.seats(votes_against or [], members, it.day),
            names_abstaining=it.seats(abstain or [], members, it.day),
        )
