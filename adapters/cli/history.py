"""``tacite history``: the journal of a deliberation or of the institutions, as an auditor reads it."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from adapters.cli.errors import NotFound, Usage
from adapters.cli.late import desk
from adapters.cli.options import Knowing, command
from adapters.cli.output import say

if TYPE_CHECKING:
    from adapters.cli.desk import Desk
    from adapters.cli.moments import Moment
    from projections.audit import Told
    from projections.journal import Line

app = typer.Typer()

PANEL = "Questions"

STREAMS = {
    "institution": "l'établissement, ses communes et leurs sièges",
    "bodies": "les instances",
    "powers": "les délégations",
    "calls": "les demandes de réunion et l'année du pacte",
    "cooperation": "les services communs et les conventions",
}
"""Histories that are of no deliberation and of no meeting, by the name of their stream."""


@command(
    app,
    "history",
    PANEL,
    "tacite history 2026-014",
    "tacite history 2026-014 --as-written",
    "tacite history 2026-014 --known-at 2026-014#3",
    "tacite history 2026-014 --page --output dossier.md",
    "tacite history powers --on 2026-06-25",
    "tacite history CM-2026-06-25",
)
def history(
    asking: Knowing,
    number: Annotated[
        str,
        typer.Argument(
            metavar="NUMÉRO",
            help=f"Numéro du projet ou de l'acte, nom d'une séance, ou : {', '.join(STREAMS)}.",
        ),
    ],
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
        stream = stream_asked(there, number, asked.known_at)
        if page:
            if stream:
                raise Usage(f"--page est celle d'une délibération ; « {number} » n'en est pas une.")
            show_page(there, number, asked.on, output, asked.known_at)
            return
        if stream:
            tell_stream(there, stream, asked, written=written, corrected=corrected)
            return
        # A draft that was annulled has no situation any more, and its history all the same.
        found = situation(there.dossier(number, asked.known_at), asked.on)
        lines: list[tuple[Line, Told | None]]
        if written:
            lines = [(line, None) for line in audit.as_written(found.dossier)]
        elif corrected:
            lines = list(audit.as_corrected(found))
        else:
            lines = [(t.written, t) for t in audit.audited(found)]
        told = found.dossier.number
        tell(there, asked, f"N° {told}", lines, found.dossier.stream, number=told)


def stream_asked(there: "Desk", given: str, known_at: int) -> str | None:
    """The stream of the institutions of that name; None for a deliberation. A bare name is of a
    meeting where no deliberation bears it. Raises ``NotFound`` where nothing is on record."""
    from adapters.cli.moments import known_words
    from domain.assembly.meeting_events import meeting_stream
    from domain.entry import deliberation_stream
    from projections.subjects import MEETINGS

    def known(stream: str) -> bool:
        return bool(there.office.register.entries(stream, known_at))

    if given in STREAMS or given.startswith(MEETINGS):
        if not known(given):
            raise NotFound(f"Rien n'est inscrit sous « {given} », {known_words(known_at)}.")
        return given
    if known(deliberation_stream(given)) or not known(meeting_stream(given)):
        return None
    return meeting_stream(given)


def tell_stream(
    there: "Desk", stream: str, asked: "Moment", *, written: bool, corrected: bool
) -> None:
    """The history of a body, a meeting, the delegations…, in the same three ways."""
    from projections.assembly_journal import StreamHistory
    from projections.subjects import MEETINGS

    office, known_at = there.office, asked.known_at
    entries = tuple(office.register.entries(stream, known_at))
    found = StreamHistory(entries, office.institution(known_at), office.law)
    lines: list[tuple[Line, Told | None]]
    if written:
        lines = [(line, None) for line in found.as_written()]
    elif corrected:
        lines = [(line, None) for line in found.as_corrected()]
    else:
        lines = [(t.written, t) for t in found.audited()]
    of = STREAMS.get(stream) or f"la séance « {stream.removeprefix(MEETINGS)} »"
    tell(there, asked, f"Journal, {of}", lines, stream, stream=stream)


def tell(
    there: "Desk",
    asked: "Moment",
    title: str,
    lines: "list[tuple[Line, Told | None]]",
    here: str,
    **named: str,
) -> None:
    """The lines up to the legal day, by whichever of its days an entry stands there."""
    from adapters.cli.sheet import written_by

    shown = [(line, told) for line, told in lines if first_day(line, told) <= asked.on]
    if there.as_json:
        said = [told_json(line, told) for line, told in shown]
        there.envelope("history", asked.known_at, asked.on, **named, lines=said)
        return
    zone = there.office.institution(asked.known_at).timezone
    say(f"{title}, {asked.words}.", "bold")
    for line, told in shown:
        struck = "[rayé] " if line.struck or (told and told.struck) else ""
        say(f"{struck}{line.written}")
        say(written_by(line, here, zone), "dim", indent=4)
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
