"""What the register holds of the institutions of the pact, article by article.

Members are named by their seat, « Dijon 1 », « Daix s » (the substitute): who sits there is a fact of
its own (``SeatHeld``), and names of people stand in payloads only.
"""

from datetime import date
from typing import Annotated

from pydantic import Field

from domain.entry import Count, EntryRef, Insee, Payload, Words
from domain.words import (
    AppointedAs,
    Body,
    Delegate,
)

Seat = Annotated[str, Field(min_length=3, max_length=80)]
"""A seat of the council: its commune's name and its rank, or « s » for the substitute."""

BODIES = "bodies"
"""The stream of compositions: seats, appointments, bureau, commissions, development council."""

POWERS = "powers"
"""The stream of delegations and of the decisions taken under them."""

CALLS = "calls"
"""The stream of requests for a meeting, of referrals, and of the metropolitan days."""

COOPERATION = "cooperation"
"""The stream of common services and of agreements between communes (pact, title III)."""


# --- Bodies and people (pact, art. 1 to 7) ------------------------------------------------------------


class SeatHeld(Payload):
    """Qui occupe un siège, à compter de ce jour (C. élect. L. 273-10, L. 273-12)."""

    NAME = "seat-held.v1"

    seat: Seat
    person: Words


class PresidentElected(Payload):
    """Élection du président (CGCT L. 5211-2, L. 2122-7)."""

    NAME = "president-elected.v1"

    member: Seat


class SeatsVacated(Payload):
    """Sièges devenus vacants (C. élect. L. 273-10)."""

    NAME = "seats-vacated.v1"

    members: Annotated[tuple[Seat, ...], Field(min_length=1)]


class SeatsFilled(Payload):
    """Sièges pourvus de nouveau (C. élect. L. 273-10)."""

    NAME = "seats-filled.v1"

    members: Annotated[tuple[Seat, ...], Field(min_length=1)]


class MemberAppointed(Payload):
    """Vice-président ou conseiller délégué, à compter de ce jour (CGCT L. 5211-9, L. 5211-10)."""

    NAME = "member-appointed.v1"

    member: Seat
    appointed_as: AppointedAs
    roads: bool = False
    """Vice-president for roads, who chairs the roads commission (pact, art. 7)."""


class BureauComposed(Payload):
    """Composition entière du bureau, à compter de ce jour (pacte, art. 4)."""

    NAME = "bureau-composed.v1"

    members: tuple[Seat, ...]
    attending: tuple[Words, ...] = ()
    """Mayors who attend without a vote."""


class DevelopmentCouncilComposed(Payload):
    """Composition du conseil de développement (CGCT L. 5211-10-1 ; pacte, art. 6)."""

    NAME = "development-council-composed.v1"

    men: Count
    women: Count
    councillors: tuple[Seat, ...] = ()


class CommissionJoined(Payload):
    """Un conseiller choisit une commission (pacte, art. 7)."""

    NAME = "commission-joined.v1"

    commission: Words
    member: Seat


class ExtraCouncillorsSent(Payload):
    """Conseillers municipaux qu'une petite commune envoie à une commission (pacte, art. 7)."""

    NAME = "extra-councillors-sent.v1"

    commission: Words
    commune: Insee
    number: Count


class Ended(Payload):
    """Ce qu'une inscription a commencé ne vaut plus à compter de ce jour."""

    NAME = "ended.v1"

    entry: EntryRef


# --- Who decides (pact, art. 2 to 4; CGCT L. 5211-10) --------------------------------------------------


class PowerDelegated(Payload):
    """Délégation d'attributions du conseil (CGCT L. 5211-10)."""

    NAME = "power-delegated.v2"

    to: Delegate
    member: Seat | None = None
    """The vice-president who receives it."""
    matter: Words
    until: date | None = None
    """Its last day; None: until it is ended."""
    deliberation: str | None = None
    """The deliberation that delegates, by its number (R-5.3); None: not told, as in v1."""


class DecisionTaken(Payload):
    """Décision prise par délégation (CGCT L. 5211-10)."""

    NAME = "decision-taken.v1"

    by: Delegate
    member: Seat | None = None
    matter: Words
    object: Words
    number: Words


# --- Calls (pact, art. 5 and 8; CGCT L. 2121-9, L. 5211-11-3) -------------------------------------------


class MeetingRequested(Payload):
    """Demande de réunion, reçue ce jour (CGCT L. 2121-9, L. 5211-11-3)."""

    NAME = "meeting-requested.v1"

    body: Body
    asking: Count


class ConferenceReferred(Payload):
    """Le bureau vote la saisine de la conférence des maires (pacte, art. 5)."""

    NAME = "conference-referred.v1"

    votes_for: Count
    votes_against: Count
    abstentions: Count = 0

    @property
    def ballots(self) -> int:
        return self.votes_for + self.votes_against + self.abstentions


class MetropolitanDayHeld(Payload):
    """Journée métropolitaine (pacte, art. 8)."""

    NAME = "metropolitan-day-held.v1"


class CouncilsRenewed(Payload):
    """Renouvellement général des conseils municipaux : le pacte est à remettre en discussion."""

    NAME = "councils-renewed.v1"


class PactAdopted(Payload):
    """Pacte de gouvernance adopté, dans les neuf mois du renouvellement (CGCT L. 5211-11-2)."""

    NAME = "pact-adopted.v1"


# --- Title III (pact, art. 11 and 12) ---------------------------------------------------------------------


class ServiceCreated(Payload):
    """Service commun créé (CGCT L. 5211-4-2 ; pacte, art. 11)."""

    NAME = "service-created.v1"

    service: Words
    communes: tuple[Insee, ...]
    scheme: str | None = None
    deliberation: str | None = None


class ServiceJoined(Payload):
    """Des communes rejoignent un service commun (pacte, art. 11)."""

    NAME = "service-joined.v1"

    service: Words
    communes: tuple[Insee, ...]
    deliberation: str | None = None


class ServiceLeft(Payload):
    """Des communes quittent un service commun (pacte, art. 11)."""

    NAME = "service-left.v1"

    service: Words
    communes: tuple[Insee, ...]
    deliberation: str | None = None


class AgreementMade(Payload):
    """Convention de coopération entre communes (pacte, art. 12)."""

    NAME = "agreement-made.v1"

    parties: tuple[Insee, ...]
    object: Words
    until: date | None = None
    """Its last day; None: until it is ended."""
