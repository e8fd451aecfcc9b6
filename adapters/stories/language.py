"""The words of a story, and how they are read: an unknown word, key or value is never a pass."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from domain.law.competence import MATTERS
from domain.words import (
    Casting,
    Change,
    Determination,
    Irregularity,
    Majority,
    Opinion,
    Organ,
    Outcome,
    Qualification,
    ReviewOpinion,
    Sense,
)

DEFAULT_DELIBERATION = "D"
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Unreadable(Exception):
    """Something in a story is not a word, a key or a value of the language."""


Read = Callable[[Any], Any]


def a_date(value: Any) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str) and DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise Unreadable(f"« {value} » n'est pas une date (AAAA-MM-JJ)")


def a_count(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    raise Unreadable(f"« {value} » n'est pas un nombre entier")


def a_bool(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    raise Unreadable(f"« {value} » n'est ni true ni false")


def a_class(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value in (1, 2, 3):
        return value
    raise Unreadable(f"« {value} » n'est pas une classe (1, 2 ou 3)")


def text(value: Any) -> str:
    if isinstance(value, str):
        return value
    raise Unreadable(f"« {value} » n'est pas un texte")


def name(value: Any) -> str:
    """A name given in the story: a label, a deliberation. YAML may have read it as a number."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, str) and value.strip():
        return value
    raise Unreadable(f"« {value} » n'est pas un nom")


def names(value: Any) -> tuple[str, ...]:
    if isinstance(value, list) and value:
        return tuple(name(item) for item in value)
    raise Unreadable(f"« {value} » n'est pas une liste de noms")


def one_of(*words: str) -> Read:
    def read(value: Any) -> str:
        if isinstance(value, str) and value in words:
            return value
        raise Unreadable(f"« {value} » n'est pas l'un de : {', '.join(words)}")

    return read


def list_of(*words: str) -> Read:
    one = one_of(*words)

    def read(value: Any) -> list[str]:
        if isinstance(value, list):
            return [one(item) for item in value]
        raise Unreadable(f"« {value} » n'est pas une liste")

    return read


def or_null(read: Read) -> Read:
    return lambda value: None if value is None else read(value)


@dataclass(frozen=True)
class Key:
    """One key of a step: how it is read, whether it must be there."""

    read: Read
    required: bool = True


def optional(read: Read) -> Key:
    return Key(read, required=False)


STEPS: Mapping[str, Mapping[str, Key]] = {
    "draft": {
        "concerns": Key(names),
        "object": Key(text),
        "matter": optional(one_of(*(matter.code for matter in MATTERS))),
    },
    "qualify": {"as": Key(one_of(*Qualification)), "reasons": Key(text)},
    "review": {"body": Key(text), "opinion": Key(one_of(*ReviewOpinion))},
    "send": {"complete": optional(a_bool)},
    "receive": {},
    "complete": {"sent": optional(a_date)},
    "opinion": {
        "voted": optional(a_date),
        "sense": Key(one_of(*Sense)),
        "organ": optional(one_of(*Organ)),
    },
    "revise": {"change": Key(one_of(*Change))},
    "vote": {
        "for": Key(a_count),
        "against": Key(a_count),
        "abstain": optional(a_count),
        "secret": optional(a_bool),
        "casting": optional(one_of(*Casting)),
        "in_office": optional(a_count),
        "as_held": optional(a_bool),
        "reason": optional(text),
        "proclaimed": optional(
            one_of(Outcome.ADOPTED, Outcome.REJECTED, Outcome.CONTESTED),
        ),
    },
    "sweep": {},
    "amend": {
        "entry": Key(name),
        "set": Key(lambda value: value),
        "class": Key(a_class),
        "reason": Key(text),
    },
    "annul": {"entry": Key(name), "reason": Key(text)},
    "move": {"entry": Key(name), "to": Key(name), "reason": Key(text)},
    "withdraw": {"determination": Key(one_of(*Determination)), "reason": Key(text)},
    "uphold": {"determination": Key(one_of(*Determination)), "reason": Key(text)},
}
"""Every step that ``do`` may name, with its own keys."""

