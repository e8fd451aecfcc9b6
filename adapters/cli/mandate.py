"""``tacite mandate load``: who sits where, taken over from a file in one go."""

from pathlib import Path
from typing import Annotated

import typer

from adapters.cli.late import desk
from adapters.cli.options import Writing, command, content

app = typer.Typer(help="Un mandat entier, repris d'un fichier.")

PANEL = "Étapes : les instances"
DIJON = ("dijon-mandat-2020-2026.csv", "dijon-cooperations.csv")


@command(
    app,
    "load",
    PANEL,
    "tacite mandate load mandat.csv",
    "tacite mandate load --template > mandat.csv",
    "tacite mandate load --dijon",
)
def load(
    writing: Writing,
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="FICHIER",
            help="CSV : kind,from,seat,person,name,commune,until,scheme,deliberation ; une ligne, "
            "un fait.",
        ),
    ] = None,
    dijon: Annotated[
        bool,
        typer.Option(
            "--dijon", help="Le mandat 2020-2026 de Dijon (noms inventés) et le titre III."
        ),
    ] = False,
    template: Annotated[
        bool, typer.Option("--template", help="Montrer un fichier d'exemple, et ne rien reprendre.")
    ] = False,
) -> None:
    """Reprend un mandat : tout, ou rien si une ligne ne va pas ; ce qui est déjà inscrit ne l'est pas deux fois.

    Chaque erreur est dite, par ligne et colonne. Colonnes : kind, from (jour, AAAA-MM-JJ), et selon
    kind :

    seat (qui occupe un siège) : seat, person.

    vacant, president, vice_president, vice_president_roads (à la voirie), delegated (conseiller
    délégué), bureau (membre), attending (maire invité, sans voix) : seat.

    commission (choix d'une commission) : seat, name.

    extra (conseiller municipal qu'une commune y envoie) : commune, name.

    service (service commun) : name, et s'il y a lieu commune, scheme, deliberation.

    agreement (convention, une ligne par partie) : name, commune, et s'il y a lieu until.

    Fichier : UTF-8, virgules ou points-virgules.
    """
    from adapters.cli.errors import Usage
    from adapters.mandate import load as take_over
    from adapters.mandate_rows import TEMPLATE, BadLines

    if sum((file is not None, dijon, template)) != 1:
        raise Usage("Donnez un fichier, ou --dijon, ou --template : l'un des trois.")
    if template:
        typer.echo(TEMPLATE, nl=False)
        return
    with desk(writing) as there:
        import re
        from collections import Counter

        from adapters.cli.output import say
        from domain.law.french import many

        given = shipped() if file is None else [(file.name, content(file, "FICHIER"))]
        try:
            recorded = take_over(there.office, given, there.author, there.command_id(writing))
        except BadLines as error:
            listed = "\n".join(each.words for each in error.wrong)
            raise Usage(
                f"Rien n'est repris. À revoir, {many(len(error.wrong), 'endroit')} :\n{listed}"
            ) from None
        counts = Counter(
            re.split(r" \(|, |\.", type(e.payload).__doc__ or "")[0] for e in recorded.entries
        )
        if there.as_json:
            there.envelope(
                "mandate-load",
                recorded.position or there.office.register.last_position(),
                there.office.today(),
                entries=len(recorded.entries),
                repeated=recorded.repeated,
            )
            return
        if not recorded.entries:
            say("Tout ce que dit ce fichier est déjà inscrit : rien n'a été écrit.", "bold")
            return
        if recorded.repeated:
            say("Ce fichier était déjà repris : rien n'a été écrit. Alors inscrits :", "bold")
        else:
            written = many(len(recorded.entries), "inscription")
            say(f"{written}, position {recorded.position} du registre.", "bold")
        for what, count in counts.items():
            say(f"{count:4d} {what}", indent=2)


def shipped() -> list[tuple[str, bytes]]:
    from importlib.resources import files

    folder = files("adapters").joinpath("data")
    return [(name, folder.joinpath(name).read_bytes()) for name in DIJON]
