"""What the register holds: one class per kind of entry, in the order in which they happen.

A fact says what happened (``OpinionRendered``); a determination is a conclusion put on record, with
its basis (``OpinionDeemedFavourable``). A computed day or majority is never stored as a fact.

Every class carries ``NAME``, its name in storage. That name is for ever: a change of shape is a new
version (``….v2``) with an upcaster in ``adapters/register/mapper.py``, never an edit.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from domain.words import Casting, Change, Organ, Outcome, Qualification, ReviewOpinion, Sense

NUMBER_PATTERN = re.compile(r"[A-Z0-9-]{1,15}")
"""Numbers of drafts and of acts: what the prefecture's protocol can carry (``-`` becomes ``_``)."""

INSTITUTION = "institution"
"""The stream of the institution itself (l'établissement public de coopération intercommunale)."""

Number = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9-]{1,15}$")]
Insee = Annotated[str, StringConstraints(pattern=r"^[0-9][0-9AB][0-9]{3}$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Count = Annotated[int, Field(ge=0)]


def deliberation_stream(number: str) -> str:
    """The stream of one deliberation, from its project number."""
    return f"deliberation/{number}"


class Document(BaseModel):
    """A document attached to the step it proves (pièce). The bytes lie in the register, by hash."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Words
    media_type: Words
    size: Count
    sha256: Sha256


class Payload(BaseModel):
    """What one entry (inscription) says. ``day`` is its legal day, at the seat of the institution."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    NAME: ClassVar[str]

    day: date
    documents: tuple[Document, ...] = ()
    recorder: str | None = None
    """Name of the person who recorded it; the register's envelope holds only an identifier."""

    @property
    def order_day(self) -> date:
        """The legal day by which facts are put in order (an opinion: the day of its vote)."""
        return self.day

    def attached(self) -> tuple[Document, ...]:
        """Every document that this entry holds, its text included."""
        return self.documents


# --- The institution -----------------------------------------------------------------------------


class InstitutionEstablished(Payload):
    """L'établissement dont ce registre est celui (CGCT L. 5211-1)."""

    NAME = "institution-established.v1"

    name: Words
    siren: str | None = None
    zone: str = "metropole"
    """Territory whose public holidays apply (rulebook R-2.7)."""
    timezone: str = "Europe/Paris"


class SeatsAllotted(Payload):
    """Les sièges d'une commune au conseil, à compter de ce jour (CGCT L. 5211-6-1)."""

    NAME = "seats-allotted.v1"

    commune: Insee
    name: Words
    seats: Count
    siren: str | None = None
    population: Count | None = None


# --- The draft and what is said of it ------------------------------------------------------------


class DraftSubmitted(Payload):
    """Projet de délibération déposé, texte n° 1."""

    NAME = "draft-submitted.v1"

    number: Number
    object: Words
    concerns: Annotated[tuple[Insee, ...], Field(min_length=1)]
    text: Document
    matter: str | None = None

    def attached(self) -> tuple[Document, ...]:
        return (self.text, *self.documents)


class DeliberationQualified(Payload):
    """Qualification motivée : l'avis de la commune est-il requis (CGCT L. 5211-57) ?"""

    NAME = "deliberation-qualified.v1"

    qualification: Qualification
    reasons: Words
    procedure: str = "5211-57"


class CommissionReviewed(Payload):
    """Avis d'une commission, consultatif (CGCT L. 2121-22, L. 5211-40-1)."""

    NAME = "commission-reviewed.v1"

    body: Words
    opinion: ReviewOpinion


class DraftRevised(Payload):
    """Texte modifié. Une question nouvelle appelle une nouvelle consultation (rulebook R-1.9)."""

    NAME = "draft-revised.v1"

    change: Change
    text: Document

    def attached(self) -> tuple[Document, ...]:
        return (self.text, *self.documents)


class DraftAbandoned(Payload):
    """Projet abandonné avant le vote, avec son motif."""

    NAME = "draft-abandoned.v1"

    reason: Words


# --- The consultation of the commune --------------------------------------------------------------


class CommuneConsulted(Payload):
    """Transmission du projet à la commune (CGCT L. 5211-57) : une nouvelle consultation."""

    NAME = "commune-consulted.v1"

    complete: bool = True
    text: Sha256 | None = None
    """Hash of the text that was sent: the opinion is an opinion on that text (R-1.9)."""


class ConsultationReceived(Payload):
    """Réception prouvée du projet à la mairie (rulebook R-1.2)."""

    NAME = "consultation-received.v1"


class FileCompleted(Payload):
    """Les pièces manquantes arrivent ; ``sent`` est le jour de leur envoi (rulebook R-1.2)."""

    NAME = "file-completed.v1"

    sent: date | None = None
    """Day of dispatch; None: the day of arrival."""

    @property
    def sent_on(self) -> date:
        return self.sent or self.day


class OpinionRendered(Payload):
    """Avis de la commune. ``day`` : l'extrait parvient à l'EPCI ; ``voted`` : le vote municipal."""

    NAME = "opinion-rendered.v1"

    sense: Sense
    organ: Organ = Organ.MUNICIPAL_COUNCIL
    voted: date | None = None
    """Day of the municipal vote; None: the day the extract arrived."""

    @property
    def voted_on(self) -> date:
        return self.voted or self.day

    @property
    def order_day(self) -> date:
        return self.voted_on

    @property
    def counts(self) -> bool:
        """An express opinion of the organ that can render one (rulebook R-1.7, R-1.8)."""
        return self.organ is Organ.MUNICIPAL_COUNCIL and self.sense is not Sense.NO_OPINION


class Basis(BaseModel):
    """What a determination rests on: the entries, the values, the rule and the day it is in force."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    entries: tuple[int, ...]
    """Versions of the entries relied on, in the determination's own stream."""
    rule: str
    in_force_from: date
    values: dict[str, str]


class OpinionDeemedFavourable(Payload):
    """Avis réputé favorable, le silence ayant duré trois mois (CGCT L. 5211-57). Détermination."""

    NAME = "opinion-deemed-favourable.v1"

    consultation: int
    """Version of the sending whose period ran out."""
    basis: Basis


# --- The council's vote ---------------------------------------------------------------------------


class CouncilVoted(Payload):
    """Le conseil se prononce (CGCT L. 2121-20, L. 5211-57)."""

    NAME = "council-voted.v1"

    votes_for: Count
    votes_against: Count
    abstentions: Count = 0
    in_office: Count
    """Members in office that day (membres en exercice)."""
    secret: bool = False
    casting: Casting = Casting.NONE
    as_held: str | None = None
    """Why a vote that the law did not allow that day is recorded all the same (rulebook R-1.14)."""

    @property
    def ballots(self) -> int:
        return self.votes_for + self.votes_against + self.abstentions


class ResultProclaimed(Payload):
    """Résultat proclamé. Détermination, avec ce sur quoi elle repose."""

    NAME = "result-proclaimed.v1"

    vote: int
    """Version of the vote whose result it is."""
    outcome: Outcome
    basis: Basis


class ActNumbered(Payload):
    """Numéro de l'acte, une fois voté ; celui du projet demeure."""

    NAME = "act-numbered.v1"

    number: Number


# --- The envelope ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the register (inscription): a payload in its envelope.

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
    position: int = 0
    """Place in the log, from 1; 0 while it is not recorded."""


def subclasses(of: type[Payload]) -> Iterable[type[Payload]]:
    for child in of.__subclasses__():
        yield child
        yield from subclasses(child)


PAYLOADS: dict[str, type[Payload]] = {kind.NAME: kind for kind in subclasses(Payload)}
"""Every kind of entry, by its name in storage."""
