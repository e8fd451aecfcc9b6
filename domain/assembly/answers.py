"""The answers about a meeting and its items, by name: what stories ask, what a preview compares."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from domain.assembly.afterwards import Duty, duties
from domain.assembly.assembly import Assembly
from domain.assembly.meetings import Meeting
from domain.deliberation.answers import Answers
from domain.deliberation.contested import why_contested
from domain.deliberation.situation import situation
from domain.words import Body

OF_AN_ITEM = (
    "convocation",
    "in_office",
    "quorum",
    "present",
    "quorum_met",
    "votes",
    "kind",
    "outcome",
    "irregular",
    "named",
)
"""What is asked of an item of the agenda; the convocation is asked of the meeting too."""

NOTHING: Mapping[str, Any] = dict.fromkeys(
    (
        *OF_AN_ITEM,
        "videoconference",
        "convocation_to_councillors",
        "list",
        "list_to_councillors",
        "minutes",
        "minutes_to_councillors",
        "opinions_to_councillors",
        "report",
    )
)
"""A meeting that nobody convened has no answer to anything."""


def meeting_answers(there: Assembly, meeting: Meeting, item: int | None, day: date) -> Answers:
    """Every answer about a meeting, and about an item of it where one is asked for."""
    found: Answers = dict(NOTHING)
    if not meeting.convened_by(day):
        return found
    convocation = meeting.convocation(item, day)
    found["convocation"] = convocation.value if convocation else None
    for duty in duties(meeting, there.law, day):
        found[duty.key] = last_day_and_state(duty)
    found["videoconference"] = meeting.remote(day)
    found["report"] = there.report(meeting, day)
    if item is not None and meeting.body in (Body.COUNCIL, Body.BUREAU):
        found |= item_answers(there, meeting, item, day)
    return found


def item_answers(there: Assembly, meeting: Meeting, number: int, day: date) -> Answers:
    """Every answer about an item of its agenda; of a deliberation, what it decided under the readings."""
    ballot = meeting.ballot(number)
    voted = ballot is not None and ballot.day <= day
    item, named = meeting.item(number), meeting.named(number, day)
    outcome = meeting.plain_outcome(number, day).value
    irregular = [i.value for i in meeting.irregularities(number, day)]
    if voted and ballot and item and item.deliberation:
        there_then = situation(there.dossier(item.deliberation), day)
        outcome = there_then.outcome.value
        irregular += [i.value for i in there_then.irregularities]
    return {
        "in_office": meeting.in_office(number, day),
        "quorum": meeting.quorum(number, day),
        "present": len(meeting.present(number, day)),
        "quorum_met": meeting.quorum_met(number, day),
        "votes": meeting.votes(number, day),
        "named": len(named.payload.names) if voted and named else None,
        "kind": ballot.payload.kind.value if voted and ballot else None,
        "outcome": outcome,
        "irregular": irregular,
    }


def last_day_and_state(found: Duty) -> list[Any]:
    """« Until when, and where it stands », as JSON has it."""
    return [found.last_day, found.state.value]


def contested(there: Assembly, meeting: Meeting, number: int, on: date) -> str:
    """Why the result of the ballot on that item is contested; empty where nobody contests it."""
    item, ballot = meeting.item(number), meeting.ballot(number)
    if item is None or item.deliberation is None or ballot is None or ballot.day > on:
        return ""
    voted = situation(there.dossier(item.deliberation), on)
    return why_contested(voted) if voted.vote and voted.vote.ref == ballot.ref else ""


# --- By name: what a person asks, and no count tells ------------------------------------------------------


def recipients(meeting: Meeting) -> list[str]:
    """To whom the convocation was sent: members, and of the council their substitutes (R-4.8)."""
    if meeting.convened is None or meeting.held is None:
        return []
    of_council = meeting.body is Body.COUNCIL
    substitutes = meeting.bodies.substitutes(meeting.held).values() if of_council else ()
    omitted = meeting.convened.payload.omitted
    return [name for name in (*meeting.members(), *substitutes) if name not in omitted]


def absent(meeting: Meeting, item: int, on: date) -> list[str]:
    """Members who were not there at an item, nor their substitutes; represented or not."""
    if not meeting.opened_by(on) or meeting.held is None:
        return []
    room, substitutes = meeting.in_the_room(item, on), meeting.bodies.substitutes(meeting.held)
    away = (name for name in meeting.members() if name not in room)
    return [name for name in away if substitutes.get(name) not in room]


def in_order(meeting: Meeting, names: Collection[str]) -> list[str]:
    """Names in the order of the body, substitutes last."""
    members = meeting.members()
    return [m for m in members if m in names] + sorted(set(names) - set(members))