ONLY_ANNULLED = ("sweep", "amend", "annul", "move", "withdraw", "uphold")
"""Steps that are never amended: whatever ``set`` says of them, the command is refused."""

COMMON: Mapping[str, Key] = {
    "do": Key(text),
    "day": Key(a_date),
    "deliberation": optional(name),
    "label": optional(name),
    "recorded": optional(a_date),
    "refused": optional(a_bool),
}

ANSWERS: Mapping[str, Read] = {
    "opinion": one_of(*Opinion),
    "start": or_null(a_date),
    "last_day": or_null(a_date),
    "deemed_from": or_null(a_date),
    "prudent_end": or_null(a_date),
    "majority": or_null(one_of(*Majority)),
    "threshold": or_null(a_count),
    "outcome": one_of(*Outcome),
    "robust": or_null(a_bool),
    "late": a_count,
    "may_vote": or_null(a_bool),
    "irregular": list_of(*Irregularity),
    "minuted": a_bool,
    "contradicted": list_of(*Determination),
}
"""Every key that ``expect`` may ask for, and what its answer may be."""

QUESTION: Mapping[str, Key] = {
    "day": Key(a_date),
    "expect": Key(lambda value: value),
    "deliberation": optional(name),
    "known_at": optional(name),
}


@dataclass(frozen=True)
class Step:
    """One thing done: its word, its legal day, and the values of its own keys."""

    number: int
    do: str
    day: date
    deliberation: str
    label: str | None
    recorded: date
    refused: bool
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Question:
    """What must be true on a legal day, as known now or right after a labelled step."""

    number: int
    day: date
    deliberation: str
    known_at: str | None
    expect: Mapping[str, Any]


@dataclass(frozen=True)
class Story:
    """A case, as read."""

    title: str
    rules: tuple[str, ...]
    moments: tuple[Step | Question, ...] = field(default=())


