"""Running a story: the very commands and questions that people use, on a register of its own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from adapters.clock import SimulatedClock
from adapters.commands import Author
from adapters.stories.institution_page import others
from adapters.stories.language import Step, Story
from adapters.stories.reading import Unreadable
from adapters.stories.teller import Teller, Told
from adapters.stories.throwaway import Throwaway, noon
from domain.deliberation.dossier import Dossier
from domain.entry import Entry
from domain.institution import Institution

NARRATOR = Author("histoire", "rédacteur de l'histoire")


@dataclass(frozen=True)
class Wrong:
    """One answer that differs from what the story wants."""

    step: int
    key: str
    wanted: Any
    got: Any
    why: str | None = None
    """The sentence of a refusal that the story does not want."""


@dataclass
class Run:
    """A story that was run: what was told, and every wrong answer."""

    story: Story
    told: list[Told] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)
    dossiers: dict[str, Dossier] = field(default_factory=dict)
    """The deliberations at the end, by number, for the page."""
    founded: int = 0
    """The last position before the story began."""
    institution: Institution = field(default_factory=lambda: Institution(()))
    streams: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    """The other streams at the end, those of bodies and meetings, for the page."""


def run(story: Story, registers: Throwaway, *, with_dossiers: bool = False) -> Run:
    """Run one story on an empty register. Raises ``Unreadable`` for a value that is no value."""
    done = Run(story)
    if not story.moments:
        return done
    # The clock starts before everything: the first step moves it, even a step of a day to come.
    first = min(m.recorded if isinstance(m, Step) else m.day for m in story.moments)
    clock = SimulatedClock(noon(first))
    with registers.register(clock) as office:
        teller = Teller(office, clock)
        done.founded = office.register.last_position()
        for moment in story.moments:
            try:
                told = teller.take(moment) if isinstance(moment, Step) else teller.ask(moment)
            except Unreadable as error:
                raise Unreadable(f"étape {moment.number} : {error}") from None
            done.told.append(told)
            done.wrong += wrong(told)
        if with_dossiers:
            done.dossiers = {n: office.dossier(n) for n in teller.numbers.values()}
            found = others(office)
            done.institution, done.streams = found.institution, found.streams
    return done


def wrong(told: Told) -> Iterator[Wrong]:
    """Where what happened is not what the story wants."""
    moment = told.moment
    if isinstance(moment, Step):
        refused = told.refused is not None
        if refused != moment.refused:
            why = str(told.refused) if told.refused else None
            yield Wrong(moment.number, "refused", moment.refused, refused, why)
        return
    got_all = told.answers
    for key, wanted in moment.expect.items():
        if got_all[key] != wanted or isinstance(got_all[key], bool) != isinstance(wanted, bool):
            yield Wrong(moment.number, key, wanted, got_all[key])
