"""Stories drawn at random, told by the oracle and by the product: they must agree, key by key.

Some seeds are fixed; one is drawn afresh at each run, and printed, so that it can be kept.
``python -m tests.oracle.compare`` runs more of them, and shrinks those that differ.
"""

import os
import random
from typing import Any

import pytest

from tests.oracle import choices
from tests.oracle.compare import the_product
from tests.oracle.draw import draw
from tests.oracle.reference import tell

FRESH = int(os.environ.get("ORACLE_SEED", random.SystemRandom().randrange(10**6)))
STORIES = int(os.environ.get("ORACLE_STORIES", "34"))
WITH_CORRECTIONS = True


def unquestioned(story: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether the README decides every step of it (``choices.py``)."""
    told = []
    for by_legal_day in (True, False):
        monkeypatch.setattr(choices, "SECOND_BY_LEGAL_DAY", by_legal_day)
        told.append(tell(story))
    return told[0] == told[1]


@pytest.mark.parametrize("corrections", [False, True] if WITH_CORRECTIONS else [False])
@pytest.mark.parametrize("seed", [1, 2, pytest.param(FRESH, id="fresh")])
def test_random_stories(seed: int, corrections: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    print("ORACLE_SEED =", seed)
    drawn = [draw(seed * 10**6 + n, 18, corrections) for n in range(STORIES)]
    stories = [story for story in drawn if unquestioned(story, monkeypatch)]
    assert len(stories) > len(drawn) / 2
    with the_product() as judge:
        found = judge(stories)
    wrong = {story["story"]: told for story, told in zip(stories, found, strict=True) if told}
    assert not wrong, f"ORACLE_SEED={seed}"
