"""``tacite meeting``: from the convocation to the last ballot (CGCT L. 2121-10 to L. 2121-21)."""

from pathlib import Path
from typing import Annotated

import typer

from adapters.cli.late import proceeding
from adapters.cli.options import Taking, a_day, an_hour, command
from adapters.cli.seats import BodyCommission, Item, MeetingName, Seats
from domain.words import Body, Casting, Outcome, RecusalGround

app = typer.Typer(help="Les séances : convocation, présence, scrutins, procès-verbal.")

PANEL = "Étapes : une séance"


@command(
    app,
    "convene",
    PANEL,
    "tacite meeting convene CM-2026-06-25 --held 2026-06-25 --item 2026-014 --item Tarifs",
    "tacite meeting convene CM-2026-06-25 --held 2026-06-25 --item Tarifs --agenda ordre.pdf --note note.pdf --sent-at 14:30",
    "tacite meeting convene CM-2026-06-29 --held 2026-06-29 --second-of CM-2026-06-25 --item 2026-014",
)
def convene(
    taking: Taking,
    meeting: MeetingName,
    held: Annotated[
        str, typer.Option("--held", metavar="JOUR", help="Le jour de la séance, AAAA-MM-JJ.")
    ],
    item: Annotated[
        list[str],
        typer.Option(
            "--item",
            metavar="POINT",
            help="Un point de l'ordre du jour, dans l'ordre : n° de projet ou objet ; à répéter.",
        ),
    ],
    body: Annotated[Body, typer.Option("--body", help="Quelle instance.")] = Body.COUNCIL,
    commission: BodyCommission = None,
    urgency: Annotated[
        bool, typer.Option("--urgency", help="Délai abrégé par le président.")
    ] = False,
    second_of: Annotated[
        str | None,
        typer.Option(
            "--second-of", metavar="SÉANCE", help="La première séance, qui n'a pas eu le quorum."
        ),
    ] = None,
    omitted: Annotated[
        list[str] | None,
        typer.Option("--omitted", metavar="SIÈGES", help="Membres à qui elle n'est pas partie."),
    ] = None,
    on_paper: Annotated[
        list[str] | None,
        typer.Option("--on-paper", metavar="SIÈGES", help="Membres qui la reçoivent sur papier."),
    ] = None,
    channel: Annotated[
        str, typer.Option("--channel", metavar="VOIE", help="Comment elle part aux autres.")
    ] = "électronique",
    sent_at: Annotated[
        str | None,
        typer.Option("--sent-at", metavar="HH:MM", help="L'heure de l'envoi, à l'heure du siège."),
    ] = None,
    order: Annotated[
        Path | None,
        typer.Option("--agenda", metavar="FICHIER", help="L'ordre du jour, tel qu'envoyé."),
    ] = None,
    synthesis: Annotated[
        Path | None,
        typer.Option("--note", metavar="FICHIER", help="La note explicative de synthèse."),
    ] = None,
) -> None:
    """Inscrit la convocation, envoyée ce jour, et son ordre du jour."""
    with proceeding(taking, meeting) as it:
        from adapters.assembly import commission_named
        from adapters.cli.sitting import agenda, meeting_name, refuse_both, tell_convocation
        from domain.assembly.meeting_events import MeetingConvened

        day = a_day(held, "--held")
        it.day = it.it.day  # the day of sending: the meeting's own is not known yet
        sheet = it.it.desk.attach(synthesis, "--note") if synthesis else None
        sent = it.it.desk.attach(order, "--agenda") if order else None
        which = commission_named(commission) if commission else None
        members = it.there.bodies.members(body, day, which)
        left_out = it.seats(omitted or [], members, day)
        paper = it.seats(on_paper or [], members, day)
        refuse_both(left_out, paper)
        there = it.record(
            "meeting-convene",
            MeetingConvened,
            meeting=meeting_name(meeting),
            body=body,
            commission=which,
            held=day,
            urgency=urgency,
            second_of=second_of,
            omitted=left_out,
            on_paper=paper,
            channel=channel,
            sent_at=an_hour(sent_at, "--sent-at") if sent_at else None,
            agenda=agenda(item),
            documents=(*it.it.documents, *(file for file in (sent, sheet) if file)),
            agenda_sha256=sent.sha256 if sent else None,
            note_sha256=sheet.sha256 if sheet else None,
        )
        tell_convocation(it, there)


