"""Lives of deliberations, drawn at random as a metropolis has them; the same for the same seed.

Each is lawful by construction, and what it concludes is what the domain concludes: the opinions
deemed and the results proclaimed are computed by the very functions that a clerk would use.
"""

import heapq
import random
from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from domain.assembly.meeting_events import ActPublished, ActTransmitted
from domain.deliberation.determinations import deem, proclaim
from domain.deliberation.dossier import Dossier
from domain.deliberation.situation import situation
from domain.entry import Document, Entry, Payload, deliberation_stream
from domain.events import (
    ActNumbered,
    CommissionReviewed,
    CommuneConsulted,
    ConsultationReceived,
    CouncilVoted,
    DeliberationQualified,
    DraftSubmitted,
    FileCompleted,
    OpinionDeemedFavourable,
    OpinionRendered,
)
from domain.institution import Institution
from domain.law.book import Law
from domain.words import Casting, Qualification, ReviewOpinion, Sense

PLACES = ("Place", "Rue", "Gymnase", "École", "Parc", "Voirie", "Assainissement", "Piste cyclable")
NAMES = (
    "de l'église",
    "des Lilas",
    "du Moulin",
    "de la Fontaine",
    "Monge",
    "du Lac",
    "des Acacias",
)
SENSES = (
    (Sense.FAVOURABLE, 60),
    (Sense.RESERVES, 12),
    (Sense.UNFAVOURABLE, 20),
    (Sense.CONDITION_UNMET, 5),
    (Sense.MOTION_REJECTED, 3),
)
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Setting:
    """What every life has in common."""

    institution: Institution
    law: Law
    text: Document
    proof: Document
    bodies: tuple[Entry, ...] = ()
    """Who sits in the bodies when it begins."""


