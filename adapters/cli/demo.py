"""``tacite demo``: a register at work, on a simulated clock. Every sentence is the register's own."""

import shlex
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from adapters.cli.demo_evening import tell_evening
from adapters.cli.errors import Misconfigured
from adapters.cli.output import cell, console, grid, show
from adapters.cli.telling import ARROW, Row, line, rows, styled, tell

if TYPE_CHECKING:
    from adapters.office import Office
    from adapters.stories.account import Said
    from adapters.stories.season import Case

EXAMPLES = """Exemples :

  tacite demo

  tacite demo --database postgresql://localhost/essais

Il se garde dans un fichier neuf, que la démonstration nomme à la fin."""

INSTITUTION = "Dijon métropole"


def demo(
    database: Annotated[
        str | None,
        typer.Option(
            "--database",
            metavar="ADRESSE",
            help="Une base vide où garder la démonstration (sinon un fichier neuf).",
        ),
    ] = None,
) -> None:
    """Montre un registre au travail : une soirée du conseil, huit cas de droit, sur des communes réelles, en quelques secondes."""
    from adapters.stories.season import LAST_DAY, cases, evening_case, live
    from adapters.stories.throwaway import FIRST_DAY, establish_dijon, midday

    given = database or new_file()
    office, clock = found(given), midday(FIRST_DAY)
    office.clock = clock
    try:
        establish_dijon(office, FIRST_DAY)
        told = [evening_case(), *cases()]
        opening(office, told)
        with calendar() as progress:
            said = live(office, clock, told, progress)
        tell_evening(told[0], said, office)
        for number, case in enumerate(told[1:], start=4):
            chapter(number, case, [line for line in said if line.number in case.numbers], office)
        summary(office, told)
    finally:
        office.close()
    closing(given, LAST_DAY)


# --- The register of the demonstration ---------------------------------------------------------------


def new_file() -> str:
    """A fresh file, which stays: what comes next can be tried on it."""
    from tempfile import mkdtemp

    return str(Path(mkdtemp(prefix="tacite-")) / "demo.db")


def found(given: str) -> "Office":
    """A register of its own, in an empty database only."""
    from sqlalchemy import inspect

    from adapters.cli.desk import sqlite_url
    from adapters.office import Office
    from adapters.register.engine import open_engine
    from adapters.settings import read_settings, shown_url
    from adapters.stories.throwaway import FIRST_DAY, midday

    url = read_settings(
        database_url=given if "://" in given else sqlite_url(Path(given))
    ).database_url
    engine = open_engine(url)
    try:
        file = engine.url.database if engine.dialect.name == "sqlite" else None
        taken = bool(file and Path(file).exists() and Path(file).stat().st_size)
        taken = taken or (file is None and bool(inspect(engine).get_table_names()))
    finally:
        engine.dispose()
    if taken:
        raise Misconfigured(
            f"La base {shown_url(url)} n'est pas vide : la démonstration n'écrit jamais dans un "
            "registre qui sert. Donnez-lui une base vide, ou laissez-la choisir un fichier neuf."
        )
    return Office.found(url, midday(FIRST_DAY), durable=False)


@contextmanager
def calendar() -> Iterator[Callable[[date], None]]:
    """The days going by, on a terminal."""
    if not sys.stderr.isatty():
        yield lambda day: None
        return
    from domain.law.french import french_date

    with console(sys.stderr).status("Le calendrier avance…") as shown:
        yield lambda day: shown.update(f"Le calendrier avance : {french_date(day)}")


# --- What is shown -----------------------------------------------------------------------------------


