"""``tacite correct amend``, ``annul``, ``move``: see what a correction changes, then write it.

Nothing is written without ``--apply``; what was shown is what then happens.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from adapters.cli.errors import Usage
from adapters.cli.late import step
from adapters.cli.options import Taking, command
from adapters.cli.output import note, progress, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adapters.cli.recording import Step
    from adapters.commands import Recorded
    from adapters.impact import Effect, Impact
    from domain.corrections import Standing
    from domain.entry import Entry
    from domain.events import Correction

app = typer.Typer(
    name="correct",
    help="Rectifier une inscription : voir d'abord ce qui change, puis l'inscrire (--apply).",
    no_args_is_help=True,
    rich_markup_mode="rich",
)

PANEL = "Rectifications"
OPTIONS = "Rectification"

EntryNamed = Annotated[
    str,
    typer.Argument(
        metavar="INSCRIPTION",
        help="Par exemple 2026-014#3 (tacite history les numérote), ou sa position au registre.",
    ),
]


@dataclass(frozen=True, kw_only=True)
class Correcting(Taking):
    """A correction: its legal class, why, on what evidence, validated by whom."""

    reason: Annotated[
        str,
        typer.Option("--reason", metavar="MOTIF", help="Pourquoi.", rich_help_panel=OPTIONS),
    ]
    legal_class: Annotated[
        int,
        typer.Option(
            "--class",
            min=1,
            max=3,
            metavar="CLASSE",
            help="1 transcription ; 2 erreur matérielle, avec sa délibération rectificative ; "
            "3 changement de décision : refusée, c'est un retrait (tacite act withdraw).",
            rich_help_panel=OPTIONS,
        ),
    ]
    validator: Annotated[
        str | None,
        typer.Option(
            "--validator",
            metavar="IDENTIFIANT",
            help="Qui l'a validée, autre que l'auteur (exigé si four_eyes est réglé).",
            rich_help_panel=OPTIONS,
        ),
    ] = None
    rectifying: Annotated[
        str | None,
        typer.Option(
            "--rectifying",
            metavar="NUMÉRO",
            help="La délibération rectificative (classe 2).",
            rich_help_panel=OPTIONS,
        ),
    ] = None
    apply: Annotated[
        bool,
        typer.Option(
            "--apply", help="Inscrire ; sinon, montrer seulement.", rich_help_panel=OPTIONS
        ),
    ] = False
    seen: Annotated[
        int | None,
        typer.Option(
            "--seen",
            min=0,
            metavar="POSITION",
            help="N'inscrire que si rien n'a bougé depuis ce qui a été montré.",
            rich_help_panel=OPTIONS,
        ),
    ] = None


@command(
    app,
    "amend",
    PANEL,
    'tacite correct amend 2026-014#4 --set jour=2026-02-28 --class 1 --reason "Date mal lue"',
    'tacite correct amend 2026-014#6 --set pour=57 --class 1 --reason "PV" --document pv.pdf --apply',
    'tacite correct amend institution#9 --set sièges=2 --class 1 --reason "Arrêté" --document a.pdf',
)
def amend(
    correcting: Correcting,
    entry: EntryNamed,
    fields: Annotated[
        list[str],
        typer.Option(
            "--set",
            metavar="CHAMP=VALEUR",
            help="Le champ par son nom français, et sa juste valeur ; à répéter.",
        ),
    ],
) -> None:
    """Des champs sont faux : donne les justes ; l'inscription reste lisible, telle qu'écrite."""
    with step(correcting) as it:
        from adapters.cli.fields import fields as read_fields
        from domain.events import EntryAmended

        target, found = standing(it, correcting, entry)
        right = read_fields(it.desk, found.payload, fields)
        amendment = EntryAmended(**shared(it, correcting, target), fields=right)
        correct(it, correcting, target, found, amendment)


@command(
    app,
    "annul",
    PANEL,
    'tacite correct annul 2026-014#5 --class 1 --reason "Inscrite deux fois"',
    'tacite correct annul 2026-014#8 --class 1 --reason "Date bonne" --document ar.pdf --apply',
)
def annul(correcting: Correcting, entry: EntryNamed) -> None:
    """Elle n'aurait pas dû être faite : inscription, rectification ou annulation, elle ne compte plus."""
    with step(correcting) as it:
        from domain.events import EntryAnnulled

        target, found = standing(it, correcting, entry)
        correct(it, correcting, target, found, EntryAnnulled(**shared(it, correcting, target)))


