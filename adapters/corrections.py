"""Correcting at the office: decide on the streams concerned, show or write, in one transaction."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from adapters.act_numbers import refuse_taken
from adapters.assembly import assembly, on_agendas
from adapters.commands import Author, Plan, Recorded, on_one_stream
from adapters.office import Office
from adapters.register.errors import Conflict
from domain.assembly import correct as assembly_correct
from domain.assembly.decide import OF_THE_ASSEMBLY
from domain.assembly.meeting_events import MeetingConvened
from domain.corrections import Standing
from domain.deliberation import correct as correcting
from domain.entry import INSTITUTION, Payload, act_stream, deliberation_stream
from domain.events import (
    ActNumbered,
    ActNumberTaken,
    Correction,
    EntryAmended,
    EntryAnnulled,
    EntryMoved,
    Reaction,
    ResultProclaimed,
)
from projections.catch_up import PREFIX


def correct(
    office: Office,
    corrections: Sequence[Correction],
    by: Author,
    *,
    four_eyes: bool = False,
    documents: Mapping[str, bytes] | None = None,
    command_id: UUID | None = None,
    seen: int | None = None,
) -> Recorded:
    """Record corrections together. Raises ``Refused``, and ``Conflict`` when somebody else has
    written on the same stream meanwhile: what the author saw, at the position ``seen`` if it is
    given, is no longer what stands."""

    def decide() -> Plan:
        planned = plan(office, corrections, by, four_eyes=four_eyes)
        if seen is not None:
            refuse_what_moved(office, planned, seen)
        return planned

    return office.write(
        decide,
        by,
        documents=documents,
        command_id=command_id,
        attempts=1,
    )


def refuse_what_moved(office: Office, planned: Plan, seen: int) -> None:
    """Raises ``Conflict`` where a stream has gone on since the author looked at it."""
    for stream, version in planned.versions.items():
        if len(office.register.entries(stream, seen)) < version:
            raise Conflict(stream)


def plan(
    office: Office, corrections: Iterable[Correction], by: Author, *, four_eyes: bool = False
) -> Plan:
    """What these corrections would write; the other entries being as they are."""
    today = office.today()
    payloads: list[tuple[str, Payload]] = []
    versions: dict[str, int] = {}
    for correction in corrections:
        correcting.refuse_correction(correction, today, by=by.id, four_eyes=four_eyes)
        home = correction.target.rpartition("#")[0]
        entries = office.register.entries(home)
        versions.setdefault(home, len(entries))
        found = correcting.standing(correction.target, entries)
        decided_on = decided(office, correction, found)
        payloads += [(home, payload) for payload in decided_on]
        told = (
            *newly_on_agenda(office, correction, found),
            *newly_numbered(office, correction, found),
        )
        for stream, payload in told:
            versions.setdefault(stream, len(office.register.entries(stream)))
            payloads.append((stream, payload))
        if isinstance(correction, EntryMoved) and deliberation_stream(correction.to) != home:
            stream = deliberation_stream(correction.to)
            versions.setdefault(stream, len(office.register.entries(stream)))
            half = next_ref(home, versions, payloads)
            payloads.append((stream, correcting.arrival(correction, half)))
    return Plan(payloads, versions)


def next_ref(
    stream: str, versions: Mapping[str, int], payloads: Sequence[tuple[str, Payload]]
) -> str:
    """The name that the last planned payload of that stream will have."""
    planned = sum(1 for where, _ in payloads if where == stream)
    return f"{stream}#{versions[stream] + planned}"


def decided(office: Office, correction: Correction, found: Standing) -> Sequence[Payload]:
    match correction:
        case EntryAmended() if type(found.payload) in OF_THE_ASSEMBLY:
            return assembly_correct.amend(correction, found, assembly(office), office.today())
        case EntryAmended() if found.stream == INSTITUTION:
            institution = office.institution()
            return correcting.amend_institution(correction, found, institution, office.today())
        case EntryAmended():
            if isinstance(found.payload, ResultProclaimed):
                refuse_without_its_vote(office, correction, found.payload.vote)
            there = office.dossier(found.stream.removeprefix(PREFIX))
            return correcting.amend(correction, found, there, office.today())
        case EntryMoved():
            return correcting.move(correction, found, office.dossier(correction.to))
        case EntryAnnulled():
            return correcting.annul(correction, found)
        case _:
            raise AssertionError(f"no such correction: {correction.NAME}")


def refuse_without_its_vote(office: Office, amendment: EntryAmended, vote: str) -> None:
    """A result is told with its vote: it is amended where the vote itself could be recorded now."""
    found = correcting.standing(vote, office.register.entries(vote.rpartition("#")[0]))
    decided(office, amendment.model_copy(update={"target": vote, "fields": {}}), found)


def newly_numbered(
    office: Office, correction: Correction, found: Standing
) -> Sequence[tuple[str, Payload]]:
    """An act that takes another number takes it as at first: no other act bears it."""
    if not isinstance(correction, EntryAmended) or not isinstance(found.payload, ActNumbered):
        return []
    right = correcting.amended_payload(found.payload, correction.fields)
    assert isinstance(right, ActNumbered)
    if right.number == found.payload.number:
        return []
    number = found.stream.removeprefix(PREFIX)
    refuse_taken(office.query, number, right.number)
    return [(act_stream(right.number), ActNumberTaken(day=correction.day, deliberation=number))]


def newly_on_agenda(
    office: Office, correction: Correction, found: Standing
) -> Sequence[tuple[str, Payload]]:
    """An amended agenda tells the deliberations that were not on it before."""
    if not isinstance(correction, EntryAmended) or not isinstance(found.payload, MeetingConvened):
        return []
    notice = correcting.amended_payload(found.payload, correction.fields)
    assert isinstance(notice, MeetingConvened)
    return on_agendas(notice.model_copy(update={"day": correction.day}), assembly(office))


def react(
    office: Office,
    number: str,
    reaction: Reaction,
    by: Author,
    *,
    documents: Mapping[str, bytes] | None = None,
    command_id: UUID | None = None,
) -> Recorded:
    """A person withdraws or upholds a contradicted determination (R-9.6)."""

    def decide() -> Plan:
        dossier = office.dossier(number)
        payloads = correcting.react(reaction, dossier, office.today(dossier.institution))
        return on_one_stream(dossier.stream, dossier.entries, payloads)

    return office.write(decide, by, documents=documents, command_id=command_id)
