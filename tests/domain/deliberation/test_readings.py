"""Laws that hold of every case under the readings of the law (rulebook R-1.13)."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from domain.deliberation.dossier import Fact, Period
from domain.deliberation.readings import Case
from domain.entry import deliberation_stream
from domain.events import CouncilVoted, OpinionRendered
from domain.law.book import LAW
from domain.law.majorities import Base
from domain.law.majorities import Majority as Part
from domain.law.procedures import Effect, Procedure, Silence, Unfavourable
from domain.words import Casting, Majority, Opinion, Outcome, Qualification, Sense
from tests.domain.deliberation.books import NUMBER, entry
from tests.offices import STRENGTH

START = date(2026, 1, 12)
ORDER = (Outcome.REJECTED, Outcome.CONTESTED, Outcome.ADOPTED)
many = settings(max_examples=60)

ARTICLE = LAW.procedure("5211-57", START)
OF_MEMBERS = Part(Fraction(3, 4), of=Base.MEMBERS)
THREE_QUARTERS = ARTICLE.model_copy(
    update={"if_unfavourable": Unfavourable(effect=Effect.TWO_THIRDS_MEMBERS, majority=OF_MEMBERS)}
)


def read_otherwise(silence: Silence) -> Procedure:
    return ARTICLE.model_copy(update={"silence": silence})


LAWS = (
    ARTICLE,
    THREE_QUARTERS,
    *(read_otherwise(silence) for silence in Silence if silence is not ARTICLE.silence),
)
"""The article, and the same read otherwise (``tacite replay --with-rules``)."""


def period(start: date) -> Period:
    length = LAW.procedure("5211-57", start).period
    assert length is not None
    last = length.end(start)
    return Period(start, last, last + timedelta(1), LAW.prudent_end(last, "metropole"))


def facts(opinions: list[OpinionRendered]) -> tuple[Fact[OpinionRendered], ...]:
    stream = deliberation_stream(NUMBER)
    ordered = sorted(opinions, key=lambda opinion: opinion.voted_on)
    return tuple(
        Fact(f"{stream}#{n}", opinion, entry(stream, n, opinion, n))
        for n, opinion in enumerate(ordered, start=1)
    )


@st.composite
def opinions(draw: st.DrawFn) -> list[OpinionRendered]:
    """Votes of the commune around the days that matter: the ends, the arrival of the extract."""
    found = []
    for _ in range(draw(st.integers(0, 3))):
        voted = START + timedelta(days=draw(st.sampled_from((0, 30, 84, 88, 90, 91, 92, 95, 120))))
        arrived = voted + timedelta(days=draw(st.sampled_from((0, 0, 1, 7))))
        sense = draw(st.sampled_from([s for s in Sense if s is not Sense.NO_OPINION]))
        found.append(OpinionRendered(day=arrived, voted=voted, sense=sense))
    return found


@st.composite
def votes(draw: st.DrawFn) -> CouncilVoted:
    in_office = draw(st.sampled_from((86, 86, 85, 80, 60)))
    yes = draw(st.sampled_from((0, 20, 30, 40, 43, 53, 54, 56, 57, 58, 59)))
    no = draw(st.integers(0, max(0, in_office - yes)))
    return CouncilVoted(
        day=START + timedelta(days=100),
        votes_for=yes,
        votes_against=no,
        in_office=in_office,
        secret=draw(st.booleans()),
        casting=draw(st.sampled_from(Casting)),
    )


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A case with a vote; the days of dispatch and of receipt, the qualification, the opinions."""
    sent = START - timedelta(days=draw(st.sampled_from((0, 2, 5))))
    started = draw(st.booleans())
    vote = draw(votes())
    return Case(
        on=draw(st.sampled_from((vote.day, START + timedelta(days=89)))),
        qualification=draw(st.sampled_from((*Qualification, Qualification.REQUIRED, None))),
        procedure=draw(st.sampled_from((ARTICLE, *LAWS))),
        period=period(START) if started else None,
        alternative=period(sent) if started else None,
        opinions=facts(draw(opinions())),
        vote=vote,
        legal_strength=STRENGTH,
    )


