"""The answer to every question of ``stories/institutions.md``."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from tests.oracle.answers import answers as by_the_readme
from tests.oracle.days import as_day
from tests.oracle.institutions_bodies import (
    agreements_of,
    bureau,
    capacity,
    chair,
    commission_members,
    commissions_of,
    how_many,
    in_service,
    services_of,
)
from tests.oracle.institutions_knowledge import (
    MAYORS,
    Known,
    add_months,
    council,
    franc_months,
    told_to_the_readme,
)
from tests.oracle.institutions_meetings import (
    ITEM_KEYS,
    Meeting,
    about_an_item,
    convocation,
    meeting_on,
)
from tests.oracle.knowledge import Fact
from tests.oracle.situation import outcome as outcome_of_the_vote
from tests.oracle.situation import situation

# ------------------------------------------------------------------------ a meeting

AFTER = ("list", "list_to_councillors", "minutes", "minutes_to_councillors", "report")


def duty(last_day: date, done: Fact | None, on: date) -> list[Any]:
    """« `[last day, state]`: open, done, late (done after it), overdue; the first publication or
    sending counts. »"""
    if done is not None:
        return [last_day, "done" if done.day <= last_day else "late"]
    return [last_day, "open" if on <= last_day else "overdue"]


def report(meeting: Meeting, opened: Fact) -> list[str]:
    """« labels of the decisions under delegation taken after the day of the council meeting opened
    before this one and until this one's, in the order of their days »"""
    before = [
        f
        for f in meeting.now.all("open", meeting.on)
        if f.day <= opened.day and (f.day, f.position) < (opened.day, opened.position)
        if is_of_the_council(meeting.now, f, meeting.on)
    ]
    after = before[-1].day if before else date.min
    return [
        str(f.entry.label)
        for f in meeting.now.all("decide", meeting.on)
        if after < f.day <= opened.day
    ]


def is_of_the_council(now: Known, opened: Fact, on: date) -> bool:
    other = meeting_on(now, opened.values["meeting"], on)
    return other is not None and other.body == "council"


def about_a_meeting(now: Known, name: str, on: date, item: int | None) -> dict[str, Any]:
    """« of council and bureau, of the mayors' conference its `convocation`; `list` and what follows
    it in this table, of a council meeting that was opened. What has no answer is null. »"""
    meeting = meeting_on(now, name, on)
    if item is not None:
        nothing: dict[str, Any] = dict.fromkeys(ITEM_KEYS)
        if meeting is None:
            return nothing
        if meeting.body not in ("council", "bureau"):
            return nothing | {"convocation": convocation(meeting, item)}
        return about_an_item(meeting, item)
    found: dict[str, Any] = dict.fromkeys(("convocation", *AFTER))
    if meeting is None:
        return found
    found["convocation"] = convocation(meeting)
    opened = meeting.opened
    if meeting.body != "council" or opened is None:
        return found
    sent = {
        (f.do, f.values["what"]): f for do in ("publish", "inform") for f in first_of(meeting, do)
    }
    week = timedelta(days=7)
    # « meeting + 7 days », « add_months(meeting,1) » (vectors.md)
    found["list"] = duty(meeting.held + week, sent.get(("publish", "list")), on)
    last = add_months(meeting.held, 1)
    found["list_to_councillors"] = duty(last, sent.get(("inform", "list")), on)
    settled = now.first("settle", on, meeting=name)
    if settled is not None:  # « The two of the minutes are null until they are settled »
        found["minutes"] = duty(settled.day + week, sent.get(("publish", "minutes")), on)
        last = add_months(settled.day, 1)
        found["minutes_to_councillors"] = duty(last, sent.get(("inform", "minutes")), on)
    found["report"] = report(meeting, opened)
    return found


def first_of(meeting: Meeting, do: str) -> list[Fact]:
    """Of each ``what``, the first in order (last in this list, which makes a mapping)."""
    return list(reversed(meeting.told(do)))


# ------------------------------------------------------------------------ a deliberation


def period(started: date | None, last_day: date | None, on: date) -> list[Any] | None:
    """« as `[last day, state]` with running or over (null before they start …) »"""
    if started is None or last_day is None:
        return None
    return [last_day, "running" if on <= last_day else "over"]


