"""Replay: what was tampered with, or computed by a wrong formula, is found, shown and put right."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Table, delete, insert, select, update

from adapters.office import Office
from domain.events import CommissionReviewed
from domain.words import ReviewOpinion
from projections.catch_up import READ_MODELS
from projections.deadlines import table as deadlines
from projections.findings import Difference, Writer
from projections.journal import table as journal
from projections.program import program
from projections.status import table as status
from projections.tables import reliance
from tests.offices import ANNE, Desk, an_office, opened, vote
from tests.projections.test_rebuilt_equals_live import rows

JANUARY = date(2026, 1, 12)
WRONG: dict[str, dict[str, Any]] = {
    status.name: {"majority": "SIMPLE", "threshold": 1},
    deadlines.name: {"last_day": date(2026, 4, 11)},
    journal.name: {"sentence": "Rien ne s'est passé."},
}


@pytest.mark.parametrize("table", [status, deadlines, journal], ids=lambda table: table.name)
def test_a_planted_value_is_found_in_each_read_model(database_url: str, table: Table) -> None:
    with voted(database_url) as desk:
        right = rows(desk.office)
        [before, *_] = [row for row in right[table.name] if row["number"] == "A"]
        with desk.office.register.engine.begin() as connection:
            keys = list(table.primary_key)
            row = [column == before[column.name] for column in keys]
            connection.execute(update(table).where(*row).values(**WRONG[table.name]))
        planted = rows(desk.office)

        [found] = desk.office.replay(check=True).differences

        assert found == Difference(
            table.name,
            "A",
            {column.name: before[column.name] for column in keys},
            {**before, **WRONG[table.name]},
            before,
            Writer(program(), untouched=False),
        )
        assert set(found.fields) <= WRONG[table.name].keys()
        assert rows(desk.office) == planted, "a check writes nothing"
        assert desk.office.replay().applied
        assert rows(desk.office) == right


@pytest.mark.parametrize("table", [t for t, _ in READ_MODELS], ids=lambda table: table.name)
def test_missing_rows_are_found_in_each_table(database_url: str, table: Table) -> None:
    with voted(database_url) as desk:
        right = rows(desk.office)
        with desk.office.register.engine.begin() as connection:
            connection.execute(delete(table))

        report = desk.office.replay()

        assert len(report.differences) == len(right[table.name])
        assert all(d.before is None and d.after in right[table.name] for d in report.differences)
        assert rows(desk.office) == right


def test_rows_of_a_deliberation_that_is_not_on_record_are_found(database_url: str) -> None:
    with voted(database_url) as desk:
        right = rows(desk.office)
        ghost = {**right[status.name][0], "number": "GHOST"}
        with desk.office.register.engine.begin() as connection:
            connection.execute(insert(status), ghost)

        [found] = desk.office.replay(check=True).differences

        assert (found.number, found.before, found.after) == ("GHOST", ghost, None)
        desk.office.replay()
        assert rows(desk.office) == right


def test_only_the_deliberations_asked_for_are_looked_at(database_url: str) -> None:
    with voted(database_url) as desk, desk.office.register.engine.begin() as connection:
        connection.execute(delete(status))
    with opened(database_url, desk.clock) as office:
        report = office.replay(["B"])

        assert {d.number for d in report.differences} == {"B"}
        assert {d.number for d in office.replay(check=True).differences} == {"A"}


def test_nothing_to_find_is_nothing_written(database_url: str) -> None:
    with voted(database_url) as desk:
        report = desk.office.replay()

        assert (list(report.differences), report.failures, report.applied) == ([], {}, False)
        assert report.deliberations == 2
        assert report.rows == sum(len(found) for found in rows(desk.office).values())


def test_replaying_while_commands_are_recorded_loses_none(database_url: str) -> None:
    """What is recorded meanwhile is neither lost nor taken for a difference."""
    with voted(database_url) as desk:
        stop = threading.Event()
        errors: list[Exception] = []

        def record() -> None:
            with opened(database_url, desk.clock) as office:
                while not stop.is_set():
                    try:
                        office.record("B", review(office), ANNE)
                    except Exception as error:
                        errors.append(error)
                        return

        writer = threading.Thread(target=record)
        writer.start()
        try:
            with desk.office.register.engine.begin() as connection:
                connection.execute(update(status).values(threshold=1))
            for _ in range(8):
                told = desk.office.replay().differences
                assert {field for d in told for field in d.fields} <= {"threshold"}
        finally:
            stop.set()
            writer.join()

        assert errors == []
        assert desk.office.catch_up() == desk.office.register.last_position() > 14
        assert not list(desk.office.replay(check=True).differences)


def test_a_row_planted_in_the_index_of_what_relies_on_what_is_found(database_url: str) -> None:
    with voted(database_url) as desk:
        with desk.office.register.engine.begin() as connection:
            connection.execute(insert(reliance).values(stream="meeting/1", subject="A"))

        [found] = desk.office.replay().differences

        assert (found.table, found.before) == (
            "reliance",
            {"stream": "meeting/1", "subject": "A"},
        )
        with desk.office.register.engine.connect() as connection:
            assert connection.execute(select(reliance.c.stream).distinct()).scalars().all() == [
                "institution"
            ]


def test_the_differences_of_one_deliberation_come_in_the_order_of_days(database_url: str) -> None:
    with voted(database_url) as desk:
        with desk.office.register.engine.begin() as connection:
            connection.execute(update(status).values(threshold=1))
            connection.execute(update(journal).values(article="rien"))

        found = [d for d in desk.office.replay(check=True).differences if d.number == "A"]

        days = [d.key["valid_from"] for d in found if d.table == status.name]
        assert {day.day > 9 for day in days} == {True, False}, "as text, 10 comes before 9"
        assert days == sorted(days)
        lines = [d.key["line"] for d in found if d.table == journal.name]
        assert lines == sorted(lines)


@contextmanager
def voted(url: str) -> Iterator[Desk]:
    """Two deliberations received on one day, the vote on the first held too early."""
    with an_office(url) as desk:
        desk.received("A", JANUARY)
        desk.received("B", JANUARY)
        desk.record("A", vote(date(2026, 2, 3), as_held="séance avancée"))
        yield desk


def review(office: Office) -> CommissionReviewed:
    return CommissionReviewed(day=office.today(), body="Finances", opinion=ReviewOpinion.NONE)