@command(
    app,
    "move",
    PANEL,
    'tacite correct move 2026-014#5 --to 2026-015 --class 1 --reason "Avis sur l\'autre projet"',
    'tacite correct move 2026-014#5 --to 2026-015 --class 1 --reason "Tri" --document avis.pdf --apply',
)
def move(
    correcting: Correcting,
    entry: EntryNamed,
    to: Annotated[
        str, typer.Option("--to", metavar="NUMÉRO", help="Le dossier où elle aurait dû être.")
    ],
) -> None:
    """Elle figurait au mauvais dossier : la porte au bon, en une fois."""
    with step(correcting) as it:
        from domain.events import EntryMoved

        target, found = standing(it, correcting, entry)
        number = it.desk.dossier(to).number
        moved = EntryMoved(**shared(it, correcting, target), to=number)
        correct(it, correcting, target, found, moved)


# --- What the three have in common -------------------------------------------------------------------


def standing(it: "Step", correcting: Correcting, named: str) -> tuple["Entry", "Standing"]:
    """The entry to be corrected, and how it reads now. A correction is not older than its target."""
    from adapters.cli.moments import entry_named
    from adapters.clock import legal_day
    from domain.deliberation.correct import standing as stands
    from domain.law.french import french_date

    if correcting.seen is not None and not correcting.apply:
        raise Usage("--seen ne sert qu'avec --apply.")
    end = it.desk.office.register.last_position()
    if correcting.seen is not None and correcting.seen > end:
        raise Usage(
            f"--seen : l'inscription n° {correcting.seen} est à venir, le registre va jusqu'au "
            f"n° {end} ; donnez la position que la même commande montre sans --apply."
        )
    target = entry_named(it.desk, named)
    zone = it.desk.office.institution().timezone
    recorded = legal_day(target.recorded_at, zone)
    if it.day < recorded:
        raise Usage(
            f"--day : le {french_date(it.day)}, l'inscription {named} n'existait pas encore (elle "
            f"est du {french_date(recorded)}) ; une rectification ne peut pas la précéder."
        )
    return target, stands(target.ref, it.desk.office.register.entries(target.stream))


def shared(it: "Step", correcting: Correcting, target: "Entry") -> dict[str, Any]:
    """What every correction names."""
    from domain.words import LegalClass

    return {
        "day": it.day,
        "documents": it.documents,
        "target": target.ref,
        "legal_class": LegalClass(correcting.legal_class),
        "reason": correcting.reason,
        "validator": correcting.validator,
        "rectifying_deliberation": correcting.rectifying,
    }


