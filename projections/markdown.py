"""Markdown that also reads as plain text; what people typed stays text, and never becomes a mark."""

import re
from collections.abc import Iterable, Sequence
from unicodedata import category

HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Control characters and marks of direction: a page must not show something else than it holds."""

MARKS = re.compile(r"[\\`*\[|~]|<(?=[\w/!?])|&(?=[#\w])|(?<!\w)_|_(?!\w)")


def plain(text: str) -> str:
    r"""Text on one line, its marks escaped.

    >>> print(plain("a | b\n<b>*c*</b>, 50 < 58, piece_1.pdf"))
    a \| b \<b>\*c\*\</b>, 50 < 58, piece_1.pdf
    """
    seen = "".join("�" if category(c) in HIDDEN else c for c in " ".join(text.split()))
    return MARKS.sub(r"\\\g<0>", seen)


def paragraphs(*found: str) -> str:
    """Paragraphs, the empty ones left out, and one last line feed."""
    return "\n\n".join(each for each in found if each) + "\n"


def bullets(*rows: tuple[str, str]) -> str:
    """A label and its value a line."""
    return "\n".join(f"- **{label}** : {plain(value)}" for label, value in rows)


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; its cells are already Markdown."""
    written = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in written)
