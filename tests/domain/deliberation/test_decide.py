"""Whatever is asked, in whatever order, no unlawful step is recorded but as held."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from domain.deliberation.decide import decide
from domain.deliberation.next_steps import Standing, next_steps
from domain.deliberation.situation import situation
from domain.entry import Payload
from domain.events import (
    ActNumbered,
    CommissionReviewed,
    CommuneConsulted,
    ConsultationReceived,
    CouncilVoted,
    DeliberationQualified,
    DraftAbandoned,
    DraftRevised,
    DraftSubmitted,
    FileCompleted,
    OpinionRendered,
    ResultProclaimed,
    SeatsAllotted,
)
from domain.refusals import Reason, Refused
from domain.words import Change, Qualification, ReviewOpinion, Sense
from tests.domain.deliberation.books import NUMBER, Book, everything, institution
from tests.histories import any_step
from tests.offices import (
    DAIX,
    PIECE,
    STRENGTH,
    consulted,
    draft,
    opinion,
    qualified,
    received,
    vote,
)

JANUARY = date(2026, 1, 12)
DAYS = st.integers(min_value=0, max_value=240).map(lambda n: JANUARY + timedelta(days=n))
LATE = st.sampled_from((0, 0, 0, 5, 60))

broadly = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def attempts(draw: st.DrawFn, opened: int = 0) -> list[tuple[Payload, date]]:
    """Steps of every kind with the day on which somebody tries to record them, in any order."""
    choice = draw(st.randoms(use_true_random=False))
    opening = draw(st.integers(min_value=opened, max_value=4))
    tried: list[tuple[Payload, date]] = [(s, s.day) for s in consulted(NUMBER, JANUARY)[:opening]]
    for _ in range(draw(st.integers(min_value=1, max_value=22))):
        day = draw(DAYS)
        tried.append((any_step(choice, NUMBER, day), day + timedelta(days=draw(LATE))))
    return tried


@given(attempts())
@broadly
def test_no_sequence_of_steps_reaches_what_the_law_forbids(
    tried: list[tuple[Payload, date]],
) -> None:
    book = Book()
    for step, today in tried:
        before = book.dossier
        refused = refusal(step, book, today)
        if refused:
            event(refused.reason.name)
            assert refused.sentence
            assert refused.way_out
            assert refused.article
            assert "{" not in str(refused)
            assert book.dossier is before
            continue
        event(step.NAME)
        [fact, *_] = book.take(step, today)
        assert book.dossier.entries[: len(before.entries)] == before.entries
        assert fact == step or isinstance(step, CommuneConsulted)
        assert fact.day <= today
        lawful(book, fact)


def lawful(book: Book, step: Payload) -> None:
    """What must hold of the dossier that has just taken this step."""
    facts = [fact.payload for fact in book.dossier.facts]
    by_then = [fact for fact in facts if fact.order_day <= step.order_day]
    if isinstance(step, DraftSubmitted | CouncilVoted):
        assert sum(isinstance(fact, type(step)) for fact in by_then) == 1
    assert sum(isinstance(fact, DraftAbandoned) for fact in facts) <= 1
    assert sum(isinstance(fact, ActNumbered) for fact in facts) <= 1
    there = situation(book.dossier, step.order_day)
    assert not there.void
    match step:
        case CouncilVoted():
            seats = book.dossier.institution.composition(step.day).legal_strength
            assert step.ballots <= step.in_office <= seats
            assert not there.irregularities or step.as_held
            result = book.dossier.entries[-1].payload
            assert isinstance(result, ResultProclaimed)
            assert result.vote == book.dossier.entries[-2].ref
        case OpinionRendered():
            assert step.voted_on <= step.day
        case CommuneConsulted():
            assert there.course.consultations[-1].procedure.key == "5211-57"
            assert there.qualification in (Qualification.REQUIRED, Qualification.PRECAUTIONARY)
            assert there.vote is None
        case ConsultationReceived() | FileCompleted():
            assert there.course.consultation is not None
        case DeliberationQualified() | DraftRevised():
            assert there.vote is None


@given(attempts(opened=3), st.integers(0, 80).map(lambda n: JANUARY + timedelta(days=n)))
@broadly
def test_a_step_is_allowed_from_the_very_day_that_the_refusal_names(
    tried: list[tuple[Payload, date]], day: date
) -> None:
    """Refused on the eve, accepted on the day."""
    book = opened(tried)
    asked = vote(day, in_office=STRENGTH)
    refused = refusal(asked, book, day)
    if refused is None or refused.allowed_from is None:
        return
    event("a day is named")
    first = refused.allowed_from
    assert first > day
    eve = first - timedelta(days=1)
    assert refusal(asked.model_copy(update={"day": eve}), book, eve)
    assert refusal(asked.model_copy(update={"day": first}), book, first) is None


@given(attempts(), DAYS)
@broadly
def test_what_comes_next_is_what_decide_would_accept(
    tried: list[tuple[Payload, date]], day: date
) -> None:
    book = opened(tried)
    told = {step.key: step for step in next_steps(book.dossier, day)}

    for key, step in samples(day).items():
        refused = refusal(step, book, day)
        if refused and key in told:
            assert told[key].standing is Standing.FORBIDDEN
            assert told[key].reason == f"{refused.sentence} {refused.way_out}"
            assert told[key].allowed_from == refused.allowed_from
        there = situation(book.dossier, day)
        past = key in ("review", "opinion") and there.vote is not None
        if not refused and not past and (key != "opinion" or there.consultation):
            assert told[key].standing is not Standing.FORBIDDEN


@given(attempts(), st.integers(min_value=0, max_value=3))
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
def test_between_two_turning_days_no_answer_changes(
    tried: list[tuple[Payload, date]], minuting: int
) -> None:
    book = opened(tried)
    for n in range(minuting):
        on = JANUARY + timedelta(days=60 * (n + 1))
        if situation(book.dossier, on).to_minute:
            book.minute(on)
    turning = set(book.dossier.turning_days)
    day, before = JANUARY - timedelta(days=3), None
    while day < JANUARY + timedelta(days=400):
        now = everything(situation(book.dossier, day))
        if before is not None and day not in turning:
            assert now == before, f"on {day}"
        day, before = day + timedelta(days=1), now


def refusal(step: Payload, book: Book, today: date) -> Refused | None:
    """Why this step may not be recorded; None where it may. Nothing is written either way."""
    try:
        decide(step, book.dossier, today)
    except Refused as refused:
        return refused
    return None


def opened(tried: list[tuple[Payload, date]]) -> Book:
    """What those attempts leave on record."""
    book = Book()
    for step, today in tried:
        try:
            book.take(step, today)
        except Refused:
            continue
    return book


def samples(day: date) -> dict[str, Payload]:
    """One step of each kind for that day, such as a person would take."""
    return {
        "qualify": qualified(day, Qualification.NOT_REQUIRED),
        "review": CommissionReviewed(day=day, body="Finances", opinion=ReviewOpinion.FAVOURABLE),
        "send": CommuneConsulted(day=day),
        "receive": received(day),
        "complete": FileCompleted(day=day),
        "opinion": opinion(day, Sense.RESERVES),
        "revise": DraftRevised(day=day, change=Change.WITHIN_SCOPE, text=PIECE),
        "vote": vote(day, 1, 0),
        "number": ActNumbered(day=day, number="2026-99"),
        "abandon": DraftAbandoned(day=day, reason="retiré"),
    }


# --- What was found by trying ---------------------------------------------------------------------


def test_the_vote_is_allowed_from_the_opinion_on_record_for_a_later_day() -> None:
    """A vote of 1 February, told late: the commune has answered on the 10th, long before the end."""
    book = opened([(s, s.day) for s in (*consulted(NUMBER, JANUARY), opinion(date(2026, 2, 10)))])

    with pytest.raises(Refused) as refused:
        decide(vote(date(2026, 2, 1)), book.dossier, date(2026, 3, 1))

    assert refused.value.allowed_from == date(2026, 2, 10)


def test_the_vote_is_not_allowed_at_the_end_of_a_period_that_a_new_sending_closed() -> None:
    book = opened([(s, s.day) for s in consulted(NUMBER, JANUARY)])
    again = date(2026, 3, 2)
    book.take(CommuneConsulted(day=again))
    with pytest.raises(Refused) as refused:
        decide(vote(date(2026, 2, 1)), book.dossier, again)
    assert refused.value.allowed_from is None

    book.take(received(again))
    with pytest.raises(Refused) as refused:
        decide(vote(date(2026, 2, 1)), book.dossier, again)
    assert refused.value.allowed_from == date(2026, 6, 3)


def test_a_draft_is_given_up_once_whatever_the_day() -> None:
    book = opened([(draft(NUMBER, JANUARY), JANUARY)])
    book.take(DraftAbandoned(day=date(2026, 3, 1), reason="retiré"))

    with pytest.raises(Refused) as refused:
        book.take(DraftAbandoned(day=date(2026, 2, 1), reason="retiré"), date(2026, 3, 2))

    assert refused.value.reason is Reason.ABANDONED


def test_a_changed_composition_turns_the_answers_on_its_day() -> None:
    fewer = SeatsAllotted(day=date(2026, 5, 4), commune=DAIX, name="Daix", seats=10)
    book = opened([(s, s.day) for s in (*consulted(NUMBER, JANUARY), opinion(date(2026, 2, 10)))])
    dossier = replace(book.dossier, institution=institution(fewer))

    assert date(2026, 5, 4) in dossier.turning_days
    assert situation(dossier, date(2026, 5, 3)).threshold == 58
    assert situation(dossier, date(2026, 5, 4)).threshold == 64


def test_random_steps_reach_most_of_the_procedure() -> None:
    """The properties above are worth what their histories reach."""
    reached: set[str] = set()
    for seed in range(60):
        choice = random.Random(seed)
        tried = [(s, s.day) for s in consulted(NUMBER, JANUARY)]
        for _ in range(15):
            day = JANUARY + timedelta(days=choice.randrange(160))
            tried.append((any_step(choice, NUMBER, day), day))
        reached |= {type(e.payload).__name__ for e in opened(tried).dossier.entries}

    assert len(reached) == 12
