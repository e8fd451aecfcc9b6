"""The pen that writes a drawn story: its register, its clock, its labels, its days."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, TypeVar

from tests.oracle.institutions_knowledge import Known
from tests.oracle.institutions_meetings import Meeting, meeting_on
from tests.oracle.institutions_reference import Register

Step = dict[str, Any]
T = TypeVar("T")

# Members whose absence tells: the president, mayors, members of the bureau and others, and the
# members of communes of one seat, whose substitutes may come.
TELLING = (
    *("Dijon 1", "Dijon 2", "Dijon 3", "Dijon 5", "Dijon 9", "Dijon 42", "Dijon 43"),
    *("Chenôve 1", "Talant 1", "Talant 2", "Longvic 1", "Daix 1", "Ouges 1", "Ahuy 1"),
    *("Flavignerot 1", "Marsannay-la-Côte 2"),
)
SMALL = ("Daix 1", "Ouges 1", "Ahuy 1", "Flavignerot 1", "Fénay 1")


class Pen:
    def __init__(self, chance: random.Random, first: date) -> None:
        self.random = chance
        self.register = Register()
        self.day = first
        self.steps: list[Step] = []
        self.numbers = 0
        self.names = iter("MNPQRSTUVWXYZABC")

    # ------------------------------------------------------------------ chance

    def pick(self, among: Sequence[T]) -> T:
        return self.random.choice(among)

    def odds(self, chance: float) -> bool:
        return self.random.random() < chance

    def label(self, do: str) -> str:
        self.numbers += 1
        return f"{do}-{self.numbers}"

    # ------------------------------------------------------------------ days

    def later(self, *days: int) -> date:
        """The story moves on, by one of these numbers of days."""
        self.day += timedelta(days=self.pick(days))
        return self.day

    # ------------------------------------------------------------------ steps

    @property
    def now(self) -> Known:
        return self.register.at()

    def meeting(self, name: str) -> Meeting | None:
        """A meeting as it is known to stand on its own day."""
        convened = self.now.first("convene", meeting=name)
        return meeting_on(self.now, name, date.max) if convened else None

    def add(self, step: Step, day: date | None = None, recorded: date | None = None) -> bool:
        """Writes a step; whether it was recorded."""
        told: Step = {"day": self.day if day is None else day, **step}
        if recorded is None and told["day"] < self.register.clock and self.odds(0.3):
            recorded = self.register.clock  # it makes no difference
        if recorded is None and self.odds(0.04):
            recorded = told["day"] + timedelta(days=self.pick((1, 2, -1)))
        if recorded is not None:
            told["recorded"] = recorded
        if "label" not in told and (self.odds(0.55) or told["do"] in ("request", "refer")):
            told["label"] = self.label(told["do"])
        refused = self.register.record(told) is not None
        if refused:
            told["refused"] = True
        self.steps.append(told)
        self.day = max(self.day, self.register.clock)
        return not refused

    def ask(self, about: Step, day: date, known_at: str | None = None) -> None:
        question: Step = {"day": day, **about}
        if known_at is not None:
            question["known_at"] = known_at
        question["expect"] = self.register.ask(question)
        self.steps.append(question)
