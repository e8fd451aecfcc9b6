"""``tacite meeting``, once it is over: minutes, publication, and the question (CGCT L. 2121-15, -25)."""

from typing import Annotated

import typer

from adapters.cli.late import proceeding
from adapters.cli.meeting import app as app
from adapters.cli.options import Knowing, Taking, command
from adapters.cli.seats import MeetingName
from domain.words import Published, Sent

AFTER = "Étapes : après la séance"


@command(app, "settle", AFTER, "tacite meeting settle CM-2026-06-25 --at CM-2026-09-24")
def settle(
    taking: Taking,
    meeting: MeetingName,
    at: Annotated[
        str, typer.Option("--at", metavar="SÉANCE", help="La séance au début de laquelle.")
    ],
) -> None:
    """Arrête le procès-verbal, le jour de la séance qui l'arrête."""
    with proceeding(taking, at) as it:
        from adapters.cli.sitting import tell_settling
        from domain.assembly.meeting_events import MinutesSettled

        it.meeting = meeting
        tell_settling(it, it.record("meeting-settle", MinutesSettled, at=at), at)


What = Annotated[
    Published, typer.Option("--what", help="La liste des délibérations, ou le procès-verbal.")
]


@command(app, "publish", AFTER, "tacite meeting publish CM-2026-06-25 --what list --day 2026-07-01")
def publish(taking: Taking, meeting: MeetingName, what: What) -> None:
    """Publie la liste des délibérations ou le procès-verbal (une semaine)."""
    with proceeding(taking) as it:
        from domain.assembly.meeting_events import MeetingPublished

        it.meeting = meeting
        it.record("meeting-publish", MeetingPublished, what=what)


@command(
    app,
    "inform",
    AFTER,
    "tacite meeting inform CM-2026-06-25 --what convocation --day 2026-06-18",
    "tacite meeting inform CF-2026-06 --what opinions",
)
def inform(
    taking: Taking,
    meeting: MeetingName,
    what: Annotated[
        Sent,
        typer.Option(
            "--what",
            help="Du conseil : copie de la convocation, liste, procès-verbal ; de la conférence "
            "des maires : ses avis.",
        ),
    ],
) -> None:
    """Envoie aux conseillers municipaux : la convocation avant la séance, le reste sous un mois."""
    with proceeding(taking) as it:
        from domain.assembly.meeting_events import CouncillorsInformed

        it.meeting = meeting
        it.record("meeting-inform", CouncillorsInformed, what=what)


@command(
    app,
    "show",
    "Questions",
    "tacite meeting show CM-2026-06-25",
    "tacite meeting show CM-2026-06-25 --item 2 --on 2026-07-03 --known-at 2026-06-30",
)
def show(
    asking: Knowing,
    meeting: MeetingName,
    item: Annotated[
        int | None,
        typer.Option("--item", min=1, metavar="POINT", help="Un point : qui était là, qui votait."),
    ] = None,
) -> None:
    """Une séance : convocation, présence, quorum, scrutins, ce qui doit suivre, son histoire."""
    from adapters.cli.meeting_show import show_meeting

    show_meeting(asking, meeting, item)
