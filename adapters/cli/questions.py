"""``tacite board``, ``show``, ``deadlines``, ``explain``, ``document``: the questions.

Each is asked for a legal day (``--on``) and for what was known (``--known-at``), and its answer names
both.
"""

from typing import Annotated, Any

import typer

from adapters.cli.delivery import deliver
from adapters.cli.errors import Corrupt, NotFound, Usage
from adapters.cli.late import desk
from adapters.cli.options import Knowing, NumberOrAct, Place, a_day, command
from adapters.cli.output import cell, facts, grid, note, printable, say, show
from domain.words import Stage

app = typer.Typer()

PANEL = "Questions"


@command(
    app,
    "board",
    PANEL,
    "tacite board",
    "tacite board --commune Daix --state received --on 2026-03-01",
    "tacite board --words place",
)
def board(
    asking: Knowing,
    commune: Annotated[
        str | None, typer.Option("--commune", metavar="COMMUNE", help="Nom ou code INSEE.")
    ] = None,
    state: Annotated[
        str | None,
        typer.Option(
            "--state",
            metavar="ÉTAPE",
            help=f"Son nom ou son code : {', '.join(Stage)}.",
            autocompletion=lambda: list(Stage),
        ),
    ] = None,
    words: Annotated[
        str, typer.Option("--words", metavar="MOTS", help="Mots de l'objet, accents indifférents.")
    ] = "",
) -> None:
    """Le tableau : où en est chaque délibération ce jour-là (les abandonnées sur demande)."""
    with desk(asking) as there:
        from adapters.cli.knowledge import ask
        from adapters.cli.moments import moment, moment_words
        from adapters.cli.words import marked, stage_named, stage_words
        from projections import status

        asked = moment(there, asking)
        day = asked.on
        code = there.commune(commune, day).commune if commune else None
        stage = stage_named(state) if state is not None else None
        question = status.board(day, commune=code, stage=stage, words=words)
        rows, position, broken = ask(there, asked, (status.table, status.rows), question)
        if there.as_json:
            hidden = ("searched", "valid_from", "valid_to", "commune_codes")
            shown = [
                {k: v for k, v in row.items() if k not in hidden}
                | {"commune_codes": row["commune_codes"].strip("|").split("|")}
                | {"readable": row["number"] not in broken}
                for row in rows
            ]
            there.envelope("board", position, day, deliberations=shown, parked=broken)
            return
        if not rows:
            note(f"Aucune délibération à ce tableau, {moment_words(day, position)}.")
            return
        say(f"Tableau {moment_words(day, position)}.")
        table = grid(
            "N°", "Commune", "Objet", "Étape", "Terme", folded=("Commune", "Objet", "Étape")
        )
        for row in rows:
            stage_now = stage_words(row["stage"], row["contradicted"], row["irregular"])
            table.add_row(
                cell(row["number"]) + (f"\n{row['act_number']}" if row["act_number"] else ""),
                cell(row["communes"]),
                cell(row["object"]),
                marked(stage_now, row["number"] in broken),
                # Once voted, the period of the opinion is over, or of no matter any more.
                cell(None if row["vote_day"] else row["last_day"]),
            )
        show(table)


@command(app, "show", PANEL, "tacite show 2026-014", "tacite show 2026-014 --on 2026-04-13")
def show_one(asking: Knowing, number: NumberOrAct) -> None:
    """Une délibération : où elle en est, et ce qui peut suivre."""
    with desk(asking) as there:
        from adapters.cli.moments import moment
        from adapters.cli.recording import command_name
        from adapters.cli.sheet import sheet, sheet_json, steps_table
        from domain.deliberation.next_steps import next_steps

        asked = moment(there, asking)
        day = asked.on
        situation, position = there.situation(number, day, asked.known_at)
        following = list(next_steps(situation.dossier, day))
        if there.as_json:
            steps = [
                {
                    "step": s.key,
                    "title": s.title,
                    "standing": s.standing,
                    "reason": s.reason,
                    "article": s.article,
                    "allowed_from": s.allowed_from,
                }
                for s in following
            ]
            there.envelope("show", position, day, **sheet_json(situation), next_steps=steps)
            return
        draft = situation.course.draft
        assert draft is not None
        say(f"{situation.dossier.number} — {draft.payload.object}", "bold")
        show(facts((*sheet(situation), ("Connu à", f"l'inscription n° {position} du registre"))))
        if following:
            say()
            show(steps_table(following, day, command_name))


