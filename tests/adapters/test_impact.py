"""What a preview shows is what then happens, exactly: on histories at random, shared facts included."""

import random
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.cli.sheet import sheet
from adapters.corrections import correct
from adapters.impact import Effect, effect, preview
from domain.deliberation.dossier import Dossier
from domain.deliberation.situation import situation
from domain.entry import INSTITUTION, deliberation_stream
from domain.events import (
    Correction,
    CouncilVoted,
    EntryAmended,
    EntryAnnulled,
    EntryMoved,
    SeatsAllotted,
)
from domain.refusals import Refused
from domain.words import Outcome
from tests.histories import Clerk
from tests.offices import BRUNO, DIJON, LONGVIC, Desk, an_office, opinion, vote

JANUARY, FEBRUARY, APRIL = date(2026, 1, 12), date(2026, 2, 10), date(2026, 4, 23)
SEEDS = st.integers(0, 10**6)
some_histories = settings(
    max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@given(seed=SEEDS)
@some_histories
def test_what_is_shown_is_what_then_happens(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    with an_office(f"sqlite:///{tmp_path_factory.mktemp('impact')}/t.db") as desk:
        clerk = at_the_edge(desk, seed)
        for correction in drawn(desk, clerk, 14):
            shown_then_done(desk, correction)


def test_what_is_shown_is_what_then_happens_on_either_database(database_url: str) -> None:
    with an_office(database_url) as desk:
        clerk = at_the_edge(desk, seed=8)
        assert sum(shown_then_done(desk, each) for each in drawn(desk, clerk, 12)) >= 4


def shown_then_done(desk: Desk, correction: Correction) -> bool:
    """Preview it, do it, and compare every deliberation; whether it was not refused."""
    office = desk.office
    before = dossiers(desk)
    end = office.register.last_position()
    shown = why = None
    try:
        shown = preview(office, [correction], BRUNO)
    except Refused as refused:
        why = str(refused)
    if shown is None:
        with pytest.raises(Refused) as again:
            correct(office, [correction], BRUNO)
        assert str(again.value) == why
        return False
    assert office.register.last_position() == end, "a preview writes nothing"

    recorded = correct(office, [correction], BRUNO, seen=shown.position)

    assert [e.payload for e in recorded.entries] == [e.payload for e in shown.entries]
    after = dossiers(desk)
    happened = {n: effect(n, shown.on, before[n], after[n]) for n in after}
    assert {n: content(e) for n, e in happened.items() if e.any} == {
        n: content(e) for n, e in shown.effects.items() if n in after
    }
    for number in before.keys() - shown.effects.keys():
        days = {*before[number].turning_days, *after[number].turning_days}
        assert sheets(before[number], days) == sheets(after[number], days), "said to be untouched"
    return True


def sheets(dossier: Dossier, days: set[date]) -> dict[date, list[tuple[str, str]]]:
    """What ``tacite show`` prints of it on those days."""
    there = (situation(dossier, day) for day in sorted(days))
    return {each.on: [] if each.void else list(sheet(each)) for each in there}


def content(found: Effect) -> dict[str, Any]:
    """Answers, deadlines, determinations and pages, without the entries behind them."""
    return {
        "answers": sorted(map(repr, found.differences)),
        "deadlines": [
            (m.kind, m.ref, m.before, m.after, m.workings_after) for m in found.deadlines
        ],
        "unsupported": [fact.ref for fact in found.unsupported],
        "supported_again": [fact.ref for fact in found.supported_again],
        "pages": [page.ref for page in found.pages],
    }


def dossiers(desk: Desk) -> dict[str, Dossier]:
    return {number: desk.office.dossier(number) for number in desk.office.numbers()}


def at_the_edge(desk: Desk, seed: int) -> Clerk:
    """A history at random, then two votes at one vote of the two thirds."""
    clerk = Clerk(desk, seed)
    for _ in clerk.work(12):
        pass
    for number, ayes in (("X", 57), ("Y", 58)):
        desk.received(number, max(JANUARY, desk.office.today()))
        today = desk.office.today()
        desk.record(number, opinion(today), vote(today, ayes, 80 - ayes, in_office=80))
    return clerk


def drawn(desk: Desk, clerk: Clerk, count: int) -> Iterator[Correction]:
    """Corrections of facts, of shared facts, of corrections; moves; annulled annulments."""
    choice = random.Random(clerk.random.random())
    for _ in range(count):
        office, day = desk.office, desk.office.today()
        streams = office.register.streams()
        stream = choice.choice([INSTITUTION, *streams, deliberation_stream("X")])
        entries = office.register.entries(stream)
        corrections = [e for e in entries if isinstance(e.payload, Correction)]
        target = choice.choice(corrections if corrections and choice.random() < 0.4 else entries)
        common: dict[str, Any] = {"day": day, "target": target.ref, "reason": "erreur"}
        kind = choice.randrange(6)
        if isinstance(target.payload, SeatsAllotted) and kind < 5:
            seats = {DIJON: (42, 44, 45, 46, 48), LONGVIC: (37, 40, 43)}
            right = choice.choice(seats.get(target.payload.commune, (1, 2)))
            yield EntryAmended(**common, fields={"seats": right})
        elif kind < 3:
            fields: dict[str, Any] = {"day": clerk.day().isoformat()}
            if isinstance(target.payload, CouncilVoted):
                fields = {"votes_for": choice.choice((56, 57, 58))}
            yield EntryAmended(**common, fields=fields)
        elif kind == 3:
            yield EntryMoved(**common, to=choice.choice(("A", "B", "X", "Y")))
        else:
            yield EntryAnnulled(**common)


def test_the_seats_of_a_commune_are_corrected_once_and_every_vote_that_relied_on_them_is_found(
    database_url: str,
) -> None:
    """57 of 86 is one short of two thirds (58); of 85, 57 is enough."""
    with an_office(database_url) as desk:
        for number, ayes in (("A", 57), ("B", 58), ("C", 60)):
            desk.received(number, JANUARY)
            desk.record(number, opinion(FEBRUARY), vote(APRIL, ayes, 85 - ayes, in_office=85))
        desk.received("D", JANUARY)
        amendment = EntryAmended(
            day=desk.office.today(),
            target=f"{INSTITUTION}#3",
            reason="arrêté préfectoral mal lu",
            fields={"seats": 44},
        )

        shown = preview(desk.office, [amendment], BRUNO)

        assert sorted(shown.examined) == ["A", "B", "C", "D"]
        assert {n: outcomes(e) for n, e in shown.effects.items()} == {
            "A": [("CONTESTED", "ADOPTED")],
            "B": [],
            "C": [],
        }
        assert {number for number in shown.effects if shown.effects[number].unsupported} == {"A"}
        assert shown.through_a_shared_fact == ["A", "B", "C"]
        assert shown.untouched == 1
        correct(desk.office, [amendment], BRUNO)
        assert desk.office.situation("A", APRIL).outcome is Outcome.ADOPTED
        assert desk.office.situation("A", APRIL).threshold == 57
        assert desk.office.situation("D", APRIL).outcome is Outcome.NONE


def outcomes(found: Effect) -> list[tuple[str, str]]:
    return [(d.before, d.after) for d in found.differences if d.key == "outcome"]


def test_a_preview_of_a_move_names_both_deliberations(sqlite_url: str) -> None:
    with an_office(sqlite_url) as desk:
        desk.received("A", JANUARY)
        desk.received("B", JANUARY)
        desk.record("A", opinion(FEBRUARY))
        moved = EntryMoved(
            day=desk.office.today(), target="deliberation/A#5", reason="mauvais dossier", to="B"
        )

        shown = preview(desk.office, [moved], BRUNO)

        assert sorted(shown.effects) == ["A", "B"]
        assert shown.own == {"A", "B"}
        assert len(shown.entries) == 2
