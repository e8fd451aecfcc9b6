"""The leaf of an entry: what a proof will show of it, and nothing that names a person.

The bytes are made once, stored, and never made again: a proof is a proof about bytes. The position
is not among them, its index in the tree will prove it. The payload is hidden behind a salted
commitment, so that a short fact (favourable or not?) cannot be guessed from its hash.
"""

from hashlib import sha256
from json import JSONEncoder

FORMAT = 1
"""``v``: the format of the leaf."""

SALT_BYTES = 32

CANONICAL = JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)
"""Canonical JSON (RFC 8785) for a flat object of ASCII keys, text and small whole numbers."""


def payload_commitment(salt: bytes, payload: bytes) -> str:
    return sha256(salt + payload).hexdigest()


def leaf_bytes(
    log: str,
    stream: str,
    version: int,
    name: str,
    event_id: str,
    recorded_at: str,
    recorded_by: str,
    capacity: str,
    command_id: str | None,
    commitment: str,
) -> bytes:
    """Canonical JSON, as the rfc8785 package writes it in five times as long; a test compares them.

    ``log`` is the register's id: an entry of one register proves nothing in another.
    """
    fields = {
        "v": FORMAT,
        "log": log,
        "stream": stream,
        "version": version,
        "type": name,
        "event_id": event_id,
        "recorded_at": recorded_at,
        "recorded_by": recorded_by,
        "capacity": capacity,
        "command_id": command_id,
        "payload_commitment": commitment,
    }
    return CANONICAL.encode(fields).encode()


def leaf_hash(leaf: bytes) -> bytes:
    """The hash of a leaf of a Merkle tree (RFC 9162, 2.1.1)."""
    return sha256(b"\x00" + leaf).digest()


def sealed_row(
    log: str,
    stream: str,
    version: int,
    name: str,
    event_id: str,
    recorded_at: str,
    recorded_by: str,
    capacity: str,
    command_id: str | None,
    ordinal: int,
    payload: bytes,
    salt: bytes,
) -> tuple[str, int, str, str, str, str, str, str | None, int, bytes, bytes, bytes, bytes]:
    """The row of the log for a new entry: its columns but the position. A salt serves once."""
    leaf = leaf_bytes(
        log,
        stream,
        version,
        name,
        event_id,
        recorded_at,
        recorded_by,
        capacity,
        command_id,
        payload_commitment(salt, payload),
    )
    return (
        stream,
        version,
        name,
        event_id,
        recorded_at,
        recorded_by,
        capacity,
        command_id,
        ordinal,
        payload,
        salt,
        leaf,
        leaf_hash(leaf),
    )
