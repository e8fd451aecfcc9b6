"""``tacite replay``: the rows computed again, compared, and each difference with its cause."""

import sys
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from adapters.cli.errors import ExitCode, NotFound, Usage, masked
from adapters.cli.late import desk
from adapters.cli.options import Place, command, content
from adapters.cli.output import (
    Progress,
    cell,
    complain,
    counted,
    grid,
    note,
    progress,
    say,
    show,
    streamed,
)
from adapters.cli.upkeep import version_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from adapters.cli.desk import Desk
    from adapters.replays import Caused, Compared
    from domain.law.book import Law
    from projections.findings import Difference, Report

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
    "tacite replay --resume",
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
    resume: Annotated[
        bool,
        typer.Option(
            "--resume", help="Reprendre le dernier calcul interrompu, tel qu'il était demandé."
        ),
    ] = False,
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
    if (since is not None) + (rules is not None) + check + resume > 1:
        raise Usage("--check, --resume, --since, --with-rules : une seule des quatre.")
    if resume and numbers:
        raise Usage("--resume reprend les délibérations demandées alors : n'en nommez aucune.")
    with desk(place) as there:
        wanted = selected(there, numbers)
        if since is not None or rules is not None:
            code = compare(there, wanted if numbers else there.office.subjects(), since, rules)
        else:
            code = rebuild(there, wanted if numbers else None, check=check, resume=resume)
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
        if dots and last and last < first:
            raise Usage(f"« {each} » va à rebours : écrivez le plus petit numéro d'abord.")
        if not chosen or not set(chosen) <= set(known):
            raise NotFound(f"Aucun projet n° {each} à ce registre : « tacite board » les montre.")
        found += chosen
    return sorted(set(found))


def rebuild(there: "Desk", numbers: list[str] | None, *, check: bool, resume: bool) -> ExitCode:
    """The live rows against the rebuilt ones. Once it is told, what was found is forgotten."""
    from projections.program import program

    with progress("Inscriptions suivies") as following, progress("Délibérations relues") as advance:
        report = there.office.replay(
            numbers, check=check, resume=resume, following=following, progress=advance
        )
    failures = report.failures
    code = ExitCode.DONE
    if failures:
        code = ExitCode.INTEGRITY
    elif report.check and report.differences:
        code = ExitCode.DIFFERENCES
    if report.stopped_after is not None:
        code = ExitCode.INTERRUPTED
    if there.as_json:
        said = {
            "ok": code is ExitCode.DONE,
            **there.axes(report.end, there.office.today()),
            "began_at": report.position,
            "lagging": report.lagging,
            "check": report.check,
            "deliberations": report.deliberations,
            "rows": report.rows,
            "applied": report.applied,
            "end": report.end,
            "seconds": round(report.seconds, 3),
            "version": version_number(),
            "program": program(),
            "stopped_after": report.stopped_after,
            "difference_count": len(report.differences),
        }
        each = (
            difference_json(difference, causes)
            for differences, causes in with_causes(there, report)
            for difference in differences
        )
        streamed("replay", said, "differences", each, lambda: {"failures": failures})
    else:
        tell_report(there, report, failures)
    if report.stopped_after is None:
        sys.stdout.flush()
        report.forget()
    return code


def with_causes(
    there: "Desk", report: "Report"
) -> "Iterator[tuple[list[Difference], tuple[str, ...]]]":
    """The differences, subject by subject, and why its rows were not what they should have been."""
    from adapters.replays import causes_of_stale_rows

    for number, found in groupby(report.differences, lambda difference: difference.number):
        differences = list(found)
        yield differences, causes_of_stale_rows(there.office, number, differences)


def difference_json(difference: "Difference", causes: tuple[str, ...]) -> dict[str, Any]:
    return {
        "table": difference.table,
        "number": difference.number,
        "key": difference.key,
        "before": difference.before,
        "after": difference.after,
        "causes": causes,
    }


