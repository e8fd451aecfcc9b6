"""What may be put on record: for each step, what we look at, the refusals, the fact.

A step is given as the fact it would record. ``refuse`` raises ``Refused`` where the law or the
register does not allow it on its legal day; ``decide`` returns what is then written. The same
refusals serve a step about to be taken, the next steps shown to people, and an amendment.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import NoReturn

from domain.assembly.meeting_events import ActPublished, ActTransmitted, PrefectWrote
from domain.deliberation.determinations import proclaim
from domain.deliberation.dossier import DEFAULT, Dossier
from domain.deliberation.ends import ENDS
from domain.deliberation.signed import refuse_signing
from domain.deliberation.situation import Situation, no_draft, situation
from domain.entry import NUMBER_PATTERN, Payload
from domain.events import (
    ActNumbered,
    CommissionReviewed,
    CommuneConsulted,
    ConsultationReceived,
    CouncilVoted,
    DecisionSigned,
    DeliberationQualified,
    DevelopmentCouncilAdvised,
    DevelopmentCouncilReferred,
    DraftAbandoned,
    DraftRevised,
    DraftSubmitted,
    FileCompleted,
    OpinionRendered,
)
from domain.law.competence import MATTERS
from domain.law.french import french_date, many
from domain.paper import PageGiven
from domain.refusals import Reason, Refused
from domain.words import Organ, Outcome, Qualification

# --- The draft -------------------------------------------------------------------------------------


def refuse_draft(draft: DraftSubmitted, dossier: Dossier) -> None:
    """A draft is submitted (projet déposé)."""
    if not NUMBER_PATTERN.fullmatch(draft.number) or draft.number != dossier.number:
        raise Refused(Reason.BAD_NUMBER, number=draft.number)
    earlier = dossier.course(draft.day).draft
    if earlier:
        raise Refused(Reason.ALREADY_DRAFTED, number=dossier.number, day=earlier.payload.day)
    members = dossier.institution.composition(draft.day)
    for commune in draft.concerns:
        if commune not in members.seats:
            name = dossier.institution.commune_name(commune)
            raise Refused(Reason.UNKNOWN_COMMUNE, commune=name, day=draft.day)
    if draft.matter is not None and draft.matter not in {m.code for m in MATTERS}:
        known = ", ".join(sorted(m.code for m in MATTERS))
        raise Refused(Reason.UNKNOWN_MATTER, matter=draft.matter, known=known)


def refuse_qualification(qualified: DeliberationQualified, dossier: Dossier) -> None:
    """The draft is qualified: is the commune's opinion required (R-1.1)?"""
    there = a_draft_in_hand(qualified, dossier)
    refuse_after_the_vote(there)
    assert there.course.draft is not None
    concerned = len(set(there.course.draft.payload.concerns))
    if qualified.qualification is not Qualification.NOT_REQUIRED and concerned != 1:
        raise Refused(Reason.NOT_ONE_COMMUNE, count=concerned)
    if qualified.procedure != DEFAULT:
        raise Refused(Reason.ANOTHER_PROCEDURE, procedure=qualified.procedure)


def refuse_review(review: CommissionReviewed | DevelopmentCouncilAdvised, dossier: Dossier) -> None:
    """A commission, or the development council, gives its view (R-6.2, R-8.3): never binding."""
    a_draft_in_hand(review, dossier)


def refuse_development_referral(step: DevelopmentCouncilReferred, dossier: Dossier) -> None:
    """The development council is seized, once, before the vote (R-8.2)."""
    refuse_after_the_vote(a_draft_in_hand(step, dossier))
    if step.due is not None and step.due < step.day:
        raise Refused(Reason.DUE_BEFORE, due=step.due, day=step.day)
    for fact in dossier.facts:
        if isinstance(fact.payload, DevelopmentCouncilReferred):
            raise Refused(Reason.ALREADY_REFERRED, entry=fact.ref)


def refuse_revision(revision: DraftRevised, dossier: Dossier) -> None:
    """The text changes (R-1.9)."""
    refuse_after_the_vote(a_draft_in_hand(revision, dossier))


def refuse_abandonment(abandoned: DraftAbandoned, dossier: Dossier) -> None:
    """The draft is given up, before the vote."""
    a_draft(abandoned.day, dossier)
    whole = dossier.whole_course
    if whole.abandoned:
        refuse_given_up(whole.abandoned.payload)
    if whole.vote:
        raise Refused(Reason.COUNCIL_HAS_VOTED, day=whole.vote.payload.day)


# --- The consultation of the commune ---------------------------------------------------------------


