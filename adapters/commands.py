"""What a command is made of: who sends it, what it would write, what was answered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.deliberation.remarks import Remark
from domain.entry import Entry, Payload


@dataclass(frozen=True)
class Author:
    """Who records: an identifier, the capacity of that day, and perhaps a name for people."""

    id: str
    capacity: str
    name: str | None = None


CLERK = Author("tacite", "échéancier", "L'échéancier")
"""The scheduler, when it writes down what silence has produced."""


@dataclass(frozen=True)
class Recorded:
    """The answer to a command: what is on record, and what a careful clerk would say of it."""

    entries: Sequence[Entry]
    remarks: Sequence[Remark] = ()
    repeated: bool = False
    """The same command had been answered before: nothing was written this time."""

    @property
    def position(self) -> int:
        return self.entries[-1].position if self.entries else 0


@dataclass(frozen=True)
class Plan:
    """What a command would write, decided and not yet written: payloads by stream."""

    payloads: Sequence[tuple[str, Payload]]
    versions: Mapping[str, int]
    """The last version of each stream that the decision was taken on."""
    remarks: Sequence[Remark] = ()


def on_one_stream(
    stream: str,
    entries: Sequence[Entry],
    payloads: Sequence[Payload],
    said: Iterable[Remark] = (),
) -> Plan:
    """A plan that writes next on one stream."""
    return Plan([(stream, payload) for payload in payloads], {stream: len(entries)}, tuple(said))
