"""Rows follow the log exactly once, whoever projects and whatever breaks on the way."""

from datetime import date

import pytest
from pydantic_core import to_json
from sqlalchemy import select, text, update

from adapters.office import Office
from adapters.register import postgresql
from adapters.register.errors import UnreadableEntry
from adapters.register.mapper import Mapper, StoredEntry
from domain.entry import INSTITUTION, deliberation_stream
from domain.events import SeatsAllotted
from projections.status import board
from projections.tables import parked, position, reliance
from tests.at_once import in_processes, together
from tests.offices import (
    ANNE,
    BRUNO,
    DAIX,
    DIJON,
    FIRST_DAY,
    PIECES,
    Desk,
    an_office,
    draft,
    opened,
    vote,
)
from tests.projections.test_rebuilt_equals_live import empty, rows

JANUARY = date(2026, 1, 12)
DELIBERATIONS = 12


def busy_register(desk: Desk) -> None:
    for n in range(DELIBERATIONS):
        desk.received(f"N{n}", JANUARY)


def test_projectors_at_once_write_nothing_twice(database_url: str) -> None:
    with an_office(database_url) as desk:
        busy_register(desk)
        wanted = rows(desk.office)
        empty(desk.office)

        def project() -> int:
            with opened(database_url, desk.clock) as office:
                return office.catch_up()

        assert together(project, 4) == [desk.office.register.last_position()] * 4
        assert rows(desk.office) == wanted


PROJECTOR = """
import sys
from tests.offices import opened
from adapters.clock import SystemClock
with opened(sys.argv[1], SystemClock()) as office:
    print("ready", flush=True)
    sys.stdin.readline()
    print(office.catch_up())
"""


def test_projectors_in_two_processes_write_nothing_twice(database_url: str) -> None:
    with an_office(database_url) as desk:
        busy_register(desk)
        wanted = rows(desk.office)
        empty(desk.office)

        answers = in_processes(PROJECTOR, 2, database_url)

        assert answers == [f"{desk.office.register.last_position()}\n"] * 2
        assert rows(desk.office) == wanted


DIES = """
import os, sys
from tests.offices import opened
from adapters.clock import SystemClock
from sqlalchemy.event import listens_for
with opened(sys.argv[1], SystemClock()) as office:
    @listens_for(office.register.engine, "before_cursor_execute")
    def die(connection, cursor, statement, *_):
        if "INSERT INTO journal" in statement:
            os.kill(os.getpid(), 9)
    print("ready", flush=True)
    sys.stdin.readline()
    office.catch_up()
"""


def test_a_projector_killed_after_the_move_leaves_nothing_half(database_url: str) -> None:
    with an_office(database_url) as desk:
        busy_register(desk)
        wanted = rows(desk.office)
        empty(desk.office)
        nothing = rows(desk.office)

        assert in_processes(DIES, 1, database_url, codes=[-9]) == [""]
        assert (rows(desk.office), desk.office.position()) == (nothing, 0)

        desk.office.catch_up()
        assert rows(desk.office) == wanted


def test_who_only_reads_waits_for_no_writer(sqlite_url: str) -> None:
    with an_office(sqlite_url) as desk:
        desk.received("A", JANUARY)
        desk.office.catch_up()
        with desk.office.register.engine.begin() as writer:
            writer.execute(text("DELETE FROM last_sweep"))

            assert [r["number"] for r in desk.rows(board(JANUARY))] == ["A"]
            assert not any(batch.differences for batch in desk.office.stale())


# --- What cannot be folded ---------------------------------------------------------------------


def test_an_unreadable_entry_parks_its_dossier_and_the_others_go_on(database_url: str) -> None:
    with an_office(database_url) as desk:
        desk.received("A", JANUARY)
        plant_unreadable(desk.office, "A")
        desk.received("B", JANUARY)

        assert parked_numbers(desk.office) == ["A"]
        assert "B" in [r["number"] for r in desk.rows(board(JANUARY))]
        assert desk.office.position() == desk.office.register.last_position()
        report = desk.office.replay(check=True)
        assert (list(report.failures), list(report.differences)) == (["A"], [])


def test_a_parked_dossier_is_shown_again_once_it_can_be_folded(database_url: str) -> None:
    with an_office(database_url) as desk:
        desk.received("A", JANUARY)
        plant_unreadable(desk.office, "A")
        desk.received("B", JANUARY)
        assert parked_numbers(desk.office) == ["A"]

        know_the_unreadable(desk.office)
        desk.record("B", vote(JANUARY, as_held="séance avancée"))

        assert parked_numbers(desk.office) == []
        assert not list(desk.office.replay(check=True).differences)


