"""Drawn mandates are lawful, and the same for the same seed."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from adapters.assembly import assembly
from adapters.clock import SystemClock
from adapters.load.command import founded, load
from adapters.office import Office
from domain.assembly.answers import item_answers
from domain.words import Body, ConvocationState
from tests.adapters.load.test_command import chain

AT_THE_END = date(2027, 1, 1)


def drawn(url: str) -> Office:
    office = founded(url, 7, durable=False)
    load(office, deliberations=0, seed=7, terms=1, reports=(3, 6))
    office.clock = SystemClock()
    return office


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    there = drawn(f"sqlite:///{tmp_path_factory.mktemp('load')}/load.db")
    yield there
    there.close()


def test_every_evening_of_a_drawn_mandate_is_regular(office: Office) -> None:
    there = assembly(office)
    meetings = there.council_meetings(AT_THE_END)
    answers = [
        item_answers(there, meeting, fact.payload.item, AT_THE_END)
        for meeting in meetings
        for fact in meeting.ballots()
    ]

    assert len(meetings) == 36
    assert {m.convocation(on=AT_THE_END) for m in meetings} == {ConvocationState.REGULAR}
    assert [answer["irregular"] for answer in answers] == [[]] * len(answers)
    assert len(answers) > 150


def test_the_bureau_of_a_drawn_mandate_decides_and_the_council_hears_of_it(office: Office) -> None:
    there = assembly(office)
    heard = [there.report(m, AT_THE_END) for m in there.council_meetings(AT_THE_END)]

    taken = [fact.payload.number for fact in there.powers.decisions(None, AT_THE_END)]
    assert [number for report in heard for number in report or []] == taken
    assert [there.meeting(number).body for number in taken] == [Body.BUREAU] * 6


def test_the_read_models_of_a_drawn_mandate_are_those_of_a_replay(office: Office) -> None:
    office.catch_up()

    assert not list(office.replay(check=True).differences)


def test_the_same_seed_draws_the_same_mandate(office: Office, tmp_path: Path) -> None:
    again = drawn(f"sqlite:///{tmp_path}/again.db")

    assert chain(again) == chain(office)
    again.close()
