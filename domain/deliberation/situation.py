"""Where a deliberation stands on a legal day, as present knowledge has it.

Once the council has voted, qualification, text, consultation, period and opinion are those of the
end of its day in every answer; what is late, minuted or contradicted goes on being counted.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from domain.deliberation.dossier import DEFAULT, Consultation, Course, Dossier, Fact, P, Period
from domain.deliberation.readings import Case, case
from domain.entry import Document
from domain.events import (
    ActRepealed,
    ActWithdrawn,
    CouncilVoted,
    DeterminationUpheld,
    DeterminationWithdrawn,
    OpinionDeemedFavourable,
    OpinionRendered,
    Reaction,
    ResultProclaimed,
)
from domain.law.commissions import Severity
from domain.law.procedures import Procedure
from domain.refusals import Reason, Refused
from domain.words import (
    BallotIrregularity,
    Determination,
    Irregularity,
    Majority,
    Opinion,
    Outcome,
    Qualification,
    Stage,
)


@dataclass(frozen=True)
class Situation:
    """The answers for one deliberation on one legal day. Everything in it is derived."""

    dossier: Dossier
    on: date
    course: Course
    """What had happened by that day."""
    decisive: Course
    """The course that the answers rest on: that of the day of the vote, once there is one."""

    @property
    def void(self) -> bool:
        """No draft stands that day: it answers as if nothing had happened."""
        return self.course.draft is None

    @property
    def case(self) -> Case:
        """What the readings judge: one and the same for every day from the vote on."""
        held = self.decisive.case
        if held is None:
            held = self.decisive.case = case(self.dossier, self.decisive)
        return held

    @property
    def vote(self) -> Fact[CouncilVoted] | None:
        return self.course.vote

    @property
    def consultation(self) -> Consultation | None:
        return self.decisive.consultation

    @property
    def qualification(self) -> Qualification | None:
        return self.case.qualification

    @property
    def text(self) -> tuple[int, Document] | None:
        """The text in force and its number (R-1.9)."""
        texts = self.decisive.texts
        return (len(texts), texts[-1][0]) if texts else None

    @property
    def running_period(self) -> Period | None:
        """The period of the consultation in force, whatever the qualification."""
        return self.case.period

    @property
    def period(self) -> Period | None:
        """The period that counts (R-1.2, R-1.3); None when the commune is not to be asked."""
        return self.case.period if self.case.asks_the_commune else None

    @cached_property
    def opinion(self) -> Opinion:
        """The default reading's opinion; once the council has voted, that of its day."""
        return self.case.opinion()

    @property
    def may_proceed(self) -> bool:
        """Whether the council need wait no longer for the commune (R-1.14), by the default reading."""
        if self.opinion is not Opinion.NOT_READY:
            return True
        return self.case.may_proceed()

    @property
    def deemed(self) -> bool:
        """Silence made the opinion, and no vote of the commune (avis réputé rendu; R-1.3)."""
        return self.case.counted() is None and self.opinion in (
            Opinion.TACIT_FAVOURABLE,
            Opinion.UNFAVOURABLE,
        )

    @property
    def procedure(self) -> Procedure:
        """The procedure that the consultation follows, else the article's of the day.

        Raises NoLawOn.
        """
        return self.case.procedure or self.dossier.law.procedure(DEFAULT, self.decisive.on)

    @property
    def majority(self) -> Majority | None:
        return self.case.majority

    @property
    def threshold(self) -> int | None:
        return self.case.threshold

    @property
    def outcome(self) -> Outcome:
        return self.case.outcome

    @property
    def robust(self) -> bool | None:
        """Whether every reading agrees; None before the vote."""
        return None if self.vote is None else self.outcome is not Outcome.CONTESTED

    @property
    def may_vote(self) -> bool | None:
        """Whether the council may vote that day (R-1.14); None once it has voted."""
        if self.vote is not None:
            return None
        return self.may_proceed and self.course.abandoned is None

    @property
    def vote_with_caution(self) -> bool:
        """Tacit, but not yet past the prudent end: allowed with a warning (R-1.3)."""
        period = self.period
        return (
            self.opinion is Opinion.TACIT_FAVOURABLE
            and period is not None
            and self.decisive.on <= period.prudent_end
        )

    @cached_property
    def irregularities(self) -> tuple[Irregularity, ...]:
        """Of the council's vote, where R-1.14 or R-6.2 did not allow it that day."""
        if self.vote is None:
            return ()
        found = []
        if not self.may_proceed:
            started = self.running_period is not None
            found.append(Irregularity.PREMATURE if started else Irregularity.NOT_CONSULTED)
        if self.lacks_review:
            found.append(Irregularity.NOT_REVIEWED)
        return tuple(found)

    @property
    def irregular_ballot(self) -> tuple[BallotIrregularity, ...]:
        """What its meeting says against the ballot: agenda, convocation, quorum, tally (R-4.1)."""
        return self.dossier.irregular_ballots.get(self.vote.ref, ()) if self.vote else ()

    @property
    def lacks_review(self) -> bool:
        """No commission has examined it, and the law set makes that a condition (R-6.2).

        Only standing orders can (règlement intérieur): by default a remark is made. Raises NoLawOn.
        """
        if self.decisive.reviews:
            return False
        rule = self.dossier.law.commission_review(self.decisive.on)
        return rule.if_missing is Severity.BLOCK

    @property
    def opinions(self) -> tuple[Fact[OpinionRendered], ...]:
        """Express opinions on the consultation that counts, up to the day asked for, in order."""
        if self.consultation is None:
            return ()
        same = self.course.of(self.consultation.sending.ref)
        return tuple(f for f in same.opinions if f.payload.counts) if same else ()

    @property
    def late_opinions(self) -> tuple[Fact[OpinionRendered], ...]:
        """Municipal votes after the last day: only elements of appreciation (R-1.6)."""
        period = self.period
        if period is None:
            return ()
        return tuple(f for f in self.opinions if f.payload.voted_on > period.last_day)

    def minutes_of(self, consultation: Consultation) -> tuple[Fact[OpinionDeemedFavourable], ...]:
        """The deemed opinions on record for that consultation, whatever their day."""
        return tuple(
            minute
            for minute in self.dossier.determinations(OpinionDeemedFavourable)
            if minute.payload.consultation == consultation.sending.ref
        )

    @cached_property
    def minute(self) -> Fact[OpinionDeemedFavourable] | None:
        """The deemed opinion on record for the consultation that counts (inscription)."""
        if self.void or self.consultation is None:
            return None
        standing = (m for m in self.minutes_of(self.consultation) if not self._withdrawn(m))
        return next(standing, None)

    @property
    def minuted(self) -> bool:
        """That minute stands, and its legal day is reached."""
        minute = self.minute
        return minute is not None and minute.payload.day <= self.on

    @property
    def to_minute(self) -> bool:
        """Silence has spoken and nobody has written it down: work for the clerk (R-1.3)."""
        return (
            self.opinion is Opinion.TACIT_FAVOURABLE
            and self.minute is None
            and self.course.abandoned is None
        )

    @property
    def contradicted_minutes(self) -> tuple[Fact[OpinionDeemedFavourable], ...]:
        """Deemed opinions that present knowledge no longer supports (rulebook R-9.6)."""
        if self.void:
            return ()
        return tuple(
            minute
            for minute in self.dossier.determinations(OpinionDeemedFavourable)
            if minute.payload.day <= self.on
            and not self._answered(minute)
            and self._contradicts(minute.payload)
        )

    def _answered(
        self, determination: Fact[OpinionDeemedFavourable] | Fact[ResultProclaimed]
    ) -> bool:
        """A person withdrew or upheld it: from that person's day on, for all recorded before."""
        return self._withdrawn(determination) or self._reacted(determination, DeterminationUpheld)

    def _withdrawn(
        self, determination: Fact[OpinionDeemedFavourable] | Fact[ResultProclaimed]
    ) -> bool:
        return self._reacted(determination, DeterminationWithdrawn)

    def _reacted(
        self,
        determination: Fact[OpinionDeemedFavourable] | Fact[ResultProclaimed],
        how: type[Reaction],
    ) -> bool:
        return any(isinstance(each.payload, how) for each in self.reactions_to(determination))

    def reactions_to(
        self, determination: Fact[OpinionDeemedFavourable] | Fact[ResultProclaimed]
    ) -> tuple[Fact[Reaction], ...]:
        """What persons decided of it by that day, in the order of recording (R-9.6).

        Each bears on all conclusions of its kind recorded before it; of what was withdrawn, nothing
        is decided any more.
        """
        deemed = isinstance(determination.payload, OpinionDeemedFavourable)
        kind = Determination.DEEMED_OPINION if deemed else Determination.RESULT
        found: list[Fact[Reaction]] = []
        for reaction in self.dossier.reactions:
            if (
                reaction.payload.determination is kind
                and reaction.payload.day <= self.on
                and reaction.entry.position > determination.entry.position
            ):
                found.append(reaction)
                if isinstance(reaction.payload, DeterminationWithdrawn):
                    break
        return tuple(found)

    def _contradicts(self, minute: OpinionDeemedFavourable) -> bool:
        if self.course.of(minute.consultation) is None:
            return True  # it rests on a sending that no longer counts here
        if self.consultation is None or self.consultation.sending.ref != minute.consultation:
            return False  # its consultation is closed: nobody asks about it any more
        return (
            self.opinion is not Opinion.TACIT_FAVOURABLE
            or self.period is None
            or self.period.deemed_from != minute.day
        )

    @property
    def result(self) -> Fact[ResultProclaimed] | None:
        """The result proclaimed for the vote that counts."""
        if self.vote is None:
            return None
        return next(
            (
                result
                for result in self.dossier.determinations(ResultProclaimed)
                if result.payload.vote == self.vote.ref
            ),
            None,
        )

    @property
    def contradictions(self) -> tuple[Determination, ...]:
        """The kinds of determinations that present knowledge no longer supports (R-9.6)."""
        found = []
        if self.contradicted_minutes:
            found.append(Determination.DEEMED_OPINION)
        result = self.result
        if result and not self._answered(result) and result.payload.outcome != self.outcome:
            found.append(Determination.RESULT)
        return tuple(found)

    @property
    def adopted(self) -> bool:
        """Whether the council made an act: the vote's outcome is adopted, or contested."""
        return self.outcome in (Outcome.ADOPTED, Outcome.CONTESTED)

    @property
    def withdrawal(self) -> Fact[ActWithdrawn] | None:
        """The withdrawal voted by that day: the act is as if it had never been (R-9.4)."""
        return self._first(self.dossier.determinations(ActWithdrawn))

    @property
    def repeal(self) -> Fact[ActRepealed] | None:
        """The repeal that holds that day: the act keeps its past (R-9.4)."""
        return self._first(self.dossier.determinations(ActRepealed))

    def _first(self, ends: tuple[Fact[P], ...]) -> Fact[P] | None:
        """The first of them by that day; none where the council adopted nothing."""
        past = [end for end in ends if end.payload.day <= self.on]
        return min(past, key=lambda end: end.payload.day) if past and self.adopted else None

    @cached_property
    def stage(self) -> Stage:
        """The stage reached (étape)."""
        if self.void:
            return Stage.NONE
        if self.withdrawal:
            return Stage.WITHDRAWN
        if self.repeal:
            return Stage.REPEALED
        if self.vote:
            return Stage[self.outcome.name]
        if self.course.abandoned:
            return Stage.ABANDONED
        if self.qualification is None:
            return Stage.DRAFT
        if self.opinion.is_express:
            return Stage.OPINION_RENDERED
        if self.opinion is Opinion.TACIT_FAVOURABLE:
            return Stage.TACIT_FAVOURABLE
        if self.consultation is None or self.qualification is Qualification.NOT_REQUIRED:
            return Stage.QUALIFIED
        return Stage.RECEIVED if self.consultation.receipt else Stage.TRANSMITTED


def situation(dossier: Dossier, on: date) -> Situation:
    """Where the deliberation stands on that legal day (R-1.1 to R-1.14)."""
    held = dossier.situations.get(on)
    if held is None:
        course = dossier.course(on)
        if course.draft is None:
            course = Course(on, dossier.law)
        decisive = dossier.course(course.vote.payload.day) if course.vote else course
        held = dossier.situations[on] = Situation(dossier, on, course, decisive)
    return held


def no_draft(dossier: Dossier, on: date) -> Refused:
    """The refusal where no draft stands that day: none at all, or one submitted later."""
    draft = dossier.whole_course.draft
    if draft is None:
        return Refused(Reason.NO_DRAFT, number=dossier.number, day=on)
    return Refused(Reason.NOT_YET_DRAFTED, number=dossier.number, day=on, since=draft.payload.day)
