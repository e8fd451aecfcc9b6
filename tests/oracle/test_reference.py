"""The oracle answers the stories that came with the README as they expect."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.oracle.days import as_day
from tests.oracle.reference import tell

STORIES = Path(__file__).parents[1] / "stories"
FILES = ("sample-consultation.yaml", "sample-corrections.yaml")


def stories() -> list[Any]:
    return [
        pytest.param(story, id=story["story"])
        for name in FILES
        for story in yaml.safe_load_all((STORIES / name).read_text(encoding="utf-8"))
    ]


def wrong(story: dict[str, Any]) -> list[str]:
    """Each wrong answer of the oracle, in words."""
    found = []
    for number, (step, told) in enumerate(zip(story["steps"], tell(story), strict=True), 1):
        if told.answers is None:
            if (told.refused is not None) != step.get("refused", False):
                found.append(f"{number} {step['do']}: {told.refused}")
            continue
        for key, wanted in step["expect"].items():
            got = told.answers[key]
            if wanted != got and (got is None or str(wanted) != str(got)):
                found.append(f"{number} {key}: {wanted} ≠ {got}")
    return found


@pytest.mark.parametrize("story", stories())
def test_the_readmes_stories_hold(story: dict[str, Any]) -> None:
    assert wrong(story) == []


def test_days_are_dates_or_strings() -> None:
    assert as_day("2026-02-28") == as_day(as_day("2026-02-28"))
