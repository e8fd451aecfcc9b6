"""The answers about a deliberation, by name: what stories ask, what a diff compares, what JSON shows."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any

from domain.assembly.afterwards import enforceable_on
from domain.deliberation.development import development_opinion
from domain.deliberation.dossier import Dossier
from domain.deliberation.signed import signed
from domain.deliberation.situation import Situation, situation
from domain.words import Stage

Answers = dict[str, Any]


def answers(there: Situation) -> Answers:
    """Every answer for one legal day; what has no answer is None (stories, « Questions »)."""
    period = there.period
    return {
        "opinion": there.opinion.value,
        "start": period.start if period else None,
        "last_day": period.last_day if period else None,
        "deemed_from": period.deemed_from if period else None,
        "prudent_end": period.prudent_end if period else None,
        "majority": there.majority.value if there.majority else None,
        "threshold": there.threshold,
        "outcome": there.outcome.value,
        "robust": there.robust,
        "late": len(there.late_opinions),
        "may_vote": there.may_vote,
        "irregular": [irregularity.value for irregularity in there.irregularities],
        "minuted": there.minuted,
        "development_council": development_opinion(there).value,
        "contradicted": [determination.value for determination in there.contradictions],
    }


def particulars(there: Situation) -> Answers:
    """What a person is shown beside the answers: what the file is about, its steps, the act.

    A correction that leaves every answer as it was may still change one of these.
    """
    course, consultation = there.course, there.consultation
    draft = course.draft.payload if course.draft else None
    vote = there.vote.payload if there.vote else None
    name = there.dossier.institution.commune_name
    return {
        "standing": there.stage.value if there.stage in ENDED else None,
        "object": draft.object if draft else None,
        "concerns": [name(code) for code in draft.concerns] if draft else None,
        "matter": draft.matter if draft else None,
        "text": [there.text[0], there.text[1].sha256] if there.text else None,
        "qualification": there.qualification.value if there.qualification else None,
        "abandoned": (
            [course.abandoned.payload.day, course.abandoned.payload.reason]
            if course.abandoned
            else None
        ),
        "sent": consultation.sending.payload.day if consultation else None,
        "received": (
            consultation.receipt.payload.day if consultation and consultation.receipt else None
        ),
        "reviews": len(course.reviews),
        "vote": (
            [vote.day, vote.votes_for, vote.votes_against, vote.abstentions, vote.in_office]
            if vote
            else None
        ),
        "irregular_ballot": [irregularity.value for irregularity in there.irregular_ballot],
        "act_number": course.act.payload.number if course.act else None,
        "enforceable_on": enforceable_on(there),
        "signed": [decision.ref for decision in signed(there)],
        "late_opinions": [late.payload.voted_on for late in there.late_opinions],
        "documents": [
            document.sha256
            for fact in there.dossier.effective
            if fact.payload.day <= there.on
            for document in fact.payload.documents
        ],
    }


ENDED = (Stage.NONE, Stage.ABANDONED, Stage.WITHDRAWN, Stage.REPEALED)
"""The stages that the other answers do not tell: no draft, or an end."""


@dataclass(frozen=True)
class Difference:
    """One answer that differs between two states of knowledge, and the legal days on which it does."""

    key: str
    from_day: date
    to_day: date
    before: Any
    after: Any
    item: int | None = None
    """Of a meeting: the item of its agenda that it is about."""


def differences(before: Dossier, after: Dossier) -> Iterator[Difference]:
    """Where two states of knowledge of one deliberation answer differently, stretch by stretch."""
    yield from differing(
        {*before.turning_days, *after.turning_days},
        lambda day: shown(situation(before, day)),
        lambda day: shown(situation(after, day)),
    )


def shown(there: Situation) -> Answers:
    """All that is shown of a deliberation on a day."""
    return {**particulars(there), **answers(there)}


def differing(
    days: Iterable[date],
    before: Callable[[date], Answers],
    after: Callable[[date], Answers],
    item: int | None = None,
) -> Iterator[Difference]:
    """Where two sets of answers differ, between the days on which either may change."""
    running: dict[str, Difference] = {}
    for day, following in pairwise([*sorted(days), None]):
        assert day is not None
        last = date.max if following is None else date.fromordinal(following.toordinal() - 1)
        old, new = before(day), after(day)
        for key in old:
            change = running.pop(key, None)
            if change and (change.before, change.after) == (old[key], new[key]):
                running[key] = replace(change, to_day=last)
                continue
            if change:
                yield change
            if old[key] != new[key]:
                running[key] = Difference(key, day, last, old[key], new[key], item)
    yield from running.values()
