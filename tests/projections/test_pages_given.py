"""Pages given out: they change no answer, and a correction can say who holds an old value."""

from dataclasses import replace
from datetime import date

import pytest

from domain.deliberation.answers import answers
from domain.deliberation.correct import amended_payload
from domain.deliberation.decide import refuse
from domain.deliberation.dossier import Dossier
from domain.deliberation.situation import situation
from domain.entry import Document, Entry, Payload
from domain.events import (
    DraftAbandoned,
    EntryAmended,
    EntryAnnulled,
    SeatsAllotted,
)
from domain.paper import PageGiven
from domain.refusals import Grounded, Reason, Refused
from domain.words import Sense
from projections.pages_given import pages_holding_old_values
from tests.domain.deliberation.dossiers import NUMBER, empty, entry, recorded, ref, taken
from tests.offices import DIJON, consulted, opinion, vote

RECEIVED = date(2026, 1, 12)
PAGE = Document(name="page.md", media_type="text/markdown", size=10, sha256="c3" * 32)


def asked() -> Dossier:
    """Drafted, qualified, sent and received on 12 January: entries 1 to 4."""
    return taken(empty(), *consulted(NUMBER, RECEIVED))


def given(dossier: Dossier, day: date, to: str = "Me Dupré", on: date | None = None) -> Dossier:
    """A page of what is known by then, handed to somebody."""
    known_at = max(e.position for e in dossier.entries)
    page = PageGiven(day=day, to=to, page=PAGE, on=on or day, as_known_at=known_at)
    return taken(dossier, page)


def amended(target: int, when: date, **fields: object) -> EntryAmended:
    return EntryAmended(day=when, target=ref(target), fields=dict(fields), reason="mal lu")


def annulled(target: int, day: date) -> EntryAnnulled:
    return EntryAnnulled(day=day, target=ref(target), reason="à tort")


def holders(before: Dossier, *corrections: Payload) -> list[str]:
    after = recorded(before, *corrections)
    return [fact.payload.to for fact in pages_holding_old_values(before, after)]


MARCH, MAY, JULY = date(2026, 3, 2), date(2026, 5, 4), date(2026, 7, 3)


def test_a_page_given_out_changes_no_answer() -> None:
    before, after = asked(), given(asked(), MARCH)

    assert after.turning_days == before.turning_days
    for day in (*before.turning_days, MARCH, JULY):
        assert answers(situation(after, day)) == answers(situation(before, day))


def test_who_was_given_a_page_that_shows_the_misread_day_holds_an_old_one() -> None:
    before = given(given(asked(), MARCH), MAY, "la préfecture")

    assert holders(before, amended(4, JULY, day="2026-02-16")) == ["Me Dupré", "la préfecture"]


def test_nobody_holds_an_old_one_where_no_page_was_given() -> None:
    assert holders(asked(), amended(4, JULY, day="2026-02-16")) == []


def test_a_correction_that_leaves_the_answers_alone_still_dates_the_page() -> None:
    before = given(asked(), MARCH)

    assert holders(before, amended(1, JULY, object="Place de l'église")) == ["Me Dupré"]


def test_a_page_does_not_hold_what_was_recorded_after_it() -> None:
    later = taken(given(asked(), MARCH), opinion(date(2026, 3, 20), Sense.UNFAVOURABLE))
    both = given(later, MAY, "la préfecture")

    assert holders(both, amended(6, JULY, sense="favourable")) == ["la préfecture"]


def test_a_page_of_an_earlier_day_does_not_hold_what_came_after_that_day() -> None:
    late = taken(asked(), opinion(date(2026, 3, 20), Sense.UNFAVOURABLE))
    before = given(late, MAY, on=MARCH)

    assert holders(before, amended(5, JULY, sense="favourable")) == []
    assert holders(before, amended(5, JULY, voted="2026-02-27")) == ["Me Dupré"]


def test_what_else_was_recorded_since_made_the_page_incomplete_not_wrong() -> None:
    later = taken(given(asked(), MARCH, on=MARCH), opinion(MARCH, Sense.UNFAVOURABLE))

    assert holders(later, annulled(6, JULY)) == []


