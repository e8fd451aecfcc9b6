"""What is recorded comes back; what cannot be recorded leaves no trace."""

from datetime import UTC, datetime, timedelta, timezone
from uuid import uuid4

import freezegun
import pytest

from adapters.register.errors import Conflict, NoSuchDocument, WrongDocument
from adapters.register.register import Register
from domain.words import Sense
from tests.adapters.register.samples import PDF, PDF_SHA256, STREAM, draft, entry, opinion


def test_an_entry_comes_back_as_it_was_recorded(register: Register) -> None:
    written = entry(1)

    recorded = register.append([written])

    assert recorded == [written._replace(position=1)]
    assert register.entries(STREAM) == recorded
    assert register.entries_after(0, 10) == recorded


def test_several_entries_of_several_streams_are_one_transaction(register: Register) -> None:
    command = uuid4()
    register.append([entry(1, stream="institution")])
    whole = [entry(1, command_id=command), entry(1, stream="institution", command_id=command)]

    with pytest.raises(Conflict):
        register.append(whole)
    assert register.entries(STREAM) == []

    register.append([whole[0], whole[1]._replace(version=2)])
    assert [e.position for e in register.entries_after(0, 10)] == [1, 2, 3]


def test_positions_have_no_holes_after_a_refusal(register: Register) -> None:
    register.append([entry(1)])
    with pytest.raises(Conflict):
        register.append([entry(1)])

    (second,) = register.append([entry(2)])

    assert second.position == 2


def test_a_taken_version_is_a_conflict(register: Register) -> None:
    register.append([entry(1)])

    with pytest.raises(Conflict, match=STREAM):
        register.append([entry(1, opinion(Sense.UNFAVOURABLE))])

    assert [e.payload for e in register.entries(STREAM)] == [opinion()]


def test_a_repeated_command_gets_its_first_answer_and_writes_nothing(register: Register) -> None:
    command = uuid4()
    first = register.append([entry(1, command_id=command), entry(2, command_id=command)])

    # Decided again on the same knowledge, then on what the first answer left behind.
    for version in (1, 3):
        again = register.append([entry(version, opinion(Sense.RESERVES), command_id=command)])
        assert again == first

    assert register.answered(command) == first
    assert register.last_position() == 2


def test_a_refused_command_does_not_use_its_id_up(register: Register) -> None:
    register.append([entry(1)])
    refused = entry(1)
    with pytest.raises(Conflict):
        register.append([refused])
    assert register.answered(refused.command_id) == []

    (recorded,) = register.append([refused._replace(version=2)])

    assert recorded.position == 2


def test_the_entries_of_one_command_have_one_command_id(register: Register) -> None:
    with pytest.raises(ValueError, match="one command"):
        register.append([entry(1), entry(2)])


def test_a_document_comes_back_byte_for_byte(register: Register) -> None:
    register.append([entry(1, draft())], {PDF_SHA256: PDF})

    assert register.document(PDF_SHA256) == PDF


def test_a_document_is_kept_once_and_may_be_named_again(register: Register) -> None:
    register.append([entry(1, draft())], {PDF_SHA256: PDF})

    register.append([entry(2, draft())], {PDF_SHA256: PDF})
    register.append([entry(3, draft())])

    assert register.document(PDF_SHA256) == PDF


def test_a_document_that_nobody_has_is_refused(register: Register) -> None:
    with pytest.raises(NoSuchDocument, match=PDF_SHA256):
        register.append([entry(1, draft())])
    with pytest.raises(NoSuchDocument, match=PDF_SHA256):
        register.document(PDF_SHA256)

    assert register.last_position() == 0


def test_bytes_that_are_not_what_their_hash_says_are_refused(register: Register) -> None:
    with pytest.raises(WrongDocument, match=PDF_SHA256):
        register.append([entry(1, draft())], {PDF_SHA256: PDF + b"\n"})


def test_the_documents_of_a_refused_command_are_not_kept(register: Register) -> None:
    register.append([entry(1)])
    with pytest.raises(Conflict):
        register.append([entry(1, draft())], {PDF_SHA256: PDF})

    with pytest.raises(NoSuchDocument):
        register.document(PDF_SHA256)


def test_a_stream_is_read_as_known_at_a_position(register: Register) -> None:
    register.append([entry(1)])
    register.append([entry(1, stream="institution")])
    register.append([entry(2)])

    assert [[e.version for e in register.entries(STREAM, up_to=p)] for p in range(4)] == [
        [],
        [1],
        [1],
        [1, 2],
    ]


def test_the_log_is_read_in_pages(register: Register) -> None:
    for version in range(1, 6):
        register.append([entry(version)])

    assert [e.position for e in register.entries_after(0, 2)] == [1, 2]
    assert [e.position for e in register.entries_after(2, 2)] == [3, 4]
    assert [e.position for e in register.entries_after(4, 2)] == [5]
    assert register.entries_after(5, 2) == []


def test_streams_are_listed_in_the_order_of_their_first_entries(register: Register) -> None:
    assert (register.streams(), register.last_position()) == ([], 0)

    register.append([entry(1, stream="institution")])
    register.append([entry(1, stream="deliberation/2026-001")])
    register.append([entry(2, stream="institution")])

    assert register.streams() == ["institution", "deliberation/2026-001"]
    assert register.last_position() == 3


def test_an_instant_is_the_last_position_before_a_later_clock(register: Register) -> None:
    """A clock set back between the second entry and the third changes nothing to what was known."""
    noon = datetime(2026, 4, 13, 12, 0, tzinfo=UTC)
    assert register.position_at(noon) == 0
    for version, minutes in enumerate((0, 10, 5, 20), start=1):
        register.append([entry(version, recorded_at=noon + timedelta(minutes=minutes))])

    def known(minutes: float) -> int:
        return register.position_at(noon + timedelta(minutes=minutes))

    assert [known(m) for m in (-1, 0, 5, 9.9, 10, 19, 20, 60)] == [0, 1, 1, 1, 3, 3, 4, 4]


def test_an_instant_is_stored_in_utc_whatever_its_zone(register: Register) -> None:
    summer = timezone(timedelta(hours=2))
    register.append([entry(1, recorded_at=datetime(2026, 7, 1, 0, 30, tzinfo=summer))])

    (read,) = register.entries(STREAM)

    assert read.recorded_at == datetime(2026, 6, 30, 22, 30, tzinfo=UTC)
    assert read.recorded_at.utcoffset() == timedelta(0)


def test_an_instant_without_a_zone_is_refused(register: Register) -> None:
    with pytest.raises(ValueError, match="zone"):
        register.append([entry(1, recorded_at=datetime(2026, 7, 1))])  # noqa: DTZ001


def test_a_frozen_clock_does_not_stop_the_register(register: Register) -> None:
    with freezegun.freeze_time("2026-04-13 00:00:00"):
        register.append([entry(1, recorded_at=datetime.now(UTC))])
        (read,) = register.entries(STREAM)

    assert read.recorded_at == datetime(2026, 4, 13, tzinfo=UTC)
