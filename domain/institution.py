"""The institution (établissement public de coopération intercommunale) and its dated composition.

A composition holds until another is recorded; only a day before the first one is refused.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from domain.corrections import resolve
from domain.entry import Entry, Payload
from domain.events import InstitutionEstablished, SeatsAllotted
from domain.law.french import french_date
from domain.law.holidays import Zone
from domain.refusals import Reason, Refused


@dataclass(frozen=True)
class Composition:
    """The seats of the council, commune by commune, on one legal day (CGCT L. 5211-6-1)."""

    seats: dict[str, SeatsAllotted]
    """By INSEE code, in the order in which the communes were recorded."""

    @cached_property
    def legal_strength(self) -> int:
        """Effectif légal: every seat, filled or not (rulebook R-1.10)."""
        return sum(allotted.seats for allotted in self.seats.values())

    def commune(self, name_or_code: str) -> SeatsAllotted | None:
        """The member commune of that INSEE code or name, whatever the case of its letters."""
        wanted = name_or_code.casefold()
        for code, allotted in self.seats.items():
            if wanted in (code.casefold(), allotted.name.casefold()):
                return allotted
        return None


@dataclass(frozen=True)
class Institution:
    """What present knowledge holds of the institution. It knows nothing of any day."""

    entries: tuple[Entry, ...]

    @cached_property
    def established(self) -> InstitutionEstablished | None:
        found = (p for p in self._standing if isinstance(p, InstitutionEstablished))
        return next(found, None)

    @cached_property
    def _standing(self) -> tuple[Payload, ...]:
        return tuple(s.payload for s in resolve(self.entries) if s.stands)

    @cached_property
    def allotments(self) -> tuple[SeatsAllotted, ...]:
        """Seats in the order of their legal days, then of recording."""
        found = [p for p in self._standing if isinstance(p, SeatsAllotted)]
        return tuple(sorted(found, key=lambda allotted: allotted.day))

    @property
    def name(self) -> str:
        return self.established.name if self.established else ""

    @property
    def zone(self) -> str:
        """Territory of the public holidays (rulebook R-2.7)."""
        return self.established.zone if self.established else "metropole"

    @property
    def timezone(self) -> str:
        return self.established.timezone if self.established else "Europe/Paris"

    def composition(self, on: date) -> Composition:
        """The seats of that day; refused before the first composition (NO_INSTITUTION)."""
        held = bisect_right(self._turns, on)
        if not held:
            raise self.not_known(on)
        return self._compositions[held - 1]

    def not_known(self, on: date) -> Refused:
        """Why nothing is known of a day: the register begins later, or not at all (NO_INSTITUTION)."""
        if self.established is None:
            then = (
                "Inscrivez d'abord l'établissement et ses sièges, depuis un jour qui convient "
                "(tacite init)."
            )
            return Refused(Reason.NO_INSTITUTION, day=on, since="", then=then)
        begins = french_date(self.established.day)
        then = (
            "Donnez un jour depuis lors ; pour ce qui est plus ancien, faites un autre registre "
            "(--database) qui commence plus tôt (tacite init --from)."
        )
        since = f" : ce registre commence le {begins}"
        return Refused(Reason.NO_INSTITUTION, day=on, since=since, then=then)

    @cached_property
    def _turns(self) -> tuple[date, ...]:
        """The days on which seats were allotted; each begins the composition of the same rank."""
        return tuple(dict.fromkeys(allotted.day for allotted in self.allotments))

    @cached_property
    def _compositions(self) -> tuple[Composition, ...]:
        held: dict[str, SeatsAllotted] = {}
        found = []
        for _, allotted in groupby(self.allotments, key=lambda allotted: allotted.day):
            held |= {a.commune: a for a in allotted}
            found.append(Composition({code: a for code, a in held.items() if a.seats}))
        return tuple(found)

    def legal_strength(self, on: date) -> int:
        """Seats of that day; none before the first composition."""
        known = self.allotments and self.allotments[0].day <= on
        return self.composition(on).legal_strength if known else 0

    def commune_name(self, code: str) -> str:
        """Name of a commune, as last recorded; its code where it was never a member."""
        return self._names.get(code, code)

    @cached_property
    def _names(self) -> dict[str, str]:
        return {allotted.commune: allotted.name for allotted in self.allotments}


def establish(
    institution: Institution, established: InstitutionEstablished, seats: Iterable[SeatsAllotted]
) -> Sequence[Payload]:
    """Found the register's institution, with the seats of its first day."""
    if institution.established:
        raise Refused(Reason.ALREADY_ESTABLISHED, name=institution.name)
    refuse_unknown_place(established)
    return [established, *seats]


def refuse_unknown_place(established: InstitutionEstablished) -> None:
    """Without its holidays and its zone no legal day could be told any more, not even today's."""
    zones = tuple(Zone)
    if established.zone not in zones:
        raise Refused(Reason.BAD_VALUE, field="zone", why=f"choisissez parmi {', '.join(zones)}")
    try:
        ZoneInfo(established.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        why = f"« {established.timezone} » n'est pas un fuseau connu (Europe/Paris)"
        raise Refused(Reason.BAD_VALUE, field="timezone", why=why) from None


def allot(institution: Institution, seats: SeatsAllotted, today: date) -> Sequence[Payload]:
    """Seats of one commune change from a day on (a new prefectoral order, a merger)."""
    if seats.day > today:
        raise Refused(Reason.IN_THE_FUTURE, day=seats.day)
    institution.composition(seats.day)
    return [seats]
