"""Offices for tests: a small institution on either database, and the steps in a few words each."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from adapters.clock import Clock, SimulatedClock, start_of
from adapters.commands import Author, Recorded, on_one_stream
from adapters.office import Office
from domain.entry import Document, Payload, deliberation_stream
from domain.events import (
    CommuneConsulted,
    ConsultationReceived,
    CouncilVoted,
    DeliberationQualified,
    DraftSubmitted,
    InstitutionEstablished,
    OpinionRendered,
    SeatsAllotted,
)
from domain.words import Organ, Qualification, Sense

FIRST_DAY = date(1999, 7, 13)
DAIX, DIJON, LONGVIC = "21223", "21231", "21355"
SEATS = {DAIX: ("Daix", 1), DIJON: ("Dijon", 45), LONGVIC: ("Longvic", 40)}
STRENGTH = 86

ANNE = Author("a.prehaut", "secrétariat des assemblées", "Anne Préhaut")
BRUNO = Author("b.martin", "administrateur du registre")

PROOF = b"%PDF-1.7\n\x00\xff\r\nDaix\x1a"
PIECE = Document(
    name="piece.pdf",
    media_type="application/pdf",
    size=len(PROOF),
    sha256=sha256(PROOF).hexdigest(),
)
PIECES = {PIECE.sha256: PROOF}


def noon(day: date) -> datetime:
    """An instant far from both ends of the legal day."""
    return datetime.combine(day, time(11), UTC)


def composition(day: date = FIRST_DAY) -> list[SeatsAllotted]:
    return [
        SeatsAllotted(day=day, commune=code, name=name, seats=seats)
        for code, (name, seats) in SEATS.items()
    ]


def found(url: str, clock: Clock) -> Office:
    """A new register with three communes and 86 seats, in position 1 to 4."""
    office = Office.found(url, clock, durable=False)
    office.establish(InstitutionEstablished(day=FIRST_DAY, name="EPCI"), composition(), BRUNO)
    return office


@contextmanager
def an_office(url: str, day: date = date(2026, 1, 1)) -> Iterator["Desk"]:
    """A new office on a simulated clock, closed at the end."""
    clock = SimulatedClock(noon(day))
    office = found(url, clock)
    try:
        yield Desk(office, clock)
    finally:
        office.close()


@contextmanager
def opened(url: str, clock: Clock) -> Iterator[Office]:
    """Another office over the same register: connections of its own."""
    office = Office.open(url, clock, durable=False)
    try:
        yield office
    finally:
        office.close()


@dataclass
class Desk:
    """An office and the hand that moves its clock."""

    office: Office
    clock: SimulatedClock

    def at(self, day: date) -> "Desk":
        self.clock.move_to(noon(day))
        return self

    def at_the_start_of(self, day: date, plus: timedelta = timedelta(0)) -> "Desk":
        """The first instant of the legal day in Paris, or so much later (earlier)."""
        self.clock.move_to(start_of(day, "Europe/Paris") + plus)
        return self

    def record(self, number: str, *steps: Payload, command_id: UUID | None = None) -> Recorded:
        """Each of the steps; the clock is moved on to its day where it stands before it."""
        for step in steps:
            if self.office.today() < step.day:
                self.at(step.day)
            done = self.office.record(number, step, ANNE, documents=PIECES, command_id=command_id)
        return done

    def received(self, number: str, day: date) -> None:
        """Drafted, qualified, sent and received on that day: the three months run from it."""
        self.record(number, *consulted(number, day))

    def received_at_once(self, number: str, day: date) -> None:
        """The same in one command, where many are needed."""
        steps = consulted(number, day)
        stream = deliberation_stream(number)
        self.office.write(lambda: on_one_stream(stream, (), steps), ANNE, documents=PIECES)

    def rows(self, question: Any) -> Sequence[dict[str, Any]]:
        return [dict(row) for row in self.office.query(question)]


def consulted(number: str, day: date) -> list[Payload]:
    return [draft(number, day), qualified(day), CommuneConsulted(day=day), received(day)]


def draft(number: str, day: date, *concerns: str) -> DraftSubmitted:
    return DraftSubmitted(
        day=day, number=number, object=f"Projet {number}", concerns=concerns or (DAIX,), text=PIECE
    )


def qualified(day: date, how: Qualification = Qualification.REQUIRED) -> DeliberationQualified:
    return DeliberationQualified(day=day, qualification=how, reasons="effets limités à Daix")


def received(day: date) -> ConsultationReceived:
    return ConsultationReceived(day=day, documents=(PIECE,))


def opinion(
    day: date,
    sense: Sense = Sense.UNFAVOURABLE,
    *,
    voted: date | None = None,
    organ: Organ = Organ.MUNICIPAL_COUNCIL,
) -> OpinionRendered:
    return OpinionRendered(day=day, sense=sense, voted=voted, organ=organ, documents=(PIECE,))


def vote(
    day: date, yes: int = 50, no: int = 36, *, in_office: int = STRENGTH, as_held: str | None = None
) -> CouncilVoted:
    return CouncilVoted(
        day=day, votes_for=yes, votes_against=no, in_office=in_office, as_held=as_held
    )
