"""``tacite call``: requests, referrals, and what the year of the pact asks for (pact, art. 5, 8)."""

from typing import Annotated

import typer

from adapters.cli.late import proceeding
from adapters.cli.options import Taking, command
from domain.words import Body

app = typer.Typer(help="Demandes de réunion, saisines, et le calendrier du pacte.")

PANEL = "Étapes : demandes et calendrier"


@command(app, "request", PANEL, "tacite call request --body council --asking 29 --day 2026-06-01")
def request(
    taking: Taking,
    body: Annotated[Body, typer.Option("--body", help="Le conseil, ou la conférence des maires.")],
    asking: Annotated[
        int, typer.Option("--asking", min=0, metavar="NOMBRE", help="Combien la demandent.")
    ],
) -> None:
    """Inscrit une demande de réunion, reçue ce jour ; dit si elle oblige, et jusqu'à quand."""
    with proceeding(taking) as it:
        from adapters.cli.errors import Usage
        from adapters.cli.output import say
        from domain.assembly.events import MeetingRequested
        from projections.assembly_answers import answer_words

        if body not in (Body.COUNCIL, Body.MAYORS_CONFERENCE):
            raise Usage("--body : seuls le conseil et la conférence des maires se demandent.")
        there = it.record("call-request", MeetingRequested, body=body, asking=asking)
        found = there.calls.chronicle.all(MeetingRequested)
        last = max(found, key=lambda each: each.entry.position)
        if not it.it.desk.as_json:
            day = there.calls.last_day(last)
            until = f" ; {answer_words('last_day', day)}" if day else ""
            words = answer_words("binding", there.calls.is_binding(last))
            say(f"{words[0].upper()}{words[1:]}{until}.")


@command(app, "refer", PANEL, "tacite call refer --for 22 --against 3 --abstain 5")
def refer(
    taking: Taking,
    votes_for: Annotated[int, typer.Option("--for", min=0, metavar="VOIX", help="Voix pour.")],
    votes_against: Annotated[
        int, typer.Option("--against", min=0, metavar="VOIX", help="Voix contre.")
    ],
    abstain: Annotated[
        int, typer.Option("--abstain", min=0, metavar="VOIX", help="Abstentions.")
    ] = 0,
) -> None:
    """Le bureau vote la saisine de la conférence des maires."""
    with proceeding(taking) as it:
        from adapters.cli.output import say
        from domain.assembly.events import ConferenceReferred
        from projections.assembly_answers import answer_words

        there = it.record(
            "call-refer",
            ConferenceReferred,
            votes_for=votes_for,
            votes_against=votes_against,
            abstentions=abstain,
        )
        found = there.calls.chronicle.all(ConferenceReferred)
        last = max(found, key=lambda each: each.entry.position)
        if not it.it.desk.as_json:
            words = answer_words("result", there.calls.referral_result(last.payload))
            say(f"{words[0].upper()}{words[1:]}.")


@command(app, "metropolitan-day", PANEL, "tacite call metropolitan-day --day 2026-10-10")
def metropolitan_day(taking: Taking) -> None:
    """Inscrit une journée métropolitaine, tenue ce jour (pacte, art. 8)."""
    with proceeding(taking) as it:
        from domain.assembly.events import MetropolitanDayHeld

        it.record("call-metropolitan-day", MetropolitanDayHeld)


@command(app, "renewal", PANEL, "tacite call renewal --day 2026-03-22")
def renewal(taking: Taking) -> None:
    """Inscrit le renouvellement général : le pacte se remet en discussion, neuf mois."""
    with proceeding(taking) as it:
        from domain.assembly.events import CouncilsRenewed

        it.record("call-renewal", CouncilsRenewed)


@command(app, "pact", PANEL, "tacite call pact --day 2026-12-10")
def pact(taking: Taking) -> None:
    """Inscrit l'adoption du pacte de gouvernance."""
    with proceeding(taking) as it:
        from domain.assembly.events import PactAdopted

        it.record("call-pact", PactAdopted)
