"""Who decides: delegations of the council, and what was decided under them (CGCT L. 5211-10)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from domain.assembly.bodies import Bodies
from domain.assembly.chronicle import Chronicle, Happened
from domain.assembly.events import DecisionTaken, PowerDelegated
from domain.words import Delegate


@dataclass(frozen=True)
class Powers:
    """The delegations and decisions on record. They know nothing of any day."""

    chronicle: Chronicle
    bodies: Bodies

    def delegations(self, on: date) -> list[Happened[PowerDelegated]]:
        """Delegations in force that day: begun, not run out, not ended."""
        begun = self.chronicle.holding(self.chronicle.all(PowerDelegated), on)
        return [f for f in begun if f.payload.until is None or on <= f.payload.until]

    def delegation_for(self, decision: DecisionTaken) -> Happened[PowerDelegated] | None:
        """The delegation in force for this author and this matter, on the day of the decision."""
        for fact in self.delegations(decision.day):
            given = fact.payload
            if (given.to, given.member, given.matter) == (
                decision.by,
                decision.member,
                decision.matter,
            ):
                return fact
        return None

    def covered(self, decision: DecisionTaken) -> bool:
        """Whether a delegation was in force for it that day, its vice-president being one (R-5.3).

        Asked before it is recorded; and afterwards, when the dates of either were corrected.
        """
        vice = decision.by is Delegate.VICE_PRESIDENT
        if vice and not self.is_vice_president(decision.member, decision.day):
            return False
        return self.delegation_for(decision) is not None

    def is_vice_president(self, member: str | None, on: date) -> bool:
        return member in {fact.payload.member for fact in self.bodies.vice_presidents(on)}

    def decisions(self, after: date | None, until: date) -> Iterator[Happened[DecisionTaken]]:
        """Decisions taken after a day (None: from the first) and until another, in order."""
        for fact in self.chronicle.by(DecisionTaken, until):
            if after is None or fact.day > after:
                yield fact

    def reserved(self, matter: str, on: date) -> list[Happened[PowerDelegated]]:
        """Delegations under which the council is divested of a matter that day (R-5.2, inference)."""
        return [fact for fact in self.delegations(on) if fact.payload.matter == matter]


def delegate_words(to: Delegate, member: str | None) -> str:
    """Who holds a delegation, in words."""
    return {
        Delegate.PRESIDENT: "le président",
        Delegate.BUREAU: "le bureau",
        Delegate.VICE_PRESIDENT: f"le vice-président {member}",
    }[to]
