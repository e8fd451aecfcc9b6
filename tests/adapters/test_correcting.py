"""Correcting at the office: nothing is lost, what depends on it follows, nothing is half done."""

from datetime import date
from threading import Barrier
from typing import Any

import pytest

from adapters.commands import Author, Recorded
from adapters.corrections import correct, plan, react
from adapters.office import Office
from adapters.register.errors import Conflict
from domain.events import (
    Correction,
    DeterminationUpheld,
    EntryAmended,
    EntryAnnulled,
    EntryMoved,
)
from domain.refusals import Grounded, Reason, Refused
from domain.words import Determination, LegalClass, Sense
from projections.status import board
from tests.at_once import together
from tests.offices import (
    ANNE,
    BRUNO,
    DIJON,
    Desk,
    an_office,
    draft,
    opened,
    opinion,
    vote,
)

JANUARY = date(2026, 1, 12)
TODAY = date(2026, 6, 1)
DRAFT, QUALIFIED, SENT, RECEIVED = (f"deliberation/A#{n}" for n in range(1, 5))


def amend(target: str, **fields: Any) -> EntryAmended:
    return EntryAmended(day=TODAY, target=target, reason="erreur de saisie", fields=fields)


def annul(target: str) -> EntryAnnulled:
    return EntryAnnulled(day=TODAY, target=target, reason="saisie deux fois")


def move(target: str, to: str) -> EntryMoved:
    return EntryMoved(day=TODAY, target=target, reason="mauvais dossier", to=to)


def done(desk: Desk, *corrections: Correction, by: Author = BRUNO) -> Recorded:
    return correct(desk.at(TODAY).office, corrections, by)


def reason(desk: Desk, correction: Correction, **how: Any) -> Grounded:
    before = desk.office.register.last_position()
    with pytest.raises(Refused) as refused:
        correct(desk.at(TODAY).office, [correction], BRUNO, **how)
    assert desk.office.register.last_position() == before
    return refused.value.reason


def received_on(office: Office, number: str = "A", known_at: int | None = None) -> date | None:
    period = office.situation(number, TODAY, known_at).running_period
    return period.start if period else None


# --- Several at once -----------------------------------------------------------------------------


def test_who_corrects_what_another_has_just_corrected_is_told(database_url: str) -> None:
    """Both looked at the same entry; the second decided on what no longer stands."""
    with an_office(database_url) as desk, opened(database_url, desk.clock) as other:
        desk.received("A", JANUARY)
        desk.at(TODAY)
        seen = plan(other, [amend(RECEIVED, day="2026-01-14")], ANNE)
        done(desk, amend(RECEIVED, day="2026-01-13"))

        with pytest.raises(Conflict):
            other.write(lambda: seen, ANNE, attempts=1)
        assert received_on(desk.office) == date(2026, 1, 13)


def test_of_several_corrections_at_once_one_is_recorded_and_the_others_told_of_the_conflict(
    database_url: str,
) -> None:
    """All have looked before any has written: what three of them saw no longer stands."""
    with an_office(database_url) as desk:
        desk.received("A", JANUARY)
        desk.at(TODAY)
        all_have_looked = Barrier(4)

        def one() -> Recorded:
            seen = plan(desk.office, [amend(RECEIVED, day="2026-01-13")], BRUNO)
            all_have_looked.wait()
            return desk.office.write(lambda: seen, BRUNO, attempts=1)

        outcomes = together(one, 4)

        [recorded] = [outcome for outcome in outcomes if isinstance(outcome, Recorded)]
        assert [type(o) for o in outcomes if o is not recorded] == [Conflict] * 3
        assert [e.ref for e in desk.office.dossier("A").entries[4:]] == ["deliberation/A#5"]
        assert [entry.ref for entry in recorded.entries] == ["deliberation/A#5"]


