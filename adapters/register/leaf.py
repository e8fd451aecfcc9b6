"""The leaf of an entry: what a proof will show of it, and nothing that names a person.

The bytes are made once, stored, and never made again: a proof is a proof about bytes. The position
is not among them, its index in the tree will prove it. The payload is hidden behind a salted
commitment, so that a short fact (favourable or not?) cannot be guessed from its hash.
"""

from hashlib import sha256
from json import JSONEncoder

FORMAT = 1
"""``v``: the format of the leaf."""

# Canonical JSON (RFC 8785), for what a leaf holds: strings, small integers and null, under ASCII
# names. A test compares it with the rfc8785 package, which takes 23 µs a leaf where this takes 5.
_canonical = JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def payload_commitment(salt: bytes, payload: bytes) -> str:
    return sha256(salt + payload).hexdigest()


def leaf_bytes(
    *,
    log: str,
    stream: str,
    version: int,
    type: str,  # noqa: A002
    event_id: str,
    recorded_at: str,
    recorded_by: str,
    capacity: str,
    command_id: str | None,
    payload_commitment: str,
) -> bytes:
    """``log`` is the register's id: an entry of one register proves nothing in another."""
    return _canonical(
        {
            "v": FORMAT,
            "log": log,
            "stream": stream,
            "version": version,
            "type": type,
            "event_id": event_id,
            "recorded_at": recorded_at,
            "recorded_by": recorded_by,
            "capacity": capacity,
            "command_id": command_id,
            "payload_commitment": payload_commitment,
        }
    ).encode()


def leaf_hash(leaf: bytes) -> bytes:
    """The hash of a leaf of a Merkle tree (RFC 9162, 2.1.1)."""
    return sha256(b"\x00" + leaf).digest()
