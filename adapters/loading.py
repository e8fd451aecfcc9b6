"""How the office loads what has rows: deliberations, meetings, the institution's year."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from domain.entry import Entry, deliberation_stream
from domain.institution import Institution
from projections.catch_up import SubjectsOf
from projections.subjects import MEETINGS, YEAR, MeetingFile, Subject, YearFile

if TYPE_CHECKING:
    from adapters.office import Office


def loader(office: "Office") -> SubjectsOf:
    """Loads subjects together, the institution once for all of one position."""
    held: dict[int, Institution] = {}

    def institution(up_to: int) -> Institution:
        if up_to not in held:
            held.clear()
            held[up_to] = office.institution(up_to)
        return held[up_to]

    def together(numbers: Sequence[str], up_to: int) -> Callable[[str], Subject]:
        own = {deliberation_stream(n) for n in numbers if n != YEAR and not n.startswith(MEETINGS)}
        read_own = office.register.entries_of(sorted(own), up_to)
        read_other = cache(office.reader(up_to))

        def read(stream: str) -> tuple[Entry, ...]:
            return read_own(stream) if stream in own else read_other(stream)

        def load(number: str) -> Subject:
            if number == YEAR or number.startswith(MEETINGS):
                there = office.assembly(read_other)
                return YearFile(there) if number == YEAR else MeetingFile(number, there)
            return office.assemble(number, institution(up_to), read)

        return load

    return together