@command(
    app,
    "deadlines",
    PANEL,
    "tacite deadlines",
    "tacite deadlines --before 2026-05-01 --on 2026-03-01",
)
def deadlines(
    asking: Knowing,
    before: Annotated[
        str | None,
        typer.Option("--before", metavar="JOUR", help="Finissant ce jour-là au plus tard."),
    ] = None,
) -> None:
    """Les délais qui courent, ou qui ont fini sans que le registre le dise."""
    with desk(asking) as there:
        from adapters.cli.knowledge import ask
        from adapters.cli.moments import moment, moment_words
        from adapters.cli.words import deadline_words, marked
        from projections import deadlines as model

        asked = moment(there, asking)
        day = asked.on
        until = a_day(before, "--before") if before is not None else None
        question = model.open_deadlines(day, before=until)
        rows, position, broken = ask(there, asked, (model.table, model.rows), question)
        if there.as_json:
            hidden = ("valid_from", "valid_to")
            shown: list[dict[str, Any]] = [
                {k: v for k, v in row.items() if k not in hidden}
                | {"days_left": (row["last_day"] - day).days}
                | {"readable": row["number"] not in broken}
                for row in rows
            ]
            there.envelope("deadlines", position, day, before=until, deadlines=shown, parked=broken)
            return
        if not rows:
            note(f"Aucun délai ouvert, {moment_words(day, position)}.")
            return
        say(f"Délais ouverts {moment_words(day, position)}.")
        table = grid("Terme", "N°", "État", "Qui", "Au terme", "Objet", folded=FOLDED)
        for row in rows:
            state = deadline_words(row["state"], (row["last_day"] - day).days)
            table.add_row(
                cell(row["last_day"]),
                cell(row["number"].removeprefix("meeting/")),
                marked(state, row["number"] in broken),
                cell(row["who_acts"]),
                cell(row["effect"]),
                cell(row["object"]),
            )
        show(table)


FOLDED = ("État", "Qui", "Au terme", "Objet")
"""Columns of the deadlines that may run over several lines; the longest is last, for a pipe."""


@command(
    app,
    "explain",
    PANEL,
    "tacite explain 2026-014",
    "tacite explain 2026-014 --on 2026-06-25",
    "tacite explain CM-2026-06-25",
    "tacite explain institution",
)
def explain_one(
    asking: Knowing,
    number: Annotated[
        str,
        typer.Argument(
            metavar="NUMÉRO",
            help="Numéro du projet ou de l'acte, nom d'une séance, ou « institution » (son année).",
        ),
    ],
) -> None:
    """Pourquoi : chaque date et chaque majorité, pas à pas, avec article et certitude."""
    with desk(asking) as there:
        from adapters.cli.moments import moment
        from domain.deliberation.explain import explain
        from projections.explain_duties import explain_duties

        asked = moment(there, asking)
        day, position = asked.on, asked.known_at
        duties_of = there.asking_something(number, position)
        if duties_of is not None:
            name, chapters = number, tuple(explain_duties(duties_of, day))
        else:
            situation, position = there.situation(number, day, asked.known_at)
            name, chapters = situation.dossier.number, explain(situation)
        if there.as_json:
            said = [
                {"title": c.title, "workings": [w.model_dump(mode="json") for w in c.workings]}
                for c in chapters
            ]
            there.envelope("explain", position, day, number=name, chapters=said)
            return
        say(f"{name}, {asked.words}", "bold")
        if not chapters:
            note("Aucun délai ne s'y attache ce jour-là.")
        for chapter in chapters:
            say()
            say(chapter.title, "bold")
            for working in chapter.workings:
                ground = f"[{working.article} ; {working.certainty.french} ; {working.rule}]"
                say(f"{working.label} : {working.value}", indent=2)
                say(ground, "dim", indent=6)


@command(
    app,
    "document",
    PANEL,
    "tacite document 3fb1c2 --output accuse.pdf",
    "tacite document 3fb1c2 > accuse.pdf",
)
def document(
    place: Place,
    sha256: Annotated[
        str,
        typer.Argument(metavar="EMPREINTE", help="Son SHA-256, ou ce qu'il faut de son début."),
    ],
    output: Annotated[
        str, typer.Option("--output", metavar="FICHIER", help="Où l'écrire ; « - » : la sortie.")
    ] = "-",
) -> None:
    """Une pièce, octet pour octet."""
    import hashlib
    import re

    wanted = sha256.lower()
    if not re.fullmatch(r"[0-9a-f]{4,64}", wanted):
        raise Usage(
            f"« {sha256} » n'est pas le début d'une empreinte : 4 à 64 chiffres hexadécimaux "
            "(« tacite show » les donne)."
        )
    with desk(place) as there:
        found = there.office.register.documents_starting(wanted)
        if not found:
            raise NotFound(f"Aucune pièce d'empreinte {wanted}… à ce registre.")
        if len(found) > 1:
            raise Usage(f"Plusieurs pièces commencent par {wanted} : donnez-en davantage.")
        content = there.office.register.document(found[0])
        if hashlib.sha256(content).hexdigest() != found[0]:
            raise Corrupt(
                f"La pièce {found[0]} n'a plus cette empreinte : restaurez une sauvegarde."
            )
        if there.as_json and output == "-":
            raise Usage(
                "--json décrit la pièce, --output FICHIER en reçoit les octets : donnez-le."
            )
        deliver(content, output)
        if there.as_json:
            position = there.office.register.last_position()
            there.envelope(
                "document",
                position,
                there.office.today(),
                sha256=found[0],
                size=len(content),
                output=output,
            )
        elif output != "-":
            note(f"{printable(output)} : {len(content)} octets, SHA-256 {found[0]}.")
