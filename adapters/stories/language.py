"""The words of a story: an unknown word, key or value is never a pass."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import yaml

from adapters.stories.institution_words import (
    INSTITUTION_STEPS,
    MORE_ON_A_DELIBERATION,
    SUBJECT_KEYS,
    SUBJECTS,
    a_rank,
)
from adapters.stories.reading import (
    Key,
    Read,
    StrictLoader,
    Unreadable,
    a_bool,
    a_class,
    a_count,
    a_date,
    list_of,
    name,
    names,
    one_of,
    optional,
    or_null,
    read_keys,
    text,
)
from domain.law.competence import MATTERS
from domain.words import (
    Casting,
    Change,
    Determination,
    DevelopmentOpinion,
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
    **INSTITUTION_STEPS,
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
    "development_council": one_of(*DevelopmentOpinion),
    **MORE_ON_A_DELIBERATION,
}
"""Every key that ``expect`` may ask for, and what its answer may be."""

QUESTION: Mapping[str, Key] = {
    "day": Key(a_date),
    "expect": Key(lambda value: value),
    "deliberation": optional(name),
    "known_at": optional(name),
    "item": optional(a_rank),
    **{subject: Key(key.read, required=False) for subject, key in SUBJECT_KEYS.items()},
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
    subject: str = "deliberation"
    """What it is about: a deliberation, or one of ``SUBJECTS``, which ``name`` names."""
    name: str = ""
    item: int | None = None


@dataclass(frozen=True)
class Story:
    """A case, as read."""

    title: str
    rules: tuple[str, ...]
    moments: tuple[Step | Question, ...] = field(default=())


def place(error: yaml.YAMLError) -> str:
    """Where it stops being YAML, and what is most often wrong there."""
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return " : un caractère ne s'y écrit pas"
    return (
        f", à la ligne {mark.line + 1}, colonne {mark.column + 1} : vérifiez le retrait, les "
        "guillemets, les crochets et les deux-points"
    )


def read_story(document: str) -> Story:
    """One document as a story. Raises ``Unreadable``, naming the step."""
    try:
        data = yaml.load(document, StrictLoader)
    except yaml.YAMLError as error:
        raise Unreadable(f"ce n'est pas du YAML{place(error)}") from None
    except ValueError:  # a date that does not exist, in a plain YAML scalar
        raise Unreadable("une date n'existe pas au calendrier ; écrivez AAAA-MM-JJ") from None
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
    question = read_question(number, item, labels)
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
    if word is None or word in ONLY_ANNULLED:
        return asked  # nothing that can be amended bears that name: it will be refused
    known = {"day": COMMON["day"], **STEPS[word]}
    return read_keys(asked, {key: Key(how.read, required=False) for key, how in known.items()})


def read_question(number: int, item: Mapping[str, Any], labels: Mapping[str, str]) -> Question:
    values = read_keys(item, QUESTION)
    asked = values["expect"]
    if not isinstance(asked, dict):
        raise Unreadable("« expect » est fait de clés et de valeurs")
    subjects = [subject for subject in SUBJECTS if subject in values]
    if len(subjects) > 1:
        raise Unreadable(f"la question porte sur {' et '.join(subjects)} à la fois")
    subject = subjects[0] if subjects else "deliberation"
    if "item" in values and subject != "meeting":
        raise Unreadable("« item » ne se demande que d'une séance")
    if subject in ("request", "referral", "decision") and values[subject] not in labels:
        raise Unreadable(f"{subject} nomme « {values[subject]} », inconnu au-dessus")
    known = SUBJECTS.get(subject, ANSWERS)
    expect = {}
    for key, value in asked.items():
        if key not in known:
            raise Unreadable(f"« {key} » n'est pas une question connue")
        try:
            expect[key] = known[key](value)
        except Unreadable as error:
            raise Unreadable(f"{key} : {error}") from None
    return Question(
        number,
        values["day"],
        values.get("deliberation", DEFAULT_DELIBERATION),
        values.get("known_at"),
        expect,
        subject,
        str(values.get(subject, "")),
        values.get("item"),
    )
