"""Mandates drawn at random: the evenings of the council, what precedes and what follows them.

Six council meetings a year with thirty to fifty reports each, of which one in seven asks a commune
first; the bureau, the metropolitan day, seats that change hands, and now and then a correction.
Each is lawful by construction, what it concludes is what the domain concludes; the same for the
same seed.
"""

import random
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from uuid import UUID

from adapters.load.lives import A_DAY, AUTHOR, CLERK, NAMES, PLACES, Setting, at, consultation
from domain.assembly.bodies import Bodies
from domain.assembly.chronicle import Chronicle
from domain.assembly.events import (
    BODIES,
    CALLS,
    POWERS,
    DecisionTaken,
    MetropolitanDayHeld,
    PowerDelegated,
    SeatHeld,
)
from domain.assembly.meeting_events import (
    ActPublished,
    ActTransmitted,
    AgendaItem,
    BallotHeld,
    CouncillorsInformed,
    MeetingConvened,
    MeetingOpened,
    MeetingPublished,
    MembersArrived,
    MembersLeft,
    MembersRecused,
    MinutesSettled,
    ProxyGiven,
    PutOnAgenda,
    SubstituteSat,
    meeting_stream,
)
from domain.assembly.meetings import Meeting, no_meeting
from domain.deliberation.determinations import deem, proclaim
from domain.deliberation.dossier import Dossier
from domain.deliberation.situation import situation
from domain.entry import Entry, Payload, deliberation_stream
from domain.events import (
    ActNumbered,
    CommissionReviewed,
    DeliberationQualified,
    DraftSubmitted,
    EntryAmended,
)
from domain.words import (
    Body,
    Delegate,
    Outcome,
    Published,
    Qualification,
    RecusalGround,
    ReviewOpinion,
    Sent,
)

YEARS = 6
MONTHS = (2, 3, 5, 6, 9, 11)
"""Months of the council: at least one meeting a quarter (CGCT L. 5211-11)."""
REPORTS = (30, 50)
"""Deliberations put on the agenda of an evening, at least and at most."""
AHEAD = timedelta(days=170)
"""Nothing is recorded of a meeting longer before it: the commune had its three months."""
OBJECTS = ("Vœu", "Tarifs", "Rapport d'activité", "Désignations", "Subventions")
EVENING = 1080
"""Minute of the day, in UTC."""
BY_HAND = ("a.registre", "administrateur du registre")


def mandates(
    number: int, first: date, seed: int, setting: Setting, reports: tuple[int, int] = REPORTS
) -> Iterator[Entry]:
    """So many mandates from a first day on, in the order of recording; what is told is forgotten."""
    drawing = Drawing(setting, random.Random(seed), reports)
    drawing.streams[BODIES] = list(setting.bodies)
    day = first + A_DAY
    drawing.write((POWERS, PowerDelegated(day=day, to=Delegate.BUREAU, matter="public_contract")))
    previous: Meeting | None = None
    for year in range(first.year + 1, first.year + 1 + YEARS * number):
        drawing.replacement(date(year, 1, 15))
        drawing.bureau(thursday(year, 4))
        drawing.write((CALLS, MetropolitanDayHeld(day=date(year, 10, 10))))
        for month in MONTHS:
            held = thursday(year, month)
            yield from drawing.told_before(held - AHEAD)
            previous = drawing.council(held, previous)
    yield from drawing.told_before(date.max)


def thursday(year: int, month: int) -> date:
    """The third Thursday of a month."""
    first = date(year, month, 1)
    return first + timedelta((3 - first.weekday()) % 7 + 14)


