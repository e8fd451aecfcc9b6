"""``tacite law``: the law by which files are judged, and the test vectors that check it."""

from collections.abc import Iterable
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rich.table import Table

    from adapters.vectors import Report
    from domain.law.book import Keyed
    from domain.law.procedures import Procedure
    from domain.law.records import Record

app = typer.Typer(
    name="law",
    help="Le droit appliqué : ses règles datées, et les cas qui les vérifient.",
    no_args_is_help=True,
    rich_markup_mode="rich",
)

AsJson = Annotated[bool, typer.Option("--json", help="Écrire le résultat en JSON.")]
On = Annotated[
    str | None,
    typer.Option("--on", metavar="JOUR", help="Seulement ce qui est en vigueur ce jour-là."),
]

TITLES = {
    "majorities": "Majorités",
    "time_limits": "Délais",
    "notices": "Convocations, en jours francs",
    "shares": "Parts : quorum, demandes",
    "counts": "Nombres",
}
"""The records that are not opinion procedures, part by part."""

CHECK_EXAMPLES = """Exemples :

tacite law check vectors.csv

tacite law check *.csv --json

Code de retour : 0 tout est juste ; 1 un résultat diffère ; 2 un cas ou un fichier est illisible."""

EXPORT_EXAMPLES = """Exemples :

tacite law export > droit.json

tacite replay --with-rules droit.json"""

SHOW_EXAMPLES = """Exemples :

tacite law show

tacite law show 5211-57 --on 2026-06-25

tacite law show quorum

tacite law show --json"""


@app.command("check", epilog=CHECK_EXAMPLES)
def check_vectors(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FICHIER…", help="Fichiers CSV : id,rule,inputs,expected."),
    ],
    as_json: AsJson = False,
) -> None:
    """Vérifie des cas de droit, et nomme chaque résultat faux et chaque cas illisible."""
    from adapters.vectors import check

    reports = [check(file) for file in files]
    exit_code = max(report.exit_code for report in reports)
    if as_json:
        _print_json(
            "tacite.law-check/1",
            ok=exit_code == 0,
            exit_code=exit_code,
            files=[_report_as_json(report) for report in reports],
        )
    else:
        for report in reports:
            _print_report(report)
    raise typer.Exit(exit_code)


@app.command("export", epilog=EXPORT_EXAMPLES)
def export_law() -> None:
    """Écrit tout le droit appliqué, en JSON : à relire, ou à changer pour « replay --with-rules »."""
    from domain.law.book import LAW

    typer.echo(LAW.model_dump_json(indent=2))


@app.command("show", epilog=SHOW_EXAMPLES)
def show_law(
    key: Annotated[
        str | None,
        typer.Argument(
            metavar="[CLÉ]", help="Une seule règle : une procédure, « 5211-57 » ; « quorum »…"
        ),
    ] = None,
    on: On = None,
    as_json: AsJson = False,
) -> None:
    """Montre les procédures d'avis, puis majorités, délais, parts et nombres, avec article et certitude.

    Une clé montre une seule règle, en entier.
    """
    from adapters.vector_values import Unreadable, read_date
    from domain.law.records import LawError

    try:
        day = read_date(on) if on is not None else None
        others = _others(key, day)
        procedures = [] if key and any(others.values()) else _procedures(key, day)
    except (LawError, Unreadable) as why:
        if as_json:
            _print_json("tacite.law-show/1", ok=False, error={"message": str(why)})
        else:
            typer.echo(str(why), err=True)
        raise typer.Exit(2) from None
    if as_json:
        shown = [procedure.model_dump(mode="json") for procedure in procedures]
        rest = {
            part: [record.model_dump(mode="json") for record in records]
            for part, records in others.items()
        }
        _print_json("tacite.law-show/1", ok=True, on=on, procedures=shown, **rest)
    elif key is None:
        _print(_table(procedures))
        for part, records in others.items():
            _print(_brief(part, records))
    else:
        for procedure in procedures:
            _print(_in_full(procedure.key, procedure.title, _lines(procedure)))
        for record in chain.from_iterable(others.values()):
            _print(_in_full(record.key, record.title, _keyed_lines(record)))


def _procedures(key: str | None, on: date | None) -> list["Procedure"]:
    """Those of that key, those in force that day, or all. Raises LawError where there is none."""
    from domain.law.book import KEYED, LAW
    from domain.law.french import french_date
    from domain.law.records import LawError, NoLawOn

    known = {procedure.key for procedure in LAW.procedures}
    if key is not None and key not in known:
        known |= {record.key for part in KEYED for record in getattr(LAW, part)}
        raise LawError(
            f"Procédure inconnue : « {key} ». Règles connues : {', '.join(sorted(known))}."
        )
    if key is not None and on is not None:
        return [LAW.procedure(key, on)]
    found = [
        procedure
        for procedure in LAW.procedures
        if (key is None or procedure.key == key) and (on is None or procedure.in_force(on))
    ]
    if not found and on is not None:
        raise NoLawOn(f"Aucune procédure n'est en vigueur le {french_date(on)}.")
    return found


