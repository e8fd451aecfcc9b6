"""Every way to fail, in one place: an exit code, one sentence, and a problem for programs."""

import json
import os
import re
import sys
import traceback
from dataclasses import asdict, dataclass
from enum import IntEnum
from typing import Any


class ExitCode(IntEnum):
    """What a program that called us may rely on."""

    DONE = 0
    UNEXPECTED = 1
    USAGE = 2
    NOT_FOUND = 3
    REFUSED = 4
    CONFLICT = 5
    INTEGRITY = 6
    DIFFERENCES = 7
    CONFIGURATION = 8
    TEMPORARY = 75
    INTERRUPTED = 130


MEANING = {
    ExitCode.DONE: "fait",
    ExitCode.UNEXPECTED: "erreur inattendue",
    ExitCode.USAGE: "commande mal écrite : option, date, commune, fichier",
    ExitCode.NOT_FOUND: "introuvable : délibération, séance, inscription, pièce",
    ExitCode.REFUSED: "refusé par une règle de droit ou du registre",
    ExitCode.CONFLICT: "conflit : quelqu'un a écrit entre-temps, ou le registre existe déjà",
    ExitCode.INTEGRITY: "intégrité : une inscription ou une pièce ne se lit pas telle qu'écrite",
    ExitCode.DIFFERENCES: "différences trouvées (replay --check), point qui ne peut être voté (check)",
    ExitCode.CONFIGURATION: "réglage : base qui n'est pas la nôtre ou plus récente, réglage faux",
    ExitCode.TEMPORARY: "passager : base occupée ou injoignable, issue inconnue ; réessayez",
    ExitCode.INTERRUPTED: "interrompu (Ctrl-C)",
}

TITLES = {
    ExitCode.USAGE: "commande mal écrite",
    ExitCode.NOT_FOUND: "introuvable",
    ExitCode.REFUSED: "refusé",
    ExitCode.CONFLICT: "conflit",
    ExitCode.INTEGRITY: "intégrité",
    ExitCode.CONFIGURATION: "réglage",
    ExitCode.TEMPORARY: "passager",
    ExitCode.UNEXPECTED: "erreur inattendue",
}


class Usage(Exception):
    """The command is badly written: what is wrong, and how to write it."""


class NotFound(Exception):
    """What was asked for is not in the register."""


class Misconfigured(Exception):
    """A setting, or the place it names, cannot be used."""


class Corrupt(Exception):
    """What is stored is not what was written."""


@dataclass(frozen=True)
class Problem:
    """An error as people and programs see it (RFC 9457, with ``exit_code`` for a status)."""

    type: str
    title: str
    detail: str
    exit_code: int
    reason: str | None = None
    article: str | None = None
    way_out: str | None = None
    allowed_from: str | None = None


def problem(error: BaseException) -> Problem:
    """What this error means to whoever typed the command."""
    from domain.refusals import Refused

    if isinstance(error, Refused):
        code = ExitCode.NOT_FOUND if error.reason.ground.absent else ExitCode.REFUSED
        return Problem(
            f"urn:tacite:{code.name.lower()}",
            TITLES[code],
            error.sentence,
            code,
            error.reason.name,
            error.article,
            error.way_out,
            error.allowed_from.isoformat() if error.allowed_from else None,
        )
    code = code_of(error)
    detail = str(error)
    if code is ExitCode.UNEXPECTED:
        detail = (
            f"Erreur inattendue ({type(error).__name__} : {' '.join(detail.split())[:300]}) : "
            "vérifiez par « tacite status » avant de recommencer (TACITE_DEBUG=1 montre la trace)."
        )
    return Problem(f"urn:tacite:{code.name.lower()}", TITLES[code], masked(detail), code)


def code_of(error: BaseException) -> ExitCode:
    """The exit code of an error that is not a refusal."""
    match error:
        case Usage():
            return ExitCode.USAGE
        case NotFound():
            return ExitCode.NOT_FOUND
        case Misconfigured():
            return ExitCode.CONFIGURATION
        case Corrupt():
            return ExitCode.INTEGRITY
    for kind, code in _register_codes().items():
        if isinstance(error, kind):
            return code
    return ExitCode.UNEXPECTED


def _register_codes() -> dict[type[BaseException], ExitCode]:
    from adapters.register import errors
    from adapters.settings import SettingsError
    from domain.law.records import LawError
    from projections.findings import NothingToResume, Superseded

    return {
        LawError: ExitCode.REFUSED,
        SettingsError: ExitCode.CONFIGURATION,
        errors.NoSuchDocument: ExitCode.NOT_FOUND,
        NothingToResume: ExitCode.NOT_FOUND,
        Superseded: ExitCode.CONFLICT,
        errors.Conflict: ExitCode.CONFLICT,
        errors.AlreadyARegister: ExitCode.CONFLICT,
        errors.WrongDocument: ExitCode.INTEGRITY,
        errors.UnreadableEntry: ExitCode.INTEGRITY,
        errors.Busy: ExitCode.TEMPORARY,
        errors.Unavailable: ExitCode.TEMPORARY,
        errors.OutcomeUnknown: ExitCode.TEMPORARY,
        errors.NotARegister: ExitCode.CONFIGURATION,
        errors.NewerRegister: ExitCode.CONFIGURATION,
        errors.OlderRegister: ExitCode.CONFIGURATION,
        errors.UnsafeDatabase: ExitCode.CONFIGURATION,
    }


def masked(text: str) -> str:
    """The same without the password of any database address.

    >>> masked("postgresql://tacite:s3cret@db/tacite")
    'postgresql://tacite:***@db/tacite'
    """
    return re.sub(r"(://[^:/@\s]*:)[^@\s]+@", r"\1***@", text)


def report(error: BaseException, *, as_json: bool) -> ExitCode:
    """Say on stderr what is wrong, and give the exit code."""
    found = problem(error)
    if os.environ.get("TACITE_DEBUG"):
        sys.stderr.write(masked("".join(traceback.format_exception(error))))
    if as_json:
        said = {name: value for name, value in asdict(found).items() if value is not None}
        sys.stderr.write(json.dumps(said, ensure_ascii=False) + "\n")
    else:
        from adapters.cli.output import complain

        complain(*sentences(found))
    return ExitCode(found.exit_code)


def sentences(found: Problem) -> tuple[str, ...]:
    """One sentence and the way out; the article; the first day on which it will be allowed."""
    if found.exit_code != ExitCode.REFUSED:
        return (" ".join(filter(None, (found.detail, found.way_out))),)
    ground = f" {found.way_out} ({found.article})" if found.article else ""
    said = (f"Refusé : {found.detail}{ground}",)
    if found.allowed_from is None:
        return said
    from datetime import date

    from domain.law.french import french_day

    return (*said, f"Premier jour possible : {french_day(date.fromisoformat(found.allowed_from))}.")


def invalid(error: Any) -> Usage:
    """A value that no entry can hold (a Pydantic ``ValidationError``), in French."""
    first = error.errors()[0]
    field = str(first["loc"][0])
    if first["type"] == "string_too_short":
        return Usage(f"--{field} : la valeur est vide ; écrivez-la.")
    if field == "commune":
        return Usage(
            f"« {first['input']} » n'est ni une commune membre, ni un code INSEE de cinq signes."
        )
    return Usage(f"--{field} : « {first['input']} » ne convient pas ; vérifiez la valeur.")
