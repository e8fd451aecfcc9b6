"""Test vectors of the law (vecteurs): the evaluator behind ``tacite law check FILE.csv``.

A file is UTF-8, comma-separated, quoted as RFC 4180 says, its header ``id,rule,inputs,expected``.
Whatever the grammar does not name is an error, never a pass: a row is right, wrong or unreadable.
The rules are in ``vector_rules.py``, the types of their inputs in ``vector_values.py``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from adapters.system_words import system_words
from adapters.vector_rules import RULES
from adapters.vector_values import Unreadable, inputs_of, written
from domain.law.records import LawError

HEADER = ["id", "rule", "inputs", "expected"]

_FIELD = r'(?:"[^"]*+(?:""[^"]*+)*+"|[^",\r\n]*+)'
"""Possessive (``*+``): a file made to be slow to refuse is refused at once."""
_RECORD = re.compile(rf"({_FIELD}(?:,{_FIELD})*)(?:\r\n|\r|\n|\Z)")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_BREAK = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class Wrong:
    """A row whose result is another than the expected one."""

    line: int
    id: str
    rule: str
    wanted: str
    got: str


@dataclass(frozen=True)
class NotRead:
    """A row that is not a case of the grammar, and why, in French. ``line`` 0: the whole file."""

    line: int
    id: str
    why: str


@dataclass(frozen=True)
class Report:
    """What became of every row of one file."""

    path: str
    right: int
    wrong: tuple[Wrong, ...]
    unreadable: tuple[NotRead, ...]

    @property
    def rows(self) -> int:
        return self.right + len(self.wrong) + sum(1 for row in self.unreadable if row.line)

    @property
    def exit_code(self) -> int:
        """2 if something cannot be read, else 1 if a row is wrong, else 0."""
        return 2 if self.unreadable else 1 if self.wrong else 0


def check(path: Path) -> Report:
    """Evaluate every row of a file. Never raises for what the file holds or for its absence."""
    try:
        text = _text(path)
        rows = _rows(text)
    except Unreadable as why:
        return Report(_shown(path), 0, (), (NotRead(0, "", str(why)),))

    right, wrong, unreadable = 0, [], []
    first_line: dict[str, int] = {}
    for line, fields in rows:
        name = fields[0] if fields else ""
        try:
            if fields is None:
                raise Unreadable(
                    "guillemets mal placés : un champ entre guillemets l'est en entier"
                )
            if len(fields) != len(HEADER):
                raise Unreadable(f"{len(fields)} champs au lieu de {len(HEADER)}")
            name, rule, inputs, wanted = fields
            if not name.strip():
                raise Unreadable("le cas n'a pas d'identifiant")
            if name in first_line:
                raise Unreadable(f"identifiant déjà pris, ligne {first_line[name]}")
            first_line[name] = line
            got = evaluate(rule, inputs)
        except Unreadable as why:
            unreadable.append(NotRead(line, name, str(why)))
            continue
        if got == wanted:
            right += 1
        else:
            wrong.append(Wrong(line, name, rule, wanted, got))
    return Report(_shown(path), right, tuple(wrong), tuple(unreadable))


def evaluate(rule: str, inputs: str) -> str:
    """The result of one row, as text. Raises Unreadable.

    >>> evaluate("add_months", "start=2026-01-31;n=1")
    '2026-02-28'
    """
    if rule not in RULES:
        raise Unreadable(f"règle inconnue : « {rule} »")
    function = RULES[rule]
    values = inputs_of(function, inputs)
    try:
        return written(function(**values))
    except LawError as why:
        raise Unreadable(str(why)) from None


def _shown(path: Path) -> str:
    """A file name may hold bytes that are no text, which nothing could then print."""
    return str(path).encode(errors="replace").decode()


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise Unreadable("le fichier n'existe pas") from None
    except IsADirectoryError:
        raise Unreadable("c'est un dossier, non un fichier") from None
    except OSError as why:
        raise Unreadable(f"le fichier ne se lit pas ({system_words(why)})") from None
    except ValueError:  # a NUL byte in the path
        raise Unreadable("ce n'est pas un nom de fichier") from None
    if not data:
        raise Unreadable("le fichier est vide")
    try:
        return data.decode("utf-8-sig")  # a byte-order mark is Excel's way of saying « UTF-8 »
    except UnicodeDecodeError as why:
        raise Unreadable(f"le fichier n'est pas en UTF-8 (octet {why.start})") from None


def _rows(text: str) -> list[tuple[int, list[str] | None]]:
    """The records after the header, each with its first line. Raises Unreadable."""
    records = list(_records(text))
    if not records or records[0][1] != HEADER:
        raise Unreadable(
            f"ce n'est pas un fichier de vecteurs : l'en-tête doit être {','.join(HEADER)}"
        )
    if len(records) == 1:
        raise Unreadable("le fichier n'a aucun cas")
    return records[1:]


def _records(text: str) -> Iterator[tuple[int, list[str] | None]]:
    """RFC 4180, to the letter: None for a line that is not a record. Empty lines say nothing.

    The standard library's reader takes a quote in the middle of a field for a character: a row
    could then be judged on something else than what its file says.
    """
    position, line = 0, 1
    while position < len(text):
        match = _RECORD.match(text, position)
        # A record that is none is dropped with its line; those after it are still read.
        end = match.end() if match else _LINE.match(text, position).end()  # type: ignore[union-attr]
        raw = text[position:end]
        if match is None:
            yield line, None
        elif match[1]:
            yield line, [_unquoted(field) for field in re.findall(rf"(?:^|,)({_FIELD})", match[1])]
        position = end
        line += len(_BREAK.findall(raw))


def _unquoted(field: str) -> str:
    return field[1:-1].replace('""', '"') if field.startswith('"') else field
