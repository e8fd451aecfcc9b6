"""``tacite status``, ``sweep``, ``scheduler``, ``config``, ``version``: the upkeep."""

import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import typer

from adapters.cli.errors import MEANING, ExitCode, masked
from adapters.cli.late import desk
from adapters.cli.options import Asking, Knowing, Place, Writing, command
from adapters.cli.output import (
    cell,
    complain,
    counted,
    facts,
    grid,
    note,
    printable,
    say,
    show,
)

if TYPE_CHECKING:
    from adapters.cli.desk import Desk
    from adapters.cli.moments import Moment

app = typer.Typer()

PANEL = "Le registre"


@command(
    app,
    "status",
    PANEL,
    "tacite status",
    "tacite status --on 2026-04-13 --known-at 2026-04-20 --json",
)
def status(asking: Knowing) -> None:
    """Quel registre, quelle version, dernier passage de l'échéancier, plus ancien silence non inscrit."""
    with desk(asking) as there:
        from sqlalchemy import select

        from adapters.cli.moments import moment, moment_words
        from adapters.register.tables import SCHEMA_VERSION
        from projections.catch_up import PREFIX
        from scheduler.sweep import last_sweep

        asked = moment(there, asking)
        day = asked.on
        due, flagged, broken, position = state(there, asked)
        # The last look is a note of the clerk's, not an entry: of an earlier one nothing is kept.
        swept = None if asked.past else next(iter(there.office.query(select(last_sweep))), None)
        contradicted = sum(bool(row["contradicted"]) for row in flagged)
        irregular = sum(bool(row["irregular"]) for row in flagged)
        institution = there.office.institution(position)
        name, zone = institution.name, institution.timezone
        numbers = sum(s.startswith(PREFIX) for s in there.office.register.streams(position))
        if there.as_json:
            there.envelope(
                "status",
                position,
                day,
                version=version_number(),
                format=SCHEMA_VERSION,
                database=there.shown_database,
                institution=name,
                deliberations=numbers,
                last_sweep=dict(swept) if swept else None,
                oldest_due=due,
                contradicted=contradicted,
                irregular=irregular,
                parked=broken,
            )
            return
        show(
            facts(
                (
                    ("Moment", moment_words(day, position)),
                    ("Établissement", name or "pas encore inscrit (tacite init)"),
                    ("Base", there.shown_database),
                    ("Registre", there.office.register.id),
                    ("Version", f"tacite {version_number()}, format {SCHEMA_VERSION}"),
                    (
                        "Contenu",
                        f"{counted(numbers, 'délibération')}, {counted(position, 'inscription')}",
                    ),
                    (
                        "Échéancier",
                        swept_words(swept["swept_at"], zone) if swept else NO_SWEEP[asked.past],
                    ),
                    (
                        "Plus ancien silence à inscrire",
                        f"avis acquis le {cell(due)} : tacite sweep" if due else "aucun",
                    ),
                    (
                        "Conclusions contredites",
                        f"{counted(contradicted, 'délibération')} : tacite contradictions"
                        if contradicted
                        else "aucune",
                    ),
                    (
                        "Délibérations au vote irrégulier",
                        f"{counted(irregular, 'délibération')} : tacite board"
                        if irregular
                        else "aucun",
                    ),
                )
            )
        )
        if broken:
            from adapters.cli.words import no_longer_read

            complain(*map(no_longer_read, broken))


NO_SWEEP = {False: "jamais passé", True: "ses passages d'alors ne sont pas gardés"}
"""Without a last look: none yet, or one of which, at a past moment, nothing is known."""


def state(
    there: "Desk", asked: "Moment"
) -> tuple[Any, Sequence[Mapping[str, Any]], list[str], int]:
    """Oldest silence not minuted, what is contradicted or irregular, what cannot be read; position."""
    from sqlalchemy import select

    from projections import deadlines, status
    from projections.tables import parked

    oldest, flagged = deadlines.oldest_due(asked.on), status.flagged(asked.on)
    if asked.past:
        from adapters.as_known import rows_as_known

        at = asked.on, asked.known_at
        [row], _ = rows_as_known(there.office, (deadlines.table, deadlines.rows), oldest, *at)
        found, failed = rows_as_known(there.office, (status.table, status.rows), flagged, *at)
        return next(iter(row.values())), found, sorted(failed), asked.known_at
    [row], position = there.rows(oldest)
    broken = [each["subject"] for each in there.office.query(select(parked.c.subject))]
    return next(iter(row.values())), there.office.query(flagged), broken, position


