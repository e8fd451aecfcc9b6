"""The closed lists of words: what a step may say, what a question may answer. Names are for programs."""

from enum import IntEnum, StrEnum


class Qualification(StrEnum):
    """Whether one commune alone is concerned (CGCT L. 5211-57; rulebook R-1.1)."""

    REQUIRED = "required"
    PRECAUTIONARY = "precautionary"
    NOT_REQUIRED = "not_required"


class ReviewOpinion(StrEnum):
    """What a commission thinks of a draft; never binding (CGCT L. 2121-22)."""

    FAVOURABLE = "favourable"
    UNFAVOURABLE = "unfavourable"
    NONE = "none"


class DevelopmentOpinion(StrEnum):
    """Where the development council's opinion stands (R-8.2, R-8.3)."""

    NOT_REQUIRED = "NOT_REQUIRED"
    NOT_REFERRED = "NOT_REFERRED"
    AWAITED = "AWAITED"
    RENDERED = "RENDERED"
    EXPIRED = "EXPIRED"
    """Referred, and not rendered by the last day: no tacit value."""


class Change(StrEnum):
    """The three classes of change of a text already submitted (rulebook R-1.9)."""

    EDITORIAL = "editorial"
    WITHIN_SCOPE = "within_scope"
    NEW_QUESTION = "new_question"


class Sense(StrEnum):
    """What the operative part of the municipal deliberation says (rulebook R-1.7)."""

    FAVOURABLE = "favourable"
    RESERVES = "reserves"
    CONDITION_MET = "condition_met"
    CONDITION_UNMET = "condition_unmet"
    UNFAVOURABLE = "unfavourable"
    MOTION_REJECTED = "motion_rejected"
    NO_OPINION = "no_opinion"


class Organ(StrEnum):
    """Who spoke; only the municipal council can render the opinion (rulebook R-1.8)."""

    MUNICIPAL_COUNCIL = "municipal_council"
    MAYOR = "mayor"
    OTHER = "other"


class Casting(StrEnum):
    """The president's casting vote (voix prépondérante, CGCT L. 2121-20)."""

    FOR = "for"
    AGAINST = "against"
    NONE = "none"


class Outcome(StrEnum):
    """What the vote decided, over the readings of the law (rulebook R-1.13)."""

    NONE = "NONE"
    ADOPTED = "ADOPTED"
    REJECTED = "REJECTED"
    CONTESTED = "CONTESTED"


class Stage(StrEnum):
    """The stage of a deliberation (étape), in the order of the rulebook's state machine."""

    NONE = "none"
    DRAFT = "draft"
    QUALIFIED = "qualified"
    TRANSMITTED = "transmitted"
    RECEIVED = "received"
    OPINION_RENDERED = "opinion_rendered"
    TACIT_FAVOURABLE = "tacit_favourable"
    ADOPTED = "adopted"
    REJECTED = "rejected"
    CONTESTED = "contested"
    WITHDRAWN = "withdrawn"
    REPEALED = "repealed"
    ABANDONED = "abandoned"


class SignedPoint(StrEnum):
    """The points on which the register itself asks for a signed decision."""

    MAJORITY = "majority"
    DELEGATION = "delegation"
    PROXY = "proxy"
    REFERRAL = "referral"
    PRUDENT_END = "prudent_end"
    DEVELOPMENT_COUNCIL = "development_council"


class Irregularity(StrEnum):
    """What was done although the law forbade it (rulebook R-1.14, R-6.2)."""

    NOT_CONSULTED = "NOT_CONSULTED"
    PREMATURE = "PREMATURE"
    NOT_REVIEWED = "NOT_REVIEWED"
    """No commission examined it, where the standing orders make that a condition."""


class Determination(StrEnum):
    """The kinds of conclusions that present knowledge may contradict (rulebook R-9.6)."""

    DEEMED_OPINION = "deemed_opinion"
    RESULT = "result"


class Opinion(StrEnum):
    """The commune's opinion (avis), as it stands on a day under one reading."""

    NOT_REQUIRED = "NOT_REQUIRED"
    NOT_READY = "NOT_READY"
    FAVOURABLE = "FAVOURABLE"
    FAVOURABLE_WITH_RESERVES = "FAVOURABLE_WITH_RESERVES"
    CONDITIONAL_UNMET = "CONDITIONAL_UNMET"
    UNFAVOURABLE = "UNFAVOURABLE"
    AMBIGUOUS = "AMBIGUOUS"
    TACIT_FAVOURABLE = "TACIT_FAVOURABLE"

    @property
    def is_express(self) -> bool:
        """Voted by the municipal council, not deemed."""
        return self not in (Opinion.NOT_REQUIRED, Opinion.NOT_READY, Opinion.TACIT_FAVOURABLE)


