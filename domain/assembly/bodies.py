"""Who was there on a day: council, bureau, mayors' conference, commissions (pact, art. 1 to 7).

Every composition is a history: it holds from its day on, and an answer is that of the day asked for.
Whoever's seat is vacant is meanwhile no member of the council, the bureau or a thematic commission;
a mayor stays one.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from domain.assembly.chronicle import Chronicle, Happened
from domain.assembly.events import (
    BureauComposed,
    CommissionJoined,
    DevelopmentCouncilComposed,
    ExtraCouncillorsSent,
    MemberAppointed,
    PresidentElected,
    SeatHeld,
    SeatsFilled,
    SeatsVacated,
)
from domain.institution import Institution
from domain.words import AppointedAs, Body, Capacity

THEMATIC = (
    "Politique de la ville, habitat et urbanisme",
    "Ecologie urbaine et services d'intérêt collectif",
    "Développement économique, attractivité et solidarités",
    "Déplacements, mobilité et espace public",
    "Administration générale et finances",
)
"""The five thematic commissions (pact, art. 7)."""

ROADS = "Voirie"
"""The roads commission: all mayors, by right and alone (pact, art. 7)."""

COMMISSIONS = (*THEMATIC, ROADS)


@dataclass(frozen=True)
class Bodies:
    """The bodies of one institution, as present knowledge has them. They know nothing of any day."""

    institution: Institution
    chronicle: Chronicle

    # --- The council -----------------------------------------------------------------------------

    def seats(self, on: date) -> list[str]:
        """Every seat of that day, filled or not, in the order of the seat table."""
        return [
            f"{allotted.name} {rank}"
            for allotted in self.institution.composition(on).seats.values()
            for rank in range(1, allotted.seats + 1)
        ]

    def substitutes(self, on: date) -> dict[str, str]:
        """The substitute of each one-seat commune, by its titular (CGCT L. 5211-6 al. 4)."""
        return {
            f"{allotted.name} 1": f"{allotted.name} s"
            for allotted in self.institution.composition(on).seats.values()
            if allotted.seats == 1
        }

    def vacant(self, on: date) -> set[str]:
        """Seats vacant that day: vacated, and not filled since."""
        vacant: set[str] = set()
        for fact in self.chronicle.facts:
            if fact.day > on:
                break
            match fact.payload:
                case SeatsVacated(members=members):
                    vacant |= set(members)
                case SeatsFilled(members=members):
                    vacant -= set(members)
        return vacant

    def council(self, on: date) -> list[str]:
        """Members in office that day, in order (membres en exercice)."""
        vacant = self.vacant(on)
        return [seat for seat in self.seats(on) if seat not in vacant]

    def president(self, on: date) -> str | None:
        """Whoever presides that day; nobody while the seat is vacant."""
        elected = list(self.chronicle.by(PresidentElected, on))
        member = elected[-1].payload.member if elected else None
        return member if member not in self.vacant(on) else None

    # --- Appointments ----------------------------------------------------------------------------

    def appointments(self, on: date) -> list[Happened[MemberAppointed]]:
        """Appointments that hold that day: a later one ends the member's earlier one."""
        latest: dict[str, Happened[MemberAppointed]] = {}
        for fact in self.chronicle.by(MemberAppointed, on):
            latest[fact.payload.member] = fact
        return self.chronicle.holding(latest.values(), on)

    def vice_presidents(self, on: date) -> list[Happened[MemberAppointed]]:
        """Vice-presidents standing that day, the earliest appointed first."""
        vacant = self.vacant(on)
        found = [
            fact
            for fact in self.appointments(on)
            if fact.payload.appointed_as is AppointedAs.VICE_PRESIDENT
            and fact.payload.member not in vacant
        ]
        return sorted(found, key=lambda fact: (fact.day, fact.entry.position))

    def capacity(self, member: str, on: date) -> Capacity | None:
        """The capacity of a member that day; None for whoever is no member."""
        if member not in self.council(on):
            return None
        if member == self.president(on):
            return Capacity.PRESIDENT
        for fact in self.appointments(on):
            if fact.payload.member == member:
                return Capacity(fact.payload.appointed_as.value)
        return Capacity.COUNCILLOR

    def by_right(self, member: str, on: date) -> bool:
        """Member of all five thematic commissions: president, vice-presidents, delegated."""
        return self.capacity(member, on) not in (None, Capacity.COUNCILLOR)

    # --- Bureau and conferences --------------------------------------------------------------------

    def bureau(self, on: date) -> list[str]:
        """Voting members of the bureau that day, in its order (pact, art. 4)."""
        composed = list(self.chronicle.by(BureauComposed, on))
        in_office = set(self.council(on))
        members = composed[-1].payload.members if composed else ()
        return [member for member in members if member in in_office]

    def mayors(self, on: date) -> list[str]:
        """The mayor of each commune: its member of rank 1, even while the seat is vacant."""
        return [f"{a.name} 1" for a in self.institution.composition(on).seats.values()]

    def mayors_conference(self, on: date) -> list[str]:
        """The mayors, and the first vice-president, member by right (pact, art. 5)."""
        mayors = self.mayors(on)
        first = next((fact.payload.member for fact in self.vice_presidents(on)), None)
        return [*mayors, first] if first and first not in mayors else mayors

    def development_council(self, on: date) -> int:
        """How many members the development council has that day (pact, art. 6)."""
        composed = list(self.chronicle.by(DevelopmentCouncilComposed, on))
        return composed[-1].payload.men + composed[-1].payload.women if composed else 0

    # --- Commissions -------------------------------------------------------------------------------

    def choices(self, member: str, on: date) -> list[str]:
        """Commissions that a member has chosen and that hold that day, whatever the capacity."""
        joined = [
            fact for fact in self.chronicle.all(CommissionJoined) if fact.payload.member == member
        ]
        return [fact.payload.commission for fact in self.chronicle.holding(joined, on)]

    def commission(self, name: str, on: date) -> list[str]:
        """Members of a commission that day, extra municipal councillors not counted."""
        if name == ROADS:
            return self.mayors(on)
        in_office = self.council(on)
        members = [member for member in in_office if self.by_right(member, on)]
        eligible = {*in_office, *self.substitutes(on).values()}
        joined = [
            fact
            for fact in self.chronicle.all(CommissionJoined)
            if fact.payload.commission == name and fact.payload.member in eligible
        ]
        for fact in self.chronicle.holding(joined, on):
            if fact.payload.member not in members:
                members.append(fact.payload.member)
        return members

    def chair(self, name: str, on: date) -> str | None:
        """Who chairs a commission: the president; for roads, the vice-president for roads."""
        if name != ROADS:
            return self.president(on)
        for_roads = [fact for fact in self.vice_presidents(on) if fact.payload.roads]
        return for_roads[-1].payload.member if for_roads else None

    def commissions_of(self, member: str, on: date) -> list[str]:
        """The commissions of a member that day, those by right among them, by code point."""
        found = {ROADS} if member in self.mayors(on) else set()
        if member in self.council(on):
            found |= set(THEMATIC if self.by_right(member, on) else self.choices(member, on))
        elif member in self.substitutes(on).values():
            found |= set(self.choices(member, on))
        return sorted(found)

    def extra(self) -> dict[str, tuple[str, int]]:
        """Per commune: the commission its extra councillors sit in, and how many, all days."""
        found: dict[str, tuple[str, int]] = {}
        for fact in self.chronicle.all(ExtraCouncillorsSent):
            commission, number = found.get(fact.payload.commune, (fact.payload.commission, 0))
            found[fact.payload.commune] = (commission, number + fact.payload.number)
        return found

    # --- All of them -------------------------------------------------------------------------------

    def members(self, body: Body, on: date, commission: str | None = None) -> list[str]:
        """Members of a body that day, in its order."""
        match body:
            case Body.COUNCIL:
                return self.council(on)
            case Body.BUREAU:
                return self.bureau(on)
            case Body.MAYORS_CONFERENCE:
                return self.mayors_conference(on)
            case Body.COMMISSION:
                return self.commission(commission or "", on)
            case Body.DEVELOPMENT_COUNCIL:
                return []

    @cached_property
    def people(self) -> dict[str, list[tuple[date, str]]]:
        """Who sits in each seat, from which day on."""
        found: dict[str, list[tuple[date, str]]] = {}
        for fact in self.chronicle.all(SeatHeld):
            found.setdefault(fact.payload.seat, []).append((fact.day, fact.payload.person))
        return found

    def person(self, seat: str, on: date) -> str | None:
        """The name of whoever sits there that day, where it is on record."""
        held = [name for day, name in self.people.get(seat, []) if day <= on]
        return held[-1] if held else None
