"""Runs stories through the product and shrinks what differs from the oracle.

python -m tests.oracle.compare --seed 1 --stories 300 [--corrections] [--shrink 5]
"""

import argparse
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from adapters.stories.language import read_story
from adapters.stories.reading import Unreadable, documents
from adapters.stories.run import run
from adapters.stories.throwaway import throwaway
from tests.oracle.draw import draw, text
from tests.oracle.reference import tell

Story = dict[str, Any]
Judge = Callable[[list[Story]], list[list[str]]]


@contextmanager
def the_product() -> Iterator[Judge]:
    """What is wrong with each story, according to the product."""
    with tempfile.TemporaryDirectory() as folder, throwaway(None) as registers:
        path = Path(folder) / "drawn.yaml"

        def judge(stories: list[Story]) -> list[list[str]]:
            path.write_text(text(stories), encoding="utf-8")
            found: list[list[str]] = []
            for document in documents(path):
                try:
                    story = read_story(document)
                except Unreadable as error:
                    found.append([f"unreadable: {error}"])
                else:
                    found.append([str(wrong) for wrong in run(story, registers).wrong])
            return found

        yield judge


def expected(story: Story) -> Story:
    """The same story, expecting what the oracle answers."""
    steps = []
    for step, told in zip(story["steps"], tell(story), strict=True):
        kept = {key: value for key, value in step.items() if key not in ("refused", "expect")}
        if told.answers is not None:
            wanted = {k: v for k, v in told.answers.items() if k in step["expect"]}
            kept["expect"] = wanted
        elif told.refused is not None:
            kept["refused"] = True
        steps.append(kept)
    return {**story, "steps": steps}


def shrunk(story: Story, judge: Judge) -> Story:
    """A story with no step, key or question too many, that still differs."""

    def differs(candidate: Story) -> bool:
        return bool(judge([candidate])[0])

    def without(current: Story, number: int) -> Story | None:
        steps = current["steps"][:number] + current["steps"][number + 1 :]
        try:
            return expected({**current, "steps": steps})
        except KeyError:  # a label is gone
            return None

    changed = True
    while changed:
        changed = False
        for number in reversed(range(len(story["steps"]))):
            if number < len(story["steps"]):
                candidate = without(story, number)
                if candidate is not None and differs(candidate):
                    story, changed = candidate, True
    for number, step in enumerate(story["steps"]):
        own = "expect" in step
        for key in sorted(step["expect"] if own else step):
            if not own and key in ("do", "day", "entry", "set", "class", "reason", "to"):
                continue
            body = dict(step["expect"]) if own else dict(step)
            del body[key]
            steps = [*story["steps"]]
            steps[number] = {**step, "expect": body} if own else body
            try:
                candidate = expected({**story, "steps": steps})
            except (KeyError, TypeError):
                continue
            found = judge([candidate])[0]
            if found and "unreadable" not in found[0]:
                story = candidate
                step = story["steps"][number]
    return story


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--stories", type=int, default=100)
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--corrections", action="store_true")
    parser.add_argument("--shrink", type=int, default=5)
    told = parser.parse_args()
    seeds = range(told.seed * 1_000_000, told.seed * 1_000_000 + told.stories)
    stories = [draw(seed, told.steps, told.corrections) for seed in seeds]
    with the_product() as judge:
        different = [
            (story, wrong) for story, wrong in zip(stories, judge(stories), strict=True) if wrong
        ]
        print(len(stories), "stories,", len(different), "differ")
        for story, wrong in different[: told.shrink]:
            small = shrunk(story, judge)
            print(text([small]), *judge([small])[0], *wrong[:1], sep="\n# ")


if __name__ == "__main__":
    main()
