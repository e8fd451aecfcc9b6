"""``tacite draft``, ``qualify``, ``review``, ``revise``, ``abandon``: the steps of the draft."""

from pathlib import Path
from typing import Annotated

import typer

from adapters.cli.late import step
from adapters.cli.options import Number, Taking, command
from domain.words import Change, Qualification, ReviewOpinion

app = typer.Typer()

PANEL = "Étapes : le projet"


@command(
    app,
    "draft",
    PANEL,
    'tacite draft 2026-014 --object "Zone 30 à Daix" --concerns Daix --text projet.pdf',
)
def draft(
    taking: Taking,
    number: Number,
    object_: Annotated[str, typer.Option("--object", metavar="TEXTE", help="Objet du projet.")],
    concerns: Annotated[
        list[str],
        typer.Option(
            "--concerns", metavar="COMMUNE", help="Commune concernée, nom ou INSEE ; à répéter."
        ),
    ],
    text: Annotated[
        Path, typer.Option("--text", metavar="FICHIER", help="Le texte n° 1 du projet.")
    ],
    matter: Annotated[
        str | None,
        typer.Option("--matter", metavar="CODE", help="Matière (CGCT L. 5211-10), si connue."),
    ] = None,
) -> None:
    """Dépose un projet de délibération, avec son texte."""
    with step(taking) as it:
        from adapters.cli.correction_checks import refuse_consulted_for_another
        from domain.entry import NUMBER_PATTERN
        from domain.events import DraftSubmitted
        from domain.refusals import Reason, Refused

        if not NUMBER_PATTERN.fullmatch(number):
            raise Refused(Reason.BAD_NUMBER, number=number)
        communes = dict.fromkeys(it.desk.commune(each, it.day).commune for each in concerns)
        submitted = DraftSubmitted(
            day=it.day,
            documents=it.documents,
            number=number,
            object=object_,
            concerns=tuple(communes),
            text=it.desk.attach(text, "--text"),
            matter=matter,
        )
        there = it.desk.office.dossier(number)
        refuse_consulted_for_another(there, there.with_fact(submitted))
        it.record("draft", number, submitted)


@command(
    app,
    "qualify",
    PANEL,
    'tacite qualify 2026-014 --as required --reasons "Effets limités à Daix"',
)
def qualify(
    taking: Taking,
    number: Number,
    as_: Annotated[
        Qualification,
        typer.Option("--as", help="L'avis de la commune est-il requis ?"),
    ],
    reasons: Annotated[
        str, typer.Option("--reasons", metavar="TEXTE", help="Motifs, obligatoires.")
    ],
) -> None:
    """Qualifie le projet : l'avis de la commune est-il requis (CGCT L. 5211-57) ?"""
    with step(taking) as it:
        from domain.events import DeliberationQualified

        qualified = DeliberationQualified(
            day=it.day, documents=it.documents, qualification=as_, reasons=reasons
        )
        it.record("qualify", number, qualified)


@command(app, "review", PANEL, 'tacite review 2026-014 --body "Mobilités" --opinion favourable')
def review(
    taking: Taking,
    number: Number,
    body: Annotated[str, typer.Option("--body", metavar="NOM", help="La commission.")],
    opinion: Annotated[ReviewOpinion, typer.Option("--opinion", help="Son avis, consultatif.")],
) -> None:
    """Inscrit l'examen par une commission (consultatif)."""
    with step(taking) as it:
        from domain.events import CommissionReviewed

        reviewed = CommissionReviewed(
            day=it.day, documents=it.documents, body=body, opinion=opinion
        )
        it.record("review", number, reviewed)


@command(app, "revise", PANEL, "tacite revise 2026-014 --change within_scope --text projet-2.pdf")
def revise(
    taking: Taking,
    number: Number,
    change: Annotated[
        Change,
        typer.Option(
            "--change",
            help="Ce qui change ; une question nouvelle appelle un nouvel avis.",
        ),
    ],
    text: Annotated[
        Path, typer.Option("--text", metavar="FICHIER", help="Le texte modifié, en entier.")
    ],
) -> None:
    """Modifie le texte du projet."""
    with step(taking) as it:
        from domain.events import DraftRevised

        revised = DraftRevised(
            day=it.day,
            documents=it.documents,
            change=change,
            text=it.desk.attach(text, "--text"),
        )
        it.record("revise", number, revised)


@command(app, "abandon", PANEL, 'tacite abandon 2026-014 --reason "Crédits retirés"')
def abandon(
    taking: Taking,
    number: Number,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXTE", help="Le motif.")],
) -> None:
    """Abandonne le projet avant le vote : il quitte le tableau, avec son motif."""
    with step(taking) as it:
        from domain.events import DraftAbandoned

        it.record(
            "abandon", number, DraftAbandoned(day=it.day, documents=it.documents, reason=reason)
        )
