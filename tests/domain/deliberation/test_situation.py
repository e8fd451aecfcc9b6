"""Where a deliberation stands when the days of its steps are not in the order one expects."""

from datetime import date, timedelta

from domain.deliberation.situation import situation
from domain.words import Opinion, Outcome, Qualification
from tests.domain.deliberation.dossiers import empty, recorded
from tests.offices import draft, qualified, vote

DRAFTED = date(2026, 3, 2)
VOTED = DRAFTED - timedelta(3)


def test_a_vote_whose_draft_turns_out_to_be_of_a_later_day_is_judged_on_its_own_day() -> None:
    """Corrections can bring that about; the qualification of the day of the vote still counts."""
    dossier = recorded(
        empty(),
        draft("2026-014", DRAFTED),
        qualified(VOTED, Qualification.NOT_REQUIRED),
        vote(VOTED),
    )
    before, after = situation(dossier, VOTED), situation(dossier, DRAFTED)

    assert before.void
    assert (before.opinion, before.outcome) == (Opinion.NOT_READY, Outcome.NONE)
    assert (after.opinion, after.outcome) == (Opinion.NOT_REQUIRED, Outcome.ADOPTED)
