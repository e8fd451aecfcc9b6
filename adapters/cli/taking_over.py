"""``tacite import deliberations``: deliberations under way, from a CSV file."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from adapters.cli.errors import ExitCode, Usage
from adapters.cli.options import Writing, command, content
from adapters.cli.output import complain, note, say, warn
from adapters.cli.passage import PANEL, explained

if TYPE_CHECKING:
    from adapters.cli.desk import Desk
    from adapters.exports.import_deliberations import TakeOver

app = typer.Typer()


@command(
    app,
    "deliberations",
    PANEL,
    "tacite import deliberations --template > en-cours.csv",
    "tacite import deliberations en-cours.csv",
    "tacite import deliberations en-cours.csv --valid-only",
)
def deliberations(
    writing: Writing,
    file: Annotated[
        Path | None, typer.Argument(metavar="FICHIER.csv", help="Une délibération par ligne.")
    ] = None,
    valid_only: Annotated[
        bool, typer.Option("--valid-only", help="Inscrire les lignes justes, laisser les autres.")
    ] = False,
    template: Annotated[
        bool, typer.Option("--template", help="Montrer un fichier modèle, et rien d'autre.")
    ] = False,
) -> None:
    """Reprend des délibérations en cours d'un fichier CSV, une par ligne.

    Rien n'est inscrit si une ligne est fausse ; chacune est dite, par ligne et colonne.

    Obligatoires : number, object, communes (noms ou INSEE, séparés par « | »), drafted ou sent.

    Qualification : qualified_as (requise, de précaution, sans objet ; transmise, une délibération
    est reprise comme requise), reasons, qualified.

    Consultation : sent, complete (oui, non), received, completed.

    Avis : opinion (les mots de « tacite opinion --help » : favorable, avec réserves, sous une
    condition remplie…), organ, opinion_voted, opinion_received. Enfin : matter.

    Jours : AAAA-MM-JJ. Fichier : UTF-8, virgules ou points-virgules ; il devient la pièce de
    chaque étape reprise, et chaque inscription en dit le nom, l'empreinte et la ligne.
    """
    from adapters.exports import deliberations_csv as columns

    if template:
        sys.stdout.write(columns.template())
        return
    if file is None:
        raise Usage(
            "Quel fichier ? « tacite import deliberations --template » en montre un modèle."
        )
    from adapters.cli.desk import desk
    from adapters.exports.import_deliberations import prepare, write

    bytes_ = content(file, "FICHIER")
    with desk(writing) as there, explained(file):
        by, command_id = there.author, there.command_id(writing)
        found = prepare(there.office, file.name, bytes_)
        writes = bool(found.numbers) and (valid_only or not found.wrong)
        position = there.office.register.last_position()
        if writes:
            position = write(there.office, found, by, command_id)
        refused = bool(found.wrong) and not (valid_only and (writes or found.repeated))
        if writing.as_json:
            tell_programs(there, found, position, writes=writes, refused=refused)
        else:
            tell(found, writes=writes)
            if found.numbers and not writes:
                note("Rien n'a été inscrit ; --valid-only inscrit les lignes justes.")
    if refused:
        raise typer.Exit(ExitCode.REFUSED)


def tell(found: "TakeOver", *, writes: bool) -> None:
    from domain.law.french import many

    for wrong in found.wrong:
        complain(f"{found.document.name}, {wrong}")
    for line, remark in found.remarks if writes else ():
        warn(f"ligne {line} : {remark.sentence} ({remark.article})")
    if found.repeated:
        note(f"Déjà reprises de ce fichier : {many(found.repeated, 'ligne')}.")
    count = len(found.numbers) if writes else 0
    say(
        f"{many(count, 'délibération reprise', 'délibérations reprises')} sur {many(found.lines, 'ligne')}.",
        "bold",
    )


def tell_programs(
    there: "Desk", found: "TakeOver", position: int, *, writes: bool, refused: bool
) -> None:
    there.envelope(
        "import-deliberations",
        position,
        there.office.today(),
        ok=not refused,
        file=found.document.name,
        sha256=found.document.sha256,
        lines=found.lines,
        written=found.numbers if writes else [],
        repeated=found.repeated,
        wrong=[{"line": w.line, "column": w.column, "sentence": w.sentence} for w in found.wrong],
        remarks=[
            {"line": line, "sentence": r.sentence, "article": r.article}
            for line, r in found.remarks
        ],
    )
