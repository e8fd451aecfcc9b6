"""Determinations on record that present knowledge no longer supports: which, since when, why (R-9.6).

Nothing is undone by the machine: each stays listed until a person withdraws or upholds it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select

from domain.deliberation import explain_words
from domain.deliberation.as_known import as_known
from domain.deliberation.dossier import Fact
from domain.deliberation.situation import Situation, situation
from domain.entry import Entry
from domain.events import OpinionDeemedFavourable, ResultProclaimed
from domain.law.french import french_date
from domain.law.records import LawError
from domain.words import Determination, Opinion
from projections import status
from projections.pages_given import every_entry
from projections.words import OUTCOMES


@dataclass(frozen=True)
class Contradiction:
    """One determination that stands on record, and no longer holds."""

    determination: Determination
    fact: Fact[OpinionDeemedFavourable] | Fact[ResultProclaimed]
    since: Entry
    """The entry by which it came to be contradicted: from then on it is listed."""
    stated: str
    """What it says."""
    known: str
    """What present knowledge says instead."""
    withdrawal_until: date | None
    """Last day on which the council may still withdraw the deliberation itself (R-9.4)."""


def contradictions(there: Situation) -> Iterator[Contradiction]:
    """Those of one deliberation on a day, the oldest entry first."""
    until = withdrawal_until(there)
    for fact in contradicted(there):
        match fact.payload:
            case OpinionDeemedFavourable() as minute:
                kind = Determination.DEEMED_OPINION
                stated = f"réputé favorable à compter du {french_date(minute.day)}"
                said = opinion_words(there, minute)
            case ResultProclaimed() as result:
                kind = Determination.RESULT
                stated, said = OUTCOMES[result.outcome], OUTCOMES[there.outcome]
        yield Contradiction(kind, fact, since(there, fact.ref), stated, said, until)


def contradicted(
    there: Situation,
) -> tuple[Fact[OpinionDeemedFavourable] | Fact[ResultProclaimed], ...]:
    """The entries themselves, in the order of recording."""
    found: list[Fact[OpinionDeemedFavourable] | Fact[ResultProclaimed]] = []
    found += there.contradicted_minutes
    if Determination.RESULT in there.contradictions and there.result:
        found.append(there.result)
    return tuple(sorted(found, key=lambda fact: fact.entry.position))


def since(there: Situation, ref: str) -> Entry:
    """Walking back, the entry before which it still held."""
    known = sorted(every_entry(there.dossier), key=lambda entry: entry.position)
    own = next(entry for entry in known if entry.ref == ref)
    for entry in reversed(known):
        if entry.position <= own.position:
            break
        earlier = situation(as_known(there.dossier, entry.position - 1), there.on)
        if ref not in {fact.ref for fact in contradicted(earlier)}:
            return entry
    return own


def opinion_words(there: Situation, minute: OpinionDeemedFavourable) -> str:
    """What the facts known now say of the commune's opinion."""
    if there.course.of(minute.consultation) is None:
        return "la transmission sur laquelle il repose ne compte plus à ce dossier"
    if there.opinion is Opinion.TACIT_FAVOURABLE and there.period:
        return f"réputé favorable à compter du {french_date(there.period.deemed_from)}"
    if there.opinion is Opinion.NOT_READY and there.period and there.vote is None:
        return f"pas encore acquis : délai jusqu'au {french_date(there.period.last_day)}"
    return explain_words.opinion_words(there)


def withdrawal_until(there: Situation) -> date | None:
    """Four months from the vote, for the vote that withdraws (R-9.4); None without a vote."""
    if there.vote is None:
        return None
    day = there.vote.payload.day
    try:
        return there.dossier.law.time_limit("withdrawal", day).period.end(day)
    except LawError:
        return None


def withdrawal_words(until: date, on: date) -> str:
    """« jusqu'au 21 septembre 2026 (encore 110 jours) »."""
    left = (until - on).days
    if left < 0:
        return f"n'était possible que jusqu'au {french_date(until)}"
    when = "dernier jour" if left == 0 else f"encore {left} jour{'s' if left > 1 else ''}"
    return f"possible jusqu'au {french_date(until)} ({when})"


def candidates(on: date) -> Select[Any]:
    """Deliberations of which a determination is contradicted on that day."""
    table = status.table
    return (
        select(table)
        .where(table.c.valid_from <= on, table.c.valid_to >= on, table.c.contradicted != "")
        .order_by(table.c.number)
    )
