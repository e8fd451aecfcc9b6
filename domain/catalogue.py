"""Every kind of entry, by its name in storage."""

from collections.abc import Iterator
from types import ModuleType

import domain.assembly.events
import domain.assembly.meeting_events
import domain.events
import domain.paper
from domain.entry import Payload


def kinds(module: ModuleType) -> Iterator[type[Payload]]:
    """The kinds of entry that a module describes."""
    for found in vars(module).values():
        if isinstance(found, type) and issubclass(found, Payload) and "NAME" in vars(found):
            yield found


PAYLOADS: dict[str, type[Payload]] = {
    kind.NAME: kind
    for module in (
        domain.events,
        domain.paper,
        domain.assembly.events,
        domain.assembly.meeting_events,
    )
    for kind in kinds(module)
}
