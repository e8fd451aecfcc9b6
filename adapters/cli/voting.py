"""``tacite vote``, ``number``: the council decides, and the act takes its number."""

from typing import Annotated

import typer

from adapters.cli.late import step
from adapters.cli.options import Number, NumberOrAct, Taking, command
from domain.words import Casting, Outcome

app = typer.Typer()

PANEL = "Étapes : le conseil"


@command(
    app,
    "vote",
    PANEL,
    "tacite vote 2026-014 --for 58 --against 20 --abstain 8 --day 2026-06-25",
    'tacite vote 2026-014 --for 60 --against 0 --as-held "Vote tenu avant l\'avis"',
)
def vote(
    taking: Taking,
    number: Number,
    votes_for: Annotated[int, typer.Option("--for", min=0, metavar="VOIX", help="Voix pour.")],
    votes_against: Annotated[
        int, typer.Option("--against", min=0, metavar="VOIX", help="Voix contre.")
    ],
    abstain: Annotated[
        int, typer.Option("--abstain", min=0, metavar="VOIX", help="Abstentions.")
    ] = 0,
    secret: Annotated[bool, typer.Option("--secret", help="Scrutin secret.")] = False,
    casting: Annotated[
        Casting, typer.Option("--casting", help="Voix prépondérante du président, au partage.")
    ] = Casting.NONE,
    in_office: Annotated[
        int | None,
        typer.Option(
            "--in-office",
            min=0,
            metavar="MEMBRES",
            help="Membres en exercice (sinon l'effectif légal de ce jour).",
        ),
    ] = None,
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
        typer.Option("--proclaimed", help="Résultat proclamé (sinon, celui qui se calcule)."),
    ] = None,
) -> None:
    """Inscrit le vote du conseil, et le résultat proclamé."""
    with step(taking) as it:
        from domain.events import CouncilVoted

        strength = it.desk.office.institution().composition(it.day).legal_strength
        voted = CouncilVoted(
            day=it.day,
            documents=it.documents,
            votes_for=votes_for,
            votes_against=votes_against,
            abstentions=abstain,
            secret=secret,
            casting=casting,
            in_office=strength if in_office is None else in_office,
            as_held=as_held,
        )
        it.record("vote", number, voted, proclaimed)


@command(
    app,
    "decide",
    PANEL,
    'tacite decide 2026-014 --on majority --follows "deux tiers des membres" '
    '--signed-by "Églantine Fictive, présidente" --document decision.pdf',
)
def decide(
    taking: Taking,
    number: NumberOrAct,
    about: Annotated[
        str,
        typer.Option(
            "--on",
            metavar="POINT",
            help="majority (majorité contestée), delegation (matière déléguée), proxy (pouvoir), "
            "referral (saisine), prudent_end (fin prudente), development_council, ou vos mots.",
        ),
    ],
    signed_by: Annotated[
        str,
        typer.Option("--signed-by", metavar="NOM, QUALITÉ", help="Qui signe, en quelle qualité."),
    ],
    follows: Annotated[
        str | None, typer.Option("--follows", metavar="TEXTE", help="La lecture suivie.")
    ] = None,
) -> None:
    """Inscrit une décision signée sur un point que le droit ne tranche pas ; sa pièce est jointe.

    Elle ne change aucune réponse du droit : elle dit qui a pris sur soi de suivre une lecture.
    """
    with step(taking) as it:
        from adapters.cli.errors import Usage
        from domain.events import DecisionSigned

        name, _, capacity = signed_by.rpartition(",")
        if not name.strip() or not capacity.strip():
            raise Usage(
                f"--signed-by : « {signed_by} » ne dit pas en quelle qualité ; écrivez "
                "« Nom, qualité »."
            )
        decision = DecisionSigned(
            day=it.day,
            documents=it.documents,
            about=about,
            follows=follows,
            signed_by=name,
            signed_as=capacity,
        )
        it.record("decide", it.desk.dossier(number).number, decision)


@command(app, "number", PANEL, "tacite number 2026-014 DEL-2026-101")
def number_act(
    taking: Taking,
    number: Number,
    act: Annotated[str, typer.Argument(metavar="ACTE", help="Numéro de l'acte voté.")],
) -> None:
    """Donne son numéro à l'acte voté ; le projet garde le sien."""
    with step(taking) as it:
        from domain.entry import NUMBER_PATTERN
        from domain.events import ActNumbered
        from domain.refusals import Reason, Refused

        if not NUMBER_PATTERN.fullmatch(act):
            raise Refused(Reason.BAD_NUMBER, number=act)
        numbered = ActNumbered(day=it.day, documents=it.documents, number=act)
        it.record("number", number, numbered)
