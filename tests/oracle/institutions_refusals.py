"""« Refused, each with its article »: why a step is refused, or None.

``now`` is what is known besides the step; a correction's entry is not in it, as the README says:
« an amendment after which the entry could not be recorded now with those values, the others being
as they are ».
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from tests.oracle.days import as_day
from tests.oracle.institutions_bodies import (
    bureau,
    by_right,
    choices_of,
    delegated,
    holds,
    in_service,
    is_vice_president,
    service_exists,
)
from tests.oracle.institutions_knowledge import (
    MAYORS,
    PRESIDENT,
    ROADS,
    SEATS_OF,
    SUBSTITUTES,
    Known,
    commune_of,
    council,
    in_office,
    item_of,
    told_to_the_readme,
)
from tests.oracle.institutions_meetings import (
    avoidable,
    meeting_on,
    sitting,
    total,
    votes,
)
from tests.oracle.knowledge import facts_of
from tests.oracle.situation import allowed, situation, the_first

Values = Mapping[str, Any]
Why = str | None

# The matters of R-5.1 (vectors.md, « Matter codes »), but those « none: delegable ».
NON_DELEGABLE = frozenset(
    {
        *("budget", "tax_rate", "fee_tariff", "administrative_account", "single_financial_account"),
        *("formal_notice_measure", "statutory_change", "joining_public_establishment"),
        *("public_service_delegation", "spatial_planning_orientations", "housing_orientations"),
        *("urban_policy_orientations", "fonds_de_concours", "post_creation"),
    }
)

# ------------------------------------------------------------------------ bodies


def appoint(now: Known, day: date, told: Values) -> Why:
    if told["member"] == PRESIDENT:
        return "an appointment of the president"
    return None if in_office(now, told["member"], day) else "no member that day"


def compose(now: Known, day: date, told: Values) -> Why:
    if told["body"] == "development_council":
        if abs(told["men"] - told["women"]) > 1:
            return "a development council out of balance"
        if set(told["councillors"]) & set(council(now, day)):
            return "with a member of the council"
    return None


def join(now: Known, day: date, told: Values) -> Why:
    member, commission = told["member"], told["commission"]
    if commission == ROADS:
        return "of `Voirie`"
    if member not in SUBSTITUTES and not in_office(now, member, day):
        return "a choice of commission by such a one"
    if member in by_right(now, day):
        return "by a member by right"
    # « of the same one twice or of a third (that day, or with what is recorded for later days) »
    days = {day} | {f.day for f in now.all("join", member=member) if f.day > day}
    for then in days:
        chosen = {f.values["commission"] for f in choices_of(now, member, then)}
        if commission in chosen:
            return "of the same one twice"
        if len(chosen) >= 2:
            return "of a third"
    return None


def replace(now: Known, day: date, told: Values) -> Why:
    if meeting_on(now, told["meeting"], day) is None:
        return "a meeting not convened by that day"
    if told["by"]["commune"] != commune_of(told["member"]):
        return "a replacement from another commune"
    return None


def extra(now: Known, day: date, told: Values) -> Why:
    if told["commission"] == ROADS:
        return "extra councillors in `Voirie`"
    if SEATS_OF[told["commune"]] >= 3:
        return "from a commune of three seats or more"
    # « the two extra councillors … once whatever the days »
    others = now.all("extra", commune=told["commune"])
    if told["number"] + sum(f.values["number"] for f in others) > 2:
        return "more than two in all"
    if any(f.values["commission"] != told["commission"] for f in others):
        return "in a second commission"
    return None


def request(now: Known, day: date, told: Values) -> Why:
    limit = len(council(now, day)) if told["body"] == "council" else len(MAYORS)
    return "more voices" if told["asking"] > limit else None


def refer(now: Known, day: date, told: Values) -> Why:
    return "a referral with more" if total(told) > len(bureau(now, day)) else None


def end(now: Known, day: date, told: Values) -> Why:
    began = now.fact(told["entry"])
    if began is None or began.do not in ("appoint", "join", "delegate", "agree"):
        return "ending what does not hold that day"
    return None if holds(now, began, day) else "ending what does not hold that day"


def create_service(now: Known, day: date, told: Values) -> Why:
    twice = now.first("create_service", service=told["service"])
    return "creating a service twice" if twice else None


def join_service(now: Known, day: date, told: Values) -> Why:
    if not service_exists(now, told["service"], day):
        return "joining one that does not exist"
    already = set(told["communes"]) & in_service(now, told["service"], day)
    return "joining twice" if already else None


def leave_service(now: Known, day: date, told: Values) -> Why:
    if not service_exists(now, told["service"], day):
        return "leaving one that does not exist"
    apart = set(told["communes"]) - in_service(now, told["service"], day)
    return "leaving what was not joined" if apart else None


# ------------------------------------------------------------------------ who decides


def delegate(now: Known, day: date, told: Values) -> Why:
    if told["matter"] in NON_DELEGABLE:
        return "the delegation of a non-delegable matter"
    if told["to"] == "vice_president" and not is_vice_president(now, told["member"], day):
        return "to a vice-president who is none that day"
    return None


def decide(now: Known, day: date, told: Values) -> Why:
    if not delegated(now, told["by"], told.get("member"), told["matter"], day):
        return "a decision without a delegation in force"
    if told["by"] == "vice_president" and not is_vice_president(now, told["member"], day):
        return "by a vice-president who is none"
    return None


# ------------------------------------------------------------------------ meetings


def drafted(now: Known, deliberation: str, day: date) -> bool:
    return the_first(facts_of(told_to_the_readme(now), deliberation), "draft", day) is not None


def convene(now: Known, day: date, told: Values) -> Why:
    if now.first("convene", meeting=told["meeting"]):
        return "a second `convene` of a name"
    for item in told["agenda"]:
        if "deliberation" in item:
            if told["body"] != "council":
                return "a deliberation on another agenda than the council's"
            if not drafted(now, item["deliberation"], day):
                return "not drafted by that day"
    if told.get("second_of") is not None:
        first = meeting_on(now, told["second_of"], day)
        if first is None or first.opened is None:
            return "one not opened by that day"
        same = first.convened.values.get("commission") == told.get("commission")
        if first.body != told["body"] or not same:
            return "a `second_of` a meeting of another body"
    return None


def at_the_meeting(now: Known, day: date, told: Values) -> Why:
    """« any step of a meeting not convened by that day; an `open`, `arrive`, `leave`, `substitute`,
    `recuse` or `ballot` on another day than `held` »"""
    meeting = meeting_on(now, told["meeting"], day)
    if meeting is None:
        return "a meeting not convened by that day"
    return None if day == meeting.held else "on another day than `held`"


def open_(now: Known, day: date, told: Values) -> Why:
    if now.first("open", meeting=told["meeting"]):
        return "a second `open` of a name"
    return at_the_meeting(now, day, told)


def substitute(now: Known, day: date, told: Values) -> Why:
    if (why := at_the_meeting(now, day, told)) is not None:
        return why
    if SEATS_OF[commune_of(told["member"])] != 1:
        return "a substitute for a commune of several seats"
    meeting = meeting_on(now, told["meeting"], day)
    assert meeting is not None
    there, _ = sitting(meeting, told["item"])
    return "while the titular is there" if told["member"] in there else None


def proxy(now: Known, day: date, told: Values) -> Why:
    meeting = meeting_on(now, told["meeting"], day)
    if meeting is None:
        return "a meeting not convened by that day"
    if day > meeting.held:
        return "a `proxy` after it"
    # « a giver or a bearer at a meeting … once whatever the days »
    for key in ("giver", "bearer"):
        if now.first("proxy", **{"meeting": told["meeting"], key: told[key]}):
            return "a second proxy of one giver or for one bearer at a meeting"
    if told["consecutive"] > 3 and not told["illness"]:
        return "one document at a fourth meeting in a row (unless ill)"
    return None


def ballot(now: Known, day: date, told: Values, amended: bool = False) -> Why:
    if (why := at_the_meeting(now, day, told)) is not None:
        return why
    meeting = meeting_on(now, told["meeting"], day)
    assert meeting is not None
    item = told["item"]
    if now.first("ballot", meeting=told["meeting"], item=item):
        return "a second one on an item"
    on = item_of(meeting.convened, item)
    there = None
    if on is not None and on[0] == "deliberation":
        entries = told_to_the_readme(now)
        facts = facts_of(entries, on[1])
        if the_first(facts, "draft", day) is None:
            return "without a draft on its legal day"
        if the_first(facts, "vote", day) is not None:
            return "a second one on a deliberation"
        there = situation(entries, on[1], day)
    if total(told) > votes(meeting, item):
        return "one whose sum is more than the votes available"
    if amended or (told["as_held"] and told.get("reason")):
        return None  # « unless told `as_held` with a reason »; « amended into … irregularity »
    wrong = avoidable(meeting, item)
    if wrong:
        return " ".join(wrong)
    if there is not None and not allowed(there):
        return "on a deliberation that may not be voted yet"
    return None


# ------------------------------------------------------------------------ what follows


def settle(now: Known, day: date, told: Values) -> Why:
    settling = meeting_on(now, told["at"], day)
    if meeting_on(now, told["meeting"], day) is None or settling is None:
        return "a meeting not convened by that day"
    if day != settling.held:
        return "a `settle` on another day than that of `at`"
    return "a second one" if now.first("settle", meeting=told["meeting"]) else None


def publish(now: Known, day: date, told: Values) -> Why:
    if told["what"] == "act":
        return transmit(now, day, told)
    meeting = meeting_on(now, told["meeting"], day)
    if meeting is None:
        return "a meeting not convened by that day"
    if told["what"] == "list":
        return None if meeting.opened else "the list of what was not opened"
    settled = now.first("settle", day, meeting=told["meeting"])
    return None if settled else "minutes not settled, by that day"


def transmit(now: Known, day: date, told: Values) -> Why:
    # « any step … on a deliberation without a draft on its legal day » (README)
    return None if drafted(now, told["deliberation"], day) else "without a draft on its legal day"


def never(now: Known, day: date, told: Values) -> Why:
    return None


RULES: Mapping[str, Callable[[Known, date, Values], Why]] = {
    **{"vacate": never, "fill": never, "appoint": appoint, "compose": compose, "join": join},
    **{"replace": replace, "extra": extra, "delegate": delegate, "decide": decide, "end": end},
    **{"request": request, "refer": refer, "convene": convene, "open": open_},
    **{"arrive": at_the_meeting, "leave": at_the_meeting, "recuse": at_the_meeting},
    **{"substitute": substitute, "proxy": proxy, "ballot": ballot, "settle": settle},
    **{"publish": publish, "inform": publish, "transmit": transmit, "metropolitan_day": never},
    **{"create_service": create_service, "join_service": join_service},
    **{"leave_service": leave_service, "agree": never},
}


def why_not(now: Known, do: str, told: Values, amended: bool = False) -> Why:
    day = as_day(told["day"])
    if do == "ballot":
        return ballot(now, day, told, amended)
    return RULES[do](now, day, told)


def of_an_amendment(now: Known, do: str, before: Values, changes: Values) -> Why:
    """What is refused of an amendment only: « amending `held` once opened »."""
    if do == "convene" and "held" in changes and now.first("open", meeting=before["meeting"]):
        return "amending `held` once opened"
    return None