def opening(office: "Office", told: Sequence["Case"]) -> None:
    """What the register is, as it says itself."""
    from adapters.stories.season import LAST_DAY, days
    from domain.law.french import french_date

    institution = office.institution()
    composition = institution.composition(LAST_DAY)
    deliberations = sum(len(case.numbers) for case in told)
    line()
    line(f"Tacite, démonstration : {institution.name}", "bold")
    line(
        f"{len(composition.seats)} communes, {composition.legal_strength} sièges, "
        f"{deliberations} délibérations inventées sur des communes réelles, du "
        f"{french_date(days(told)[0])} au {french_date(LAST_DAY)}, sur une horloge simulée."
    )
    line(
        "Chaque phrase ci-dessous est celle du registre. En italique : ce que la loi a fait "
        "d'elle-même, avant que personne ne l'inscrive."
    )


def chapter(number: int, case: "Case", said: Sequence["Said"], office: "Office") -> None:
    """One case: its steps, a sentence each, and where it stands at the end."""
    line()
    line(f"{number}. {case.title}", "bold cyan")
    ends = [Row(ARROW, standing(office, deliberation), "green") for deliberation in case.numbers]
    tell([*rows(said), *ends])


def standing(office: "Office", number: str) -> str:
    """Where a deliberation stands on the last day, in the words of the answers."""
    from adapters.stories.answer_words import answer
    from adapters.stories.season import LAST_DAY
    from domain.deliberation.answers import answers
    from domain.law.french import french_date

    there = office.situation(number, LAST_DAY)
    asked = ["opinion", "majority", "outcome"] if there.vote else ["opinion", "last_day"]
    if there.late_opinions:
        asked.insert(1, "late")
    got = answers(there)
    said = " ; ".join(answer(key, there, got[key]) for key in asked)
    return f"{number}, au {french_date(LAST_DAY)} : {said}."


def summary(office: "Office", told: Sequence["Case"]) -> None:
    """All of them in one table."""
    from adapters.cli.words import STAGES
    from adapters.stories.season import LAST_DAY
    from domain.deliberation.explain_words import OPINIONS

    line()
    line("Toutes, au dernier jour", "bold cyan")
    table = grid("N°", "Commune", "Avis", "Pour", "Requis", "Étape", folded=("Commune", "Avis"))
    for case in told:
        for number in case.numbers:
            there = office.situation(number, LAST_DAY)
            draft, vote = there.course.draft, there.vote
            assert draft is not None
            names = (there.dossier.institution.commune_name(c) for c in draft.payload.concerns)
            table.add_row(
                number,
                ", ".join(names),
                OPINIONS[there.opinion],
                cell(vote.payload.votes_for if vote else None),
                f"{there.threshold} voix" if there.threshold else "majorité" if vote else "—",
                STAGES[there.stage],
            )
    show(table)


def closing(given: str, on: date) -> None:
    """The deadline board and one history, by the very commands; and which to try next."""
    run(["deadlines", *where(given, on)])
    run(["history", "2026-011", *where(given, on)])
    line()
    line("À vous, sur le même registre :", "bold cyan")
    for command in next_commands(given, on):
        # Not folded: a command is copied whole.
        print(f"  {command}")
    line()


def next_commands(given: str, on: date) -> list[str]:
    """Commands that work as they are written."""
    tried = (
        ["board"],
        ["meeting", "show", "CM-2026-05"],
        ["show", "2026-021"],
        ["explain", "2026-002"],
        ["history", "2026-007"],
    )
    return [shlex.join([program(), *each, *where(given, on)]) for each in tried]


def where(given: str, on: date) -> list[str]:
    return ["--database", given, "--on", on.isoformat()]


def program() -> str:
    """How this program was called, so that it can be called again."""
    found_on_path = shutil.which("tacite")
    called = Path(sys.argv[0])
    if found_on_path or called.name != "tacite":
        return "tacite"
    try:
        return str(called.absolute().relative_to(Path.cwd()))
    except ValueError:
        return str(called.absolute())


def run(command: list[str]) -> None:
    """A command of this program, as somebody would type it, and its own answer."""
    from adapters.cli import main

    line()
    shown = shlex.join([program(), *command])
    console(sys.stdout).print(styled(f"$ {shown}", "bold cyan"), soft_wrap=True)
    sys.stdout.flush()
    main(command)
