"""Corrections resolved: how present knowledge reads each entry of a stream (rulebook R-9.5).

Two phases, always: first the corrections of a prefix of the log are resolved, then the situation is
derived from what stands. A corrected correction therefore restores the original, and an answer
given for a prefix is the same for ever.

Corrections of an entry all stand on the stream on which it was first recorded.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from domain.entry import Entry, Payload
from domain.events import Correction, EntryAmended, EntryAnnulled, EntryMoved, ResultProclaimed


class Standing(NamedTuple):
    """One entry, as the corrections recorded so far leave it."""

    entry: Entry
    payload: Payload
    """What it says, amendments merged field by field, the last one winning."""
    stream: str
    """Where it stands: its own stream, unless it was moved."""
    amendments: tuple[Entry, ...] = ()
    annulled_by: Entry | None = None
    moved_by: Entry | None = None

    @property
    def stands(self) -> bool:
        return self.annulled_by is None


def resolve(entries: Sequence[Entry]) -> tuple[Standing, ...]:
    """Every entry of one stream as it stands after the corrections, in the order of recording."""
    if not any(isinstance(entry.payload, Correction) for entry in entries):
        return tuple(Standing(entry, entry.payload, entry.stream) for entry in entries)
    annulled = annulments(entries)
    live = [e for e in entries if e.ref not in annulled]
    amendments: dict[str, list[Entry]] = {}
    moves: dict[str, Entry] = {}
    for entry in live:
        match entry.payload:
            case EntryAmended(target=target):
                amendments.setdefault(target, []).append(entry)
            case EntryMoved(target=target):
                moves[target] = entry
    found = []
    for entry in entries:
        # A result belongs to its vote, and is annulled or moved with it.
        owner = entry.payload.vote if isinstance(entry.payload, ResultProclaimed) else entry.ref
        move = moves.get(owner)
        changes = amendments.get(entry.ref, [])
        found.append(
            Standing(
                entry,
                amended(entry.payload, changes),
                f"deliberation/{destination(move)}" if move else entry.stream,
                tuple(changes),
                annulled.get(entry.ref) or annulled.get(owner),
                move,
            )
        )
    return tuple(found)


def annulments(entries: Sequence[Entry]) -> dict[str, Entry]:
    """What is annulled, and by which entry. Walking back, the last live annulment wins."""
    annulled: dict[str, Entry] = {}
    for entry in reversed(entries):
        if isinstance(entry.payload, EntryAnnulled) and entry.ref not in annulled:
            annulled.setdefault(entry.payload.target, entry)
    return annulled


def amended(payload: Payload, changes: Sequence[Entry]) -> Payload:
    """The payload with the right values, field by field. Raises ``ValueError`` on a wrong value."""
    fields: dict[str, Any] = {}
    for change in changes:
        assert isinstance(change.payload, EntryAmended)
        fields |= change.payload.fields
    return with_fields(payload, fields) if fields else payload


def with_fields(payload: Payload, fields: dict[str, Any]) -> Payload:
    """The payload as it would be with these values. Raises ``ValueError`` on a wrong one."""
    return type(payload).model_validate({**payload.model_dump(mode="json"), **fields})


def destination(move: Entry) -> str:
    """The number of the deliberation to which a move brings its entry."""
    assert isinstance(move.payload, EntryMoved)
    return move.payload.to