@command(
    app,
    "open",
    PANEL,
    'tacite meeting open CM-2026-06-25 --absent "Dijon 7, Daix 1"',
    "tacite meeting open CM-2026-06-25 --present 44",
)
def open_meeting(
    taking: Taking,
    meeting: MeetingName,
    present: Annotated[
        list[str] | None,
        typer.Option(
            "--present", metavar="SIÈGES", help="Les présents ; un nombre : les premiers."
        ),
    ] = None,
    absent: Annotated[
        list[str] | None,
        typer.Option("--absent", metavar="SIÈGES", help="Les absents : tous les autres sont là."),
    ] = None,
    urgency_refused: Annotated[
        bool, typer.Option("--urgency-refused", help="Le conseil n'admet pas l'urgence.")
    ] = False,
) -> None:
    """Ouvre la séance : qui est là. Le jour est celui de la séance."""
    with proceeding(taking, meeting) as it:
        from adapters.cli.assembling import required
        from adapters.cli.sitting import tell_quorum
        from domain.assembly.meeting_events import MeetingOpened

        required({"--present": present, "--absent": absent}, "qui est là")
        members = it.sitting.members()
        if absent:
            away = it.seats(absent, members, it.day)
            there_now = tuple(member for member in members if member not in away)
        else:
            there_now = it.seats(present or [], members, it.day)
        there = it.record(
            "meeting-open", MeetingOpened, present=there_now, urgency_accepted=not urgency_refused
        )
        tell_quorum(it, there)


@command(app, "arrive", PANEL, 'tacite meeting arrive CM-2026-06-25 "Dijon 7" --item 2')
def arrive(taking: Taking, meeting: MeetingName, members: Seats, item: Item) -> None:
    """Des membres arrivent, à compter d'un point."""
    with proceeding(taking, meeting) as it:
        from adapters.cli.sitting import tell_quorum
        from domain.assembly.meeting_events import MembersArrived

        seats = it.seats(members, it.sitting.members(), it.day)
        tell_quorum(it, it.record("meeting-arrive", MembersArrived, members=seats, item=item), item)


@command(app, "leave", PANEL, 'tacite meeting leave CM-2026-06-25 "Dijon 2" "Talant 1" --item 3')
def leave(taking: Taking, meeting: MeetingName, members: Seats, item: Item) -> None:
    """Des membres partent avant un point."""
    with proceeding(taking, meeting) as it:
        from adapters.cli.sitting import tell_quorum
        from domain.assembly.meeting_events import MembersLeft

        seats = it.seats(members, it.sitting.members(), it.day)
        tell_quorum(it, it.record("meeting-leave", MembersLeft, members=seats, item=item), item)


@command(app, "substitute", PANEL, 'tacite meeting substitute CM-2026-06-25 "Daix 1"')
def substitute(
    taking: Taking,
    meeting: MeetingName,
    member: Annotated[
        str, typer.Argument(metavar="TITULAIRE", help="Le titulaire absent, par son siège.")
    ],
    item: Item = 1,
) -> None:
    """Le suppléant d'une commune à un siège siège pour le titulaire absent."""
    with proceeding(taking, meeting) as it:
        from domain.assembly.meeting_events import SubstituteSat

        it.record("meeting-substitute", SubstituteSat, member=it.seat(member), item=item)


