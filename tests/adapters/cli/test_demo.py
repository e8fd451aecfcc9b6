"""The demonstration tells the truth, and what it invites to try works."""

import shlex
from pathlib import Path

import pytest

from adapters.cli import main
from adapters.cli.demo import next_commands
from adapters.stories.account import Kind
from adapters.stories.season import CLERK_AWAY, LAST_DAY, cases, live
from adapters.stories.throwaway import FIRST_DAY, midday, throwaway
from domain.words import Opinion, Outcome


def test_each_case_ends_as_its_title_says() -> None:
    clock = midday(FIRST_DAY)
    with throwaway(None) as registers, registers.register(clock) as office:
        told = cases()
        said = live(office, clock, told)
        ends = {
            number: office.situation(number, LAST_DAY) for case in told for number in case.numbers
        }

    votes = {n: (end.vote.payload.votes_for, end.outcome) for n, end in ends.items() if end.vote}
    assert votes["2026-002"] == (57, Outcome.REJECTED)
    assert votes["2026-003"] == (58, Outcome.ADOPTED)
    assert votes["2026-004"] == (50, Outcome.REJECTED)
    assert ends["2025-141"].opinion is Opinion.TACIT_FAVOURABLE
    assert ends["2026-004"].opinion is Opinion.UNFAVOURABLE
    assert len(ends["2026-001"].late_opinions) == 1
    assert ends["2026-005"].opinion is Opinion.TACIT_FAVOURABLE
    assert len(ends["2026-006"].course.consultations) == 2
    away = [line for line in said if line.kind is Kind.LAW]
    assert [(line.number, CLERK_AWAY[0] <= line.day <= CLERK_AWAY[1]) for line in away] == [
        ("2026-007", True)
    ]
    refused = [line.number for line in said if line.kind is Kind.REFUSED]
    assert refused == ["2025-141", "2026-006"]


def test_the_commands_to_try_next_work(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    database = str(tmp_path / "demo.db")

    assert main(["demo", "--database", database]) == 0

    shown = capfd.readouterr().out
    assert "\x1b" not in shown
    for command in next_commands(database, LAST_DAY):
        assert f"  {command}\n" in shown
        assert main(shlex.split(command)[1:]) == 0
        assert capfd.readouterr().err == ""


def test_a_database_that_serves_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = tmp_path / "demo.db"
    assert main(["demo", "--database", str(database)]) == 0
    before = database.read_bytes()

    assert main(["demo", "--database", str(database)]) != 0
    assert "n'est pas vide" in capsys.readouterr().err
    assert database.read_bytes() == before


def test_an_empty_postgresql_database_will_do(fresh_postgres_url: str) -> None:
    assert main(["demo", "--database", fresh_postgres_url]) == 0
    assert main(["demo", "--database", fresh_postgres_url]) != 0
