"""The counts of the pact and of the code, as small functions: whole numbers in, a word out."""

from datetime import date

from domain.law.majorities import at_least, quorum
from domain.words import BallotKind, ConvocationState, ItemNature, ReferralResult

VIDEOCONFERENCE_SINCE = date(2022, 8, 1)
"""The first day of meetings held by videoconference (CGCT L. 5211-11-1; R-4.7)."""

CLOSED_SESSION_VOICES = 5
"""Members who may ask for a closed session, or the president alone (CGCT L. 5211-11)."""

REQUESTS_A_YEAR = 4
"""Requested meetings of the mayors' conference that bind, in a calendar year (R-7.1)."""

MEETINGS_PER_PROXY = 3
"""Meetings in a row at which one document may serve (CGCT L. 2121-20)."""

CHOICES = 2
"""Commissions that a councillor chooses, of the five (pact, art. 7)."""

EXTRA_PLACES = 2
"""Municipal councillors that a commune of one or two seats may send (pact, art. 7)."""


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


def quorum_needed(in_office: int, excluded: int, *, without_quorum: bool) -> int:
    """More than half of the members in office; none at a second meeting (R-4.1, R-4.2).

    >>> quorum_needed(86, 6, without_quorum=False), quorum_needed(86, 0, without_quorum=True)
    (41, 0)
    """
    return 0 if without_quorum else quorum(in_office, excluded)


def ballot_kind(present: int, asked_public: int, asked_secret: int) -> BallotKind:
    """Secret if a third of those present ask; public if a quarter do (CGCT L. 2121-21; R-4.4).

    >>> ballot_kind(60, 15, 19).value, ballot_kind(60, 40, 20).value, ballot_kind(60, 14, 0).value
    ('PUBLIC', 'SECRET', 'ORDINARY')
    """
    if 3 * asked_secret >= present:
        return BallotKind.SECRET
    return BallotKind.PUBLIC if 4 * asked_public >= present else BallotKind.ORDINARY


def remotely_forbidden(nature: ItemNature | None, *, secret: bool) -> bool:
    """Never by videoconference: elections, the initial budget, a secret ballot (R-4.7).

    >>> [remotely_forbidden(nature, secret=False) for nature in (ItemNature.ELECTION, None)]
    [True, False]
    >>> remotely_forbidden(ItemNature.APPOINTMENT, secret=True)
    True
    """
    return secret or nature in (ItemNature.ELECTION, ItemNature.INITIAL_BUDGET)


def third_asks(asking: int, members: int) -> bool:
    """At least one third of the members (CGCT L. 2121-9, L. 5211-11-3; R-3.3, R-7.1).

    >>> third_asks(29, 86), third_asks(28, 86), third_asks(8, 23), third_asks(7, 23)
    (True, False, True, False)
    """
    return asking >= at_least(members, 3)


def conference_request_binds(mayors: int, asking: int, bound_before: int) -> bool:
    """A third of the mayors, at most four times a year (CGCT L. 5211-11-3; R-7.1).

    >>> conference_request_binds(23, 8, 3), conference_request_binds(23, 8, 4)
    (True, False)
    """
    return third_asks(asking, mayors) and bound_before < REQUESTS_A_YEAR


def closed_session(
    asking: int, president_asks: bool, present_or_represented: int, votes: int
) -> bool:
    """Five members or the president ask, an absolute majority agrees (CGCT L. 5211-11; R-3.1).

    >>> closed_session(5, False, 60, 31), closed_session(5, False, 60, 30)
    (True, False)
    """
    asked = president_asks or asking >= CLOSED_SESSION_VOICES
    return asked and 2 * votes > present_or_represented


def proxy_serves(consecutive: int, illness: bool) -> bool:
    """One and the same document: three meetings in a row, save proved illness (R-4.3).

    >>> proxy_serves(3, False), proxy_serves(4, False), proxy_serves(4, True)
    (True, False, True)
    """
    return consecutive <= MEETINGS_PER_PROXY or illness


def referral_result(members: int, votes_for: int, votes_against: int) -> ReferralResult:
    """The bureau « à la majorité simple de ses membres »: sure with half of them (R-7.4).

    >>> [referral_result(42, yes, 3).value for yes in (22, 21, 3)]
    ['CARRIED', 'CONTESTED', 'LOST']
    """
    if votes_for <= votes_against:
        return ReferralResult.LOST
    sure = votes_for >= quorum(members)
    return ReferralResult.CARRIED if sure else ReferralResult.CONTESTED


def extra_places(seats: int) -> int:
    """Municipal councillors that a commune may send to a commission (pact, art. 7; R-6.5).

    >>> extra_places(1), extra_places(2), extra_places(3)
    (2, 2, 0)
    """
    return EXTRA_PLACES if seats in (1, 2) else 0


def balanced(men: int, women: int) -> bool:
    """The gap between men and women is at most one (CGCT L. 5211-10-1; R-8.1).

    >>> balanced(30, 31), balanced(30, 32)
    (True, False)
    """
    return abs(men - women) <= 1