def test_replay_un_parks_what_can_be_folded_again(database_url: str) -> None:
    with an_office(database_url) as desk:
        desk.received("A", JANUARY)
        plant_unreadable(desk.office, "A")
        assert parked_numbers(desk.office) == ["A"]

        know_the_unreadable(desk.office)
        desk.office.replay(check=True)
        assert parked_numbers(desk.office) == ["A"]
        desk.office.replay()

        assert parked_numbers(desk.office) == []
        # It follows the institution again.
        desk.office.allot(
            SeatsAllotted(day=JANUARY, commune=DAIX, name="Daix-le-Haut", seats=1), BRUNO
        )
        assert [r["communes"] for r in desk.rows(board(JANUARY))] == ["Daix-le-Haut"]


def test_an_unreadable_institution_parks_all_until_it_is_read(database_url: str) -> None:
    with an_office(database_url) as desk:
        desk.received("A", JANUARY)
        desk.received("B", JANUARY)
        before = rows(desk.office)
        plant_unreadable(desk.office)

        assert parked_numbers(desk.office) == ["A", "B"]

        know_the_unreadable(desk.office)
        desk.office.replay()
        assert rows(desk.office) == before


def test_a_row_that_the_database_refuses_parks_its_dossier_alone(fresh_postgres_url: str) -> None:
    """PostgreSQL keeps no NUL in a text: whatever the reason, the other dossiers go on."""
    with an_office(fresh_postgres_url) as desk:
        poison = draft("A", JANUARY).model_copy(update={"object": "Place\0 de l'église"})
        desk.at(JANUARY).office.record("A", poison, BRUNO, documents=PIECES)
        desk.received("B", JANUARY)

        assert parked_numbers(desk.office) == ["A"]
        assert [r["number"] for r in desk.rows(board(JANUARY))] == ["B"]


# --- Who is concerned --------------------------------------------------------------------------


def test_a_deliberation_is_projected_again_when_the_institution_moves(database_url: str) -> None:
    with an_office(database_url) as desk:
        desk.received("A", JANUARY)
        with desk.office.register.engine.connect() as connection:
            found = connection.execute(select(reliance.c.stream, reliance.c.subject)).all()
        assert [tuple(line) for line in found] == [("institution", "A")]

        renamed = SeatsAllotted(day=JANUARY, commune=DAIX, name="Daix-le-Haut", seats=1)
        desk.office.allot(renamed, BRUNO)

        assert [r["communes"] for r in desk.rows(board(JANUARY))] == ["Daix-le-Haut"]


def test_a_command_is_answered_even_when_the_rows_cannot_follow_yet(
    fresh_postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Recorded is recorded, and never told as « nothing was »: the rows follow at the next question."""
    monkeypatch.setattr(postgresql, "LOCK_TIMEOUT_S", 0.2)
    with an_office(fresh_postgres_url) as desk:
        desk.at(JANUARY)
        with desk.office.register.engine.begin() as somebody:
            somebody.execute(update(position).values(position=position.c.position))
            done = desk.office.record("A", draft("A", JANUARY), ANNE, documents=PIECES)

        assert [entry.version for entry in done.entries] == [1]
        assert [r["number"] for r in desk.rows(board(JANUARY))] == ["A"]


UNREADABLE = "a-kind-of-tomorrow.v1"
"""A kind of entry that only a later version of the program knows."""

REVIEW = {"day": "2026-01-12", "body": "Finances", "opinion": "none"}
ALLOTMENT = {"day": f"{FIRST_DAY}", "commune": DIJON, "name": "Dijon", "seats": 45}


def plant_unreadable(office: Office, number: str | None = None) -> None:
    """Recorded by that later version, on a deliberation or on the institution."""
    stream = deliberation_stream(number) if number else INSTITUTION
    office.register.recorder.insert_events(
        [
            StoredEntry(
                originator_id=stream,
                originator_version=len(office.register.entries(stream)) + 1,
                topic=UNREADABLE,
                state=to_json(REVIEW if number else ALLOTMENT),
                command_id="00000000-0000-4000-8000-000000000001",
            )
        ]
    )


def know_the_unreadable(office: Office) -> None:
    """The program is brought to that version: the kind is one that it can read."""
    kinds = ("commission-reviewed.v1", "seats-allotted.v1")

    def upcaster(raw: dict[str, object]) -> dict[str, object]:
        return raw

    stream = next(s for s in office.register.streams() if not readable(office, s))
    kind = kinds[stream == INSTITUTION]
    office.register.mapper = Mapper({UNREADABLE: (kind, upcaster)})


def readable(office: Office, stream: str) -> bool:
    try:
        office.register.entries(stream)
    except UnreadableEntry:
        return False
    return True


def parked_numbers(office: Office) -> list[str]:
    return [found["subject"] for found in office.query(select(parked).order_by(parked.c.subject))]
