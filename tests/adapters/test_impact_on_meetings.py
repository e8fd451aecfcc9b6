"""What a preview shows of meetings and of decisions is what then happens."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from adapters.assembly import assembly, record
from adapters.corrections import correct
from adapters.impact import Impact, preview
from adapters.meeting_changes import decisions
from domain.assembly.answers import OF_AN_ITEM, meeting_answers
from domain.assembly.events import DecisionTaken as Taken
from domain.assembly.events import (
    MemberAppointed,
    PowerDelegated,
    PresidentElected,
    SeatsVacated,
)
from domain.assembly.meeting_events import (
    AgendaItem,
    BallotHeld,
    MeetingConvened,
    MeetingOpened,
    MembersLeft,
    ProxyGiven,
    meeting_stream,
)
from domain.entry import INSTITUTION, Payload
from domain.events import Correction, EntryAmended, EntryAnnulled
from domain.refusals import Refused
from domain.words import AppointedAs, BallotKind, Delegate
from projections.subjects import MEETINGS
from tests.offices import ANNE, BRUNO, Desk, an_office, opinion

JANUARY, FEBRUARY = date(2026, 1, 12), date(2026, 2, 10)
SENT, HELD, AGAIN = date(2026, 6, 19), date(2026, 6, 25), date(2026, 6, 30)
FIRST, SECOND = "CM-1", "CM-2"


@pytest.fixture
def desk(sqlite_url: str) -> Iterator[Desk]:
    with an_office(sqlite_url) as opened:
        yield opened


def do(desk: Desk, step: Payload, meeting: str | None = None) -> str:
    """Record a step of the institutions on its day; the name of its entry."""
    if desk.office.today() < step.day:
        desk.at(step.day)
    return record(desk.office, step, ANNE, meeting=meeting).entries[0].ref


def convened(desk: Desk, *agenda: AgendaItem, sent: date = SENT) -> None:
    do(desk, MeetingConvened(day=sent, meeting=FIRST, held=HELD, agenda=agenda))


def opened(desk: Desk, present: int, name: str = FIRST, day: date = HELD) -> None:
    there = assembly(desk.office).meeting(name)
    do(desk, MeetingOpened(day=day, present=tuple(there.members()[:present])), name)


def ballot(desk: Desk, item: int, yes: int, name: str = FIRST, day: date = HELD) -> None:
    kind = BallotKind.ORDINARY
    held = BallotHeld(day=day, item=item, votes_for=yes, votes_against=0, kind=kind)
    do(desk, held, name)


def three_at_the_edge(desk: Desk) -> EntryAmended:
    """43 present of 85, and 57 votes for where 57 are two thirds; then Dijon has one seat more."""
    desk.received("A", JANUARY)
    desk.record("A", opinion(FEBRUARY))
    mistyped = EntryAmended(
        day=desk.office.today(), target=f"{INSTITUTION}#3", reason="x", fields={"seats": 44}
    )
    correct(desk.office, [mistyped], BRUNO)
    convened(desk, AgendaItem(object="Un"), AgendaItem(object="Deux"), AgendaItem(deliberation="A"))
    opened(desk, 43)
    members = assembly(desk.office).meeting(FIRST).members()
    for bearer, giver in zip(members[:14], members[43:57], strict=True):
        do(desk, ProxyGiven(day=HELD, giver=giver, bearer=bearer), FIRST)
    for item in (1, 2, 3):
        ballot(desk, item, 57)
    return EntryAmended(
        day=desk.office.today(), target=f"{INSTITUTION}#3", reason="arrêté", fields={"seats": 45}
    )


def test_a_composition_mistyped_by_one_seat_with_three_votes_at_the_edge(desk: Desk) -> None:
    right = three_at_the_edge(desk)

    shown = preview(desk.office, [right], BRUNO)

    changed = of(shown, FIRST)
    for item in (1, 2, 3):
        assert changed["quorum", item] == (43, 44)
        assert changed["quorum_met", item] == (True, False)
        assert changed["irregular", item] == ([], ["NO_QUORUM"])
    assert ("outcome", 1) not in changed
    assert changed["outcome", 3] == ("ADOPTED", "REJECTED")
    assert {d.key for d in shown.effects["A"].differences} >= {"outcome", "threshold"}
    then_happens(desk, right)


def test_a_sending_day_decides_the_convocation_and_what_follows_from_it(desk: Desk) -> None:
    convened(desk, AgendaItem(object="Un"))
    opened(desk, 43)
    again = MeetingConvened(
        day=HELD + timedelta(1),
        meeting=SECOND,
        held=AGAIN,
        second_of=FIRST,
        agenda=(AgendaItem(object="Un"),),
    )
    do(desk, again)
    opened(desk, 10, SECOND, AGAIN)
    ballot(desk, 1, 10, SECOND, AGAIN)
    late = EntryAmended(
        day=desk.office.today(),
        target=f"{meeting_stream(FIRST)}#1",
        reason="bordereau",
        fields={"day": "2026-06-20"},
    )

    shown = preview(desk.office, [late], BRUNO)

    assert of(shown, FIRST)["convocation", None] == ("REGULAR", "IRREGULAR")
    assert of(shown, SECOND)["quorum", 1] == (0, 44)
    assert of(shown, SECOND)["irregular", 1] == ([], ["CONVOCATION", "NO_QUORUM"])
    then_happens(desk, late)


def test_five_clear_days_are_enough(desk: Desk) -> None:
    convened(desk, AgendaItem(object="Un"), sent=date(2026, 6, 18))
    opened(desk, 60)
    ballot(desk, 1, 57)
    on_time = EntryAmended(
        day=desk.office.today(),
        target=f"{meeting_stream(FIRST)}#1",
        reason="bordereau",
        fields={"day": SENT.isoformat()},
    )

    [effect] = preview(desk.office, [on_time], BRUNO).effects.values()

    assert {d.to_day for d in effect.differences} == {date(2026, 6, 18)}  # not yet convened
    then_happens(desk, on_time)


def test_the_dates_of_a_delegation_decide_what_was_decided_under_it(desk: Desk) -> None:
    given = PowerDelegated(
        day=date(2026, 4, 10),
        to=Delegate.PRESIDENT,
        matter="lease_renewal",
        until=date(2026, 9, 30),
    )
    delegation = do(desk, given)
    for number, day in (("D-1", date(2026, 9, 14)), ("D-2", date(2026, 9, 15))):
        do(desk, decision(number, day))
    shorter = EntryAmended(
        day=desk.office.today(), target=delegation, reason="x", fields={"until": "2026-09-14"}
    )

    shown = preview(desk.office, [shorter], BRUNO)

    assert [(d.number, d.before, d.after) for d in shown.decisions] == [("D-2", True, False)]
    then_happens(desk, shorter)


def test_a_vice_president_who_was_none_decided_nothing(desk: Desk) -> None:
    vice = MemberAppointed(
        day=date(2026, 4, 10), member="Longvic 1", appointed_as=AppointedAs.VICE_PRESIDENT
    )
    appointment = do(desk, vice)
    whose: dict[str, Any] = {"to": Delegate.VICE_PRESIDENT, "member": "Longvic 1"}
    do(desk, PowerDelegated(day=date(2026, 4, 11), matter="street_works", **whose))
    by: dict[str, Any] = {"by": Delegate.VICE_PRESIDENT, "member": "Longvic 1"}
    taken = Taken(day=date(2026, 5, 4), matter="street_works", object="Rue", number="D-1", **by)
    do(desk, taken)
    none = EntryAnnulled(day=desk.office.today(), target=appointment, reason="x")

    shown = preview(desk.office, [none], BRUNO)

    assert [(d.number, d.before, d.after) for d in shown.decisions] == [("D-1", True, False)]
    then_happens(desk, none)


def test_a_decision_of_another_day_is_heard_of_at_another_council(desk: Desk) -> None:
    do(desk, PowerDelegated(day=JANUARY, to=Delegate.PRESIDENT, matter="lease_renewal"))
    taken = do(desk, decision("D-1", date(2026, 6, 4)))
    convened(desk)
    opened(desk, 60)
    do(desk, MeetingConvened(day=HELD, meeting=SECOND, held=date(2026, 7, 6)))
    opened(desk, 60, SECOND, date(2026, 7, 6))
    later = EntryAmended(
        day=desk.office.today(), target=taken, reason="x", fields={"day": "2026-06-26"}
    )

    shown = preview(desk.office, [later], BRUNO)

    assert of(shown, FIRST)["report", None] == (["D-1"], [])
    assert of(shown, SECOND)["report", None] == ([], ["D-1"])
    then_happens(desk, later)


def test_whatever_is_annulled_of_an_evening_does_what_was_shown(desk: Desk) -> None:
    do(desk, PresidentElected(day=JANUARY, member="Dijon 1"))
    do(desk, SeatsVacated(day=FEBRUARY, members=("Dijon 45",)))
    three_at_the_edge(desk)
    do(desk, MembersLeft(day=HELD, members=("Dijon 1",), item=3), FIRST)
    shown = 0
    for stream in (meeting_stream(FIRST), "bodies", INSTITUTION):
        for entry in desk.office.register.entries(stream):
            annulled = EntryAnnulled(day=desk.office.today(), target=entry.ref, reason="x")
            try:
                shown += len(preview(desk.office, [annulled], BRUNO).effects)
            except Refused:
                continue
            done = then_happens(desk, annulled)
            back = EntryAnnulled(day=desk.office.today(), target=done, reason="y")
            then_happens(desk, back)
    assert shown > 15


# --- What is compared -------------------------------------------------------------------------------


def decision(number: str, day: date) -> Taken:
    return Taken(
        day=day, by=Delegate.PRESIDENT, matter="lease_renewal", object="Bail", number=number
    )


def of(shown: Impact, meeting: str) -> dict[tuple[str, int | None], tuple[Any, Any]]:
    """What would differ of a meeting, on the last days on which it does."""
    found = shown.effects.get(meeting_stream(meeting))
    changes = found.differences if found else ()
    return {(d.key, d.item): (d.before, d.after) for d in changes}


Answered = dict[tuple[str, str, int | None, date], Any]
DAYS = [date(2026, 6, 17) + timedelta(n) for n in range(24)]


def answered(desk: Desk) -> Answered:
    """Every answer about every meeting, item by item and day by day, asked anew."""
    there = assembly(desk.office)
    found: Answered = {}
    for name in there.meeting_names():
        meeting = there.meeting(name)
        for day in DAYS:
            for key, got in meeting_answers(there, meeting, None, day).items():
                found[name, key, None, day] = got
            for item in (1, 2, 3):
                asked = meeting_answers(there, meeting, item, day)
                for key in OF_AN_ITEM:
                    found[name, key, item, day] = asked[key]
    return found


def then_happens(desk: Desk, correction: Correction) -> str:
    """Preview it, do it, and compare; the name of the correction."""
    shown = preview(desk.office, [correction], BRUNO)
    before, old = answered(desk), assembly(desk.office)
    taken = {ref: old.powers.covered(d) for ref, d in decisions(old).items()}

    written = correct(desk.office, [correction], BRUNO, seen=shown.position)

    after, now = answered(desk), assembly(desk.office)
    expected = {
        (number.removeprefix(MEETINGS), d.key, d.item, day): (d.before, d.after)
        for number, effect in shown.effects.items()
        if number.startswith(MEETINGS)
        for d in effect.differences
        for day in DAYS
        if d.from_day <= day <= d.to_day
    }
    happened = {key: (before[key], after[key]) for key in before if before[key] != after[key]}
    items = {key: pair for key, pair in happened.items() if on_the_agenda(now, old, key)}
    assert items == {key: pair for key, pair in expected.items() if on_the_agenda(now, old, key)}
    lost = {
        ref: (taken.get(ref), now.powers.covered(d))
        for ref, d in decisions(now).items()
        if taken.get(ref) != now.powers.covered(d)
    }
    assert {d.ref: (d.before, d.after) for d in shown.decisions} == lost
    return written.entries[0].ref


def on_the_agenda(now: Any, old: Any, key: tuple[str, str, int | None, date]) -> bool:
    """Whether an answer is about the meeting, or about an item that it has."""
    name, _, item, _ = key
    return item is None or any(there.meeting(name).item(item) for there in (now, old))