def test_corrections_sent_at_once_are_each_recorded_or_told_of_the_conflict(
    database_url: str,
) -> None:
    with an_office(database_url) as desk:
        desk.received("A", JANUARY)
        desk.at(TODAY)

        outcomes = together(
            lambda: correct(desk.office, [amend(RECEIVED, day="2026-01-13")], BRUNO), 4
        )

        assert {type(outcome) for outcome in outcomes} <= {Recorded, Conflict}
        told = [e.ref for o in outcomes if isinstance(o, Recorded) for e in o.entries]
        assert told
        assert sorted(told) == [e.ref for e in desk.office.dossier("A").entries[4:]]


def test_ten_amendments_of_one_entry_merge_field_by_field_the_last_one_winning(
    database_url: str,
) -> None:
    with an_office(database_url) as desk:
        desk.received("A", JANUARY)
        desk.record("A", opinion(date(2026, 2, 10)))
        target = "deliberation/A#5"
        for n in range(1, 10):
            done(desk, amend(target, voted=f"2026-02-0{n}"))
        last = done(desk, amend(target, sense="favourable"))

        [found] = desk.office.situation("A", TODAY).opinions
        assert (found.payload.voted, found.payload.sense) == (date(2026, 2, 9), Sense.FAVOURABLE)
        done(desk, annul(last.entries[0].ref))
        [found] = desk.office.situation("A", TODAY).opinions
        assert (found.payload.voted, found.payload.sense) == (date(2026, 2, 9), Sense.UNFAVOURABLE)


# --- What may be corrected ---------------------------------------------------------------------------


def test_a_correction_asks_for_a_second_pair_of_eyes_where_the_register_wants_one(
    database_url: str,
) -> None:
    with an_office(database_url) as desk:
        desk.received("A", JANUARY)
        alone = amend(RECEIVED, day="2026-01-13")
        self_approved = alone.model_copy(update={"validator": BRUNO.id})
        approved = alone.model_copy(update={"validator": ANNE.id})

        assert reason(desk, alone, four_eyes=True) is Reason.SECOND_PAIR_OF_EYES
        assert reason(desk, self_approved, four_eyes=True) is Reason.SECOND_PAIR_OF_EYES
        [entry] = correct(desk.office, [approved], BRUNO, four_eyes=True).entries
        assert isinstance(entry.payload, EntryAmended)
        assert (entry.recorded_by, entry.payload.validator) == (BRUNO.id, ANNE.id)


def test_a_changed_decision_is_no_correction(database_url: str) -> None:
    with an_office(database_url) as desk:
        desk.received("A", JANUARY)
        for correction in (annul(RECEIVED), amend(RECEIVED, day="2026-01-13"), move(RECEIVED, "B")):
            changed = correction.model_copy(update={"legal_class": LegalClass.DECISION})

            assert reason(desk, changed) is Reason.CHANGE_OF_DECISION


def test_what_an_amendment_may_not_touch_is_refused(sqlite_url: str) -> None:
    with an_office(sqlite_url) as desk:
        desk.received("A", JANUARY)
        desk.at(date(2026, 4, 13)).office.sweep()
        done(desk, annul(SENT))
        desk.at(TODAY)
        upheld = DeterminationUpheld(
            day=TODAY, determination=Determination.DEEMED_OPINION, reason="acquis"
        )
        react(desk.office, "A", upheld, BRUNO)
        minute, annulment, reaction = (f"deliberation/A#{n}" for n in (5, 6, 7))

        for target in (minute, annulment, reaction):
            assert reason(desk, amend(target, day="2026-01-13")) is Reason.ONLY_ANNULLED
            assert reason(desk, move(target, "A")) is Reason.ONLY_ANNULLED
        assert reason(desk, amend(SENT, day="2026-01-13")) is Reason.ENTRY_ANNULLED
        assert reason(desk, annul("deliberation/A#99")) is Reason.NO_SUCH_ENTRY
        assert reason(desk, annul("deliberation/Z#1")) is Reason.NO_SUCH_ENTRY
        assert reason(desk, amend(DRAFT, number="B")) is Reason.NO_SUCH_FIELD
        assert reason(desk, amend(DRAFT, day="hier")) is Reason.BAD_VALUE
        assert reason(desk, amend(DRAFT, day="2026-06-02")) is Reason.IN_THE_FUTURE
        assert reason(desk, amend(DRAFT, concerns=["75056"])) is Reason.UNKNOWN_COMMUNE


