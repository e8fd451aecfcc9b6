"""Every rule of the rulebook is told on a page, with its certainty, or named where it is proven."""

import re
from pathlib import Path

import pytest

from adapters.stories.language import read_story
from adapters.stories.reading import Unreadable, split
from adapters.stories.rules import TAGS, rule_words
from adapters.vector_rules import RULES as VECTOR_RULES

ROOT = Path(__file__).parents[1]
STORIES = ROOT / "tests" / "stories"

LAST = {1: 14, 2: 7, 3: 5, 4: 8, 5: 3, 6: 5, 7: 5, 8: 3, 9: 6}
"""Number of rules in each section of the rulebook (law/rulebook.md, §1 to §9), copied from it."""

RULES = [f"R-{section}.{n}" for section, last in LAST.items() for n in range(1, last + 1)]


def told() -> set[str]:
    """The rules at the head of some story's page."""
    documents = (d for file in STORIES.glob("*.yaml") for d in split(file.read_text("utf-8")))
    return {rule for document in documents for rule in read_story(document).rules}


def proven_elsewhere() -> dict[str, list[str]]:
    """The table of the README: a rule, and the files and vectors that prove it."""
    rows = re.findall(r"^\| (R-\d\.\d+) \|.*\| (.*) \|$", readme(), flags=re.MULTILINE)
    return {rule: re.findall("`([^`]+)`", where) for rule, where in rows}


def readme() -> str:
    return (STORIES / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_on_a_page_or_named_where_it_is_proven(rule: str) -> None:
    assert rule in told() | proven_elsewhere().keys(), "write its story, or say in the README where"


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_bears_its_certainty(rule: str) -> None:
    assert TAGS.get(rule), "give the tags of the rulebook, or of what the rule rests on"
    assert rule_words(rule).startswith(f"{rule} (")


def test_no_page_names_a_rule_that_the_rulebook_does_not_have() -> None:
    assert {rule for rule in told() if rule.startswith("R-")} <= set(RULES)
    assert proven_elsewhere().keys() <= set(RULES)


def test_what_the_readme_names_is_there() -> None:
    named = {name for names in proven_elsewhere().values() for name in names}
    vectors = VECTOR_RULES.keys()
    held = "".join(file.read_text("utf-8") for file in (ROOT / "tests/data").glob("vectors*.csv"))
    rows = [f",{name}," for name in named & vectors]

    assert {n for n in named if "/" in n and not (ROOT / n).exists()} == set()
    assert {n for n in named if "/" not in n} <= vectors
    assert [row for row in rows if row not in held] == []


def test_the_conference_for_the_plui_is_no_body_of_a_story() -> None:
    """R-7.5: a separate body, that must not pass for the conference of the mayors."""
    step = "{day: 2026-06-01, do: convene, meeting: M, held: 2026-06-25, agenda: [], body: %s}"
    story = "story: S\nrules: [R-7.5]\nsteps:\n- " + step
    assert read_story(story % "mayors_conference").moments

    with pytest.raises(Unreadable):
        read_story(story % "plui_conference")
