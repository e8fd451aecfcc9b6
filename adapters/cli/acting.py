"""``tacite act``: an act becomes enforceable, and the prefect reads it (CGCT L. 2131-1, L. 2131-6)."""

from typing import Annotated

import typer

from adapters.cli.late import step
from adapters.cli.options import NumberOrAct, Taking, command
from domain.words import Instruction

app = typer.Typer(help="L'acte voté : transmission, publication, contrôle de légalité.")

PANEL = "Étapes : l'acte"


@command(app, "transmit", PANEL, "tacite act transmit 2026-014 --day 2026-06-30 --document ar.pdf")
def transmit(taking: Taking, number: NumberOrAct) -> None:
    """L'acte est reçu par la préfecture ce jour."""
    with step(taking) as it:
        from domain.assembly.meeting_events import ActTransmitted

        transmitted = ActTransmitted(day=it.day, documents=it.documents)
        it.record("act-transmit", it.desk.dossier(number).number, transmitted)


@command(app, "publish", PANEL, "tacite act publish 2026-014 --day 2026-07-01")
def publish(taking: Taking, number: NumberOrAct) -> None:
    """L'acte est publié sous forme électronique ce jour."""
    with step(taking) as it:
        from domain.assembly.meeting_events import ActPublished

        published = ActPublished(day=it.day, documents=it.documents)
        it.record("act-publish", it.desk.dossier(number).number, published)


@command(
    app,
    "prefect",
    PANEL,
    'tacite act prefect 2026-014 --what pieces_requested --words "Le plan annexé manque"',
    'tacite act prefect 2026-014 --what pieces_received --words "Le plan" --document accuse.pdf',
)
def prefect(
    taking: Taking,
    number: NumberOrAct,
    what: Annotated[Instruction, typer.Option("--what", help="Ce qui s'échange.")],
    words: Annotated[str, typer.Option("--words", metavar="TEXTE", help="En quelques mots.")],
) -> None:
    """Inscrit un échange avec le contrôle de légalité.

    Des pièces demandées dans le délai du préfet le font repartir de leur réception.
    """
    with step(taking) as it:
        from domain.assembly.meeting_events import PrefectWrote

        wrote = PrefectWrote(day=it.day, documents=it.documents, what=what, words=words)
        it.record("act-prefect", it.desk.dossier(number).number, wrote)


Deciding = Annotated[
    str, typer.Option("--by", metavar="NUMÉRO", help="Numéro de la délibération qui en décide.")
]


@command(
    app,
    "withdraw",
    PANEL,
    "tacite act withdraw 2026-014 --by 2026-020 --illegality "
    '"Commission non convoquée" --day 2026-10-22',
)
def withdraw(
    taking: Taking,
    number: NumberOrAct,
    by: Deciding,
    illegality: Annotated[
        str, typer.Option("--illegality", metavar="TEXTE", help="En quoi l'acte est illégal.")
    ],
    as_held: Annotated[
        str | None,
        typer.Option(
            "--as-held",
            metavar="MOTIF",
            help="Le retrait a été voté après le dernier jour : pourquoi l'inscrire.",
        ),
    ] = None,
) -> None:
    """Retire un acte illégal, pour le passé et l'avenir, dans les quatre mois de son vote.

    Le jour est celui du vote qui retire. Au-delà des quatre mois, l'acte s'abroge (act repeal).
    """
    with step(taking) as it:
        from domain.events import ActWithdrawn

        withdrawn = ActWithdrawn(
            day=it.day,
            documents=it.documents,
            decided_by=it.desk.dossier(by).number,
            illegality=illegality,
            as_held=as_held,
        )
        it.record("act-withdraw", it.desk.dossier(number).number, withdrawn)


@command(app, "repeal", PANEL, "tacite act repeal 2026-014 --by 2026-021 --day 2026-11-19")
def repeal(taking: Taking, number: NumberOrAct, by: Deciding) -> None:
    """Abroge un acte, pour l'avenir seulement, à tout moment."""
    with step(taking) as it:
        from domain.events import ActRepealed

        deciding = it.desk.dossier(by).number
        repealed = ActRepealed(day=it.day, documents=it.documents, decided_by=deciding)
        it.record("act-repeal", it.desk.dossier(number).number, repealed)
