"""The command line (``tacite``): one command a step, one command a question, all in French.

Only what the help pages need is imported here; each command imports the rest when it runs.
"""

import sys
from collections.abc import Sequence
from copy import copy

import typer

from adapters.cli import (
    comparing,
    consulting,
    correcting,
    demo,
    drafting,
    founding,
    history,
    in_and_out,
    institutions,
    law,
    paper,
    questions,
    reacting,
    replaying,
    story,
    upkeep,
    voting,
)
from adapters.cli.errors import ExitCode, report
from adapters.cli.french import FrenchCommand, FrenchGroup, usage
from adapters.cli.output import hush

START = """Le registre des délibérations : l'avis de la commune, le silence, la majorité requise.

Pour commencer : tacite init --name "Dijon métropole" --from 2020-07-16

Où en est-on ? tacite board ; et un autre jour : tacite board --on 2026-04-13

Une commande en détail, avec des exemples : tacite vote --help"""

EPILOG = (
    "Codes de retour : 0 fait ; 2 commande mal écrite ; 3 introuvable ; 4 refusé par une règle ; "
    "5 conflit ; 7 différences ; 8 réglage ; 75 passager (tous : tacite exit-codes).\n\n"
    "Réglages : options, puis variables TACITE_…, puis tacite.toml (les voir : tacite config)."
)

app = typer.Typer(
    name="tacite",
    cls=FrenchGroup,
    help=START,
    epilog=EPILOG,
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)
stories = typer.Typer()
stories.command("story", cls=FrenchCommand, epilog=story.EXAMPLES, rich_help_panel=questions.PANEL)(
    story.story
)
stories.command("demo", cls=FrenchCommand, epilog=demo.EXAMPLES, rich_help_panel=founding.PANEL)(
    demo.demo
)
# The order of the parts is that of the panels of the help page: the procedure, then the questions.
for part in (
    drafting.app,
    consulting.app,
    voting.app,
    questions.app,
    history.app,
    comparing.app,
    reacting.app,
    paper.app,
    stories,
    founding.app,
    upkeep.app,
    replaying.app,
    in_and_out.app,
):
    app.add_typer(part)
institutions.add_to(app)
app.add_typer(correcting.app, name="correct", cls=FrenchGroup, rich_help_panel=correcting.PANEL)
app.add_typer(law.app, name="law", cls=FrenchGroup, rich_help_panel=questions.PANEL)


def only(word: str) -> typer.Typer | None:
    """The program with that one command: to make the ninety takes longer than to answer a question."""
    alone = copy(app)
    alone.registered_groups = [group for group in app.registered_groups if group.name == word]
    alone.registered_commands = [
        command
        for group in app.registered_groups
        if group.typer_instance and not isinstance(group.name, str)
        for command in group.typer_instance.registered_commands
        if command.name == word
    ]
    return alone if alone.registered_groups or alone.registered_commands else None


def main(args: Sequence[str] | None = None) -> int:
    """Run one command; its exit code. Whatever goes wrong is said in one place, ``errors.py``."""
    given = list(sys.argv[1:] if args is None else args)
    alone = only(given[0]) if given else None
    command = typer.main.get_group(alone) if alone else typer.main.get_command(app)
    code = int(ExitCode.DONE)
    try:
        code = int(command.main(given, prog_name="tacite", standalone_mode=False) or 0)
        sys.stdout.flush()
        return code
    except BrokenPipeError:  # the words were not all read, the code is the same
        hush()
        return code
    except (KeyboardInterrupt, typer.Abort):
        return int(ExitCode.INTERRUPTED)
    except typer.TyperException as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            return int(ExitCode.USAGE)
        return report(usage(error), as_json="--json" in given)
    except Exception as error:
        return report(error, as_json="--json" in given)
