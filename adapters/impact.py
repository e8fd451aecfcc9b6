"""See before writing: what corrections would change, and nothing is written.

What it tells is what then happens: the same plan, the same dossiers, one with the planned entries.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any
from uuid import uuid4

from adapters.as_known import subject
from adapters.commands import Author
from adapters.corrections import plan
from adapters.meeting_changes import (
    DecisionChange,
    also_concerned,
    decision_changes,
    meeting_differences,
)
from adapters.office import Office
from domain.deliberation.answers import Difference, differences
from domain.deliberation.dossier import Dossier, Fact
from domain.deliberation.situation import situation
from domain.entry import INSTITUTION, Entry
from domain.events import (
    Correction,
    CouncilVoted,
    InstitutionEstablished,
    OpinionDeemedFavourable,
    ResultProclaimed,
)
from domain.institution import Institution
from domain.paper import PageGiven
from projections.catch_up import PREFIX
from projections.contradictions import contradicted
from projections.moved import Moved, moved_deadlines
from projections.pages_given import every_entry, pages_holding_old_values
from projections.subjects import MeetingFile, Subject

Determinations = tuple[Fact[OpinionDeemedFavourable] | Fact[ResultProclaimed], ...]


@dataclass(frozen=True)
class Effect:
    """What would differ of one deliberation, meeting, or of the institution's year."""

    number: str
    on: date
    before: Subject
    after: Subject
    deadlines: Sequence[Moved]
    differences: Sequence[Difference] = ()
    """Every answer that would differ, and on which legal days."""
    pages: Sequence[Fact[PageGiven]] = ()
    """The pages given out that show the old value, and so who holds one."""

    @property
    def any(self) -> bool:
        return bool(
            self.deadlines or self.differences or self.pages or self.fallen or self.seats_short
        )

    @cached_property
    def void(self) -> tuple[bool, bool]:
        """Whether no draft stands, before and after: such a file concludes nothing."""
        before, after = (
            isinstance(side, Dossier) and situation(side, self.on).void
            for side in (self.before, self.after)
        )
        return before, after

    @cached_property
    def fallen(self) -> Determinations:
        """Conclusions on record that would no longer count: annulled, or gone with their vote."""
        if not isinstance(self.before, Dossier) or not isinstance(self.after, Dossier):
            return ()
        standing = {fact.ref for fact in self.after.effective}
        concluded: list[Fact[Any]] = []
        for kind in (OpinionDeemedFavourable, ResultProclaimed):
            concluded += self.before.determinations(kind)
        known = {entry.ref for entry in every_entry(self.after)}
        return tuple(f for f in concluded if f.ref in known and f.ref not in standing)

    @cached_property
    def seats_short(self) -> tuple[CouncilVoted, int] | None:
        """A vote that would count more members in office than seats, and how many (CGCT L. 5211-6-1)."""
        if not isinstance(self.before, Dossier) or not isinstance(self.after, Dossier):
            return None
        vote = self.after.whole_course.vote
        if vote is None:
            return None
        held, day = vote.payload, vote.payload.day
        then, now = (d.institution.legal_strength(day) for d in (self.before, self.after))
        return (held, now) if now < min(held.in_office, then) else None

    @cached_property
    def irregular_vote(self) -> CouncilVoted | None:
        """The vote of the council, where something would speak against it that did not before."""
        if not isinstance(self.before, Dossier) or not isinstance(self.after, Dossier):
            return None
        then, now = (situation(each, self.on) for each in (self.before, self.after))
        before, after = ({*s.irregularities, *s.irregular_ballot} for s in (then, now))
        return now.vote.payload if now.vote and after - before else None

    @cached_property
    def unsupported(self) -> Determinations:
        """Determinations on record that would lose their ground."""
        return self._only(self.after, self.before)

    @cached_property
    def supported_again(self) -> Determinations:
        """Determinations on record that would have their ground again; none where nothing stands."""
        return () if self.void[1] else self._only(self.before, self.after)

    def _only(self, here: Subject, there: Subject) -> Determinations:
        if not isinstance(here, Dossier) or not isinstance(there, Dossier):
            return ()
        known = {fact.ref for fact in contradicted(situation(there, self.on))}
        found = contradicted(situation(here, self.on))
        standing = {fact.ref for fact in there.effective}
        return tuple(f for f in found if f.ref not in known and f.ref in standing)


@dataclass(frozen=True)
class Impact:
    """What corrections would change, before anything is written."""

    on: date
    """The legal day for which determinations are looked at: today."""
    position: int
    """The position of the log at which it was looked at."""
    entries: Sequence[Entry]
    """The entries that would be recorded."""
    examined: Sequence[str]
    """What was looked at, because it relies on what is corrected."""
    effects: Mapping[str, Effect] = field(default_factory=dict)
    """What would differ, by its number."""
    decisions: Sequence[DecisionChange] = ()
    """Decisions under delegation that would gain or lose their ground."""
    institution: tuple[InstitutionEstablished | None, InstitutionEstablished | None] = (None, None)
    """The institution as the register was opened for it, before and after."""

    @property
    def own(self) -> set[str]:
        """The deliberations and meetings on whose own stream something would be written."""
        return {e.stream.removeprefix(PREFIX) for e in self.entries}

    @property
    def through_a_shared_fact(self) -> list[str]:
        """What would differ by a fact that is not one deliberation's: seats, members, a meeting."""
        if all(entry.stream.startswith(PREFIX) for entry in self.entries):
            return []
        return [number for number in self.effects if number not in self.own]

    @property
    def untouched(self) -> int:
        return len(self.examined) - len(self.effects)


def preview(
    office: Office,
    corrections: Sequence[Correction],
    by: Author,
    *,
    four_eyes: bool = False,
    progress: Callable[[int], None] = lambda done: None,
) -> Impact:
    """Raises ``Refused`` exactly where ``correct`` would; writes nothing."""
    position = office.register.last_position()
    planned = office.entries_of(plan(office, corrections, by, four_eyes=four_eyes), by, uuid4())
    read = office.reader()

    def read_planned(stream: str) -> tuple[Entry, ...]:
        return read(stream) + tuple(entry for entry in planned if entry.stream == stream)

    now, then = Institution(read(INSTITUTION)), Institution(read_planned(INSTITUTION))
    on = office.today(now)
    streams = {entry.stream for entry in planned}
    old, new = office.assembly(read), office.assembly(read_planned)
    examined = sorted({*office.concerned(streams), *also_concerned(old, streams)})
    effects = {}
    for done, number in enumerate(examined, start=1):
        before = subject(office, number, now, read)
        found = effect(number, on, before, subject(office, number, then, read_planned))
        if found.any:
            effects[number] = found
        progress(done)
    changed = list(decision_changes(old, new, streams))
    founded = now.established, then.established
    return Impact(on, position, planned, examined, effects, changed, founded)


def effect(number: str, on: date, before: Subject, after: Subject) -> Effect:
    """What differs between two states of knowledge of one subject."""
    moved = list(moved_deadlines(before, after))
    if isinstance(before, MeetingFile) and isinstance(after, MeetingFile):
        changed = list(meeting_differences(before, after))
        return Effect(number, on, before, after, moved, changed)
    if not isinstance(before, Dossier) or not isinstance(after, Dossier):
        return Effect(number, on, before, after, moved)
    return Effect(
        number,
        on,
        before,
        after,
        moved,
        list(differences(before, after)),
        pages_holding_old_values(before, after),
    )
