"""The dossier of one deliberation, and its course: what had happened by a legal day.

The dossier is what present knowledge (a prefix of the log) holds; it knows nothing of any day. Its
course up to a day puts the facts in order: by legal day (an opinion by its vote), then by recording.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar
from uuid import UUID

from domain.assembly.events import BODIES
from domain.assembly.meeting_events import PutOnAgenda, meeting_stream
from domain.corrections import Standing, resolve
from domain.deliberation.ballots import Meetings, against, ballots, meetings, taken_up_again
from domain.deliberation.development import opinion_due
from domain.entry import Document, Entry, Payload, deliberation_stream
from domain.events import (
    ActNumbered,
    ActNumberTaken,
    CommissionReviewed,
    CommuneConsulted,
    ConsultationReceived,
    Correction,
    CouncilVoted,
    DeliberationQualified,
    DevelopmentCouncilReferred,
    DraftAbandoned,
    DraftRevised,
    DraftSubmitted,
    EntryMovedHere,
    FileCompleted,
    OpinionDeemedFavourable,
    OpinionRendered,
    Reaction,
    ResultProclaimed,
)
from domain.institution import Institution
from domain.law.book import Law
from domain.law.procedures import Procedure
from domain.paper import PageGiven
from domain.words import BallotIrregularity, Change

if TYPE_CHECKING:
    from domain.deliberation.readings import Case
    from domain.deliberation.situation import Situation

P = TypeVar("P", bound=Payload, covariant=True)

NOT_FACTS = (
    OpinionDeemedFavourable,
    ResultProclaimed,
    Correction,
    Reaction,
    EntryMovedHere,
    PutOnAgenda,
    ActNumberTaken,
)
"""Conclusions, corrections and answers to them: put on record, but not part of what happened."""


@cache  # looked at once for each kind, not for each entry
def happened(kind: type[Payload]) -> bool:
    return not issubclass(kind, NOT_FACTS)


DEFAULT = "5211-57"
"""The procedure a consultation follows where no qualification names another."""


class Fact(NamedTuple, Generic[P]):
    """An entry as present knowledge reads it, and its name for ever."""

    ref: str
    payload: P
    entry: Entry


@dataclass(frozen=True)
class Period:
    """The period of a consultation (délai), under one way of counting (rulebook R-1.2, R-1.3).

    ``start`` is the event day, which does not count; ``last_day`` ends at midnight, local time.
    """

    start: date
    last_day: date
    deemed_from: date
    prudent_end: date


@dataclass
class Consultation:
    """One sending to the commune, and what belongs to it (consultation pour avis)."""

    sending: Fact[CommuneConsulted]
    procedure: Procedure
    """The rule of law it follows, in force on the day of the sending."""
    text: Document | None
    receipt: Fact[ConsultationReceived] | None = None
    completion: Fact[FileCompleted] | None = None
    opinions: list[Fact[OpinionRendered]] = field(default_factory=list)

    @property
    def starts_on(self) -> date | None:
        """Receipt and completeness both there; no period before, under any reading (R-1.2)."""
        if self.receipt is None:
            return None
        if self.sending.payload.complete:
            return self.receipt.payload.day
        if self.completion is None:
            return None
        return max(self.receipt.payload.day, self.completion.payload.day)

    @property
    def dispatched_on(self) -> date:
        """The day the complete draft left: the alternative start (R-1.13)."""
        if self.completion and not self.sending.payload.complete:
            return self.completion.payload.sent_on
        return self.sending.payload.day


@dataclass
class Course:
    """What had happened by the end of a legal day, the first in order counting where two stand."""

    on: date
    law: Law
    draft: Fact[DraftSubmitted] | None = None
    qualification: Fact[DeliberationQualified] | None = None
    reviews: list[Fact[CommissionReviewed]] = field(default_factory=list)
    texts: list[tuple[Document, Fact[Payload]]] = field(default_factory=list)
    consultations: list[Consultation] = field(default_factory=list)
    consultation: Consultation | None = None
    """The one in force: not closed by a new sending or a new question."""
    vote: Fact[CouncilVoted] | None = None
    abandoned: Fact[DraftAbandoned] | None = None
    act: Fact[ActNumbered] | None = None
    case: "Case | None" = None
    """What the readings judge of it, once somebody asked (``Situation.case``)."""
    followed: int = 0
    """How many facts, in their order, it has gone through."""

    def until(self, on: date) -> "Course":
        """The same, to be followed further until another day: what is changed in it is a copy."""
        in_force, consultations = self.consultation, [*self.consultations]
        if in_force:
            in_force = replace(in_force, opinions=[*in_force.opinions])
            consultations[-1] = in_force
        return replace(
            self,
            on=on,
            reviews=[*self.reviews],
            texts=[*self.texts],
            consultations=consultations,
            consultation=in_force,
            case=None,
        )

    def follow(self, fact: Fact[Payload]) -> None:
        """One more fact, in order."""
        self.followed += 1
        match fact.payload:
            case DraftSubmitted() as draft:
                if self.draft is None:
                    self.draft = Fact(fact.ref, draft, fact.entry)
                    self.texts.append((draft.text, fact))
            case DeliberationQualified() as qualified:
                self.qualification = Fact(fact.ref, qualified, fact.entry)
            case CommissionReviewed() as review:
                self.reviews.append(Fact(fact.ref, review, fact.entry))
            case DraftRevised() as revision:
                self.texts.append((revision.text, fact))
                if revision.change is Change.NEW_QUESTION:
                    self.consultation = None
            case CommuneConsulted() as sending:
                key = self.qualification.payload.procedure if self.qualification else DEFAULT
                self.consultation = Consultation(
                    Fact(fact.ref, sending, fact.entry),
                    self.law.procedure(key, sending.day),
                    self.texts[-1][0] if self.texts else None,
                )
                self.consultations.append(self.consultation)
            case ConsultationReceived() as receipt:
                if self.consultation and self.consultation.receipt is None:
                    self.consultation.receipt = Fact(fact.ref, receipt, fact.entry)
            case FileCompleted() as completion:
                consultation = self.consultation
                if (
                    consultation
                    and consultation.completion is None
                    and not consultation.sending.payload.complete
                ):
                    consultation.completion = Fact(fact.ref, completion, fact.entry)
            case OpinionRendered() as opinion:
                if self.consultation:
                    self.consultation.opinions.append(Fact(fact.ref, opinion, fact.entry))
            case CouncilVoted() as vote:
                self.vote = self.vote or Fact(fact.ref, vote, fact.entry)
            case DraftAbandoned() as abandoned:
                self.abandoned = self.abandoned or Fact(fact.ref, abandoned, fact.entry)
            case ActNumbered() as act:
                self.act = self.act or Fact(fact.ref, act, fact.entry)

    def of(self, sending: str) -> Consultation | None:
        """The consultation that this sending opened, in force or closed."""
        return next((c for c in self.consultations if c.sending.ref == sending), None)


@dataclass(frozen=True)
class Dossier:
    """What present knowledge holds of one deliberation, and the law it is judged by."""

    number: str
    entries: tuple[Entry, ...]
    """Every entry of the deliberation's own stream, in the order of recording."""
    institution: Institution
    law: Law
    elsewhere: tuple[tuple[Entry, ...], ...] = ()
    """Other streams it reads: where entries moved here were first recorded, the meetings whose
    agenda it was put on, the composition of the council."""
    without: str = ""
    """An entry left out of account, to ask whether it could be recorded now."""

    @property
    def stream(self) -> str:
        return deliberation_stream(self.number)

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """Every entry of the own stream, corrections resolved: the annulled and the moved too."""
        return resolve(self.entries)

    @cached_property
    def effective(self) -> tuple[Fact[Payload], ...]:
        """What stands here as present knowledge reads it, in the order of recording."""
        found = [*self.standings, *(s for stream in self.elsewhere for s in resolve(stream))]
        stream, without = self.stream, self.without
        here: list[Fact[Payload]] = [
            Fact(ref, standing.payload, standing.entry)
            for standing in found
            if standing.stands
            and standing.stream == stream
            and (ref := standing.entry.ref) != without
        ]
        if self.elsewhere:
            here += self.ballots()
            here.sort(key=lambda fact: fact.entry.position)
        return tuple(here)

    @cached_property
    def meetings(self) -> Meetings:
        """Those on whose agenda it stands, and those that these take up again."""
        return meetings(self.elsewhere, self.institution, self.law, self.without)

    def ballots(self) -> Iterator[Fact[CouncilVoted]]:
        """Ballots of the meetings on whose agenda it stands: the council's vote on it."""
        for meeting, ballot in ballots(self.number, self.meetings):
            yield Fact(ballot.ref, meeting.as_vote(ballot.payload), ballot.entry)

    @cached_property
    def irregular_ballots(self) -> dict[str, tuple[BallotIrregularity, ...]]:
        """What its meeting says against each ballot, by name; of a vote told by itself, nothing."""
        return {
            ballot.ref: against(meeting, ballot)
            for meeting, ballot in ballots(self.number, self.meetings)
        }

    @cached_property
    def facts(self) -> tuple[Fact[Payload], ...]:
        """What happened: by legal day, then by recording."""
        found = [f for f in self.effective if happened(type(f.payload))]
        return tuple(sorted(found, key=lambda f: (f.payload.order_day, f.entry.position)))

    @cached_property
    def reactions(self) -> tuple[Fact[Reaction], ...]:
        """What persons answered to contradicted determinations (R-9.6)."""
        return self.determinations(Reaction)

    def arrivals(self) -> tuple[str, ...]:
        """The other streams that this dossier has to read, besides the institution's.

        More of them may show once these are read: a second meeting names the first.
        """
        streams = taken_up_again(self.meetings)
        for entry in self.entries:
            match entry.payload:
                case EntryMovedHere(entry=ref):
                    streams.add(ref.rpartition("#")[0])
                case PutOnAgenda(meeting=name):
                    streams |= {meeting_stream(name), BODIES}
        return tuple(sorted(streams - {self.stream}))

    def determinations(self, kind: type[P]) -> tuple[Fact[P], ...]:
        """The entries of that kind that stand here, in the order of recording."""
        held = self._determinations.get(kind)
        if held is None:
            held = self._determinations[kind] = tuple(
                f for f in self.effective if isinstance(f.payload, kind)
            )
        return held

    @cached_property
    def _determinations(self) -> dict[type[Payload], tuple[Fact[Any], ...]]:
        return {}

    def course(self, on: date) -> Course:
        """What had happened by the end of that day."""
        held = self._courses.get(on)
        if held is None:
            # One day after another is asked for: it goes on from the last day before.
            before = max((day for day in self._courses if day < on), default=None)
            held = self._courses[before].until(on) if before else Course(on, self.law)
            for fact in self.facts[held.followed :]:
                if fact.payload.order_day > on:
                    break
                held.follow(fact)
            self._courses[on] = held
        return held

    @cached_property
    def _courses(self) -> dict[date, Course]:
        """Those asked for so far: nobody changes a course that was given."""
        return {}

    @cached_property
    def situations(self) -> "dict[date, Situation]":
        """Those asked for so far: every read model asks for the same days (``situation``)."""
        return {}

    def with_fact(self, payload: Payload) -> "Dossier":
        """The dossier as it would be with one more entry (used to look ahead, never written)."""
        entry = Entry(
            stream=self.stream,
            version=len(self.entries) + 1,
            payload=payload,
            event_id=UUID(int=0),
            recorded_at=datetime.min.replace(tzinfo=UTC),
            recorded_by="",
            capacity="",
            command_id=UUID(int=0),
        )
        return replace(self, entries=(*self.entries, entry))

    @cached_property
    def whole_course(self) -> Course:
        """All that is on record, whatever its legal day."""
        return self.course(date.max)

    def period(self, consultation: Consultation, start: date | None) -> Period | None:
        """The period that starts on that day; None where none has started."""
        length = consultation.procedure.period
        if start is None or length is None:
            return None
        held = self._periods.get((consultation.sending.ref, start))
        if held is None:
            last_day = length.end(start)
            held = self._periods[consultation.sending.ref, start] = Period(
                start,
                last_day,
                date.fromordinal(last_day.toordinal() + 1),
                self.law.prudent_end(last_day, self.institution.zone),
            )
        return held

    @cached_property
    def _periods(self) -> dict[tuple[str, date], Period]:
        """Those counted so far: every day asked for has the same few."""
        return {}

    @cached_property
    def turning_days(self) -> tuple[date, ...]:
        """The days on which an answer about this deliberation may change, in order."""
        days = set(self._turning_days())
        if days:
            first = min(days)
            # The members of the council count in the majority that a vote of that day would need.
            days.update(seats.day for seats in self.institution.allotments if seats.day > first)
        return tuple(sorted(days))

    def _turning_days(self) -> Iterable[date]:
        for fact in self.effective:
            if isinstance(fact.payload, Correction | PageGiven):
                continue
            yield fact.payload.order_day
            yield fact.payload.day
            if isinstance(fact.payload, DevelopmentCouncilReferred):
                due = opinion_due(fact.payload, self.law, self.institution.zone)
                if due:
                    yield date.fromordinal(due.toordinal() + 1)
        for consultation in self.whole_course.consultations:
            if consultation.starts_on is None:
                continue
            for start in {consultation.starts_on, consultation.dispatched_on}:
                period = self.period(consultation, start)
                if period:
                    yield period.deemed_from
                    yield date.fromordinal(period.prudent_end.toordinal() + 1)
