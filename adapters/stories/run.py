"""Running a story: the very commands and questions that people use, on a register of its own."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from adapters.clock import SimulatedClock
from adapters.corrections import correct, react
from adapters.office import Author, Office, Recorded
from adapters.stories.language import Question, Step, Story, Unreadable, documents, read_story
from adapters.stories.throwaway import Throwaway, noon
from domain.deliberation.answers import answers
from domain.deliberation.correct import standing
from domain.deliberation.dossier import Dossier
from domain.deliberation.situation import Situation
from domain.entry import NUMBER_PATTERN, Document, Payload
from domain.events import (
    CommissionReviewed,
    CommuneConsulted,
    ConsultationReceived,
    Correction,
    CouncilVoted,
    DeliberationQualified,
    DeterminationUpheld,
    DeterminationWithdrawn,
    DraftRevised,
    DraftSubmitted,
    EntryAmended,
    EntryAnnulled,
    EntryMoved,
    EntryMovedHere,
    FileCompleted,
    OpinionRendered,
    ResultProclaimed,
)
from domain.refusals import Reason, Refused
from domain.words import Change, Outcome

NARRATOR = Author("histoire", "rédacteur de l'histoire")


NOT_NAMED = (ResultProclaimed, EntryMovedHere)
"""Entries that a label does not name: they belong to the vote, and to the move, beside them."""

FIELDS = {
    "as": "qualification",
    "for": "votes_for",
    "against": "votes_against",
    "abstain": "abstentions",
}
"""Keys of the language that the entries call otherwise."""


def attachment(title: str, content: bytes) -> tuple[Document, Mapping[str, bytes]]:
    """A document and its bytes: what a real command needs besides the words of the story."""
    digest = sha256(content).hexdigest()
    document = Document(name=title, media_type="text/plain", size=len(content), sha256=digest)
    return document, {digest: content}


TEXT, TEXT_BYTES = attachment("projet.txt", b"Texte du projet de deliberation.\n")
REVISED, REVISED_BYTES = attachment("projet-modifie.txt", b"Texte modifie du projet.\n")
PROOF, PROOF_BYTES = attachment("piece.txt", b"Piece justificative.\n")


@dataclass(frozen=True)
class Wrong:
    """One answer that differs from what the story wants."""

    step: int
    key: str
    wanted: Any
    got: Any
    why: str | None = None
    """The sentence of a refusal that the story does not want."""


@dataclass
class Told:
    """What happened at one moment of a story, for the page."""

    moment: Step | Question
    recorded: Recorded | None = None
    refused: Refused | None = None
    clock: date = date.min
    """The day on which it was recorded."""
    position: int = 0
    """The last position recorded by then."""
    there: Situation | None = None


@dataclass
class Run:
    """A story that was run: what was told, and every wrong answer."""

    story: Story
    told: list[Told] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)
    dossiers: dict[str, Dossier] = field(default_factory=dict)
    """The deliberations at the end, by number, for the page."""


class Teller:
    """Takes the steps of one story, one after the other."""

    def __init__(self, office: Office, clock: SimulatedClock) -> None:
        self.office = office
        self.clock = clock
        self.known: dict[str, int] = {}
        """Label of a step → the last position recorded up to and including it."""
        self.numbers: dict[str, str] = {}
        self.entries: dict[str, list[str]] = {}
        """Label of a step → the entries it recorded that a correction may name."""
        self.cast: dict[str, Callable[[Step], tuple[Payload, Mapping[str, bytes]]]] = {
            "draft": self.draft,
            "qualify": self.qualify,
            "review": self.review,
            "send": self.send,
            "receive": self.receive,
            "complete": self.complete,
            "opinion": self.opinion,
            "revise": self.revise,
            "vote": self.vote,
        }

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
                told.recorded = correct(self.office, self.corrections(step), NARRATOR)
            else:
                payload, attached = self.fact(step)
                proclaimed = step.values.get("proclaimed")
                told.recorded = self.office.record(
                    self.number(step.deliberation),
                    payload,
                    NARRATOR,
                    documents=attached,
                    proclaimed=Outcome(proclaimed) if proclaimed else None,
                )
        except Refused as refused:
            told.refused = refused
        told.position = self.office.register.last_position()
        if step.label is not None:
            self.known[step.label] = told.position
            written = self.office.register.entries_after(before, 1000)
            self.entries[step.label] = [
                e.ref for e in written if not isinstance(e.payload, NOT_NAMED)
            ]
        return told

    def ask(self, question: Question) -> Told:
        """What is true on that day, as known now or right after a labelled step."""
        known_at = None if question.known_at is None else self.known[question.known_at]
        number = self.number(question.deliberation)
        return Told(question, there=self.office.situation(number, question.day, known_at))

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
        proclaimed = given.pop("proclaimed", None)
        found: list[tuple[str, dict[str, Any]]] = []
        if given or proclaimed is None:
            found.append((targets[0], self.fields(given, target.payload)))
        if proclaimed is not None:
            home = self.office.register.entries(target.entry.stream)
            result = next(
                e.ref
                for e in home
                if isinstance(e.payload, ResultProclaimed) and e.payload.vote == targets[0]
            )
            found.append((result, {"outcome": proclaimed}))
        return [
            EntryAmended(
                day=step.day,
                target=ref,
                fields=fields,
                legal_class=step.values["class"],
                reason=step.values["reason"],
            )
            for ref, fields in found
        ]

    def fields(self, given: dict[str, Any], payload: Payload) -> dict[str, Any]:
        """The keys of a step as the fields of its entry, with values as JSON writes them."""
        fields = {FIELDS.get(key, key): value for key, value in given.items()}
        if "concerns" in fields:
            day = fields.get("day", payload.day)
            fields["concerns"] = [self.commune(c, day) for c in fields["concerns"]]
        if isinstance(payload, CouncilVoted) and ("as_held" in given or "reason" in given):
            held = given.get("as_held", payload.as_held is not None)
            why = fields.pop("reason", None) or payload.as_held
            fields["as_held"] = why if held else None
        return {
            key: value.isoformat() if isinstance(value, date) else value
            for key, value in fields.items()
        }

    def react(self, step: Step) -> Recorded:
        kind = DeterminationWithdrawn if step.do == "withdraw" else DeterminationUpheld
        reaction = kind(
            day=step.day,
            determination=step.values["determination"],
            reason=step.values["reason"],
        )
        return react(self.office, self.number(step.deliberation), reaction, NARRATOR)

    # --- The steps, as the facts they record ---------------------------------------------------------

    def fact(self, step: Step) -> tuple[Payload, Mapping[str, bytes]]:
        """What the step records. Raises ``Unreadable`` where a value cannot be recorded at all."""
        try:
            return self.cast[step.do](step)
        except ValidationError as error:
            fields = ", ".join(str(part["loc"][0]) for part in error.errors() if part["loc"])
            raise Unreadable(f"une valeur ne convient pas ({fields})") from None

    def commune(self, given: str, day: date) -> str:
        found = self.office.institution().composition(day).commune(given)
        if found is None:
            raise Unreadable(f"« {given} » n'est pas une commune de l'établissement")
        return found.commune

    def draft(self, step: Step) -> tuple[Payload, Mapping[str, bytes]]:
        draft = DraftSubmitted(
            day=step.day,
            number=self.number(step.deliberation),
            object=step.values["object"],
            concerns=tuple(self.commune(c, step.day) for c in step.values["concerns"]),
            matter=step.values.get("matter"),
            text=TEXT,
        )
        return draft, TEXT_BYTES

    def qualify(self, step: Step) -> tuple[Payload, Mapping[str, bytes]]:
        qualified = DeliberationQualified(
            day=step.day, qualification=step.values["as"], reasons=step.values["reasons"]
        )
        return qualified, {}

    def review(self, step: Step) -> tuple[Payload, Mapping[str, bytes]]:
        review = CommissionReviewed(
            day=step.day, body=step.values["body"], opinion=step.values["opinion"]
        )
        return review, {}

    def send(self, step: Step) -> tuple[Payload, Mapping[str, bytes]]:
        return CommuneConsulted(day=step.day, complete=step.values.get("complete", True)), {}

    def receive(self, step: Step) -> tuple[Payload, Mapping[str, bytes]]:
        return ConsultationReceived(day=step.day, documents=(PROOF,)), PROOF_BYTES

    def complete(self, step: Step) -> tuple[Payload, Mapping[str, bytes]]:
        completion = FileCompleted(day=step.day, sent=step.values.get("sent"), documents=(PROOF,))
        return completion, PROOF_BYTES

    def opinion(self, step: Step) -> tuple[Payload, Mapping[str, bytes]]:
        opinion = OpinionRendered(
            day=step.day,
            voted=step.values.get("voted"),
            sense=step.values["sense"],
            organ=step.values.get("organ", "municipal_council"),
            documents=(PROOF,),
        )
        return opinion, PROOF_BYTES

    def revise(self, step: Step) -> tuple[Payload, Mapping[str, bytes]]:
        change = Change(step.values["change"])
        return DraftRevised(day=step.day, change=change, text=REVISED), REVISED_BYTES

    def vote(self, step: Step) -> tuple[Payload, Mapping[str, bytes]]:
        strength = self.office.institution().composition(step.day).legal_strength
        vote = CouncilVoted(
            day=step.day,
            votes_for=step.values["for"],
            votes_against=step.values["against"],
            abstentions=step.values.get("abstain", 0),
            secret=step.values.get("secret", False),
            casting=step.values.get("casting", "none"),
            in_office=step.values.get("in_office", strength),
            as_held=(step.values.get("reason") or None) if step.values.get("as_held") else None,
        )
        return vote, {}


def run(story: Story, registers: Throwaway, *, with_dossiers: bool = False) -> Run:
    """Run one story on an empty register. Raises ``Unreadable`` for a value that is no value."""
    done = Run(story)
    if not story.moments:
        return done
    # The clock starts before everything: the first step moves it, even a step of a day to come.
    first = min(m.recorded if isinstance(m, Step) else m.day for m in story.moments)
    clock = SimulatedClock(noon(first))
    with registers.register(clock) as office:
        teller = Teller(office, clock)
        for moment in story.moments:
            try:
                told = teller.take(moment) if isinstance(moment, Step) else teller.ask(moment)
            except Unreadable as error:
                raise Unreadable(f"étape {moment.number} : {error}") from None
            done.told.append(told)
            done.wrong += wrong(told)
        if with_dossiers:
            done.dossiers = {n: office.dossier(n) for n in teller.numbers.values()}
    return done


def wrong(told: Told) -> Iterator[Wrong]:
    """Where what happened is not what the story wants."""
    moment = told.moment
    if isinstance(moment, Step):
        refused = told.refused is not None
        if refused != moment.refused:
            why = str(told.refused) if told.refused else None
            yield Wrong(moment.number, "refused", moment.refused, refused, why)
        return
    assert told.there is not None
    got_all = answers(told.there)
    for key, wanted in moment.expect.items():
        if got_all[key] != wanted or type(got_all[key]) is not type(wanted):
            yield Wrong(moment.number, key, wanted, got_all[key])


def read_file(path: Path) -> Iterator[tuple[int, Story | Unreadable]]:
    """Every story of a file, numbered from 1; what cannot be read comes as its error."""
    for number, document in enumerate(documents(path), start=1):
        try:
            yield number, read_story(document)
        except Unreadable as error:
            yield number, error
