"""Opinion procedures (procédures d'avis): what a record says; the table: procedure_table.py."""

from typing import Self

from pydantic import model_validator

from domain.law.certainty import Certainty
from domain.law.french import Worded
from domain.law.majorities import Base, Majority
from domain.law.periods import Period
from domain.law.records import LawError, Record, Strict


class Silence(Worded):
    """What silence is worth once the period has run out (valeur du silence)."""

    FAVOURABLE = "FAVOURABLE", "favorable"
    UNFAVOURABLE = "UNFAVOURABLE", "défavorable"
    NONE = "NONE", "sans valeur"
    """No opinion is deemed to be rendered, and what was asked about may go on (R-1.14, §10)."""
    HELD = "HELD", "réputé tenu"

    @property
    def deems(self) -> str:
        """The opinion that it makes, in words; empty when it makes none.

        >>> Silence.UNFAVOURABLE.deems, Silence.NONE.deems
        ('réputé défavorable', '')
        """
        makes = self in (Silence.FAVOURABLE, Silence.UNFAVOURABLE)
        return f"réputé {self.french}" if makes else ""


class Effect(Worded):
    """What an unfavourable opinion does (effet d'un avis défavorable)."""

    TWO_THIRDS_MEMBERS = "TWO_THIRDS_MEMBERS", "2/3 des membres"
    TWO_THIRDS_CAST = "TWO_THIRDS_CAST", "2/3 des exprimés"
    BLOCKING = "BLOCKING", "bloquant"
    QUALIFIED_MAJORITY = "QUALIFIED_MAJORITY", "un « non »"
    """Counted in the qualified majority of creation (L. 5211-5 II)."""
    NONE = "NONE", "aucun effet"


class Unfavourable(Strict):
    """The effect of an unfavourable opinion, and the majority of the council where it sets one."""

    effect: Effect
    majority: Majority | None = None

    @model_validator(mode="after")
    def _majority_of_the_effect(self) -> Self:
        base = {Effect.TWO_THIRDS_MEMBERS: Base.MEMBERS, Effect.TWO_THIRDS_CAST: Base.CAST}
        if (self.majority.of if self.majority else None) != base.get(self.effect):
            raise ValueError(f"l'effet « {self.effect.french} » ne va pas avec cette majorité")
        return self


class Consulted(Worded):
    """Who is asked (personne ou organe consulté)."""

    ONE_COMMUNE = "one_commune", "la commune seule concernée"
    EVERY_COMMUNE = "every_commune", "toutes les communes membres"
    COMMUNES = "communes", "les communes concernées"
    EPCI_AND_COMMUNES = "epci_and_communes", "l'EPCI et les communes"
    EPCI_OR_COMMUNE = "epci_or_commune", "l'EPCI ou la commune"
    ASSOCIATED_PERSONS = "associated_persons", "les personnes publiques associées"
    ASSOCIATED_PERSONS_AND_COMMUNES = (
        "associated_persons_and_communes",
        "les personnes publiques associées et les communes",
    )
    MOBILITY_AUTHORITY = "mobility_authority", "l'autorité organisatrice de la mobilité"
    ZAC_INITIATOR = "zac_initiator", "l'EPCI à l'initiative de la ZAC"
    SERVICES = "services", "les services et personnes intéressés"
    COMMUNE_OF_THE_PLOT = "commune_of_the_plot", "la commune du terrain"


class Organ(Worded):
    """The one organ that can render the opinion (organe compétent; R-1.8)."""

    MUNICIPAL_COUNCIL = "municipal_council", "le conseil municipal"
    DELIBERATIVE_ORGAN = "deliberative_organ", "l'organe délibérant"
    MAYOR = "mayor", "le maire"
    COMPETENT_ORGAN = "competent_organ", "l'organe compétent de la personne consultée"


class Start(Worded):
    """The event from which the period runs (point de départ, dies a quo)."""

    TRANSMISSION = "transmission", "la transmission du projet"
    NOTIFICATION = "notification", "la notification au maire de la délibération"
    NOTIFICATION_OF_ORDER = "notification_of_order", "la notification de l'arrêté de périmètre"
    ARRET = "arret", "le jour de l'arrêt du projet"
    EXAMINATION = "examination", "l'examen du projet"
    REFERRAL = "referral", "la saisine"
    RECEIPT = "receipt", "la réception de la demande"
    FILING = "filing", "le dépôt de la demande"


class SwitchKey(Worded):
    """A point on which the text is unsettled (rulebook R-1.13)."""

    START = "start", "point de départ"
    END = "end", "terme"
    OPINION_DAY = "opinion_day", "jour de l'avis"
    CONDITION = "condition", "condition non remplie"
    AMBIGUOUS = "ambiguous", "avis ambigu"
    STRENGTH = "strength", "effectif"
    APPLIES = "applies", "applicabilité de l'article"


class Choice(Strict):
    """One of the two readings of a switch: its code, and the words for a person."""

    code: str
    words: str


class Switch(Strict):
    """An unsettled point: both readings are computed, and a lawyer settles it (R-1.13)."""

    key: SwitchKey
    default: Choice
    alternative: Choice
    rule: str
    certainty: Certainty
    only_if: str = ""
    """When it matters at all; empty: whenever the facts make a difference."""


class Procedure(Record):
    """Une procédure d'avis : qui est consulté, combien de temps, ce que vaut le silence."""

    key: str
    title: str
    consulted: Consulted
    organ: Organ
    period: Period
    starts_on: Start
    silence: Silence
    if_unfavourable: Unfavourable | None
    """None: the procedure asks for no opinion (a debate)."""
    unsettled: tuple[Switch, ...] = ()

    @property
    def raised(self) -> Majority | None:
        """The part of the members that an unfavourable opinion asks for; None: it has no effect.

        Raises LawError for an effect that no dossier knows how to follow (R-4.5, §10).
        """
        effect = self.if_unfavourable.effect if self.if_unfavourable else Effect.NONE
        if self.if_unfavourable is None or effect is Effect.NONE:
            return None
        if effect is not Effect.TWO_THIRDS_MEMBERS:
            raise LawError(
                f"{self.article} : l'effet « {effect.french} » d'un avis défavorable ne se suit pas "
                "au dossier d'une délibération ; relisez la règle."
            )
        return self.if_unfavourable.majority
