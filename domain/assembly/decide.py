"""What may be put on record of the institutions: one function per kind of entry.

The same refusals serve a step about to be taken and an amendment. A ballot held in spite of what
forbids it is recorded as held, with its reason (R-1.14).
"""

from collections.abc import Callable
from datetime import date

from domain.assembly.assembly import Assembly
from domain.assembly.events import (
    AgreementMade,
    BureauComposed,
    CommissionJoined,
    ConferenceReferred,
    CouncilsRenewed,
    DecisionTaken,
    DevelopmentCouncilComposed,
    Ended,
    ExtraCouncillorsSent,
    MeetingRequested,
    MemberAppointed,
    MetropolitanDayHeld,
    PactAdopted,
    PowerDelegated,
    PresidentElected,
    SeatHeld,
    SeatsFilled,
    SeatsVacated,
    ServiceCreated,
    ServiceJoined,
    ServiceLeft,
)
from domain.assembly.meeting_events import (
    BallotHeld,
    CouncillorsInformed,
    ItemQualified,
    MeetingConvened,
    MeetingOpened,
    MeetingPublished,
    MemberReplaced,
    MembersArrived,
    MembersLeft,
    MembersRecused,
    MinutesSettled,
    ProxyGiven,
    SubstituteSat,
    VideoconferenceDecided,
    VotesNamed,
)
from domain.assembly.refuse_bodies import (
    nothing_to_refuse,
    refuse_appointment,
    refuse_bureau,
    refuse_choice,
    refuse_creation,
    refuse_decision,
    refuse_delegation,
    refuse_development_council,
    refuse_end,
    refuse_extra,
    refuse_joining,
    refuse_leaving,
    refuse_referral,
    refuse_request,
    refuse_seats,
)
from domain.assembly.refuse_manner import refuse_names, refuse_nature, refuse_videoconference
from domain.assembly.refuse_meetings import (
    refuse_ballot,
    refuse_coming_and_going,
    refuse_convocation,
    refuse_opening,
    refuse_proxy,
    refuse_publication,
    refuse_replacement,
    refuse_settling,
    refuse_substitute,
)
from domain.entry import Payload
from domain.refusals import Reason, Refused

ON_THE_INSTITUTION: dict[type[Payload], Callable[..., None]] = {
    SeatHeld: nothing_to_refuse,
    PresidentElected: nothing_to_refuse,
    SeatsVacated: refuse_seats,
    SeatsFilled: refuse_seats,
    MemberAppointed: refuse_appointment,
    BureauComposed: refuse_bureau,
    DevelopmentCouncilComposed: refuse_development_council,
    CommissionJoined: refuse_choice,
    ExtraCouncillorsSent: refuse_extra,
    Ended: refuse_end,
    PowerDelegated: refuse_delegation,
    DecisionTaken: refuse_decision,
    MeetingRequested: refuse_request,
    ConferenceReferred: refuse_referral,
    MetropolitanDayHeld: nothing_to_refuse,
    CouncilsRenewed: nothing_to_refuse,
    PactAdopted: nothing_to_refuse,
    ServiceCreated: refuse_creation,
    ServiceJoined: refuse_joining,
    ServiceLeft: refuse_leaving,
    AgreementMade: nothing_to_refuse,
    MeetingConvened: refuse_convocation,
}
"""Steps that look at the whole assembly."""

AT_A_MEETING: dict[type[Payload], Callable[..., None]] = {
    MeetingOpened: refuse_opening,
    MembersArrived: refuse_coming_and_going,
    MembersLeft: refuse_coming_and_going,
    MembersRecused: refuse_coming_and_going,
    SubstituteSat: refuse_substitute,
    ProxyGiven: refuse_proxy,
    MemberReplaced: refuse_replacement,
    VideoconferenceDecided: refuse_videoconference,
    ItemQualified: refuse_nature,
    BallotHeld: refuse_ballot,
    VotesNamed: refuse_names,
    MinutesSettled: refuse_settling,
    MeetingPublished: refuse_publication,
    CouncillorsInformed: refuse_publication,
}
"""Steps of one meeting, on its own stream."""


OF_THE_ASSEMBLY = {*ON_THE_INSTITUTION, *AT_A_MEETING}
"""Every kind of entry that this module knows."""


def refuse(step: Payload, meeting: str | None, there: Assembly, today: date) -> None:
    """Raise ``Refused`` where this step may not be recorded on its legal day."""
    if step.day > today:
        raise Refused(Reason.IN_THE_FUTURE, day=step.day)
    if type(step) in AT_A_MEETING:
        assert meeting is not None
        AT_A_MEETING[type(step)](step, there.meeting(meeting), there)
    else:
        ON_THE_INSTITUTION[type(step)](step, there)
