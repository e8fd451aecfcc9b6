"""Every kind of entry can be corrected, by one mechanism: a new kind cannot be forgotten."""

import json
from datetime import date, time, timedelta
from enum import Enum
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from adapters.assembly import stream_of
from adapters.cli.fields import field_named, kind_of
from adapters.commands import Plan
from adapters.corrections import correct
from domain.assembly.decide import AT_A_MEETING, OF_THE_ASSEMBLY
from domain.catalogue import PAYLOADS
from domain.corrections import Standing, resolve
from domain.deliberation.correct import amended_payload, correctable
from domain.deliberation.dossier import NOT_FACTS
from domain.entry import INSTITUTION, Document, Payload, act_stream, deliberation_stream
from domain.events import (
    ActNumberTaken,
    DeliberationQualified,
    EntryAmended,
    EntryAnnulled,
    EntryMovedHere,
    InstitutionEstablished,
    OpinionDeemedFavourable,
    ResultProclaimed,
    SeatsAllotted,
)
from domain.refusals import Reason, Refused
from projections.field_words import LABELS
from projections.tables import parked
from tests.offices import ANNE, BRUNO, PIECE, PIECES, Desk, an_office, draft

FOLDER = Path(__file__).parents[1] / "stored_events"
KINDS = sorted(PAYLOADS)
ONLY_ANNULLED = [
    name
    for name, kind in PAYLOADS.items()
    if issubclass(kind, NOT_FACTS) and kind is not ResultProclaimed
]


@pytest.mark.parametrize("name", [n for n in KINDS if PAYLOADS[n] is not EntryMovedHere])
def test_it_is_annulled_and_restored_and_every_read_model_follows(
    sqlite_url: str, name: str
) -> None:
    with an_office(sqlite_url) as desk:
        target = put_on_record(desk, sample(name))
        day = desk.office.today()

        annulled = correct(desk.office, [EntryAnnulled(day=day, target=target, reason="x")], BRUNO)
        assert not stands(desk, target)
        undone = annulled.entries[0].ref
        correct(desk.office, [EntryAnnulled(day=day, target=undone, reason="y")], BRUNO)

        assert stands(desk, target)
        assert desk.rows(select(parked)) == []
        assert not list(desk.office.replay(check=True).differences)


@pytest.mark.parametrize("name", [n for n in KINDS if n not in ONLY_ANNULLED])
def test_each_of_its_fields_is_amended_by_its_french_name(name: str) -> None:
    payload = sample(name)
    fields = correctable(payload)
    assert fields

    for field in fields:
        assert field in LABELS, "a field without a French name (projections/field_words.py)"
        named = field_named(payload, LABELS[field])
        assert named in fields
        assert kind_of(type(payload).model_fields[field].annotation)
        same = payload.model_dump(mode="json")[field]
        assert amended_payload(payload, {field: same}) == payload


@pytest.mark.parametrize("name", [n for n in KINDS if n not in ONLY_ANNULLED])
def test_each_of_its_fields_takes_another_value_and_the_others_stay(name: str) -> None:
    payload = sample(name)
    for field in correctable(payload):
        told = payload.model_dump(mode="json")
        right = another(payload, field)

        amended = amended_payload(payload, {field: right}).model_dump(mode="json")

        assert amended == {**told, field: right}
        assert right != told[field]


@pytest.mark.parametrize("name", [n for n in KINDS if n not in ONLY_ANNULLED])
def test_what_is_amended_stands_in_the_register_with_its_new_value(
    sqlite_url: str, name: str
) -> None:
    with an_office(sqlite_url) as desk:
        target = put_on_record(desk, sample(name))
        payload = standing_of(desk, target).payload
        accepted = 0
        for field in sorted(correctable(payload), key=lambda each: each == "day"):
            right = another(payload, field)
            amendment = EntryAmended(
                day=desk.office.today(), target=target, reason="x", fields={field: right}
            )
            try:
                correct(desk.office, [amendment], BRUNO)
                accepted += 1
            except Refused:
                record_as_it_is(desk, target, amendment)
            assert standing_of(desk, target).payload.model_dump(mode="json")[field] == right
        assert accepted or name not in ALONE
        assert not list(desk.office.replay(check=True).differences)


@pytest.mark.parametrize("name", ONLY_ANNULLED)
def test_a_correction_or_an_answer_is_annulled_and_never_amended(name: str) -> None:
    with pytest.raises(Refused) as refused:
        amended_payload(sample(name), {"day": "2026-01-01"})

    assert refused.value.reason is Reason.ONLY_ANNULLED


