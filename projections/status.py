"""Status: where each deliberation stands, one row per stretch of legal days on which nothing changes."""

import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    Select,
    String,
    Table,
    Text,
    or_,
    select,
)

from domain.deliberation.dossier import Dossier
from domain.deliberation.situation import Situation, situation
from domain.words import Stage
from projections.subjects import Subject
from projections.tables import FOREVER, metadata

table = Table(
    "status",
    metadata,
    Column("number", String(15), primary_key=True),
    Column("valid_from", Date, primary_key=True),
    Column("valid_to", Date, nullable=False),
    Column("act_number", String(15)),
    Column("object", Text, nullable=False),
    Column("searched", Text, nullable=False),
    Column("communes", Text, nullable=False),
    Column("commune_codes", Text, nullable=False),
    Column("stage", String(20), nullable=False),
    Column("qualification", String(15)),
    Column("opinion", String(30), nullable=False),
    Column("last_day", Date),
    Column("deemed_from", Date),
    Column("prudent_end", Date),
    Column("may_vote", Boolean),
    Column("majority", String(20)),
    Column("threshold", Integer),
    Column("minuted", Boolean, nullable=False),
    Column("late", Integer, nullable=False),
    Column("vote_day", Date),
    Column("outcome", String(10), nullable=False),
    Column("contradicted", Text, nullable=False),
    Column("irregular", Text, nullable=False),
    Index("status_on", "valid_from", "valid_to"),
)


def row(there: Situation) -> dict[str, Any] | None:
    """What the board shows of that situation; None while the deliberation does not exist."""
    if there.course.draft is None:
        return None
    draft, period = there.course.draft.payload, there.period
    institution = there.dossier.institution
    return {
        "number": there.dossier.number,
        "act_number": there.course.act.payload.number if there.course.act else None,
        "object": draft.object,
        "searched": plain(draft.object),
        "communes": ", ".join(institution.commune_name(code) for code in draft.concerns),
        "commune_codes": "|" + "|".join(draft.concerns) + "|",
        "stage": there.stage.value,
        "qualification": there.qualification.value if there.qualification else None,
        "opinion": there.opinion.value,
        "last_day": period.last_day if period else None,
        "deemed_from": period.deemed_from if period else None,
        "prudent_end": period.prudent_end if period else None,
        "may_vote": there.may_vote,
        "majority": there.majority.value if there.majority else None,
        "threshold": there.threshold,
        "minuted": there.minuted,
        "late": len(there.late_opinions),
        "vote_day": there.vote.payload.day if there.vote else None,
        "outcome": there.outcome.value,
        "contradicted": ",".join(there.contradictions),
        "irregular": ",".join([*there.irregular_ballot, *there.irregularities]),
    }


def rows(dossier: Subject) -> Iterator[dict[str, Any]]:
    """One row per stretch of legal days, each with the first and the last day on which it holds."""
    if not isinstance(dossier, Dossier):
        return
    stretches: list[tuple[date, dict[str, Any] | None]] = []
    for day in dossier.turning_days:
        content = row(situation(dossier, day))
        if not stretches or stretches[-1][1] != content:
            stretches.append((day, content))
    stretches.append((FOREVER, None))
    for (day, content), (following, _) in pairwise(stretches):
        if content is not None:
            last = following if following == FOREVER else eve(following)
            yield {**content, "valid_from": day, "valid_to": last}


def flagged(on: date) -> Select[Any]:
    """Deliberations whose conclusions no longer hold that day, or whose vote was irregular."""
    return select(table.c.number, table.c.contradicted, table.c.irregular).where(
        table.c.valid_from <= on,
        table.c.valid_to >= on,
        or_(table.c.contradicted != "", table.c.irregular != ""),
    )


def eve(day: date) -> date:
    """The day before."""
    return date.fromordinal(day.toordinal() - 1)


@lru_cache(maxsize=1)  # the same object is asked for on each day of its deliberation
def plain(words: str) -> str:
    """Words without case or accents, for searching."""
    decomposed = unicodedata.normalize("NFD", words.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def board(
    on: date, *, commune: str | None = None, stage: Stage | None = None, words: str = ""
) -> Select[Any]:
    """Deliberations as they stand on that day; the abandoned ones only when asked for."""
    query = select(table).where(table.c.valid_from <= on, table.c.valid_to >= on)
    if commune:
        query = query.where(table.c.commune_codes.contains(f"|{commune}|", autoescape=True))
    if stage:
        query = query.where(table.c.stage == stage.value)
    else:
        query = query.where(table.c.stage != Stage.ABANDONED.value)
    for word in plain(words).split():
        query = query.where(table.c.searched.contains(word, autoescape=True))
    return query.order_by(table.c.last_day.is_(None), table.c.last_day, table.c.number)
