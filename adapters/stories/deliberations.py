"""The steps of a deliberation, as the facts they record."""

from collections.abc import Callable, Mapping
from datetime import date
from hashlib import sha256

from pydantic import ValidationError

from adapters.commands import Author
from adapters.office import Office
from adapters.stories.language import Step
from adapters.stories.reading import Unreadable
from domain.assembly.meeting_events import ActPublished, ActTransmitted, PrefectWrote
from domain.entry import Document, Payload
from domain.events import (
    ActRepealed,
    ActWithdrawn,
    CommissionReviewed,
    CommuneConsulted,
    ConsultationReceived,
    CouncilVoted,
    DecisionSigned,
    DeliberationQualified,
    DevelopmentCouncilAdvised,
    DevelopmentCouncilReferred,
    DraftRevised,
    DraftSubmitted,
    FileCompleted,
    OpinionRendered,
)
from domain.words import Change

NARRATOR = Author("histoire", "rédacteur de l'histoire")


def attachment(title: str, content: bytes) -> tuple[Document, Mapping[str, bytes]]:
    """A document and its bytes: what a real command needs besides the words of the story."""
    digest = sha256(content).hexdigest()
    document = Document(name=title, media_type="text/plain", size=len(content), sha256=digest)
    return document, {digest: content}


TEXT, TEXT_BYTES = attachment("projet.txt", b"Texte du projet de deliberation.\n")
REVISED, REVISED_BYTES = attachment("projet-modifie.txt", b"Texte modifie du projet.\n")
ACKNOWLEDGED, ACKNOWLEDGED_BYTES = attachment("accuse-de-reception.txt", b"Acte recu ce jour.\n")
PROOF, PROOF_BYTES = attachment("piece.txt", b"Piece justificative.\n")


Number = Callable[[str], str]
"""The project number of a deliberation of the story."""


class Deliberations:
    """Casts the steps of a deliberation into entries, with what a real command needs besides."""

    def __init__(self, office: Office, number: Number) -> None:
        self.office = office
        self.number = number
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
            "transmit": self.transmit,
            "publish": lambda step: (ActPublished(day=step.day), {}),
            "prefect": self.prefect,
            "sign": lambda step: (
                DecisionSigned(day=step.day, documents=(PROOF,), **step.values),
                PROOF_BYTES,
            ),
            "withdraw_act": self.withdraw_act,
            "repeal_act": lambda step: (
                ActRepealed(day=step.day, decided_by=self.number(step.values["decided_by"])),
                {},
            ),
            "refer_draft": lambda step: (
                DevelopmentCouncilReferred(day=step.day, due=step.values.get("due")),
                {},
            ),
            "advise": lambda step: (
                DevelopmentCouncilAdvised(day=step.day, opinion=step.values["opinion"]),
                {},
            ),
        }

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

    def transmit(self, step: Step) -> tuple[Payload, Mapping[str, bytes]]:
        received = ActTransmitted(day=step.day, documents=(ACKNOWLEDGED,))
        return received, ACKNOWLEDGED_BYTES

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

    def withdraw_act(self, step: Step) -> tuple[Payload, Mapping[str, bytes]]:
        withdrawn = ActWithdrawn(
            day=step.day,
            decided_by=self.number(step.values["decided_by"]),
            illegality=step.values["illegality"],
            as_held=(step.values.get("reason") or None) if step.values.get("as_held") else None,
        )
        return withdrawn, {}

    def prefect(self, step: Step) -> tuple[Payload, Mapping[str, bytes]]:
        what, words = step.values["what"], step.values.get("words", "courrier")
        return PrefectWrote(day=step.day, what=what, words=words), {}
