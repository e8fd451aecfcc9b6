"""What the parts and numbers of the law make of a count, as small functions: a word out.

The parts and numbers themselves are dated records (``domain/law/counts.py``).
"""

from domain.law.counts import Count, Share
from domain.law.majorities import Majority, quorum
from domain.words import BallotKind, ConvocationState, ItemNature, ReferralResult


def convocation_state(clear_days: int, *, needed: int, in_urgency: int | None) -> ConvocationState:
    """Enough clear days, whatever is said of urgency; in urgency, as many as it needs (R-3.2).

    ``in_urgency``: None where it is not asked for, or is refused by the body.

    >>> [convocation_state(days, needed=5, in_urgency=1).value for days in (5, 4, 1, 0)]
    ['REGULAR', 'URGENT', 'URGENT', 'IRREGULAR']
    """
    if clear_days >= needed:
        return ConvocationState.REGULAR
    if in_urgency is not None and clear_days >= in_urgency:
        return ConvocationState.URGENT
    return ConvocationState.IRREGULAR


def quorum_needed(share: Share, in_office: int, excluded: int, *, without_quorum: bool) -> int:
    """More than half of the members in office; none at a second meeting (R-4.1, R-4.2)."""
    return 0 if without_quorum else quorum(share, in_office, excluded)


def ballot_kind(
    present: int, asked_public: int, asked_secret: int, *, public: Share, secret: Share
) -> BallotKind:
    """Secret if a third of those present ask; public if a quarter do (CGCT L. 2121-21; R-4.4).

    ``public``, ``secret``: that quarter, that third.
    """
    if asked_secret >= secret.least(present):
        return BallotKind.SECRET
    return BallotKind.PUBLIC if asked_public >= public.least(present) else BallotKind.ORDINARY


def remotely_forbidden(nature: ItemNature | None, *, secret: bool) -> bool:
    """Never by videoconference: elections, the initial budget, a secret ballot (R-4.7).

    >>> [remotely_forbidden(nature, secret=False) for nature in (ItemNature.ELECTION, None)]
    [True, False]
    >>> remotely_forbidden(ItemNature.APPOINTMENT, secret=True)
    True
    """
    return secret or nature in (ItemNature.ELECTION, ItemNature.INITIAL_BUDGET)


def conference_request_binds(
    mayors: int, asking: int, bound_before: int, *, share: Share, a_year: Count
) -> bool:
    """A third of the mayors, at most four times a year (CGCT L. 5211-11-3; R-7.1)."""
    return asking >= share.least(mayors) and bound_before < a_year.number


def closed_session(
    asking: int,
    president_asks: bool,
    present_or_represented: int,
    votes: int,
    *,
    voices: Count,
    majority: Majority,
) -> bool:
    """Five members or the president ask, an absolute majority agrees (CGCT L. 5211-11; R-3.1)."""
    asked = president_asks or asking >= voices.number
    return asked and votes >= majority.votes(present_or_represented)


def proxy_serves(consecutive: int, illness: bool, *, meetings: Count) -> bool:
    """One and the same document: three meetings in a row, save proved illness (R-4.3)."""
    return consecutive <= meetings.number or illness


def referral_result(
    members: int, votes_for: int, votes_against: int, *, share: Share
) -> ReferralResult:
    """The bureau « à la majorité simple de ses membres »: sure with half of them (R-7.4)."""
    if votes_for <= votes_against:
        return ReferralResult.LOST
    sure = votes_for >= share.least(members)
    return ReferralResult.CARRIED if sure else ReferralResult.CONTESTED


def extra_places(seats: int, *, small: Count, places: Count) -> int:
    """Municipal councillors that a small commune may send to a commission (pact, art. 7; R-6.5)."""
    return places.number if 0 < seats <= small.number else 0


def balanced(men: int, women: int) -> bool:
    """The gap between men and women is at most one (CGCT L. 5211-10-1; R-8.1).

    >>> balanced(30, 31), balanced(30, 32)
    (True, False)
    """
    return abs(men - women) <= 1
