"""The evening on which the demonstration opens, and what becomes of the deliberations voted there."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from adapters.cli.output import cell, grid, show
from adapters.cli.telling import line, rows, tell

if TYPE_CHECKING:
    from rich.table import Table

    from adapters.office import Office
    from adapters.stories.account import Said
    from adapters.stories.season import Case
    from domain.assembly.meetings import Meeting

MEETING = "CM-2026-05"
FOLLOWED = "2026-011"
"""The deliberation whose life is told until the act is enforceable."""
OTHER = "2026-012"
"""The one that a voice is missing."""

NAMED = 2
"""Of a row of proxies, those that are named at each end: « tacite meeting show » names them all."""


def tell_evening(case: "Case", said: Sequence["Said"], office: "Office") -> None:
    """Three chapters: the evening, the life of one deliberation, and why the other wanted 58 votes."""
    from adapters.assembly import assembly
    from adapters.cli.meeting_show import agenda_table

    there = assembly(office)
    meeting = there.meeting(MEETING)
    assert meeting.held is not None
    mine = [each for each in said if each.told and each.told.moment in case.moments]

    line()
    line(f"1. {case.title}", "bold cyan")
    tell(list(rows(proxies_together(that_evening(mine, meeting)))))
    line()
    show(agenda_table(there, meeting, meeting.held))

    line()
    line(f"2. La délibération n° {FOLLOWED}, du projet à l'acte exécutoire", "bold cyan")
    tell(list(rows(life(FOLLOWED, mine, meeting))))
    line()
    show(limits_table(office))

    line()
    line(f"3. La délibération n° {OTHER}, et les deux tiers qu'il lui fallait", "bold cyan")
    tell(list(rows(life(OTHER, mine, meeting))))


def that_evening(mine: Sequence["Said"], meeting: "Meeting") -> Iterator["Said"]:
    """From the notice to the end of the sitting. What the notice says of its agenda is said once."""
    assert meeting.convened is not None
    assert meeting.held is not None
    for each in mine:
        noted = each.number and each.told and each.told.recorded and each.day != meeting.held
        if meeting.convened.day <= each.day <= meeting.held and not noted:
            yield each


def life(number: str, mine: Sequence["Said"], meeting: "Meeting") -> Iterator["Said"]:
    """What was told of a deliberation, with its ballot, and of the list on which it stands."""
    from adapters.stories.account import Kind
    from adapters.stories.season import LAST_DAY

    voted = [each.told for each in mine if each.number == number and each.day == meeting.held]
    for each in mine:
        followed = number == FOLLOWED and each.meeting and each.day > (meeting.held or LAST_DAY)
        balloted = any(each.told is told for told in voted)
        # On the last day, the table of the periods says it.
        last = each.kind is Kind.ASKED and each.day == LAST_DAY
        if (each.number == number or balloted or followed) and not last:
            yield each


def proxies_together(said: Iterator["Said"]) -> Iterator["Said"]:
    """One line for the proxies recorded in a row."""
    from domain.assembly.meeting_events import ProxyGiven

    def given(each: "Said") -> bool:
        told = each.told
        return bool(told and told.recorded and isinstance(told.attempted, ProxyGiven))

    for proxies, group in groupby(said, given):
        lines = list(group)
        if not proxies or len(lines) <= 2 * NAMED:
            yield from lines
            continue
        named = [each.sentence for each in (*lines[:NAMED], *lines[-1:])]
        first, last = ", ".join(named[:-1]), named[-1]
        yield replace(lines[0], sentence=f"{len(lines)} pouvoirs écrits : {first} … {last}")


def limits_table(office: "Office") -> "Table":
    """Who may still undo the act, and until when."""
    from adapters.stories.season import LAST_DAY
    from domain.assembly.afterwards import limits
    from projections.assembly_answers import LIMITS

    table = grid("Délai", "À compter du", "Dernier jour", "Texte", folded=("Texte",))
    for limit in sorted(
        limits(office.situation(FOLLOWED, LAST_DAY)), key=lambda each: each.last_day
    ):
        table.add_row(LIMITS[limit.key], cell(limit.starts), cell(limit.last_day), limit.article)
    return table
