"""Majorities: exact, on both sides of every threshold."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.law.counts import SHARES
from domain.law.majorities import (
    Base,
    Majority,
    adopted_cast,
    quorum,
    two_thirds_cast,
)
from domain.law.records import LawError

TWO_THIRDS = Majority(Fraction(2, 3), of=Base.MEMBERS)
HALF = next(share for share in SHARES if share.key == "quorum")
counts = st.integers(0, 10**30)


@pytest.mark.parametrize(
    ("members", "votes"), [(86, 58), (85, 57), (84, 56), (83, 56), (82, 55), (81, 54), (80, 54)]
)
def test_two_thirds_of_the_members_is_the_table_of_the_rulebook(members: int, votes: int) -> None:
    assert TWO_THIRDS.votes(members) == votes


@given(counts)
def test_two_thirds_of_the_members_is_reached_and_one_vote_less_is_not(members: int) -> None:
    votes = TWO_THIRDS.votes(members)
    assert 3 * votes >= 2 * members > 3 * (votes - 1)


@given(counts, st.fractions(0, 1), st.booleans())
def test_a_part_of_the_members_is_reached_by_no_vote_less(
    members: int, part: Fraction, more_than: bool
) -> None:
    majority = Majority(part, of=Base.MEMBERS, more_than=more_than)
    votes = majority.votes(members)
    if more_than:
        assert votes > part * members >= votes - 1
    else:
        assert votes >= part * members > votes - 1


@given(counts, counts)
def test_a_quorum_is_more_than_half_of_those_who_count(in_office: int, excluded: int) -> None:
    excluded = min(excluded, in_office)
    there = quorum(HALF, in_office, excluded)
    assert 2 * there > in_office - excluded >= 2 * (there - 1)


def test_no_more_can_be_excluded_than_are_in_office() -> None:
    assert quorum(HALF, 6, 6) == 1
    with pytest.raises(LawError, match="7 membres exclus"):
        quorum(HALF, 6, 7)


@pytest.mark.parametrize(("yes", "no", "adopted"), [(40, 20, True), (39, 20, False), (0, 0, False)])
def test_exactly_two_thirds_of_the_votes_cast_is_enough(yes: int, no: int, adopted: bool) -> None:
    assert two_thirds_cast(yes, no) is adopted


@pytest.mark.parametrize(
    ("yes", "no", "casting_for", "secret", "adopted"),
    [
        (21, 20, False, False, True),
        (20, 21, True, False, False),
        (20, 20, True, False, True),
        (20, 20, False, False, False),
        (20, 20, True, True, False),
        (21, 20, False, True, True),
        (1, 0, False, False, True),
        (0, 0, True, False, False),
    ],
)
def test_a_tie_is_the_president_s_in_public_and_a_rejection_in_secret(
    yes: int, no: int, casting_for: bool, secret: bool, adopted: bool
) -> None:
    assert adopted_cast(yes, no, casting_for=casting_for, secret=secret) is adopted
