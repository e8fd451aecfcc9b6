"""Parts and numbers of the law: dated records, that every rule of the meetings reads."""

from datetime import date

import pytest

from domain.assembly.rules import extra_places
from domain.law.book import LAW
from domain.law.records import NoLawOn

DAY = date(2026, 6, 25)


@pytest.mark.parametrize(
    ("key", "of", "least"),
    [
        ("quorum", 86, 44),
        ("quorum", 85, 43),
        ("public-ballot", 60, 15),
        ("public-ballot", 61, 16),
        ("secret-ballot", 60, 20),
        ("secret-ballot", 61, 21),
        ("council-request", 86, 29),
        ("conference-request", 23, 8),
        ("conference-referral", 42, 22),
    ],
)
def test_a_part_of_a_number_is_that_of_the_rulebook(key: str, of: int, least: int) -> None:
    assert LAW.share(key, DAY).least(of) == least


@pytest.mark.parametrize(
    ("key", "number"),
    [
        ("proxies-per-bearer", 1),
        ("proxy-meetings", 3),
        ("closed-session", 5),
        ("conference-requests", 4),
        ("commission-choices", 2),
        ("small-commune", 2),
        ("extra-places", 2),
    ],
)
def test_a_number_is_that_of_the_rulebook(key: str, number: int) -> None:
    assert LAW.count(key, DAY).number == number


def test_there_is_no_videoconference_before_its_text() -> None:
    first = date(2022, 8, 1)
    assert LAW.count("videoconference", first).number == 1
    with pytest.raises(NoLawOn, match="1er août 2022"):
        LAW.count("videoconference", date(2022, 7, 31))


@pytest.mark.parametrize(("seats", "places"), [(0, 0), (1, 2), (2, 2), (3, 0)])
def test_a_commune_of_one_or_two_seats_sends_two_and_one_without_a_seat_none(
    seats: int, places: int
) -> None:
    small, most = LAW.count("small-commune", DAY), LAW.count("extra-places", DAY)
    assert extra_places(seats, small=small, places=most) == places
