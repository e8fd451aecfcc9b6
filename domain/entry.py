"""An entry of the register (inscription): its payload, its envelope, its name.

What the payloads say is in ``events.py``, one class per kind of entry.
"""

import re
from datetime import date, datetime
from typing import Annotated, ClassVar, NamedTuple
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

NUMBER_PATTERN = re.compile(r"[A-Z0-9-]{1,15}")
"""Numbers of drafts and of acts: what the prefecture's protocol can carry (``-`` becomes ``_``)."""

INSTITUTION = "institution"
"""The stream of the institution itself (l'établissement public de coopération intercommunale)."""

Number = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9-]{1,15}$")]
Insee = Annotated[str, StringConstraints(pattern=r"^[0-9][0-9AB][0-9]{3}$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Count = Annotated[int, Field(ge=0)]
EntryRef = Annotated[str, StringConstraints(pattern=r"^.{1,120}#[1-9][0-9]*$")]
"""Names an entry for ever: the stream it was recorded on, and its number there. A meeting bears the
name that people gave it."""


def deliberation_stream(number: str) -> str:
    """The stream of one deliberation, from its project number."""
    return f"deliberation/{number}"


def act_stream(number: str) -> str:
    """The stream of one act's number: whoever gives the number writes there too."""
    return f"act/{number}"


def entry_ref(stream: str, version: int) -> str:
    """The name of one entry: ``deliberation/2026-014#3``."""
    return f"{stream}#{version}"


class Document(BaseModel):
    """A document attached to the step it proves (pièce). The bytes lie in the register, by hash."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Words
    media_type: Words
    size: Count
    sha256: Sha256


class TakenOver(BaseModel):
    """Where a step was read that had been taken before this register: a line of a file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: Words
    sha256: Sha256
    line: Annotated[int, Field(ge=1)]


class Payload(BaseModel):
    """What one entry (inscription) says. ``day`` is its legal day, at the seat of the institution."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    NAME: ClassVar[str]

    day: date
    documents: tuple[Document, ...] = ()
    recorder: str | None = None
    """Name of the person who recorded it; the register's envelope holds only an identifier."""
    taken_over: TakenOver | None = None
    """Set where the step was not recorded when it was taken, but taken over from a file (reprise)."""

    @property
    def order_day(self) -> date:
        """The legal day by which facts are put in order (an opinion: the day of its vote)."""
        return self.day

    def attached(self) -> tuple[Document, ...]:
        """Every document that this entry holds, its text included."""
        return self.documents


UNRECORDED = 2**62
"""The position of an entry that is not in the log yet: after all that are."""


class Entry(NamedTuple):
    """One entry of the register (inscription): a payload in its envelope.

    A tuple, and so are what is made of it at each reading: in a quarter of the time that a frozen
    dataclass takes.

    ``recorded_at`` is an instant (UTC). The order of recording is ``position``, never a clock.
    """

    stream: str
    version: int
    payload: Payload
    event_id: UUID
    recorded_at: datetime
    recorded_by: str
    capacity: str
    command_id: UUID
    position: int = UNRECORDED
    """Place in the log, from 1."""

    @property
    def ref(self) -> str:
        """Its name for ever."""
        return entry_ref(self.stream, self.version)
