"""What is refused of a meeting and of what follows it: what we look at, then the refusals."""

from datetime import date

from domain.assembly.assembly import Assembly
from domain.assembly.meeting_events import (
    BallotHeld,
    CouncillorsInformed,
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
)
from domain.assembly.meetings import Meeting
from domain.assembly.reasons import Rule
from domain.assembly.refuse_bodies import refuse_unknown_commission
from domain.assembly.rules import proxy_serves
from domain.deliberation.situation import no_draft, situation
from domain.entry import Payload
from domain.law.french import few, many
from domain.refusals import Refused
from domain.words import BallotIrregularity, BallotKind, Body, Published, Sent

# --- Meetings ------------------------------------------------------------------------------------------


def refuse_convocation(step: MeetingConvened, there: Assembly) -> None:
    """A convocation is sent: kept even when irregular, for that is what then follows (R-3.2)."""
    meeting = there.meeting(step.meeting)
    if meeting.convened:
        raise Refused(Rule.ALREADY_CONVENED, meeting=step.meeting)
    if step.body is Body.COMMISSION:
        refuse_unknown_commission(step.commission or "")
    for item in step.agenda:
        if item.deliberation is None:
            continue
        if step.body is not Body.COUNCIL:
            raise Refused(Rule.ANOTHER_AGENDA)
        dossier = there.dossier(item.deliberation)
        if situation(dossier, step.day).void:
            raise no_draft(dossier, step.day)
    if step.second_of is not None:
        first = there.meeting(step.second_of)
        if first.body is not step.body or not first.opened_by(step.day):
            raise Refused(Rule.NOT_A_FIRST_MEETING, meeting=step.second_of, day=step.day)


def refuse_opening(step: MeetingOpened, meeting: Meeting, there: Assembly) -> None:
    """The sitting opens, on its day, once."""
    refuse_another_day(step, meeting)
    if meeting.opened:
        raise Refused(Rule.ALREADY_OPENED, meeting=meeting.name, opening=meeting.opened.ref)


def refuse_coming_and_going(
    step: MembersArrived | MembersLeft | MembersRecused, meeting: Meeting, there: Assembly
) -> None:
    """Members arrive, leave or withdraw, on the day of the meeting."""
    refuse_another_day(step, meeting)


def refuse_substitute(step: SubstituteSat, meeting: Meeting, there: Assembly) -> None:
    """The substitute of a one-seat commune sits for the absent titular (R-4.8)."""
    refuse_another_day(step, meeting)
    if step.member not in there.bodies.substitutes(step.day):
        raise Refused(Rule.NO_SUBSTITUTE, member=step.member)
    if step.member in meeting.in_the_room(step.item, step.day):
        raise Refused(Rule.TITULAR_IS_THERE, member=step.member)


def refuse_proxy(step: ProxyGiven, meeting: Meeting, there: Assembly) -> None:
    """A written proxy: one per giver, one per bearer, three meetings at most (R-4.3)."""
    refuse_not_convened(step, meeting)
    assert meeting.held is not None
    if step.day > meeting.held:
        raise Refused(Rule.AFTER_THE_MEETING, meeting=meeting.name, held=meeting.held)
    given = [fact.payload for fact in meeting.chronicle.all(ProxyGiven)]
    if any(other.giver == step.giver for other in given):
        raise Refused(Rule.SECOND_PROXY_GIVEN, member=step.giver)
    most = there.law.count("proxies-per-bearer", meeting.held).number
    if sum(other.bearer == step.bearer for other in given) >= most:
        raise Refused(Rule.SECOND_PROXY, member=step.bearer, most=few(most))
    meetings = there.law.count("proxy-meetings", meeting.held)
    if not proxy_serves(step.consecutive, step.illness, meetings=meetings):
        raise Refused(Rule.FOURTH_MEETING, most=few(meetings.number))


def refuse_replacement(step: MemberReplaced, meeting: Meeting, there: Assembly) -> None:
    """A municipal councillor of the same commune replaces a member for one meeting (R-6.4)."""
    refuse_not_convened(step, meeting)
    name = there.institution.commune_name(step.commune)
    if step.member.rpartition(" ")[0] != name:
        raise Refused(Rule.ANOTHER_COMMUNE)


def refuse_ballot(step: BallotHeld, meeting: Meeting, there: Assembly) -> None:
    """An item is put to the vote: refused while its irregularity can be avoided (R-1.14, R-4.1)."""
    refuse_another_day(step, meeting)
    item = meeting.item(step.item)
    number = item.deliberation if item else None
    if meeting.ballot(step.item):
        raise Refused(Rule.ALREADY_BALLOTED)
    if number:
        dossier = there.dossier(number)
        on_record = situation(dossier, step.day)
        if (
            on_record.void
        ):  # its draft was annulled since: even « as held », there is nothing to vote
            raise no_draft(dossier, step.day)
        if on_record.vote:
            raise Refused(Rule.ALREADY_BALLOTED)
    votes, present = meeting.votes(step.item), len(meeting.present(step.item))
    if step.ballots > votes:
        if not meeting.opened_by(step.day):
            raise Refused(Rule.VOTE_BEFORE_OPENING, meeting=meeting.name, day=step.day)
        written = len(meeting.chronicle.all(ProxyGiven))
        # Counting every written proxy, there would be enough: only the inference refuses.
        by_inference = step.ballots <= present + written
        raise Refused(
            Rule.PROXIES_NOT_EXERCISED if by_inference else Rule.MORE_VOTES_THAN_AVAILABLE,
            votes_for=step.votes_for,
            votes_against=step.votes_against,
            abstentions=many(step.abstentions, "abstention"),
            sum=step.ballots,
            votes=votes,
            present=many(present, "présent"),
            proxies=many(votes - present, "pouvoir"),
            idle=many(
                written - (votes - present), "pouvoir ne s'exerce pas", "pouvoirs ne s'exercent pas"
            ),
        )
    named = meeting.named(step.item)
    secret = step.kind is BallotKind.SECRET
    if named and (secret or not named.payload.adds_up_to(step)):
        raise Refused(Rule.NAMES_STAND, entry=named.ref)
    if step.as_held:
        return
    obstacles = meeting.obstacles(step.item, kind=step.kind)
    if number:
        obstacles += opinion_obstacles(number, step.day, there)
    if obstacles:
        if item is None:
            raise not_on_agenda(step.item, meeting, obstacles)
        why = ", ".join(OBSTACLES[obstacle] for obstacle in obstacles)
        raise Refused(Rule.BALLOT_IRREGULAR, item=step.item, why=why)


