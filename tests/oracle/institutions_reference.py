"""Tells a story in the words of ``stories/institutions.md`` and of the README beside it.

The README's own part is the colleague's (``reference.py``); this one adds the bodies, their
meetings and what follows. See ``CHOICES-institutions.md`` for what the page leaves open.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tests.oracle.days import as_day
from tests.oracle.institutions_after import answer
from tests.oracle.institutions_bodies import convened_members, members_of
from tests.oracle.institutions_knowledge import (
    DEFAULTS,
    KINDS,
    MEMBER_KEYS,
    Known,
    known,
    told_to_the_readme,
)
from tests.oracle.institutions_meetings import kind_of, meeting_on, outcome, present
from tests.oracle.institutions_refusals import of_an_amendment, why_not
from tests.oracle.knowledge import CORRECTIONS, FACTS, Entry, facts_of
from tests.oracle.reference import Register as ReadmeRegister
from tests.oracle.reference import Told, refusal_of_a_correction
from tests.oracle.situation import the_first

Story = Mapping[str, Any]


def body_meant(now: Known, do: str, told: Mapping[str, Any]) -> list[str]:
    """« the first so many members in office of that body (for `compose`: of the council; at a
    meeting: on the day it is `held`), in its order »"""
    day = as_day(told["day"])
    if do == "convene":
        return members_of(now, told["body"], as_day(told["held"]), told.get("commission"))
    if do in ("open", "arrive", "leave", "recuse"):
        meeting = now.first("convene", meeting=told["meeting"])
        return convened_members(now, meeting) if meeting else []
    return members_of(now, "council", day)


def named(now: Known, do: str, told: Mapping[str, Any], keys: Mapping[str, Any]) -> dict[str, Any]:
    """``keys`` with the members that a number means, « as known when the step (or the amendment)
    is recorded »."""
    found = dict(keys)
    for key in MEMBER_KEYS.get(do, ()):
        if isinstance(found.get(key), int):
            found[key] = body_meant(now, do, told)[: found[key]]
    return found


class Register(ReadmeRegister):
    """The entries on record, and the clock."""

    def __init__(self) -> None:
        super().__init__()
        self.cache: dict[int, Known] = {}

    def at(self, position: int | None = None) -> Known:
        upto = len(self.entries) if position is None else position
        if upto not in self.cache:
            self.cache[upto] = known(self.entries[:upto])
        return self.cache[upto]

    def refusal(self, step: Story) -> str | None:
        do, day, now = step["do"], as_day(step["day"]), self.at()
        if day > self.clock:
            return "its day lies after its clock"
        if do in CORRECTIONS:
            return self.refusal_of_a_correction(step)
        if do in KINDS:
            told = {**DEFAULTS.get(do, {}), **step}
            return why_not(now, do, {**told, **named(now, do, told, told)})
        return self.by_the_readme(told_to_the_readme(now)).refusal(step)

    def by_the_readme(self, entries: list[Entry]) -> ReadmeRegister:
        other = ReadmeRegister()
        other.entries, other.clock = entries, self.clock
        return other

    def refusal_of_a_correction(self, step: Story) -> str | None:
        do, now = step["do"], self.at()
        entry = now.labelled(step["entry"])
        # « correcting what does not stand (unknown, annulled, …) » (README)
        if entry is None or not now.stands(entry):
            return "correcting what does not stand"
        if do == "annul":
            return None
        if entry.do in FACTS:
            return refusal_of_a_correction(told_to_the_readme(now), self.clock, step)
        if do == "move":
            return self.refusal_of_a_move(entry, step)
        if entry.do not in KINDS:
            return "amending a correction, a withdrawal, an upholding or a sweep"
        if step["class"] == 3:
            return "class 3 (R-9.5)"
        fact = next(f for f in now.facts if f.entry == entry)
        values = {**fact.values, **step["set"]}
        values |= named(now, entry.do, values, step["set"])
        if as_day(values["day"]) > self.clock:
            return "an amendment that would bring an entry there"
        return of_an_amendment(now, entry.do, fact.values, step["set"]) or why_not(
            known([e for e in self.entries if e != entry]), entry.do, values, amended=True
        )

    def refusal_of_a_move(self, entry: Entry, step: Story) -> str | None:
        """« the entry stood on the wrong deliberation » (README): a transmission or the publication
        of an act may; « a ballot … cannot be moved », and the others stand on none."""
        if entry.do != "transmit" and (entry.do != "publish" or entry.told["what"] != "act"):
            return "moving what stands on no deliberation, or a ballot"
        there = facts_of(told_to_the_readme(self.at()), step["to"])
        drafted = the_first(there, "draft", as_day(step["day"]))
        return None if drafted else "moving to a deliberation without a draft"

    def write(self, step: Story) -> None:
        do, now, position = step["do"], self.at(), len(self.entries) + 1
        if do == "amend" and (entry := now.labelled(step["entry"])) and entry.do in KINDS:
            self.entries.append(self.amendment(step, entry))
        elif do in KINDS:
            told = named(now, do, {**DEFAULTS.get(do, {}), **step}, step)
            self.entries.append(
                self.ballot(position, told)
                if do == "ballot"
                else Entry(position, do, "", step.get("label"), told)
            )
        else:
            other = self.by_the_readme(told_to_the_readme(now))
            count = len(other.entries)
            other.write(step)
            for written in other.entries[count:]:
                self.entries.append(replace(written, position=position))

    def ballot(self, position: int, told: dict[str, Any]) -> Entry:
        """« (R-4.4), as it was when the ballot was recorded »; « `proclaimed` (… default: the outcome
        as then computed) » (README)."""
        values = {**DEFAULTS["ballot"], **told}
        entry = Entry(
            position, "ballot", "", told.get("label"), {**told, "kind": self.kind(values)}
        )
        if "proclaimed" not in told:
            after = known([*self.entries, entry])
            fact = next(f for f in after.facts if f.entry == entry)
            result = outcome(after, fact, as_day(told["day"]))
            entry = replace(entry, told={**entry.told, "proclaimed": result})
        return entry

    def kind(self, values: Mapping[str, Any]) -> str:
        meeting = meeting_on(self.at(), values["meeting"], as_day(values["day"]))
        there = present(meeting, values["item"]) if meeting else 0
        return kind_of(there, values["asked_public"], values["asked_secret"])

    def amendment(self, step: Story, entry: Entry) -> Entry:
        now = self.at()
        fact = next(f for f in now.facts if f.entry == entry)
        values = {**fact.values, **step["set"]}
        changes = named(now, entry.do, values, step["set"])
        if entry.do == "ballot" and {"asked_public", "asked_secret"} & set(changes):
            # « or when what was asked for was amended, whatever else is corrected later »
            changes["kind"] = self.kind(values)
        told = {**step, "set": changes}
        return Entry(len(self.entries) + 1, "amend", "", step.get("label"), told)

    def ask(self, question: Story) -> dict[str, Any]:
        upto = self.known[question["known_at"]] if "known_at" in question else None
        return answer(self.at(upto), question)


def tell(story: Story) -> list[Told]:
    register = Register()
    return [
        Told(answers=register.ask(step))
        if "expect" in step
        else Told(refused=register.record(step))
        for step in story["steps"]
    ]
