"""A stored entry is read for ever: one file per version, written once and never edited.

A new kind of entry, or a new version of one, needs its file in ``tests/stored_events``:
``{"payload": the bytes as they are stored, "reads_as": what this program makes of them}``.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from adapters.register.errors import UnreadableEntry
from adapters.register.mapper import UPCASTERS, Mapper, Upcaster, payload_bytes
from adapters.register.register import Register
from domain.catalogue import PAYLOADS
from domain.entry import Entry
from tests.adapters.register.samples import STREAM, entry

FOLDER = Path(__file__).parents[2] / "stored_events"
FILES = sorted(FOLDER.glob("*.json"))


def read(
    name: str, state: bytes, upcasters: Mapping[str, tuple[str, Upcaster]] = UPCASTERS
) -> Entry:
    instant = "2026-04-13T09:30:00.000000Z"
    envelope = (str(uuid4()), instant, "a.prehaut", "secrétariat", str(uuid4()))
    return Mapper(upcasters).entry(1, STREAM, 1, name, *envelope, state)


@pytest.mark.parametrize("name", [*PAYLOADS, *UPCASTERS])
def test_every_version_of_every_entry_has_its_file(name: str) -> None:
    assert FOLDER / f"{name}.json" in FILES


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_stored_entry_reads_as_it_always_did(file: Path) -> None:
    stored = json.loads(file.read_text())

    payload = read(file.stem, stored["payload"].encode()).payload

    assert json.loads(payload.model_dump_json()) == stored["reads_as"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_stored_entry_shows_every_field_of_its_kind(file: Path) -> None:
    """A field that the file leaves out could change its meaning without a test to say so."""
    stored = json.loads(json.loads(file.read_text())["payload"])

    if file.stem in PAYLOADS:
        assert stored.keys() == PAYLOADS[file.stem].model_fields.keys()


def test_an_old_name_reads_as_the_new_one_through_each_step() -> None:
    def to_v2(old: dict[str, Any]) -> dict[str, Any]:
        return {**old, "votes_for": old["for"]}

    def to_v1(old: dict[str, Any]) -> dict[str, Any]:
        kept = ("day", "votes_for", "votes_against", "in_office")
        return {key: old[key] for key in kept}

    upcasters = {
        "council-voted.a": ("council-voted.b", to_v2),
        "council-voted.b": ("council-voted.v1", to_v1),
    }
    old = b'{"day":"2026-06-25","for":58,"votes_against":27,"in_office":86}'

    payload = read("council-voted.a", old, upcasters).payload

    assert json.loads(payload_bytes(payload))["votes_for"] == 58
    assert payload.NAME == "council-voted.v1"


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("opinion-rendered.v9", b'{"day":"2026-04-13","sense":"favourable"}'),
        ("opinion-rendered.v1", b'{"day":"2026-04-13","sense":"perhaps"}'),
        ("opinion-rendered.v1", b'{"day":"2026-04-13","sense":"favourable","more":1}'),
        ("opinion-rendered.v1", b"not json"),
    ],
)
def test_what_this_program_does_not_know_is_refused_not_guessed(name: str, state: bytes) -> None:
    with pytest.raises(UnreadableEntry, match=name):
        read(name, state)


def test_a_register_that_holds_an_unknown_entry_says_which(register: Register) -> None:
    register.append([entry(1)])
    row = register.recorder.select_events(STREAM)[0]
    register.recorder.insert_events(
        [
            type(row)(
                **{**row.__dict__, "topic": "new.v1", "originator_version": 2, "command_id": "x"}
            )
        ]
    )

    with pytest.raises(UnreadableEntry, match=r"n° 2 de deliberation/2026-014, « new\.v1 »"):
        register.entries(STREAM)
