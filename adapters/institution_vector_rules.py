"""Rules of the test vectors on bodies and meetings, one small function each (see vector_rules.py)."""

from collections.abc import Callable
from datetime import date
from typing import Any, Literal

from adapters.vector_values import Dates, Unreadable, ZoneCode
from domain.assembly import rules
from domain.assembly.calls import YearState
from domain.law import competence, periods
from domain.law.book import LAW
from domain.law.counts import Count, Share
from domain.law.records import last
from domain.words import BallotKind

METROPOLE = ZoneCode("metropole")
OptionalDay = date | None
NOT_GIVEN = date.min
"""An input that is needed in one case only, and was not given."""


# --- Time limits ----------------------------------------------------------------------------------


def holiday(date_: date, zone: ZoneCode = METROPOLE) -> bool:
    return LAW.holiday(date_, zone) is not None


def roll(date_: date, zone: ZoneCode = METROPOLE) -> date:
    return LAW.roll(date_, zone)


def last_day(key: str, start: date, zone: str = METROPOLE) -> date:
    """Of the time limit of that name, as it reads today: the vectors name no day (R-2.2)."""
    limit = last([t for t in LAW.time_limits if t.key == key], f"délai {key}")
    end = limit.period.end(start)
    return LAW.prudent_end(end, zone) if limit.franc else end


def pact_due(renewal: date) -> date:
    return last_day("pact", renewal)


def pact_opinion_end(transmitted: date) -> date:
    procedure = last([p for p in LAW.procedures if p.key == "5211-11-2"], "pacte")
    assert isinstance(procedure.period, periods.Months)
    return procedure.period.end(transmitted)


def creation_majority(
    councils: int,
    councils_for: int,
    population: int,
    population_for: int,
    required_commune_for: bool,
) -> bool:
    """Two thirds of the councils and half the population, or the reverse (L. 5211-5 II)."""
    many = 3 * councils_for >= 2 * councils and 2 * population_for > population
    large = 2 * councils_for >= councils and 3 * population_for >= 2 * population
    return (many or large) and required_commune_for


# --- Meetings -------------------------------------------------------------------------------------


def convocation(
    sent: date,
    meeting: date,
    urgency: Literal["none", "asked", "accepted", "refused"],
) -> str:
    urgent = urgency in ("asked", "accepted")
    return rules.convocation_state(
        clear_days(sent, meeting),
        needed=notice("convocation").n,
        in_urgency=notice("urgent-convocation").n if urgent else None,
    )


def notice(key: str) -> periods.ClearDays:
    """As it reads today: a vector gives a day and no institution."""
    return last([n for n in LAW.notices if n.key == key], f"convocation {key}").days


def share(key: str) -> Share:
    """As it reads today."""
    return last([s for s in LAW.shares if s.key == key], f"part {key}")


def count(key: str) -> Count:
    """As it reads today."""
    return last([c for c in LAW.counts if c.key == key], f"nombre {key}")


def clear_days(earlier: date, later: date) -> int:
    """Whole days between the two (R-2.3)."""
    return (later - earlier).days - 1


def meeting_on_request(in_office: int, asking: int, received: date) -> date | str:
    if asking < share("council-request").least(in_office):
        return "NOT_BINDING"
    return last_day("meeting-on-request", received)


