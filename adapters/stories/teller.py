"""The teller: takes the steps of one story and asks its questions, as people would."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from adapters.assembly import assembly, record, result_of
from adapters.clock import SimulatedClock
from adapters.commands import Author, Recorded
from adapters.corrections import correct, react
from adapters.office import Office
from adapters.stories.deliberations import Deliberations
from adapters.stories.institution_words import (
    INSTITUTION_STEPS,
    MORE_ON_A_DELIBERATION,
    OF_A_DELIBERATION,
)
from adapters.stories.institutions import Institutions, act_answers, institution_answers
from adapters.stories.language import Question, Step
from adapters.stories.reading import Unreadable
from adapters.stories.throwaway import noon
from domain.assembly.meeting_events import BallotHeld, PutOnAgenda
from domain.corrections import Standing
from domain.deliberation.answers import answers
from domain.deliberation.correct import standing
from domain.deliberation.situation import Situation
from domain.entry import NUMBER_PATTERN, Payload
from domain.events import (
    ActWithdrawn,
    Correction,
    CouncilVoted,
    DeterminationUpheld,
    DeterminationWithdrawn,
    EntryAmended,
    EntryAnnulled,
    EntryMoved,
    EntryMovedHere,
    ResultProclaimed,
)
from domain.refusals import Reason, Refused
from domain.words import Outcome
from projections.subjects import MEETINGS

NARRATOR = Author("histoire", "rédacteur de l'histoire")

NOT_NAMED = (ResultProclaimed, EntryMovedHere, PutOnAgenda)
"""Entries that a label does not name: they belong to the vote, the move, the notice beside them."""

RECTIFYING = {2: "RECTIFICATIVE"}
"""A material error needs the number of its rectifying deliberation: stories do not tell it."""

FIELDS = {
    "as": "qualification",
    "for": "votes_for",
    "against": "votes_against",
    "abstain": "abstentions",
}
"""Keys of the language that the entries call otherwise."""


@dataclass
class Told:
    """What happened at one moment of a story, for the page."""

    moment: Step | Question
    recorded: Recorded | None = None
    refused: Refused | None = None
    attempted: Payload | None = None
    """What a step of the institutions would record, also where it is refused."""
    clock: date = date.min
    """The day on which it was recorded."""
    position: int = 0
    """The last position recorded by then."""
    there: Situation | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)
    """What was answered to a question, by key."""


class Teller:
    """Takes the steps of one story, one after the other."""

    def __init__(self, office: Office, clock: SimulatedClock, by: Author = NARRATOR) -> None:
        self.office = office
        self.clock = clock
        self.by = by
        self.known: dict[str, int] = {}
        """Label of a step → the last position recorded up to and including it."""
        self.numbers: dict[str, str] = {}
        self.entries: dict[str, list[str]] = {}
        """Label of a step → the entries it recorded that a correction may name."""
        self.words: dict[str, str] = {}
        """Label of a step → its word."""
        self.deliberations = Deliberations(office, self.number)

    def number(self, deliberation: str) -> str:
        """The project number of a deliberation of the story: its name, where that can be one."""
        if deliberation not in self.numbers:
            fits = NUMBER_PATTERN.fullmatch(deliberation)
            self.numbers[deliberation] = (
                deliberation if fits else f"H-{len(self.numbers) + 1}-{len(deliberation)}"
            )
        return self.numbers[deliberation]

    def take(self, step: Step) -> Told:
        """Record a step, or learn why it is refused."""
        self.clock.move_to(max(noon(step.recorded), self.clock.now()))
        told = Told(step, clock=self.clock.now().date())
        before = self.office.register.last_position()
        try:
            if step.do == "sweep":
                self.sweep(step.day)
            elif step.do in ("withdraw", "uphold"):
                told.recorded = self.react(step)
            elif step.do in ("amend", "annul", "move"):
                told.recorded = correct(self.office, self.corrections(step), self.by)
            elif of_the_institutions(step):
                told.recorded = self.at_the_institutions(step, told)
            else:
                payload, attached = self.deliberations.fact(step)
                told.recorded = self.office.record(
                    self.number(step.deliberation),
                    payload,
                    self.by,
                    documents=attached,
                    proclaimed=proclaimed(step),
                )
        except Refused as refused:
            told.refused = refused
        told.position = self.office.register.last_position()
        if step.label is not None:
            self.known[step.label] = told.position
            self.words[step.label] = step.do
            written = self.office.register.entries_after(before, 1000)
            self.entries[step.label] = [
                e.ref for e in written if not isinstance(e.payload, NOT_NAMED)
            ]
        return told

    def ask(self, question: Question) -> Told:
        """What is true on that day, as known now or right after a labelled step."""
        known_at = None if question.known_at is None else self.known[question.known_at]
        if question.subject != "deliberation":
            ref = next(iter(self.entries.get(question.name, [])), None)
            there = assembly(self.office, known_at)
            return Told(question, answers=institution_answers(there, question, ref))
        number = self.number(question.deliberation)
        on_the_day = self.office.situation(number, question.day, known_at)
        found = answers(on_the_day)
        if question.expect.keys() & MORE_ON_A_DELIBERATION.keys():
            found |= act_answers(on_the_day)
        return Told(question, there=on_the_day, answers=found)

    def at_the_institutions(self, step: Step, told: Told) -> Recorded:
        """Record a step of a body, of a meeting, of title III."""
        told.attempted = payload = self.institutions().payload(step)
        meeting = step.values.get("meeting") if step.do != "convene" else None
        return record(self.office, payload, self.by, meeting=meeting, proclaimed=proclaimed(step))

    def institutions(self) -> Institutions:
        return Institutions(assembly(self.office), self.number, lambda name: self.targets(name)[0])

    def sweep(self, day: date) -> None:
        """The clerk's look. What it could not write is no answer of the story: it stops here."""
        failed = self.office.sweep(day).failed
        if failed:
            raise RuntimeError(f"l'échéancier n'a pas pu écrire : {failed}")

    # --- Corrections and answers -----------------------------------------------------------------

    def targets(self, label: str) -> list[str]:
        """The entries that a label names; refused where it names nothing."""
        found = self.entries.get(label)
        if not found:
            raise Refused(Reason.NO_SUCH_ENTRY, target=f"« {label} »")
        return found

    def corrections(self, step: Step) -> Sequence[Correction]:
        day, reason = step.day, step.values["reason"]
        targets = self.targets(step.values["entry"])
        match step.do:
            case "annul":
                return [EntryAnnulled(day=day, target=t, reason=reason) for t in targets]
            case "move":
                to = self.number(step.values["to"])
                return [EntryMoved(day=day, target=t, reason=reason, to=to) for t in targets]
            case _:
                return self.amendments(step, targets)

    def amendments(self, step: Step, targets: Sequence[str]) -> Sequence[Correction]:
        """What ``set`` says, as the fields of the entry; a vote's result is an entry of its own."""
        given = dict(step.values["set"])
        target = standing(targets[0], self.office.register.entries(targets[0].rpartition("#")[0]))
        said = given.pop("proclaimed", None)
        found: list[tuple[str, dict[str, Any]]] = []
        if given or said is None:
            word = self.words[step.values["entry"]]
            found.append((targets[0], self.fields(word, given, target)))
        if said is not None:
            result = result_of(self.office, targets[0])
            if result is None:
                raise Refused(Reason.NO_SUCH_ENTRY, target=f"« {step.values['entry']} » (résultat)")
            found.append((result, {"outcome": said}))
        return [
            EntryAmended(
                day=step.day,
                target=ref,
                fields=fields,
                legal_class=step.values["class"],
                rectifying_deliberation=RECTIFYING.get(step.values["class"]),
                reason=step.values["reason"],
            )
            for ref, fields in found
        ]

    def fields(self, word: str, given: dict[str, Any], target: Standing) -> dict[str, Any]:
        """The keys of a step as the fields of its entry, with values as JSON writes them."""
        payload = target.payload
        fields = dict(given)
        if isinstance(payload, CouncilVoted | BallotHeld | ActWithdrawn) and {
            "as_held",
            "reason",
        } & set(given):
            held = fields.pop("as_held", payload.as_held is not None)
            why = fields.pop("reason", None) or payload.as_held
            fields["as_held"] = why if held else None
        if "decided_by" in fields:
            fields["decided_by"] = self.number(fields["decided_by"])
        if word in INSTITUTION_STEPS:
            day, meeting = given.get("day", payload.day), target.stream.removeprefix(MEETINGS)
            fields = self.institutions().fields(word, fields, day, meeting)
        elif "concerns" in fields:
            day = fields.get("day", payload.day)
            fields["concerns"] = [self.deliberations.commune(c, day) for c in fields["concerns"]]
        return {
            FIELDS.get(key, key): value.isoformat() if isinstance(value, date) else value
            for key, value in fields.items()
        }

    def react(self, step: Step) -> Recorded:
        kind = DeterminationWithdrawn if step.do == "withdraw" else DeterminationUpheld
        reaction = kind(
            day=step.day,
            determination=step.values["determination"],
            reason=step.values["reason"],
        )
        return react(self.office, self.number(step.deliberation), reaction, self.by)


def of_the_institutions(step: Step) -> bool:
    """Whether a step is of a body, a meeting or title III; publishing an act is of a deliberation."""
    if step.do == "publish":
        of_an_act = step.values["what"] == "act"
        if of_an_act == ("meeting" in step.values):
            raise Unreadable("« publish » : un acte, ou la liste ou le procès-verbal d'une séance")
        return not of_an_act
    return step.do in INSTITUTION_STEPS and step.do not in OF_A_DELIBERATION


def proclaimed(step: Step) -> Outcome | None:
    said = step.values.get("proclaimed")
    return Outcome(said) if said else None
