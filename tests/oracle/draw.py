"""Draws stories at random over the words of ``stories/README.md``, lawful steps and unlawful ones.

    python -m tests.oracle.draw --seed 1 --stories 1000 [--corrections] [--steps 20] > drawn.yaml

A story is drawn step by step on the oracle's own register, so that its steps bear on one another
and on the days that matter: E, E + 1, P, P + 1, ends of months, the council's own day. Its
questions ask every key, and expect what the oracle answers.
"""

import argparse
import random
import sys
from datetime import date, timedelta
from typing import Any

import yaml

from tests.oracle.draw_corrections import Corrections
from tests.oracle.draw_days import Days
from tests.oracle.reference import Register

COMMUNES = ("Dijon", "Daix", "Longvic", "Ouges", "Talant", "Fénay", "Chenôve")
SENSES = (
    *("favourable", "unfavourable", "unfavourable", "condition_unmet", "motion_rejected"),
    *("reserves", "condition_met", "no_opinion"),
)
AYES = (58, 58, 57, 57, 56, 56, 55, 54, 53, 59, 50, 45, 43, 42, 44, 0, 86)

Step = dict[str, Any]


class Drawing:
    """One story being drawn."""

    def __init__(self, seed: int, steps: int, corrections: bool) -> None:
        self.random = random.Random(seed)
        self.register = Register()
        self.deliberations = self.random.choice((["D"], ["D"], ["D", "B"], ["A", "B", "C"]))
        self.days = Days(self.random, self.register, self.deliberations)
        self.corrections = Corrections(self.random, self.register, self.deliberations)
        self.with_corrections = corrections
        self.wanted = steps
        self.steps: list[Step] = []
        self.labels = 0

    # ------------------------------------------------------------------ the steps

    def story(self, title: str) -> dict[str, Any]:
        for deliberation in self.deliberations:
            if self.random.random() < 0.9:
                self.opening(deliberation)
        while len(self.steps) < self.wanted:
            if self.random.random() < 0.12:
                self.question()
            else:
                unknown = self.random.random() < 0.01
                self.step("Z" if unknown else self.random.choice(self.deliberations))
        self.closing_questions()
        return {"story": title, "rules": ["R-1.13"], "steps": self.steps}

    def opening(self, deliberation: str) -> None:
        """A draft, its qualification, a sending and its receipt, more often than not."""
        day = self.days.opening()
        self.add(self.draft() | {"deliberation": deliberation, "day": day})
        for do in ("qualify", "send", "receive"):
            if self.random.random() < 0.06:
                continue
            day += timedelta(days=self.random.choice((0, 0, 0, 1, 2)))
            step = getattr(self, do)()
            if do == "qualify":
                step["as"] = self.random.choice(("required",) * 5 + ("precautionary",) * 2)
            self.add(step | {"deliberation": deliberation, "day": max(day, self.register.clock)})
        if self.random.random() < (0.7 if self.with_corrections else 0.3):
            for do in self.random.sample(("opinion", "sweep", "sweep", "vote"), 2):
                self.add(self.one(do, deliberation) or {})

    def step(self, deliberation: str) -> None:
        """Mostly the first lawful one of a few, else any."""
        candidate = None
        lawful = self.random.random() < 0.8
        for _ in range(6):
            candidate = self.candidate(deliberation) or candidate
            if candidate is None or not lawful or not self.register.would_refuse(candidate):
                break
        if candidate is not None:
            self.add(candidate)

    def candidate(self, deliberation: str) -> Step | None:
        kinds = {
            **{"draft": 1, "qualify": 4, "review": 1, "send": 4, "receive": 6, "complete": 4},
            **{"opinion": 11, "revise": 2, "vote": 3, "sweep": 6},
        }
        if self.with_corrections:
            kinds |= {"amend": 10, "annul": 6, "move": 4, "withdraw": 4, "uphold": 3}
            if len(self.steps) > self.wanted / 2:
                kinds |= {"amend": 18, "annul": 12, "move": 9, "withdraw": 7, "uphold": 5}
        return self.one(self.random.choices(list(kinds), list(kinds.values()))[0], deliberation)

    def one(self, do: str, deliberation: str) -> Step | None:
        """A step of that kind with its days; None if there is nothing to correct."""
        if do in ("amend", "annul", "move"):
            step = self.corrections.draw(do, self.days)
        else:
            step = getattr(self, do)()
        if step is None:
            return None
        day, recorded = self.days.draw_for(do, deliberation)
        if do in ("withdraw", "uphold"):
            day = self.days.contradicted(deliberation, day)
        step["day"] = day
        if recorded is not None:
            step["recorded"] = recorded
        if do == "opinion":
            self.date_the_extract(step, day)
        if do != "sweep":
            step["deliberation"] = deliberation
        return dict(step)

    def date_the_extract(self, step: Step, voted: date) -> None:
        """The extract comes on the day of the vote, or later; now and then before, by mistake."""
        later = self.random.choice((0, 0, 1, 2, 10))
        if self.random.random() < 0.25:
            extract = self.register.clock
        else:
            extract = voted + timedelta(days=later)
        if self.random.random() < 0.04:
            extract = voted - ONE_DAY
        if extract != voted:
            step["voted"] = voted
        step["day"] = extract
        if "recorded" in step:
            step["recorded"] = max(extract, step["recorded"])

    def add(self, step: Step) -> None:
        if step["do"] != "sweep" and step.get("deliberation") == "D" and self.random.random() < 0.7:
            del step["deliberation"]
        if self.random.random() < 0.6 or step["do"] in ("vote", "sweep"):
            self.labels += 1
            step["label"] = f"{step['do']}-{self.labels}"
        if self.register.record(step) is not None:
            step["refused"] = True
        self.steps.append(step)

    # ------------------------------------------------------------------ each kind

    def draft(self) -> Step:
        number = self.random.choices((1, 2, 3), (16, 2, 1))[0]
        concerns = self.random.sample(COMMUNES, number)
        step: Step = {"do": "draft", "concerns": concerns, "object": "Projet"}
        if self.random.random() < 0.1:
            step["matter"] = self.random.choice(("loan", "budget", "street_works"))
        return step

    def qualify(self) -> Step:
        kinds = ("required",) * 3 + ("precautionary",) * 3 + ("not_required",) * 2
        return {"do": "qualify", "as": self.random.choice(kinds), "reasons": "motifs"}

    def review(self) -> Step:
        given = self.random.choice(("favourable", "unfavourable", "none"))
        return {"do": "review", "body": "Commission", "opinion": given}

    def send(self) -> Step:
        step: Step = {"do": "send"}
        if self.random.random() < 0.35:
            step["complete"] = False
        return step

    def receive(self) -> Step:
        return {"do": "receive"}

    def complete(self) -> Step:
        return {"do": "complete"} | self.days.dispatch()

    def opinion(self) -> Step:
        step: Step = {"do": "opinion", "sense": self.random.choice(SENSES)}
        if self.random.random() < 0.12:
            step["organ"] = self.random.choice(("mayor", "other"))
        return step

    def revise(self) -> Step:
        kinds = ("editorial", "within_scope", "new_question", "new_question")
        return {"do": "revise", "change": self.random.choice(kinds)}

    def vote(self) -> Step:
        in_office = self.random.choice((86, 86, 86, 85, 84, 83, 82, 80, 87))
        ayes = self.random.choice(AYES)
        tie = self.random.random() < 0.25
        noes = self.random.randint(0, max(0, in_office - ayes))
        if tie:
            ayes = noes = self.random.choice((43, 40, 20, 0))
        step: Step = {"do": "vote", "for": ayes, "against": noes}
        if self.random.random() < 0.3:
            step["abstain"] = self.random.randint(0, max(0, in_office - ayes - noes) + 1)
        if in_office != 86:
            step["in_office"] = in_office
        if self.random.random() < 0.3:
            step["secret"] = True
        if self.random.random() < 0.5:
            step["casting"] = self.random.choice(("for", "against", "none"))
        if self.random.random() < 0.25:
            step |= {"as_held": True, "reason": "séance tenue"}
            if self.random.random() < 0.08:
                del step[self.random.choice(("as_held", "reason"))]
        if self.random.random() < 0.2:
            step["proclaimed"] = self.random.choice(("ADOPTED", "REJECTED", "CONTESTED"))
        return step

    def sweep(self) -> Step:
        return {"do": "sweep"}

    def withdraw(self) -> Step:
        kind = self.random.choice(("deemed_opinion", "deemed_opinion", "result"))
        return {"do": "withdraw", "determination": kind, "reason": "motif"}

    def uphold(self) -> Step:
        return self.withdraw() | {"do": "uphold"}

    # ------------------------------------------------------------------ the questions

    def question(self, deliberation: str | None = None, day: date | None = None) -> None:
        deliberation = deliberation or self.random.choice(self.deliberations)
        question: Step = {"day": day or self.days.asked(deliberation)}
        if self.register.known and self.random.random() < 0.25:
            question["known_at"] = self.random.choice(sorted(self.register.known))
        if deliberation != "D" or self.random.random() < 0.3:
            question["deliberation"] = deliberation
        if self.random.random() < 0.05:
            question["day"] = str(question["day"])  # « dates may be strings »
        question["expect"] = self.register.ask(question)
        self.steps.append(question)

    def closing_questions(self) -> None:
        for deliberation in self.deliberations:
            days = self.days.interesting(deliberation)
            few = self.random.sample(days, min(len(days), 5))
            turning = self.days.turning(deliberation)
            few += self.random.sample(turning, min(len(turning), 3)) + days[-1:]
            for day in sorted(set(few)):
                self.question(deliberation, day)


ONE_DAY = timedelta(days=1)


def draw(seed: int, steps: int = 20, corrections: bool = False) -> dict[str, Any]:
    """A story; the same for the same arguments."""
    title = f"Tirée au sort {seed}{' avec rectifications' if corrections else ''}"
    return Drawing(seed, steps, corrections).story(title)


class Compact(yaml.SafeDumper):
    """A step a line, and no anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def text(stories: list[dict[str, Any]]) -> str:
    lines = []
    for story in stories:
        lines += ["---", f"story: {story['story']}", "rules: [R-1.13]", "steps:"]
        for step in story["steps"]:
            flow = yaml.dump(
                step,
                Dumper=Compact,
                default_flow_style=True,
                allow_unicode=True,
                sort_keys=False,
                width=10**6,
            )
            lines.append(f"- {flow.strip()}")
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--stories", type=int, default=100)
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--corrections", action="store_true")
    told = parser.parse_args()
    seeds = range(told.seed * 1_000_000, told.seed * 1_000_000 + told.stories)
    sys.stdout.write(text([draw(seed, told.steps, told.corrections) for seed in seeds]))


if __name__ == "__main__":
    main()
