"""``tacite contradictions``, ``withdraw``, ``uphold``: what no longer holds, and a person's answer (R-9.6)."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from adapters.cli.late import desk, step
from adapters.cli.options import Knowing, NumberOrAct, Taking, command
from adapters.cli.output import counted, note, say

if TYPE_CHECKING:
    from adapters.cli.desk import Desk
    from adapters.cli.moments import Moment
    from domain.deliberation.situation import Situation
    from domain.events import Reaction
    from projections.contradictions import Contradiction

app = typer.Typer()

PANEL = "Rectifications"
UNVOTED = "sans objet, elle n'est pas votée"
NAMES = {"deemed_opinion": "avis réputé favorable", "result": "résultat proclamé"}

DeterminationNamed = Annotated[
    str,
    typer.Option(
        "--determination",
        metavar="CONCLUSION",
        help="deemed_opinion (avis réputé favorable) ou result (résultat proclamé).",
        autocompletion=lambda: list(NAMES),
    ),
]
Ground = Annotated[str, typer.Option("--reason", metavar="MOTIF", help="Pourquoi.")]


@command(
    app,
    "contradictions",
    PANEL,
    "tacite contradictions",
    "tacite contradictions --on 2026-06-03 --known-at 2026-014#9",
)
def contradictions(asking: Knowing) -> None:
    """Les conclusions inscrites que les faits connus ne soutiennent plus, la plus ancienne d'abord."""
    with desk(asking) as there:
        from adapters.cli.moments import moment

        asked = moment(there, asking)
        found = listed(there, asked)
        if there.as_json:
            said = [contradiction_json(there, asked, situation, each) for situation, each in found]
            there.envelope("contradictions", asked.known_at, asked.on, contradictions=said)
            return
        say(
            f"{counted(len(found), 'conclusion')} contredite{'s' * (len(found) > 1)}, {asked.words}."
        )
        for situation, each in found:
            for line in words(there, asked, situation, each):
                say(line, indent=0 if line.startswith("N°") else 4)


def listed(there: "Desk", asked: "Moment") -> "Sequence[tuple[Situation, Contradiction]]":
    """Each with its deliberation, from the oldest on."""
    from domain.deliberation.situation import situation
    from projections import contradictions as model

    found = [
        (there_then, each)
        for row in rows(there, asked)
        for there_then in [situation(there.office.dossier(row["number"], asked.known_at), asked.on)]
        for each in model.contradictions(there_then)
    ]
    return sorted(found, key=lambda pair: pair[1].since.position)


def rows(there: "Desk", asked: "Moment") -> Sequence[Mapping[str, Any]]:
    from adapters.cli.knowledge import ask
    from projections import status
    from projections.contradictions import candidates

    found, _, _ = ask(there, asked, (status.table, status.rows), candidates(asked.on))
    return found


def words(
    there: "Desk", asked: "Moment", situation: "Situation", each: "Contradiction"
) -> list[str]:
    """What stands on record, what is known, since when, and what may still be done."""
    from adapters.cli.moments import recorded_words
    from projections.contradictions import withdrawal_words
    from projections.sentences import short

    number = situation.dossier.number
    zone = situation.dossier.institution.timezone
    until = each.withdrawal_until
    return [
        f"N° {number} — {NAMES[each.determination]}, inscription {short(each.fact.ref)}",
        f"Inscrit : {each.stated} ; faits connus : {each.known}.",
        f"Contredit par l'inscription {short(each.since.ref)}, "
        f"{recorded_words(each.since, zone)} : {age_words(age(there, asked, each))}.",
        f"Retrait de la délibération elle-même (CRPA L. 242-1, L. 243-3) : "
        f"{withdrawal_words(until, asked.on) if until else UNVOTED}.",
        f"Une personne décide : tacite withdraw {number} --determination {each.determination} "
        f"--reason MOTIF --document PIÈCE, ou tacite uphold {number} --determination "
        f"{each.determination} --reason MOTIF --document PIÈCE.",
    ]


def age(there: "Desk", asked: "Moment", each: "Contradiction") -> int:
    """Days since it has been listed, on the day asked for."""
    from adapters.clock import legal_day

    zone = there.office.institution().timezone
    return (asked.on - legal_day(each.since.recorded_at, zone)).days


def age_words(days: int) -> str:
    if days < 0:
        return "su après le jour demandé"
    return "depuis ce jour" if days == 0 else f"depuis {counted(days, 'jour')}"


def contradiction_json(
    there: "Desk", asked: "Moment", situation: "Situation", each: "Contradiction"
) -> dict[str, Any]:
    return {
        "number": situation.dossier.number,
        "determination": each.determination,
        "entry": each.fact.ref,
        "stated": each.stated,
        "known": each.known,
        "since": each.since.ref,
        "since_recorded_at": each.since.recorded_at,
        "days": max(age(there, asked, each), 0),
        "withdrawal_until": each.withdrawal_until,
    }


@command(
    app,
    "withdraw",
    PANEL,
    'tacite withdraw 2026-014 --determination deemed_opinion --reason "Recalculée" --document ar.pdf',
)
def withdraw(
    taking: Taking, number: NumberOrAct, determination: DeterminationNamed, reason: Ground
) -> None:
    """Retire du registre une conclusion contredite ; ce n'est pas le retrait de la délibération."""
    from domain.events import DeterminationWithdrawn

    answer("withdraw", taking, number, determination, reason, DeterminationWithdrawn)


@command(
    app,
    "uphold",
    PANEL,
    'tacite uphold 2026-014 --determination result --reason "Jugement du 3 juin" --document j.pdf',
)
def uphold(
    taking: Taking, number: NumberOrAct, determination: DeterminationNamed, reason: Ground
) -> None:
    """Maintient une conclusion contredite, avec son motif : elle n'est plus listée."""
    from domain.events import DeterminationUpheld

    answer("uphold", taking, number, determination, reason, DeterminationUpheld)


def answer(
    command: str,
    taking: Taking,
    number: str,
    determination: str,
    reason: str,
    kind: "type[Reaction]",
) -> None:
    """A person's decision, on record with its ground and its evidence."""
    with step(taking) as it:
        from adapters.cli.correction_checks import refuse_no_evidence_of
        from adapters.cli.recording import tell
        from adapters.corrections import react
        from domain.deliberation.situation import situation
        from projections.contradictions import withdrawal_until, withdrawal_words

        reaction = kind(
            day=it.day,
            documents=it.documents,
            determination=determination_named(determination),
            reason=reason,
        )
        if not (it.command_id and it.desk.office.register.answered(it.command_id)):
            refuse_no_evidence_of(reaction)
        dossier = it.desk.dossier(number)
        recorded = react(
            it.desk.office,
            dossier.number,
            reaction,
            it.author,
            documents=it.desk.attached,
            command_id=it.command_id,
        )
        tell(it.desk, command, recorded, it.day)
        until = withdrawal_until(situation(dossier, it.day))
        if until and not it.desk.as_json:
            note(
                f"La délibération elle-même n'est pas retirée (tacite act withdraw {number}) ; son "
                f"retrait : {withdrawal_words(until, it.day)}."
            )


def determination_named(given: str) -> Any:
    """By its code, or by what people call it."""
    from adapters.cli.errors import Usage
    from domain.words import Determination
    from projections.status import plain

    for code, name in NAMES.items():
        if plain(given) in (code, plain(name)):
            return Determination(code)
    known = ", ".join(f"{code} ({name})" for code, name in NAMES.items())
    raise Usage(f"--determination : « {given} » n'est pas une conclusion ; au choix : {known}.")
