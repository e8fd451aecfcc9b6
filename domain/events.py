"""What the register holds: one class per kind of entry, in the order in which they happen.

A fact says what happened (``OpinionRendered``); a determination is a conclusion put on record, with
its basis (``OpinionDeemedFavourable``). A computed day or majority is never stored as a fact.

Every class carries ``NAME``, its name in storage. That name is for ever: a change of shape is a new
version (``….v2``) with an upcaster in ``adapters/register/mapper.py``, never an edit.
The list of all kinds, those of ``domain/assembly`` included, is in ``catalogue.py``.
"""

from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from domain.entry import Count, Document, EntryRef, Insee, Number, Payload, Sha256, Words
from domain.words import (
    Casting,
    Change,
    Determination,
    LegalClass,
    Organ,
    Outcome,
    Qualification,
    ReviewOpinion,
    Sense,
)

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


class DevelopmentCouncilReferred(Payload):
    """Saisine du conseil de développement sur le projet (CGCT L. 5211-10-1)."""

    NAME = "development-council-referred.v1"

    due: date | None = None
    """Last day for its opinion, where the deliberation on its consultation fixes one."""


class DevelopmentCouncilAdvised(Payload):
    """Avis du conseil de développement : il ne lie jamais (CGCT L. 5211-10-1)."""

    NAME = "development-council-advised.v1"

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

    entries: tuple[EntryRef, ...]
    """The entries relied on."""
    rule: str
    in_force_from: date
    values: dict[str, str]


class OpinionDeemedFavourable(Payload):
    """Avis réputé favorable, le silence ayant duré trois mois (CGCT L. 5211-57). Détermination."""

    NAME = "opinion-deemed-favourable.v1"

    consultation: EntryRef
    """The sending whose period ran out."""
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

    vote: EntryRef
    """The vote whose result it is."""
    outcome: Outcome
    basis: Basis


class ActNumbered(Payload):
    """Numéro de l'acte, une fois voté ; celui du projet demeure."""

    NAME = "act-numbered.v1"

    number: Number


class ActNumberTaken(Payload):
    """Sur le fil propre à ce numéro : deux actes ne le reçoivent pas au même instant."""

    NAME = "act-number-taken.v1"

    deliberation: Number


# --- What a person decides where the law does not ---------------------------------------------------


class DecisionSigned(Payload):
    """Décision signée sur un point que le droit ne tranche pas : elle n'en change aucune réponse."""

    NAME = "decision-signed.v1"

    about: Words
    """One of ``SignedPoint``, or free words."""
    follows: Words | None = None
    """The reading that it follows, in words."""
    signed_by: Words
    signed_as: Words
    """The capacity of who signed (qualité)."""


# --- The end of an act ------------------------------------------------------------------------------


class ActWithdrawn(Payload):
    """Retrait de l'acte, pour le passé et l'avenir (CRPA L. 242-1, L. 243-3). ``day`` : il est voté."""

    NAME = "act-withdrawn.v1"

    decided_by: Number
    """Project number of the deliberation that withdraws it (parallélisme des formes)."""
    illegality: Words
    """Why the act is illegal: no other is withdrawn (rulebook R-9.4)."""
    as_held: str | None = None
    """Why a withdrawal voted after the last day is recorded all the same."""


class ActRepealed(Payload):
    """Abrogation de l'acte, pour l'avenir seulement (CRPA L. 243-1, L. 243-2). ``day`` : elle vaut."""

    NAME = "act-repealed.v1"

    decided_by: Number
    """Project number of the deliberation that repeals it."""


# --- Corrections and reactions ----------------------------------------------------------------------


class Correction(Payload):
    """Une rectification : elle nomme l'inscription qu'elle corrige, et pourquoi (R-9.5)."""

    target: EntryRef
    legal_class: LegalClass = LegalClass.TRANSCRIPTION
    reason: Words
    validator: str | None = None
    """Who approved it, where two pairs of eyes are asked for (identifier)."""
    rectifying_deliberation: str | None = None
    """Number of the rectifying deliberation of a material error (class 2)."""


class EntryAmended(Correction):
    """Des champs d'une inscription étaient faux ; la dernière rectification l'emporte, par champ."""

    NAME = "entry-amended.v1"

    fields: dict[str, Any]
    """The right values, by field, as JSON writes them."""


class EntryAnnulled(Correction):
    """Une inscription, ou une rectification, n'aurait pas dû être faite."""

    NAME = "entry-annulled.v1"


class EntryMoved(Correction):
    """L'inscription figurait au mauvais dossier ; ``to`` est le numéro du bon."""

    NAME = "entry-moved.v1"

    to: Number


class EntryMovedHere(Payload):
    """L'autre moitié d'un déplacement, au dossier d'arrivée : ce qui arrive, et par quelle moitié."""

    NAME = "entry-moved-here.v1"

    entry: EntryRef
    move: EntryRef


class Reaction(Payload):
    """A person's answer to determinations that present knowledge no longer supports (R-9.6)."""

    determination: Determination
    reason: Words
    """The ground: why it is withdrawn, or why it stands all the same."""


class DeterminationWithdrawn(Reaction):
    """Conclusion retirée du registre ; ce n'est pas le retrait de la délibération (R-9.4)."""

    NAME = "determination-withdrawn.v1"


class DeterminationUpheld(Reaction):
    """Conclusion maintenue, avec son motif : elle n'est plus contredite."""

    NAME = "determination-upheld.v1"