def refuse_sending(sending: CommuneConsulted, dossier: Dossier) -> None:
    """The draft leaves for the commune (R-1.2)."""
    there = a_draft_in_hand(sending, dossier)
    refuse_after_the_vote(there)
    if there.qualification is None:
        raise Refused(Reason.NOT_QUALIFIED, day=sending.day)
    if there.qualification is Qualification.NOT_REQUIRED:
        raise Refused(Reason.CONSULTATION_NOT_CALLED_FOR, day=sending.day)


def refuse_receipt(receipt: ConsultationReceived, dossier: Dossier) -> None:
    """Receipt is proved (R-1.2): the proof comes with it."""
    there = a_draft(receipt.day, dossier)
    consultation = there.course.consultation
    if consultation is None:
        raise not_consulted(receipt.day, dossier)
    on_record = dossier.whole_course.of(consultation.sending.ref)
    if on_record and on_record.receipt:
        raise Refused(Reason.ALREADY_RECEIVED, day=on_record.receipt.payload.day)
    if not receipt.documents:
        raise Refused(Reason.NO_EVIDENCE, what="La réception à la mairie")


def not_consulted(day: date, dossier: Dossier) -> Refused:
    """Nothing was sent by that day: not at all, or later (NO_CONSULTATION)."""
    sent = [c.sending.payload.day for c in dossier.whole_course.consultations]
    later = next((each for each in sent if each > day), None)
    if later is None:
        then = "Inscrivez d'abord la transmission du projet à la commune."
        return Refused(Reason.NO_CONSULTATION, day=day, since="", then=then)
    since = f" : le projet est transmis le {french_date(later)}"
    return Refused(Reason.NO_CONSULTATION, day=day, since=since, then="Vérifiez le jour.")


def refuse_completion(completion: FileCompleted, dossier: Dossier) -> None:
    """The missing pieces arrive (R-1.2)."""
    there = a_draft(completion.day, dossier)
    consultation = there.course.consultation
    if consultation is None:
        raise not_consulted(completion.day, dossier)
    if consultation.sending.payload.complete:
        raise Refused(Reason.FILE_WAS_COMPLETE, day=consultation.sending.payload.day)
    on_record = dossier.whole_course.of(consultation.sending.ref)
    if on_record and on_record.completion:
        raise Refused(Reason.ALREADY_COMPLETED, day=on_record.completion.payload.day)


def refuse_opinion(opinion: OpinionRendered, dossier: Dossier) -> None:
    """The commune answers (R-1.4 to R-1.8): kept in every case, even late or of no effect."""
    a_draft(opinion.voted_on, dossier)
    if opinion.voted_on > opinion.day:
        raise Refused(Reason.RECEIVED_BEFORE_VOTED, received=opinion.day, voted=opinion.voted_on)
    if opinion.organ is Organ.MUNICIPAL_COUNCIL and not opinion.documents:
        raise Refused(Reason.NO_EVIDENCE, what="L'avis du conseil municipal")


# --- The council's vote ----------------------------------------------------------------------------


def refuse_vote(vote: CouncilVoted, dossier: Dossier) -> None:
    """The council votes (R-1.14, R-4.3). Held too early, it is recorded as held, with its reason."""
    there = a_draft(vote.day, dossier)
    if there.vote:
        raise Refused(Reason.ALREADY_VOTED, day=there.vote.payload.day)
    if dossier.whole_course.abandoned:
        refuse_given_up(dossier.whole_course.abandoned.payload)
    seats = dossier.institution.composition(vote.day).legal_strength
    if vote.in_office > seats:
        raise Refused(
            Reason.MORE_IN_OFFICE_THAN_SEATS, in_office=vote.in_office, seats=seats, day=vote.day
        )
    if vote.ballots > vote.in_office:
        raise Refused(
            Reason.MORE_VOTES_THAN_MEMBERS,
            votes_for=vote.votes_for,
            votes_against=vote.votes_against,
            abstentions=many(vote.abstentions, "abstention"),
            sum=vote.ballots,
            in_office=vote.in_office,
        )
    if vote.as_held:
        return
    if not there.may_vote:
        raise not_yet(there)
    if there.lacks_review:
        raise Refused(Reason.NOT_REVIEWED, day=vote.day)


def not_yet(there: Situation) -> Refused:
    """Why the council may not vote that day, and from which day it may (R-1.14)."""
    allowed_from = may_vote_from(there)
    if there.qualification is None:
        return Refused(Reason.NOT_QUALIFIED, allowed_from=allowed_from, day=there.on)
    period = there.period
    if there.consultation is None:
        why, then = "le projet n'est pas transmis à la commune", "Transmettez-le."
    elif period is None:
        why = "la réception d'un dossier complet n'est pas prouvée"
        then = "Inscrivez la réception, ou l'arrivée des pièces."
    else:
        why = f"le délai court jusqu'au {french_date(period.last_day)}"
        then = (
            f"Il le pourra à compter du {french_date(allowed_from)}, "
            "ou dès l'avis exprès du conseil municipal."
            if allowed_from
            else "Il le pourra une fois l'avis acquis sur le texte transmis depuis."
        )
    return Refused(
        Reason.OPINION_NOT_DUE, allowed_from=allowed_from, day=there.on, why=why, then=then
    )


