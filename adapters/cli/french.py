"""Typer speaks English; here it speaks French: its help pages and what it says of a wrong command."""

import re
from difflib import get_close_matches
from typing import Any

from typer.core import TyperCommand, TyperGroup

from adapters.cli.errors import Usage
from adapters.cli.output import colourless, hush
from adapters.cli.value_words import explained

HELP = {
    "Show this message and exit.": "Montrer cette aide.",
    "Install completion for the current shell.": "Installer la complétion de votre shell.",
    "Show completion for the current shell, to copy it or customize the installation.": (
        "Montrer le script de complétion, pour le copier ou l'adapter."
    ),
}


def speak_french() -> None:
    """The words of the help pages. The module is imported late: only help needs it."""
    from typer import rich_utils

    rich_utils.ARGUMENTS_PANEL_TITLE = "Arguments"
    rich_utils.OPTIONS_PANEL_TITLE = "Options"
    rich_utils.COMMANDS_PANEL_TITLE = "Commandes"
    rich_utils.DEFAULT_STRING = "[par défaut : {}]"
    rich_utils.ENVVAR_STRING = "[variable : {}]"
    rich_utils.RANGE_STRING = ""
    rich_utils.REQUIRED_LONG_STRING = "[obligatoire]"
    if colourless():
        rich_utils.COLOR_SYSTEM = None


class French:
    """What a command and a group of commands change."""

    def get_params(self, ctx: Any) -> Any:
        found = super().get_params(ctx)  # type: ignore[misc]
        for param in found:
            param.help = HELP.get(param.help, param.help)
            if param.type_descriptor.choices:
                param.help = explained(param.help or "", param.type_descriptor.choices)
            hide_type(param)
        return found

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx))  # type: ignore[attr-defined]
        formatter.write_usage(ctx.command_path, pieces, "Emploi : ")

    def format_help(self, ctx: Any, formatter: Any) -> None:
        speak_french()
        super().format_help(ctx, formatter)  # type: ignore[misc]


def hide_type(param: Any) -> None:
    """« <str> » and « <bool> » teach nobody anything; an argument is shown by its name alone.

    The values of a closed list stand in the help, each with what it means.
    """
    choices = param.type_descriptor.choices
    if param.type_descriptor.annotation in (bool, str) or param.metavar or choices:
        named = param.metavar or ("VALEUR" if choices else None)
        shown = named if param.param_type_name == "option" else None
        param.display_type_rich = lambda ctx: shown


class FrenchCommand(French, TyperCommand):
    """One command."""


class FrenchGroup(French, TyperGroup):
    """Several commands; a name that is none of them is answered with the nearest."""

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        return ["COMMANDE [ARGUMENTS]…"]

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        wanted = args[0]
        if self.get_command(ctx, wanted) is None and not wanted.startswith("-"):
            near = get_close_matches(wanted, self.commands, n=1)
            hint = (
                f"vouliez-vous dire « {near[0]} » ?" if near else f"voir {ctx.command_path} --help."
            )
            raise Usage(f"La commande « {wanted} » n'existe pas : {hint}")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:  # who reads us has read enough, and what was to be done is done
            hush()
            return 0


def usage(error: Any) -> Usage:
    """What Typer says of a wrong command line, in French, with where to read more."""
    path = error.ctx.command_path if getattr(error, "ctx", None) else "tacite"
    return Usage(f"{_what(error)} Voir « {path} --help ».")


def _what(error: Any) -> str:
    match type(error).__name__:
        case "MissingParameter":
            kind = "l'argument" if error.param.param_type_name == "argument" else "l'option"
            return f"Il manque {kind} {name(error.param)}{choices(error.param)}."
        case "NoSuchOption":
            return f"L'option {error.option_name} n'existe pas{instead(error)}"
        case "BadOptionUsage":
            return f"L'option {error.option_name} attend une valeur."
        case "BadParameter" if error.param is not None:
            return f"La valeur de {name(error.param)} ne convient pas{choices(error.param)}."
    extra = re.search(r"unexpected extra argument\S* \((.*)\)", error.format_message())
    return f"Argument en trop : {extra[1]}." if extra else error.format_message()


def instead(error: Any) -> str:
    """The options that are spelled nearly so; else those without which the command does nothing.

    What Typer finds near is often far (« --json » for « --reason »).
    """
    near = get_close_matches(error.option_name, error.possibilities or [], cutoff=NEAR)
    if near:
        return f" : vouliez-vous dire {' ou '.join(sorted(near))} ?"
    known = error.ctx.command.params if error.ctx else []
    asked = [name(p) for p in known if p.required and p.param_type_name == "option"]
    return f" : cette commande demande {' et '.join(asked)}." if asked else "."


NEAR = 0.75
"""How alike two options are, from 0 to 1, for one to be taken for a slip of the other."""


def name(param: Any) -> str:
    """As it is typed."""
    is_option = param.param_type_name == "option"
    return str(max(param.opts, key=len) if is_option else param.metavar or param.name)


def choices(param: Any) -> str:
    """What would do."""
    known = param.type_descriptor.choices
    if known:
        return f" ; au choix : {', '.join(getattr(c, 'value', str(c)) for c in known)}"
    if param.type_descriptor.annotation is not int:
        return ""
    limits = param.type_descriptor.parameter_info
    if limits.max is not None:
        each = f" ({param.help.rstrip('.')})" if param.help else ""
        return f" : un nombre entier de {limits.min} à {limits.max} est attendu{each}"
    if limits.min:
        return f" : un nombre entier, {limits.min} ou plus, est attendu"
    return " : un nombre entier, zéro ou plus, est attendu"