def test_half_of_a_move_names_the_move_that_is_to_be_annulled(sqlite_url: str) -> None:
    with an_office(sqlite_url) as desk:
        target = put_on_record(desk, sample(EntryMovedHere.NAME))

        annulment = EntryAnnulled(day=desk.office.today(), target=target, reason="x")
        with pytest.raises(Refused) as refused:
            correct(desk.office, [annulment], BRUNO)

    assert refused.value.reason is Reason.HALF_OF_A_MOVE


def sample(name: str) -> Payload:
    """The stored example of that kind, with documents that the register holds."""
    stored = json.loads(json.loads((FOLDER / f"{name}.json").read_text())["payload"])
    payload = PAYLOADS[name].model_validate(stored)
    held = {
        field: PIECE
        for field in type(payload).model_fields
        if isinstance(getattr(payload, field), Document)
    }
    return payload.model_copy(update={"documents": (), **held})


def put_on_record(desk: Desk, payload: Payload) -> str:
    """As if it had been recorded one day, beside a draft; the name of the entry."""
    desk.record("2026-014", draft("2026-014", desk.office.today()))
    entry = payload.model_copy(update={"day": desk.office.today()})
    if isinstance(entry, DeliberationQualified):
        entry = entry.model_copy(update={"procedure": "5211-57"})
    if isinstance(entry, OpinionDeemedFavourable):
        days = {"start": "2026-01-12", "last_day": "2026-04-12"}
        basis = entry.basis.model_copy(update={"values": days})
        entry = entry.model_copy(update={"basis": basis})
    stream = home(entry)
    versions = {stream: len(desk.office.register.entries(stream))}
    recorded = desk.office.write(
        lambda: Plan([(stream, entry)], versions), ANNE, documents=PIECES, command_id=uuid4()
    )
    return recorded.entries[0].ref


def home(payload: Payload) -> str:
    """The stream on which its kind is recorded."""
    if isinstance(payload, InstitutionEstablished | SeatsAllotted):
        return INSTITUTION
    if isinstance(payload, ActNumberTaken):
        return act_stream("DEL-2026-101")
    if type(payload) in OF_THE_ASSEMBLY:
        meeting = "CM" if type(payload) in AT_A_MEETING else None
        return stream_of(payload, meeting)
    return deliberation_stream("2026-014")


def another(payload: Payload, field: str) -> Any:
    """Another value that this field may hold, as JSON writes it."""
    if field in NAMED:
        return NAMED[field]
    told = payload.model_dump(mode="json")[field]
    if field == "number" and isinstance(told, str):
        return "DM2026-062"
    kind, _ = kind_of(type(payload).model_fields[field].annotation)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next(member.value for member in kind if member.value != told)
    match told:
        case bool():
            return not told
        case int():
            return told + 1
        case [_, *rest]:
            return rest or ["Dijon 12"]
        case []:
            return ["Dijon 12"]
    if kind is date:
        return (date.fromisoformat(told) - timedelta(days=1)).isoformat()
    if kind is time:
        return "09:15:00"
    return "autre"


NAMED = {
    "agenda_sha256": "3c" * 32,
    "note_sha256": "4d" * 32,
    "bearer": "Dijon 11",
    "by": "president",
    "commission": "Mobilités",
    "commune": "21355",
    "decided_by": "2026-099",
    "deliberation": "2026-099",
    "entry": "bodies#5",
    "giver": "Dijon 10",
    "member": "Dijon 12",
    "seat": "Dijon 12",
    "siren": "200000018",
    "timezone": "Indian/Reunion",
    "zone": "reunion",
}
"""Values of a form of their own."""


ALONE = {
    "agreement-made.v1",
    "commission-reviewed.v1",
    "councils-renewed.v1",
    "deliberation-qualified.v1",
    "development-council-advised.v1",
    "development-council-composed.v1",
    "development-council-referred.v1",
    "draft-abandoned.v1",
    "draft-revised.v1",
    "institution-established.v1",
    "member-appointed.v1",
    "metropolitan-day-held.v1",
    "pact-adopted.v1",
    "power-delegated.v2",
    "prefect-wrote.v1",
    "president-elected.v1",
    "seat-held.v1",
    "seats-allotted.v1",
    "service-created.v1",
}
"""Kinds that an office corrects beside a draft alone; the others rest on more than that."""


def record_as_it_is(desk: Desk, target: str, amendment: EntryAmended) -> None:
    """Without the refusals of its kind: what it rests on is not on record here."""
    stream = target.rpartition("#")[0]
    versions = {stream: len(desk.office.register.entries(stream))}
    desk.office.write(lambda: Plan([(stream, amendment)], versions), BRUNO)


def standing_of(desk: Desk, ref: str) -> Standing:
    """How that entry reads, corrections resolved."""
    stream = ref.rpartition("#")[0]
    return {s.entry.ref: s for s in resolve(desk.office.register.entries(stream))}[ref]


def stands(desk: Desk, ref: str) -> bool:
    return standing_of(desk, ref).stands
