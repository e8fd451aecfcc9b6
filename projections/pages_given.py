"""Pages given out: after a correction, who holds one that shows the old value?"""

from collections.abc import Iterator
from dataclasses import replace

from domain.deliberation.dossier import Dossier, Fact
from domain.entry import Entry
from domain.events import Correction, EntryMovedHere
from domain.institution import Institution
from domain.paper import PageGiven
from projections.page import content


def pages_holding_old_values(before: Dossier, after: Dossier) -> tuple[Fact[PageGiven], ...]:
    """The pages given out that would read otherwise, had the corrections been known then.

    ``after`` is ``before`` and the entries of the corrections. Each page is told twice for its own
    day: from what was known when it was given, and from that with what of these corrections bears on
    it. What else was recorded since made it incomplete, not wrong.
    """
    return tuple(
        given
        for given in before.determinations(PageGiven)
        if content(then(before, given), given.payload.on)
        != content(then_corrected(before, after, given), given.payload.on)
    )


def then(dossier: Dossier, given: Fact[PageGiven]) -> Dossier:
    """What the page was made of."""
    position = given.payload.as_known_at
    return kept(dossier, {e.ref for e in every_entry(dossier) if e.position <= position})


def then_corrected(before: Dossier, after: Dossier, given: Fact[PageGiven]) -> Dossier:
    """The same, with the new corrections of what was known then."""
    refs = {e.ref for e in every_entry(after) if e.position <= given.payload.as_known_at}
    old = {e.ref for e in every_entry(before)}
    halves = {e.payload.move for e in after.entries if isinstance(e.payload, EntryMovedHere)}
    for entry in sorted(every_entry(after), key=lambda e: e.position):
        new = entry.ref not in old
        match entry.payload:
            case Correction(target=target) if target in refs and (new or entry.ref in halves):
                refs.add(entry.ref)
            case EntryMovedHere(entry=target) if target in refs and new:
                refs.add(entry.ref)
    return kept(after, refs)


def every_entry(dossier: Dossier) -> Iterator[Entry]:
    """Every entry that the dossier reads, the institution's too."""
    for stream in (dossier.entries, *dossier.elsewhere, dossier.institution.entries):
        yield from stream


def kept(dossier: Dossier, refs: set[str]) -> Dossier:
    """The dossier made of these entries alone."""

    def of(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        return tuple(entry for entry in entries if entry.ref in refs)

    return replace(
        dossier,
        entries=of(dossier.entries),
        elsewhere=tuple(of(stream) for stream in dossier.elsewhere),
        institution=Institution(of(dossier.institution.entries)),
    )
