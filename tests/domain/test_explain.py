"""The full explanation: every answer of the situation can be asked why."""

from collections.abc import Iterator
from datetime import date

import pytest

from domain.deliberation.explain import explain
from domain.deliberation.situation import Situation, situation
from domain.events import CommuneConsulted, DraftRevised
from domain.words import Change, Organ, Qualification, Sense
from tests.histories import Clerk
from tests.offices import PIECE, Desk, an_office, draft, opinion, qualified, received, vote

JANUARY_12 = date(2026, 1, 12)
JUNE_25 = date(2026, 6, 25)


@pytest.fixture
def desk(sqlite_url: str) -> Iterator[Desk]:
    with an_office(sqlite_url) as opened:
        yield opened


def on(desk: Desk, day: date) -> Situation:
    return desk.office.situation("A", day)


def told(desk: Desk, day: date = JUNE_25) -> str:
    """The whole explanation of that day, a line a step."""
    return "\n".join(
        f"{working.label} : {working.value}"
        for chapter in explain(on(desk, day))
        for working in chapter.workings
    )


@pytest.mark.parametrize(
    ("votes", "counted", "result"),
    [
        (57, "57 < 58 : les deux tiers des membres ne sont pas atteints", "rejetée"),
        (58, "58 ≥ 58 : les deux tiers des membres sont atteints", "adoptée"),
    ],
)
def test_the_votes_are_compared_with_two_thirds(
    desk: Desk, votes: int, counted: str, result: str
) -> None:
    desk.received("A", JANUARY_12)
    desk.record("A", opinion(date(2026, 3, 3)), vote(JUNE_25, votes, 0))

    assert "2/3 de 86 = 57,33 → 58" in told(desk)
    assert f"Décompte : {counted}" in told(desk)
    assert f"Délibération : {result}" in told(desk)


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (opinion(date(2026, 3, 3)), "(défavorable) : il compte"),
        (opinion(date(2026, 4, 20), voted=date(2026, 4, 12)), "parvenu le 20 avril 2026"),
        (opinion(date(2026, 4, 13)), "tardif, il n'est qu'un élément d'appréciation"),
        (opinion(date(2026, 3, 3), organ=Organ.MAYOR), "sans effet : seul le conseil municipal"),
        (opinion(date(2026, 3, 3), Sense.NO_OPINION), "ce n'est pas un avis"),
        (opinion(date(2026, 1, 5)), "aucune consultation qui compte ne courait ce jour-là"),
    ],
)
def test_each_answer_of_the_commune_is_kept_or_set_aside_with_its_reason(
    desk: Desk, answer: object, why: str
) -> None:
    desk.record("A", draft("A", date(2026, 1, 2)), qualified(date(2026, 1, 2)))
    desk.record("A", CommuneConsulted(day=date(2026, 1, 9)), received(JANUARY_12))
    desk.record("A", answer)  # type: ignore[arg-type]

    assert why in told(desk)


def test_a_replaced_opinion_says_so(desk: Desk) -> None:
    desk.received("A", JANUARY_12)
    desk.record("A", opinion(date(2026, 2, 3), Sense.FAVOURABLE), opinion(date(2026, 3, 3)))

    assert "(favorable) : remplacé par un avis postérieur" in told(desk)


def test_a_new_question_closes_the_consultation(desk: Desk) -> None:
    desk.received("A", JANUARY_12)
    desk.record("A", DraftRevised(day=date(2026, 2, 3), change=Change.NEW_QUESTION, text=PIECE))

    assert "Consultation close : transmission du 12 janvier 2026" in told(desk)
    assert "Séance : non." in told(desk)


def test_the_points_that_decide_a_contested_vote_are_named(desk: Desk) -> None:
    desk.record("A", draft("A", JANUARY_12), qualified(JANUARY_12, Qualification.PRECAUTIONARY))
    desk.record("A", CommuneConsulted(day=JANUARY_12), received(JANUARY_12))
    desk.record("A", opinion(date(2026, 3, 3)), vote(JUNE_25, 50, 30))

    assert "points qui décident : applicabilité de l'article" in told(desk)
    assert "l'article ne s'applique pas (le résultat en dépend)" in told(desk)


def test_silence_is_told_with_its_last_day_and_whether_it_is_minuted(desk: Desk) -> None:
    desk.received("A", JANUARY_12)
    desk.at(JUNE_25)
    silent = "réputé favorable depuis le 13 avril 2026, faute d'avis rendu au plus tard le 12 avril"

    assert f"{silent} 2026 (acquis, mais pas encore inscrit)" in told(desk)
    desk.office.sweep()
    assert f"{silent} 2026 (inscrit au registre)" in told(desk)


def test_nothing_is_explained_before_the_draft(desk: Desk) -> None:
    desk.received("A", JANUARY_12)

    assert explain(on(desk, date(2026, 1, 11))) == ()


@pytest.mark.parametrize("seed", range(5))
def test_whatever_happened_every_step_has_its_article_and_certainty(desk: Desk, seed: int) -> None:
    assert any(list(Clerk(desk, seed).work(60)))

    for number in desk.office.numbers():
        dossier = desk.office.dossier(number)
        for day in dossier.turning_days:
            for chapter in explain(situation(dossier, day)):
                assert all(w.article and w.certainty and w.rule for w in chapter.workings)


def test_the_answers_are_those_of_the_situation(desk: Desk) -> None:
    desk.received("A", JANUARY_12)
    there = situation(desk.office.dossier("A"), date(2026, 3, 1))

    assert there.period is not None
    assert "dimanche 12 avril 2026" in told(desk, there.on)
