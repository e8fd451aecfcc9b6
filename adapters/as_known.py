"""Questions on the axis of knowledge: what the register knew at a past position."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import Select

from adapters.office import Office, ReadStream
from domain.institution import Institution
from projections.as_known import Model, ask
from projections.catch_up import PREFIX
from projections.subjects import MEETINGS, YEAR, MeetingFile, Subject, YearFile


def rows_as_known(
    office: Office,
    model: Model,
    question: Select[Any],
    on: date,
    known_at: int,
    progress: Callable[[int], None] = lambda done: None,
) -> tuple[Sequence[Mapping[str, Any]], dict[str, str]]:
    """Rows of a read model as known at that position, and the subjects that could not be folded."""
    return ask(question, model, loaders(office, known_at, progress), on)


def loaders(
    office: Office, known_at: int, progress: Callable[[int], None] = lambda done: None
) -> Iterator[tuple[str, Callable[[], Subject]]]:
    """Everything that has rows, each with the way to load it from the entries up to a position."""
    institution = office.institution(known_at)
    read = office.reader(known_at)
    for done, number in enumerate(numbers(office, known_at), start=1):
        yield number, partial(subject, office, number, institution, read)
        progress(done)


def numbers(office: Office, known_at: int) -> Iterator[str]:
    """What had begun by then: deliberations, meetings, the institution's year."""
    for stream in office.register.streams(known_at):
        if stream.startswith(PREFIX):
            yield stream.removeprefix(PREFIX)
        elif stream.startswith(MEETINGS):
            yield stream
    yield YEAR


def subject(office: Office, number: str, institution: Institution, read: ReadStream) -> Subject:
    """A deliberation, a meeting or the year, from the streams that are read."""
    if number == YEAR:
        return YearFile(office.assembly(read))
    if number.startswith(MEETINGS):
        return MeetingFile(number, office.assembly(read))
    return office.assemble(number, institution, read)
