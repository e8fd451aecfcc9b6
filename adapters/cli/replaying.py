"""``tacite replay``: the rows computed again, compared, and each difference with its cause."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from adapters.cli.errors import ExitCode, NotFound, Usage, masked
from adapters.cli.late import desk
from adapters.cli.options import Place, command, content
from adapters.cli.output import (
    cell,
    complain,
    counted,
    grid,
    note,
    printable,
    progress,
    say,
    show,
)
from adapters.cli.upkeep import version_number

if TYPE_CHECKING:
    from adapters.cli.desk import Desk
    from adapters.replays import Caused, Compared
    from domain.law.book import Law
    from projections.replay import Difference, Report

app = typer.Typer()

PANEL = "Le registre"
RANGE = ".."


@command(
    app,
    "replay",
    PANEL,
    "tacite replay --check",
    "tacite replay 2026-014",
    "tacite replay 2026-010..2026-020",
    "tacite replay --since 2026-014#9",
    "tacite law export > droit.json ; tacite replay --with-rules droit.json",
)
def replay(
    place: Place,
    numbers: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[NUMÉRO|DE..À]…", help="Ces délibérations, ou de l'une à l'autre ; sinon tout."
        ),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Comparer seulement ; code 7 s'il y a des différences.")
    ] = False,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="SAVOIR",
            help="Ce qui a changé depuis ce savoir (position, inscription, instant), et par quoi.",
        ),
    ] = None,
    after: Annotated[
        str, typer.Option(metavar="NUMÉRO", help="Reprendre après ce numéro un calcul interrompu.")
    ] = "",
    rules: Annotated[
        Path | None,
        typer.Option(
            "--with-rules",
            metavar="FICHIER",
            help="Ce qui changerait sous ce droit-là (JSON de tacite law export) ; rien n'est écrit.",
        ),
    ] = None,
) -> None:
    """Recalcule les tableaux à côté de ceux qui servent, montre les différences et leur cause."""
    if (since is not None) + (rules is not None) + check > 1:
        raise Usage("--check, --since, --with-rules : une seule des trois.")
    with desk(place) as there:
        wanted = selected(there, numbers)
        if since is not None or rules is not None:
            code = compare(there, wanted, since, rules)
        else:
            code = rebuild(there, wanted if numbers else None, check=check, after=after)
    if code:
        raise typer.Exit(code)


def selected(there: "Desk", given: list[str] | None) -> list[str]:
    """The numbers named, and those between two of them."""
    known = there.office.numbers()
    if not given:
        return known
    found: list[str] = []
    for each in given:
        first, dots, last = each.partition(RANGE)
        chosen = [n for n in known if first <= n <= (last or n)] if dots else [each]
        if not chosen or not set(chosen) <= set(known):
            raise NotFound(f"Aucun projet n° {each} à ce registre.")
        found += chosen
    return sorted(set(found))


def rebuild(there: "Desk", numbers: list[str] | None, *, check: bool, after: str) -> ExitCode:
    """The live rows against the rebuilt ones."""
    from projections.program import program

    with progress("Délibérations relues") as advance:
        report = there.office.replay(numbers, check=check, after=after, progress=advance)
    causes = causes_of(there, report)
    code = ExitCode.DONE
    if report.failures:
        code = ExitCode.INTEGRITY
    elif check and report.differences:
        code = ExitCode.DIFFERENCES
    if report.stopped_after is not None:
        code = ExitCode.INTERRUPTED
    if there.as_json:
        there.envelope(
            "replay",
            report.position,
            there.office.today(),
            ok=code is ExitCode.DONE,
            check=check,
            deliberations=report.deliberations,
            rows=report.rows,
            applied=report.applied,
            end=report.end,
            seconds=round(report.seconds, 3),
            version=version_number(),
            program=program(),
            stopped_after=report.stopped_after,
            differences=[
                {
                    "table": d.table,
                    "number": d.number,
                    "key": d.key,
                    "before": d.before,
                    "after": d.after,
                    "causes": causes[d.number],
                }
                for d in report.differences
            ],
            failures=report.failures,
        )
        return code
    if report.differences:
        table = grid("Table", "N°", "Ligne", "Colonne", "Avant", "Après", folded=("Avant", "Après"))
        for difference in report.differences:
            for row in changes(difference):
                table.add_row(*row)
        show(table)
    for number, found in causes.items():
        for cause in found:
            say(f"Cause, {number} : {cause}.")
    for number, why in report.failures.items():
        complain(f"Le dossier {number} ne se lit pas : {masked(why)}")
    say(
        f"{counted(report.deliberations, 'délibération')}, "
        f"{counted(report.rows, 'ligne')}, {counted(len(report.differences), 'différence')}"
        f"{', appliquées' if report.applied else ''}."
    )
    note(
        f"De l'inscription n° {report.position} à la n° {report.end}, en "
        f"{report.seconds:.1f} s, par tacite {program()}."
    )
    if report.stopped_after is not None:
        where = f"--after {report.stopped_after}" if report.stopped_after else ""
        complain(f"Interrompu : la même commande {where} reprend où elle s'est arrêtée.")
    if check and report.differences:
        note("Pour les appliquer : tacite replay")
    return code


def causes_of(there: "Desk", report: "Report") -> dict[str, tuple[str, ...]]:
    """Why the rows of each subject were not what they should have been."""
    from adapters.replays import causes_of_stale_rows

    return {
        number: causes_of_stale_rows(
            there.office, number, [d for d in report.differences if d.number == number], writer
        )
        for number, writer in report.writers.items()
    }


def compare(there: "Desk", numbers: list[str], since: str | None, rules: Path | None) -> ExitCode:
    """Two knowledges, or two laws: nothing is written."""
    from adapters.cli.moments import position_of
    from adapters.replays import since as changed_since
    from adapters.replays import with_rules

    with progress("Délibérations relues") as advance:
        if rules is not None:
            found = with_rules(there.office, law_in(rules), numbers, advance)
        else:
            position = position_of(there, str(since), "--since")
            found = changed_since(there.office, position, numbers, advance)
    code = ExitCode.INTEGRITY if found.failures else ExitCode.DONE
    if there.as_json:
        there.envelope(
            "replay",
            found.after,
            there.office.today(),
            ok=code is ExitCode.DONE,
            since=found.before if rules is None else None,
            rules=[change.words for change in found.rules],
            deliberations=found.deliberations,
            touched=[caused_json(each) for each in found.found],
            failures=found.failures,
        )
    else:
        tell(found)
    return code


def tell(found: "Compared") -> None:
    from adapters.cli.impact_words import name, of_effect

    for change in found.rules:
        say(f"Règle lue autrement : {change.words}")
    for each in found.found:
        say(f"{name(each.effect.number)} :", "bold")
        for indent, said in of_effect(each.effect):
            say(said, indent=2 + indent)
        for cause, keys in each.causes:
            say(f"Cause : {cause} [{', '.join(sorted(keys))}]", indent=2)
    for number, why in found.failures.items():
        complain(f"Le dossier {number} ne se lit pas ainsi : {masked(why)}")
    say(
        f"{counted(found.deliberations, 'délibération')} relue{'s' * (found.deliberations > 1)}, "
        f"{len(found.found)} avec des différences ; rien n'est écrit."
    )


def caused_json(each: "Caused") -> dict[str, Any]:
    from adapters.cli.impact_words import effect_json

    said = effect_json(each.effect)
    for answer in said["answers"]:
        answer["causes"] = each.of(answer["answer"])
    for deadline in said["deadlines"]:
        deadline["causes"] = each.of(f"deadline:{deadline['kind']}")
    return said


def law_in(path: Path) -> "Law":
    """A set of law from a file. What is wrong with it is said, and nothing is guessed."""
    from pydantic import ValidationError

    from domain.law.book import Law

    try:
        return Law.model_validate_json(content(path, "--with-rules"))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "fichier"
        why = UNREADABLE.get(first["type"], "cette valeur ne convient pas")
        if first["type"] == "value_error":
            why = first["msg"].removeprefix("Value error, ")
        raise Usage(f"--with-rules : « {path} », {where} : {why}.") from None


UNREADABLE = {
    "missing": "il manque (tacite law export en donne un modèle)",
    "json_invalid": "ce n'est pas du JSON",
    "extra_forbidden": "champ inconnu",
    "unexpected_keyword_argument": "champ inconnu",
}
"""What is wrong with a file of law, by the kind of error that Pydantic finds."""


def changes(difference: "Difference") -> list[tuple[str, ...]]:
    """What a person sees of one difference: a line a column, or one for a whole row."""
    key = " ".join(cell(v) for k, v in difference.key.items() if k != "number")
    where = difference.table, printable(difference.number), key
    if difference.before is None or difference.after is None:
        present = "absente" if difference.before is None else "présente"
        wanted = "présente" if difference.before is None else "absente"
        return [(*where, "(toute la ligne)", present, wanted)]
    return [
        (*where, name, cell(difference.before[name]), cell(difference.after[name]))
        for name in difference.fields
    ]
