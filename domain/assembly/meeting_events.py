"""What the register holds of meetings and of what must follow them, in the order in which it happens.

Members are named by their seat, « Dijon 1 », « Daix s » (the substitute).
"""

from datetime import date, time
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from domain.assembly.events import Seat
from domain.entry import Count, Insee, Number, Payload, Sha256, Words
from domain.words import (
    BallotKind,
    Body,
    Casting,
    Instruction,
    ItemNature,
    Published,
    RecusalGround,
    Sent,
)

Position = Annotated[int, Field(ge=1)]
"""Place on an agenda, from 1."""


def meeting_stream(name: str) -> str:
    """The stream of one meeting (séance)."""
    return f"meeting/{name}"


# --- Meetings (CGCT L. 2121-10 to L. 2121-21, L. 5211-11) ------------------------------------------------


class AgendaItem(BaseModel):
    """Un point de l'ordre du jour : une délibération, ou un objet."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    deliberation: Number | None = None
    object: str | None = None

    @property
    def question(self) -> tuple[str | None, str | None]:
        """What makes it the same question at a second meeting."""
        return self.deliberation, self.object


class MeetingConvened(Payload):
    """Convocation envoyée ce jour (CGCT L. 2121-10, L. 2121-12)."""

    NAME = "meeting-convened.v2"

    meeting: Words
    body: Body = Body.COUNCIL
    commission: str | None = None
    held: date
    urgency: bool = False
    second_of: str | None = None
    """The first meeting, which lacked quorum (CGCT L. 2121-17)."""
    omitted: tuple[Words, ...] = ()
    """Members to whom it was not sent."""
    agenda: tuple[AgendaItem, ...] = ()
    agenda_sha256: Sha256 | None = None
    note_sha256: Sha256 | None = None
    channel: Words = "électronique"
    on_paper: tuple[Words, ...] = ()
    """Members who asked for paper, and had it so (CGCT L. 2121-10)."""
    sent_at: time | None = None
    """The hour of sending, at the seat of the institution, where it is known."""


class PutOnAgenda(Payload):
    """La délibération est inscrite à l'ordre du jour d'une séance : son dossier lit cette séance."""

    NAME = "put-on-agenda.v1"

    meeting: Words


class MeetingOpened(Payload):
    """Ouverture de la séance : les présents (CGCT L. 2121-15, L. 2121-17)."""

    NAME = "meeting-opened.v1"

    present: tuple[Seat, ...]
    urgency_accepted: bool = True


class MembersArrived(Payload):
    """Arrivées, à compter d'un point de l'ordre du jour."""

    NAME = "members-arrived.v1"

    members: Annotated[tuple[Seat, ...], Field(min_length=1)]
    item: Position


class MembersLeft(Payload):
    """Départs, à compter d'un point de l'ordre du jour."""

    NAME = "members-left.v1"

    members: Annotated[tuple[Seat, ...], Field(min_length=1)]
    item: Position


class SubstituteSat(Payload):
    """Le suppléant siège pour le titulaire absent (CGCT L. 5211-6 ; pacte, art. 1)."""

    NAME = "substitute-sat.v1"

    member: Seat
    """The absent titular."""
    item: Position = 1


class ProxyGiven(Payload):
    """Pouvoir écrit, pour toute la séance (CGCT L. 2121-20)."""

    NAME = "proxy-given.v1"

    giver: Seat
    bearer: Seat
    consecutive: Position = 1
    """At which meeting in a row this same document serves."""
    illness: bool = False


class MembersRecused(Payload):
    """Élus intéressés qui se retirent (CGCT L. 2131-11, L. 1111-6)."""

    NAME = "members-recused.v1"

    members: Annotated[tuple[Seat, ...], Field(min_length=1)]
    item: Position
    ground: RecusalGround


class MemberReplaced(Payload):
    """Remplacement pour une réunion d'une commission (CGCT L. 5211-40-1)."""

    NAME = "member-replaced.v1"

    commission: Words
    member: Seat
    commune: Insee
    municipal_councillor: Words


class BallotHeld(Payload):
    """Scrutin sur un point de l'ordre du jour (CGCT L. 2121-20, L. 2121-21)."""

    NAME = "ballot-held.v1"

    item: Position
    votes_for: Count
    votes_against: Count
    abstentions: Count = 0
    asked_public: Count = 0
    asked_secret: Count = 0
    kind: BallotKind
    """As it was held: later corrections of who was there do not change it."""
    casting: Casting = Casting.NONE
    as_held: str | None = None

    @property
    def ballots(self) -> int:
        return self.votes_for + self.votes_against + self.abstentions

    @property
    def casting_counts(self) -> bool:
        """Whether the president's voice decided a tie: never in a secret ballot (CGCT L. 2121-20)."""
        tie = self.votes_for == self.votes_against and self.votes_for > 0
        return tie and self.kind is not BallotKind.SECRET and self.casting is not Casting.NONE


class VideoconferenceDecided(Payload):
    """Le président décide que la séance se tient par visioconférence (CGCT L. 5211-11-1)."""

    NAME = "videoconference-decided.v1"


class ItemQualified(Payload):
    """Nature d'un point, qui décide du scrutin (CGCT L. 2121-21, L. 5211-11-1)."""

    NAME = "item-qualified.v1"

    item: Position
    nature: ItemNature
    waived: bool = False
    """The council unanimously waived the secret ballot, and no text imposes it (R-4.4)."""


class VotesNamed(Payload):
    """Sens du vote de chacun, au scrutin public (CGCT L. 2121-21, L. 2121-15).

    A proxy is named by its giver, whose vote it is. Never of a secret ballot.
    """

    NAME = "votes-named.v1"

    item: Position
    names_for: tuple[Seat, ...] = ()
    names_against: tuple[Seat, ...] = ()
    names_abstaining: tuple[Seat, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return (*self.names_for, *self.names_against, *self.names_abstaining)

    def adds_up_to(self, ballot: BallotHeld) -> bool:
        """Whether it is the tally, name by name."""
        named = len(self.names_for), len(self.names_against), len(self.names_abstaining)
        return named == (ballot.votes_for, ballot.votes_against, ballot.abstentions)


# --- Afterwards (CGCT L. 2121-15, L. 2121-25, L. 5211-40-2, L. 2131-1) ------------------------------------


class MinutesSettled(Payload):
    """Procès-verbal arrêté au début d'une séance suivante (CGCT L. 2121-15)."""

    NAME = "minutes-settled.v1"

    at: Words
    """The meeting that settles them."""


class MeetingPublished(Payload):
    """Liste des délibérations, ou procès-verbal, publiés (CGCT L. 2121-25, L. 2121-15)."""

    NAME = "meeting-published.v1"

    what: Published


class CouncillorsInformed(Payload):
    """Envoi aux conseillers municipaux (CGCT L. 5211-40-2 ; pacte, art. 9)."""

    NAME = "councillors-informed.v1"

    what: Sent


class ActPublished(Payload):
    """Acte publié sous forme électronique (CGCT L. 2131-1, R. 2131-1)."""

    NAME = "act-published.v1"


class ActTransmitted(Payload):
    """Acte reçu par la préfecture (CGCT L. 2131-1, L. 2131-2)."""

    NAME = "act-transmitted.v1"


class PrefectWrote(Payload):
    """Échange avec le préfet : accusé, demande de pièces, observations, déféré (CGCT L. 2131-6)."""

    NAME = "prefect-wrote.v1"

    what: Instruction
    words: Words
