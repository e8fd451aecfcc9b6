"""Whose rows they are: a deliberation, a meeting, or the institution's own year."""

from dataclasses import dataclass
from functools import cached_property

from domain.assembly.assembly import Assembly
from domain.assembly.meetings import Meeting
from domain.deliberation.dossier import Dossier
from domain.law.book import Law

MEETINGS = "meeting/"
YEAR = "institution"
"""The subject of what the pact and the law ask of the institution, year after year."""


@dataclass(frozen=True)
class MeetingFile:
    """One meeting, under the name of its stream."""

    number: str
    assembly: Assembly

    @cached_property
    def meeting(self) -> Meeting:
        return self.assembly.meeting(self.number.removeprefix(MEETINGS))

    @property
    def law(self) -> Law:
        return self.assembly.law


@dataclass(frozen=True)
class YearFile:
    """The institution: its pact, its metropolitan days, the requests it received."""

    assembly: Assembly
    number: str = YEAR


Subject = Dossier | MeetingFile | YearFile
