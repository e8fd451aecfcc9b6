"""What is refused of bodies, delegations, calls and cooperation: what we look at, then the refusals."""

from datetime import date

from domain.assembly.assembly import Assembly
from domain.assembly.bodies import COMMISSIONS, ROADS
from domain.assembly.events import (
    AgreementMade,
    BureauComposed,
    CommissionJoined,
    ConferenceReferred,
    DecisionTaken,
    DevelopmentCouncilComposed,
    Ended,
    ExtraCouncillorsSent,
    MeetingRequested,
    MemberAppointed,
    PowerDelegated,
    SeatsFilled,
    SeatsVacated,
    ServiceCreated,
    ServiceJoined,
    ServiceLeft,
)
from domain.assembly.reasons import Rule
from domain.assembly.rules import balanced, extra_places
from domain.entry import Payload
from domain.law.competence import MATTERS, delegable, matter
from domain.law.french import few
from domain.refusals import Reason, Refused
from domain.words import Body, Delegate

# --- Bodies and people ---------------------------------------------------------------------------------


def refuse_seats(step: SeatsVacated | SeatsFilled, there: Assembly) -> None:
    """Seats fall vacant, or are filled again: twice changes nothing."""
    known = set(there.bodies.seats(step.day))
    for member in step.members:
        if member not in known:
            raise Refused(Rule.NOT_A_MEMBER, member=member, day=step.day)


def refuse_appointment(step: MemberAppointed, there: Assembly) -> None:
    """A vice-president or a delegated councillor (CGCT L. 5211-9, L. 5211-10)."""
    refuse_no_member(step.member, step.day, there)
    if step.member == there.bodies.president(step.day):
        raise Refused(Rule.IS_PRESIDENT, member=step.member)


def refuse_bureau(step: BureauComposed, there: Assembly) -> None:
    """The whole bureau, from a day on (pact, art. 4)."""
    known = {*there.bodies.seats(step.day), *there.bodies.substitutes(step.day).values()}
    for member in step.members:
        if member not in known:
            raise Refused(Rule.NOT_A_MEMBER, member=member, day=step.day)


def refuse_development_council(step: DevelopmentCouncilComposed, there: Assembly) -> None:
    """The development council: balanced, and without a councillor (R-8.1)."""
    in_office = there.bodies.council(step.day)
    among = [member for member in step.councillors if member in in_office]
    if among:
        raise Refused(Rule.COUNCILLORS_AMONG_THEM, members=", ".join(among))
    if not balanced(step.men, step.women):
        raise Refused(Rule.UNBALANCED, men=step.men, women=step.women)


def refuse_choice(step: CommissionJoined, there: Assembly) -> None:
    """A councillor, or a substitute, chooses a commission: two of five (R-6.5)."""
    refuse_unknown_commission(step.commission)
    substitutes = there.bodies.substitutes(step.day).values()
    if step.member not in substitutes:
        refuse_no_member(step.member, step.day, there)
    if step.commission == ROADS:
        raise Refused(Rule.ROADS_BY_RIGHT)
    if there.bodies.by_right(step.member, step.day):
        raise Refused(Rule.CHOOSES_BY_RIGHT, member=step.member, day=step.day)
    chronicle = there.bodies.chronicle
    joined = [f for f in chronicle.all(CommissionJoined) if f.payload.member == step.member]
    most = there.law.count("commission-choices", step.day).number
    for day in {step.day, *(fact.day for fact in joined if fact.day > step.day)}:
        chosen = there.bodies.choices(step.member, day)
        if step.commission in chosen:
            raise Refused(Rule.ALREADY_JOINED, member=step.member)
        if len(chosen) >= most:
            raise Refused(Rule.TWO_COMMISSIONS, member=step.member, most=few(most))


def refuse_extra(step: ExtraCouncillorsSent, there: Assembly) -> None:
    """Two municipal councillors of a commune of one or two seats, to one commission (R-6.5)."""
    refuse_unknown_commission(step.commission)
    if step.commission == ROADS:
        raise Refused(Rule.ROADS_BY_RIGHT)
    allotted = there.institution.composition(step.day).commune(step.commune)
    if allotted is None:
        raise Refused(Reason.UNKNOWN_COMMUNE, commune=step.commune, day=step.day)
    small = there.law.count("small-commune", step.day)
    most = extra_places(
        allotted.seats, small=small, places=there.law.count("extra-places", step.day)
    )
    if not most:
        raise Refused(Rule.TOO_MANY_SEATS, seats=allotted.seats)
    commission, number = there.bodies.extra().get(step.commune, (step.commission, 0))
    if commission != step.commission or number + step.number > most:
        raise Refused(Rule.TWO_EXTRA_COUNCILLORS, number=number, most=few(most))