def voted(case: Case) -> CouncilVoted:
    assert case.vote is not None
    return case.vote


@given(cases())
@many
def test_58_for_of_86_is_adopted_under_every_reading_whatever_the_opinion(case: Case) -> None:
    vote = voted(case).model_copy(
        update={"votes_for": 58, "votes_against": 28, "in_office": 86, "secret": False}
    )

    assert replace(case, vote=vote, procedure=ARTICLE).outcome is Outcome.ADOPTED


@given(cases())
@many
def test_the_threshold_told_is_enough_under_every_reading(case: Case) -> None:
    threshold = case.threshold
    if threshold is None:
        return  # a simple majority asks for no number
    enough = voted(case).model_copy(update={"votes_for": threshold, "votes_against": 0})
    short = enough.model_copy(update={"votes_for": threshold - 1, "in_office": STRENGTH})

    assert replace(case, vote=enough).outcome is Outcome.ADOPTED
    assert replace(case, vote=short).outcome is not Outcome.ADOPTED


@given(cases())
@many
def test_where_the_readings_agree_the_default_reading_agrees_too(case: Case) -> None:
    outcome = case.outcome

    if outcome is not Outcome.CONTESTED:
        assert case.adopted(voted(case)) is (outcome is Outcome.ADOPTED)


@given(cases())
@many
def test_a_contested_outcome_names_what_it_turns_on_and_no_other_does(case: Case) -> None:
    assert bool(case.deciding_switches()) is (case.outcome is Outcome.CONTESTED)
    assert set(case.deciding_switches()) <= set(case.switches())


@given(cases())
@many
def test_one_doubt_more_never_settles_a_contested_outcome(case: Case) -> None:
    """Qualified as a precaution: whether the article applies at all is one more doubt."""
    required = replace(case, qualification=Qualification.REQUIRED)
    precaution = replace(case, qualification=Qualification.PRECAUTIONARY)

    assert set(required.switches()) < set(precaution.switches())
    if required.outcome is Outcome.CONTESTED:
        assert precaution.outcome is Outcome.CONTESTED
    if precaution.outcome is not Outcome.CONTESTED:
        assert required.outcome is precaution.outcome


@given(cases())
@many
def test_empty_seats_are_one_doubt_more_too(case: Case) -> None:
    vote = voted(case)
    full = replace(case, vote=vote.model_copy(update={"in_office": STRENGTH}))

    if full.outcome is Outcome.CONTESTED:
        assert case.outcome is Outcome.CONTESTED


@given(cases())
@many
def test_one_vote_more_for_never_takes_the_text_away(case: Case) -> None:
    vote = voted(case)
    more = replace(case, vote=vote.model_copy(update={"votes_for": vote.votes_for + 1}))

    assert ORDER.index(more.outcome) >= ORDER.index(case.outcome)


@given(cases())
@many
def test_one_vote_more_against_never_helps(case: Case) -> None:
    vote = voted(case)
    more = replace(case, vote=vote.model_copy(update={"votes_against": vote.votes_against + 1}))

    assert ORDER.index(more.outcome) <= ORDER.index(case.outcome)


@given(cases())
@many
def test_a_vote_of_the_commune_after_every_end_changes_nothing(case: Case) -> None:
    assume(case.period is not None)
    late = OpinionRendered(
        day=START + timedelta(days=99),
        voted=START + timedelta(days=99),
        sense=Sense.UNFAVOURABLE,
    )
    with_it = replace(case, opinions=(*case.opinions, *facts([late])))
    assume(all(f.payload.voted_on < late.voted_on for f in case.opinions))

    assert (with_it.outcome, with_it.opinion()) == (case.outcome, case.opinion())


