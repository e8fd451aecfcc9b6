"""Public holidays (jours fériés) by territory: rulebook R-2.7, for the rolled periods and P only.

A plain Saturday or Sunday is not a holiday; a « pont » granted by an employer is not one either.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

from domain.law.certainty import Certainty
from domain.law.french import french_date
from domain.law.records import LawError, NoLawOn, Record


class Zone(StrEnum):
    """Territory whose holidays apply: that of the seat of the institution."""

    METROPOLE = "metropole"
    ALSACE_MOSELLE = "alsace_moselle"
    GUADELOUPE = "guadeloupe"
    MARTINIQUE = "martinique"
    GUYANE = "guyane"
    REUNION = "reunion"
    MAYOTTE = "mayotte"
    SAINT_BARTHELEMY = "saint_barthelemy"
    SAINT_MARTIN = "saint_martin"


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones, Butcher).

    >>> easter(2026), easter(2027), easter(2028)
    (datetime.date(2026, 4, 5), datetime.date(2027, 3, 28), datetime.date(2028, 4, 16))
    """
    golden = year % 19
    century, of_century = divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    moon_shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - moon_shift + 15) % 30
    leap_years, year_rest = divmod(of_century, 4)
    weekday = (32 + 2 * century_rest + 2 * leap_years - epact - year_rest) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@dataclass(frozen=True, config=ConfigDict(extra="forbid"))
class Fixed:
    """The same day of every year."""

    month: Annotated[int, Field(ge=1, le=12)]
    day: Annotated[int, Field(ge=1, le=31)]
    kind: Literal["fixed"] = "fixed"

    def falls_on(self, day: date) -> bool:
        return (day.month, day.day) == (self.month, self.day)


@dataclass(frozen=True, config=ConfigDict(extra="forbid"))
class FromEaster:
    """A movable feast (fête mobile), so many days after Easter Sunday."""

    days: int
    kind: Literal["from_easter"] = "from_easter"

    def falls_on(self, day: date) -> bool:
        return day - easter(day.year) == timedelta(days=self.days)


class Holiday(Record):
    """Un jour férié. ``zone`` None: in every territory."""

    name: str
    when: Annotated[Fixed | FromEaster, Field(discriminator="kind")]
    zone: Zone | None = None


def is_holiday(day: date, zone: str, holidays: Sequence[Holiday]) -> bool:
    """Whether it is a public holiday of that territory: a national one, or one of its own (R-2.7).

    Raises LawError for an unknown territory, NoLawOn before the first day the table knows.

    >>> is_holiday(date(2026, 5, 14), "metropole", HOLIDAYS)
    True
    >>> is_holiday(date(2026, 6, 10), "metropole", HOLIDAYS)
    False
    >>> is_holiday(date(2026, 6, 10), "guyane", HOLIDAYS)
    True
    """
    if zone not in set(Zone):
        raise LawError(f"Territoire inconnu : {zone}.")
    of_zone = [h for h in holidays if h.zone is None or h.zone == zone]
    known_from = min((h.in_force_from for h in of_zone), default=date.max)
    if day < known_from:
        raise NoLawOn(
            f"Les jours fériés ne sont connus que depuis le {french_date(known_from)} :"
            f" le {french_date(day)} est refusé, non deviné."
        )
    return any(h.in_force(day) and h.when.falls_on(day) for h in of_zone)


def _national(name: str, when: Fixed | FromEaster) -> Holiday:
    """L. 3133-1. The list of eleven has stood since 8 May came back (loi n° 81-893)."""
    return Holiday(
        name=name,
        when=when,
        article="C. trav., L. 3133-1",
        certainty=Certainty.STATUTE,
        in_force_from=date(1981, 10, 3),
    )


def _local(
    zone: Zone, name: str, when: Fixed | FromEaster, article: str, tag: Certainty
) -> Holiday:
    return Holiday(
        name=name,
        when=when,
        zone=zone,
        article=article,
        certainty=tag,
        in_force_from=date(1981, 10, 3),
    )


_S, _D = Certainty.STATUTE, Certainty.DOCTRINE
_ABOLITION = "Abolition de l'esclavage"

HOLIDAYS: tuple[Holiday, ...] = (
    _national("Jour de l'an", Fixed(1, 1)),
    _national("Lundi de Pâques", FromEaster(1)),
    _national("Fête du travail", Fixed(5, 1)),
    _national("Victoire de 1945", Fixed(5, 8)),
    _national("Ascension", FromEaster(39)),
    _national("Lundi de Pentecôte", FromEaster(50)),
    _national("Fête nationale", Fixed(7, 14)),
    _national("Assomption", Fixed(8, 15)),
    _national("Toussaint", Fixed(11, 1)),
    _national("Armistice de 1918", Fixed(11, 11)),
    _national("Noël", Fixed(12, 25)),
    _local(Zone.ALSACE_MOSELLE, "Vendredi saint", FromEaster(-2), "C. trav., L. 3134-13", _D),
    _local(Zone.ALSACE_MOSELLE, "Saint-Étienne", Fixed(12, 26), "C. trav., L. 3134-13", _S),
    _local(Zone.MAYOTTE, _ABOLITION, Fixed(4, 27), "C. trav., L. 3422-2", _S),
    _local(Zone.MARTINIQUE, _ABOLITION, Fixed(5, 22), "C. trav., L. 3422-2", _S),
    _local(Zone.GUADELOUPE, _ABOLITION, Fixed(5, 27), "C. trav., L. 3422-2", _S),
    _local(Zone.SAINT_MARTIN, _ABOLITION, Fixed(5, 27), "C. trav., L. 3422-2", _S),
    _local(Zone.GUYANE, _ABOLITION, Fixed(6, 10), "C. trav., L. 3422-2", _S),
    _local(Zone.SAINT_BARTHELEMY, _ABOLITION, Fixed(10, 9), "C. trav., L. 3422-2", _S),
    _local(Zone.REUNION, _ABOLITION, Fixed(12, 20), "C. trav., L. 3422-2", _S),
)
