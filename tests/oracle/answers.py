"""The determinations on record, and the answer to every key of the table of questions."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from tests.oracle.days import ONE, prudent_end
from tests.oracle.knowledge import REACTIONS, Entries, Entry, Fact, Minute, stands
from tests.oracle.situation import (
    SEATS,
    Situation,
    allowed,
    irregular,
    late,
    majority,
    opinion,
    outcome,
    situation,
    the_first,
)


def reacted(
    entries: Entries, deliberation: str, kind: str, position: int, on: date, do: Sequence[str]
) -> bool:
    """« Withdrawing and upholding hold from their own day on, for all determinations of that kind
    on the deliberation recorded before; what was upheld is not contradicted again. »"""
    return any(
        e.do in do
        and e.told["determination"] == kind
        and e.deliberation == deliberation
        and e.position > position
        and Fact(e, e.told).day <= on
        and stands(entries, e)
        for e in entries
    )


def minutes_on(entries: Entries, deliberation: str) -> list[tuple[Entry, Minute]]:
    """The minutes on record, those of a sweep that is annulled left out."""
    return [
        (e, minute)
        for e in entries
        if e.do == "sweep" and stands(entries, e)
        for minute in e.minutes
        if minute.deliberation == deliberation
    ]


def of_the_first_kind(
    entries: Entries, deliberation: str, now: Situation
) -> list[tuple[Entry, Minute]]:
    """« of the consultation in force »; one that is withdrawn on that day does not stand."""
    return [
        (e, minute)
        for e, minute in minutes_on(entries, deliberation)
        if now.sending is not None
        and minute.sending == now.sending.position
        and not reacted(entries, deliberation, "deemed_opinion", e.position, now.on, ("withdraw",))
    ]


def minuted(entries: Entries, deliberation: str, now: Situation) -> bool:
    """« whether a deemed opinion on the consultation in force is on record, not withdrawn, its
    legal day reached »"""
    return any(m.day <= now.on for _, m in of_the_first_kind(entries, deliberation, now))


def deemed_contradicted(entries: Entries, deliberation: str, now: Situation) -> bool:
    for entry, minute in minutes_on(entries, deliberation):
        if minute.day > now.on:
            continue  # « their legal day reached »
        if reacted(entries, deliberation, "deemed_opinion", entry.position, now.on, REACTIONS):
            continue  # « neither withdrawn nor upheld »
        if now.sending is not None and minute.sending == now.sending.position:
            # « another opinion or another legal day »
            if opinion(now) != "TACIT_FAVOURABLE" or now.period is None:
                return True
            if now.period.last_day() + ONE != minute.day:
                return True
            continue
        # « of a sending that no longer counts there (annulled, moved away, or of a later day than
        # the one asked for), which is contradicted; of a closed consultation, which nobody asks
        # about »
        sending = next((f for f in now.facts if f.position == minute.sending), None)
        if sending is None or sending.day > now.on:
            return True
    return False


def result_contradicted(entries: Entries, deliberation: str, now: Situation) -> bool:
    """« A result belongs to its vote, and is annulled or moved with it. » « for the result, another
    outcome » (R-9.6)."""
    if now.vote is None or outcome(now) == now.vote.values["proclaimed"]:
        return False
    return not reacted(entries, deliberation, "result", now.vote.position, now.on, REACTIONS)


def contradicted(entries: Entries, deliberation: str, now: Situation) -> list[str]:
    """« deemed_opinion, result (R-9.6), in this order »"""
    if the_first(now.facts, "draft", now.on) is None:
        return []  # « void: it answers as if nothing had happened »
    found = []
    if deemed_contradicted(entries, deliberation, now):
        found.append("deemed_opinion")
    if result_contradicted(entries, deliberation, now):
        found.append("result")
    return found


def answers(entries: Entries, deliberation: str, on: date) -> dict[str, Any]:
    """Every key of the table of questions."""
    now = situation(entries, deliberation, on)
    void = the_first(now.facts, "draft", on) is None
    shown = now.period if now.applies else None  # « null when NOT_REQUIRED or not qualified »
    last_day = shown.last_day() if shown else None
    needed = majority(now)
    return {
        "opinion": opinion(now),
        "start": shown.start if shown else None,
        "last_day": last_day,
        "deemed_from": last_day + ONE if last_day else None,
        "prudent_end": prudent_end(last_day) if last_day else None,
        "majority": needed,
        "threshold": -(-2 * SEATS // 3) if needed == "TWO_THIRDS_MEMBERS" else None,
        "outcome": outcome(now),
        "robust": outcome(now) != "CONTESTED" if now.vote else None,
        "late": late(now),
        "may_vote": None if now.vote else allowed(now),
        "irregular": irregular(now),
        "minuted": not void and minuted(entries, deliberation, now),
        "contradicted": contradicted(entries, deliberation, now),
    }