def test_annulling_an_entry_dates_the_pages_that_show_it() -> None:
    late = taken(asked(), opinion(date(2026, 2, 20), Sense.UNFAVOURABLE))

    assert holders(given(late, MARCH), annulled(5, JULY)) == ["Me Dupré"]


def test_when_a_correction_is_annulled_only_the_pages_made_in_between_are_old() -> None:
    """The first page shows the original, which is right again."""
    first = given(asked(), MARCH, "avant")
    wrong = recorded(first, amended(4, date(2026, 3, 9), day="2026-01-21"))
    second = given(wrong, MAY, "entre")

    assert holders(second, annulled(6, JULY)) == ["entre"]


def test_a_second_correction_dates_the_pages_before_and_after_the_first() -> None:
    first = given(asked(), MARCH, "avant")
    once = recorded(first, amended(4, date(2026, 3, 9), day="2026-01-21"))
    twice = given(once, MAY, "après")

    assert holders(twice, amended(4, JULY, day="2026-01-23")) == ["avant", "après"]


def test_a_giving_that_was_annulled_is_held_by_nobody() -> None:
    before = recorded(given(asked(), MARCH), annulled(5, MAY))

    assert holders(before, amended(4, JULY, day="2026-02-16")) == []


def test_correcting_the_name_of_who_holds_it_dates_no_page() -> None:
    before = given(given(asked(), MARCH), MAY, "la préfecture")

    assert holders(before, amended(5, JULY, to="Me Dupray")) == []


def test_a_seat_that_was_miscounted_dates_the_pages_that_show_the_council() -> None:
    voted = taken(asked(), opinion(date(2026, 2, 20)), vote(date(2026, 2, 26), 60, 26))
    before = given(voted, MARCH)
    extra = SeatsAllotted(day=date(2026, 1, 1), commune=DIJON, name="Dijon", seats=44)
    seats: Entry = entry("institution", 9, extra, 99)
    wrong = EntryAmended(day=JULY, target="institution#3", fields={"seats": 44}, reason="mal lu")
    correction = entry("institution", 5, wrong, 99)
    council = before.institution

    after = replace(before, institution=replace(council, entries=(*council.entries, correction)))
    more = replace(before, institution=replace(council, entries=(*council.entries, seats)))

    assert [fact.payload.to for fact in pages_holding_old_values(before, after)] == ["Me Dupré"]
    assert pages_holding_old_values(before, more) == ()


# --- Refusals, corrections, the office ---------------------------------------------------------------


def refused(step: Payload, dossier: Dossier) -> Grounded:
    with pytest.raises(Refused) as caught:
        refuse(step, dossier, JULY)
    return caught.value.reason


def page_of(day: date, on: date) -> PageGiven:
    return PageGiven(day=day, to="Me Dupré", page=PAGE, on=on, as_known_at=8)


def test_there_is_no_page_of_what_does_not_exist_on_its_day() -> None:
    eve = date(2026, 1, 11)

    assert refused(page_of(RECEIVED, RECEIVED), empty()) is Reason.NO_DRAFT
    assert refused(page_of(JULY, eve), asked()) is Reason.NOT_YET_DRAFTED
    refuse(page_of(JULY, RECEIVED), asked(), JULY)


def test_a_page_given_out_does_not_foretell() -> None:
    assert refused(page_of(MARCH, date(2026, 3, 3)), asked()) is Reason.IN_THE_FUTURE
    refuse(page_of(MARCH, MARCH), asked(), JULY)


def test_the_page_of_an_abandoned_draft_can_be_given() -> None:
    gone = taken(asked(), DraftAbandoned(day=date(2026, 2, 2), reason="site abandonné"))

    refuse(page_of(MARCH, MARCH), gone, JULY)


@pytest.mark.parametrize("field", ["page", "on", "as_known_at"])
def test_which_page_was_given_is_not_amended(field: str) -> None:
    with pytest.raises(Refused, match="n'est pas un champ"):
        amended_payload(page_of(MARCH, MARCH), {field: None})
