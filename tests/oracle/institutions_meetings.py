"""A meeting on a legal day: its convocation, and who was there, what could be voted, what was."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.oracle import institutions_choices as choices
from tests.oracle.institutions_bodies import convened_members
from tests.oracle.institutions_knowledge import (
    SUBSTITUTES,
    Known,
    agenda_of,
    clear_days,
    commune_of,
    deliberation_of,
    held_on,
    item_of,
    told_to_the_readme,
)
from tests.oracle.knowledge import Fact
from tests.oracle.situation import irregular as irregular_by_the_readme
from tests.oracle.situation import outcome as outcome_by_the_readme
from tests.oracle.situation import situation


@dataclass(frozen=True)
class Meeting:
    """A meeting that was convened by the day ``on``; what happens to it later is not there yet."""

    now: Known
    convened: Fact
    on: date

    @property
    def name(self) -> str:
        return str(self.convened.values["meeting"])

    @property
    def body(self) -> str:
        return str(self.convened.values["body"])

    @property
    def held(self) -> date:
        return held_on(self.convened)

    @property
    def opened(self) -> Fact | None:
        return self.now.first("open", self.on, meeting=self.name)

    def told(self, do: str) -> list[Fact]:
        return self.now.all(do, self.on, meeting=self.name)

    @property
    def members(self) -> list[str]:
        return convened_members(self.now, self.convened)

    def ballot(self, item: int) -> Fact | None:
        return self.now.first("ballot", self.on, meeting=self.name, item=item)


def meeting_on(now: Known, name: str, on: date) -> Meeting | None:
    convened = now.first("convene", on, meeting=name)
    return Meeting(now, convened, on) if convened else None


# ------------------------------------------------------------------------ convocation


def first_of(meeting: Meeting) -> Meeting | None:
    first = meeting.convened.values.get("second_of")
    return meeting_on(meeting.now, str(first), meeting.on) if first is not None else None


def without_quorum(meeting: Meeting, item: int) -> bool:
    """« The quorum is 0 at a second meeting convened with three clear days, after a first that was
    opened and not irregularly convened, for an item (same deliberation, or same object) that lacked
    quorum there »"""
    first, key = first_of(meeting), item_of(meeting.convened, item)
    if first is None or key is None or clear_days(meeting.convened.day, meeting.held) < 3:
        return False
    if first.opened is None:
        return False
    for number in range(1, len(agenda_of(first.convened)) + 1):
        if item_of(first.convened, number) != key or quorum_met(first, number):
            continue
        at_issue = number if choices.FIRST_CONVOCATION_BY_ITEM else None
        if convocation(first, at_issue) != "IRREGULAR":
            return True
    return False


def convocation(meeting: Meeting, item: int | None = None) -> str | None:
    """« REGULAR, URGENT, IRREGULAR: R-3.2. »; of the council, the bureau and the mayors' conference."""
    if meeting.body == "commission":
        return None
    told = meeting.convened.values
    if told["omitted"]:
        return "IRREGULAR"  # « Somebody omitted: IRREGULAR. »
    # « A second meeting is REGULAR from three clear days for an item that it may take up without
    # quorum (asked without `item`: if there is one), else by the ordinary rule »
    items = range(1, len(agenda_of(meeting.convened)) + 1) if item is None else (item,)
    if any(without_quorum(meeting, number) for number in items):
        return "REGULAR"
    clear = clear_days(meeting.convened.day, meeting.held)
    if clear >= 5:
        return "REGULAR"  # « five clear days or more, whatever urgency says » (vectors.md)
    # « Urgency counts as accepted until the body has refused it; the mayors' conference knows none »
    opened = meeting.opened
    refused = opened is not None and not opened.values["urgency_accepted"]
    if meeting.body != "mayors_conference" and told["urgency"] and not refused and clear >= 1:
        return "URGENT"
    return "IRREGULAR"


# ------------------------------------------------------------------------ who is there


def recused(meeting: Meeting, item: int, ground: str | None = None) -> set[str]:
    return {
        member
        for f in meeting.told("recuse")
        if f.values["item"] == item and (ground is None or f.values["ground"] == ground)
        for member in f.values["members"]
    }


def sitting(meeting: Meeting, item: int) -> tuple[set[str], set[str]]:
    """Who is in the room at an item: members, and titulars whose substitute sits."""
    if meeting.opened is None:
        return set(), set()  # « 0 before the opening »
    there, represented = set(meeting.opened.values["present"]), set[str]()
    moves = [f for do in ("arrive", "leave", "substitute") for f in meeting.told(do)]
    # « from that item on »
    for fact in sorted(moves, key=lambda f: (f.values["item"], f.position)):
        if fact.values["item"] > item:
            break
        if fact.do == "substitute":
            # « the substitute sits for the titular from that item on, until the titular arrives »
            represented.add(fact.values["member"])
            continue
        for member in fact.values["members"]:
            if fact.do == "arrive":
                there.add(member)
                represented.discard(member)
            elif member in SUBSTITUTES:
                represented.discard(f"{commune_of(member)} 1")  # « (a substitute may leave) »
            else:
                there.discard(member)
    # « whoever turns out not to have been a member that day does not count as present »
    members = set(meeting.members)
    return there & members, (represented & members) - there


