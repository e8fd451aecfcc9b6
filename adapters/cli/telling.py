"""What the demonstration tells, folded to the screen and never between a word and its sign."""

import re
import sys
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from adapters.cli.output import console, printable

if TYPE_CHECKING:
    from rich.text import Text

    from adapters.stories.account import Said

GLUED = re.compile(
    r" (?=[;:?!»])|(?<=«) |(?<=\bn°) |(?<=\bCGCT) |(?<=\b[LRD]\.) |(?<=\bart\.) |(?<= \d\.) "
)
"""Spaces at which a French line is not folded: « ; », guillemets, « n° 3 », « CGCT L. 5211-57 »."""

ARROW = "→"
"""The label of an answer."""


@dataclass(frozen=True)
class Row:
    """A label (a day, an arrow) and what is said of it."""

    label: str
    sentence: str
    style: str = ""


def line(text: str = "", style: str = "") -> None:
    """A paragraph of its own."""
    for part in folded(text, console(sys.stdout).width) or [""]:
        console(sys.stdout).print(styled(part, style), soft_wrap=True)


def tell(rows: Sequence[Row]) -> None:
    """Rows under one another, their sentences in one column."""
    from rich.text import Text

    there = console(sys.stdout)
    wide = max((len(row.label) for row in rows), default=0) + 2
    for row in rows:
        label = row.label
        for part in folded(row.sentence, there.width - wide):
            sign = row.style if label == ARROW else "bold"
            told = Text.assemble((label.ljust(wide), sign), styled(part, row.style))
            there.print(told, soft_wrap=True)
            label = ""


def rows(said: Iterable["Said"]) -> Iterator[Row]:
    """Lines of an account: what happened on its day, what was answered under an arrow."""
    from adapters.stories.account import Kind
    from domain.law.french import french_date

    styles = {Kind.REFUSED: "red", Kind.LAW: "italic"}
    for each in said:
        if each.kind is Kind.ASKED:
            yield Row(ARROW, asked(each), "green")
            continue
        article = f" ({each.article})" if each.article else ""
        after = f" {each.after}" if each.after else ""
        sentence = f"{each.sentence}{article}.{after}"
        yield Row(french_date(each.day), sentence, styles.get(each.kind, ""))


def asked(said: "Said") -> str:
    """A question that was asked on that day, and its answers."""
    from adapters.stories.language import Question
    from adapters.stories.page import answered

    assert said.told is not None
    assert isinstance(said.told.moment, Question)
    question = said.told.moment
    answers = " ; ".join(answered(key, said.told) for key in question.expect)
    if question.subject == "deliberation":
        return f"N° {question.deliberation} : {answers}."
    return f"Point {question.item} : {answers}." if question.item else f"Séance : {answers}."


def folded(text: str, width: int) -> Sequence[str]:
    """The lines of a text.

    >>> folded("Avis favorable ; séance « A »", 16)
    ['Avis favorable ;', 'séance « A »']
    """
    kept = GLUED.sub("\N{NO-BREAK SPACE}", printable(text))
    parts: Iterable[str] = textwrap.wrap(
        kept, width, break_long_words=False, break_on_hyphens=False
    )
    return [part.replace("\N{NO-BREAK SPACE}", " ") for part in parts]


def styled(text: str, style: str = "") -> "Text":
    from rich.text import Text

    return Text(printable(text), style=style)
