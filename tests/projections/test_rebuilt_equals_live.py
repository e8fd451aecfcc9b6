"""The rows that follow the log one command at a time are those that one would compute afresh."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Table, delete, select, update

from adapters.office import Office
from domain.deliberation.dossier import Dossier
from domain.deliberation.situation import situation
from projections.catch_up import READ_MODELS, catch_up
from projections.deadlines import DUE, OPEN, of_dossier, open_deadlines
from projections.deadlines import table as deadline_table
from projections.status import board, row
from projections.tables import NAME, parked, position
from tests.histories import LONG_AGO, Clerk
from tests.offices import Desk, an_office

Rows = dict[str, list[dict[str, Any]]]

SEEDS = st.integers(min_value=0, max_value=2**32)
some_histories = settings(
    max_examples=2,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@given(seed=SEEDS)
@some_histories
def test_after_every_command_the_live_rows_are_those_of_a_rebuild(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    with an_office(f"sqlite:///{tmp_path_factory.mktemp('history')}/t.db") as desk:
        for _ in Clerk(desk, seed).work(18):
            report = desk.office.replay(check=True)

            assert (list(report.differences), report.failures) == ([], {})


def test_after_every_command_on_either_database(database_url: str) -> None:
    with an_office(database_url) as desk:
        for recorded in Clerk(desk, seed=7).work(20):
            if recorded:
                report = desk.office.replay(check=True)

                assert (list(report.differences), report.failures) == ([], {})


def test_followed_from_nothing_the_rows_are_the_same_at_every_position(database_url: str) -> None:
    with an_office(database_url) as desk:
        live: dict[int, Rows] = {}
        for _ in Clerk(desk, seed=11).work(25):
            live[desk.office.position()] = rows(desk.office)
        end = desk.office.register.last_position()
        assert len(live) > 15

        empty(desk.office)
        for here in range(1, end + 1):
            follow(desk.office, up_to=here)
            if here in live:
                assert rows(desk.office) == live[here], f"at position {here}"


def test_followed_in_one_go_the_rows_are_the_same(database_url: str) -> None:
    with an_office(database_url) as desk:
        for _ in Clerk(desk, seed=3).work(25):
            pass
        live = rows(desk.office)

        empty(desk.office)
        desk.office.catch_up()

        assert rows(desk.office) == live


@given(seed=SEEDS)
@some_histories
def test_the_rows_of_a_day_say_what_the_situation_of_that_day_is(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    with an_office(f"sqlite:///{tmp_path_factory.mktemp('days')}/t.db") as desk:
        for _ in Clerk(desk, seed).work(22):
            pass
        dossiers = [desk.office.dossier(number) for number in desk.office.numbers()]
        ask = reader(desk)
        for day in every_day(LONG_AGO - timedelta(2), desk.office.today() + timedelta(120)):
            there = [situation(dossier, day) for dossier in dossiers]
            drafted = [found for found in map(row, there) if found]
            periods = [found for dossier in dossiers for found in of_dossier(dossier, day)]

            assert without_spans(ask(board(day))) == without_spans(
                found for found in drafted if found["stage"] != "abandoned"
            )
            assert without_spans(ask(of_day(day))) == without_spans(periods)
            assert without_spans(ask(open_deadlines(day))) == without_spans(
                found for found in periods if found["state"] in OPEN
            )
            assert {r["number"] for r in ask(DUE.params(on=day))} == {
                s.dossier.number for s in there if s.to_minute and s.consultation
            }


def rows(office: Office) -> Rows:
    """Every row of every read model, and who is parked."""
    with office.register.engine.connect() as connection:
        return {
            table.name: sorted(
                (dict(found) for found in connection.execute(select(table)).mappings()), key=repr
            )
            for table in (*tables(), parked)
        }


def tables() -> list[Table]:
    return [table for table, _ in READ_MODELS]


def empty(office: Office) -> None:
    """Forget all rows, as if nothing had ever been projected."""
    with office.register.engine.begin() as connection:
        for table in (*tables(), parked):
            connection.execute(delete(table))
        connection.execute(update(position).where(position.c.name == NAME).values(position=0))


def follow(office: Office, *, up_to: int) -> None:
    """One step: the log ends at that position, for this once."""

    def streams_after(here: int, limit: int) -> list[tuple[int, str]]:
        found = office.register.streams_after(here, limit)
        return [(place, stream) for place, stream in found if place <= up_to]

    def dossiers(_: object, at: int) -> Callable[[str], Dossier]:
        return lambda number: office.dossier(number, at)

    catch_up(office.register.engine, streams_after, dossiers)


def reader(desk: Desk) -> Callable[[Any], list[dict[str, Any]]]:
    """Asks without bringing up to date each time: nothing is recorded any more."""
    desk.office.catch_up()

    def ask(question: Any) -> list[dict[str, Any]]:
        with desk.office.register.engine.connect() as connection:
            return [dict(found) for found in connection.execute(question).mappings()]

    return ask


def of_day(day: date) -> Any:
    table = deadline_table
    return select(table).where(table.c.valid_from <= day, table.c.valid_to >= day)


SPAN = ("valid_from", "valid_to")


def without_spans(found: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    rows = [{k: v for k, v in row.items() if k not in SPAN} for row in found]
    return sorted(rows, key=lambda row: (row["number"], row.get("kind", ""), row.get("ref", "")))


def every_day(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]
