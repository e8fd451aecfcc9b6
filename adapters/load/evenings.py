"""Mandates drawn at random: the evenings of the council, what precedes and what follows them.

Six council meetings a year, bureau, mayors' conference, metropolitan day. Each is lawful by
construction, what it concludes is what the domain concludes; the same for the same seed.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from uuid import UUID

from adapters.load.lives import A_DAY, AUTHOR, NAMES, PLACES, Setting, at
from domain.assembly.bodies import Bodies
from domain.assembly.chronicle import Chronicle
from domain.assembly.events import (
    CALLS,
    POWERS,
    DecisionTaken,
    MetropolitanDayHeld,
    PowerDelegated,
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
from domain.deliberation.decide import proclaim
from domain.deliberation.dossier import Dossier
from domain.deliberation.situation import situation
from domain.entry import Entry, Payload, deliberation_stream
from domain.events import CommissionReviewed, DeliberationQualified, DraftSubmitted
from domain.law.book import LAW
from domain.words import (
    Body,
    Delegate,
    Outcome,
    Published,
    Qualification,
    RecusalGround,
    ReviewOpinion,
)

YEARS = 6
MONTHS = (2, 3, 5, 6, 9, 11)
"""Months of the council: at least one meeting a quarter (CGCT L. 5211-11)."""
OBJECTS = ("Vœu", "Tarifs", "Rapport d'activité", "Désignations", "Subventions")
EVENING = 1080
"""Minute of the day, in UTC."""


def mandates(number: int, first: date, seed: int, setting: Setting) -> Iterator[Entry]:
    """So many mandates from a first day on, in the order of recording."""
    drawing = Drawing(setting, random.Random(seed))
    day = first + A_DAY
    drawing.write((POWERS, PowerDelegated(day=day, to=Delegate.BUREAU, matter="public_contract")))
    previous: Meeting | None = None
    for year in range(first.year + 1, first.year + 1 + YEARS * number):
        for month in MONTHS:
            previous = drawing.council(thursday(year, month), previous)
        drawing.bureau(thursday(year, 4))
        drawing.write((CALLS, MetropolitanDayHeld(day=date(year, 10, 10))))
    yield from sorted(drawing.entries, key=lambda entry: entry.recorded_at)


def thursday(year: int, month: int) -> date:
    """The third Thursday of a month."""
    first = date(year, month, 1)
    return first + timedelta((3 - first.weekday()) % 7 + 14)


@dataclass
class Drawing:
    """What has been drawn so far."""

    setting: Setting
    draws: random.Random
    entries: list[Entry] = field(default_factory=list)
    streams: dict[str, list[Entry]] = field(default_factory=dict)
    drafted: int = 0

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

    def entry(self, stream: str, payload: Payload, instant: datetime, command: UUID) -> Entry:
        before = self.streams.setdefault(stream, [])
        found = Entry(
            stream=stream,
            version=len(before) + 1,
            payload=payload,
            event_id=UUID(int=self.draws.getrandbits(128), version=4),
            recorded_at=instant,
            recorded_by=AUTHOR[0],
            capacity=AUTHOR[1],
            command_id=command,
        )
        before.append(found)
        self.entries.append(found)
        return found

    # --- A council evening -------------------------------------------------------------------------

    def council(self, day: date, previous: Meeting | None) -> Meeting:
        """From the drafts of the agenda to the publication of the acts."""
        name = f"CM-{day}"
        numbers = [self.draft(day) for _ in range(self.draws.randint(1, 3))]
        objects = self.draws.sample(OBJECTS, self.draws.randint(1, 2))
        agenda = (
            *(AgendaItem(deliberation=number) for number in numbers),
            *(AgendaItem(object=words) for words in objects),
        )
        self.convene(name, Body.COUNCIL, day, agenda)
        meeting = self.presence(name, day, len(agenda))
        for number, item in enumerate(agenda, start=1):
            self.ballot(meeting, number, item.deliberation)
        if previous is not None:
            self.settle(previous, name, day)
        listed = day + self.draws.randint(1, 6) * A_DAY
        self.write((meeting_stream(name), MeetingPublished(day=listed, what=Published.LIST)))
        sent = day + self.draws.randint(7, 27) * A_DAY
        self.write((meeting_stream(name), CouncillorsInformed(day=sent, what=Published.LIST)))
        return meeting

    def draft(self, held: date) -> str:
        """A deliberation that no commune has to be asked about, looked at by a commission."""
        self.drafted += 1
        number = f"{held.year}-C{self.drafted:05d}"
        stream, day = deliberation_stream(number), held - self.draws.randint(25, 40) * A_DAY
        communes = list(self.setting.institution.composition(day).seats)
        submitted = DraftSubmitted(
            day=day,
            number=number,
            object=f"{self.draws.choice(PLACES)} {self.draws.choice(NAMES)}",
            concerns=tuple(self.draws.sample(communes, 2)),
            text=self.setting.text,
        )
        self.write((stream, submitted))
        qualified = DeliberationQualified(
            day=day + A_DAY, qualification=Qualification.NOT_REQUIRED, reasons="deux communes"
        )
        self.write((stream, qualified))
        reviewed = CommissionReviewed(
            day=day + 2 * A_DAY,
            body="Administration générale et finances",
            opinion=ReviewOpinion.FAVOURABLE,
        )
        self.write((stream, reviewed))
        return number

    def convene(self, name: str, body: Body, held: date, agenda: Sequence[AgendaItem]) -> None:
        """Sent in time; each deliberation of the agenda is told of the meeting."""
        sent = held - self.draws.randint(6, 12) * A_DAY
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
        return Meeting(name, Chronicle(tuple(self.streams[stream])), bodies, LAW, no_meeting)

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
            received = meeting.held + self.draws.randint(1, 8) * A_DAY
            self.write((own, ActTransmitted(day=received)))
            self.write((own, ActPublished(day=received + self.draws.randint(0, 2) * A_DAY)))

    def settle(self, previous: Meeting, at_meeting: str, day: date) -> None:
        """The minutes of the meeting before, then put online and sent."""
        stream = meeting_stream(previous.name)
        self.write((stream, MinutesSettled(day=day, at=at_meeting)), minute=EVENING)
        online = day + self.draws.randint(1, 7) * A_DAY
        self.write((stream, MeetingPublished(day=online, what=Published.MINUTES)))
        sent = day + self.draws.randint(8, 27) * A_DAY
        self.write((stream, CouncillorsInformed(day=sent, what=Published.MINUTES)))

    # --- The bureau --------------------------------------------------------------------------------

    def bureau(self, day: date) -> None:
        """A meeting of the bureau, and the decision that it takes under its delegation."""
        name = f"BM-{day}"
        words = f"Marché, {self.draws.choice(PLACES).lower()} {self.draws.choice(NAMES)}"
        self.convene(name, Body.BUREAU, day, [AgendaItem(object=words)])
        stream = meeting_stream(name)
        present = tuple(self.bodies.council(day)[: self.draws.randint(24, 42)])
        self.write((stream, MeetingOpened(day=day, present=present)), minute=EVENING)
        decided = DecisionTaken(
            day=day, by=Delegate.BUREAU, matter="public_contract", object=words, number=name
        )
        self.write((POWERS, decided), minute=EVENING + 30)

    @cached_property
    def bodies(self) -> Bodies:
        """The council with all its seats filled."""
        return Bodies(self.setting.institution, Chronicle(()))
