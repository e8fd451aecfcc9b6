"""The institutions at the office: which stream a step belongs to, and what is written with it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from uuid import UUID

from adapters.commands import Author, Plan, Recorded
from adapters.office import Office
from domain.assembly import decide as deciding
from domain.assembly.afterwards import late_remarks
from domain.assembly.assembly import Assembly
from domain.assembly.bodies import COMMISSIONS
from domain.assembly.events import (
    BODIES,
    CALLS,
    COOPERATION,
    POWERS,
    AgreementMade,
    ConferenceReferred,
    CouncilsRenewed,
    DecisionTaken,
    Ended,
    MeetingRequested,
    MetropolitanDayHeld,
    PactAdopted,
    PowerDelegated,
    ServiceCreated,
    ServiceJoined,
    ServiceLeft,
)
from domain.assembly.meeting_events import (
    BallotHeld,
    MeetingConvened,
    PutOnAgenda,
    meeting_stream,
)
from domain.assembly.readiness import divested_remarks
from domain.deliberation.determinations import proclaim
from domain.deliberation.remarks import Remark, remarks
from domain.deliberation.situation import situation
from domain.entry import Entry, Payload, deliberation_stream
from domain.events import ResultProclaimed
from domain.words import Body, Outcome
from projections.status import plain
from projections.subjects import MEETINGS

STREAMS: dict[type[Payload], str] = {
    PowerDelegated: POWERS,
    DecisionTaken: POWERS,
    MeetingRequested: CALLS,
    ConferenceReferred: CALLS,
    MetropolitanDayHeld: CALLS,
    CouncilsRenewed: CALLS,
    PactAdopted: CALLS,
    ServiceCreated: COOPERATION,
    ServiceJoined: COOPERATION,
    ServiceLeft: COOPERATION,
    AgreementMade: COOPERATION,
}
"""Streams of the steps that are not compositions (``bodies``) nor of a meeting."""


def stream_of(step: Payload, meeting: str | None) -> str:
    """The stream on which a step of the institutions is recorded."""
    match step:
        case MeetingConvened():
            return meeting_stream(step.meeting)
        case Ended():
            return step.entry.rpartition("#")[0]
        case _ if meeting is not None:
            return meeting_stream(meeting)
        case _:
            return STREAMS.get(type(step), BODIES)


def assembly(office: Office, known_at: int | None = None) -> Assembly:
    """The institutions, as known at a position."""
    return office.assembly(office.reader(known_at))


def record(
    office: Office,
    step: Payload,
    by: Author,
    *,
    meeting: str | None = None,
    documents: Mapping[str, bytes] | None = None,
    command_id: UUID | None = None,
    proclaimed: Outcome | None = None,
) -> Recorded:
    """Put a step of the institutions on record. Raises ``Refused``; then nothing is written."""

    def decide() -> Plan:
        there = assembly(office)
        deciding.refuse(step, meeting, there, office.today(there.institution))
        stream = stream_of(step, meeting)
        payloads = [(stream, step)]
        if isinstance(step, MeetingConvened):
            payloads += on_agendas(step, there)
        said: list[Remark] = []
        if isinstance(step, BallotHeld):
            payloads += results(office, step, stream, there, proclaimed)
            said += of_a_ballot(step, stream, there)
        if meeting is not None:
            said += late_remarks(step, there.meeting(meeting), there.law)
        versions = {name: len(there.read(name)) for name, _ in payloads}
        return Plan(payloads, versions, said)

    return office.write(decide, by, documents=documents, command_id=command_id)


def on_agendas(notice: MeetingConvened, there: Assembly) -> list[tuple[str, Payload]]:
    """Each deliberation of the agenda is told of the meeting: its dossier will read it."""
    found: list[tuple[str, Payload]] = []
    for item in notice.agenda:
        if item.deliberation is None:
            continue
        stream = deliberation_stream(item.deliberation)
        told = {
            entry.payload.meeting
            for entry in there.read(stream)
            if isinstance(entry.payload, PutOnAgenda)
        }
        line = (stream, PutOnAgenda(day=notice.day, meeting=notice.meeting))
        if notice.meeting not in told and line not in found:
            found.append(line)
    return found


def of_a_ballot(ballot: BallotHeld, stream: str, there: Assembly) -> Iterator[Remark]:
    """What a careful clerk would say of the council's ballot on a deliberation."""
    meeting = there.meeting(stream.removeprefix(MEETINGS))
    item = meeting.item(ballot.item)
    if meeting.body is Body.COUNCIL and item is not None and item.deliberation is not None:
        dossier = there.dossier(item.deliberation)
        yield from remarks(meeting.as_vote(ballot), dossier)  # those of a vote told alone
        yield from divested_remarks(there, situation(dossier, ballot.day))


def results(
    office: Office, ballot: BallotHeld, stream: str, there: Assembly, proclaimed: Outcome | None
) -> Sequence[tuple[str, Payload]]:
    """The result of a ballot on a deliberation, on the deliberation's own stream."""
    item = there.meeting(stream.removeprefix(MEETINGS)).item(ballot.item)
    if item is None or item.deliberation is None:
        return []
    entries = there.read(stream)
    planned = Entry(
        stream=stream,
        version=len(entries) + 1,
        payload=ballot,
        event_id=UUID(int=0),
        recorded_at=office.clock.now(),
        recorded_by="",
        capacity="",
        command_id=UUID(int=0),
    )

    def read(name: str) -> tuple[Entry, ...]:
        return (*entries, planned) if name == stream else there.read(name)

    dossier = office.assemble(item.deliberation, there.institution, read)
    voted = situation(dossier, ballot.day)
    if voted.vote is None or voted.vote.ref != planned.ref:
        return []
    return [(deliberation_stream(item.deliberation), proclaim(voted, proclaimed))]


def result_of(office: Office, ballot: str) -> str | None:
    """The name of the result that was proclaimed for a ballot or a vote, on whatever stream."""
    home = ballot.rpartition("#")[0]
    entries = office.register.entries(home)
    command = next(entry.command_id for entry in entries if entry.ref == ballot)
    for entry in office.register.answered(command):
        if isinstance(entry.payload, ResultProclaimed) and entry.payload.vote == ballot:
            return entry.ref
    return None


# --- Names that people write ----------------------------------------------------------------------


def seat_named(there: Assembly, given: str, on: date) -> str | None:
    """A seat of that day, « Dijon 7 » or « Daix s », accents and case aside."""
    wanted = plain(" ".join(given.split()))
    known = [*there.bodies.seats(on), *there.bodies.substitutes(on).values()]
    found = [name for name in known if plain(name) == wanted]
    return found[0] if len(found) == 1 else None


def commission_named(given: str) -> str:
    """The commission whose name begins so; what begins no name is left for the rule to refuse."""
    found = [name for name in COMMISSIONS if plain(name).startswith(plain(given))]
    return found[0] if len(found) == 1 else given
