"""A dossier as it was known at an earlier moment: the entries that the log then held."""

from collections.abc import Iterable
from dataclasses import replace

from domain.deliberation.dossier import Dossier
from domain.entry import Entry
from domain.institution import Institution


def as_known(dossier: Dossier, position: int) -> Dossier:
    """The dossier as it was when the log had reached that position."""

    def then(entries: Iterable[Entry]) -> tuple[Entry, ...]:
        return tuple(entry for entry in entries if entry.position <= position)

    return replace(
        dossier,
        entries=then(dossier.entries),
        elsewhere=tuple(then(stream) for stream in dossier.elsewhere),
        institution=Institution(then(dossier.institution.entries)),
    )
