"""The office: register, read models and clock put together. The only wiring.

One command: answered already? → load → decide → append → catch up. One question: load or query, and
answer for a legal day, with the position it was answered at.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import cache
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import Select, delete, insert

from adapters import act_numbers
from adapters.clock import Clock, legal_day
from adapters.commands import CLERK, Author, Plan, Recorded, on_one_stream
from adapters.loading import loader
from adapters.register.engine import open_engine, reading
from adapters.register.errors import Conflict, RegisterError
from adapters.register.register import SECRET, Register
from adapters.register.tables import create_register
from domain import institution as the_institution
from domain.assembly.assembly import Assembly
from domain.assembly.readiness import divested_remarks
from domain.deliberation import decide as deciding
from domain.deliberation import determinations
from domain.deliberation.dossier import Dossier
from domain.deliberation.ends import refuse_undecided
from domain.deliberation.remarks import remarks
from domain.deliberation.situation import Situation, situation
from domain.entry import (
    INSTITUTION,
    NUMBER_PATTERN,
    UNRECORDED,
    Entry,
    Payload,
    deliberation_stream,
)
from domain.events import (
    ActNumbered,
    ActRepealed,
    ActWithdrawn,
    CouncilVoted,
    InstitutionEstablished,
    SeatsAllotted,
)
from domain.institution import Institution
from domain.law.book import LAW, Law
from domain.refusals import Reason, Refused
from domain.words import Outcome
from projections import findings
from projections.catch_up import PREFIX, catch_up, hold, projected, reached, touched
from projections.findings import Batch, Report
from projections.populate import populate
from projections.replay import differing, replay
from projections.subjects import MEETINGS, YEAR
from projections.tables import metadata
from scheduler.sweep import Swept, due_numbers, last_sweep, sweep

ATTEMPTS = 5
"""How often a command is decided again when somebody else wrote on the same stream meanwhile."""


ReadStream = Callable[[str], tuple[Entry, ...]]
"""Gives the entries of one stream, in order."""


class Office:
    """Commands and questions on one register."""

    def __init__(
        self, register: Register, clock: Clock, law: Law = LAW, *, follow: bool = True
    ) -> None:
        self.register = register
        self.clock = clock
        self.law = law
        self.follow = follow
        """False: the read models follow at the next question, not after each command."""
        self._institution = Institution(())

    @classmethod
    def found(
        cls, url: str, clock: Clock, *, durable: bool = True, chance: Random = SECRET
    ) -> "Office":
        """Make an empty register in that database: log, documents and read models."""
        engine = open_engine(url, durable=durable)
        create_register(engine, metadata, register_id=UUID(int=chance.getrandbits(128), version=4))
        return cls(Register(engine, chance), clock)

    @classmethod
    def open(cls, url: str, clock: Clock, *, durable: bool = True) -> "Office":
        """The office over an existing register; refuses what is not one, or is newer."""
        return cls(Register(open_engine(url, durable=durable)), clock)

    def close(self) -> None:
        self.register.engine.dispose()

    # --- Commands ----------------------------------------------------------------------------------

    def record(
        self,
        number: str,
        step: Payload,
        by: Author,
        *,
        documents: Mapping[str, bytes] | None = None,
        command_id: UUID | None = None,
        proclaimed: Outcome | None = None,
    ) -> Recorded:
        """Put a step of a deliberation on record. Raises ``Refused``; then nothing is written."""
        if not NUMBER_PATTERN.fullmatch(number):
            raise Refused(Reason.BAD_NUMBER, number=number)

        def decide() -> Plan:
            if isinstance(step, ActNumbered):
                act_numbers.refuse_taken(self.query, number, step.number)
            dossier = self.dossier(number)
            facts = deciding.decide(step, dossier, self.today(dossier.institution), proclaimed)
            if isinstance(step, ActWithdrawn | ActRepealed):
                refuse_undecided(step, self.dossier(step.decided_by))
            said = [*remarks(step, dossier)]
            if isinstance(step, CouncilVoted):
                there = self.assembly(self.reader())
                said += divested_remarks(there, situation(dossier, step.day))
            plan = on_one_stream(dossier.stream, dossier.entries, facts, said)
            return act_numbers.held(plan, step, number, self.register.entries)

        return self.write(decide, by, documents=documents, command_id=command_id)

    def establish(
        self,
        established: InstitutionEstablished,
        seats: Iterable[SeatsAllotted],
        by: Author,
        command_id: UUID | None = None,
    ) -> Recorded:
        """Found the institution with its first composition, on a stream of its own."""
        held = tuple(seats)

        def decide() -> Plan:
            there = self.institution()
            facts = the_institution.establish(there, established, held)
            return on_one_stream(INSTITUTION, there.entries, facts)

        return self.write(decide, by, command_id=command_id)

    def allot(
        self,
        seats: SeatsAllotted,
        by: Author,
        *,
        documents: Mapping[str, bytes] | None = None,
        command_id: UUID | None = None,
    ) -> Recorded:
        """Record the seats of one commune from a day on."""

        def decide() -> Plan:
            there = self.institution()
            facts = the_institution.allot(there, seats, self.today(there))
            return on_one_stream(INSTITUTION, there.entries, facts)

        return self.write(decide, by, documents=documents, command_id=command_id)

    def minute(self, number: str, on: date) -> bool:
        """The clerk writes down what silence has produced by that day; False: nothing to write."""
        dossier = self.dossier(number)
        there = situation(dossier, on)
        if not there.to_minute or there.consultation is None:
            return False
        command_id = determinations.minute_id(dossier, there.consultation.sending.ref)

        def decide() -> Plan:
            now = self.dossier(number)
            return on_one_stream(now.stream, now.entries, [determinations.deem(now, on)])

        try:
            return not self.write(decide, CLERK, command_id=command_id).repeated
        except Refused:
            return False  # another clerk wrote it, or the facts moved: there is nothing left to do

    def sweep(self, on: date | None = None) -> Swept:
        """One look at everything that has run out by that day (by default today)."""
        day = on or self.today()
        if day > self.today():
            raise Refused(Reason.IN_THE_FUTURE, day=day)
        self.catch_up()
        with reading(self.register.engine).connect() as connection:
            numbers = due_numbers(connection, day)
        swept = sweep(day, numbers, self.minute)
        with self.register.engine.begin() as connection:
            hold(connection)  # two clerks at once leave one row
            connection.execute(delete(last_sweep))
            connection.execute(
                insert(last_sweep).values(
                    swept_at=self.clock.now().isoformat(),
                    day=day,
                    written=len(swept.written),
                    failed=len(swept.failed),
                )
            )
        return swept

    def write(
        self,
        decide: Callable[[], Plan],
        by: Author,
        *,
        documents: Mapping[str, bytes] | None = None,
        command_id: UUID | None = None,
        attempts: int = ATTEMPTS,
    ) -> Recorded:
        """Record what is decided, in one transaction; a command sent twice is answered by its id.

        Raises ``Conflict`` when somebody wrote on the same stream at each of the attempts.
        """
        command = command_id or self.register.new_id()
        answered = self.register.answered(command) if command_id else []
        if answered:
            return Recorded(answered, repeated=True)
        for attempt in range(1, attempts + 1):
            try:
                plan = decide()
            except Refused:
                # Sent twice at once: what it is refused for may be what it has just recorded.
                answered = self.register.answered(command) if command_id else []
                if answered:
                    return Recorded(answered, repeated=True)
                raise
            entries = self.entries_of(plan, by, command)
            try:
                written = self.register.append(entries, documents or {})
            except Conflict:
                if attempt == attempts:
                    raise
                continue  # somebody wrote on this stream meanwhile: look again, decide again
            if self.follow:
                with suppress(RegisterError):
                    # It is recorded, whatever happens now: who asks next brings the rows up to date.
                    self.catch_up()
            repeated = written[0].event_id != entries[0].event_id
            return Recorded(written, () if repeated else plan.remarks, repeated)
        raise AssertionError("unreachable")

    def entries_of(self, plan: Plan, by: Author, command: UUID) -> list[Entry]:
        """The entries that a plan would record, next in their streams."""
        now = self.clock.now()
        versions = dict(plan.versions)
        entries = []
        for number, (stream, payload) in enumerate(plan.payloads):
            versions[stream] += 1
            if by.name:
                payload = payload.model_copy(update={"recorder": by.name})
            entries.append(
                Entry(
                    stream=stream,
                    version=versions[stream],
                    payload=payload,
                    event_id=self.register.new_id(),
                    recorded_at=now,
                    recorded_by=by.id,
                    capacity=by.capacity,
                    command_id=command,
                    position=UNRECORDED + number,
                )
            )
        return entries

    # --- Questions ---------------------------------------------------------------------------------

    def today(self, institution: Institution | None = None) -> date:
        """The legal day of the clock, at the seat of the institution."""
        there = institution or self.institution()
        return legal_day(self.clock.now(), there.timezone)

    def institution(self, known_at: int | None = None) -> Institution:
        """The institution, as known at a position."""
        # Every command asks, twice: only what is new since the last time is read.
        held = self._institution  # another thread may replace it meanwhile
        fresh = self.register.entries(INSTITUTION, after=len(held.entries))
        if fresh:
            self._institution = held = Institution((*held.entries, *fresh))
        if known_at is None or not held.entries or held.entries[-1].position <= known_at:
            return held
        return Institution(tuple(e for e in held.entries if e.position <= known_at))

    def dossier(self, number: str, known_at: int | None = None) -> Dossier:
        """One deliberation, as known at a position; empty where nothing is on record."""
        return self.assemble(number, self.institution(known_at), self.reader(known_at))

    def assemble(self, number: str, institution: Institution, read: ReadStream) -> Dossier:
        """The dossier of a deliberation from the streams that it reads."""
        dossier = Dossier(number, read(deliberation_stream(number)), institution, self.law)
        read_so_far: tuple[str, ...] = ()
        while (arrivals := dossier.arrivals()) != read_so_far:
            dossier = replace(dossier, elsewhere=tuple(read(stream) for stream in arrivals))
            read_so_far = arrivals
        return dossier

    def assembly(self, read: ReadStream) -> Assembly:
        """The institutions from the streams that are read, each of them once."""
        read_once = cache(read)
        institution = Institution(read_once(INSTITUTION))

        def meeting_names() -> list[str]:
            found = (s for s in self.register.streams() if s.startswith(MEETINGS))
            return [stream.removeprefix(MEETINGS) for stream in found if read_once(stream)]

        return Assembly(
            institution,
            self.law,
            read_once,
            lambda number: self.assemble(number, institution, read_once),
            meeting_names,
        )

    def reader(self, known_at: int | None = None) -> ReadStream:
        """Reads streams, as known at a position."""
        return lambda stream: tuple(self.register.entries(stream, known_at))

    def situation(self, number: str, on: date, known_at: int | None = None) -> Situation:
        """Where one deliberation stands on a legal day, as known at a position."""
        return situation(self.dossier(number, known_at), on)

    def query(self, question: Select[Any]) -> Sequence[Mapping[str, Any]]:
        """Rows of a read model, brought up to date first."""
        self.catch_up()
        with reading(self.register.engine).connect() as connection:
            return [dict(row) for row in connection.execute(question).mappings()]

    def concerned(self, streams: set[str]) -> list[str]:
        """The deliberations that these streams concern, directly or because they rely on them."""
        self.catch_up()
        with reading(self.register.engine).connect() as connection:
            return touched(connection, streams)

    def subjects(self) -> list[str]:
        """Everything that has rows, or may have: deliberations, meetings, the institution's year."""
        with reading(self.register.engine).connect() as connection:
            found = set(projected(connection))
        meetings = (s for s in self.register.streams() if s.startswith(MEETINGS))
        return sorted({*found, *self.numbers(), *meetings, YEAR})

    def numbers(self) -> list[str]:
        """Project numbers of every deliberation on record."""
        streams = self.register.streams()
        return sorted(s.removeprefix(PREFIX) for s in streams if s.startswith(PREFIX))

    # --- Upkeep ------------------------------------------------------------------------------------

    def catch_up(self, progress: Callable[[int], None] = lambda reached: None) -> int:
        """Bring the read models up to the end of the log."""
        return catch_up(self.register.engine, self.register.streams_after, loader(self), progress)

    def populate(self, progress: Callable[[int], None] = lambda done: None) -> None:
        """The read models of a register that has just been imported, quicker than by catching up."""
        end = self.register.last_position()
        populate(self.register.engine, self.subjects(), end, loader(self), progress)
        self.catch_up()

    def replay(
        self,
        numbers: Sequence[str] | None = None,
        *,
        check: bool = False,
        resume: bool = False,
        following: Callable[[int], None] = lambda reached: None,
        progress: Callable[[int], None] = lambda done: None,
    ) -> Report:
        """Rebuild the read models beside the live rows, compare, and apply unless ``check``.

        ``resume`` goes on with the last one that was interrupted, as it was asked for: raises
        ``NothingToResume``, or ``Superseded``. What was found is kept until ``Report.forget``.
        """
        engine, lagging = self.register.engine, self.register.dossiers_after
        if resume:
            run = findings.interrupted(engine)
        else:
            run = findings.begin(engine, numbers, lagging, check=check)

        def asked() -> Iterator[str]:
            self.catch_up(following)
            wanted = findings.report(engine, run).wanted
            yield from self.subjects() if wanted is None else sorted(wanted)

        return replay(engine, run, asked(), loader(self), progress=progress)

    def stale(self) -> Iterator[Batch]:
        """What of the read models a rebuild would change; nothing is written but what they lag."""
        self.catch_up()
        return differing(self.register.engine, self.subjects(), loader(self))

    def position(self) -> int:
        """The position that the read models have reached."""
        with reading(self.register.engine).connect() as connection:
            return reached(connection)
