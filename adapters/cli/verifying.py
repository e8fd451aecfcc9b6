"""``tacite verify``: the whole register held against itself."""

from typing import TYPE_CHECKING, Any

import typer

from adapters.cli.errors import ExitCode
from adapters.cli.options import Place, command
from adapters.cli.output import cell, complain, counted, envelope, hush, note, say
from adapters.cli.passage import PANEL, contents, explained, watched

if TYPE_CHECKING:
    from adapters.exports.verify import Verification

app = typer.Typer()


@command(app, "verify", PANEL, "tacite verify", "tacite verify --json")
def verify(place: Place) -> None:
    """Vérifie le registre : positions, numéros, genres, empreintes, pièces, tableaux recalculés.

    Code 6 si une inscription ou une pièce est altérée, 7 si seuls des tableaux diffèrent.
    """
    from adapters.cli.desk import desk
    from adapters.exports.verify import verify as verified

    with desk(place) as there, explained(), watched("inscriptions relues") as progress:
        result = verified(there.office, progress)
    code = ExitCode.DONE
    if not result.whole:
        code = ExitCode.INTEGRITY
    elif not result.up_to_date:
        code = ExitCode.DIFFERENCES
    try:
        if place.as_json:
            envelope("verify", verification_json(result), ok=code is ExitCode.DONE)
        else:
            tell_verification(result)
    except BrokenPipeError:  # « verify | head »: the code is the answer all the same
        hush()
    if code:
        raise typer.Exit(code)


def verification_json(result: "Verification") -> dict[str, Any]:
    report = result.read_models
    return {
        "register": result.register,
        "entries": result.entries,
        "streams": result.streams,
        "documents": result.documents,
        "last_leaf_hash": result.last_leaf_hash,
        "fault_count": result.fault_count,
        "faults": [
            {"kind": f.kind, "where": f.where, "sentence": f.sentence} for f in result.faults
        ],
        "read_models": report
        and {
            "position": report.position,
            "rows": report.rows,
            "difference_count": report.difference_count,
            "differences": [
                {"table": d.table, "number": d.number, "key": d.key, "fields": d.fields}
                for d in report.differences
            ],
            "failure_count": report.failure_count,
            "failures": report.failures,
        },
    }


def tell_verification(result: "Verification") -> None:
    for fault in result.faults:
        complain(f"{str(fault)[0].upper()}{str(fault)[1:]}.")
    if result.fault_count > len(result.faults):
        complain(f"… et {counted(result.fault_count - len(result.faults), 'autre')}.")
    report = result.read_models
    if report is None:
        note("Les tableaux n'ont pas été comparés : le journal ne se lit pas en entier.")
    else:
        for difference in report.differences:
            key = " ".join(cell(v) for k, v in difference.key.items() if k != "number")
            what = ", ".join(difference.fields)
            complain(f"Tableau {difference.table}, n° {difference.number} ({key}) : {what}.")
        for number, why in report.failures.items():
            complain(f"Le dossier {number} ne se recalcule pas : {why}")
        shown = len(report.differences) + len(report.failures)
        if report.difference_count + report.failure_count > shown:
            left = report.difference_count + report.failure_count - shown
            complain(f"… et {counted(left, 'autre')}.")
    say(contents(result.register, result.entries, result.documents, result.last_leaf_hash))
    if not result.whole:
        note("Restaurez une sauvegarde d'avant l'altération : tacite restore FICHIER")
    elif result.up_to_date:
        say("Tout concorde.", "bold")
    else:
        note("Le journal concorde ; pour refaire les tableaux : tacite replay")
