"""A commission's review: a remark by default, a condition where standing orders say so (R-6.2)."""

from dataclasses import replace
from datetime import date

import pytest

from domain.assembly.assembly import Assembly
from domain.assembly.refuse_meetings import OBSTACLES, opinion_obstacles
from domain.deliberation.decide import decide
from domain.deliberation.explain import explain
from domain.deliberation.remarks import remarks
from domain.deliberation.situation import situation
from domain.events import CommissionReviewed
from domain.law.book import LAW, Law
from domain.law.commissions import Severity
from domain.refusals import Reason, Refused
from domain.words import BallotIrregularity, Irregularity, ReviewOpinion
from tests.domain.deliberation.books import NUMBER, Book
from tests.offices import consulted, vote

RECEIVED, COUNCIL = date(2026, 1, 12), date(2026, 5, 21)
ORDERS = LAW.commission_review(COUNCIL).model_copy(update={"if_missing": Severity.BLOCK})
BLOCKING = LAW.model_copy(update={"commission_reviews": (ORDERS,)})
REVIEW = CommissionReviewed(day=date(2026, 2, 3), body="Voirie", opinion=ReviewOpinion.NONE)


def consulted_book(law: Law = LAW) -> Book:
    book = Book()
    for step in consulted(NUMBER, RECEIVED):
        book.take(step)
    book.dossier = replace(book.dossier, law=law)
    return book


def test_by_default_a_vote_without_review_is_recorded_with_a_remark() -> None:
    dossier = consulted_book().dossier

    assert decide(vote(COUNCIL), dossier, COUNCIL)
    assert any(r.article == "CGCT L. 2121-22" for r in remarks(vote(COUNCIL), dossier))
    assert situation(dossier.with_fact(vote(COUNCIL)), COUNCIL).irregularities == ()


def test_where_standing_orders_ask_for_it_the_vote_is_refused_before_it() -> None:
    book = consulted_book(BLOCKING)

    with pytest.raises(Refused) as refused:
        book.take(vote(COUNCIL))
    assert refused.value.reason is Reason.NOT_REVIEWED
    assert refused.value.article == "CGCT L. 2121-22"

    book.take(REVIEW)
    book.take(vote(COUNCIL))
    assert situation(book.dossier, COUNCIL).irregularities == ()


def test_a_vote_held_without_it_is_recorded_with_its_irregularity() -> None:
    book = consulted_book(BLOCKING)
    book.take(vote(COUNCIL, as_held="voté sans la commission"))
    there = situation(book.dossier, COUNCIL)
    told = [working.value for chapter in explain(there) for working in chapter.workings]

    assert there.irregularities == (Irregularity.NOT_REVIEWED,)
    assert any("aucune commission ne l'avait examiné" in value for value in told)


def test_the_ballot_of_a_meeting_is_refused_for_it_too() -> None:
    dossier = consulted_book(BLOCKING).dossier
    there = Assembly(
        dossier.institution, BLOCKING, lambda stream: (), lambda number: dossier, lambda: ()
    )

    assert opinion_obstacles(NUMBER, COUNCIL, there) == [BallotIrregularity.NOT_REVIEWED]
    assert OBSTACLES[BallotIrregularity.NOT_REVIEWED]
