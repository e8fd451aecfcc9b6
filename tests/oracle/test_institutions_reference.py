"""The oracle answers the stories that came with ``institutions.md`` as they expect."""

from typing import Any

import pytest
import yaml

from tests.oracle.institutions_reference import tell
from tests.oracle.test_reference import STORIES

FILES = ("sample-consultation.yaml", "sample-corrections.yaml", "sample-institutions.yaml")


def stories() -> list[Any]:
    return [
        pytest.param(story, id=story["story"])
        for name in FILES
        for story in yaml.safe_load_all((STORIES / name).read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize("story", stories())
def test_the_pages_stories_hold(story: dict[str, Any]) -> None:
    assert wrong(story) == []


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
            if wanted != got:
                found.append(f"{number} {key}: {wanted} ≠ {got}")
    return found
