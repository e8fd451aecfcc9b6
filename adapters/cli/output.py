"""What is shown: results on stdout, messages on stderr, one versioned envelope for programs.

On a terminal, text is folded to its width; elsewhere a line stays a line, however long, so that
``grep`` finds it whole. Colour only where somebody can see it and has not asked for none.
"""

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from enum import Enum
from textwrap import wrap
from typing import TYPE_CHECKING, Any, TextIO
from uuid import UUID

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Column, Table


TOO_LONG = 24
"""A longer word may be cut in a table: it is an address or a hash."""


def colourless() -> bool:
    """Whether colour is refused (https://no-color.org) or cannot be shown."""
    return bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"


def printable(text: object) -> str:
    """A register holds what people typed: control characters would be obeyed by a terminal."""
    return "".join(c if c.isprintable() or c == "\n" else "�" for c in str(text))


def hush() -> None:
    """Nobody reads us any more: the interpreter must not complain again when it closes the stream."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def console(stream: TextIO) -> "Console":
    from rich.console import Console

    return Console(
        file=stream,
        color_system=None if colourless() else "auto",
        highlight=False,
        markup=False,
        emoji=False,
    )


def say(text: object = "", style: str = "", *, indent: int = 0) -> None:
    """One line of the result; on a terminal, its continuation lines are indented like it."""
    _write(sys.stdout, text, style, indent)


def note(text: object) -> None:
    """A message that is not the result: what comes next, how far it is."""
    _write(sys.stderr, text, "dim")


def warn(text: object) -> None:
    """A warning: it never blocks."""
    _write(sys.stderr, f"Attention : {text}", "yellow")


def complain(*lines: str) -> None:
    """What went wrong."""
    for line in lines:
        _write(sys.stderr, line, "red")


def _write(stream: TextIO, text: object, style: str, indent: int = 0) -> None:
    if not stream.isatty() or text == "":
        stream.write(f"{' ' * indent}{printable(text)}\n")
        return
    from rich.padding import Padding

    there = console(stream)
    there.print(
        Padding(there.render_str(printable(text)), (0, 0, 0, indent), expand=False), style=style
    )


class Progress:
    """How far a long task is: one line of the terminal, written over and over."""

    ERASED = "\r\x1b[K"

    def __init__(self, label: str, shown: bool) -> None:
        self.label, self.shown = label, shown

    def __call__(self, done: int) -> None:
        self._put(f"{self.ERASED}{self.label} : {done}")

    def clear(self) -> None:
        """Make room for a line of the result."""
        self._put(self.ERASED)

    def _put(self, text: str) -> None:
        if self.shown:
            sys.stderr.write(text)
            sys.stderr.flush()


@contextmanager
def progress(label: str) -> Iterator[Progress]:
    """How far a long task is, on a terminal; silence elsewhere."""
    line = Progress(label, sys.stderr.isatty() and not colourless())
    try:
        yield line
    finally:
        line.clear()


def counted(count: int, noun: str) -> str:
    """
    >>> counted(0, "ligne"), counted(2, "ligne")
    ('0 ligne', '2 lignes')
    """
    return f"{count} {noun}{'s' if count > 1 else ''}"


def show(table: "Table") -> None:
    """A table: folded to the terminal, or bare and as wide as its text where nobody looks.

    On a terminal too narrow for its words, each row is told as a paragraph instead.
    """
    there = console(sys.stdout)
    whole = there.measure(table, options=there.options.update(width=100_000)).maximum
    if sys.stdout.isatty():
        fold(table, whole - there.width)
        if whole > there.width and cramped(table, there.width):
            tell_rows(table)
        else:
            there.print(table)
        return
    table.box = None
    there.width = max(whole, 1)
    with there.capture() as captured:
        there.print(table)
    sys.stdout.writelines(f"{line.rstrip()}\n" for line in captured.get().splitlines())


def fold(table: "Table", excess: int) -> None:
    """Take so many columns of the terminal from what may run over several lines.

    The widest gives first, down to its longest word: the table's own way would cut
    « Chevigny-Saint-Sauveur » in two. Where there is no room for all words, the longest is cut.
    """
    folded = [column for column in table.columns if not column.no_wrap]
    widths = [longest(column, "\n") for column in folded]
    least = [min(longest(column, None), TOO_LONG) for column in folded]
    for _ in range(min(excess, sum(widths) - len(widths))):
        spare = [n for n, width in enumerate(widths) if width > least[n]]
        widths[max(spare or range(len(widths)), key=widths.__getitem__)] -= 1
    for column, width in zip(folded, widths, strict=True):
        column.width = width


TALL = 4
"""A row of more lines is read more easily as a paragraph."""


def cramped(table: "Table", width: int) -> bool:
    """Whether its folded columns cut words, or make a row too tall to be read across."""
    if not table.show_header:
        return longest(table.columns[0], "\n") > width // 2
    folded = [column for column in table.columns if column.width]
    return any(
        column.width < min(longest(column, None), TOO_LONG)
        or any(len(wrap(str(each), column.width)) > TALL for each in column.cells)
        for column in folded
        if column.width
    )


def tell_rows(table: "Table") -> None:
    """Each row as a paragraph: its first value and what is short on a line, then what is long."""
    labels = ["", *(str(column.header) for column in table.columns[1:])]
    for index, row in enumerate(zip(*(column.cells for column in table.columns), strict=True)):
        if not table.show_header:
            say(" : ".join(str(each) for each in row))
            continue
        if index:
            say()
        told = [
            (label, str(value), column.no_wrap)
            for label, value, column in zip(labels, row, table.columns, strict=True)
            if str(value) not in ("", "—")
        ]
        short = [f"{label} {value}".strip() for label, value, one in told if one or not label]
        say(" · ".join(" ".join(each.split()) for each in short), "bold")
        for label, value, one in told:
            if label and not one:
                say(f"{label} : {value}", indent=2)


def longest(column: "Column", between: str | None) -> int:
    """The longest of its lines, or of its words."""
    cells = (str(each) for each in (column.header, *column.cells))
    return max((len(part) for cell in cells for part in cell.split(between)), default=0)


def grid(*headers: str, folded: Sequence[str] = ()) -> "Table":
    """An empty table. Columns keep their words on one line, but those that may be folded."""
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
    for header in headers:
        table.add_column(header, overflow="fold", no_wrap=header not in folded)
    return table


def facts(rows: Iterable[tuple[str, object]]) -> "Table":
    """Labels and values, one pair a line."""
    from rich.table import Table

    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, style="bold")
    table.add_column(overflow="fold")
    for label, value in rows:
        table.add_row(label, printable(value))
    return table


def cell(value: object) -> str:
    """A value in a table: a day as people here write it, nothing as a dash."""
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return "oui" if value else "non"
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else printable(value)


def as_json(value: Any) -> Any:
    """Days and instants in ISO 8601; a word of a closed list by its name for programs."""
    match value:
        case Enum():
            return value.value
        case datetime() | date():
            return value.isoformat()
        case UUID():
            return str(value)
        case dict():
            return {str(key): as_json(each) for key, each in value.items()}
        case list() | tuple() | set() | frozenset():
            return [as_json(each) for each in value]
        case _:
            return value


def streamed(
    command: str,
    before: dict[str, Any],
    name: str,
    items: Iterable[dict[str, Any]],
    after: Callable[[], dict[str, Any]],
) -> None:
    """The same envelope, around a list too long to be held; ``after`` is known at its end."""
    head = json.dumps({"schema": f"tacite.{command}/1", **as_json(before)}, ensure_ascii=False)
    sys.stdout.write(f"{head.removesuffix('}')}, {json.dumps(name)}: [")
    for ordinal, item in enumerate(items):
        sys.stdout.write("," * (ordinal > 0) + "\n")
        sys.stdout.write(json.dumps(as_json(item), ensure_ascii=False))
    tail = json.dumps(as_json(after()), ensure_ascii=False)
    sys.stdout.write(f"\n], {tail.removeprefix('{')}\n")


def envelope(command: str, content: dict[str, Any], *, ok: bool = True) -> None:
    """The versioned shape of every answer for programs."""
    body = {"schema": f"tacite.{command}/1", "ok": ok, **as_json(content)}
    sys.stdout.write(json.dumps(body, ensure_ascii=False, indent=2) + "\n")
