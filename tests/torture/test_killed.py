"""Whoever is killed with -9, and whenever: nothing acknowledged is lost, nothing is written twice."""

import json
import subprocess
import sys
from typing import Any

import pytest

ROUNDS = 4
"""A short ring; ``scripts/torture`` makes the long one."""

DIRECTED_ROUNDS = 6
"""For a planted fault whose own process dies where it is open: it is caught whatever the seed."""

ENOUGH_ROUNDS = 150
"""For one that is a race: most are caught in the first three rounds, and the rounds end there."""


def torture(url: str, *options: str) -> dict[str, Any]:
    """In a process of its own: it forks, and threads of the tests would not follow."""
    database = "sqlite" if url.startswith("sqlite") else "postgresql"
    words = ["--database", database, "--url", url, "--json", *options]
    done = subprocess.run(
        [sys.executable, "-m", "tests.torture.command", *words],
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )
    assert done.stdout, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_four_processes_killed_over_and_over_lose_nothing_and_double_nothing(
    database_url: str,
) -> None:
    found = torture(database_url, "--rounds", str(ROUNDS))

    broken = {sort: found[sort] for sort in ("lost", "duplicated", "wrong")}
    assert broken == {"lost": [], "duplicated": [], "wrong": []}, f"seed {found['seed']}"
    assert found["acknowledged"] > 0


@pytest.mark.parametrize(
    ("fault", "database", "findings", "rounds"),
    [
        ("acknowledges-before-commit", "fresh_postgres_url", {"lost"}, DIRECTED_ROUNDS),
        # A review is written twice; a new deliberation cannot be, and its sender is told a conflict.
        ("resends-under-another-id", "sqlite_url", {"duplicated", "wrong"}, DIRECTED_ROUNDS),
        ("position-apart", "fresh_postgres_url", {"wrong"}, DIRECTED_ROUNDS),
        ("position-apart", "sqlite_url", {"wrong"}, DIRECTED_ROUNDS),
        ("replays-the-past", "sqlite_url", {"wrong"}, ENOUGH_ROUNDS),
        ("believes-the-sheet", "fresh_postgres_url", {"duplicated"}, ENOUGH_ROUNDS),
    ],
)
def test_each_planted_fault_is_caught(
    fault: str, database: str, findings: set[str], rounds: int, request: pytest.FixtureRequest
) -> None:
    url = request.getfixturevalue(database)

    found = torture(url, "--rounds", str(rounds), "--fault", fault)

    assert any(found[finding] for finding in findings)
