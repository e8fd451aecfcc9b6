"""Runs drawn evenings through the product and shrinks what differs from the oracle.

python -m tests.oracle.institutions_compare --seed 1 --stories 300 [--corrections] [--shrink 5]
"""

import argparse
from collections import Counter
from collections.abc import Sequence
from typing import Any

from tests.oracle.compare import Judge, Story, the_product
from tests.oracle.draw import text
from tests.oracle.institutions_draw import draw
from tests.oracle.institutions_reference import Register


def expected(steps: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same steps, expecting what the oracle answers; ``KeyError`` when a label is gone."""
    register = Register()
    found = []
    for step in steps:
        kept = {key: value for key, value in step.items() if key not in ("refused", "expect")}
        if "expect" in step:
            told = register.ask(step)
            kept["expect"] = {key: told[key] for key in step["expect"]}
        elif register.record(step) is not None:
            kept["refused"] = True
        found.append(kept)
    return found


def shrunk(story: Story, judge: Judge) -> Story:
    """A story with no step or key too many that still differs; halves first, then one by one."""

    def differs(steps: Sequence[dict[str, Any]]) -> list[dict[str, Any]] | None:
        try:
            told = expected(steps)
        except Exception:  # a step that no longer makes sense to the oracle
            return None
        wrong = judge([{**story, "steps": told}])[0]
        return told if wrong and "unreadable" not in wrong[0] else None

    steps: list[dict[str, Any]] = story["steps"]
    size = len(steps) // 2
    while size:
        number = len(steps) - size
        while number > -size:
            start = max(0, number)
            smaller = differs(steps[:start] + steps[start + size :])
            if smaller is not None:
                steps = smaller
            number -= size
        size //= 2
    for number in range(len(steps)):
        step = steps[number]
        keys = step.get("expect", step)
        for key in list(keys):
            if key in ("do", "day", "meeting", "entry", "set", "class", "reason", "deliberation"):
                continue
            body = {k: v for k, v in steps[number].get("expect", steps[number]).items() if k != key}
            if not body:
                continue
            fewer = {**step, "expect": body} if "expect" in step else body
            smaller = differs([*steps[:number], fewer, *steps[number + 1 :]])
            if smaller is not None:
                steps = smaller
                step = steps[number]
    return {**story, "steps": steps}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--stories", type=int, default=100)
    parser.add_argument("--corrections", action="store_true")
    parser.add_argument("--shrink", type=int, default=5)
    told = parser.parse_args()
    seeds = range(told.seed * 1_000_000, told.seed * 1_000_000 + told.stories)
    stories = [draw(seed, told.corrections) for seed in seeds]
    with the_product() as judge:
        different = [
            (story, wrong) for story, wrong in zip(stories, judge(stories), strict=True) if wrong
        ]
        print(len(stories), "stories,", len(different), "differ")
        print(Counter(kind(story, wrong[0]) for story, wrong in different).most_common())
        seen: Counter[str] = Counter()
        for story, wrong in different:
            if "step=" not in wrong[0]:
                print(story["story"], wrong)
                continue
            seen[kind(story, wrong[0])] += 1
            if seen[kind(story, wrong[0])] <= 2 and sum(seen.values()) <= told.shrink * 4:
                small = shrunk(story, judge)
                print(text([small]), *judge([small])[0], *wrong[:1], sep="\n# ", flush=True)


def kind(story: Story, wrong: str) -> str:
    """What differs, in a word: the step's verb, or the key."""
    if "step=" not in wrong:
        return "unreadable"
    number, key = wrong.split("step=")[1].split(",")[0], wrong.split("key='")[1].split("'")[0]
    step = story["steps"][int(number) - 1]
    return str(step.get("do", f"{'item ' if 'item' in step else ''}{key}"))


if __name__ == "__main__":
    main()
