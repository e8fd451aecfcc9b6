"""Majorities and quorum (R-1.10, R-4.1, R-4.3 to R-4.5). Whole numbers only, never floats."""

from datetime import date
from fractions import Fraction

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass

from domain.law.certainty import Certainty
from domain.law.counts import Share, least
from domain.law.french import Worded
from domain.law.records import LawError, Record


class Base(Worded):
    """What the fraction is a fraction of (base de calcul)."""

    MEMBERS = "members", "membres du conseil (effectif légal)"
    CAST = "cast", "suffrages exprimés"
    PRESENT_OR_REPRESENTED = "present_or_represented", "membres présents ou représentés"


@dataclass(frozen=True, config=ConfigDict(extra="forbid"))
class Majority:
    """So large a part of the base (at least); ``more_than``: strictly more than it."""

    fraction: Fraction
    of: Base
    more_than: bool = False

    def __str__(self) -> str:
        return f"{'plus de' if self.more_than else 'au moins'} {self.fraction} des {self.of.french}"

    def votes(self, base: int) -> int:
        """The least whole number of votes that reaches it, the base being so many (R-1.10).

        Of a part of the members, abstentions, blanks and absences all weigh like a no: they are not
        in the count.

        >>> two_thirds = Majority(Fraction(2, 3), of=Base.MEMBERS)
        >>> two_thirds.votes(86), two_thirds.votes(85), two_thirds.votes(84)
        (58, 57, 56)
        >>> Majority(Fraction(1, 2), of=Base.MEMBERS, more_than=True).votes(86)
        44
        """
        return least(self.fraction, base, more_than=self.more_than)


def two_thirds_cast(yes: int, no: int) -> bool:
    """Whether two thirds of the votes cast are in favour (C. urb. L. 153-15; R-4.5).

    >>> two_thirds_cast(40, 20), two_thirds_cast(39, 20), two_thirds_cast(0, 0)
    (True, False, False)
    """
    return yes + no > 0 and 3 * yes >= 2 * (yes + no)


def adopted_cast(yes: int, no: int, *, casting_for: bool = False, secret: bool = False) -> bool:
    """The ordinary majority, of the votes cast (L. 2121-20; R-4.3).

    On a tie the president of the sitting has the casting vote (voix prépondérante), not in a secret
    ballot. Nobody for and nobody against is not an adoption (an inference).

    >>> adopted_cast(20, 20, casting_for=True), adopted_cast(20, 20, casting_for=True, secret=True)
    (True, False)
    >>> adopted_cast(1, 0), adopted_cast(0, 0, casting_for=True)
    (True, False)
    """
    return yes > no or (yes == no and yes > 0 and casting_for and not secret)


def quorum(share: Share, in_office: int, excluded: int = 0) -> int:
    """Members who must be there: more than half of those in office (L. 2121-17; R-4.1).

    ``share``: that half. ``excluded``: those whom L. 1111-6 II takes out of the count for the item.
    Proxies are no presence. Raises LawError when more are excluded than are in office.

    >>> from domain.law.counts import SHARES
    >>> half = SHARES[0]
    >>> quorum(half, 86), quorum(half, 85), quorum(half, 83), quorum(half, 86, excluded=6)
    (44, 43, 42, 41)
    """
    if excluded > in_office:
        raise LawError(f"{excluded} membres exclus du quorum pour {in_office} en exercice.")
    return share.least(in_office - excluded)


class MajorityRule(Record):
    """A text that sets a majority (R-4.5). ``key`` names the decision.

    The majority that an unfavourable opinion asks for is said by its procedure alone.
    """

    key: str
    title: str
    majority: Majority

    @property
    def value(self) -> str:
        return str(self.majority)


_HALF, _TWO_THIRDS = Fraction(1, 2), Fraction(2, 3)
_READ_IN_2008 = date(2008, 2, 22)
"""The rulebook's copy of the CGCT is of that day: the texts were in force then, at the latest."""

MAJORITIES: tuple[MajorityRule, ...] = (
    MajorityRule(
        key="ordinary",
        title="Délibération, sauf texte contraire",
        article="CGCT L. 2121-20",
        certainty=Certainty.STATUTE,
        in_force_from=date(1996, 2, 24),
        majority=Majority(_HALF, of=Base.CAST, more_than=True),
        words="Majorité absolue des suffrages exprimés ; partage : voix prépondérante du président,"
        " sauf scrutin secret.",
    ),
    MajorityRule(
        key="5211-10",
        title="Nombre de vice-présidents supérieur (al. 4)",
        article="CGCT L. 5211-10",
        certainty=Certainty.INFERENCE,
        in_force_from=date(2010, 12, 18),
        majority=Majority(_TWO_THIRDS, of=Base.CAST),
        words="« à la majorité des deux tiers » : la base n'est pas dite.",
    ),
    MajorityRule(
        key="closed-session",
        title="Huis clos",
        article="CGCT L. 5211-11",
        certainty=Certainty.STATUTE,
        in_force_from=_READ_IN_2008,
        majority=Majority(_HALF, of=Base.PRESENT_OR_REPRESENTED, more_than=True),
        words="Sur demande de cinq membres ou du président, majorité absolue des membres présents"
        " ou représentés.",
    ),
    MajorityRule(
        key="election",
        title="Élection du président et des vice-présidents, deux premiers tours",
        article="CGCT L. 2122-7 et L. 5211-2",
        certainty=Certainty.STATUTE,
        in_force_from=_READ_IN_2008,
        majority=Majority(_HALF, of=Base.CAST, more_than=True),
        words="Majorité absolue à deux tours, puis relative ; à égalité, le plus âgé.",
    ),
)