def about_a_deliberation(now: Known, deliberation: str, on: date) -> dict[str, Any]:
    entries = told_to_the_readme(now)
    found = by_the_readme(entries, deliberation, on)
    found |= dict.fromkeys(("enforceable_on", "withdrawal", "prefect_referral", "recourse"))
    there = situation(entries, deliberation, on)
    # « all four null unless a vote's outcome is ADOPTED or CONTESTED »
    if there.vote is None or outcome_of_the_vote(there) not in ("ADOPTED", "CONTESTED"):
        return found
    act = now.first("publish", on, what="act", deliberation=deliberation)
    sent = now.first("transmit", on, deliberation=deliberation)
    published, transmitted = act and act.day, sent and sent.day
    if published and transmitted:  # « null until published and transmitted »
        found["enforceable_on"] = max(published, transmitted)
    voted = there.vote.day
    found["withdrawal"] = period(voted, add_months(voted, 4), on)
    if transmitted:
        found["prefect_referral"] = period(transmitted, franc_months(transmitted, 2), on)
    if published:
        found["recourse"] = period(published, franc_months(published, 2), on)
    return found


# ------------------------------------------------------------------------ requests, referrals


def binding(now: Known, request: Fact) -> bool:
    """« a third of the members in office, or of the 23 mayors; the cap of four counts the binding
    requests received before in the calendar year »"""
    body, asking = request.values["body"], request.values["asking"]
    if body == "council":
        return bool(3 * asking >= len(council(now, request.day)))
    before = 0
    for other in now.all("request", request.day, body=body):
        if other == request:
            break
        before += other.day.year == request.day.year and binding(now, other)
    return bool(3 * asking >= len(MAYORS) and before < 4)


def about_a_request(now: Known, label: str, on: date) -> dict[str, Any]:
    request = now.fact(label, "request")
    if request is None or request.day > on:
        return {"binding": None, "last_day": None}
    bound = binding(now, request)
    # « `last_day` (council only, else null) »: « received + 30 days … if 3 × asking ≥ in_office »
    due = bound and request.values["body"] == "council"
    return {"binding": bound, "last_day": request.day + timedelta(days=30) if due else None}


def about_a_referral(now: Known, label: str, on: date) -> dict[str, Any]:
    """« CARRIED if for > against and for ≥ floor(members/2) + 1; CONTESTED if only for > against;
    else LOST » (vectors.md, R-7.4)"""
    referral = now.fact(label, "refer")
    if referral is None or referral.day > on:
        return {"result": None}
    ayes, noes = referral.values["for"], referral.values["against"]
    sure = ayes >= len(bureau(now, referral.day)) // 2 + 1
    return {"result": ("CARRIED" if sure else "CONTESTED") if ayes > noes else "LOST"}


def metropolitan_day(now: Known, year: int, on: date) -> str:
    """« MET, DUE (not yet, the year not over), MISSED »"""
    if any(f.day.year == year for f in now.all("metropolitan_day", on)):
        return "MET"
    return "DUE" if on <= date(year, 12, 31) else "MISSED"


# ------------------------------------------------------------------------ which question


def answer(now: Known, question: Mapping[str, Any]) -> dict[str, Any]:
    """Every key that the question may ask."""
    on = as_day(question["day"])
    if "meeting" in question:
        return about_a_meeting(now, question["meeting"], on, question.get("item"))
    if "body" in question:
        return {"members": how_many(now, question["body"], on)}
    if "commission" in question:
        name = question["commission"]
        members = len(commission_members(now, name, on))
        return {"chair": chair(now, name, on), "members": members}
    if "member" in question:
        name = question["member"]
        held = capacity(now, name, on)
        return {"capacity": held, "commissions": commissions_of(now, name, on)}
    if "request" in question:
        return about_a_request(now, question["request"], on)
    if "referral" in question:
        return about_a_referral(now, question["referral"], on)
    if "year" in question:
        return {"metropolitan_day": metropolitan_day(now, question["year"], on)}
    if "service" in question:
        return {"communes": len(in_service(now, question["service"], on))}
    if "commune" in question:
        name = question["commune"]
        return {"services": services_of(now, name, on), "agreements": agreements_of(now, name, on)}
    return about_a_deliberation(now, question.get("deliberation", "D"), on)
