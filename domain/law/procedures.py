"""Opinion procedures (procédures d'avis): rulebook section 1 and section 10, one record each."""

from datetime import date
from enum import StrEnum
from fractions import Fraction

from domain.law.certainty import Certainty
from domain.law.majorities import Base, Majority
from domain.law.periods import Months, Period
from domain.law.records import Record, Strict


class Silence(StrEnum):
    """What silence is worth when the period has run out (valeur du silence)."""

    FAVOURABLE = "FAVOURABLE"
    UNFAVOURABLE = "UNFAVOURABLE"
    NONE = "NONE"
    HELD = "HELD"


class Effect(StrEnum):
    """What an unfavourable opinion does."""

    TWO_THIRDS_MEMBERS = "TWO_THIRDS_MEMBERS"
    TWO_THIRDS_CAST = "TWO_THIRDS_CAST"
    BLOCKING = "BLOCKING"
    QUALIFIED_MAJORITY = "QUALIFIED_MAJORITY"
    NONE = "NONE"


class Unfavourable(Strict):
    """The effect, and the majority where there is one."""

    effect: Effect
    majority: Majority | None = None


class Procedure(Record):
    """Une procédure d'avis."""

    key: str
    title: str
    period: Period | None
    silence: Silence
    if_unfavourable: Unfavourable | None


PROCEDURES: tuple[Procedure, ...] = (
    Procedure(
        key="5211-57",
        title="Décision dont les effets ne concernent qu'une seule commune",
        article="CGCT, L. 5211-57",
        certainty=Certainty.STATUTE,
        in_force_from=date(1999, 7, 13),
        period=Months(3),
        silence=Silence.FAVOURABLE,
        if_unfavourable=Unfavourable(
            effect=Effect.TWO_THIRDS_MEMBERS,
            majority=Majority(Fraction(2, 3), of=Base.MEMBERS),
        ),
    ),
)
