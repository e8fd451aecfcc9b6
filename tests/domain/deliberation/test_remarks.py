"""What a careful clerk is told of a step that is recorded all the same."""

from datetime import date

import pytest

from domain.assembly.meeting_events import ActPublished, ActTransmitted
from domain.deliberation.dossier import Dossier
from domain.deliberation.remarks import remarks
from domain.entry import Payload
from domain.events import CommuneConsulted, DraftRevised, FileCompleted
from domain.words import Change, Qualification, Sense
from tests.domain.deliberation.dossiers import NUMBER, empty, taken
from tests.offices import PIECE, draft, opinion, qualified, received, vote

JANUARY, FEBRUARY, MARCH = date(2026, 1, 12), date(2026, 2, 10), date(2026, 3, 2)


def asked() -> Dossier:
    """The commune of Daix was asked on 12 January."""
    return taken(
        empty(),
        draft(NUMBER, JANUARY),
        qualified(JANUARY),
        CommuneConsulted(day=JANUARY),
        received(JANUARY),
    )


def revised(change: Change) -> DraftRevised:
    return DraftRevised(day=MARCH, change=change, text=PIECE)


def said(dossier: Dossier, received_on: date, voted: date) -> list[tuple[str, str]]:
    step = opinion(received_on, Sense.FAVOURABLE, voted=voted)
    return [(each.sentence, each.article) for each in remarks(step, dossier)]


def test_an_opinion_on_a_question_that_was_closed_by_a_new_one_is_remarked() -> None:
    """R-1.9: voted on 10 February, the new question of 2 March, the extract comes after it."""
    closed = taken(asked(), revised(Change.NEW_QUESTION))

    assert said(closed, MARCH, FEBRUARY) == [
        (
            "Avis voté sur une consultation close depuis par la question nouvelle du 2 mars 2026 : "
            "il est conservé, sans effet sur la suite ; transmettez le nouveau texte à la commune.",
            "CGCT L. 5211-57 ; règle R-1.9",
        )
    ]
    [(sentence, _)] = said(taken(closed, CommuneConsulted(day=MARCH)), MARCH, FEBRUARY)
    assert "question nouvelle du 2 mars" in sentence
    assert sentence.endswith("voter sur le texte transmis le 2 mars 2026.")


def test_an_opinion_on_a_draft_that_was_sent_again_is_remarked() -> None:
    [(sentence, _)] = said(taken(asked(), CommuneConsulted(day=MARCH)), MARCH, FEBRUARY)

    assert "close depuis par la transmission du 2 mars 2026" in sentence


def test_an_opinion_on_the_consultation_in_force_is_not() -> None:
    again = taken(asked(), revised(Change.NEW_QUESTION), CommuneConsulted(day=MARCH))

    assert said(asked(), FEBRUARY, FEBRUARY) == []
    assert said(taken(asked(), revised(Change.WITHIN_SCOPE)), MARCH, FEBRUARY) == []
    assert said(again, date(2026, 3, 20), date(2026, 3, 20)) == []


def test_a_late_opinion_without_the_day_of_its_vote_is_asked_for_it() -> None:
    """R-1.4: the day of the vote counts, not that of the arrival; the period ends on 12 April."""
    in_time, late = date(2026, 4, 12), date(2026, 4, 13)

    assert list(remarks(opinion(in_time), asked())) == []
    assert len(said(asked(), late, late)) == 1
    [tardy, unknown] = remarks(opinion(late), asked())
    assert "tardif" in tardy.sentence
    assert "au plus tard le 12 avril 2026, l'avis compterait" in unknown.sentence


def test_missing_pieces_that_arrive_without_a_proof_are_remarked() -> None:
    """R-1.2: the three months run from the day on which the file was complete."""
    incomplete = taken(
        empty(),
        draft(NUMBER, JANUARY),
        qualified(JANUARY),
        CommuneConsulted(day=JANUARY, complete=False),
    )

    [remark] = remarks(FileCompleted(day=FEBRUARY), incomplete)
    assert remark.article == "CGCT L. 5211-57 ; règle R-1.2"
    assert "--document" in remark.sentence
    assert list(remarks(FileCompleted(day=FEBRUARY, documents=(PIECE,)), incomplete)) == []


def not_asked(*more: Payload) -> Dossier:
    """No opinion is needed: the council may vote."""
    return taken(
        empty(),
        draft(NUMBER, JANUARY),
        qualified(JANUARY, Qualification.NOT_REQUIRED),
        *more,
    )


@pytest.mark.parametrize("step", [ActTransmitted(day=FEBRUARY), ActPublished(day=FEBRUARY)])
def test_an_act_sent_before_it_was_voted_is_remarked_with_both_days(step: Payload) -> None:
    assert [r.article for r in remarks(step, not_asked(vote(FEBRUARY, 80, 6)))] == []

    (never,) = remarks(step, not_asked())
    (early,) = remarks(step, not_asked(vote(MARCH, 80, 6)))
    (rejected,) = remarks(step, not_asked(vote(JANUARY, 6, 80)))

    assert "ne s'est pas prononcé ; au 10 février 2026 rien" in never.sentence
    assert "ne s'est prononcé que le 2 mars 2026 ; au 10 février 2026 rien" in early.sentence
    assert "rejeté le 12 janvier 2026" in rejected.sentence
