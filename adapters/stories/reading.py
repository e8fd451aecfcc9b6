"""How the values of a story are read: strictly, each by its key, each error in a sentence."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from adapters.system_words import system_words

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
        raise Unreadable(f"ce fichier ne s'ouvre pas ({system_words(error)})") from None
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
