"""Public holidays by territory, against the ``holidays`` package (which knows years up to 2100)."""

from datetime import date, timedelta

import holidays
import pytest
from dateutil.easter import easter as easter_of_dateutil  # type: ignore[import-untyped]
from hypothesis import example, given
from hypothesis import strategies as st

from domain.law.book import LAW
from domain.law.holidays import Zone, easter
from domain.law.records import LawError, NoLawOn

SUBDIVISION = {
    Zone.METROPOLE: None,
    Zone.ALSACE_MOSELLE: "6AE",
    Zone.GUADELOUPE: "971",
    Zone.MARTINIQUE: "972",
    Zone.GUYANE: "973",
    Zone.REUNION: "974",
    Zone.MAYOTTE: "976",
    Zone.SAINT_BARTHELEMY: "BL",
    Zone.SAINT_MARTIN: "MF",
}
FIRST_WHOLE_YEAR = dict.fromkeys(Zone, 1984) | {
    Zone.SAINT_BARTHELEMY: 2013,
    Zone.SAINT_MARTIN: 2013,
}


def of_the_package(zone: Zone, year: int) -> set[date]:
    return set(holidays.country_holidays("FR", subdiv=SUBDIVISION[zone], years=year))


def ours(zone: Zone, year: int) -> set[date]:
    first = date(year, 1, 1)
    every_day = (first + timedelta(days=n) for n in range(366))
    return {day for day in every_day if day.year == year and LAW.holiday(day, zone)}


def understood(zone: Zone, year: int) -> tuple[set[date], set[date]]:
    """What only the package has, and what only we have, and why."""
    theirs: set[date] = set()
    mine: set[date] = set()
    if year in (2005, 2006, 2007):
        # The law of 30 June 2004 made Whit Monday a day worked by default; it stayed a holiday.
        mine.add(easter(year) + timedelta(days=50))
    if zone is Zone.GUADELOUPE:
        # Custom and collective agreements, not the Code du travail: Mi-Carême, Good Friday.
        theirs |= {easter(year) - timedelta(days=24), easter(year) - timedelta(days=2)}
    if zone in (Zone.GUADELOUPE, Zone.MARTINIQUE, Zone.SAINT_MARTIN):
        theirs.add(date(year, 7, 21))  # Schœlcher: a custom, not in L. 3422-2
    if zone is Zone.SAINT_MARTIN:
        # L. 3422-2 says 27 May, décret n° 2012-553 and local practice 28 May (rulebook ).
        theirs.add(date(year, 5, 28))
        mine.add(date(year, 5, 27))
    return theirs, mine


@given(st.sampled_from(Zone), st.integers(1984, 2100))
@example(Zone.METROPOLE, 2005)
@example(Zone.ALSACE_MOSELLE, 2008)
@example(Zone.SAINT_MARTIN, 2026)
def test_every_holiday_is_that_of_the_package_or_the_difference_is_understood(
    zone: Zone, year: int
) -> None:
    year = max(year, FIRST_WHOLE_YEAR[zone])
    theirs, mine = of_the_package(zone, year), ours(zone, year)
    only_theirs, only_mine = understood(zone, year)
    assert theirs - mine == only_theirs - mine
    assert mine - theirs == only_mine - theirs


def test_easter_is_that_of_dateutil_for_every_year_of_the_gregorian_calendar() -> None:
    assert all(easter(year) == easter_of_dateutil(year) for year in range(1583, 4100))


@pytest.mark.parametrize(
    ("zone", "first_known"),
    [
        ("metropole", date(1981, 10, 3)),
        ("alsace_moselle", date(1981, 10, 3)),
        ("guadeloupe", date(1983, 11, 24)),
        ("saint_barthelemy", date(2012, 4, 25)),
    ],
)
def test_a_year_that_the_table_does_not_know_is_refused(zone: str, first_known: date) -> None:
    assert LAW.holiday(first_known, zone) is None
    with pytest.raises(NoLawOn, match="refusé, non deviné"):
        LAW.holiday(first_known - timedelta(days=1), zone)


def test_a_territory_that_nobody_named_is_refused() -> None:
    with pytest.raises(LawError, match="Territoire inconnu"):
        LAW.holiday(date(2026, 1, 1), "corse")


def test_a_plain_sunday_is_no_holiday_and_rolls_all_the_same() -> None:
    sunday = date(2026, 5, 24)
    assert LAW.holiday(sunday, "metropole") is None
    assert LAW.roll(sunday, "metropole") == date(2026, 5, 26)  # Whit Monday, 25 May


def test_a_local_holiday_rolls_in_its_territory_only() -> None:
    assert LAW.roll(date(2026, 5, 22), "martinique") == date(2026, 5, 26)
    assert LAW.roll(date(2026, 5, 22), "guadeloupe") == date(2026, 5, 22)