def may_vote_from(there: Situation) -> date | None:
    """The first later day on which the council may vote, as present knowledge has it (R-1.14).

    Not always the end of the period: an opinion of a later day may be on record, or a new sending.
    """
    later = (day for day in there.dossier.turning_days if day > there.on)
    return next((day for day in later if situation(there.dossier, day).may_vote), None)


def refuse_act_number(act: ActNumbered, dossier: Dossier) -> None:
    """The act takes its number, once voted."""
    if not NUMBER_PATTERN.fullmatch(act.number):
        raise Refused(Reason.BAD_NUMBER, number=act.number)
    there = a_draft(act.day, dossier)
    if there.vote is None:
        raise Refused(Reason.NOT_VOTED, day=act.day)
    numbered = dossier.whole_course.act
    if numbered:
        raise Refused(Reason.ALREADY_NUMBERED, number=numbered.payload.number)


def refuse_on_an_act(step: Payload, dossier: Dossier) -> None:
    """The act is published, received by the prefecture, or written about (R-9.1, R-9.2)."""
    a_draft(step.day, dossier)


def refuse_giving(given: PageGiven, dossier: Dossier) -> None:
    """A page of the file is handed over; it cannot say what was still to come."""
    a_draft(given.day, dossier)
    if given.on > given.day:
        raise Refused(Reason.IN_THE_FUTURE, day=given.on)
    a_draft(given.on, dossier)


# --- What several steps look at --------------------------------------------------------------------


def a_draft(day: date, dossier: Dossier) -> Situation:
    """The situation on that day, a draft standing."""
    there = situation(dossier, day)
    if there.void:
        raise no_draft(dossier, day)
    return there


def a_draft_in_hand(step: Payload, dossier: Dossier) -> Situation:
    """The same for a step of ours: the draft has not been given up by then."""
    there = a_draft(step.day, dossier)
    if there.course.abandoned:
        refuse_given_up(there.course.abandoned.payload)
    return there


def refuse_given_up(gone: DraftAbandoned) -> NoReturn:
    raise Refused(Reason.ABANDONED, day=gone.day, why=gone.reason)


def refuse_after_the_vote(there: Situation) -> None:
    """Qualifying, sending and revising end with the council's vote."""
    if there.vote:
        raise Refused(Reason.COUNCIL_HAS_VOTED, day=there.vote.payload.day)


REFUSALS: dict[type[Payload], Callable[..., None]] = {
    DraftSubmitted: refuse_draft,
    DeliberationQualified: refuse_qualification,
    CommissionReviewed: refuse_review,
    DevelopmentCouncilReferred: refuse_development_referral,
    DevelopmentCouncilAdvised: refuse_review,
    DraftRevised: refuse_revision,
    DraftAbandoned: refuse_abandonment,
    CommuneConsulted: refuse_sending,
    ConsultationReceived: refuse_receipt,
    FileCompleted: refuse_completion,
    OpinionRendered: refuse_opinion,
    CouncilVoted: refuse_vote,
    ActNumbered: refuse_act_number,
    PageGiven: refuse_giving,
    ActPublished: refuse_on_an_act,
    ActTransmitted: refuse_on_an_act,
    PrefectWrote: refuse_on_an_act,
    **ENDS,
    DecisionSigned: refuse_signing,
}


def refuse(step: Payload, dossier: Dossier, today: date) -> None:
    """Raise ``Refused`` where this step may not be recorded on its legal day.

    ``today`` is the legal day of the clock: what has not happened yet is not recorded.
    """
    if step.day > today:
        raise Refused(Reason.IN_THE_FUTURE, day=step.day)
    REFUSALS[type(step)](step, dossier)


def decide(
    step: Payload, dossier: Dossier, today: date, proclaimed: Outcome | None = None
) -> Sequence[Payload]:
    """What this step puts on record; ``Refused`` where it may not be taken.

    A vote comes with its result: the outcome as then computed, unless another was proclaimed.
    """
    refuse(step, dossier, today)
    if isinstance(step, CouncilVoted):
        voted = situation(dossier.with_fact(step), step.day)
        return [step, proclaim(voted, proclaimed)]
    if isinstance(step, CommuneConsulted):
        text = situation(dossier, step.day).text  # the opinion will be one on that text
        return [step.model_copy(update={"text": text[1].sha256 if text else None})]
    return [step]
