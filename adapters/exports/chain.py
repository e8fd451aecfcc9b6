"""One row of the log after another, each held against its leaf and against those before it.

The same checks serve a register that is verified, an export that is written and one that is read.
What they cannot see, only a copy held elsewhere can: the last entries cut off, all of it rewritten.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from adapters.register.errors import UnreadableEntry
from adapters.register.leaf import FORMAT, leaf_bytes, leaf_hash, payload_commitment
from adapters.register.mapper import Mapper
from domain.catalogue import PAYLOADS
from domain.entry import Payload, entry_ref


class Kind(StrEnum):
    """What is wrong, for programs."""

    POSITION = "position"
    VERSION = "version"
    ORDINAL = "ordinal"
    COLUMN = "column"
    PAYLOAD = "payload"
    LEAF = "leaf"
    LEAF_HASH = "leaf_hash"
    OTHER_REGISTER = "other_register"
    NAME = "name"
    UNREADABLE = "unreadable"
    DOCUMENT = "document"
    MISSING_DOCUMENT = "missing_document"
    READ_MODELS = "read_models"
    UNGUARDED = "unguarded"


@dataclass(frozen=True)
class Fault:
    """One thing that does not hold: where, and what."""

    kind: Kind
    where: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.where} : {self.sentence}"


class Row(NamedTuple):
    """One row of the log: its columns, in their order."""

    position: int
    stream: str
    version: int
    type: str
    event_id: str
    recorded_at: str
    recorded_by: str
    capacity: str
    command_id: str | None
    ordinal: int
    payload: bytes
    salt: bytes
    leaf: bytes
    leaf_hash: bytes

    @property
    def where(self) -> str:
        return f"position {self.position} ({entry_ref(self.stream, self.version)})"

    def rebuilt_leaf(self, log: str) -> bytes:
        """The leaf that these columns, payload and salt would have been given."""
        return leaf_bytes(
            log,
            self.stream,
            self.version,
            self.type,
            self.event_id,
            self.recorded_at,
            self.recorded_by,
            self.capacity,
            self.command_id,
            payload_commitment(self.salt, self.payload),
        )


class Chain:
    """The log read from its first row. It remembers one number a stream, and no entry."""

    def __init__(self, log: str) -> None:
        self.log = log
        self.position = 0
        self.versions: dict[str, int] = {}
        self.command: tuple[str | None, int] = (None, 0)
        self.last_leaf_hash = b""
        self._mapper = Mapper()

    def follow(self, row: Row) -> tuple[Payload | None, list[Fault]]:
        """The next row: what it says, where it can be read, and all that is wrong with it."""
        faults = [*self._order(row), *leaf_faults(self.log, row)]
        payload = None
        if row.type not in PAYLOADS and row.type not in self._mapper.upcasters:
            what = f"le genre d'inscription « {row.type} » est inconnu de ce programme"
            faults.append(Fault(Kind.NAME, row.where, what))
        else:
            payload = self._read(row)
            if payload is None:
                what = f"le contenu ne se lit pas comme « {row.type} »"
                faults.append(Fault(Kind.UNREADABLE, row.where, what))
        self.last_leaf_hash = row.leaf_hash
        return payload, faults

    def _order(self, row: Row) -> Iterator[Fault]:
        """Positions contiguous, versions without holes, the entries of one command together."""
        expected = self.position + 1
        if row.position > expected:
            missing = f"la position {expected} manque"
            if row.position > expected + 1:
                missing = f"les positions {expected} à {row.position - 1} manquent"
            yield Fault(Kind.POSITION, row.where, f"{missing} avant elle")
        elif row.position < expected:
            yield Fault(Kind.POSITION, row.where, "cette position est donnée deux fois")
        self.position = row.position

        expected = self.versions.get(row.stream, 0) + 1
        if row.version != expected:
            what = f"n° {row.version} de {row.stream}, le n° {expected} est attendu"
            yield Fault(Kind.VERSION, row.where, what)
        self.versions[row.stream] = row.version

        command, ordinal = self.command
        following = row.command_id is not None and row.command_id == command
        if row.ordinal != (ordinal + 1 if following else 0):
            what = f"rang {row.ordinal} dans sa commande, qui n'est pas le suivant"
            yield Fault(Kind.ORDINAL, row.where, what)
        self.command = row.command_id, row.ordinal

    def _read(self, row: Row) -> Payload | None:
        # Every error of a reader on untrusted bytes means the same: it cannot be read.
        try:
            command = row.command_id or ""
            return self._mapper.entry(*row[:8], command, row.payload).payload
        except (UnreadableEntry, ValueError, TypeError):
            return None


def leaf_faults(log: str, row: Row) -> Iterator[Fault]:
    """Whether leaf, hash, columns, payload and salt agree; and if not, which of them was changed."""
    rebuilt = row.rebuilt_leaf(log)
    if row.leaf == rebuilt:
        if leaf_hash(row.leaf) != row.leaf_hash:
            yield Fault(Kind.LEAF_HASH, row.where, "l'empreinte n'est pas celle de la feuille")
        return
    if leaf_hash(rebuilt) == row.leaf_hash:
        yield Fault(Kind.LEAF, row.where, "la feuille n'est plus celle de son empreinte")
        return
    if leaf_hash(row.leaf) != row.leaf_hash:
        what = "la feuille et son empreinte ne concordent pas"
        yield Fault(Kind.LEAF_HASH, row.where, what)
    said, wanted = _fields(row.leaf), json.loads(rebuilt)
    if said.get("v") not in (None, FORMAT):
        yield Fault(Kind.LEAF, row.where, f"format de feuille {said['v']} inconnu de ce programme")
        return
    different = [name for name in wanted if said.get(name) != wanted[name]]
    if not different or set(said) != set(wanted):
        yield Fault(Kind.LEAF, row.where, "la feuille n'a pas la forme d'une feuille")
    elif "log" in different:
        what = f"la feuille est celle d'un autre registre ({said['log']})"
        yield Fault(Kind.OTHER_REGISTER, row.where, what)
    for name in different if set(said) == set(wanted) else ():
        if name == "payload_commitment":
            what = "le contenu, ou son sel, n'est plus celui que la feuille engage"
            yield Fault(Kind.PAYLOAD, row.where, what)
        elif name != "log":
            what = f"« {name} » vaut « {wanted[name]} », la feuille dit « {said[name]} »"
            yield Fault(Kind.COLUMN, row.where, what)


def _fields(leaf: bytes) -> dict[str, Any]:
    try:
        found = json.loads(leaf)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