@dataclass
class Drawing:
    """What has been drawn so far, and not been told yet."""

    setting: Setting
    draws: random.Random
    reports: tuple[int, int]
    entries: list[Entry] = field(default_factory=list)
    streams: dict[str, list[Entry]] = field(default_factory=dict)
    drafted: int = 0
    held_over: list[str] = field(default_factory=list)
    """Drafts whose commune still had time when the council was convened: for the next one."""

    def told_before(self, day: date) -> Iterator[Entry]:
        """The entries recorded before a day, in order; from then on they are not held any more."""
        self.entries.sort(key=lambda entry: entry.recorded_at)
        told = bisect_left(self.entries, at(day, 0), key=lambda entry: entry.recorded_at)
        yield from self.entries[:told]
        del self.entries[:told]

    def write(self, *together: tuple[str, Payload], minute: int = 600) -> list[Entry]:
        """One command: its entries, each next in its stream, never before what precedes it."""
        instant = max(at(payload.day, minute) for _, payload in together)
        command, written = UUID(int=self.draws.getrandbits(128), version=4), []
        for stream, _ in together:
            before = self.streams.get(stream, [])
            instant = max([instant, *(e.recorded_at + timedelta(seconds=1) for e in before[-1:])])
        for stream, payload in together:
            written.append(self.entry(stream, payload, instant, command))
        return written

    def entry(
        self,
        stream: str,
        payload: Payload,
        instant: datetime,
        command: UUID,
        by: tuple[str, str] = AUTHOR,
    ) -> Entry:
        before = self.streams.setdefault(stream, [])
        found = Entry(
            stream=stream,
            version=len(before) + 1,
            payload=payload,
            event_id=UUID(int=self.draws.getrandbits(128), version=4),
            recorded_at=instant,
            recorded_by=by[0],
            capacity=by[1],
            command_id=command,
        )
        before.append(found)
        self.entries.append(found)
        return found

    # --- A council evening -------------------------------------------------------------------------

    def council(self, day: date, previous: Meeting | None) -> Meeting:
        """From the drafts of the agenda to the publication of the acts."""
        name = f"CM-{day}"
        sent = day - self.draws.randint(6, 12) * A_DAY
        numbers, self.held_over = self.held_over, []
        for _ in range(self.draws.randint(*self.reports) - len(numbers)):
            number, free = self.asking(day) if self.draws.random() < 0.15 else self.draft(day)
            (numbers if free <= sent else self.held_over).append(number)
        objects = self.draws.sample(OBJECTS, self.draws.randint(1, 2))
        agenda = (
            *(AgendaItem(deliberation=number) for number in numbers),
            *(AgendaItem(object=words) for words in objects),
        )
        self.convene(name, Body.COUNCIL, sent, day, agenda)
        copied = CouncillorsInformed(day=sent, what=Sent.CONVOCATION)
        self.write((meeting_stream(name), copied))
        meeting = self.presence(name, day, len(agenda))
        for place, item in enumerate(agenda, start=1):
            self.ballot(meeting, place, item.deliberation)
        if previous is not None:
            self.settle(previous, name, day)
        listed = day + self.draws.randint(1, 6) * A_DAY
        self.write((meeting_stream(name), MeetingPublished(day=listed, what=Published.LIST)))
        informed = day + self.draws.randint(7, 27) * A_DAY
        self.write((meeting_stream(name), CouncillorsInformed(day=informed, what=Sent.LIST)))
        return meeting

    def draft(self, held: date) -> tuple[str, date]:
        """A deliberation that no commune has to be asked about, looked at by a commission."""
        day = held - self.draws.randint(25, 40) * A_DAY
        number = self.submitted(day, 2, Qualification.NOT_REQUIRED, "deux communes")
        reviewed = CommissionReviewed(
            day=day + 2 * A_DAY,
            body="Administration générale et finances",
            opinion=ReviewOpinion.FAVOURABLE,
        )
        self.write((deliberation_stream(number), reviewed))
        return number, reviewed.day

    def asking(self, held: date) -> tuple[str, date]:
        """One whose commune is asked, five months before; and the day from which it may be voted."""
        begins = held - self.draws.randint(140, 160) * A_DAY
        number = self.submitted(begins, 1, Qualification.REQUIRED, "effets limités à la commune")
        stream = deliberation_stream(number)
        steps = consultation(begins + A_DAY, self.draws, self.setting)
        while True:
            try:
                day, payload = next(steps)
            except StopIteration as ended:
                return number, ended.value
            if payload is not None:
                self.write((stream, payload))
                continue
            entries = tuple(self.streams[stream])
            dossier = Dossier(number, entries, self.setting.institution, self.setting.law)
            command = UUID(int=self.draws.getrandbits(128), version=4)
            self.entry(stream, deem(dossier, day), at(day, 480), command, CLERK)

    def submitted(self, day: date, communes: int, how: Qualification, reasons: str) -> str:
        """A draft and its qualification; of one in a hundred the object was mistyped."""
        self.drafted += 1
        number = f"{day.year}-C{self.drafted:06d}"
        stream = deliberation_stream(number)
        submitted = DraftSubmitted(
            day=day,
            number=number,
            object=f"{self.draws.choice(PLACES)} {self.draws.choice(NAMES)}",
            concerns=tuple(
                self.draws.sample(list(self.setting.institution.composition(day).seats), communes)
            ),
            text=self.setting.text,
        )
        [entry] = self.write((stream, submitted))
        qualified = DeliberationQualified(day=day + A_DAY, qualification=how, reasons=reasons)
        self.write((stream, qualified))
        if self.draws.random() < 0.01:
            amendment = EntryAmended(
                day=day + A_DAY,
                target=entry.ref,
                reason="faute de frappe",
                fields={"object": f"{submitted.object}, tranche 2"},
            )
            command = UUID(int=self.draws.getrandbits(128), version=4)
            self.entry(stream, amendment, at(day + A_DAY, 700), command, BY_HAND)
        return number

    def replacement(self, day: date) -> None:
        """Somebody else sits in one seat from that day on."""
        seat = self.draws.choice(self.bodies.seats(day))
        person = f"Conseil{self.draws.choice('abcdefgh')} Inventé·e {self.draws.randint(100, 999)}"
        self.write((BODIES, SeatHeld(day=day, seat=seat, person=person)))

    def convene(
        self, name: str, body: Body, sent: date, held: date, agenda: Sequence[AgendaItem]
    ) -> None:
        """Sent in time; each deliberation of the agenda is told of the meeting."""
        notice = MeetingConvened(day=sent, meeting=name, body=body, held=held, agenda=tuple(agenda))
        told = [
            (deliberation_stream(item.deliberation), PutOnAgenda(day=sent, meeting=name))
            for item in agenda
            if item.deliberation
        ]
        self.write((meeting_stream(name), notice), *told)

    def presence(self, name: str, day: date, items: int) -> Meeting:
        """Proxies, the opening, somebody who comes, somebody who goes, somebody who withdraws."""
        stream, bodies = meeting_stream(name), self.bodies
        council = bodies.council(day)
        absent = self.draws.sample(council[1:], self.draws.randint(6, 30))
        present = [member for member in council if member not in absent]
        bearers = self.draws.sample(present, 4)
        alone = [member for member in absent if member in bodies.substitutes(day)]
        for giver, bearer in zip([m for m in absent if m not in alone], bearers, strict=False):
            self.write((stream, ProxyGiven(day=day, giver=giver, bearer=bearer)), minute=EVENING)
        self.write((stream, MeetingOpened(day=day, present=tuple(present))), minute=EVENING)
        for titular in alone[:2]:
            self.write((stream, SubstituteSat(day=day, member=titular)), minute=EVENING)
        late, item = absent[-1], self.draws.randint(1, items)
        self.write((stream, MembersArrived(day=day, members=(late,), item=item)), minute=EVENING)
        going, item = self.draws.choice(present[1:]), self.draws.randint(1, items)
        self.write((stream, MembersLeft(day=day, members=(going,), item=item)), minute=EVENING)
        if self.draws.random() < 0.3:
            recused = MembersRecused(
                day=day,
                members=(self.draws.choice(present),),
                item=item,
                ground=self.draws.choice(tuple(RecusalGround)),
            )
            self.write((stream, recused), minute=EVENING)
        return Meeting(
            name, Chronicle(tuple(self.streams[stream])), bodies, self.setting.law, no_meeting
        )

    def ballot(self, meeting: Meeting, item: int, number: str | None) -> None:
        """An item put to the vote; on a deliberation, its result and what follows it."""
        assert meeting.held is not None
        available = meeting.votes(item)
        against = min(self.draws.choice((0, 0, 2, 9, 20, 31)), available)
        abstain = min(self.draws.choice((0, 0, 3, 6)), available - against)
        asked = self.draws.choice((0, 0, 0, available // 3))
        held = BallotHeld(
            day=meeting.held,
            item=item,
            votes_for=available - against - abstain,
            votes_against=against,
            abstentions=abstain,
            asked_public=asked,
            kind=meeting.kind(item, asked, 0),
        )
        stream = meeting_stream(meeting.name)
        [cast] = self.write((stream, held), minute=EVENING + 5 * item)
        if number is None:
            return
        own = deliberation_stream(number)
        dossier = Dossier(
            number,
            tuple(self.streams[own]),
            self.setting.institution,
            self.setting.law,
            (tuple(self.streams[stream]),),
        )
        result = proclaim(situation(dossier, meeting.held), None)
        self.entry(own, result, cast.recorded_at, cast.command_id)
        if result.outcome is Outcome.ADOPTED:
            day = meeting.held + A_DAY
            self.write((own, ActNumbered(day=day, number=f"DM{number.replace('-', '')}")))
            received = meeting.held + self.draws.randint(1, 8) * A_DAY
            self.write((own, ActTransmitted(day=received)))
            self.write((own, ActPublished(day=received + self.draws.randint(0, 2) * A_DAY)))
        del self.streams[own]

    def settle(self, previous: Meeting, at_meeting: str, day: date) -> None:
        """The minutes of the meeting before, then put online and sent."""
        stream = meeting_stream(previous.name)
        self.write((stream, MinutesSettled(day=day, at=at_meeting)), minute=EVENING)
        online = day + self.draws.randint(1, 7) * A_DAY
        self.write((stream, MeetingPublished(day=online, what=Published.MINUTES)))
        sent = day + self.draws.randint(8, 27) * A_DAY
        self.write((stream, CouncillorsInformed(day=sent, what=Sent.MINUTES)))
        del self.streams[stream]

    # --- The bureau --------------------------------------------------------------------------------

    def bureau(self, day: date) -> None:
        """A meeting of the bureau, and the decision that it takes under its delegation."""
        name = f"BM-{day}"
        words = f"Marché, {self.draws.choice(PLACES).lower()} {self.draws.choice(NAMES)}"
        self.convene(name, Body.BUREAU, day - 6 * A_DAY, day, [AgendaItem(object=words)])
        stream = meeting_stream(name)
        present = tuple(self.bodies.council(day)[: self.draws.randint(24, 42)])
        self.write((stream, MeetingOpened(day=day, present=present)), minute=EVENING)
        decided = DecisionTaken(
            day=day, by=Delegate.BUREAU, matter="public_contract", object=words, number=name
        )
        self.write((POWERS, decided), minute=EVENING + 30)

    @cached_property
    def bodies(self) -> Bodies:
        """The council with all its seats filled: who sits in them changes, their number does not."""
        return Bodies(self.setting.institution, Chronicle(self.setting.bodies))