class StrictLoader(yaml.CSafeLoader):
    """A key written twice is an error, not the last one's word."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        seen: set[Any] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, str):
                raise Unreadable(f"« {key} » n'est pas une clé")
            if key in seen:
                raise Unreadable(f"la clé « {key} » est donnée deux fois")
            seen.add(key)
        return dict(super().construct_mapping(node, deep))


def documents(path: Path) -> list[str]:
    """The documents of a story file. Raises ``Unreadable`` where there are none."""
    try:
        found = list(split(path.read_text(encoding="utf-8-sig")))
    except FileNotFoundError:
        raise Unreadable("ce fichier n'existe pas") from None
    except IsADirectoryError:
        raise Unreadable("c'est un dossier, pas un fichier d'histoires") from None
    except UnicodeDecodeError:
        raise Unreadable("ce n'est pas du texte UTF-8") from None
    except OSError as error:
        raise Unreadable(f"ce fichier ne s'ouvre pas ({error.strerror})") from None
    if not found:
        raise Unreadable("ce fichier ne contient aucune histoire")
    return found


def split(content: str) -> Iterator[str]:
    """The documents of a YAML stream, so that one that cannot be read does not hide the others."""
    for document in re.split(r"(?m)^---(?=\s|$)", content):
        lines = (line.strip() for line in document.splitlines())
        if any(line and not line.startswith(("#", "%", "...")) for line in lines):
            yield document


TITLE = re.compile(r"""(?m)^[ {]*["']?story["']?[ ]*:[ ]*["']?(.*?)["']?,?[ ]*$""")


def title_of(document: str) -> str | None:
    """The title of a story, as far as it can be found in one that cannot be read."""
    found = TITLE.search(document)
    return found[1] if found and found[1] else None


def read_story(document: str) -> Story:
    """One document as a story. Raises ``Unreadable``, naming the step."""
    try:
        data = yaml.load(document, StrictLoader)
    except yaml.YAMLError as error:
        raise Unreadable(f"ce n'est pas du YAML : {' '.join(str(error).split())}") from None
    except ValueError as error:  # a date that does not exist, in a plain YAML scalar
        raise Unreadable(f"une valeur ne se lit pas : {error}") from None
    except RecursionError:
        raise Unreadable("ce n'est pas une histoire : trop de niveaux imbriqués") from None
    if not isinstance(data, dict):
        raise Unreadable("une histoire a un titre (story) et des étapes (steps)")
    for key in data:
        if key not in ("story", "rules", "steps"):
            raise Unreadable(f"clé inconnue : « {key} »")
    rules = data.get("rules", [])
    steps = data.get("steps")
    if not isinstance(rules, list) or not all(isinstance(rule, str) for rule in rules):
        raise Unreadable("« rules » est une liste de règles")
    if not isinstance(steps, list):
        raise Unreadable("« steps » est une liste d'étapes")
    moments: list[Step | Question] = []
    labels: dict[str, str] = {}
    for number, item in enumerate(steps, start=1):
        try:
            moments.append(read_moment(number, item, labels))
        except Unreadable as error:
            raise Unreadable(f"étape {number} : {error}") from None
    if "story" not in data:
        raise Unreadable("une histoire a un titre (story)")
    return Story(name(data["story"]), tuple(rules), tuple(moments))


def read_moment(number: int, item: Any, labels: dict[str, str]) -> Step | Question:
    """A step or a question; ``labels`` are those given above it, with the word of their step."""
    if not isinstance(item, dict):
        raise Unreadable("une étape est faite de clés et de valeurs")
    if "do" in item:
        step = read_step(number, item, labels)
        if step.label is not None:
            if step.label in labels:
                raise Unreadable(f"le nom « {step.label} » est donné deux fois")
            labels[step.label] = step.do
        return step
    question = read_question(number, item)
    if question.known_at is not None and question.known_at not in labels:
        raise Unreadable(f"known_at nomme « {question.known_at} », inconnu au-dessus")
    return question


def read_step(number: int, item: Mapping[str, Any], labels: Mapping[str, str]) -> Step:
    word = item["do"]
    if not isinstance(word, str) or word not in STEPS:
        raise Unreadable(f"« {word} » n'est pas une étape connue")
    common = dict(COMMON)
    if word == "sweep":
        del common["deliberation"]
    values = read_keys(item, {**common, **STEPS[word]})
    own = {key: value for key, value in values.items() if key not in COMMON}
    if word == "amend":
        own["set"] = read_set(own["set"], labels.get(own["entry"]))
    return Step(
        number,
        word,
        values["day"],
        values.get("deliberation", DEFAULT_DELIBERATION),
        values.get("label"),
        values.get("recorded", values["day"]),
        values.get("refused", False),
        own,
    )


def read_set(asked: Any, word: str | None) -> Mapping[str, Any]:
    """The fields that an amendment sets: the keys of the step it corrects, and its day."""
    if not isinstance(asked, dict) or not asked:
        raise Unreadable("« set » est fait de clés et de valeurs")
    if word in ONLY_ANNULLED:
        return asked
    words = [word] if word else [w for w in STEPS if w not in ONLY_ANNULLED]
    known = {"day": COMMON["day"]}
    for each in words:
        known |= STEPS[each]
    return read_keys(asked, {key: Key(how.read, required=False) for key, how in known.items()})


def read_question(number: int, item: Mapping[str, Any]) -> Question:
    values = read_keys(item, QUESTION)
    asked = values["expect"]
    if not isinstance(asked, dict):
        raise Unreadable("« expect » est fait de clés et de valeurs")
    expect = {}
    for key, value in asked.items():
        if key not in ANSWERS:
            raise Unreadable(f"« {key} » n'est pas une question connue")
        try:
            expect[key] = ANSWERS[key](value)
        except Unreadable as error:
            raise Unreadable(f"{key} : {error}") from None
    return Question(
        number,
        values["day"],
        values.get("deliberation", DEFAULT_DELIBERATION),
        values.get("known_at"),
        expect,
    )


def read_keys(item: Mapping[str, Any], known: Mapping[str, Key]) -> dict[str, Any]:
    """The values of an item, each read by its key; nothing unknown, nothing missing."""
    for key in item:
        if key not in known:
            raise Unreadable(f"clé inconnue : « {key} »")
    found = {}
    for key, how in known.items():
        if key in item:
            try:
                found[key] = how.read(item[key])
            except Unreadable as error:
                raise Unreadable(f"{key} : {error}") from None
        elif how.required:
            raise Unreadable(f"il manque la clé « {key} »")
    return found