def refuse_end(step: Ended, there: Assembly) -> None:
    """What an appointment, a choice, a delegation or an agreement began no longer holds."""
    chronicle = there.chronicle(step.entry.rpartition("#")[0])
    begun = chronicle.find(step.entry)
    held: set[str] = set()
    match begun.payload if begun else None:
        case MemberAppointed():
            held = {fact.ref for fact in there.bodies.appointments(step.day)}
        case CommissionJoined():
            joined = chronicle.all(CommissionJoined)
            held = {fact.ref for fact in chronicle.holding(joined, step.day)}
        case PowerDelegated():
            held = {fact.ref for fact in there.powers.delegations(step.day)}
        case AgreementMade():
            held = {fact.ref for fact in there.cooperation.agreements(step.day)}
    if step.entry not in held:
        raise Refused(Rule.DOES_NOT_HOLD, entry=step.entry, day=step.day)


# --- Who decides ---------------------------------------------------------------------------------------


def refuse_delegation(step: PowerDelegated, there: Assembly) -> None:
    """The council delegates a matter: not one of the nine (R-5.1)."""
    refuse_unknown_matter(step.matter)
    if not may_be_delegated(step.matter):
        raise Refused(Rule.NON_DELEGABLE, matter=matter(step.matter).label)
    refuse_no_vice_president(step.to, step.member, step.day, there)


def refuse_decision(step: DecisionTaken, there: Assembly) -> None:
    """A decision under delegation: in force that day, for this author and this matter (R-5.3)."""
    refuse_unknown_matter(step.matter)
    refuse_no_vice_president(step.by, step.member, step.day, there)
    if not there.powers.covered(step):
        raise Refused(Rule.NO_DELEGATION, day=step.day)


# --- Calls ---------------------------------------------------------------------------------------------


def refuse_request(step: MeetingRequested, there: Assembly) -> None:
    """A request for a meeting, kept whether or not it binds (R-3.3, R-7.1)."""
    of_council = step.body is Body.COUNCIL
    bodies = there.bodies
    members = len(bodies.council(step.day) if of_council else bodies.mayors(step.day))
    if step.asking > members:
        raise Refused(Rule.MORE_VOICES_THAN_MEMBERS, voices=step.asking, members=members)


def refuse_referral(step: ConferenceReferred, there: Assembly) -> None:
    """The bureau votes to seize the mayors' conference (R-7.4). Raises NoLawOn before there is one."""
    there.law.share("conference-referral", step.day)
    members = len(there.bodies.bureau(step.day))
    if step.ballots > members:
        raise Refused(Rule.MORE_VOICES_THAN_BUREAU, voices=step.ballots, members=members)


# --- Title III -----------------------------------------------------------------------------------------


def refuse_creation(step: ServiceCreated, there: Assembly) -> None:
    """A common service is created, once (pact, art. 11)."""
    if there.cooperation.created(step.service):
        raise Refused(Rule.SERVICE_EXISTS, service=step.service)


def refuse_joining(step: ServiceJoined, there: Assembly) -> None:
    """Communes join a common service."""
    members = members_of_service(step, there)
    for commune in step.communes:
        if commune in members:
            name = there.institution.commune_name(commune)
            raise Refused(Rule.ALREADY_IN_SERVICE, commune=name, service=step.service, day=step.day)


def refuse_leaving(step: ServiceLeft, there: Assembly) -> None:
    """Communes leave a common service."""
    members = members_of_service(step, there)
    for commune in step.communes:
        if commune not in members:
            name = there.institution.commune_name(commune)
            raise Refused(Rule.NOT_IN_SERVICE, commune=name, service=step.service, day=step.day)


# --- What several steps look at --------------------------------------------------------------------------


def refuse_no_member(member: str, day: date, there: Assembly) -> None:
    if member not in there.bodies.council(day):
        raise Refused(Rule.NOT_A_MEMBER, member=member, day=day)


def refuse_unknown_commission(name: str) -> None:
    if name not in COMMISSIONS:
        known = ", ".join(COMMISSIONS)
        raise Refused(Rule.UNKNOWN_COMMISSION, commission=name, known=known)


def refuse_unknown_matter(code: str) -> None:
    known = [each.code for each in MATTERS]
    if code not in known:
        raise Refused(Reason.UNKNOWN_MATTER, matter=code, known=", ".join(known))


def may_be_delegated(code: str) -> bool:
    """Whether a matter may be delegated; one that the rulebook does not place may (R-5.1)."""
    return delegable(code) if matter(code).delegable is not None else True


def refuse_no_vice_president(to: Delegate, member: str | None, day: date, there: Assembly) -> None:
    if to is Delegate.VICE_PRESIDENT and not there.powers.is_vice_president(member, day):
        raise Refused(Rule.NOT_A_VICE_PRESIDENT, member=member, day=day)


def members_of_service(step: ServiceJoined | ServiceLeft, there: Assembly) -> list[str]:
    if not there.cooperation.exists(step.service, step.day):
        raise Refused(Rule.NO_SERVICE, service=step.service, day=step.day)
    return there.cooperation.members(step.service, step.day)


def nothing_to_refuse(step: Payload, there: Assembly) -> None:
    """A plain fact: it is recorded as told."""
