"""What was answered at a position, for a legal day, is answered for ever: one dossier, or the whole board."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.as_known import rows_as_known
from adapters.office import Office
from domain.deliberation.answers import answers
from projections import deadlines, status
from projections.contradictions import candidates
from tests.histories import LONG_AGO, NUMBERS, Clerk
from tests.offices import an_office

DAYS = [LONG_AGO + timedelta(days=n) for n in (3, 40, 92, 150)]
Rows = Sequence[Mapping[str, Any]]


def live(office: Office, day: date) -> dict[str, Rows]:
    """The board, the open deadlines and the contradictions, as the read models answer now."""
    return {
        "board": office.query(status.board(day)),
        "deadlines": office.query(deadlines.open_deadlines(day)),
        "contradictions": office.query(candidates(day)),
    }


def as_known(office: Office, day: date, position: int) -> dict[str, Rows]:
    """The same, as known at that position."""
    board, periods = (status.table, status.rows), (deadlines.table, deadlines.rows)
    asked = {
        "board": (board, status.board(day)),
        "deadlines": (periods, deadlines.open_deadlines(day)),
        "contradictions": (board, candidates(day)),
    }
    found = {}
    for name, (model, question) in asked.items():
        found[name], failed = rows_as_known(office, model, question, day, position)
        assert failed == {}
    return found


def of_each(office: Office, day: date, position: int | None = None) -> list[dict[str, Any]]:
    return [answers(office.situation(number, day, position)) for number in NUMBERS]


@given(seed=st.integers(0, 10**6))
@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_was_answered_is_answered_for_ever(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    remembered(f"sqlite:///{tmp_path_factory.mktemp('known')}/t.db", seed)


def test_it_is_so_on_either_database(database_url: str) -> None:
    remembered(database_url, seed=5)


def remembered(url: str, seed: int) -> None:
    with an_office(url) as desk:
        then: dict[int, Any] = {}
        for recorded in Clerk(desk, seed).work(16):
            if recorded:
                position = desk.office.register.last_position()
                then[position] = [(live(desk.office, d), of_each(desk.office, d)) for d in DAYS]

        for position, said in then.items():
            assert [
                (as_known(desk.office, d, position), of_each(desk.office, d, position))
                for d in DAYS
            ] == said, f"at position {position}"
