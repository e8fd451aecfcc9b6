"""``tacite history``: the journal of one deliberation, as an auditor reads it."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from adapters.cli.errors import Usage
from adapters.cli.late import desk
from adapters.cli.options import Knowing, NumberOrAct, command
from adapters.cli.output import say

if TYPE_CHECKING:
    from adapters.cli.desk import Desk
    from domain.deliberation.situation import Situation
    from projections.audit import Told
    from projections.journal import Line

app = typer.Typer()

PANEL = "Questions"


@command(
    app,
    "history",
    PANEL,
    "tacite history 2026-014",
    "tacite history 2026-014 --as-written",
    "tacite history 2026-014 --known-at 2026-014#3",
    "tacite history 2026-014 --page --output dossier.md",
)
def history(
    asking: Knowing,
    number: NumberOrAct,
    written: Annotated[
        bool,
        typer.Option("--as-written", help="Chaque inscription telle qu'elle a été faite, seule."),
    ] = False,
    corrected: Annotated[
        bool,
        typer.Option("--as-corrected", help="Seulement ce qui compte, tel qu'il se lit."),
    ] = False,
    page: Annotated[
        bool, typer.Option("--page", help="Le dossier entier, en une page à lire et à remettre.")
    ] = False,
    output: Annotated[
        str,
        typer.Option("--output", metavar="FICHIER", help="Où écrire la page ; « - » : la sortie."),
    ] = "-",
) -> None:
    """Le journal, jour de droit par jour de droit ; le rectifié reste en place, rayé, avec pourquoi."""
    if output != "-" and not page:
        raise Usage("--output reçoit la page : donnez aussi --page.")
    if written + corrected + page > 1:
        raise Usage("--as-written, --as-corrected, --page : une seule des trois.")
    with desk(asking) as there:
        from adapters.cli.moments import moment
        from adapters.cli.paper import show_page
        from domain.deliberation.situation import situation
        from projections import audit

        asked = moment(there, asking)
        if page:
            show_page(there, number, asked.on, output, asked.known_at)
            return
        # A draft that was annulled has no situation any more, and its history all the same.
        found = situation(there.dossier(number, asked.known_at), asked.on)
        if written:
            tell(
                there,
                asked.known_at,
                found,
                [(line, None) for line in audit.as_written(found.dossier)],
            )
        elif corrected:
            tell(
                there,
                asked.known_at,
                found,
                list(audit.as_corrected(found)),
            )
        else:
            tell(there, asked.known_at, found, [(t.written, t) for t in audit.audited(found)])


def tell(
    there: "Desk",
    position: int,
    found: "Situation",
    lines: "list[tuple[Line, Told | None]]",
) -> None:
    """The lines up to the legal day, by whichever of its days an entry stands there."""
    from adapters.cli.moments import moment_words
    from adapters.cli.sheet import written_by

    shown = [(line, told) for line, told in lines if first_day(line, told) <= found.on]
    number = found.dossier.number
    if there.as_json:
        said = [told_json(line, told) for line, told in shown]
        there.envelope("history", position, found.on, number=number, lines=said)
        return
    say(f"N° {number}, {moment_words(found.on, position)}.", "bold")
    for line, told in shown:
        struck = "[rayé] " if line.struck or (told and told.struck) else ""
        say(f"{struck}{line.written}")
        say(written_by(line, found.dossier), "dim", indent=4)
        if told is None:
            continue
        for correction in told.corrected:
            say(correction, indent=4)
        if told.now:
            since = "Se lit" if told.corrected else "Selon les faits connus depuis"
            say(f"{since} : {told.now.written}", indent=4)
        for decision in told.answered.words if told.answered else ():
            say(f"{decision}.", indent=4)
        if told.contradicted:
            say(f"Contredite : {told.contradicted} (tacite contradictions).", indent=4)


def first_day(line: "Line", told: "Told | None") -> date:
    return min(line.day, told.now.day) if told and told.now else line.day


def told_json(line: "Line", told: "Told | None") -> dict[str, Any]:
    from adapters.cli.sheet import line_json

    said = line_json(line)
    if told is None:
        return said
    return {
        **said,
        "struck": told.struck,
        "now": {"day": told.now.day, "sentence": told.now.sentence} if told.now else None,
        "corrected": told.corrected,
        "contradicted": told.contradicted or None,
        "answered": told.answered.words if told.answered else (),
    }
