"""Readings: where the text is unsettled, both are computed (rulebook R-1.13).

A reading is the set of switches it takes in the alternative; the empty set is the default reading.
Where every reading agrees the outcome is robust, and the doubt costs nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import product

from domain.deliberation.dossier import Consultation, Course, Dossier, Fact, Period
from domain.events import CouncilVoted, OpinionRendered
from domain.law.majorities import Majority as Part
from domain.law.majorities import adopted_cast
from domain.law.procedures import Procedure, Silence
from domain.words import Casting, Majority, Opinion, Outcome, Qualification, Sense

BY_SENSE = {
    Sense.FAVOURABLE: Opinion.FAVOURABLE,
    Sense.RESERVES: Opinion.FAVOURABLE_WITH_RESERVES,
    Sense.CONDITION_MET: Opinion.FAVOURABLE,
    Sense.CONDITION_UNMET: Opinion.CONDITIONAL_UNMET,
    Sense.UNFAVOURABLE: Opinion.UNFAVOURABLE,
    Sense.MOTION_REJECTED: Opinion.AMBIGUOUS,
}
"""What the operative part of the municipal deliberation is worth (rulebook R-1.7)."""

BY_SILENCE = {
    Silence.FAVOURABLE: Opinion.TACIT_FAVOURABLE,
    Silence.UNFAVOURABLE: Opinion.UNFAVOURABLE,
    Silence.NONE: Opinion.NOT_READY,
    Silence.HELD: Opinion.NOT_READY,
}
"""The opinion that silence makes once the period has run out, as the procedure says (§10)."""

Reading = frozenset[str]
DEFAULT_READING: Reading = frozenset()


@dataclass(frozen=True)
class Case:
    """What the readings judge: a consultation and perhaps a vote, as they stand on a day."""

    on: date
    """The day asked for, or the day of the council's vote where it has voted."""
    qualification: Qualification | None
    procedure: Procedure | None
    """The rule that the consultation follows; None without one, and then there is no opinion."""
    period: Period | None
    alternative: Period | None
    """The period counted from dispatch (R-1.2)."""
    opinions: tuple[Fact[OpinionRendered], ...]
    """Express opinions of the municipal council on this consultation, in order."""
    vote: CouncilVoted | None
    legal_strength: int

    @property
    def asks_the_commune(self) -> bool:
        return self.qualification in (Qualification.REQUIRED, Qualification.PRECAUTIONARY)

    def switches(self) -> Iterator[str]:
        """The switches that can change an answer in this case (R-1.13)."""
        if not self.asks_the_commune:
            return
        if self.qualification is Qualification.PRECAUTIONARY:
            yield "applies"
        if self.opinions:
            if self.period and self.alternative:
                if self.alternative.start != self.period.start:
                    yield "start"
                yield "end"
            senses = {f.payload.sense for f in self.opinions}
            if any(f.payload.day != f.payload.voted_on for f in self.opinions):
                yield "opinion_day"
            if Sense.CONDITION_UNMET in senses:
                yield "condition"
            if Sense.MOTION_REJECTED in senses:
                yield "ambiguous"
        elif not self.silence_is_unfavourable:
            return
        if self.vote and self.vote.in_office != self.legal_strength:
            yield "strength"

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """Every combination of the switches that matter; the default reading first."""
        switches = tuple(self.switches())
        return tuple(
            frozenset(s for s, alternative in zip(switches, taken, strict=True) if alternative)
            for taken in product((False, True), repeat=len(switches))
        )

    def end(self, reading: Reading = DEFAULT_READING) -> date | None:
        """The last day on which the commune's vote counts; None while no period has started."""
        period = self.alternative if "start" in reading else self.period
        if period is None:
            return None
        return period.prudent_end if "end" in reading else period.last_day

    def opinion(self, reading: Reading = DEFAULT_READING) -> Opinion:
        """The opinion that this reading finds: the last vote it counts, else silence or nothing."""
        if self.qualification is Qualification.NOT_REQUIRED:
            return Opinion.NOT_REQUIRED
        if self.qualification is None:
            return Opinion.NOT_READY
        counted = self.counted(reading)
        if counted is not None:
            return BY_SENSE[counted.payload.sense]
        if self.procedure is None or not self.has_run_out(reading):
            return Opinion.NOT_READY
        return BY_SILENCE[self.procedure.silence]

    def counted(self, reading: Reading = DEFAULT_READING) -> Fact[OpinionRendered] | None:
        """The vote of the commune that this reading counts: the last in time (R-1.4, R-1.5)."""
        if not self.opinions:
            return None
        end = self.end(reading)
        last = self.on if end is None or end > self.on else end
        by_arrival, skips_ambiguous = "opinion_day" in reading, "ambiguous" in reading
        for fact in reversed(self.opinions):
            said = fact.payload
            if (said.day if by_arrival else said.voted_on) > last:
                continue
            if not skips_ambiguous or said.sense is not Sense.MOTION_REJECTED:
                return fact
        return None

    def has_run_out(self, reading: Reading = DEFAULT_READING) -> bool:
        """Whether the period is over: silence is then worth what the procedure says (R-1.3)."""
        end = self.end(reading)
        return end is not None and end < self.on

    def may_proceed(self, reading: Reading = DEFAULT_READING) -> bool:
        """Whether the council need wait no longer: an opinion, or the end of the period (R-1.14)."""
        if self.opinion(reading) is not Opinion.NOT_READY:
            return True
        return self.asks_the_commune and self.has_run_out(reading)

    @property
    def silence_is_unfavourable(self) -> bool:
        """Whether no answer is worth a no; never for the article as it stands."""
        return self.procedure is not None and self.procedure.silence is Silence.UNFAVOURABLE

    @cached_property
    def raised(self) -> Part | None:
        """The part of the members that an unfavourable opinion asks for; None: it has no effect.

        Raises LawError.
        """
        return self.procedure.raised if self.procedure else None

    def needs_two_thirds(self, reading: Reading = DEFAULT_READING) -> bool:
        """An unfavourable opinion asks for two thirds of the members, or the part that is said.

        One that is not acquired when the council votes is worth what silence is (CGCT L. 5211-57;
        R-1.13). Raises LawError.
        """
        if "applies" in reading:
            return False
        match self.opinion(reading):
            case Opinion.UNFAVOURABLE | Opinion.AMBIGUOUS:
                unfavourable = True
            case Opinion.CONDITIONAL_UNMET:
                unfavourable = "condition" not in reading
            case Opinion.NOT_READY:
                unfavourable = self.asks_the_commune and self.silence_is_unfavourable
            case _:
                unfavourable = False
        return unfavourable and self.raised is not None

    def adopted(self, vote: CouncilVoted, reading: Reading = DEFAULT_READING) -> bool:
        """Whether this reading holds the text for adopted (rulebook R-1.10, R-4.3)."""
        if self.needs_two_thirds(reading):
            assert self.raised is not None
            members = vote.in_office if "strength" in reading else self.legal_strength
            return vote.votes_for >= self.raised.votes(members)
        return adopted_cast(
            vote.votes_for,
            vote.votes_against,
            casting_for=vote.casting is Casting.FOR,
            secret=vote.secret,
        )

    @cached_property
    def majority(self) -> Majority | None:
        """The strictest over the readings; None while the opinion is awaited and no vote was held."""
        if self.vote is None and not self.may_proceed():
            return None
        strict = any(self.needs_two_thirds(reading) for reading in self.readings)
        return Majority.TWO_THIRDS_MEMBERS if strict else Majority.SIMPLE

    @cached_property
    def threshold(self) -> int | None:
        """Votes needed when it is a part of the members: of the two strengths, the higher (R-1.13)."""
        if self.majority is not Majority.TWO_THIRDS_MEMBERS:
            return None
        assert self.raised is not None
        in_office = self.vote.in_office if self.vote else 0
        return self.raised.votes(max(self.legal_strength, in_office))

    @cached_property
    def outcome(self) -> Outcome:
        """Adopted if under every reading, rejected if under none, else contested (R-1.13)."""
        if self.vote is None:
            return Outcome.NONE
        adopted = self.adopted(self.vote)
        if any(self.adopted(self.vote, reading) is not adopted for reading in self.readings):
            return Outcome.CONTESTED
        return Outcome.ADOPTED if adopted else Outcome.REJECTED

    def deciding_switches(self) -> tuple[str, ...]:
        """The switches on which a contested outcome turns, for the workings (R-1.13)."""
        if self.vote is None:
            return ()
        verdict = {reading: self.adopted(self.vote, reading) for reading in self.readings}
        return tuple(
            switch
            for switch in self.switches()
            if any(verdict[r] != verdict[r ^ {switch}] for r in verdict)
        )


def case(dossier: Dossier, course: Course) -> Case:
    """The case as it stood at the end of the day of this course."""
    consultation: Consultation | None = course.consultation
    day = course.on
    starts = consultation.starts_on if consultation else None
    return Case(
        on=day,
        qualification=course.qualification.payload.qualification if course.qualification else None,
        procedure=consultation.procedure if consultation else None,
        period=dossier.period(consultation, starts) if consultation else None,
        alternative=(
            dossier.period(consultation, consultation.dispatched_on)
            if consultation and starts
            else None
        ),
        opinions=(
            tuple(f for f in consultation.opinions if f.payload.counts) if consultation else ()
        ),
        vote=course.vote.payload if course.vote else None,
        legal_strength=dossier.institution.legal_strength(day),
    )
