"""Public holidays (jours fériés) by territory: rulebook R-2.7, for the rolled periods and P only.

A plain Saturday or Sunday is not a holiday; a « pont » granted by an employer is not one either.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

from domain.law.certainty import Certainty
from domain.law.french import Worded, french_date
from domain.law.records import LawError, NoLawOn, Record


class Zone(Worded):
    """Territory whose holidays apply: that of the seat of the institution."""

    METROPOLE = "metropole", "métropole"
    ALSACE_MOSELLE = "alsace_moselle", "Alsace-Moselle"
    GUADELOUPE = "guadeloupe", "Guadeloupe"
    MARTINIQUE = "martinique", "Martinique"
    GUYANE = "guyane", "Guyane"
    REUNION = "reunion", "La Réunion"
    MAYOTTE = "mayotte", "Mayotte"
    SAINT_BARTHELEMY = "saint_barthelemy", "Saint-Barthélemy"
    SAINT_MARTIN = "saint_martin", "Saint-Martin"


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


def holiday_on(day: date, zone: str, holidays: Sequence[Holiday]) -> Holiday | None:
    """The public holiday of that day in that territory: a national one, or one of its own (R-2.7).

    Raises LawError for an unknown territory, NoLawOn before the table knows its whole list.

    >>> holiday_on(date(2026, 5, 14), "metropole", HOLIDAYS).name
    'Ascension'
    >>> holiday_on(date(2026, 6, 10), "metropole", HOLIDAYS)
    >>> holiday_on(date(2026, 6, 10), "guyane", HOLIDAYS).name
    "Abolition de l'esclavage"
    """
    if zone not in set(Zone):
        raise LawError(f"Territoire inconnu : {zone}.")
    national = [h for h in holidays if h.zone is None]
    local = [h for h in holidays if h.zone == zone]
    known_from = max(
        min((h.in_force_from for h in records), default=date.min) for records in (national, local)
    )
    if day < known_from:
        raise NoLawOn(
            f"Les jours fériés ({Zone(zone).french}) ne sont connus que depuis le"
            f" {french_date(known_from)} : le {french_date(day)} est refusé, non deviné."
        )
    for holiday in (*national, *local):
        if holiday.in_force(day) and holiday.when.falls_on(day):
            return holiday
    return None


def _national(name: str, when: Fixed | FromEaster) -> Holiday:
    """C. trav. L. 3133-1: these eleven since 8 May came back (loi n° 81-893 du 2 octobre 1981)."""
    return Holiday(
        name=name,
        when=when,
        article="C. trav. L. 3133-1",
        certainty=Certainty.STATUTE,
        in_force_from=date(1981, 10, 3),
    )


def _alsace_moselle(name: str, when: Fixed | FromEaster, tag: Certainty, words: str) -> Holiday:
    """C. trav. L. 3134-13. Local law since 1892; known here from the day of the national list."""
    return Holiday(
        name=name,
        when=when,
        zone=Zone.ALSACE_MOSELLE,
        article="C. trav. L. 3134-13",
        certainty=tag,
        in_force_from=date(1981, 10, 3),
        words=words,
    )


def _abolition(zone: Zone, month: int, day: int, since: date = date(1983, 11, 24)) -> Holiday:
    """C. trav. L. 3422-2, after décret n° 83-1003 du 23 novembre 1983; re-check (R-2.7)."""
    return Holiday(
        name="Abolition de l'esclavage",
        when=Fixed(month, day),
        zone=zone,
        article="C. trav. L. 3422-2",
        certainty=Certainty.STATUTE,
        in_force_from=since,
    )


_GOOD_FRIDAY = "Dans les communes qui ont un temple protestant ou une église mixte."
_ISLANDS_OF_THE_NORTH = date(2012, 4, 25)
"""Décret n° 2012-553 du 23 avril 2012. It says 28 May for Saint-Martin, the Code 27 May (R-2.7)."""

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
    _alsace_moselle("Vendredi saint", FromEaster(-2), Certainty.DOCTRINE, _GOOD_FRIDAY),
    _alsace_moselle("Saint-Étienne", Fixed(12, 26), Certainty.STATUTE, ""),
    _abolition(Zone.MAYOTTE, 4, 27),
    _abolition(Zone.MARTINIQUE, 5, 22),
    _abolition(Zone.GUADELOUPE, 5, 27),
    _abolition(Zone.SAINT_MARTIN, 5, 27, since=_ISLANDS_OF_THE_NORTH),
    _abolition(Zone.GUYANE, 6, 10),
    _abolition(Zone.SAINT_BARTHELEMY, 10, 9, since=_ISLANDS_OF_THE_NORTH),
    _abolition(Zone.REUNION, 12, 20),
)
