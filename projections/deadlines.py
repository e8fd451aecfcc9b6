"""Deadlines: every period that runs or has run out, one row per period and stretch of legal days."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Date,
    Index,
    Select,
    String,
    Table,
    Text,
    bindparam,
    func,
    select,
)

from domain.assembly.deadlines import (
    DutyDeadline,
    act_days,
    act_deadlines,
    meeting_days,
    meeting_deadlines,
    year_days,
    year_deadlines,
)
from domain.deliberation.deadlines import Deadline, DeadlineState, deadlines, is_open
from domain.deliberation.dossier import Dossier
from domain.deliberation.situation import situation
from projections.status import eve
from projections.subjects import MeetingFile, Subject, YearFile
from projections.tables import FOREVER, metadata

table = Table(
    "deadlines",
    metadata,
    Column("number", String(120), primary_key=True),
    Column("kind", String(30), primary_key=True),
    Column("ref", String(120), primary_key=True),
    Column("valid_from", Date, primary_key=True),
    Column("valid_to", Date, nullable=False),
    Column("object", Text, nullable=False),
    Column("commune", String(5)),
    Column("procedure", String(20)),
    Column("article", Text, nullable=False),
    Column("starts", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("deemed_from", Date),
    Column("prudent_end", Date),
    Column("state", String(10), nullable=False),
    Column("who_acts", Text, nullable=False),
    Column("effect", Text, nullable=False),
    Index("deadlines_by_last_day", "state", "last_day"),
)


Row = dict[str, Any]


def rows(subject: Subject) -> Iterator[Row]:
    """The stretches of legal days on which each deadline of a subject does not change."""
    match subject:
        case Dossier() as dossier:
            last = situation(dossier, dossier.turning_days[-1]) if dossier.turning_days else None
            days = {*dossier.turning_days, *(act_days(last) if last else ())}
            yield from stretched(days, lambda day: of_dossier(dossier, day))
        case MeetingFile(number=number, meeting=meeting, law=law):
            days = meeting_days(meeting, law)
            yield from stretched(
                days, lambda day: (duty(number, d) for d in meeting_deadlines(meeting, law, day))
            )
        case YearFile(assembly=assembly, number=number):
            days = year_days(assembly)
            yield from stretched(
                days, lambda day: (duty(number, d) for d in year_deadlines(assembly, day))
            )


def stretched(days: Iterable[date], on: Callable[[date], Iterable[Row]]) -> Iterator[Row]:
    """Each row with the first and the last day on which it holds."""
    stretches: dict[tuple[str, str], list[tuple[date, Row]]] = {}
    for day in sorted(days):
        found = {(row["kind"], row["ref"]): row for row in on(day)}
        for key, content in found.items():
            stretch = stretches.setdefault(key, [])
            if not stretch or stretch[-1][1] != content:
                stretch.append((day, content))
        for key, stretch in stretches.items():
            if key not in found and stretch[-1][1]:
                stretch.append((day, {}))
    for stretch in stretches.values():
        for (day, content), (following, _) in pairwise([*stretch, (FOREVER, {})]):
            if content:
                last = following if following == FOREVER else eve(following)
                yield {**content, "valid_from": day, "valid_to": last}


def of_dossier(dossier: Dossier, day: date) -> Iterator[Row]:
    """The periods of a deliberation on a day: the commune's, then those against the act."""
    there = situation(dossier, day)
    for deadline in deadlines(there):
        yield row(dossier, deadline)
    for limit in act_deadlines(there):
        yield duty(dossier.number, limit)


def row(dossier: Dossier, deadline: Deadline) -> Row:
    """What a list of deadlines shows of the period of an opinion."""
    draft = dossier.whole_course.draft
    return {
        "number": dossier.number,
        "kind": deadline.kind.value,
        "ref": deadline.ref,
        "object": draft.payload.object if draft else "",
        "commune": deadline.commune,
        "procedure": deadline.procedure,
        "article": deadline.article,
        "starts": deadline.period.start,
        "last_day": deadline.period.last_day,
        "deemed_from": deadline.period.deemed_from,
        "prudent_end": deadline.period.prudent_end,
        "state": deadline.state.value,
        "who_acts": deadline.who_acts,
        "effect": deadline.effect,
    }


def duty(number: str, found: DutyDeadline) -> Row:
    """What a list of deadlines shows of something to be done, or of a period against an act."""
    return {
        "number": number,
        "kind": found.kind.value,
        "ref": found.ref,
        "object": found.object,
        "commune": None,
        "procedure": None,
        "article": found.article,
        "starts": found.starts,
        "last_day": found.last_day,
        "deemed_from": None,
        "prudent_end": None,
        "state": found.state.value,
        "who_acts": found.who_acts,
        "effect": found.effect,
    }


OPEN = tuple(state.value for state in DeadlineState if is_open(state))


def open_deadlines(on: date, *, before: date | None = None) -> Select[Any]:
    """Periods on which somebody still has to act that day, ending on or before a day."""
    query = select(table).where(
        table.c.state.in_(OPEN), table.c.valid_from <= on, table.c.valid_to >= on
    )
    if before is not None:
        query = query.where(table.c.last_day <= before)
    return query.order_by(table.c.last_day, table.c.number)


DUE = (
    select(table.c.number, table.c.ref)
    .where(
        table.c.state == DeadlineState.DUE.value,
        table.c.valid_from <= bindparam("on", type_=Date),
        table.c.valid_to >= bindparam("on", type_=Date),
    )
    .order_by(table.c.deemed_from, table.c.number)
)
"""What has run out by the day ``on`` and is not minuted: the clerk's sheet. Made once, for every day."""


def due(connection: Connection, on: date) -> Sequence[tuple[str, str]]:
    """The numbers and entries on the clerk's sheet of that day, oldest first."""
    found: Sequence[Any] = connection.execute(DUE, {"on": on}).all()
    return found


def oldest_due(on: date) -> Select[Any]:
    """The first day of the oldest opinion that is deemed and not minuted."""
    return select(func.min(table.c.deemed_from)).where(
        table.c.state == DeadlineState.DUE.value, table.c.valid_from <= on, table.c.valid_to >= on
    )