class Majority(StrEnum):
    """The majority that the vote needs."""

    SIMPLE = "SIMPLE"
    TWO_THIRDS_MEMBERS = "TWO_THIRDS_MEMBERS"


class LegalClass(IntEnum):
    """What an error is in law (rulebook R-9.5)."""

    TRANSCRIPTION = 1
    """Erreur de transcription : corrigée comme telle, sans nouveau vote."""
    MATERIAL = 2
    """Erreur matérielle dans la substance : délibération rectificative."""
    DECISION = 3
    """Changement de décision : retrait ou abrogation, puis nouvelle délibération. Refusé ici."""


class Body(StrEnum):
    """The bodies that meet (instances)."""

    COUNCIL = "council"
    BUREAU = "bureau"
    MAYORS_CONFERENCE = "mayors_conference"
    COMMISSION = "commission"
    DEVELOPMENT_COUNCIL = "development_council"


class AppointedAs(StrEnum):
    """What a councillor is appointed as (pact, art. 3)."""

    VICE_PRESIDENT = "vice_president"
    DELEGATED = "delegated"


class Capacity(StrEnum):
    """The capacity of a member on a day (qualité)."""

    PRESIDENT = "president"
    VICE_PRESIDENT = "vice_president"
    DELEGATED = "delegated"
    COUNCILLOR = "councillor"


class Delegate(StrEnum):
    """Who may receive a delegation (CGCT L. 5211-10)."""

    PRESIDENT = "president"
    BUREAU = "bureau"
    VICE_PRESIDENT = "vice_president"


class RecusalGround(StrEnum):
    """Why a member withdraws from an item; only L. 1111-6 takes one out of the quorum (R-4.1)."""

    INTEREST = "interest"
    L1111_6 = "l1111_6"


class ItemNature(StrEnum):
    """What an item is, where that decides how it is voted (R-4.4, R-4.7)."""

    ELECTION = "election"
    """Of the president, the bureau, delegates or representatives (CGCT L. 2121-33)."""
    INITIAL_BUDGET = "initial_budget"
    APPOINTMENT = "appointment"
    """Any other appointment: secret as well, unless the council waives it."""


class BallotKind(StrEnum):
    """How a ballot is held (CGCT L. 2121-21)."""

    ORDINARY = "ORDINARY"
    PUBLIC = "PUBLIC"
    SECRET = "SECRET"


class ConvocationState(StrEnum):
    """Whether a meeting was regularly convened (R-3.2)."""

    REGULAR = "REGULAR"
    URGENT = "URGENT"
    IRREGULAR = "IRREGULAR"


class Published(StrEnum):
    """What of a meeting is published."""

    LIST = "list"
    MINUTES = "minutes"


class Sent(StrEnum):
    """What of a meeting is sent to the municipal councillors (CGCT L. 5211-40-2)."""

    LIST = "list"
    MINUTES = "minutes"
    CONVOCATION = "convocation"
    """The copy of the council's, with the note."""
    OPINIONS = "opinions"
    """Those of the mayors' conference."""


class Instruction(StrEnum):
    """What the prefect's services write about an act (contrôle de légalité)."""

    ACKNOWLEDGEMENT = "acknowledgement"
    ANOMALY = "anomaly"
    PIECES_REQUESTED = "pieces_requested"
    PIECES_SENT = "pieces_sent"
    PIECES_RECEIVED = "pieces_received"
    """By the prefecture: its period starts again (R-9.2)."""
    PIECES_REFUSED = "pieces_refused"
    """Refused to the prefect, with the same effect."""
    OBSERVATIONS = "observations"
    GRACIOUS_APPEAL = "gracious_appeal"
    APPEAL_ANSWERED = "appeal_answered"
    REFERRAL = "referral"


class BallotIrregularity(StrEnum):
    """What a ballot was held in spite of (R-3.2, R-4.1, R-1.14), in the order of telling."""

    NOT_ON_AGENDA = "NOT_ON_AGENDA"
    CONVOCATION = "CONVOCATION"
    NO_QUORUM = "NO_QUORUM"
    VIDEOCONFERENCE = "VIDEOCONFERENCE"
    TALLY = "TALLY"
    NOT_CONSULTED = "NOT_CONSULTED"
    PREMATURE = "PREMATURE"
    NOT_REVIEWED = "NOT_REVIEWED"


class DutyState(StrEnum):
    """Where a duty with a last day stands."""

    OPEN = "open"
    DONE = "done"
    LATE = "late"
    OVERDUE = "overdue"


class ReferralResult(StrEnum):
    """Whether the bureau seized the mayors' conference, over both readings (R-7.4)."""

    CARRIED = "CARRIED"
    CONTESTED = "CONTESTED"
    LOST = "LOST"
