"""Replays that write nothing: what has changed since a position, what another law would change.

Each difference names its cause: the entries, or the rules, by which the row came to be another.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from adapters.as_known import subject
from adapters.impact import Effect, effect
from adapters.office import Office
from domain.deliberation.dossier import Dossier
from domain.entry import Entry
from domain.events import Correction
from domain.law.book import Law
from domain.law.changes import RuleChange, rule_changes
from domain.law.records import LawError
from projections.assembly_journal import as_recorded
from projections.catch_up import Rows, computed
from projections.findings import Difference
from projections.pages_given import every_entry
from projections.program import program
from projections.replay import compare
from projections.sentences import short
from projections.subjects import MEETINGS, YEAR, MeetingFile, Subject, YearFile

BY_HAND = "lignes changées à la main : ce ne sont plus celles que le programme a écrites"
UNEXPLAINED = (
    "ce programme donne aujourd'hui d'autres lignes que celles qu'il avait écrites des mêmes "
    "inscriptions : signalez-le"
)


Keys = frozenset[str]
"""What differs: answers by name, deadlines by kind."""


@dataclass(frozen=True)
class Caused:
    """What differs of one deliberation or meeting, and which cause explains which of it."""

    effect: Effect
    causes: tuple[tuple[str, Keys], ...]

    def of(self, key: str) -> tuple[str, ...]:
        """The causes of one difference."""
        return tuple(cause for cause, keys in self.causes if key in keys)


@dataclass
class Compared:
    """Such a comparison: walk through ``found``, and the rest is then known."""

    before: int
    after: int
    """The positions of the two knowledges."""
    rules: tuple[RuleChange, ...] = ()
    found: Iterator[Caused] = field(default_factory=lambda: iter(()))
    """Once, each as it is found: of a law that changes everything, nothing is held."""
    deliberations: int = 0
    differing: int = 0
    failures: dict[str, str] = field(default_factory=dict)
    uncovered: dict[str, str] = field(default_factory=dict)
    """Those for which the other law has no rule, with its sentence: an answer, not a breakage."""

    def walk(
        self,
        numbers: Iterable[str],
        look: Callable[[str], Caused | None],
        progress: Callable[[int], None],
    ) -> Iterator[Caused]:
        """Look at each; count the deliberations, and those that fail."""
        for done, number in enumerate(numbers, start=1):
            progress(done)
            try:
                caused = look(number)
            except Exception as error:  # whatever is wrong with one, the others go on
                if self.rules and isinstance(error, LawError):
                    self.uncovered[number] = str(error)
                else:
                    self.failures[number] = repr(error)
                continue
            self.deliberations += not (number == YEAR or number.startswith(MEETINGS))
            if caused:
                self.differing += 1
                yield caused


def since(
    office: Office,
    position: int,
    numbers: Iterable[str],
    progress: Callable[[int], None] = lambda done: None,
) -> Compared:
    """What differs between what was known at that position and now, and by which entries."""
    end = office.register.last_position()
    result = Compared(position, end)

    def look(number: str) -> Caused | None:
        before, after = (load(office, number, p) for p in (position, end))
        whole = effect(number, office.today(), before, after)
        if not whole.any:
            return None
        return Caused(whole, tuple(by_entries(office, whole, position, end)))

    result.found = result.walk(numbers, look, progress)
    return result


def by_entries(office: Office, whole: Effect, after: int, end: int) -> Iterator[tuple[str, Keys]]:
    """Each entry recorded since, and which of the differences it made."""
    wanted, before = keys(whole), whole.before
    for entry in entries_of(whole.after):
        if after < entry.position <= end:
            now = load(office, whole.number, entry.position)
            made = keys(effect(whole.number, whole.on, before, now)) & wanted
            before = now
            if made:
                yield named(entry, whole.after), made


def with_rules(
    office: Office,
    law: Law,
    numbers: Iterable[str],
    progress: Callable[[int], None] = lambda done: None,
) -> Compared:
    """What would differ if the law were read otherwise, and by which rule. Written nowhere."""
    end = office.register.last_position()
    changes = tuple(rule_changes(office.law, law))
    result = Compared(end, end, changes)
    read_otherwise, alone = under(office, law), list(one_by_one(office, changes))

    def look(number: str) -> Caused | None:
        before = load(office, number, end)
        whole = effect(number, office.today(), before, load(read_otherwise, number, end))
        if not whole.any:
            return None
        return Caused(whole, tuple(by_rules(whole, changes, alone, end)))

    result.found = result.walk(numbers, look, progress)
    return result


def by_rules(
    whole: Effect,
    changes: Sequence[RuleChange],
    alone: Sequence[tuple[str, Office]],
    end: int,
) -> Iterator[tuple[str, Keys]]:
    """Each changed rule, and which of the differences it makes alone; the rest they make together."""
    rest = keys(whole)
    for words, other in alone:
        after = load(other, whole.number, end)
        made = keys(effect(whole.number, whole.on, whole.before, after)) & keys(whole)
        rest -= made
        if made:
            yield words, made
    if rest:
        yield " ; ".join(change.words for change in changes), rest


def keys(found: Effect) -> Keys:
    """The names of what differs."""
    return frozenset(
        (*(d.key for d in found.differences), *(f"deadline:{m.kind}" for m in found.deadlines))
    )


def one_by_one(office: Office, changes: Iterable[RuleChange]) -> Iterator[tuple[str, Office]]:
    """The office under each change alone, where it stands alone."""
    for change in changes:
        try:
            yield change.words, under(office, change.alone(office.law))
        except ValueError:
            continue


def under(office: Office, law: Law) -> Office:
    """The same register, read under another law."""
    return Office(office.register, office.clock, law, follow=False)


def causes_of_stale_rows(
    office: Office, number: str, differences: Sequence[Difference]
) -> tuple[str, ...]:
    """Why the live rows of a subject were not those of now.

    The entries that they had not followed; else a hand, a new version of the program, or both.
    """
    end = office.register.last_position()
    now = load(office, number, end)
    held = undone(computed(now), differences)
    missed: list[str] = []
    for entry in reversed(entries_of(now)):
        missed.insert(0, named(entry, now))
        earlier = computed(load(office, number, entry.position - 1))
        if not any(compare(number, earlier, held)):
            return tuple(f"non suivie : {each}" for each in missed)
    writer = differences[0].writer
    causes = [] if writer.untouched else [BY_HAND]
    if writer.program not in (None, program()):
        causes.append(f"nouvelle version du programme {writer.program} → {program()}")
    return tuple(causes or [UNEXPLAINED])


def undone(now: Rows, differences: Sequence[Difference]) -> Rows:
    """The rows as they were before these differences were applied."""
    found = {table: list(held) for table, held in now.items()}
    for difference in differences:
        held = found[difference.table]
        if difference.after in held:
            held.remove(difference.after)
        if difference.before is not None:
            held.append(difference.before)
    return found


def load(office: Office, number: str, position: int) -> Subject:
    return subject(office, number, office.institution(position), office.reader(position))


def read_by(found: Subject) -> Iterable[Entry]:
    """Everything that a deliberation or a meeting reads; of the year, nothing is told apart."""
    match found:
        case Dossier():
            return every_entry(found)
        case MeetingFile(meeting=meeting):
            bodies = meeting.bodies
            own = meeting.chronicle.entries
            return (*own, *bodies.chronicle.entries, *bodies.institution.entries)
        case _:
            return ()


def entries_of(found: Subject) -> list[Entry]:
    """All that, in the order of recording."""
    return sorted(read_by(found), key=lambda entry: entry.position)


def named(entry: Entry, found: Subject) -> str:
    """« 2026-014#4 (Projet reçu à la mairie de Daix) », in the words of the day it was recorded."""
    kind = entry.payload
    if isinstance(kind, Correction):
        return f"{short(entry.ref)} (rectification de {short(kind.target)})"
    assert not isinstance(found, YearFile)
    if isinstance(found, MeetingFile):
        there = found.assembly
        found = Dossier("", tuple(entries_of(found)), there.institution, there.law)
    return f"{short(entry.ref)} ({as_recorded(entry, found)})"