def people(meeting: Meeting, item: int) -> set[str]:
    there, represented = sitting(meeting, item)
    return there | {f"{commune_of(titular)} s" for titular in represented}


def present(meeting: Meeting, item: int) -> int:
    """« there (members and substitutes, the recused left out; 0 before the opening) »"""
    return len(people(meeting, item) - recused(meeting, item))


def number_in_office(meeting: Meeting, item: int) -> int:
    """« members in office that day (L.1111-6 recusals leave the number, others do not) »"""
    return len(set(meeting.members) - recused(meeting, item, "l1111_6"))


def quorum(meeting: Meeting, item: int) -> int:
    """« floor((in_office − excluded)/2) + 1 » (vectors.md, R-4.1)"""
    return 0 if without_quorum(meeting, item) else number_in_office(meeting, item) // 2 + 1


def quorum_met(meeting: Meeting, item: int) -> bool:
    """« whether enough (never before the opening) »"""
    return meeting.opened is not None and present(meeting, item) >= quorum(meeting, item)


def votes(meeting: Meeting, item: int) -> int:
    """« those present, plus the proxies whose giver is a member and absent (no substitute sitting),
    whose bearer is present, neither recused »"""
    there, represented = sitting(meeting, item)
    out, members = recused(meeting, item), set(meeting.members)
    counted = present(meeting, item)
    for proxy in meeting.told("proxy"):
        giver, bearer = proxy.values["giver"], proxy.values["bearer"]
        absent = giver in members and giver not in there and giver not in represented
        if absent and bearer in people(meeting, item) and not {giver, bearer} & out:
            counted += 1
    return counted


# ------------------------------------------------------------------------ ballots


def kind_of(there: int, asked_public: int, asked_secret: int) -> str:
    """« SECRET if 3 × ask_secret ≥ present …; else PUBLIC if 4 × ask_public ≥ present; else
    ORDINARY » (vectors.md, R-4.4)"""
    if 3 * asked_secret >= there:
        return "SECRET"
    return "PUBLIC" if 4 * asked_public >= there else "ORDINARY"


def total(values: Any) -> int:
    return int(values["for"] + values["against"] + values["abstain"])


def adopted_cast(ballot: Fact) -> str:
    """« y>n or (y==n and y>0 and not secret and casting=="yes") » (R-4.3)"""
    ayes, noes = ballot.values["for"], ballot.values["against"]
    casting = ballot.values["casting"] == "for" and ballot.values["kind"] != "SECRET"
    return "ADOPTED" if ayes > noes or (ayes == noes and ayes > 0 and casting) else "REJECTED"


def outcome(now: Known, ballot: Fact | None, on: date) -> str:
    """« ADOPTED, REJECTED, CONTESTED, or NONE »"""
    if ballot is None:
        return "NONE"
    deliberation = deliberation_of(now, ballot)
    if deliberation is None:
        return adopted_cast(ballot)
    return outcome_by_the_readme(situation(told_to_the_readme(now), deliberation, on))


def irregular(meeting: Meeting, item: int, ballot: Fact | None) -> list[str]:
    """« of the ballot, empty without one: among NOT_ON_AGENDA, CONVOCATION, NO_QUORUM, TALLY (more
    votes than were available), NOT_CONSULTED, PREMATURE, in this order »"""
    if ballot is None:
        return []
    found = avoidable(meeting, item)
    if total(ballot.values) > votes(meeting, item):
        found.append("TALLY")
    deliberation = deliberation_of(meeting.now, ballot)
    if deliberation is not None:
        told = told_to_the_readme(meeting.now)
        found += irregular_by_the_readme(situation(told, deliberation, meeting.on))
    return found


def avoidable(meeting: Meeting, item: int) -> list[str]:
    """« one on an item that is not on the agenda, under an irregular convocation, without quorum »"""
    wrong = {
        "NOT_ON_AGENDA": item_of(meeting.convened, item) is None,
        "CONVOCATION": convocation(meeting, item) == "IRREGULAR",
        "NO_QUORUM": not quorum_met(meeting, item),
    }
    return [name for name, so in wrong.items() if so]


def about_an_item(meeting: Meeting, item: int) -> dict[str, Any]:
    ballot = meeting.ballot(item)
    return {
        "convocation": convocation(meeting, item),
        "in_office": number_in_office(meeting, item),
        "quorum": quorum(meeting, item),
        "present": present(meeting, item),
        "quorum_met": quorum_met(meeting, item),
        "votes": votes(meeting, item),
        "kind": ballot.values["kind"] if ballot else None,
        "outcome": outcome(meeting.now, ballot, meeting.on),
        "irregular": irregular(meeting, item, ballot),
    }


ITEM_KEYS: Sequence[str] = (
    *("convocation", "in_office", "quorum", "present", "quorum_met", "votes", "kind"),
    *("outcome", "irregular"),
)
