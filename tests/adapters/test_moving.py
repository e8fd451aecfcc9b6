"""Moves: both halves in one transaction, undone together, followed where the entry stands."""

from collections.abc import Sequence
from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.engine import Engine

from adapters.corrections import plan
from adapters.register.errors import Conflict
from domain.events import (
    CommuneConsulted,
    EntryMovedHere,
)
from domain.refusals import Reason
from projections.status import board
from tests.adapters.test_correcting import amend, annul, done, move, reason, received_on
from tests.offices import (
    BRUNO,
    Desk,
    an_office,
    draft,
    opinion,
    qualified,
    received,
)

JANUARY = date(2026, 1, 12)
TODAY = date(2026, 6, 1)
RECEIVED = "deliberation/A#4"


def two(desk: Desk) -> None:
    """B was sent before A, and its receipt was written on A."""
    eve = date(2026, 1, 11)
    desk.record("B", draft("B", eve), qualified(eve), CommuneConsulted(day=eve))
    desk.received("A", JANUARY)


def test_a_move_writes_both_halves_and_its_annulment_undoes_both(database_url: str) -> None:
    with an_office(database_url) as desk:
        two(desk)
        moved, arrived = done(desk, move(RECEIVED, "B")).entries
        assert (moved.stream, arrived.stream) == ("deliberation/A", "deliberation/B")
        assert arrived.payload == EntryMovedHere(day=TODAY, entry=RECEIVED, move=moved.ref)
        assert moved.command_id == arrived.command_id
        assert (received_on(desk.office), received_on(desk.office, "B")) == (None, JANUARY)

        assert reason(desk, annul(arrived.ref)) is Reason.HALF_OF_A_MOVE
        done(desk, annul(moved.ref))

        assert (received_on(desk.office), received_on(desk.office, "B")) == (JANUARY, None)
        last_days = {r["number"]: r["last_day"] for r in desk.rows(board(TODAY))}
        assert last_days == {"A": date(2026, 4, 12), "B": None}
        assert not list(desk.office.replay(check=True).differences)


def test_what_was_moved_is_corrected_where_it_was_recorded_and_followed_where_it_stands(
    database_url: str,
) -> None:
    with an_office(database_url) as desk:
        two(desk)
        done(desk, move(RECEIVED, "B"))

        done(desk, amend(RECEIVED, day="2026-01-20"))

        assert received_on(desk.office, "B") == date(2026, 1, 20)
        last_days = {r["number"]: r["last_day"] for r in desk.rows(board(TODAY))}
        assert last_days == {"A": None, "B": date(2026, 4, 20)}
        desk.record("A", received(date(2026, 1, 15)))
        assert received_on(desk.office) == date(2026, 1, 15)


def test_a_move_that_breaks_between_its_halves_leaves_neither(database_url: str) -> None:
    with an_office(database_url) as desk:
        two(desk)
        before = desk.office.register.last_position()
        break_at_the_second_half(desk.office.register.engine)

        with pytest.raises(Exception, match="broken"):
            done(desk, move(RECEIVED, "B"))

        assert desk.office.register.last_position() == before
        assert (received_on(desk.office), received_on(desk.office, "B")) == (JANUARY, None)
        assert not list(desk.office.replay(check=True).differences)


def test_a_move_meets_what_is_written_on_either_stream(database_url: str) -> None:
    with an_office(database_url) as desk:
        two(desk)
        for number in ("A", "B"):
            desk.at(TODAY)
            seen = plan(desk.office, [move(RECEIVED, "B")], BRUNO)
            desk.record(number, opinion(TODAY))

            with pytest.raises(Conflict):
                desk.office.write(lambda seen=seen: seen, BRUNO, attempts=1)  # type: ignore[misc]
        assert received_on(desk.office) == JANUARY


BREAKS: dict[str, Sequence[str]] = {
    "sqlite": (
        """CREATE TRIGGER broken BEFORE INSERT ON log WHEN NEW.type = 'entry-moved-here.v1'
           BEGIN SELECT RAISE(ABORT, 'broken'); END""",
    ),
    "postgresql": (
        """CREATE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS $$
           BEGIN RAISE EXCEPTION 'broken'; END $$""",
        """CREATE TRIGGER broken BEFORE INSERT ON log FOR EACH ROW
           WHEN (NEW.type = 'entry-moved-here.v1') EXECUTE FUNCTION broken()""",
    ),
}


def break_at_the_second_half(engine: Engine) -> None:
    with engine.begin() as connection:
        for statement in BREAKS[engine.dialect.name]:
            connection.execute(text(statement))
