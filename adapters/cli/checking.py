"""``tacite check``: what of an agenda cannot lawfully be voted, and what would cure it."""

from typing import TYPE_CHECKING

import typer

from adapters.cli.options import Knowing, command
from adapters.cli.seats import MeetingName

if TYPE_CHECKING:
    from domain.assembly.readiness import Caution

app = typer.Typer()

PANEL = "Les instances, les séances, les actes"


@command(
    app,
    "check",
    PANEL,
    "tacite check CM-2026-06-25",
    "tacite check CM-2026-06-25 --on 2026-06-20 --known-at 2026-06-19",
)
def check(asking: Knowing, meeting: MeetingName) -> None:
    """Ce que la séance ne peut pas voter ce jour-là (par défaut le sien), et comment y remédier."""
    from adapters.cli.assembling import asking_assembly

    with asking_assembly(asking) as (there, institutions, at):
        from dataclasses import asdict

        from adapters.cli.errors import ExitCode, NotFound
        from adapters.cli.moments import day_known, known_words
        from adapters.cli.output import say, warn
        from domain.assembly.readiness import check as look
        from domain.assembly.readiness import without_note
        from domain.law.french import french_date, french_day, many

        sitting = institutions.meeting(meeting)
        if sitting.convened is None or sitting.held is None:
            raise NotFound(
                f"Aucune séance « {meeting} » n'est convoquée à ce registre, "
                f"{known_words(at.known_at)}."
            )
        day = at.on if asking.on is not None else sitting.held
        # A cure is for whoever acts on the day asked about; one yet to come is cured from today on.
        acting = min(day, day_known(there, at)) if asking.on is not None else day_known(there, at)
        found = list(look(institutions, sitting, day, acting))
        wrong = [each for each in found if each.obstacles]
        of_all = list(without_note(sitting))
        if there.as_json:
            there.envelope(
                "check",
                at.known_at,
                day,
                meeting=meeting,
                ready=not wrong,
                cautions=[asdict(each) for each in of_all],
                items=[asdict(each) for each in found],
            )
            raise typer.Exit(ExitCode.DIFFERENCES if wrong else ExitCode.DONE)
        then = f"pour un vote le {french_day(day)}, {known_words(at.known_at)}"
        say(f"Séance « {meeting} », {then}", "bold")
        for caution in of_all:
            warn(f"{caution.words} [{ground(caution)}].")
        for each in found:
            quorum = f"quorum de {each.quorum}" if each.quorum else "aucun quorum requis"
            say()
            say(f"{each.item}. {each.question} ({quorum})", "bold")
            for obstacle in each.obstacles:
                say(
                    f"Ne peut pas être voté : {obstacle.why} ({obstacle.article}).", "red", indent=3
                )
                say(f"Remède : {obstacle.cure}.", indent=3)
                if obstacle.allowed_from:
                    say(f"Premier jour possible : {french_day(obstacle.allowed_from)}.", indent=3)
            if not each.obstacles:
                say("Déjà mis aux voix." if each.balloted else "Peut être voté.", indent=3)
            if each.threshold and not each.balloted:
                say(
                    f"Il y faut {each.threshold} voix, {each.part} ; "
                    f"{many(each.votes, 'voix peut', 'voix peuvent')} être données.",
                    indent=3,
                )
            for caution in each.cautions:
                warn(f"point {each.item}, {caution.words} [{ground(caution)}].")
        say()
        if wrong:
            cannot = many(len(wrong), "point ne peut être voté", "points ne peuvent être votés")
            say(f"{cannot}.", "bold")
            raise typer.Exit(ExitCode.DIFFERENCES)
        awaited = max((each.silent_until for each in found if each.silent_until), default=None)
        unless = f", si la commune se tait jusqu'au {french_date(awaited)}" if awaited else ""
        say(f"Rien ne s'y oppose{unless}.", "bold")


def ground(caution: "Caution") -> str:
    """« CGCT L. 2121-22 ; doctrine ; R-6.2 »."""
    return f"{caution.article} ; {caution.certainty.french} ; {caution.rule}"
