"""Parts and numbers that the code and the pact set for meetings and bodies: R-3.1 to R-7.4.

A change of any of them is a record: ``tacite replay --with-rules`` reads a register by another.
"""

from datetime import date
from fractions import Fraction
from typing import Annotated

from pydantic import Field

from domain.law.certainty import Certainty
from domain.law.records import Record


def least(fraction: Fraction, of: int, *, more_than: bool = False) -> int:
    """The least whole number that reaches such a part of so many (R-1.10, R-3.3, R-4.1, R-4.4).

    ``more_than``: strictly more than it. Never a float.

    >>> third, half = Fraction(1, 3), Fraction(1, 2)
    >>> least(third, 86), least(third, 23), least(half, 86, more_than=True)
    (29, 8, 44)
    """
    part, whole = fraction.as_integer_ratio()
    return part * of // whole + 1 if more_than else -(-part * of // whole)


class Share(Record):
    """Une part d'un nombre de personnes, au moins ; ``more_than`` : strictement plus qu'elle."""

    key: str
    title: str
    fraction: Annotated[Fraction, Field(gt=0, le=1)]
    more_than: bool = False

    def least(self, of: int) -> int:
        """The least whole number that reaches it, of so many."""
        return least(self.fraction, of, more_than=self.more_than)

    @property
    def value(self) -> str:
        """« plus de 1/2 »."""
        return f"{'plus de' if self.more_than else 'au moins'} {self.fraction}"


class Count(Record):
    """Un nombre, au plus ou au moins : son titre le dit."""

    key: str
    title: str
    number: Annotated[int, Field(ge=0)]

    @property
    def value(self) -> str:
        return str(self.number)


_CODIFIED = date(1996, 2, 24)
"""The CGCT's own first day."""

_PROXIMITY_ACT = date(2019, 12, 29)
"""Loi n° 2019-1461: the pact and the mayors' conference (CGCT L. 5211-11-2 and -3)."""

SHARES: tuple[Share, ...] = (
    Share(
        key="quorum",
        title="Quorum, des membres en exercice",
        article="CGCT L. 2121-17",
        certainty=Certainty.STATUTE,
        in_force_from=_CODIFIED,
        fraction=Fraction(1, 2),
        more_than=True,
        words="La majorité des membres en exercice est présente ; les pouvoirs ne comptent pas.",
    ),
    Share(
        key="public-ballot",
        title="Scrutin public, à la demande des membres présents",
        article="CGCT L. 2121-21",
        certainty=Certainty.STATUTE,
        in_force_from=_CODIFIED,
        fraction=Fraction(1, 4),
        words="« à la demande du quart des membres présents ».",
    ),
    Share(
        key="secret-ballot",
        title="Scrutin secret, à la demande des membres présents",
        article="CGCT L. 2121-21",
        certainty=Certainty.STATUTE,
        in_force_from=_CODIFIED,
        fraction=Fraction(1, 3),
        words="« lorsqu'un tiers des membres présents le réclame » ; il l'emporte sur le public.",
    ),
    Share(
        key="council-request",
        title="Réunion du conseil demandée, des membres en exercice",
        article="CGCT L. 2121-9",
        certainty=Certainty.STATUTE,
        in_force_from=_CODIFIED,
        fraction=Fraction(1, 3),
        words="Sur demande motivée du tiers au moins des membres en exercice.",
    ),
    Share(
        key="conference-request",
        title="Réunion de la conférence des maires demandée, des maires",
        article="CGCT L. 5211-11-3",
        certainty=Certainty.STATUTE,
        in_force_from=_PROXIMITY_ACT,
        fraction=Fraction(1, 3),
        words="À la demande d'un tiers des maires, dans la limite de quatre réunions par an.",
    ),
    Share(
        key="conference-referral",
        title="Saisine de la conférence des maires, des membres du bureau",
        article="pacte, art. 5",
        certainty=Certainty.INFERENCE,
        in_force_from=_PROXIMITY_ACT,
        fraction=Fraction(1, 2),
        more_than=True,
        words="« à la majorité simple de ses membres » : sûre seulement avec plus de la moitié d'eux.",
    ),
)

COUNTS: tuple[Count, ...] = (
    Count(
        key="proxies-per-bearer",
        title="Pouvoirs d'un même mandataire, au plus",
        article="CGCT L. 2121-20",
        certainty=Certainty.STATUTE,
        in_force_from=_CODIFIED,
        number=1,
        words="« Un même conseiller municipal ne peut être porteur que d'un seul pouvoir. »",
    ),
    Count(
        key="proxy-meetings",
        title="Séances de suite d'un même pouvoir, au plus, sauf maladie constatée",
        article="CGCT L. 2121-20",
        certainty=Certainty.STATUTE,
        in_force_from=_CODIFIED,
        number=3,
        words="Lu d'un même document : un nouveau peut suivre (doctrine).",
    ),
    Count(
        key="closed-session",
        title="Membres qui demandent le huis clos, au moins",
        article="CGCT L. 5211-11",
        certainty=Certainty.STATUTE,
        in_force_from=date(1999, 7, 13),
        number=5,
        words="Cinq membres ou le président ; trois dans une commune (L. 2121-18).",
    ),
    Count(
        key="conference-requests",
        title="Demandes de la conférence des maires qui obligent, par année civile, au plus",
        article="CGCT L. 5211-11-3",
        certainty=Certainty.STATUTE,
        in_force_from=_PROXIMITY_ACT,
        number=4,
        words="Ne borne que les réunions demandées ; l'année est lue civile (déduction).",
    ),
    Count(
        key="videoconference",
        title="Conseils en un seul lieu, par semestre, quand d'autres se tiennent par visioconférence",
        article="CGCT L. 5211-11-1",
        certainty=Certainty.STATUTE,
        in_force_from=date(2022, 8, 1),
        first_day=Certainty.STATUTE,
        number=1,
        words="Avant ce texte, pas de visioconférence.",
    ),
    Count(
        key="commission-choices",
        title="Commissions choisies par un conseiller, au plus",
        article="pacte, art. 7",
        certainty=Certainty.STATUTE,
        in_force_from=_PROXIMITY_ACT,
        number=2,
        words="Deux des cinq commissions thématiques.",
    ),
    Count(
        key="small-commune",
        title="Sièges d'une commune qui envoie des conseillers municipaux en commission, au plus",
        article="pacte, art. 7",
        certainty=Certainty.STATUTE,
        in_force_from=_PROXIMITY_ACT,
        number=2,
        words="Communes d'un ou de deux sièges.",
    ),
    Count(
        key="extra-places",
        title="Conseillers municipaux qu'elle envoie, à une seule commission, au plus",
        article="pacte, art. 7",
        certainty=Certainty.STATUTE,
        in_force_from=_PROXIMITY_ACT,
        number=2,
        words="Deux, à une seule commission.",
    ),
)
