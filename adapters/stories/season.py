"""The demonstration's season: its cases on one register, day by day, on a simulated clock."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from importlib.resources import files

from adapters.clock import SimulatedClock
from adapters.commands import Author
from adapters.office import Office
from adapters.stories.account import Account, Kind, Said
from adapters.stories.institution_page import others
from adapters.stories.language import DEFAULT_DELIBERATION, Question, Step, read_story
from adapters.stories.reading import split
from adapters.stories.teller import Teller
from adapters.stories.throwaway import noon
from domain.law.french import french_date

SECRETARY = Author("m.vernet", "secrétariat des assemblées", "Manon Vernet")
LAST_DAY = date(2026, 6, 30)
CLERK_AWAY = (date(2026, 4, 13), date(2026, 4, 19))
"""First and last day on which the scheduler was off."""


@dataclass(frozen=True)
class Case:
    """One case of the demonstration: its title, its steps and its questions."""

    title: str
    moments: tuple[Step | Question, ...]

    @property
    def numbers(self) -> list[str]:
        """The deliberations that it is about."""
        steps = (moment for moment in self.moments if isinstance(moment, Step))
        return [step.deliberation for step in steps if step.do == "draft"]


def cases() -> list[Case]:
    """The cases, in the order in which they are told."""
    return [case(document) for document in split(data("demo.yaml"))]


def evening_case() -> Case:
    """The evening on which the demonstration opens. Its steps name their deliberations themselves."""
    story = read_story(data("demo-evening.yaml"))
    return Case(story.title, story.moments)


def data(file: str) -> str:
    return files("adapters").joinpath("data", file).read_text(encoding="utf-8")


def case(document: str) -> Case:
    """A story whose first step names the deliberation of those that name none."""
    story = read_story(document)
    own = story.moments[0].deliberation
    return Case(
        story.title,
        tuple(
            replace(moment, deliberation=own)
            if moment.deliberation == DEFAULT_DELIBERATION
            else moment
            for moment in story.moments
        ),
    )


def day_of(moment: Step | Question) -> date:
    """The day on which a step is recorded, or a question asked."""
    return moment.recorded if isinstance(moment, Step) else moment.day


def days(told: Sequence[Case]) -> list[date]:
    """Every day of the season."""
    first = min(day_of(moment) for case in told for moment in case.moments)
    return [first + timedelta(days=n) for n in range((LAST_DAY - first).days + 1)]


def live(
    office: Office,
    clock: SimulatedClock,
    told: Sequence[Case],
    progress: Callable[[date], None] = lambda day: None,
) -> list[Said]:
    """Live the season: each day its steps, and in the evening the clerk's look. What was said."""
    teller = Teller(office, clock, SECRETARY)
    founded = office.register.last_position()
    lived = []
    for day in days(told):
        progress(day)
        clock.move_to(noon(day))
        for moment in (moment for case in told for moment in case.moments if day_of(moment) == day):
            lived.append(teller.take(moment) if isinstance(moment, Step) else teller.ask(moment))
        if not CLERK_AWAY[0] <= day <= CLERK_AWAY[1]:
            lived.append(teller.take(evening(day)))
    numbers = [number for case in told for number in case.numbers]
    account = Account([office.dossier(number) for number in numbers], others(office), founded)
    return [said for moment in lived for said in with_absence(account.tell(moment))]


def with_absence(told: Iterable[Said]) -> Iterator[Said]:
    """Before what the law did alone while the clerk was away: that he was."""
    away, back = CLERK_AWAY
    for said in told:
        if said.kind is Kind.LAW and away <= said.day <= back:
            sentence = f"L'échéancier est arrêté, jusqu'au {french_date(back)} inclus"
            yield Said(Kind.NOTHING, away, said.number, sentence)
        yield said


def evening(day: date) -> Step:
    """The clerk looks at what has run out."""
    return Step(
        number=0,
        do="sweep",
        day=day,
        deliberation="",
        label=None,
        recorded=day,
        refused=False,
        values={},
    )
