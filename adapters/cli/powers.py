"""``tacite power``: what the council delegates, and what is decided under it (CGCT L. 5211-10)."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from adapters.cli.late import proceeding
from adapters.cli.options import Knowing, Taking, a_day, command
from adapters.cli.seats import Matter, Until
from domain.words import Delegate

if TYPE_CHECKING:
    from adapters.cli.assembling import Proceeding

app = typer.Typer(help="Les délégations du conseil, et les décisions prises sous elles.")

PANEL = "Étapes : les délégations"

Member = Annotated[
    str | None,
    typer.Option("--member", metavar="SIÈGE", help="Le vice-président délégataire, s'il l'est."),
]


@command(
    app,
    "delegate",
    PANEL,
    "tacite power delegate --to president --matter lease_renewal --until 2026-09-30 "
    "--deliberation 2025-112",
    'tacite power delegate --to vice_president --member "Talant 1" --matter street_works',
)
def delegate(
    taking: Taking,
    to: Annotated[Delegate, typer.Option("--to", help="À qui.")],
    matter: Matter,
    member: Member = None,
    until: Until = None,
    deliberation: Annotated[
        str | None,
        typer.Option(
            "--deliberation", metavar="NUMÉRO", help="La délibération qui délègue (R-5.3)."
        ),
    ] = None,
) -> None:
    """Le conseil délègue une matière ; neuf ne se délèguent pas."""
    with proceeding(taking) as it:
        from domain.assembly.events import PowerDelegated

        last = a_day(until, "--until") if until is not None else None
        who = vice_president(it, to, member)
        it.record(
            "power-delegate",
            PowerDelegated,
            to=to,
            matter=matter,
            until=last,
            deliberation=deliberation,
            **who,
        )


@command(
    app,
    "decide",
    PANEL,
    'tacite power decide --by president --matter lease_renewal --object "Bail rue Monge" '
    "--number DP-2026-12",
)
def decide(
    taking: Taking,
    by: Annotated[Delegate, typer.Option("--by", help="Par qui.")],
    matter: Matter,
    object_: Annotated[str, typer.Option("--object", metavar="TEXTE", help="Son objet.")],
    number: Annotated[str, typer.Option("--number", metavar="NUMÉRO", help="Son numéro.")],
    member: Member = None,
) -> None:
    """Inscrit une décision prise par délégation ; le conseil suivant en entend le compte rendu."""
    with proceeding(taking) as it:
        from domain.assembly.events import DecisionTaken

        who = vice_president(it, by, member)
        it.record(
            "power-decide",
            DecisionTaken,
            by=by,
            matter=matter,
            object=object_,
            number=number,
            **who,
        )


@command(
    app, "end", PANEL, "tacite power end powers#1 --day 2026-10-01", "tacite power end bodies#7"
)
def end(
    taking: Taking,
    entry: Annotated[
        str,
        typer.Argument(metavar="INSCRIPTION", help="Ce qui l'a commencé, par exemple powers#1."),
    ],
) -> None:
    """Met fin à une délégation, une nomination, un choix de commission ou une convention."""
    with proceeding(taking) as it:
        from adapters.cli.moments import entry_named
        from domain.assembly.events import Ended

        it.record("power-end", Ended, entry=entry_named(it.it.desk, entry).ref)


@command(
    app,
    "show",
    PANEL,
    "tacite power show --on 2026-06-25",
    "tacite power show --on 2026-06-25 --known-at 2026-06-20",
)
def show(asking: Knowing) -> None:
    """Les délégations en vigueur ce jour-là : à qui, en quelle matière, jusqu'à quand."""
    from adapters.cli.assembling import asking_assembly

    with asking_assembly(asking) as (there, institutions, at):
        from adapters.cli.output import cell, grid, note, say
        from adapters.cli.output import show as print_table
        from domain.assembly.powers import delegate_words
        from domain.law.competence import matter

        found = institutions.powers.delegations(at.on)
        if there.as_json:
            there.envelope(
                "power-show",
                at.known_at,
                at.on,
                delegations=[
                    {
                        "entry": each.ref,
                        **each.payload.model_dump(
                            include={"to", "member", "matter", "until", "deliberation"}
                        ),
                        "since": each.day,
                    }
                    for each in found
                ],
            )
            return
        if not found:
            note(f"Aucune délégation en vigueur, {at.words}.")
            return
        say(f"Délégations en vigueur, {at.words}", "bold")
        table = grid(
            "Délégataire",
            "Matière",
            "Depuis",
            "Jusqu'au",
            "Délibération",
            "Inscription",
            folded=("Délégataire", "Matière"),
        )
        for each in found:
            given = each.payload
            table.add_row(
                delegate_words(given.to, given.member),
                matter(given.matter).label,
                cell(each.day),
                cell(given.until),
                cell(given.deliberation),
                each.ref,
            )
        print_table(table)


@command(
    app,
    "report",
    PANEL,
    "tacite power report",
    "tacite power report CM-2026-06-25",
    "tacite power report CM-2026-06-25 --page --output compte-rendu.md",
)
def report(
    asking: Knowing,
    meeting: Annotated[
        str | None,
        typer.Argument(
            metavar="[SÉANCE]", help="La séance du conseil qui l'entend ; sinon la prochaine."
        ),
    ] = None,
    page: Annotated[bool, typer.Option("--page", help="En page à remettre (Markdown).")] = False,
    output: Annotated[
        str,
        typer.Option("--output", metavar="FICHIER", help="Où écrire la page ; « - » : la sortie."),
    ] = "-",
) -> None:
    """Le compte rendu au conseil des décisions prises par délégation (CGCT L. 5211-10)."""
    from adapters.cli.delegated_report import show_report

    show_report(asking, meeting, page, output)


def vice_president(it: "Proceeding", who: Delegate, member: str | None) -> dict[str, Any]:
    """The vice-president who holds it, named when and only when it is one."""
    from adapters.cli.errors import Usage

    if (who is Delegate.VICE_PRESIDENT) != (member is not None):
        raise Usage("--member nomme le vice-président délégataire, et lui seul.")
    return {"member": it.seat(member) if member else None}
