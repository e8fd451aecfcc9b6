"""Tells a story, given as YAML loads it: what each step becomes, what each question must answer.

``tell(story)`` says of each step whether it is refused, and of each question every answer. The
words quoted in « » are those of ``stories/README.md``; see ``CHOICES.md`` for what they leave open.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from tests.oracle import choices
from tests.oracle.answers import answers, contradicted, of_the_first_kind
from tests.oracle.days import ONE, as_day
from tests.oracle.knowledge import (
    CORRECTIONS,
    DEFAULTS,
    FACTS,
    REACTIONS,
    Entries,
    Entry,
    Fact,
    Minute,
    facts_of,
    named,
    place_of,
    stands,
    values_of,
)
from tests.oracle.situation import (
    SEATS,
    allowed,
    belonging,
    consultation_at,
    end_of,
    opinion,
    outcome,
    qualification,
    situation,
    the_first,
)

Story = Mapping[str, Any]


@dataclass(frozen=True)
class Told:
    """What became of a step: ``refused`` says why, or is None; a question has ``answers``."""

    refused: str | None = None
    answers: Mapping[str, Any] | None = None


def refusal_of_a_fact(
    entries: Entries, deliberation: str, new: Fact, amended: bool = False
) -> str | None:
    """« Refused, by what is so on the legal day of the step ». ``entries`` are the others; ``new``
    is recorded now, the last in order of its day."""
    facts = facts_of(entries, deliberation)
    day, do, values = new.day, new.do, new.values
    draft = the_first(facts, "draft", new.placed)
    if do == "draft":
        other = draft if choices.SECOND_BY_LEGAL_DAY else the_first(facts, "draft")
        return "a second draft" if other else None
    if draft is None:
        # « any step, but a correction or a sweep, on a deliberation without a draft on its legal
        # day (an opinion: on that of its vote) »
        return "without a draft on its legal day"
    council = the_first(facts, "vote", day)
    if do in ("qualify", "send", "revise") and council is not None:
        return "on or after the day of the council's vote"
    if do == "qualify" and values["as"] in ("required", "precautionary"):
        if len(draft.values["concerns"]) != 1:
            return "unless exactly one commune is concerned"
    elif do == "send":
        if qualification(facts, day) not in ("required", "precautionary"):
            return "sending what is not so qualified"
    elif do in ("receive", "complete"):
        # « receiving or completing when no consultation is in force that day, where a receipt or a
        # completion stands for it, whatever its day, and completing what was complete »
        sending = consultation_at(facts, end_of(day))
        if sending is None:
            return "no consultation is in force that day"
        if belonging(facts, do, sending):
            return "a receipt or a completion stands for it"
        if do == "complete" and sending.values["complete"]:
            return "completing what was complete"
    elif do == "opinion":
        if new.day < new.voted:
            return "an opinion received before it was voted"
    elif do == "vote":
        other = council if choices.SECOND_BY_LEGAL_DAY else the_first(facts, "vote")
        return refusal_of_a_vote(entries, deliberation, new, other, amended)
    return None


def refusal_of_a_vote(
    entries: Entries, deliberation: str, new: Fact, other: Fact | None, amended: bool
) -> str | None:
    values = new.values
    if values["in_office"] > SEATS:
        return "`in_office`, itself at most 86"
    if values["for"] + values["against"] + values["abstain"] > values["in_office"]:
        return "a vote of more (for, against and abstentions) than `in_office`"
    if other is not None:
        return "a second one (the remedy is a new deliberation)"
    as_held = values["as_held"] and values.get("reason")
    # « (a vote that became irregular excepted) »
    if not amended and not as_held and not allowed(situation(entries, deliberation, new.day)):
        return "before R-1.14 allows it unless `as_held` with its reason"
    return None


def refusal_of_a_correction(entries: Entries, clock: date, step: Story) -> str | None:
    do, entry = step["do"], named(entries, step["entry"])
    # « correcting what does not stand (unknown, annulled, a sweep that wrote nothing) »
    if entry is None or not stands(entries, entry):
        return "correcting what does not stand"
    if do == "annul":
        return None
    if entry.do not in FACTS:
        return "amending or moving a correction, a withdrawal, an upholding or a sweep"
    if do == "move":
        if entry.do in ("draft", "qualify", "revise"):
            return "moving a draft, a qualification or a revision"
        there = facts_of(entries, step["to"])
        if the_first(there, "draft", as_day(step["day"])) is None:
            return "moving to a deliberation without a draft"
        by = as_day(step["day"]) if choices.SECOND_BY_LEGAL_DAY else None
        if entry.do == "vote" and the_first(there, "vote", by):
            return "moving a vote where one stands"
        return None
    if step["class"] == 3:
        return "class 3 (R-9.5)"
    values = {**values_of(entries, entry), **step["set"]}
    now = Entry(10**6, entry.do, place_of(entries, entry), entry.label, values)
    if as_day(values["day"]) > clock:
        # « A step whose day lies after its clock is refused, and so is an amendment that would
        # bring an entry there. »
        return "its day lies after its clock"
    # « an amendment after which the entry could not be recorded now with those values, the others
    # being as they are »
    others = [e for e in entries if e != entry]
    return refusal_of_a_fact(others, now.deliberation, Fact(now, values), amended=True)


class Register:
    """The entries on record, and the clock."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.clock = date.min
        self.known: dict[str, int] = {}

    def record(self, step: Story) -> str | None:
        """Records a step, or says why it is refused."""
        # « The clock stands at the later of `recorded` (a date, by default `day`) and the clock of
        # the step above, refused or not »
        self.clock = max(self.clock, as_day(step.get("recorded", step["day"])))
        why = self.refusal(step)
        if why is None:
            self.write(step)
        if "label" in step:
            self.known[step["label"]] = len(self.entries)
        return why

    def would_refuse(self, step: Story) -> bool:
        """Whether it would, were it recorded next."""
        clock = self.clock
        self.clock = max(clock, as_day(step.get("recorded", step["day"])))
        why = self.refusal(step)
        self.clock = clock
        return why is not None

    def refusal(self, step: Story) -> str | None:
        do, day = step["do"], as_day(step["day"])
        deliberation = step.get("deliberation", "D")
        if day > self.clock:
            return "its day lies after its clock"
        if do == "sweep":
            return None
        if do in CORRECTIONS:
            return refusal_of_a_correction(self.entries, self.clock, step)
        if do in REACTIONS:
            now = situation(self.entries, deliberation, day)
            if step["determination"] not in contradicted(self.entries, deliberation, now):
                return "withdrawing or upholding what is not contradicted that day"
            return None
        values = {**DEFAULTS.get(do, {}), **step}
        new = Fact(Entry(10**6, do, deliberation, None, values), values)
        return refusal_of_a_fact(self.entries, deliberation, new)

    def write(self, step: Story) -> None:
        do, deliberation = step["do"], step.get("deliberation", "D")
        position = len(self.entries) + 1
        entry = Entry(position, do, deliberation, step.get("label"), dict(step))
        if do == "sweep":
            minutes = self.swept(as_day(step["day"]))
            if not minutes:
                return
            entry = replace(entry, minutes=tuple(minutes))
        if do == "vote" and "proclaimed" not in step:
            # « default: the outcome as then computed »
            now = situation([*self.entries, entry], deliberation, as_day(step["day"]))
            entry = replace(entry, told={**step, "proclaimed": outcome(now)})
        self.entries.append(entry)

    def swept(self, on: date) -> list[Minute]:
        """« the clerk looks, on that day, at what has run out on every deliberation »; « the clerk
        minutes only an opinion that was tacit then »; « While one of the first kind stands,
        contradicted or not, the clerk writes no other. »"""
        found = []
        for deliberation in sorted({place_of(self.entries, e) for e in self.entries}):
            now = situation(self.entries, deliberation, on)
            if opinion(now) != "TACIT_FAVOURABLE" or now.sending is None or now.period is None:
                continue
            if of_the_first_kind(self.entries, deliberation, now):
                continue
            legal_day = now.period.last_day() + ONE
            found.append(Minute(deliberation, now.sending.position, legal_day))
        return found

    def ask(self, question: Story) -> dict[str, Any]:
        """« asks what is true on the legal day D, knowing all that was recorded above; with
        `known_at: LABEL`, knowing only what was recorded up to and including that step »"""
        known = self.known[question["known_at"]] if "known_at" in question else len(self.entries)
        deliberation = question.get("deliberation", "D")
        return answers(self.entries[:known], deliberation, as_day(question["day"]))


def tell(story: Story) -> list[Told]:
    register = Register()
    return [
        Told(answers=register.ask(step))
        if "expect" in step
        else Told(refused=register.record(step))
        for step in story["steps"]
    ]
