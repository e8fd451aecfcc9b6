"""Histories at random: steps of every kind, lawful or not, late and backdated, and corrections.

What is refused is part of a history too: it must leave no trace.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from uuid import uuid4

from adapters.corrections import correct, react
from adapters.register.errors import RegisterError
from domain.entry import INSTITUTION, Payload
from domain.events import (
    ActNumbered,
    CommissionReviewed,
    CommuneConsulted,
    CouncilVoted,
    DeterminationUpheld,
    DeterminationWithdrawn,
    DraftAbandoned,
    DraftRevised,
    EntryAmended,
    EntryAnnulled,
    EntryMoved,
    FileCompleted,
    SeatsAllotted,
)
from domain.refusals import Refused
from domain.words import (
    Casting,
    Change,
    Determination,
    Organ,
    Qualification,
    ReviewOpinion,
    Sense,
)
from tests.offices import (
    ANNE,
    BRUNO,
    DAIX,
    LONGVIC,
    PIECE,
    PIECES,
    Desk,
    draft,
    opinion,
    qualified,
    received,
)

NUMBERS = ("A", "B", "C")
LONG_AGO, SPAN = date(2026, 1, 20), 150
"""Around here the days are drawn: ends of months, a holiday at the end of a period, summer time."""


class Clerk:
    """Records one thing after another at a desk, drawn at random. The seed tells which."""

    def __init__(self, desk: Desk, seed: int, numbers: tuple[str, ...] = NUMBERS) -> None:
        self.desk = desk
        self.random = random.Random(seed)
        self.numbers = numbers
        self.refused = 0
        desk.at(LONG_AGO)

    @property
    def today(self) -> date:
        return self.desk.office.today()

    def work(self, commands: int) -> Iterator[bool]:
        """After each command: whether something was recorded."""
        for number in self.numbers[:-1]:
            yield self.one(number, draft(number, self.today))
            yield self.one(number, qualified(self.today))
            if self.random.random() < 0.8:
                yield self.one(number, CommuneConsulted(day=self.today))
                yield self.one(number, received(self.today))
        for _ in range(commands):
            yield self.command()

    def one(self, number: str, step: Payload) -> bool:
        return bool(self.desk.office.record(number, step, ANNE, documents=PIECES).entries)

    def command(self) -> bool:
        """One command of any kind, or none where the law or the register refuses it."""
        choice = self.random
        if choice.random() < 0.5:
            self.desk.at(self.today + timedelta(days=choice.choice((0, 1, 3, 20, 45))))
        before = self.desk.office.register.last_position()
        kinds = (*(self.step,) * 6, self.correction, self.correction, self.answer, self.upkeep)
        try:
            choice.choice(kinds)()
        except (Refused, RegisterError):
            self.refused += 1
            assert self.desk.office.register.last_position() == before
            return False
        return self.desk.office.register.last_position() > before

    def day(self) -> date:
        """Today more often than not, else some day of the past."""
        if self.random.random() < 0.6:
            return self.today
        return min(self.today, LONG_AGO + timedelta(days=self.random.randrange(SPAN)))

    def step(self) -> None:
        number = self.random.choice(self.numbers)
        self.desk.office.record(
            number, any_step(self.random, number, self.day()), ANNE, documents=PIECES
        )

    def correction(self) -> None:
        choice = self.random
        stream = choice.choice([s for s in self.desk.office.register.streams() if s != INSTITUTION])
        target = choice.choice(self.desk.office.register.entries(stream))
        day, reason = self.today, "erreur de saisie"
        match choice.randrange(6):
            case 0 | 1 | 2:
                fields: dict[str, object] = {"day": self.day().isoformat()}
                if isinstance(target.payload, CouncilVoted):
                    fields = {"votes_for": choice.choice((0, 45, 58))}
                correct(
                    self.desk.office,
                    [EntryAmended(day=day, target=target.ref, reason=reason, fields=fields)],
                    BRUNO,
                )
            case 3:
                to = choice.choice(self.numbers)
                moved = EntryMoved(day=day, target=target.ref, reason=reason, to=to)
                correct(self.desk.office, [moved], BRUNO)
            case _:
                annulled = EntryAnnulled(day=day, target=target.ref, reason=reason)
                correct(self.desk.office, [annulled], BRUNO)

    def answer(self) -> None:
        kind = self.random.choice((DeterminationWithdrawn, DeterminationUpheld))
        reaction = kind(
            day=self.today,
            determination=self.random.choice(tuple(Determination)),
            reason="examen du dossier",
        )
        react(self.desk.office, self.random.choice(self.numbers), reaction, BRUNO)

    def upkeep(self) -> None:
        if self.random.random() < 0.7:
            self.desk.office.sweep()
            return
        seats = SeatsAllotted(
            day=self.day(), commune=LONGVIC, name="Longvic", seats=self.random.choice((35, 40, 43))
        )
        self.desk.office.allot(seats, BRUNO, command_id=uuid4())


def any_step(choice: random.Random, number: str, day: date) -> Payload:
    """A step of any kind, for that day."""
    match choice.randrange(14):
        case 0:
            return draft(number, day, *choice.choice(((DAIX,), (DAIX,), (DAIX, LONGVIC))))
        case 1:
            return qualified(day, choice.choice(tuple(Qualification)))
        case 2:
            return CommissionReviewed(
                day=day, body="Finances", opinion=choice.choice(tuple(ReviewOpinion))
            )
        case 3 | 4:
            return CommuneConsulted(day=day, complete=choice.random() < 0.7)
        case 5:
            return received(day)
        case 6:
            sent = day - timedelta(days=choice.choice((0, 0, 4)))
            return FileCompleted(day=day, sent=sent)
        case 7 | 8:
            voted = day - timedelta(days=choice.choice((-1, 0, 0, 1, 10)))
            sense = choice.choice(tuple(Sense))
            organ = choice.choice((Organ.MUNICIPAL_COUNCIL,) * 4 + (Organ.MAYOR,))
            return opinion(day, sense, voted=voted, organ=organ)
        case 9:
            return DraftRevised(day=day, change=choice.choice(tuple(Change)), text=PIECE)
        case 10:
            if choice.random() < 0.8:
                return ActNumbered(day=day, number=f"ACTE-{number}")
            return DraftAbandoned(day=day, reason="retiré de l'ordre du jour")
        case _:
            yes, no, blank = choice.choice(
                ((58, 28, 0), (57, 29, 0), (50, 36, 0), (43, 43, 0), (54, 20, 6), (0, 0, 0))
            )
            return CouncilVoted(
                day=day,
                votes_for=yes,
                votes_against=no,
                abstentions=blank,
                in_office=choice.choice((86, 86, 85, 80, 90)),
                secret=choice.random() < 0.2,
                casting=choice.choice(tuple(Casting)),
                as_held=choice.choice((None, "tenu malgré tout")),
            )
