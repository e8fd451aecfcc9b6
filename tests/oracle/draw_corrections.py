"""Corrections for a drawn story: of facts, of corrections, of corrections of corrections."""

import random
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from tests.oracle.days import as_day
from tests.oracle.draw_days import Days
from tests.oracle.knowledge import FACTS, Entry, place_of, stands, values_of
from tests.oracle.reference import Register

SENSES = ("favourable", "unfavourable", "condition_unmet", "motion_rejected", "no_opinion")


class Corrections:
    def __init__(
        self, chance: random.Random, register: Register, deliberations: Sequence[str]
    ) -> None:
        self.random = chance
        self.register = register
        self.deliberations = deliberations

    def draw(self, do: str, days: Days) -> dict[str, Any] | None:
        """A correction of an entry that has a label; None if there is none."""
        entry = self.entry(do)
        if entry is None:
            return None
        step: dict[str, Any] = {"do": do, "entry": entry.label}
        if do == "amend":
            step |= {"set": self.changes(entry, days), "class": self.legal_class()}
        elif do == "move":
            step["to"] = self.random.choice([*self.deliberations, *self.deliberations, "Z"])
        if self.random.random() < 0.04:
            step["entry"] = "inconnue"
        return step | {"reason": "erreur"}

    def entry(self, do: str) -> Entry | None:
        """Mostly one that stands and that such a correction fits."""
        labelled = [e for e in self.register.entries if e.label is not None]
        if self.random.random() < 0.85:
            labelled = [e for e in labelled if stands(self.register.entries, e)]
        if do != "annul" and self.random.random() < 0.92:
            labelled = [e for e in labelled if e.do in FACTS]
        if do == "move" and self.random.random() < 0.85:
            labelled = [e for e in labelled if e.do not in ("draft", "qualify", "revise")]
        if self.random.random() < 0.3:
            weighty = [e for e in labelled if e.do in ("send", "receive", "vote", "sweep")]
            labelled = weighty or labelled
        if do == "annul" and self.random.random() < 0.5:
            corrections = [e for e in labelled if e.do not in FACTS]
            labelled = corrections or labelled
            if corrections and self.random.random() < 0.5:
                labelled = corrections[-1:]
        return self.random.choice(labelled) if labelled else None

    def legal_class(self) -> int:
        return self.random.choice((1, 1, 1, 1, 2, 2, 2, 3))

    def changes(self, entry: Entry, days: Days) -> dict[str, Any]:
        values = values_of(self.register.entries, entry)
        if entry.do not in FACTS:
            return {"day": values["day"]}
        pick = self.random.choice
        day = self.day(entry, days)
        found: dict[str, dict[str, Any]] = {
            "draft": {"concerns": pick((["Daix"], ["Longvic"], ["Daix", "Ouges"]))},
            "qualify": {"as": pick(("required", "precautionary", "not_required"))},
            "review": {"opinion": pick(("favourable", "unfavourable", "none"))},
            "send": {"complete": pick((True, False))},
            "complete": {"sent": day - timedelta(days=pick((0, 1, 30)))},
            "opinion": {"sense": pick(SENSES), "voted": day, "organ": pick(ORGANS)},
            "revise": {"change": pick(("editorial", "new_question", "within_scope"))},
            "vote": {
                **{"for": pick((56, 57, 58, 43, 44, 0)), "against": pick((0, 20, 28, 43, 44))},
                **{"in_office": pick((86, 83, 80)), "casting": pick(("for", "none"))},
                **{"secret": pick((True, False)), "proclaimed": pick(("ADOPTED", "REJECTED"))},
            },
        }
        own = found.get(entry.do, {})
        if not own or self.random.random() < 0.45:
            return {"day": day} | ({"sent": day} if "sent" in own else {})
        keys = self.random.sample(sorted(own), 1 if self.random.random() < 0.7 else len(own))
        return {key: own[key] for key in keys}

    def day(self, entry: Entry, days: Days) -> Any:
        """Near its own day, or one of the days that matter."""
        own = as_day(values_of(self.register.entries, entry)["day"])
        if self.random.random() < 0.5:
            return own + timedelta(days=self.random.choice((-3, -2, -1, -1, 0, 1, 1, 2, 28)))
        return days.asked(place_of(self.register.entries, entry))


ORGANS = ("municipal_council", "municipal_council", "mayor")
