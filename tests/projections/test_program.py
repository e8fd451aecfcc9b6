"""The name of the program that writes rows: another one as soon as a source is, and asked for late."""

from importlib.metadata import version
from pathlib import Path

import pytest

from projections import catch_up, program
from tests.offices import an_office, opened
from tests.projections.test_replay import JANUARY


def named(monkeypatch: pytest.MonkeyPatch, rooms: Path) -> str:
    monkeypatch.setattr(program, "files", lambda room: rooms / room)
    return program.program.__wrapped__()


def test_it_changes_with_any_source_of_the_rows_and_with_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for room in program.ROOMS:
        (tmp_path / room / "law").mkdir(parents=True)
        (tmp_path / room / "law" / "periods.py").write_text("MONTHS = 3\n")
    before = named(monkeypatch, tmp_path)
    assert before.startswith(f"{version('tacite')}+")

    (tmp_path / "domain" / "law" / "periods.pyc").write_bytes(b"compiled")
    assert named(monkeypatch, tmp_path) == before
    (tmp_path / "domain" / "law" / "periods.py").write_text("MONTHS = 2\n")
    assert named(monkeypatch, tmp_path) != before


def test_who_only_asks_does_not_wait_for_it(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with an_office(database_url) as desk:
        desk.received("A", JANUARY)

        def never() -> str:
            raise AssertionError("the sources are read for a question")

        monkeypatch.setattr(catch_up, "program", never)
        with opened(database_url, desk.clock) as office:
            assert office.catch_up() == office.register.last_position()
            assert office.numbers() == ["A"]
