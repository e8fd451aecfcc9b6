"""Whoever is killed with -9, and whenever: nothing acknowledged is lost, nothing is written twice."""

import json
import subprocess
import sys
from typing import Any

import pytest

ROUNDS = 4
"""A short ring; ``scripts/torture`` makes the long one."""

ENOUGH_ROUNDS = 150
"""For a planted fault: most are caught in the first three, and the rounds end there."""


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
    ("fault", "database", "findings"),
    [
        ("acknowledges-before-commit", "fresh_postgres_url", {"lost"}),
        # A review is written twice; a new deliberation cannot be, and its sender is told a conflict.
        ("resends-under-another-id", "sqlite_url", {"duplicated", "wrong"}),
        ("position-apart", "fresh_postgres_url", {"wrong"}),
        ("replays-the-past", "sqlite_url", {"wrong"}),
        ("believes-the-sheet", "fresh_postgres_url", {"duplicated"}),
    ],
)
def test_each_planted_fault_is_caught(
    fault: str, database: str, findings: set[str], request: pytest.FixtureRequest
) -> None:
    url = request.getfixturevalue(database)

    found = torture(url, "--rounds", str(ENOUGH_ROUNDS), "--fault", fault)

    assert any(found[finding] for finding in findings)