@pytest.mark.parametrize("value", [{"zone": "lune"}, {"timezone": "Mars/Olympus"}])
def test_the_institution_keeps_a_calendar_that_is_known(
    sqlite_url: str, value: dict[str, str]
) -> None:
    """Else no day could be told any more, not even that of the correction of the correction."""
    with an_office(sqlite_url) as desk:
        assert reason(desk, amend("institution#1", **value)) is Reason.BAD_VALUE


def test_what_is_about_the_institution_does_not_move_to_a_deliberation(sqlite_url: str) -> None:
    with an_office(sqlite_url) as desk:
        desk.received("A", JANUARY)

        for n in (1, 2):
            assert reason(desk, move(f"institution#{n}", "A")) is Reason.NOT_MOVABLE


# --- What depends on it follows ------------------------------------------------------------------------


def test_the_first_entry_amended_and_annulled_and_restored(database_url: str) -> None:
    with an_office(database_url) as desk:
        desk.received("A", JANUARY)
        before = desk.office.register.last_position()
        done(desk, amend(DRAFT, object="Place de l'église", day="2026-01-10"))
        assert [r["object"] for r in desk.rows(board(date(2026, 1, 10)))] == ["Place de l'église"]

        annulled = done(desk, annul(DRAFT)).entries[0]
        assert desk.rows(board(TODAY)) == []
        assert desk.office.situation("A", TODAY).void
        desk.record("A", draft("A", JANUARY))
        assert [r["object"] for r in desk.rows(board(JANUARY))] == ["Projet A"]
        done(desk, annul("deliberation/A#7"))
        done(desk, annul(annulled.ref))

        assert [r["object"] for r in desk.rows(board(TODAY))] == ["Place de l'église"]
        assert desk.office.situation("A", date(2026, 1, 11), before).void
        assert not list(desk.office.replay(check=True).differences)


def test_corrected_seats_project_again_every_deliberation_that_relied_on_them(
    database_url: str,
) -> None:
    with an_office(database_url) as desk:
        for number in ("A", "B"):
            desk.received(number, JANUARY)
            desk.record(number, opinion(date(2026, 2, 10)))
        desk.record("A", vote(date(2026, 3, 2), 57, 26, in_office=83))
        before = desk.office.register.last_position()
        seats = next(e.ref for e in desk.office.institution().entries if of_dijon(e.payload))

        done(desk, amend(seats, seats=42))

        found = {r["number"]: r for r in desk.rows(board(TODAY))}
        assert (found["A"]["outcome"], found["A"]["contradicted"]) == ("ADOPTED", "result")
        assert found["B"]["threshold"] == 56
        assert desk.office.situation("A", TODAY, before).threshold == 58
        assert not list(desk.office.replay(check=True).differences)


def test_an_answer_as_known_before_a_correction_does_not_change(database_url: str) -> None:
    with an_office(database_url) as desk:
        desk.received("A", JANUARY)
        positions = [desk.office.register.last_position()]
        for correction in (amend(RECEIVED, day="2026-01-13"), annul("deliberation/A#5")):
            done(desk, correction)
            positions.append(desk.office.register.last_position())

        days = [received_on(desk.office, known_at=position) for position in positions]
        assert days == [JANUARY, date(2026, 1, 13), JANUARY]
        assert received_on(desk.office) == JANUARY


def of_dijon(payload: object) -> bool:
    return getattr(payload, "commune", None) == DIJON
