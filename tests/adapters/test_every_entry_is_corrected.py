"""Every kind of entry can be corrected, by one mechanism: a new kind cannot be forgotten."""

import json
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import select

from adapters.assembly import stream_of
from adapters.cli.fields import field_named, kind_of
from adapters.commands import Plan
from adapters.corrections import correct
from domain.assembly.decide import AT_A_MEETING, OF_THE_ASSEMBLY
from domain.catalogue import PAYLOADS
from domain.corrections import resolve
from domain.deliberation.correct import amended_payload, correctable
from domain.deliberation.dossier import NOT_FACTS
from domain.entry import INSTITUTION, Document, Payload, act_stream, deliberation_stream
from domain.events import (
    ActNumberTaken,
    DeliberationQualified,
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


def stands(desk: Desk, ref: str) -> bool:
    stream = ref.rpartition("#")[0]
    found = {s.entry.ref: s for s in resolve(desk.office.register.entries(stream))}
    return found[ref].stands
