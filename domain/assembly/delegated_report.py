"""The report of delegated decisions that a council meeting hears (CGCT L. 5211-10; R-5.2).

« Lors de chaque réunion de l'organe délibérant, le président rend compte » : the decisions taken since
the council last met, each with the delegation it rests on. Nothing of it is stored.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.assembly.assembly import Assembly
from domain.assembly.chronicle import Happened
from domain.assembly.events import DecisionTaken, PowerDelegated
from domain.assembly.meetings import Meeting
from domain.words import Delegate


@dataclass(frozen=True)
class Reported:
    """One decision, who took it, and on what ground."""

    decision: Happened[DecisionTaken]
    seat: str | None
    """The seat of who decided; None for the bureau, or where no president is on record."""
    person: str | None
    """Who sat there that day, where it is on record."""
    delegation: Happened[PowerDelegated] | None
    """The delegation in force for its author and matter that day (R-5.3); None: there was none."""


@dataclass(frozen=True)
class Report:
    """The decisions of a stretch of days, in their order."""

    meeting: Meeting | None
    """The council meeting that hears it; None: the next one, not convened yet or not named."""
    after: date | None
    """The day of the council meeting before; its decisions were heard then. None: there was none."""
    until: date
    """The last day of decision that it covers."""
    decisions: Sequence[Reported]


def report(there: Assembly, on: date, meeting: Meeting | None = None) -> Report:
    """The report due at that council meeting, convened by then, as of a day; else at the next one.

    A decision of the day of the meeting is heard at it; one taken later, at the next.
    """
    held = meeting.held if meeting else None
    after = there.council_before(meeting, on)
    until = min(held, on) if held else on
    found = [reported(there, fact) for fact in there.powers.decisions(after, until)]
    return Report(meeting, after, until, found)


def reported(there: Assembly, fact: Happened[DecisionTaken]) -> Reported:
    decision = fact.payload
    seat = decision.member if decision.by is Delegate.VICE_PRESIDENT else None
    if decision.by is Delegate.PRESIDENT:
        seat = there.bodies.president(decision.day)
    return Reported(
        decision=fact,
        seat=seat,
        person=there.bodies.person(seat, decision.day) if seat else None,
        delegation=there.powers.delegation_for(decision)
        if there.powers.covered(decision)
        else None,
    )
