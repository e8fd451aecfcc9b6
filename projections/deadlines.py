"""Deadlines: every period that runs or has run out, one row per period and stretch of legal days."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from sqlalchemy import Column, Date, Index, Select, String, Table, Text, func, select

from domain.deliberation.deadlines import Deadline, DeadlineState, deadlines
from domain.deliberation.dossier import Dossier
from domain.deliberation.situation import situation
from projections.status import eve
from projections.tables import FOREVER, metadata

table = Table(
    "deadlines",
    metadata,
    Column("number", String(15), primary_key=True),
    Column("kind", String(20), primary_key=True),
    Column("ref", String(40), primary_key=True),
    Column("valid_from", Date, primary_key=True),
    Column("valid_to", Date, nullable=False),
    Column("object", Text, nullable=False),
    Column("commune", String(5), nullable=False),
    Column("procedure", String(20), nullable=False),
    Column("article", Text, nullable=False),
    Column("starts", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("deemed_from", Date, nullable=False),
    Column("prudent_end", Date, nullable=False),
    Column("state", String(10), nullable=False),
    Column("who_acts", Text, nullable=False),
    Column("effect", Text, nullable=False),
    Index("deadlines_by_last_day", "state", "last_day"),
)


def rows(dossier: Dossier) -> Iterator[dict[str, Any]]:
    """The stretches of legal days on which each deadline of this deliberation does not change."""
    stretches: dict[str, list[tuple[date, dict[str, Any]]]] = {}
    for day in dossier.turning_days:
        there = situation(dossier, day)
        found = {deadline.ref: deadline for deadline in deadlines(there)}
        for ref, deadline in found.items():
            content = row(dossier, deadline)
            stretch = stretches.setdefault(ref, [])
            if not stretch or stretch[-1][1] != content:
                stretch.append((day, content))
        for ref, stretch in stretches.items():
            if ref not in found and stretch[-1][1]:
                stretch.append((day, {}))
    for stretch in stretches.values():
        for (day, content), (following, _) in pairwise([*stretch, (FOREVER, {})]):
            if content:
                last = following if following == FOREVER else eve(following)
                yield {**content, "valid_from": day, "valid_to": last}


def row(dossier: Dossier, deadline: Deadline) -> dict[str, Any]:
    """What a list of deadlines shows of it."""
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


OPEN = (DeadlineState.RUNNING.value, DeadlineState.DUE.value)


def open_deadlines(on: date, *, before: date | None = None) -> Select[Any]:
    """Periods on which somebody still has to act that day, ending on or before a day."""
    query = select(table).where(
        table.c.state.in_(OPEN), table.c.valid_from <= on, table.c.valid_to >= on
    )
    if before is not None:
        query = query.where(table.c.last_day <= before)
    return query.order_by(table.c.last_day, table.c.number)


def due(on: date) -> Select[Any]:
    """What has run out by that day and is not minuted: the clerk's sheet."""
    return (
        select(table.c.number, table.c.ref)
        .where(
            table.c.state == DeadlineState.DUE.value,
            table.c.valid_from <= on,
            table.c.valid_to >= on,
        )
        .order_by(table.c.deemed_from, table.c.number)
    )


def oldest_due(on: date) -> Select[Any]:
    """The first day of the oldest opinion that is deemed and not minuted."""
    return select(func.min(table.c.deemed_from)).where(
        table.c.state == DeadlineState.DUE.value, table.c.valid_from <= on, table.c.valid_to >= on
    )