def council_quarters(year: int, held: Dates) -> str:
    """Quarters of the year without a meeting (R-3.1)."""
    met = {(day.month - 1) // 3 + 1 for day in held if day.year == year}
    return "|".join(f"Q{quarter}" for quarter in (1, 2, 3, 4) if quarter not in met) or "NONE"


def metropolitan_day(year: int, held: Dates) -> str:
    """The year seen at its end (pact, art. 8)."""
    return YearState.MET if any(day.year == year for day in held) else YearState.MISSED


def closed_session(
    asking: int, present_or_represented: int, for_: int, president_asks: bool = False
) -> str:
    held = rules.closed_session(
        asking,
        president_asks,
        present_or_represented,
        for_,
        voices=count("closed-session"),
        majority=last(
            [m for m in LAW.majorities if m.key == "closed-session"], "huis clos"
        ).majority,
    )
    return "HELD" if held else "REFUSED"


def videoconference(
    matter: Literal["election", "initial_budget", "other"], secret: bool = False
) -> str:
    """Never for an election or the initial budget, nor in a secret ballot (R-4.7)."""
    return "FORBIDDEN" if matter != "other" or secret else "ALLOWED"


def conference_agenda_latest(meeting: date) -> date:
    return notice("conference-agenda").latest(meeting)


# --- Quorum and votes -----------------------------------------------------------------------------


def quorum_needed(
    in_office: int,
    excluded: int = 0,
    second: bool = False,
    resent: date = NOT_GIVEN,
    meeting: date = NOT_GIVEN,
    same_agenda: bool = True,
    first_regular: bool = True,
) -> int:
    without = False
    if second:
        if NOT_GIVEN in (resent, meeting):
            raise Unreadable("une seconde convocation demande « resent » et « meeting »")
        enough = clear_days(resent, meeting) >= notice("second-convocation").n
        without = enough and same_agenda and first_regular
    return rules.quorum_needed(share("quorum"), in_office, excluded, without_quorum=without)


def ballot(
    present: int,
    ask_public: int,
    ask_secret: int,
    appointment: bool = False,
    waived: bool = False,
) -> str:
    """An appointment is secret unless the council unanimously waives it (R-4.4)."""
    if appointment and not waived:
        return BallotKind.SECRET
    return rules.ballot_kind(
        present,
        ask_public,
        ask_secret,
        public=share("public-ballot"),
        secret=share("secret-ballot"),
    )


def proxy_allowed(
    bearer_holds: int,
    consecutive_meetings: int,
    illness: bool = False,
    giver_present: bool = False,
) -> bool:
    serves = rules.proxy_serves(consecutive_meetings, illness, meetings=count("proxy-meetings"))
    return bearer_holds < count("proxies-per-bearer").number and serves and not giver_present


# --- Who decides ----------------------------------------------------------------------------------


def delegable(matter: str) -> bool:
    return competence.delegable(matter)


def delegated_decision(matter: str, from_: date, until: OptionalDay, decided: date) -> str:
    if not competence.delegable(matter):
        return "NON_DELEGABLE"
    in_force = from_ <= decided and (until is None or decided <= until)
    return "VALID" if in_force else "OUTSIDE_DATES"


# --- Commissions, mayors' conference, development council -----------------------------------------


def commission_places(seats: int) -> int:
    return rules.extra_places(seats, small=count("small-commune"), places=count("extra-places"))


def commission_choice(
    capacity: Literal["councillor", "substitute", "vice_president", "delegated", "president"],
    already: int,
) -> str:
    if capacity in ("vice_president", "delegated", "president"):
        return "BY_RIGHT"
    return "ALLOWED" if already < count("commission-choices").number else "REFUSED"


def conference_request(mayors: int, asking: int, requested_this_year: int) -> str:
    binds = rules.conference_request_binds(
        mayors,
        asking,
        requested_this_year,
        share=share("conference-request"),
        a_year=count("conference-requests"),
    )
    return "BINDING" if binds else "NOT_BINDING"


def bureau_referral(members: int, for_: int, against: int) -> str:
    return rules.referral_result(members, for_, against, share=share("conference-referral"))


def development_council(men: int, women: int, councillors_among_them: int) -> str:
    if councillors_among_them:
        return "INCOMPATIBLE"
    return "VALID" if rules.balanced(men, women) else "UNBALANCED"


NOT_CONSULTED = ("street_works", "lease_renewal", "post_creation")


def development_council_required(matter: str) -> bool:
    """On the matters that the law lists, it must be consulted (CGCT L. 5211-10-1; R-8.2)."""
    consulted = {known.code for known in LAW.matters if known.development_council}
    if matter not in {*consulted, *NOT_CONSULTED}:
        raise Unreadable(f"« {matter} » n'est pas une matière de cette règle")
    return matter in consulted


# --- After the vote -------------------------------------------------------------------------------


def minutes_to_councillors_due(settled: date) -> date:
    return last_day("municipal-information", settled)


def enforceable(
    published: OptionalDay, transmitted: OptionalDay, must_transmit: bool = True
) -> date | str:
    """The later of the two, or the publication alone where nothing is to be transmitted (R-9.1)."""
    needed = [published, transmitted] if must_transmit else [published]
    days = [day for day in needed if day is not None]
    return max(days) if len(days) == len(needed) else "NOT_YET"


def individual_transmission_due(signed: date) -> date:
    return last_day("individual-transmission", signed)


def prefect_referral_last_day(received: date, zone: ZoneCode = METROPOLE) -> date:
    return last_day("prefect-referral", received, zone)


def recourse_last_day(
    published: date,
    zone: ZoneCode = METROPOLE,
    councillor_present: bool = False,
    meeting: date = NOT_GIVEN,
) -> date:
    """From the publication; for a councillor who sat, from the meeting (R-9.3)."""
    if not councillor_present:
        return last_day("recourse", published, zone)
    if meeting == NOT_GIVEN:
        raise Unreadable("un conseiller présent demande « meeting »")
    return last_day("recourse", meeting, zone)


INSTITUTION_RULES: dict[str, Callable[..., Any]] = {
    rule.__name__: rule
    for rule in (
        holiday,
        roll,
        pact_due,
        pact_opinion_end,
        creation_majority,
        convocation,
        meeting_on_request,
        council_quarters,
        metropolitan_day,
        closed_session,
        videoconference,
        conference_agenda_latest,
        quorum_needed,
        ballot,
        proxy_allowed,
        delegable,
        delegated_decision,
        commission_places,
        commission_choice,
        conference_request,
        bureau_referral,
        development_council,
        development_council_required,
        minutes_to_councillors_due,
        enforceable,
        individual_transmission_due,
        prefect_referral_last_day,
        recourse_last_day,
    )
}
