"""Common services and agreements between communes (pact, title III, art. 11 and 12)."""

from dataclasses import dataclass
from datetime import date

from domain.assembly.chronicle import Chronicle, Happened
from domain.assembly.events import AgreementMade, ServiceCreated, ServiceJoined, ServiceLeft


@dataclass(frozen=True)
class Cooperation:
    """Who works with whom, day by day. It knows nothing of any day."""

    chronicle: Chronicle

    def created(self, service: str) -> Happened[ServiceCreated] | None:
        """The creation of a service, whatever its day."""
        found = (f for f in self.chronicle.all(ServiceCreated) if f.payload.service == service)
        return next(found, None)

    def exists(self, service: str, on: date) -> bool:
        created = self.created(service)
        return created is not None and created.day <= on

    def members(self, service: str, on: date) -> list[str]:
        """Communes of a service that day, in the order in which they joined."""
        members: list[str] = []
        if not self.exists(service, on):
            return members
        for fact in self.chronicle.facts:
            if fact.day > on:
                break
            match fact.payload:
                case (
                    ServiceCreated(service=name, communes=joined)
                    | ServiceJoined(service=name, communes=joined)
                ) if name == service:
                    members += [commune for commune in joined if commune not in members]
                case ServiceLeft(service=name, communes=left) if name == service:
                    members = [commune for commune in members if commune not in left]
        return members

    def services(self, on: date) -> list[str]:
        """Services that exist that day, by code point."""
        return sorted({fact.payload.service for fact in self.chronicle.by(ServiceCreated, on)})

    def services_of(self, commune: str, on: date) -> list[str]:
        """Services that a commune belongs to that day, by code point."""
        return [name for name in self.services(on) if commune in self.members(name, on)]

    def agreements(self, on: date) -> list[Happened[AgreementMade]]:
        """Agreements in force that day: begun, not run out, not ended."""
        begun = self.chronicle.holding(self.chronicle.all(AgreementMade), on)
        return [f for f in begun if f.payload.until is None or on <= f.payload.until]

    def agreements_of(self, commune: str, on: date) -> list[str]:
        """Objects of the agreements that a commune is a party to that day, by code point."""
        return sorted(
            fact.payload.object for fact in self.agreements(on) if commune in fact.payload.parties
        )