@given(cases())
@many
def test_where_the_commune_is_not_asked_only_the_ordinary_majority_counts(case: Case) -> None:
    without = replace(case, qualification=Qualification.NOT_REQUIRED)

    assert without.readings == (frozenset(),)
    assert without.opinion() is Opinion.NOT_REQUIRED
    assert without.majority is Majority.SIMPLE
    assert without.threshold is None
    assert without.outcome is not Outcome.CONTESTED


@given(cases())
@many
def test_every_reading_is_judged_once_and_the_default_comes_first(case: Case) -> None:
    readings = case.readings

    assert readings[0] == frozenset()
    assert len(set(readings)) == len(readings) == 2 ** len(list(case.switches()))


def silent(procedure: Procedure, **facts: Any) -> Case:
    """Nobody has answered and the period is over; 57 for, a majority of the votes cast."""
    vote = CouncilVoted(day=date(2026, 5, 21), votes_for=57, votes_against=20, in_office=86)
    known: dict[str, Any] = {
        "opinions": (),
        "on": vote.day,
        "vote": vote,
        "alternative": period(START),
    }
    return Case(
        qualification=Qualification.REQUIRED,
        procedure=procedure,
        period=period(START),
        legal_strength=STRENGTH,
        **(known | facts),
    )


def test_silence_is_worth_what_the_procedure_says() -> None:
    by_law = {law.silence: silent(law) for law in LAWS}

    assert {silence: case.opinion() for silence, case in by_law.items()} == {
        Silence.FAVOURABLE: Opinion.TACIT_FAVOURABLE,
        Silence.UNFAVOURABLE: Opinion.UNFAVOURABLE,
        Silence.NONE: Opinion.NOT_READY,
        Silence.HELD: Opinion.NOT_READY,
    }
    assert by_law[Silence.UNFAVOURABLE].threshold == 58
    assert by_law[Silence.UNFAVOURABLE].outcome is Outcome.REJECTED
    assert by_law[Silence.NONE].outcome is Outcome.ADOPTED
    assert all(case.may_proceed() for case in by_law.values())


def test_a_silence_that_makes_no_opinion_lets_the_council_proceed_only_once_it_is_over() -> None:
    during = silent(read_otherwise(Silence.NONE), on=date(2026, 4, 12), vote=None)
    after = replace(during, on=date(2026, 4, 13))

    assert (during.may_proceed(), during.majority) == (False, None)
    assert (after.may_proceed(), after.majority) == (True, Majority.SIMPLE)


def test_an_opinion_not_acquired_at_the_vote_is_worth_what_silence_is() -> None:
    early = CouncilVoted(day=date(2026, 4, 1), votes_for=57, votes_against=20, in_office=86)

    assert silent(ARTICLE, on=early.day, vote=early).majority is Majority.SIMPLE
    refused = silent(read_otherwise(Silence.UNFAVOURABLE), on=early.day, vote=early)
    assert refused.majority is Majority.TWO_THIRDS_MEMBERS


def test_an_unfavourable_silence_asks_which_members_are_counted() -> None:
    vacancies = CouncilVoted(day=date(2026, 5, 21), votes_for=56, votes_against=20, in_office=83)
    case = silent(read_otherwise(Silence.UNFAVOURABLE), vote=vacancies)

    assert case.outcome is Outcome.CONTESTED
    assert case.deciding_switches() == ("strength",)


def test_the_threshold_is_the_part_of_the_members_that_the_procedure_says() -> None:
    said = facts([OpinionRendered(day=START, voted=START, sense=Sense.UNFAVOURABLE)])
    without = ARTICLE.model_copy(update={"if_unfavourable": Unfavourable(effect=Effect.NONE)})

    assert silent(ARTICLE, opinions=said).threshold == 58
    assert silent(THREE_QUARTERS, opinions=said).threshold == 65
    assert silent(without, opinions=said).majority is Majority.SIMPLE
