"""What is refused of the manner of a meeting: remotely, by what ballot, name by name (R-4.4, R-4.7)."""

from domain.assembly.assembly import Assembly
from domain.assembly.meeting_events import ItemQualified, VideoconferenceDecided, VotesNamed
from domain.assembly.meetings import Meeting
from domain.assembly.reasons import Rule
from domain.assembly.refuse_meetings import refuse_another_day, refuse_not_convened
from domain.law.records import NoLawOn
from domain.refusals import Refused
from domain.words import BallotKind


def refuse_videoconference(step: VideoconferenceDecided, meeting: Meeting, there: Assembly) -> None:
    """The president decides, before the meeting, that it is held in several places (R-4.7)."""
    refuse_not_convened(step, meeting)
    assert meeting.held is not None
    try:
        there.law.count("videoconference", meeting.held)
    except NoLawOn:
        texts = (c for c in there.law.counts if c.key == "videoconference")
        since = min(text.in_force_from for text in texts)
        raise Refused(Rule.NO_VIDEOCONFERENCE_YET, since=since, held=meeting.held) from None
    if step.day > meeting.held:
        raise Refused(Rule.REMOTE_BEFORE, meeting=meeting.name, held=meeting.held)
    if meeting.remote():
        raise Refused(Rule.ALREADY_REMOTE, meeting=meeting.name)


def refuse_nature(step: ItemQualified, meeting: Meeting, there: Assembly) -> None:
    """An item is an election, the initial budget, an appointment: said once."""
    refuse_not_convened(step, meeting)
    if meeting.item(step.item) is None:
        raise Refused(Rule.NO_SUCH_ITEM, item=step.item, meeting=meeting.name)
    if meeting.qualified(step.item):
        raise Refused(Rule.ALREADY_QUALIFIED_ITEM, item=step.item)


def refuse_names(step: VotesNamed, meeting: Meeting, there: Assembly) -> None:
    """Who voted how: at a public ballot, by those who had a vote, and it is the tally (R-4.4)."""
    refuse_another_day(step, meeting)
    ballot = meeting.ballot(step.item)
    if ballot is None:
        raise Refused(Rule.NOT_BALLOTED, item=step.item)
    if ballot.payload.kind is BallotKind.SECRET:
        raise Refused(Rule.SECRET_BALLOT, item=step.item)
    if ballot.payload.kind is not BallotKind.PUBLIC:
        raise Refused(Rule.NOT_PUBLIC, item=step.item)
    named = meeting.named(step.item)
    if named:
        raise Refused(Rule.ALREADY_NAMED, item=step.item, entry=named.ref)
    twice = sorted({name for name in step.names if step.names.count(name) > 1})
    if twice:
        raise Refused(Rule.NAMED_TWICE, item=step.item, members=", ".join(twice))
    voters = meeting.voters(step.item)
    strangers = [name for name in step.names if name not in voters]
    if strangers:
        raise Refused(Rule.NOT_A_VOTER, item=step.item, members=", ".join(strangers))
    tally = ballot.payload
    if not step.adds_up_to(tally):
        raise Refused(
            Rule.NAMES_DO_NOT_ADD_UP,
            item=step.item,
            named_for=len(step.names_for),
            named_against=len(step.names_against),
            named_abstaining=len(step.names_abstaining),
            votes_for=tally.votes_for,
            votes_against=tally.votes_against,
            abstentions=tally.abstentions,
        )
