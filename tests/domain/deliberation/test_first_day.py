"""On from a draft as it stands: the first council day, strict and prudent, or what must come first."""

from datetime import date

import pytest

from domain.deliberation.dossier import Dossier
from domain.deliberation.first_day import FirstCouncilDay, first_council_day
from domain.deliberation.situation import situation
from domain.entry import Payload
from domain.events import CommuneConsulted, DraftAbandoned, FileCompleted
from domain.words import Organ, Qualification, Sense
from tests.domain.deliberation.dossiers import NUMBER, empty, recorded, taken
from tests.offices import draft, opinion, qualified, received, vote

ON = date(2026, 3, 1)
RECEIVED = date(2026, 1, 12)
"""Strict from 13 April; the prudent end is that Monday, so safe from the 14th."""
DEEMED, SAFE = date(2026, 4, 13), date(2026, 4, 14)


def first(dossier: Dossier, on: date = ON) -> FirstCouncilDay:
    return first_council_day(situation(dossier, on))


def days(dossier: Dossier, on: date = ON) -> tuple[date | None, date | None]:
    found = first(dossier, on)
    return found.strict, found.prudent


def sent(*more: Payload) -> Dossier:
    day = date(2026, 1, 9)
    return taken(empty(), draft(NUMBER, day), qualified(day), CommuneConsulted(day=day), *more)


def asked(*more: Payload) -> Dossier:
    return sent(received(RECEIVED), *more)


def test_while_the_period_runs_it_is_the_day_after_its_end() -> None:
    assert days(asked()) == (DEEMED, SAFE)
    assert "jusqu'au 12 avril 2026" in first(asked()).why


@pytest.mark.parametrize(
    ("on", "strict", "prudent"),
    [
        (date(2026, 4, 12), DEEMED, SAFE),
        (date(2026, 4, 13), DEEMED, SAFE),
        (date(2026, 4, 14), SAFE, SAFE),
        (date(2026, 5, 3), date(2026, 5, 3), date(2026, 5, 3)),
    ],
)
def test_once_silence_has_spoken_it_is_that_very_day(on: date, strict: date, prudent: date) -> None:
    assert days(asked(), on) == (strict, prudent)


@pytest.mark.parametrize("sense", [Sense.FAVOURABLE, Sense.UNFAVOURABLE, Sense.CONDITION_UNMET])
def test_an_express_opinion_allows_the_vote_at_once(sense: Sense) -> None:
    assert days(asked(opinion(date(2026, 2, 10), sense))) == (ON, ON)


def test_an_opinion_whose_extract_is_still_to_come_is_safe_once_it_has() -> None:
    later = asked(opinion(date(2026, 3, 6), voted=date(2026, 2, 27)))

    assert days(later) == (ON, date(2026, 3, 6))


def test_an_ambiguous_opinion_is_safe_only_past_the_prudent_end() -> None:
    found = first(asked(opinion(date(2026, 2, 10), Sense.MOTION_REJECTED)))

    assert (found.strict, found.prudent) == (ON, SAFE)
    assert "une autre lecture" in found.why


@pytest.mark.parametrize(
    "letter",
    [
        opinion(date(2026, 2, 10), organ=Organ.MAYOR),
        opinion(date(2026, 2, 10), Sense.NO_OPINION),
    ],
)
def test_what_is_no_opinion_changes_nothing(letter: Payload) -> None:
    assert days(asked(letter)) == (DEEMED, SAFE)


def test_what_comes_after_the_day_asked_for_is_not_known_that_day() -> None:
    later = asked(opinion(date(2026, 3, 20)))

    assert days(later) == (DEEMED, SAFE)
    assert days(later, date(2026, 3, 20)) == (date(2026, 3, 20), date(2026, 3, 20))


def test_a_draft_that_asks_nobody_may_be_voted_on_at_once() -> None:
    day = date(2026, 1, 9)
    alone = taken(empty(), draft(NUMBER, day), qualified(day, Qualification.NOT_REQUIRED))

    assert days(alone) == (ON, ON)


def test_there_is_none_before_what_must_come_first() -> None:
    day = date(2026, 1, 9)
    drafted = taken(empty(), draft(NUMBER, day))
    waiting = taken(drafted, qualified(day))
    incomplete = taken(waiting, CommuneConsulted(day=day, complete=False), received(RECEIVED))

    reasons = ("n'est pas qualifié", "n'est pas transmis", "pas prouvée", "dossier complet")
    for dossier, why in zip((drafted, waiting, sent(), incomplete), reasons, strict=True):
        found = first(dossier)
        assert (found.strict, found.prudent) == (None, None)
        assert why in found.why
    completed = taken(incomplete, FileCompleted(day=date(2026, 1, 31)))
    assert days(completed) == (date(2026, 5, 1), date(2026, 5, 5))


def test_it_says_what_a_receipt_of_that_day_would_give() -> None:
    [working] = first(sent(), date(2026, 1, 31)).workings

    assert "vendredi 1er mai 2026" in working.value
    assert "mardi 5 mai 2026" in working.value


def test_there_is_none_after_the_vote_nor_for_a_draft_given_up() -> None:
    voted = recorded(asked(), vote(date(2026, 2, 26), as_held="vote tenu"))
    gone = taken(asked(), DraftAbandoned(day=date(2026, 2, 20), reason="site abandonné"))

    assert days(voted) == days(gone) == (None, None)
    assert "s'est prononcé le 26 février 2026" in first(voted).why
    assert "site abandonné" in first(gone).why


def test_the_convocation_of_each_of_the_days_is_said() -> None:
    ahead = [w.value for w in first(asked()).workings]
    assert ["mardi 7 avril 2026" in ahead[0], "mercredi 8 avril 2026" in ahead[1]] == [True, True]


def test_where_the_convocation_is_already_due_it_says_what_one_sent_today_allows() -> None:
    [late] = [w.value for w in first(asked(), SAFE).workings]

    assert "8 avril 2026" in late
    assert "lundi 20 avril 2026" in late
    assert "en urgence, au jeudi 16 avril 2026" in late
