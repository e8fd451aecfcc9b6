"""``tacite story``: the law told as cases, each run on an empty register of its own."""

import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from adapters.cli.errors import Misconfigured, Usage
from adapters.cli.output import complain, console, envelope, note, say
from adapters.system_words import system_words

if TYPE_CHECKING:
    from adapters.stories.batch import Report

EXAMPLES = """Exemples :

  tacite story tests/stories/*.yaml

  tacite story --page silence.yaml > silence.md

  tacite story cas.yaml --database postgresql://localhost/essais

Code de retour : 0 tout est juste ; 1 une réponse diffère ; 2 une histoire ne se lit pas."""


def story(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FICHIER…", help="Fichiers YAML, une histoire par document."),
    ],
    database: Annotated[
        str | None,
        typer.Option(
            "--database",
            metavar="ADRESSE",
            help="Une base PostgreSQL où faire, puis défaire, ce qu'il faut (sinon SQLite).",
        ),
    ] = None,
    as_page: Annotated[
        bool, typer.Option("--page", help="Écrire chaque histoire en français (Markdown).")
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            metavar="DOSSIER",
            help="Avec --page : une page par fichier, dans ce dossier.",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Répondre en JSON versionné.")] = False,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", min=1, metavar="N", help="Processus à la fois (sinon un par cœur)."),
    ] = None,
) -> None:
    """Joue des histoires, chacune sur un registre vide, et nomme chaque réponse fausse."""
    from adapters.stories.batch import NoRegister, tell_all
    from adapters.stories.throwaway import place

    if output is not None and not as_page:
        raise Usage("--output : ne sert qu'avec --page ; ajoutez --page.")
    if output is not None and len({file.stem for file in files}) < len(files):
        raise Usage("--output : deux fichiers de même nom y donneraient la même page.")
    try:
        with stopped_cleanly(), place(database) as here, bar() as progress:
            reports = tell_all(files, here, jobs=jobs, with_pages=as_page, progress=progress)
    except NoRegister as error:
        raise Misconfigured(str(error)) from None
    exit_code = max(report.exit_code for report in reports)
    if as_json:
        envelope("story", {"exit_code": exit_code, "stories": stories(reports)}, ok=not exit_code)
    elif as_page and output is None:
        say("\n".join(report.page for report in reports if report.page).rstrip("\n"))
        if exit_code:
            complain(*lines(reports))
    else:
        for line in lines(reports):
            say(line)
    if output is not None:
        write_pages(reports, output)
    raise typer.Exit(exit_code)


@contextmanager
def stopped_cleanly() -> Iterator[None]:
    """SIGTERM leaves nothing behind either: what was made is dropped on the way out."""

    def leave(_number: int, _frame: object) -> None:
        raise SystemExit(128 + signal.SIGTERM)

    before = signal.signal(signal.SIGTERM, leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def bar() -> Iterator[Callable[[int, int], None]]:
    """How far it is, on a terminal; silence elsewhere."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = TextColumn("Histoires"), BarColumn(), MofNCompleteColumn()
    with Progress(*columns, console=console(sys.stderr), transient=True) as shown:
        task = shown.add_task("", total=None)
        yield lambda done, total: shown.update(task, completed=done, total=total)


def lines(reports: Sequence["Report"]) -> Iterator[str]:
    """One line a file, then one for each answer that differs and each story that cannot be read."""
    from adapters.stories.batch import by_file

    for file, found in by_file(reports).items():
        if found[0].number == 0:
            yield f"{file} : {found[0].unreadable}."
            continue
        wrong = sum(report.exit_code == 1 for report in found)
        unreadable = sum(report.exit_code == 2 for report in found)
        right = len(found) - wrong - unreadable
        yield (
            f"{file} : {counted(len(found), 'histoire')}, {counted(right, 'juste')}, "
            f"{counted(wrong, 'fausse')}, {counted(unreadable, 'illisible')}."
        )
        for report in found:
            yield from (f"  {line}" for line in lines_of(report))


def lines_of(report: "Report") -> Iterator[str]:
    name = f"n° {report.number} « {report.title} »" if report.title else f"n° {report.number}"
    if report.unreadable:
        yield f"illisible : {name}, {report.unreadable}"
    for wrong in report.wrong:
        why = f" : {wrong.why}" if wrong.why else ""
        yield (
            f"faux : {name}, étape {wrong.step}, {wrong.key} : "
            f"attendu {word(wrong.wanted)}, obtenu {word(wrong.got)}{why}"
        )


def counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'s' if count > 1 else ''}"


def word(value: Any) -> str:
    """A value as the story writes it."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case list():
            return f"[{', '.join(map(word, value))}]"
    return str(value)


def stories(reports: Sequence["Report"]) -> list[dict[str, Any]]:
    """The same, for programs."""
    from dataclasses import asdict

    return [
        {
            "file": report.file,
            "number": report.number,
            "title": report.title,
            "ok": report.exit_code == 0,
            "unreadable": report.unreadable,
            "wrong": [asdict(wrong) for wrong in report.wrong],
            "page": report.page,
        }
        for report in reports
    ]


def write_pages(reports: Sequence["Report"], folder: Path) -> None:
    """One page a file, named like it."""
    from adapters.stories.batch import by_file

    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file, found in by_file(reports).items():
            pages = [report.page for report in found if report.page]
            if pages:
                page = folder / f"{Path(file).stem}.md"
                page.write_text("\n".join(pages), encoding="utf-8", newline="\n")
                note(f"Page écrite : {page}")
    except OSError as error:
        raise Usage(f"--output : « {folder} » ne s'écrit pas ({system_words(error)}).") from None
