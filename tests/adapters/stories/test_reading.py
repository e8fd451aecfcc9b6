"""What is no story is never a pass: each way of not being one, and the sentence that says so."""

import pytest

from adapters.stories.language import read_story
from adapters.stories.reading import Unreadable, split, title_of

DRAFT = "{day: 2026-01-05, do: draft, concerns: [Daix], object: Square}"

NOT_STORIES = {
    "what: [": "YAML",
    "just a sentence": "un titre",
    "- a\n- list": "un titre",
    "story: A\nsteps: none": "une liste d'étapes",
    "story: A": "une liste d'étapes",
    "steps: []": "un titre",
    "story: A\nauthor: me\nsteps: []": "author",
    "story: A\nrules: R-1.1\nsteps: []": "liste de règles",
    "story: A\nstory: B\nsteps: []": "deux fois",
    "story: A\nsteps: [nothing]": "étape 1",
    "story: A\nsteps: [{day: 2026-01-05, do: publicise}]": "publicise",
    "story: A\nsteps: [{day: 2026-01-05, do: [draft]}]": "étape 1",
    "story: A\nsteps: [{do: sweep}]": "day",
    "story: A\nsteps: [{day: 2026-02-30, do: sweep}]": "n'existe pas au calendrier",
    "story: A\nsteps: [{day: '2026-02-30', do: sweep}]": "n'est pas une date",
    "story: A\nsteps: [{day: 05/01/2026, do: sweep}]": "n'est pas une date",
    "story: A\nsteps: [{day: 2026-01-05T10:00:00, do: sweep}]": "n'est pas une date",
    "story: A\nsteps: [{day: 2026-01-05, do: sweep, day: 2026-01-06}]": "deux fois",
    "story: A\nsteps: [{day: 2026-01-05, do: sweep, deliberation: D}]": "deliberation",
    "story: A\nsteps: [{day: 2026-01-05, do: draft, concerns: [Daix]}]": "object",
    "story: A\nsteps: [{day: 2026-01-05, do: draft, concerns: Daix, object: S}]": "concerns",
    "story: A\nsteps: [{day: 2026-01-05, do: draft, concerns: [], object: S}]": "concerns",
    "story: A\nsteps: [{day: 2026-01-05, do: draft, concerns: [Daix], object: S, matter: x}]": "matter",
    "story: A\nsteps: [{day: 2026-01-05, do: qualify, as: maybe, reasons: r}]": "maybe",
    "story: A\nsteps: [{day: 2026-01-05, do: opinion, sense: lukewarm}]": "lukewarm",
    "story: A\nsteps: [{day: 2026-01-05, do: vote, for: many, against: 0}]": "many",
    "story: A\nsteps: [{day: 2026-01-05, do: vote, for: -1, against: 0}]": "-1",
    "story: A\nsteps: [{day: 2026-01-05, do: vote, for: 1.5, against: 0}]": "1.5",
    "story: A\nsteps: [{day: 2026-01-05, do: vote, for: true, against: 0}]": "for",
    "story: A\nsteps: [{day: 2026-01-05, do: vote, for: 1, against: 0, proclaimed: NONE}]": "NONE",
    "story: A\nsteps: [{day: 2026-01-05, do: send, refused: perhaps}]": "perhaps",
    "story: A\nsteps: [{day: 2026-01-05, expect: [opinion]}]": "expect",
    "story: A\nsteps: [{day: 2026-01-05, expect: {mood: good}}]": "mood",
    "story: A\nsteps: [{day: 2026-01-05, expect: {opinion: GOOD}}]": "GOOD",
    "story: A\nsteps: [{day: 2026-01-05, expect: {late: null}}]": "late",
    "story: A\nsteps: [{day: 2026-01-05, expect: {contradicted: [mood]}}]": "mood",
    "story: A\nsteps: [{day: 2026-01-05, known_at: later, expect: {late: 0}}]": "later",
    f"story: A\nsteps: [{DRAFT[:-1]}, label: x}}, {DRAFT[:-1]}, label: x}}]": "deux fois",
    "story: " + "[" * 5000: "YAML",
}


@pytest.mark.parametrize("document", NOT_STORIES)
def test_what_is_no_story_is_named(document: str) -> None:
    with pytest.raises(Unreadable, match=r".") as unreadable:
        read_story(document)

    assert NOT_STORIES[document] in str(unreadable.value)


def test_a_story_may_be_json_with_dates_as_strings() -> None:
    document = (
        '{"story": "A", "rules": ["R-1.1"], "steps": [{"day": "2026-01-05", "do": "draft", '
        '"concerns": ["Daix"], "object": "Square"}]}'
    )

    assert read_story(document).moments[0].day.isoformat() == "2026-01-05"


def test_comments_and_empty_documents_are_no_stories() -> None:
    content = "# a comment\n---\n  # another\n---\nstory: A\nsteps: []\n---\n"

    assert [document.strip() for document in split(content)] == ["story: A\nsteps: []"]


def test_the_title_of_what_cannot_be_read_is_still_told() -> None:
    assert title_of("story: Silence\nsteps: [{") == "Silence"
    assert title_of("steps: [{") is None
