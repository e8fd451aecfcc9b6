"""The days on which a drawn story turns: the ends of periods, and the days of what is on record."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from tests.oracle.answers import contradicted
from tests.oracle.days import ONE, prudent_end, three_months_after
from tests.oracle.knowledge import facts_of
from tests.oracle.reference import Register
from tests.oracle.situation import situation

OPENINGS = (
    *(date(2025, 11, 30), date(2027, 11, 30), date(2026, 1, 31), date(2028, 2, 29)),
    *(date(2026, 2, 14), date(2026, 5, 15), date(2026, 1, 12), date(2027, 11, 29)),
    *(date(2026, 8, 31), date(2025, 12, 1), date(2026, 2, 28), date(2028, 1, 31)),
    *(date(2026, 9, 25), date(2026, 8, 11), date(2026, 12, 24), date(2027, 3, 26)),
)


class Days:
    def __init__(
        self, chance: random.Random, register: Register, deliberations: Sequence[str]
    ) -> None:
        self.random = chance
        self.register = register
        self.deliberations = deliberations
        self.first = chance.choice(OPENINGS) - timedelta(days=chance.choice((0, 0, 1, 2, 3, 5)))

    def opening(self) -> date:
        """The draft's day."""
        clock = self.register.clock
        if clock == date.min:
            return self.first
        return clock + timedelta(days=self.random.choice((0, 0, 1, 3)))

    def interesting(self, deliberation: str) -> list[date]:
        """What happened, and what runs out, a day before and a day after."""
        found = {self.register.clock if self.register.clock != date.min else self.first}
        for fact in facts_of(self.register.entries, deliberation):
            found |= {fact.day, fact.placed}
            if fact.do in ("send", "receive", "complete"):
                for start in {fact.day, fact.sent}:
                    last_day = three_months_after(start)
                    found |= {last_day, last_day + ONE, prudent_end(last_day)}
        for entry in self.register.entries:
            if entry.do in ("sweep", "withdraw", "uphold"):
                found |= {entry.told["day"], *(minute.day for minute in entry.minutes)}
        return sorted({day + timedelta(days=n) for day in found for n in (-1, 0, 1)})

    def draw(self, deliberation: str) -> tuple[date, date | None]:
        """The legal day of a step, and the day of its recording when it is told."""
        clock = self.register.clock
        if clock == date.min:
            return self.first, None
        days = self.interesting(deliberation)
        past = [day for day in days if day <= clock]
        ahead = [day for day in days if day > clock]
        what = self.random.random()
        if what < 0.3:
            return clock, None
        if what < 0.42:
            return clock + timedelta(days=self.random.choice((1, 1, 2, 3, 15))), None
        if what < 0.68 and ahead:
            return self.random.choice(ahead[:6]), None
        if what < 0.72:
            # a day that has not come when it is recorded: refused, unless the clock stands there
            return clock + timedelta(days=self.random.choice((0, 1, 40))), clock
        day = self.random.choice(past[-12:] or [clock])
        if self.random.random() < 0.3 and ahead:
            return day, self.random.choice(ahead[:3])
        return day, self.random.choice((None, clock, day))

    def turning(self, deliberation: str) -> list[date]:
        """The days around the end of the period that runs, as far as anything tells it."""
        facts = facts_of(self.register.entries, deliberation)
        sendings = [f for f in facts if f.do == "send"]
        if not sendings:
            return []
        own = [f for f in facts if f.order >= sendings[-1].order]
        starts = [f.day for f in own if f.do in ("receive", "complete")]
        last_day = three_months_after(max(starts, default=sendings[-1].day))
        prudent = prudent_end(last_day)
        early = three_months_after(sendings[-1].day)
        days = {last_day - ONE, last_day, last_day + ONE, prudent, prudent + ONE, early + ONE}
        return sorted(days | {early, prudent_end(early)})

    def draw_for(self, do: str, deliberation: str) -> tuple[date, date | None]:
        """As ``draw``, with a bias to the end of the period for what bears on it."""
        bias = {"opinion": 0.6, "vote": 0.75, "sweep": 0.7, "revise": 0.2}.get(do, 0.0)
        turning = self.turning(deliberation)
        if not turning or self.random.random() >= bias:
            return self.draw(deliberation)
        day = self.random.choice(turning)
        if do == "opinion" and self.random.random() < 0.4:
            day -= timedelta(days=self.random.choice((10, 30, 60)))
        if do == "vote" and self.random.random() < 0.5:
            day = turning[-1] + timedelta(days=self.random.choice((0, 1, 5, 30)))
        late = self.random.random() < 0.2
        return day, max(day, self.register.clock) + timedelta(days=late * 3)

    def asked(self, deliberation: str) -> date:
        days = self.interesting(deliberation)
        turning = self.turning(deliberation)
        if turning and self.random.random() < 0.4:
            return self.random.choice(turning)
        return self.random.choice(days[-9:] if self.random.random() < 0.6 else days)

    def dispatch(self) -> dict[str, Any]:
        """The day on which the missing pieces left: mostly before they came."""
        clock = self.register.clock
        if clock == date.min or self.random.random() < 0.3:
            return {}
        return {"sent": clock - timedelta(days=self.random.choice((0, 1, 3, 20, 60, -1)))}

    def contradicted(self, deliberation: str, day: date) -> date:
        """A day on which something is contradicted, if there is one, more often than not."""
        entries = self.register.entries
        days = [
            candidate
            for candidate in [day, *self.interesting(deliberation)]
            if candidate <= max(day, self.register.clock)
            and contradicted(entries, deliberation, situation(entries, deliberation, candidate))
        ]
        return self.random.choice(days) if days and self.random.random() < 0.9 else day
