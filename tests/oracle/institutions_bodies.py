"""Bodies, appointments, commissions, delegations, services and agreements on a legal day."""

from collections.abc import Sequence
from datetime import date

from tests.oracle.days import as_day
from tests.oracle.institutions_knowledge import (
    BUREAU,
    COUNCIL,
    MAYORS,
    PRESIDENT,
    ROADS,
    SUBSTITUTES,
    THEMATIC,
    Known,
    council,
    held_on,
    in_office,
)
from tests.oracle.knowledge import Fact


def ended(now: Known, fact: Fact, day: date) -> bool:
    """« what an appointment, a choice of commission, a delegation or an agreement began no longer
    holds from this day on »"""
    label = fact.entry.label
    return label is not None and bool(now.all("end", day, entry=label))


def holds(now: Known, fact: Fact, day: date) -> bool:
    if day < fact.day or ended(now, fact, day):
        return False
    until = fact.values.get("until")
    if until is not None and day > as_day(until):  # « `until`? (its last day) »
        return False
    if fact.do == "appoint":
        # « it ends the member's earlier one »
        later = now.all("appoint", day, member=fact.values["member"])
        return later[-1] == fact
    return True


# ------------------------------------------------------------------------ capacities


def appointments(now: Known, day: date) -> list[Fact]:
    """Those in force; each « rests while the seat is vacant »."""
    return [
        f
        for f in now.all("appoint", day)
        if holds(now, f, day) and in_office(now, f.values["member"], day)
    ]


def vice_presidents(now: Known, day: date) -> list[Fact]:
    return [f for f in appointments(now, day) if f.values["as"] == "vice_president"]


def is_vice_president(now: Known, member: object, day: date) -> bool:
    return any(f.values["member"] == member for f in vice_presidents(now, day))


def capacity(now: Known, member: str, day: date) -> str | None:
    """« president, vice_president, delegated, councillor, or null while the seat is vacant »"""
    if not in_office(now, member, day):
        return None
    if member == PRESIDENT:
        return "president"
    own = [f for f in appointments(now, day) if f.values["member"] == member]
    return str(own[-1].values["as"]) if own else "councillor"


# ------------------------------------------------------------------------ bodies


def bureau(now: Known, day: date) -> list[str]:
    """« the whole composition from this day »; who « is meanwhile no member of … the bureau »."""
    composed = now.all("compose", day, body="bureau")
    members: Sequence[str] = composed[-1].values["members"] if composed else BUREAU
    return [member for member in members if in_office(now, member, day)]


def mayors_conference(now: Known, day: date) -> list[str]:
    """« the 23 mayors and, once appointed, the first vice-president (who may be one of them, and is
    then counted once) »; « a mayor stays one »; « The earliest vice-president standing is the
    first »."""
    first = [f.values["member"] for f in vice_presidents(now, day)][:1]
    return [*MAYORS, *(member for member in first if member not in MAYORS)]


def members_of(now: Known, body: str, day: date, commission: str | None = None) -> list[str]:
    if body == "council":
        return council(now, day)
    if body == "bureau":
        return bureau(now, day)
    if body == "mayors_conference":
        return mayors_conference(now, day)
    return commission_members(now, str(commission), day)


def convened_members(now: Known, convened: Fact) -> list[str]:
    """« what is asked about a meeting [is answered] by that of the day it is `held` »"""
    told = convened.values
    return members_of(now, told["body"], held_on(convened), told.get("commission"))


def how_many(now: Known, body: str, day: date) -> int:
    """« `members`: how many: council in office, bureau voting, mayors_conference,
    development_council »; « the development council is empty until composed »."""
    if body == "development_council":
        composed = now.all("compose", day, body=body)
        return composed[-1].values["men"] + composed[-1].values["women"] if composed else 0
    return len(members_of(now, body, day))


# ------------------------------------------------------------------------ commissions


def by_right(now: Known, day: date) -> set[str]:
    """« president, vice-presidents and delegated councillors belong to all five by right »"""
    appointed = {str(f.values["member"]) for f in appointments(now, day)}
    return appointed | ({PRESIDENT} if in_office(now, PRESIDENT, day) else set())


def choices_of(now: Known, member: str, day: date) -> list[Fact]:
    return [f for f in now.all("join", day, member=member) if holds(now, f, day)]


def commission_members(now: Known, commission: str, day: date) -> list[str]:
    """« The roads commission is `Voirie`: all mayors, by right and alone. »; « (a substitute chooses
    like a councillor, and is counted where he chose) »; « extra councillors not counted »."""
    if commission == ROADS:
        return list(MAYORS)
    every = [*COUNCIL, *SUBSTITUTES]
    return [member for member in every if commission in commissions_of(now, member, day)]


def commissions_of(now: Known, member: str, day: date) -> list[str]:
    """« names by code point, those by right among them (while the seat is vacant, `Voirie` for a
    mayor, else none) »"""
    found = {ROADS} if member in MAYORS else set()
    if member in by_right(now, day):
        found |= set(THEMATIC)
    elif member in SUBSTITUTES or in_office(now, member, day):
        found |= {str(f.values["commission"]) for f in choices_of(now, member, day)}
    return sorted(found)


def chair(now: Known, commission: str, day: date) -> str | None:
    """« the latest with `roads` chairs the roads commission »; « (of `Voirie` null without a
    vice-president for roads) »; the president chairs the five (R-6.5), while he is a member."""
    if commission != ROADS:
        return PRESIDENT if in_office(now, PRESIDENT, day) else None
    roads = [f.values["member"] for f in vice_presidents(now, day) if f.values["roads"]]
    return str(roads[-1]) if roads else None


# ------------------------------------------------------------------------ delegations


def delegated(now: Known, by: str, member: object, matter: str, day: date) -> bool:
    """« a delegation in force for its author and matter that day »"""
    return any(
        f.values["to"] == by
        and f.values["matter"] == matter
        and (by != "vice_president" or f.values["member"] == member)
        and holds(now, f, day)
        for f in now.all("delegate", day)
    )


# ------------------------------------------------------------------------ titles III: art. 11, 12


def service_exists(now: Known, service: str, day: date) -> bool:
    return now.first("create_service", day, service=service) is not None


def in_service(now: Known, service: str, day: date) -> set[str]:
    """The communes of a service at the end of a day."""
    if not service_exists(now, service, day):
        return set()
    found: set[str] = set()
    for fact in now.facts:
        if fact.day <= day and fact.values.get("service") == service:
            if fact.do == "leave_service":
                found -= set(fact.values["communes"])
            else:
                found |= set(fact.values["communes"])
    return found


def services_of(now: Known, commune: str, day: date) -> list[str]:
    """« names and objects in force that day, by code point »"""
    every = {str(f.values["service"]) for f in now.all("create_service", day)}
    return sorted(name for name in every if commune in in_service(now, name, day))


def agreements_of(now: Known, commune: str, day: date) -> list[str]:
    return sorted(
        str(f.values["object"])
        for f in now.all("agree", day)
        if commune in f.values["parties"] and holds(now, f, day)
    )
