"""``tacite draft``, ``qualify``, … : every step of a deliberation, one command each."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from adapters.cli.options import Number, Taking, a_day, command
from domain.words import Casting, Change, Organ, Qualification, ReviewOpinion, Sense

if TYPE_CHECKING:
    from adapters.cli.recording import Step

app = typer.Typer()

DRAFT = "Étapes : le projet"
COMMUNE = "Étapes : la commune"
COUNCIL = "Étapes : le conseil"


def step(taking: Taking) -> AbstractContextManager["Step"]:
    """The step that the options describe; what it needs is heavy, and imported now."""
    from adapters.cli.recording import step as opened

    return opened(taking)


# --- The draft -------------------------------------------------------------------------------------


@command(
    app,
    "draft",
    DRAFT,
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
        it.record("draft", number, submitted)


@command(
    app,
    "qualify",
    DRAFT,
    'tacite qualify 2026-014 --as required --reasons "Effets limités à Daix"',
)
def qualify(
    taking: Taking,
    number: Number,
    as_: Annotated[
        Qualification,
        typer.Option("--as", help="Requise, de précaution, ou sans objet."),
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


@command(app, "review", DRAFT, 'tacite review 2026-014 --body "Mobilités" --opinion favourable')
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


@command(app, "revise", DRAFT, "tacite revise 2026-014 --change within_scope --text projet-2.pdf")
def revise(
    taking: Taking,
    number: Number,
    change: Annotated[
        Change,
        typer.Option("--change", help="Ce qui change ; une question nouvelle relance la commune."),
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


@command(app, "abandon", DRAFT, 'tacite abandon 2026-014 --reason "Crédits retirés"')
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


# --- The commune -----------------------------------------------------------------------------------


@command(
    app,
    "send",
    COMMUNE,
    "tacite send 2026-014 --day 2026-01-09",
    "tacite send 2026-014 --incomplete",
)
def send(
    taking: Taking,
    number: Number,
    incomplete: Annotated[
        bool, typer.Option("--incomplete", help="Des pièces manquent : le délai ne court pas.")
    ] = False,
) -> None:
    """Inscrit la transmission du projet à la commune."""
    with step(taking) as it:
        from domain.events import CommuneConsulted

        sent = CommuneConsulted(day=it.day, documents=it.documents, complete=not incomplete)
        it.record("send", number, sent)


@command(app, "receive", COMMUNE, "tacite receive 2026-014 --day 2026-01-12 --document accuse.pdf")
def receive(taking: Taking, number: Number) -> None:
    """Inscrit la réception prouvée à la mairie : les trois mois courent."""
    with step(taking) as it:
        from domain.events import ConsultationReceived

        received = ConsultationReceived(day=it.day, documents=it.documents)
        it.record("receive", number, received)


@command(app, "complete", COMMUNE, "tacite complete 2026-014 --day 2026-02-02 --sent 2026-01-30")
def complete(
    taking: Taking,
    number: Number,
    sent: Annotated[
        str | None,
        typer.Option("--sent", metavar="JOUR", help="Jour de leur envoi (sinon, de l'arrivée)."),
    ] = None,
) -> None:
    """Inscrit l'arrivée des pièces manquantes à la mairie."""
    with step(taking) as it:
        from domain.events import FileCompleted

        dispatched = a_day(sent, "--sent") if sent is not None else None
        completed = FileCompleted(day=it.day, documents=it.documents, sent=dispatched)
        it.record("complete", number, completed)


@command(
    app,
    "opinion",
    COMMUNE,
    "tacite opinion 2026-014 --sense unfavourable --voted 2026-03-20 --document extrait.pdf",
    "tacite opinion 2026-014 --sense unfavourable --organ mayor",
)
def opinion(
    taking: Taking,
    number: Number,
    sense: Annotated[Sense, typer.Option("--sense", help="Ce que dit le dispositif.")],
    voted: Annotated[
        str | None,
        typer.Option(
            "--voted", metavar="JOUR", help="Jour du vote municipal (sinon, de l'arrivée)."
        ),
    ] = None,
    organ: Annotated[
        Organ, typer.Option("--organ", help="Qui s'exprime ; seul le conseil rend l'avis.")
    ] = Organ.MUNICIPAL_COUNCIL,
) -> None:
    """Inscrit la réponse de la commune, le jour où elle parvient."""
    with step(taking) as it:
        from domain.events import OpinionRendered

        rendered = OpinionRendered(
            day=it.day,
            documents=it.documents,
            sense=sense,
            organ=organ,
            voted=a_day(voted, "--voted") if voted is not None else None,
        )
        it.record("opinion", number, rendered)


# --- The council -----------------------------------------------------------------------------------


@command(
    app,
    "vote",
    COUNCIL,
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
        it.record("vote", number, voted)


@command(app, "number", COUNCIL, "tacite number 2026-014 DEL-2026-101")
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