def correct(
    it: "Step", correcting: Correcting, target: "Entry", found: "Standing", wanted: "Correction"
) -> None:
    """Show what it changes; write it where that is asked for."""
    from adapters.cli import correction_checks as checks
    from adapters.cli.entry_words import before_and_after
    from adapters.corrections import correct as write
    from adapters.impact import preview

    office, four_eyes = it.desk.office, it.desk.settings.four_eyes
    answered = it.command_id and office.register.answered(it.command_id)
    impact = None
    if not answered:
        checks.refuse_nothing_corrected(office, wanted, found)
        wanted = checks.refuse_rectifying(it.desk, wanted, found)
        with progress("Dossiers examinés") as advance:
            impact = preview(office, [wanted], it.author, four_eyes=four_eyes, progress=advance)
        checks.refuse_another_commune(office, impact)
        if correcting.apply:
            checks.refuse_no_evidence(wanted)
    # Before it is written: afterwards the entry reads as it was corrected, and nothing differs.
    changes = list(before_and_after(office, target, impact)) if impact else []
    recorded = None
    if correcting.apply:
        seen = correcting.seen if impact is None or correcting.seen is not None else impact.position
        recorded = write(
            office,
            [wanted],
            it.author,
            four_eyes=four_eyes,
            documents=it.desk.attached,
            command_id=it.command_id,
            seen=seen,
        )
    if it.desk.as_json:
        tell_programs(it, wanted, impact, recorded)
    else:
        tell(target, wanted, impact, changes, recorded)


def tell(
    target: "Entry",
    wanted: "Correction",
    impact: "Impact | None",
    changes: "Sequence[tuple[str, str]]",
    recorded: "Recorded | None",
) -> None:
    """The entry before and after, what follows from it, and whether it is on record."""
    from adapters.cli.entry_words import described
    from adapters.cli.impact_words import lines

    for said in described(target, wanted):
        say(said, "bold")
    for label, text in changes:
        say(f"{label} : {text}", indent=2)
    if impact is not None:
        for indent, said in lines(impact):
            say(said, indent=indent)
    if recorded is None:
        at = f" --seen {impact.position}" if impact else ""
        evidence = "" if wanted.documents else "--document PIÈCE "
        say("Rien n'est inscrit.", "bold")
        note(f"Pour l'inscrire : la même commande, avec {evidence}--apply{at}")
        return
    for entry in recorded.entries:
        say(
            f"Inscrit : {entry.ref}, position {entry.position} du registre, par "
            f"{entry.recorded_by} ({entry.capacity}).",
            "bold",
        )
    if recorded.repeated:
        note("Cette commande était déjà inscrite : rien n'a été écrit de nouveau.")
    for effect in impact.effects.values() if impact else ():
        if effect.unsupported:
            note(
                f"Rien n'est défait de soi-même : « tacite contradictions », puis « tacite withdraw "
                f"{effect.number} » ou « tacite uphold {effect.number} »."
            )
        if effect.irregular_vote:
            note(now_irregular(effect))


def now_irregular(effect: "Effect") -> str:
    """What a person may do of a vote that a correction has made irregular (R-9.4)."""
    from domain.assembly.prefect import stands
    from domain.deliberation.dossier import Dossier
    from domain.deliberation.situation import situation
    from domain.law.french import french_date
    from projections.contradictions import withdrawal_until, withdrawal_words

    assert isinstance(effect.after, Dossier)
    assert effect.irregular_vote is not None
    there, number = situation(effect.after, effect.on), effect.number
    said = (
        f"Le vote du {french_date(effect.irregular_vote.day)} sur le n° {number} est désormais "
        f"irrégulier (tacite explain {number})"
    )
    until = withdrawal_until(there)
    if until is None or not stands(there):
        return f"{said}."
    return (
        f"{said} ; l'acte reste en vigueur. Son retrait (tacite act withdraw {number} --by NUMÉRO "
        f"--illegality MOTIF) : {withdrawal_words(until, effect.on)}."
    )


def tell_programs(
    it: "Step", wanted: "Correction", impact: "Impact | None", recorded: "Recorded | None"
) -> None:
    from adapters.cli.impact_words import impact_json
    from adapters.cli.sheet import entry_json

    office = it.desk.office
    position = office.register.last_position()
    it.desk.envelope(
        "correct",
        position,
        it.day,
        target=wanted.target,
        correction=wanted.model_dump(mode="json"),
        applied=recorded is not None,
        repeated=recorded.repeated if recorded else False,
        entries=[entry_json(entry) for entry in recorded.entries] if recorded else [],
        impact=impact_json(impact) if impact else None,
    )