@command(
    app,
    "proxy",
    PANEL,
    'tacite meeting proxy CM-2026-06-25 --giver "Ouges 1" --bearer "Dijon 3"',
)
def proxy(
    taking: Taking,
    meeting: MeetingName,
    giver: Annotated[str, typer.Option("--giver", metavar="SIÈGE", help="Qui le donne.")],
    bearer: Annotated[str, typer.Option("--bearer", metavar="SIÈGE", help="Qui le porte.")],
    consecutive: Annotated[
        int,
        typer.Option(
            "--consecutive",
            min=1,
            metavar="RANG",
            help="À la combientième séance de suite ce même papier sert-il ?",
        ),
    ] = 1,
    illness: Annotated[bool, typer.Option("--illness", help="Maladie dûment constatée.")] = False,
) -> None:
    """Inscrit un pouvoir écrit, pour toute la séance."""
    with proceeding(taking, meeting) as it:
        from adapters.cli.sitting import refuse_own_proxy, tell_proxy
        from domain.assembly.meeting_events import ProxyGiven

        refuse_own_proxy(it.seat(giver), it.seat(bearer))
        there = it.record(
            "meeting-proxy",
            ProxyGiven,
            giver=it.seat(giver),
            bearer=it.seat(bearer),
            consecutive=consecutive,
            illness=illness,
        )
        tell_proxy(it, there, it.seat(giver))


@command(
    app,
    "recuse",
    PANEL,
    'tacite meeting recuse CM-2026-06-25 "Dijon 2" --item 1 --ground l1111_6',
)
def recuse(
    taking: Taking,
    meeting: MeetingName,
    members: Seats,
    item: Item,
    ground: Annotated[
        RecusalGround,
        typer.Option("--ground", help="Intérêt, ou L. 1111-6 (hors du compte du quorum)."),
    ] = RecusalGround.INTEREST,
) -> None:
    """Des élus intéressés se retirent d'un point."""
    with proceeding(taking, meeting) as it:
        from adapters.cli.sitting import tell_quorum
        from domain.assembly.meeting_events import MembersRecused

        seats = it.seats(members, it.sitting.members(), it.day)
        there = it.record("meeting-recuse", MembersRecused, members=seats, item=item, ground=ground)
        tell_quorum(it, there, item)


@command(
    app,
    "ballot",
    PANEL,
    "tacite meeting ballot CM-2026-06-25 --item 1 --for 40 --against 10",
    "tacite meeting ballot CM-2026-06-25 --item 2 --for 30 --against 30 --casting for",
)
def ballot(
    taking: Taking,
    meeting: MeetingName,
    item: Item,
    votes_for: Annotated[int, typer.Option("--for", min=0, metavar="VOIX", help="Voix pour.")],
    votes_against: Annotated[
        int, typer.Option("--against", min=0, metavar="VOIX", help="Voix contre.")
    ],
    abstain: Annotated[
        int, typer.Option("--abstain", min=0, metavar="VOIX", help="Abstentions.")
    ] = 0,
    asked_public: Annotated[
        int, typer.Option("--asked-public", min=0, metavar="MEMBRES", help="Demandent le public.")
    ] = 0,
    asked_secret: Annotated[
        int, typer.Option("--asked-secret", min=0, metavar="MEMBRES", help="Demandent le secret.")
    ] = 0,
    casting: Annotated[
        Casting, typer.Option("--casting", help="Voix prépondérante du président, au partage.")
    ] = Casting.NONE,
    as_held: Annotated[
        str | None,
        typer.Option(
            "--as-held",
            metavar="MOTIF",
            help="Le vote a eu lieu bien que le droit ne le permît pas : pourquoi l'inscrire.",
        ),
    ] = None,
    proclaimed: Annotated[
        Outcome | None,
        typer.Option(
            "--proclaimed", help="Résultat proclamé, si ce n'est pas celui qu'on calcule."
        ),
    ] = None,
) -> None:
    """Met un point aux voix ; la séance dit si le scrutin est ordinaire, public ou secret."""
    with proceeding(taking, meeting) as it:
        from adapters.cli.sitting import refuse_more_asking, tell_ballot
        from domain.assembly.meeting_events import BallotHeld

        refuse_more_asking(it.sitting, item, asked_public, asked_secret)
        there = it.record(
            "meeting-ballot",
            BallotHeld,
            proclaimed=proclaimed,
            item=item,
            votes_for=votes_for,
            votes_against=votes_against,
            abstentions=abstain,
            asked_public=asked_public,
            asked_secret=asked_secret,
            kind=it.sitting.kind(item, asked_public, asked_secret),
            casting=casting,
            as_held=as_held,
        )
        tell_ballot(it, there, item)