def tell_report(there: "Desk", report: "Report", failures: dict[str, str]) -> None:
    from projections.program import program

    for differences, causes in with_causes(there, report):
        say(f"{differences[0].number} :", "bold")
        table = grid("Table", "Ligne", "Colonne", "Avant", "Après", folded=("Avant", "Après"))
        for difference in differences:
            for row in changes(difference):
                table.add_row(*row)
        show(table)
        for cause in causes:
            say(f"Cause : {cause}.", indent=2)
    for number, why in failures.items():
        complain(f"Le dossier {number} ne se lit pas : {masked(why)}")
    say(
        f"{counted(report.deliberations, 'délibération')}, "
        f"{counted(report.rows, 'ligne')}, {counted(len(report.differences), 'différence')}"
        f"{', appliquées' if report.applied else ''}."
    )
    if report.lagging:
        late = counted(report.lagging, "dossier")
        followed = report.stopped_after is None or report.deliberations > 0
        say(
            f"{late} n'{'avaient' if report.lagging > 1 else 'avait'} pas suivi le journal depuis "
            f"l'inscription n° {report.position}"
            + (" : leurs lignes sont faites, et ne sont pas des différences." if followed else ".")
        )
    note(
        f"Rejoué de l'inscription n° 1 à la n° {report.end} ; les lignes en étaient à la "
        f"n° {report.position}. En {report.seconds:.1f} s, par tacite {program()}."
    )
    if report.stopped_after is not None:
        complain("Interrompu : « tacite replay --resume » reprend où il s'est arrêté.")
    elif report.check and report.differences:
        note("Pour les appliquer : tacite replay")


def compare(there: "Desk", numbers: list[str], since: str | None, rules: Path | None) -> ExitCode:
    """Two knowledges, or two laws: nothing is written, and each difference is told as it is found."""
    from adapters.cli.moments import position_of
    from adapters.replays import since as changed_since
    from adapters.replays import with_rules

    with progress("Délibérations relues") as advance:
        if rules is not None:
            found = with_rules(there.office, law_in(rules), numbers, advance)
        else:
            position = position_of(there, str(since), "--since")
            found = changed_since(there.office, position, numbers, advance)
        if there.as_json:
            before = {
                **there.axes(found.after, there.office.today()),
                "since": found.before if rules is None else None,
                "rules": [change.words for change in found.rules],
            }
            each = (caused_json(caused) for caused in above(advance, found.found))
            streamed("replay", before, "touched", each, lambda: counts(found))
        else:
            tell(found, advance)
    if found.failures:
        return ExitCode.INTEGRITY
    return ExitCode.DIFFERENCES if found.uncovered else ExitCode.DONE


def above(advance: Progress, found: "Iterable[Caused]") -> "Iterator[Caused]":
    """Each with room for it where the progress line stands."""
    for each in found:
        advance.clear()
        yield each
    advance.clear()


def counts(found: "Compared") -> dict[str, Any]:
    """What is known once all of it was looked at."""
    return {
        "ok": not found.failures,
        "deliberations": found.deliberations,
        "failures": found.failures,
        "uncovered": found.uncovered,
    }


def tell(found: "Compared", advance: Progress) -> None:
    from adapters.cli.impact_words import key_words, name, of_effect

    for change in found.rules:
        say(f"Règle lue autrement : {change.words}")
    for each in above(advance, found.found):
        say(f"{name(each.effect.number)} :", "bold")
        for indent, said in of_effect(each.effect):
            say(said, indent=2 + indent)
        for cause, keys in each.causes:
            say(f"Cause : {cause} [{', '.join(sorted(map(key_words, keys)))}]", indent=2)
    for number, why in found.failures.items():
        complain(f"Le dossier {number} ne se lit pas ainsi : {masked(why)}")
    for number, why in found.uncovered.items():
        say(f"Le dossier {number} n'a pas de réponse sous ce droit : {why}")
    say(
        f"{counted(found.deliberations, 'délibération')} relue{'s' * (found.deliberations > 1)}, "
        f"{found.differing} avec des différences ; rien n'est écrit."
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
    "json_invalid": "ce n'est pas du JSON (tacite law export en donne un modèle)",
    "extra_forbidden": "champ inconnu",
    "unexpected_keyword_argument": "champ inconnu",
}
"""What is wrong with a file of law, by the kind of error that Pydantic finds."""


def changes(difference: "Difference") -> list[tuple[str, ...]]:
    """What a person sees of one difference: a line a column, or one for a whole row."""
    key = " ".join(cell(v) for k, v in difference.key.items() if k != "number")
    where = difference.table, key
    if difference.before is None or difference.after is None:
        present = "absente" if difference.before is None else "présente"
        wanted = "présente" if difference.before is None else "absente"
        return [(*where, "(toute la ligne)", present, wanted)]
    return [
        (*where, name, cell(difference.before[name]), cell(difference.after[name]))
        for name in difference.fields
    ]
