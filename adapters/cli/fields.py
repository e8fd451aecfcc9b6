"""``--set CHAMP=VALEUR``: the field of an entry by its French name or its own, and its right value."""

import re
from collections.abc import Sequence
from datetime import date, time
from enum import Enum
from json import JSONDecodeError, loads
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, Union, get_args, get_origin

from adapters.assembly import assembly
from adapters.cli.assembling import seat
from adapters.cli.errors import Usage
from adapters.cli.options import a_day, an_hour
from adapters.cli.sitting import agenda
from domain.assembly.meeting_events import AgendaItem
from domain.deliberation.correct import correctable
from domain.entry import Payload
from projections.field_words import ALSO, label
from projections.status import plain
from projections.words import WORDS

if TYPE_CHECKING:
    from adapters.cli.desk import Desk

YES_OR_NO = {"oui": True, "non": False, "true": True, "false": False}
OF_COMMUNES = ("concerns", "communes", "parties", "commune")
"""Fields that hold communes: typed by name, kept by INSEE code."""
OF_SEATS = (
    *(
        "seat",
        "member",
        "members",
        "councillors",
        "present",
        "omitted",
        "on_paper",
        "giver",
        "bearer",
    ),
    *("names_for", "names_against", "names_abstaining"),
)
"""Fields that hold seats: « Dijon 7 », each a seat of that day."""


def fields(there: "Desk", payload: Payload, given: Sequence[str]) -> dict[str, Any]:
    """The right values, as JSON writes them. Raises ``Usage`` for a field given twice."""
    found: dict[str, str] = {}
    for each in given:
        name, equals, value = each.partition("=")
        if not equals:
            raise Usage(
                f"--set : « {each} » ne se lit pas ; écrivez CHAMP=VALEUR, par exemple jour=2026-02-28."
            )
        field = field_named(payload, name)
        if field in found:
            raise Usage(f"--set : {label(field)} est donné deux fois ; donnez-le une seule fois.")
        found[field] = value.strip()
    day = a_day(found["day"], "--set jour") if "day" in found else payload.day
    return {field: value_of(there, payload, field, text, day) for field, text in found.items()}


def field_named(payload: Payload, name: str) -> str:
    """A field by its own name, by its French one, or by that of a command's option."""
    known = correctable(payload)
    wanted = plain(name.strip()).replace("-", " ").replace("_", " ")
    spellings = {field: field for field in known}
    for also, field in (*((label(field), field) for field in known), *ALSO.items()):
        if field in known:
            spellings.setdefault(also, field)
    for spelling, field in spellings.items():
        if plain(spelling).replace("-", " ").replace("_", " ") == wanted:
            return field
    choices = ", ".join(f"{label(field)} ({field})" for field in known)
    raise Usage(
        f"--set : « {name} » n'est pas un champ de cette inscription ; au choix : {choices}."
    )


def value_of(there: "Desk", payload: Payload, field: str, text: str, day: date) -> Any:
    """One value, read strictly: a day is a day, a commune a member commune of that day."""
    kind, optional = kind_of(type(payload).model_fields[field].annotation)
    if optional and text == "":
        return None
    if get_origin(kind) is tuple:
        inner, _ = kind_of(get_args(kind)[0])
        if inner is AgendaItem and not text.startswith("["):
            items = [item.strip() for item in text.split("|") if item.strip()]
            return [item.model_dump(mode="json") for item in agenda(items)]
        if not (inner is str or is_enum(inner)):
            return json_value(field, text)
        items = [item.strip() for item in re.split(r"[|,]", text) if item.strip()]
        if field in OF_SEATS:
            council = assembly(there.office)
            return [seat(council, item, day) for item in items]
        return [one(there, field, inner, item, day) for item in items]
    return one(there, field, kind, text, day)


def one(there: "Desk", field: str, kind: Any, text: str, day: date) -> Any:
    """A single value of that kind."""
    option = f"--set {label(field)}"
    if kind is date:
        return a_day(text, option).isoformat()
    if kind is time:
        return an_hour(text, option).isoformat()
    if kind is bool:
        if plain(text) not in YES_OR_NO:
            raise Usage(f"{option} : « {text} » ne convient pas ; écrivez oui ou non.")
        return YES_OR_NO[plain(text)]
    if kind is int:
        if not re.fullmatch(r"[0-9]{1,9}", text):
            raise Usage(f"{option} : « {text} » n'est pas un nombre entier, zéro ou plus.")
        return int(text)
    if is_enum(kind):
        return word(field, kind, text, option)
    if field in OF_COMMUNES:
        return there.commune(text, day).commune
    if field in OF_SEATS:
        return seat(assembly(there.office), text, day)
    return text


def word(field: str, kind: type[Enum], text: str, option: str) -> Any:
    """A word of a closed list, by its code or by what people call it."""
    names = WORDS.get(field, {})
    for member in kind:
        said = names.get(member, "").partition(" : ")[0]
        short = said.removeprefix("avis ")
        if plain(text) in (plain(str(member.value)), plain(said), plain(short)):
            return member.value
    choices = ", ".join(
        f"{member.value} ({names[member]})" if member in names else str(member.value)
        for member in kind
    )
    raise Usage(f"{option} : « {text} » ne convient pas ; au choix : {choices}.")


def json_value(field: str, text: str) -> Any:
    """What is no single word."""
    try:
        return loads(text)
    except (JSONDecodeError, RecursionError):
        raise Usage(f"--set {label(field)} : cette valeur s'écrit en JSON.") from None


def kind_of(annotation: Any) -> tuple[Any, bool]:
    """What a field holds, and whether it may hold nothing."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return kind_of(get_args(annotation)[0])
    if origin in (Union, UnionType):
        others = [each for each in get_args(annotation) if each is not type(None)]
        return kind_of(others[0])[0], len(others) < len(get_args(annotation))
    return annotation, False


def is_enum(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Enum)
