"""What is stored with each entry so that proofs can be made later without rewriting anything."""

import json
from hashlib import sha256
from uuid import UUID

import rfc8785
from eventsourcing.persistence import StoredEvent
from hypothesis import given
from hypothesis import strategies as st

from adapters.register.leaf import leaf_bytes
from adapters.register.mapper import payload_bytes
from adapters.register.register import Register
from tests.adapters.register.samples import PDF, PDF_SHA256, STREAM, draft, entry, opinion

words = st.text(st.characters(exclude_categories=["Cs"]))


@given(
    st.builds(
        dict,
        log=words,
        stream=words,
        version=st.integers(0, 2**53 - 1),
        type=words,
        event_id=words,
        recorded_at=words,
        recorded_by=words,
        capacity=words,
        command_id=st.none() | words,
        payload_commitment=st.binary(min_size=32, max_size=32).map(bytes.hex),
    )
)
def test_a_leaf_is_canonical_json(fields: dict[str, str]) -> None:
    assert leaf_bytes(*fields.values()) == rfc8785.dumps({"v": 1, **fields})  # type: ignore[arg-type]


def test_each_entry_has_its_leaf_and_a_salted_commitment_to_its_payload(
    register: Register,
) -> None:
    (recorded,) = register.append([entry(1, draft())], {PDF_SHA256: PDF})

    (row,) = register.recorder.select_events(STREAM)

    assert row.leaf_hash == sha256(b"\x00" + row.leaf).digest()
    assert json.loads(row.leaf) == {
        "v": 1,
        "log": register.id,
        "stream": STREAM,
        "version": 1,
        "type": "draft-submitted.v1",
        "event_id": str(recorded.event_id),
        "recorded_at": "2026-04-13T09:30:00.123456Z",
        "recorded_by": "a.prehaut",
        "capacity": "secrétariat des assemblées",
        "command_id": str(recorded.command_id),
        "payload_commitment": sha256(row.salt + row.state).hexdigest(),
    }
    assert UUID(register.id).version == 4


def test_two_equal_payloads_do_not_have_the_same_commitment(register: Register) -> None:
    register.append([entry(1)])
    register.append([entry(2)])

    one, two = register.recorder.select_events(STREAM)

    assert one.state == two.state
    assert len(one.salt) == 32
    assert one.salt != two.salt
    assert json.loads(one.leaf)["payload_commitment"] != json.loads(two.leaf)["payload_commitment"]


def test_a_leaf_names_nobody(register: Register) -> None:
    """A person's name may have to be erased; what the leaf shows is for ever."""
    register.append([entry(1)])

    (row,) = register.recorder.select_events(STREAM)

    assert "Anne Préhaut".encode() in row.state
    assert "Anne Préhaut".encode() not in row.leaf


def test_the_stored_bytes_are_those_that_were_written(register: Register) -> None:
    register.append([entry(1)])

    (row,) = register.recorder.select_events(STREAM)

    assert row.state == payload_bytes(opinion())


def test_what_the_library_stores_by_itself_has_a_leaf_too(register: Register) -> None:
    register.recorder.insert_events([StoredEvent("essai", 1, "essai.v1", b"{}")])

    (row,) = register.recorder.select_events("essai")

    assert row.leaf_hash == sha256(b"\x00" + row.leaf).digest()
    assert json.loads(row.leaf)["command_id"] is None