def not_on_agenda(item: int, meeting: Meeting, obstacles: list[BallotIrregularity]) -> Refused:
    """Most often a slip of the pen: how many items there are comes first.

    Nobody was convened for that item: whether the convocation was regular is not said of it.
    """
    size = len(meeting.convened.payload.agenda) if meeting.convened else 0
    count = f"n'a qu'{few(size)} point" if size == 1 else f"a {few(size)} points"
    unsaid = (BallotIrregularity.NOT_ON_AGENDA, BallotIrregularity.CONVOCATION)
    others = [f", et {OBSTACLES[obstacle]}" for obstacle in obstacles if obstacle not in unsaid]
    return Refused(
        Rule.BALLOT_NOT_ON_AGENDA,
        item=item,
        meeting=meeting.name,
        count=count,
        others="".join(others),
    )


def opinion_obstacles(number: str, day: date, there: Assembly) -> list[BallotIrregularity]:
    """Why the council may not vote on that deliberation yet (R-1.14, R-6.2)."""
    on_record = situation(there.dossier(number), day)
    if on_record.vote:
        return []
    found = []
    if not on_record.may_vote:
        started = on_record.running_period is not None
        found.append(BallotIrregularity.PREMATURE if started else BallotIrregularity.NOT_CONSULTED)
    if on_record.lacks_review:
        found.append(BallotIrregularity.NOT_REVIEWED)
    return found


OBSTACLES = {
    BallotIrregularity.NOT_ON_AGENDA: "il n'est pas à l'ordre du jour",
    BallotIrregularity.CONVOCATION: "la convocation est irrégulière",
    BallotIrregularity.NO_QUORUM: "le quorum n'est pas atteint",
    BallotIrregularity.VIDEOCONFERENCE: "une visioconférence ne vote ni élection, ni budget primitif, "
    "ni au scrutin secret : ce point se reporte à une séance en présence",
    BallotIrregularity.TALLY: "il y a plus de voix que de votants",
    BallotIrregularity.NOT_CONSULTED: "la commune n'a pas été consultée",
    BallotIrregularity.PREMATURE: "l'avis de la commune n'est pas encore acquis",
    BallotIrregularity.NOT_REVIEWED: "aucune commission ne l'a examiné",
}


def refuse_settling(step: MinutesSettled, meeting: Meeting, there: Assembly) -> None:
    """The minutes are settled, once, on the day of the meeting that settles them (R-3.5)."""
    refuse_not_convened(step, meeting)
    refuse_another_day(step, there.meeting(step.at))
    if meeting.chronicle.all(MinutesSettled):
        raise Refused(Rule.ALREADY_SETTLED, meeting=meeting.name)


def refuse_publication(
    step: MeetingPublished | CouncillorsInformed, meeting: Meeting, there: Assembly
) -> None:
    """What is published, or sent to the municipal councillors (R-3.4, R-3.5, R-7.2)."""
    refuse_not_convened(step, meeting)
    of_the_mayors = meeting.body is Body.MAYORS_CONFERENCE
    match step.what:
        case Sent.CONVOCATION if meeting.body is not Body.COUNCIL:
            raise Refused(Rule.COPY_OF_THE_COUNCIL, meeting=meeting.name)
        case Sent.OPINIONS if not of_the_mayors:
            raise Refused(Rule.OPINIONS_OF_THE_CONFERENCE, meeting=meeting.name)
        case Published.LIST | Sent.LIST if of_the_mayors:
            raise Refused(Rule.LIST_OF_THE_COUNCIL, meeting=meeting.name)
    if step.what is Sent.CONVOCATION:
        return
    if step.what in (Published.LIST, Sent.LIST, Sent.OPINIONS):
        if not meeting.opened_by(step.day):
            raise Refused(Rule.NOT_OPENED, meeting=meeting.name, day=step.day)
    elif not list(meeting.chronicle.by(MinutesSettled, step.day)):
        raise Refused(Rule.NOT_SETTLED, meeting=meeting.name, day=step.day)


# --- What several steps look at --------------------------------------------------------------------------


def refuse_not_convened(step: Payload, meeting: Meeting) -> None:
    if not meeting.convened_by(step.day):
        if meeting.convened:
            later = meeting.convened.day
            raise Refused(Rule.CONVENED_LATER, meeting=meeting.name, day=step.day, since=later)
        raise Refused(Rule.NOT_CONVENED, meeting=meeting.name, day=step.day)


def refuse_another_day(step: Payload, meeting: Meeting) -> None:
    refuse_not_convened(step, meeting)
    if meeting.held != step.day:
        raise Refused(Rule.NOT_THAT_DAY, meeting=meeting.name, held=meeting.held, day=step.day)
