"""Values of the test vectors: how each type is written, read strictly, and written back."""

import inspect
import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Any, Literal, NewType, get_args, get_origin, get_type_hints

from domain.law.holidays import Zone

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INT = re.compile(r"[0-9]+")
_LONGEST_INT = 100
"""Digits. Nothing that a council counts comes near; the interpreter refuses some thousands."""


class Unreadable(Exception):
    """What cannot be read as a case of the grammar. Its text is a French sentence."""


class Sense(StrEnum):
    """How a municipal council voted."""

    FAVOURABLE = "F"
    UNFAVOURABLE = "U"


Votes = list[tuple[date, Sense]]
"""Municipal votes in order of time (votes municipaux)."""


Key = NewType("Key", str)
"""The key of an opinion procedure; the law says which there are."""


def read_int(text: str) -> int:
    """Decimal digits, no sign, no space.

    >>> read_int("86")
    86
    """
    if not _INT.fullmatch(text):
        raise Unreadable(f"« {text} » n'est pas un nombre entier (chiffres seuls)")
    if len(text) > _LONGEST_INT:
        raise Unreadable(f"un nombre de {len(text)} chiffres est trop long")
    return int(text)


def read_bool(text: str) -> bool:
    """The words ``true`` and ``false``.

    >>> read_bool("true")
    True
    """
    if text not in ("true", "false"):
        raise Unreadable(f"« {text} » n'est ni true ni false")
    return text == "true"


def read_date(text: str) -> date:
    """A civil day, ``YYYY-MM-DD`` and nothing else.

    >>> read_date("2026-06-25")
    datetime.date(2026, 6, 25)
    """
    if not _DATE.fullmatch(text):
        raise Unreadable(f"« {text} » n'est pas une date AAAA-MM-JJ")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Unreadable(f"le jour {text} n'existe pas") from None


def read_votes(text: str) -> Votes:
    """``date:F`` or ``date:U`` joined by ``|``, in order of time; two may be of the same day.

    >>> read_votes("2026-02-10:F|2026-03-20:U")[1]
    (datetime.date(2026, 3, 20), <Sense.UNFAVOURABLE: 'U'>)
    >>> read_votes("")
    []
    """
    votes: Votes = []
    for item in text.split("|") if text else []:
        day, colon, sense = item.partition(":")
        if not colon or sense not in set(Sense):
            raise Unreadable(f"« {item} » n'est pas un vote (date:F ou date:U)")
        votes.append((read_date(day), Sense(sense)))
    if votes != sorted(votes, key=lambda vote: vote[0]):
        raise Unreadable("les votes ne sont pas dans l'ordre du temps")
    return votes


Dates = list[date]
"""Days in any order (liste de dates)."""

ZoneCode = NewType("ZoneCode", str)
"""A territory, whose public holidays hold (territoire)."""


def read_dates(text: str) -> Dates:
    """Days joined by ``|``; nothing is the empty list.

    >>> read_dates("2026-06-25|2026-09-24")[1], read_dates("")
    (datetime.date(2026, 9, 24), [])
    """
    return [read_date(item) for item in text.split("|")] if text else []


def read_optional_date(text: str) -> date | None:
    """A civil day, or ``none``."""
    return None if text == "none" else read_date(text)


def read_zone(text: str) -> ZoneCode:
    """One of the territories of the grammar."""
    if text not in set(Zone):
        raise Unreadable(f"« {text} » n'est pas un territoire ({', '.join(Zone)})")
    return ZoneCode(text)


READERS: dict[Any, Callable[[str], Any]] = {
    int: read_int,
    bool: read_bool,
    date: read_date,
    Votes: read_votes,
    Key: Key,
    Dates: read_dates,
    date | None: read_optional_date,
    ZoneCode: read_zone,
    str: str,
}


def inputs_of(function: Callable[..., Any], text: str) -> dict[str, Any]:
    """The arguments of a rule, from ``key=value`` joined by ``;``. Raises Unreadable.

    The function's own parameters say the keys, their types and their defaults; a trailing ``_``
    keeps a key of the grammar that is a word of Python (``for_``).
    """
    written_inputs: dict[str, str] = {}
    for item in text.split(";") if text else []:
        key, equals, value = item.partition("=")
        if not equals:
            raise Unreadable(f"« {item} » n'est pas de la forme clé=valeur")
        if key in written_inputs:
            raise Unreadable(f"l'entrée « {key} » est donnée deux fois")
        written_inputs[key] = value

    values: dict[str, Any] = {}
    types = get_type_hints(function)
    for name, parameter in inspect.signature(function).parameters.items():
        key = name.removesuffix("_")
        if key in written_inputs:
            try:
                values[name] = _read(types[name], written_inputs.pop(key))
            except Unreadable as why:
                raise Unreadable(f"entrée « {key} » : {why}") from None
        elif parameter.default is parameter.empty:
            raise Unreadable(f"il manque l'entrée « {key} »")
    if written_inputs:
        raise Unreadable(f"entrée inconnue : « {next(iter(written_inputs))} »")
    return values


def _read(kind: Any, text: str) -> Any:
    if get_origin(kind) is Literal:
        if text not in get_args(kind):
            raise Unreadable(f"« {text} » n'est pas l'un de {', '.join(get_args(kind))}")
        return text
    return READERS[kind](text)


def written(result: date | bool | int | str) -> str:
    """The result as ``expected`` has it.

    >>> written(True), written(date(2026, 3, 1)), written(58)
    ('true', '2026-03-01', '58')
    """
    if isinstance(result, bool):
        return "true" if result else "false"
    if isinstance(result, date):
        return result.isoformat()
    return str(result)