def _others(key: str | None, on: date | None) -> dict[str, list["Keyed"]]:
    """Majorities, time limits, notices, parts and numbers: those of that key, of that day."""
    from domain.law.book import KEYED, LAW
    from domain.law.french import french_date
    from domain.law.records import NoLawOn

    named = {part: [r for r in getattr(LAW, part) if key in (None, r.key)] for part in KEYED}
    found = {
        part: [r for r in records if on is None or r.in_force(on)]
        for part, records in named.items()
    }
    if key and on and any(named.values()) and not any(found.values()):
        raise NoLawOn(f"La règle « {key} » n'est pas en vigueur le {french_date(on)}.")
    return found


def _brief(part: str, records: Iterable["Keyed"]) -> "Table":
    from rich import box
    from rich.markup import escape
    from rich.table import Table

    table = Table(title=TITLES[part], title_justify="left", box=box.SIMPLE, pad_edge=False)
    table.add_column("Clé", no_wrap=True)
    for column in ("Objet", "Valeur", "Article"):
        table.add_column(column, overflow="fold")
    table.add_column("", no_wrap=True)
    for r in records:
        table.add_row(r.key, r.title, r.value, r.article, escape(f"[{r.certainty}]"))
    return table


def _table(procedures: Iterable["Procedure"]) -> "Table":
    from rich import box
    from rich.markup import escape
    from rich.table import Table

    table = Table(title="Procédures d'avis", title_justify="left", box=box.SIMPLE, pad_edge=False)
    table.add_column("Clé", no_wrap=True)
    table.add_column("Objet", overflow="fold")
    table.add_column("Délai", max_width=7)
    table.add_column("Silence", no_wrap=True)
    table.add_column("Si défavorable", max_width=11)
    table.add_column("", no_wrap=True)
    for p in procedures:
        effect = p.if_unfavourable.effect.french if p.if_unfavourable else "—"
        tag = escape(f"[{p.certainty}]")
        table.add_row(p.key, p.title, str(p.period), p.silence.french, effect, tag)
    return table


def _in_full(key: str, title: str, lines: Iterable[tuple[str, str]]) -> "Table":
    """One record, a line for each thing it says; unsettled points with both readings (R-1.13)."""
    from rich.markup import escape
    from rich.table import Table

    table = Table(title=f"{key} — {title}", show_header=False, box=None)
    table.title_justify = "left"
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for label, words in lines:
        table.add_row(label, escape(words))
    return table


def _keyed_lines(record: "Keyed") -> Iterable[tuple[str, str]]:
    yield from _source(record)
    yield "Valeur", record.value


def _source(r: "Record") -> Iterable[tuple[str, str]]:
    from domain.law.french import french_date

    until = f" jusqu'au {french_date(r.in_force_until)}" if r.in_force_until else ""
    yield "Article", r.article
    yield "Certitude", f"[{r.certainty}] {r.certainty.french}"
    yield "En vigueur", f"depuis le {french_date(r.in_force_from)}{until} ({r.first_day.french})"
    yield "Texte", r.words


def _lines(p: "Procedure") -> Iterable[tuple[str, str]]:
    effect = p.if_unfavourable
    yield from _source(p)
    yield "Consulté", f"{p.consulted.french} ({p.organ.french})"
    yield "Délai", str(p.period)
    yield "Point de départ", p.starts_on.french
    yield "Silence", p.silence.french
    yield "Avis défavorable", effect.effect.french if effect else "sans objet"
    if effect and effect.majority:
        yield "Majorité requise", str(effect.majority)
    for switch in p.unsettled:
        only_if = f", si {switch.only_if}" if switch.only_if else ""
        yield (
            f"Non tranché : {switch.key.french}",
            f"{switch.default.words} ; autre lecture : {switch.alternative.words}"
            f" ({switch.rule}{only_if}) [{switch.certainty}]",
        )


def _print_report(report: "Report") -> None:
    path = _printable(report.path)
    wrong, unreadable = len(report.wrong), len(report.unreadable)
    if report.unreadable and not report.unreadable[0].line:
        typer.echo(f"{path} : {_printable(report.unreadable[0].why)}.")
        return
    typer.echo(
        f"{path} : {report.rows} cas, {report.right} justes, {wrong} faux, {unreadable} illisibles."
    )
    for row in report.wrong:
        case = _printable(f"{row.id}, {row.rule} : attendu « {row.wanted} », obtenu « {row.got} »")
        typer.echo(f"  faux, ligne {row.line} : {case}")
    for row_not_read in report.unreadable:
        case = _printable(f"{row_not_read.id} : {row_not_read.why}")
        typer.echo(f"  illisible, ligne {row_not_read.line} : {case}")


def _report_as_json(report: "Report") -> dict[str, Any]:
    from dataclasses import asdict

    return {"rows": report.rows, "ok": report.exit_code == 0, **asdict(report)}


def _printable(text: str) -> str:
    """A file may hold control characters that a terminal would obey."""
    return "".join(letter if letter.isprintable() else "�" for letter in text)


def _print(table: "Table") -> None:
    from rich.console import Console

    Console().print(table)


def _print_json(schema: str, *, ok: bool, **said: Any) -> None:
    import json

    typer.echo(json.dumps({"schema": schema, "ok": ok, **said}, ensure_ascii=False, indent=2))
