"""A mandate, or the cooperation of a territory, from a CSV that anybody can fill in a spreadsheet.

Every bad line is named with its column, and nothing is recorded unless all hold.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from hashlib import sha256
from uuid import UUID, uuid5

from adapters.assembly import commission_named, seat_named, stream_of
from adapters.commands import Author, Plan, Recorded
from adapters.mandate_rows import BadLines, NotARow, Row, Wrong, grouped, is_day, read, wrongs
from adapters.office import Office
from domain.assembly.chronicle import Chronicle
from domain.assembly.decide import refuse
from domain.assembly.events import (
    AgreementMade,
    BureauComposed,
    CommissionJoined,
    ExtraCouncillorsSent,
    MemberAppointed,
    PresidentElected,
    SeatHeld,
    SeatsFilled,
    SeatsVacated,
    ServiceCreated,
    ServiceJoined,
)
from domain.entry import UNRECORDED, Entry, Payload
from domain.refusals import Refused
from domain.words import AppointedAs


def load(
    office: Office,
    files: Sequence[tuple[str, bytes]],
    by: Author,
    command_id: UUID | None = None,
) -> Recorded:
    """Take over these files, whole or not at all; what stands already is not written again.

    No entry is answered where nothing differs from what stands. Raises ``BadLines``.
    """
    digest = sha256(b"".join(content for _, content in files)).hexdigest()
    once = command_id or uuid5(UUID(office.register.id), digest)
    rows = [row for name, content in files for row in read(name, content)]
    try:
        return office.write(lambda: Loading(office).plan(rows), by, command_id=once)
    except NothingNew:
        return Recorded((), repeated=True)


class NothingNew(Exception):
    """Everything that the files tell stands already."""


class Loading:
    """Turns rows into entries, each refused by what those before it make of the register."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.today = office.today()
        self.read = cache(office.reader())
        self.there = office.assembly(self.read)
        self.on_record = cache(self._on_record)
        self.planned: list[tuple[str, Payload]] = []
        self.wrong: list[Wrong] = []

    def plan(self, rows: Sequence[Row]) -> Plan:
        """Everything that they would write. Raises ``BadLines``, ``NothingNew``."""
        valid = []
        for row in rows:
            found = [*wrongs(row), *self.unknown(row)]
            self.wrong += [each.wrong for each in found]
            valid += [] if found else [row]
        # By their days, whatever their order in the file: who sits where follows a vacancy.
        for together in grouped(sorted(valid, key=lambda row: row["from"])):
            self.try_adding(together[0], together)
        if self.wrong:
            raise BadLines(sorted(self.wrong, key=lambda each: (each.file, each.line)))
        if not self.planned:
            raise NothingNew
        versions = {stream: len(self.read(stream)) for stream, _ in self.planned}
        return Plan(self.planned, versions)

    def unknown(self, row: Row) -> Iterator[NotARow]:
        """The seat and the commune that it names, where there is none of that name."""
        if not is_day(row["from"]):
            return
        for column, find in (("seat", self.seat), ("commune", self.commune)):
            if row[column]:
                try:
                    find(row, date.fromisoformat(row["from"]))
                except NotARow as error:
                    yield error

    def try_adding(self, row: Row, together: Sequence[Row]) -> None:
        """What is wrong with it is kept."""
        try:
            self.add(row, together)
        except NotARow as error:
            self.wrong.append(error.wrong)
        except Refused as error:
            why = f"{error.sentence.removesuffix('.')} ({error.article})"
            self.wrong.append(Wrong(row.file, row.line, None, why))

    def stands(self, payload: Payload) -> bool:
        """Whether the register holds that very fact, whichever file or person told it."""
        return (type(payload), content_of(payload)) in self.on_record(stream_of(payload, None))

    def _on_record(self, stream: str) -> set[tuple[type[Payload], str]]:
        facts = Chronicle(self.read(stream)).facts
        return {(type(fact.payload), content_of(fact.payload)) for fact in facts}

    def add(self, row: Row, together: Sequence[Row]) -> None:
        """The entry of a row, or of several that make one. Raises ``Refused``."""
        day = date.fromisoformat(row["from"])
        told = self.payload(row, together, day)
        if self.stands(told):
            return
        payload = told.model_copy(update={"taken_over": row.taken_over})
        refuse(payload, None, self.there, self.today)
        if isinstance(payload, SeatHeld) and payload.seat in self.there.bodies.vacant(day):
            filled = SeatsFilled(day=day, members=(payload.seat,), taken_over=row.taken_over)
            self.planned.append((stream_of(filled, None), filled))
            self.there = self.office.assembly(self.with_planned)
        self.planned.append((stream_of(payload, None), payload))
        if not isinstance(payload, SeatHeld):  # who sits somewhere changes nothing that is refused
            self.there = self.office.assembly(self.with_planned)

    def with_planned(self, stream: str) -> tuple[Entry, ...]:
        """A stream as it would be once what is planned is on record."""
        entries = list(self.read(stream))
        for number, (where, payload) in enumerate(self.planned):
            if where == stream:
                entries.append(
                    Entry(
                        stream=stream,
                        version=len(entries) + 1,
                        payload=payload,
                        event_id=UUID(int=0),
                        recorded_at=self.office.clock.now(),
                        recorded_by="",
                        capacity="",
                        command_id=UUID(int=0),
                        position=UNRECORDED + number,
                    )
                )
        return tuple(entries)

    def payload(self, row: Row, together: Sequence[Row], day: date) -> Payload:
        seat = self.seat(row, day) if row["seat"] else ""
        match row["kind"]:
            case "seat":
                return SeatHeld(day=day, seat=seat, person=row["person"])
            case "vacant":
                return SeatsVacated(day=day, members=(seat,))
            case "president":
                return PresidentElected(day=day, member=seat)
            case "vice_president" | "vice_president_roads" as kind:
                vice, roads = AppointedAs.VICE_PRESIDENT, kind.endswith("roads")
                return MemberAppointed(day=day, member=seat, appointed_as=vice, roads=roads)
            case "delegated":
                return MemberAppointed(day=day, member=seat, appointed_as=AppointedAs.DELEGATED)
            case "bureau" | "attending":
                return BureauComposed(
                    day=day,
                    members=tuple(self.seat(r, day) for r in together if r["kind"] == "bureau"),
                    attending=tuple(
                        self.seat(r, day) for r in together if r["kind"] == "attending"
                    ),
                )
            case "commission":
                return CommissionJoined(
                    day=day, member=seat, commission=commission_named(row["name"])
                )
            case "extra":
                return ExtraCouncillorsSent(
                    day=day,
                    commission=commission_named(row["name"]),
                    commune=self.commune(row, day),
                    number=len(together),
                )
            case "service":
                return self.service(row, together, day)
            case _:
                return AgreementMade(
                    day=day,
                    parties=tuple(self.commune(each, day) for each in together),
                    object=row["name"],
                    until=date.fromisoformat(row["until"]) if row["until"] else None,
                )

    def service(self, row: Row, together: Sequence[Row], day: date) -> Payload:
        """Created by its first rows, joined by the others. Raises ``NotARow``."""
        service, deliberation = row["name"], row["deliberation"] or None
        communes = tuple(self.commune(each, day) for each in together if each["commune"])
        created = self.there.cooperation.created(service)
        creation = ServiceCreated(
            day=day,
            service=service,
            communes=communes,
            scheme=row["scheme"] or None,
            deliberation=deliberation,
        )
        if created is None or self.stands(creation):
            return creation
        if row["scheme"] not in ("", created.payload.scheme):
            why = f"« {service} » est déjà créé sous un autre schéma, ou sans : laissez vide"
            raise NotARow(row, "scheme", why)
        return ServiceJoined(day=day, service=service, communes=communes, deliberation=deliberation)

    def seat(self, row: Row, day: date) -> str:
        found = seat_named(self.there, row["seat"], day)
        if found is None:
            raise NotARow(row, "seat", f"« {row['seat']} » n'est pas un siège ce jour-là")
        return found

    def commune(self, row: Row, day: date) -> str:
        """An INSEE code. Cooperation is older than the register: its first composition serves."""
        allotments = self.there.institution.allotments
        on = max(day, allotments[0].day) if allotments else day
        found = self.there.institution.composition(on).commune(row["commune"])
        if found is None:
            raise NotARow(row, "commune", f"« {row['commune']} » n'est pas une commune membre")
        return found.commune


def content_of(payload: Payload) -> str:
    """What a fact says, without who told it and by which papers."""
    return payload.model_dump_json(exclude={"taken_over", "documents", "recorder"})