def lives(number: int, first: date, seed: int, setting: Setting) -> Iterator[Entry]:
    """The entries of so many deliberations, in the order of recording, from a first day on.

    Some three are drafted a day; hardly any lasts more than nine months, so that little is held.
    """
    draws = random.Random(seed)
    waiting: list[tuple[datetime, int, Entry]] = []
    order = 0
    for rank in range(number):
        begins = first + (rank // 3) * A_DAY
        while waiting and waiting[0][0] < at(begins, 0):
            yield heapq.heappop(waiting)[2]
        for entry in life(rank, begins, draws, setting):
            order += 1
            heapq.heappush(waiting, (entry.recorded_at, order, entry))
    while waiting:
        yield heapq.heappop(waiting)[2]


def life(rank: int, begins: date, draws: random.Random, setting: Setting) -> Iterator[Entry]:
    """One deliberation, from its draft until the act is published."""
    number = f"{begins.year}-{rank:07d}"
    dossier = Dossier(number, (), setting.institution, setting.law)
    recorded = at(begins, 540 + rank % 300)
    for day, payload in story(number, begins, draws, setting):
        if payload is None:
            payload = deem(dossier, day)
        payloads = [payload]
        if isinstance(payload, CouncilVoted):
            voted = situation(dossier.with_fact(payload), payload.day)
            payloads.append(proclaim(voted, None))
        recorded = max(recorded + timedelta(seconds=1), at(day, 480 + draws.randrange(600)))
        command = UUID(int=draws.getrandbits(128), version=4)
        by = CLERK if isinstance(payload, OpinionDeemedFavourable) else AUTHOR
        for each in payloads:
            entry = Entry(
                stream=deliberation_stream(number),
                version=len(dossier.entries) + 1,
                payload=each,
                event_id=UUID(int=draws.getrandbits(128), version=4),
                recorded_at=recorded,
                recorded_by=by[0],
                capacity=by[1],
                command_id=command,
            )
            dossier = replace(dossier, entries=(*dossier.entries, entry))
            yield entry


AUTHOR = ("s.assemblees", "service des assemblées")
CLERK = ("tacite", "échéancier")

Step = tuple[date, Payload | None]
"""A legal day and what happened; None: the clerk minutes the opinion deemed by that day."""


def story(number: str, begins: date, draws: random.Random, setting: Setting) -> Iterator[Step]:
    """What happens to one deliberation, day by day."""
    communes = list(setting.institution.composition(begins).seats)
    one = draws.random() < 0.75
    concerned = tuple(draws.sample(communes, 1 if one else draws.randint(2, 4)))
    words = f"{draws.choice(PLACES)} {draws.choice(NAMES)}"
    yield (
        begins,
        DraftSubmitted(
            day=begins, number=number, object=words, concerns=concerned, text=setting.text
        ),
    )
    day = begins + draws.randint(1, 3) * A_DAY
    how = Qualification.NOT_REQUIRED
    if one:
        how = Qualification.PRECAUTIONARY if draws.random() < 0.15 else Qualification.REQUIRED
    yield day, DeliberationQualified(day=day, qualification=how, reasons="examen des effets")
    if draws.random() < 0.7:
        day += draws.randint(1, 10) * A_DAY
        yield (
            day,
            CommissionReviewed(
                day=day,
                body="Administration générale et finances",
                opinion=ReviewOpinion.FAVOURABLE,
            ),
        )
    if one:
        day = yield from consultation(day, draws, setting)
    day += draws.randint(3, 40) * A_DAY
    yield from council(number, day, draws, setting)


def consultation(day: date, draws: random.Random, setting: Setting) -> Generator[Step, None, date]:
    """The commune is asked, and answers or does not; returns the day from which one may vote."""
    day += draws.randint(1, 5) * A_DAY
    complete = draws.random() < 0.92
    yield day, CommuneConsulted(day=day, complete=complete, text=setting.text.sha256)
    day += draws.randint(0, 4) * A_DAY
    yield day, ConsultationReceived(day=day, documents=(setting.proof,))
    if not complete:
        sent = day + draws.randint(3, 15) * A_DAY
        day = sent + draws.randint(0, 3) * A_DAY
        yield day, FileCompleted(day=day, sent=sent, documents=(setting.proof,))
    procedure = setting.law.procedure("5211-57", day)
    assert procedure.period is not None
    last = procedure.period.end(day)
    answers = 0 if draws.random() < 0.45 else draws.choice((1, 1, 1, 2))
    voted = day
    for _ in range(answers):
        voted += draws.randint(5, 40) * A_DAY
        if voted > last:
            break
        arrived = voted + draws.randint(0, 6) * A_DAY
        (sense,) = draws.choices([s for s, _ in SENSES], [weight for _, weight in SENSES])
        yield (
            arrived,
            OpinionRendered(day=arrived, voted=voted, sense=sense, documents=(setting.proof,)),
        )
        day = arrived
    if day <= last and answers:
        return day
    day = last + A_DAY
    swept = day + (draws.randint(0, 7) if draws.random() < 0.05 else 0) * A_DAY
    yield swept, None
    if draws.random() < 0.04:
        late = day + draws.randint(2, 20) * A_DAY
        yield late, OpinionRendered(day=late, sense=Sense.UNFAVOURABLE, documents=(setting.proof,))
        swept = late
    return swept


def council(number: str, day: date, draws: random.Random, setting: Setting) -> Iterator[Step]:
    """The council votes, and the act is numbered, transmitted and published."""
    strength = setting.institution.composition(day).legal_strength
    vacant = draws.choice((0, 0, 0, 0, 1, 2))
    present = strength - vacant - draws.randint(0, 20)
    against = draws.choice((0, 0, 3, 12, 22, 30))
    abstain = draws.choice((0, 0, 2, 6))
    votes_for = max(present - against - abstain, 0)
    yield (
        day,
        CouncilVoted(
            day=day,
            votes_for=votes_for,
            votes_against=min(against, present),
            abstentions=min(abstain, max(present - against, 0)),
            in_office=strength - vacant,
            casting=Casting.NONE,
        ),
    )
    yield day + A_DAY, ActNumbered(day=day + A_DAY, number=f"DM{number.replace('-', '')}"[:15])
    sent = day + draws.randint(2, 8) * A_DAY
    yield sent, ActTransmitted(day=sent)
    online = sent + draws.randint(0, 3) * A_DAY
    yield online, ActPublished(day=online)


def at(day: date, minute: int) -> datetime:
    """An instant of a legal day, in UTC."""
    return datetime.combine(day, time(), UTC) + timedelta(minutes=minute)
