"""Rules of the test vectors, one small function each: its parameters are the inputs of the grammar.

Their names are those of the page that fixes the grammar, so a rule is added by adding a function to
``RULES``. Where the rule is a case with its day, it is judged by the law of that day; where it asks
what a record says (``tacit_value``) or names no day on which it is in force, by the last record.
"""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any, Literal

from adapters.institution_vector_rules import INSTITUTION_RULES, last_day, notice, share
from adapters.vector_values import Key, Sense, Unreadable, Votes
from domain.law import majorities, periods
from domain.law.book import LAW
from domain.law.counts import least
from domain.law.majorities import Base, Majority
from domain.law.periods import Days, Months
from domain.law.procedures import Procedure, Silence
from domain.law.records import LawError, last

METROPOLE = "metropole"
TWO_THIRDS_OF_MEMBERS = Majority(Fraction(2, 3), of=Base.MEMBERS)


# --- Time limits ----------------------------------------------------------------------------------


def add_months(start: date, n: int) -> date:
    return periods.add_months(start, n)


def franc_months(start: date, n: int) -> date:
    return periods.franc_months(start, n, LAW.calendar(METROPOLE))


def clear_latest(meeting: date, n: int) -> date:
    return periods.clear_latest(meeting, n)


def clear_earliest(sent: date, n: int) -> date:
    return periods.clear_earliest(sent, n)


# --- Opinion of one commune (L. 5211-57) ----------------------------------------------------------


def l5211_57_strict_end(received: date) -> date:
    return LAW.procedure("5211-57", received).period.end(received)


def l5211_57_deemed_from(received: date) -> date:
    return periods.add_days(l5211_57_strict_end(received), 1)


def l5211_57_prudent_end(received: date) -> date:
    return LAW.prudent_end(l5211_57_strict_end(received), METROPOLE)


def l5211_57_latest_receipt_strict(council: date) -> date:
    return periods.latest_start(council, l5211_57_strict_end)


def l5211_57_latest_receipt_prudent(council: date) -> date:
    return periods.latest_start(council, l5211_57_prudent_end)


def l5211_57_effective(received: date, votes: Votes, council: date) -> str:
    end = l5211_57_strict_end(received)
    counted = [sense for day, sense in votes if day <= min(end, council)]
    if counted:
        return "FAVOURABLE" if counted[-1] is Sense.FAVOURABLE else "UNFAVOURABLE"
    return "TACIT_FAVOURABLE" if council > end else "NOT_READY"


# --- Other opinions -------------------------------------------------------------------------------


def tacit_value(procedure: Key) -> Silence:
    return _procedure(procedure).silence


def period_end(procedure: Key, start: date) -> date:
    period = _procedure(procedure).period
    if not isinstance(period, Months | Days):
        raise Unreadable(f"la procédure {procedure} n'a pas de délai qui parte d'un événement")
    return period.end(start)


def unfavourable_effect(procedure: Key) -> str:
    unfavourable = _procedure(procedure).if_unfavourable
    if unfavourable is None:
        raise Unreadable(f"la procédure {procedure} n'appelle pas d'avis")
    return unfavourable.effect


def _procedure(key: Key) -> Procedure:
    return last([p for p in LAW.procedures if p.key == key], f"procédure {key}")


# --- Meetings -------------------------------------------------------------------------------------


def second_convocation_earliest(resent: date) -> date:
    return notice("second-convocation").earliest(resent)


# --- Quorum and votes -----------------------------------------------------------------------------


def quorum(in_office: int, excluded: int = 0) -> int:
    return majorities.quorum(share("quorum"), in_office, excluded)


def quorum_met(in_office: int, present: int, proxies: int) -> bool:
    """Proxies are given, and are no presence (R-4.1)."""
    return present >= majorities.quorum(share("quorum"), in_office)


def two_thirds_members(members: int) -> int:
    return TWO_THIRDS_OF_MEMBERS.votes(members)


def adopted_two_thirds_members(members: int, yes: int, no: int) -> bool:
    """The votes against are given, and weigh nothing: the base is the members (R-1.10)."""
    return yes >= TWO_THIRDS_OF_MEMBERS.votes(members)


def two_thirds_cast(yes: int, no: int) -> bool:
    return majorities.two_thirds_cast(yes, no)


def adopted_cast(yes: int, no: int, casting: Literal["yes", "no", "none"], secret: bool) -> bool:
    return majorities.adopted_cast(yes, no, casting_for=casting == "yes", secret=secret)


def at_least(n: int, k: int) -> int:
    """At least one k-th of n (au moins un tiers, un quart; R-3.3, R-4.4)."""
    if k == 0:
        raise LawError("Un « zéroième » n'existe pas : k doit être au moins 1.")
    return least(Fraction(1, k), n)


# --- After the vote -------------------------------------------------------------------------------


def list_deliberations_due(meeting: date) -> date:
    return last_day("list-of-deliberations", meeting)


def municipal_info_due(meeting: date) -> date:
    return last_day("municipal-information", meeting)


def pv_publication_due(settled: date) -> date:
    return last_day("minutes-publication", settled)


def withdrawal_due(voted: date) -> date:
    return last_day("withdrawal", voted)


def enforceable_on(published: date, transmitted: date) -> date:
    """The later of the two (R-9.1)."""
    return max(published, transmitted)


RULES: dict[str, Callable[..., Any]] = {
    rule.__name__: rule
    for rule in (
        add_months,
        franc_months,
        clear_latest,
        clear_earliest,
        l5211_57_strict_end,
        l5211_57_deemed_from,
        l5211_57_prudent_end,
        l5211_57_latest_receipt_strict,
        l5211_57_latest_receipt_prudent,
        l5211_57_effective,
        tacit_value,
        period_end,
        unfavourable_effect,
        second_convocation_earliest,
        quorum,
        quorum_met,
        two_thirds_members,
        adopted_two_thirds_members,
        two_thirds_cast,
        adopted_cast,
        at_least,
        list_deliberations_due,
        municipal_info_due,
        pv_publication_due,
        withdrawal_due,
        enforceable_on,
    )
} | INSTITUTION_RULES
