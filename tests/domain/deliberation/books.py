"""A deliberation written down in memory, by ``decide`` alone: the domain needs no store."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from domain.deliberation.answers import answers
from domain.deliberation.deadlines import deadlines
from domain.deliberation.decide import decide
from domain.deliberation.determinations import deem
from domain.deliberation.dossier import Dossier
from domain.deliberation.situation import Situation
from domain.entry import INSTITUTION, Entry, Payload, deliberation_stream
from domain.events import InstitutionEstablished, SeatsAllotted
from domain.institution import Institution
from domain.law.book import LAW
from tests.offices import FIRST_DAY, composition

NUMBER = "2026-014"


def entry(stream: str, version: int, payload: Payload, position: int) -> Entry:
    return Entry(
        stream=stream,
        version=version,
        payload=payload,
        event_id=UUID(int=position),
        recorded_at=datetime(2026, 1, 1, tzinfo=UTC),
        recorded_by="a.prehaut",
        capacity="secrétariat",
        command_id=UUID(int=position),
        position=position,
    )


def institution(*changes: SeatsAllotted) -> Institution:
    """The small institution, and changes of its composition."""
    payloads = [InstitutionEstablished(day=FIRST_DAY, name="EPCI"), *composition(), *changes]
    return Institution(
        tuple(entry(INSTITUTION, n, payload, n) for n, payload in enumerate(payloads, start=1))
    )


@dataclass
class Book:
    """The dossier as it grows."""

    dossier: Dossier = field(default_factory=lambda: Dossier(NUMBER, (), institution(), LAW))

    def take(self, step: Payload, today: date | None = None) -> list[Payload]:
        """Decide and write. Raises ``Refused``; then the book is as it was."""
        return self.write(*decide(step, self.dossier, today or step.day))

    def write(self, *payloads: Payload) -> list[Payload]:
        entries = list(self.dossier.entries)
        for payload in payloads:
            version = len(entries) + 1
            entries.append(entry(deliberation_stream(NUMBER), version, payload, 100 + version))
        self.dossier = replace(self.dossier, entries=tuple(entries))
        return list(payloads)

    def minute(self, on: date) -> None:
        self.write(deem(self.dossier, on))


def everything(there: Situation) -> dict[str, Any]:
    """Every answer about that day, for comparing one day with another."""
    return {
        **answers(there),
        "stage": there.stage,
        "text": there.text,
        "to_minute": there.to_minute,
        "with_caution": there.vote_with_caution,
        "void": there.void,
        "periods": [(d.ref, d.period, d.state) for d in deadlines(there)],
    }