def swept_words(swept_at: str, timezone: str) -> str:
    """When the clerk last looked, by the seat's clock."""
    there = datetime.fromisoformat(swept_at).astimezone(ZoneInfo(timezone))
    return f"dernier passage le {there:%d/%m/%Y à %H:%M}"


@command(app, "sweep", PANEL, "tacite sweep", "tacite sweep --on 2026-04-13")
def sweep(asking: Asking) -> None:
    """Inscrit les avis réputés favorables dont le délai est échu ; une fois chacun."""
    with desk(asking) as there:
        day = there.day(asking.on, "--on")
        swept = there.office.sweep(day)
        code = ExitCode.UNEXPECTED if swept.failed else ExitCode.DONE
        if there.as_json:
            position = there.office.register.last_position()
            failed = {number: masked(why) for number, why in swept.failed.items()}
            there.envelope(
                "sweep", position, day, ok=not failed, written=swept.written, failed=failed
            )
        else:
            for number in swept.written:
                say(f"{number} : avis réputé favorable inscrit.")
            if not swept.written:
                note(f"Rien à inscrire au {cell(day)}.")
            for number, why in swept.failed.items():
                complain(f"{number} n'a pas pu être inscrit et reste dû : {masked(why)}")
    if code:
        raise typer.Exit(code)


@command(app, "scheduler", PANEL, "tacite scheduler")
def scheduler(place: Place) -> None:
    """L'échéancier : un passage au départ, puis un par minute, jusqu'à Ctrl-C."""
    import signal
    from threading import Event

    stop = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    with desk(place) as there:
        from scheduler.agenda import Agenda

        def one_sweep() -> None:
            for number in there.office.sweep().written:
                say(f"{number} : avis réputé favorable inscrit.")
            sys.stdout.flush()  # who follows it through a pipe, or a journal, is told at once

        note("Échéancier en marche, un passage par minute ; Ctrl-C l'arrête.")
        Agenda(one_sweep, failed=lambda error: complain(masked(str(error)))).run(stop)


@command(app, "config", PANEL, "tacite config", "tacite config --author jdupont --json")
def config(writing: Writing) -> None:
    """Les réglages en vigueur, et d'où vient chacun ; les secrets sont masqués."""
    from adapters.cli.desk import flags_of, settings_of
    from adapters.settings import place, shown_url

    settings, flags = settings_of(writing), flags_of(writing)
    found = {key: (value, place(key, flags)) for key, value in settings}
    found["database_url"] = shown_url(settings.database_url), found["database_url"][1]
    if writing.as_json:
        from adapters.cli.output import envelope

        said = {key: {"value": value, "from": origin} for key, (value, origin) in found.items()}
        envelope("config", {"settings": said})
        return
    table = grid("Réglage", "Valeur", "D'où", folded=("Valeur", "D'où"))
    for key, (value, origin) in found.items():
        table.add_row(key, cell(value), printable(origin))
    show(table)


@command(app, "version", PANEL, "tacite version", "tacite version --json")
def version(place: Place) -> None:
    """La version du programme."""
    if place.as_json:
        from adapters.cli.output import envelope

        envelope("version", {"version": version_number()})
    else:
        say(f"tacite {version_number()}")


def version_number() -> str:
    from importlib.metadata import version as installed

    return installed("tacite")


@command(app, "exit-codes", PANEL, "tacite exit-codes")
def exit_codes(place: Place) -> None:
    """Les codes de retour, et ce qu'ils veulent dire."""
    if place.as_json:
        from adapters.cli.output import envelope

        envelope("exit-codes", {"codes": {int(c): words for c, words in MEANING.items()}})
        return
    show(facts((str(int(code)), words) for code, words in MEANING.items()))
