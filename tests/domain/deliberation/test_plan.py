"""Back from a council day: the last day of each step is one on which it still works, by a day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.assembly.bodies import Bodies
from domain.assembly.chronicle import Chronicle
from domain.assembly.meeting_events import AgendaItem, MeetingConvened, meeting_stream
from domain.assembly.meetings import Meeting, no_meeting
from domain.deliberation.dossier import Dossier
from domain.deliberation.first_day import bodies_before
from domain.deliberation.plan import latest_day, plan_back
from domain.deliberation.plan_steps import LatestDay, Step
from domain.deliberation.situation import situation
from domain.events import CommissionReviewed
from domain.law.book import LAW
from domain.law.commissions import Severity
from domain.law.records import LawError, NoLawOn
from domain.words import Body, ConvocationState, ReviewOpinion
from tests.domain.deliberation.dossiers import NUMBER, empty, entry, institution, recorded, taken
from tests.offices import consulted

ONE = timedelta(days=1)
DAYS = st.dates(date(1999, 11, 1), date(2099, 12, 31))


def receipt(council: str, zone: str = "metropole") -> tuple[str, str]:
    found = latest_day(Step.RECEIPT, date.fromisoformat(council), LAW, zone)
    return found.strict.isoformat(), found.prudent.isoformat()


def test_the_council_of_25_june_2026_as_the_rulebook_computes_it() -> None:
    assert receipt("2026-06-25") == ("2026-03-24", "2026-03-23")


@pytest.mark.parametrize(
    ("deemed_from", "strict"),
    [
        ("2026-04-13", "2026-01-12"),
        ("2026-03-01", "2025-11-30"),
        ("2028-03-01", "2027-11-30"),
        ("2026-05-01", "2026-01-31"),
        ("2026-05-15", "2026-02-14"),
        ("2026-08-16", "2026-05-15"),
    ],
)
def test_the_receipts_of_t_1_3_are_the_last_ones_for_a_council_on_the_day_after(
    deemed_from: str, strict: str
) -> None:
    assert receipt(deemed_from)[0] == strict


@pytest.mark.parametrize(
    ("safe_from", "prudent"),
    [
        ("2026-04-14", "2026-01-12"),
        ("2026-03-03", "2025-12-01"),  # the two Sundays end on the same Monday
        ("2028-03-02", "2027-11-30"),
        ("2026-05-05", "2026-02-03"),  # 1 May, Saturday and Sunday end on the Monday too
        ("2026-05-16", "2026-02-14"),
        ("2026-08-18", "2026-05-16"),
    ],
)
def test_the_safe_council_days_of_t_1_3_go_back_to_the_last_prudent_receipt(
    safe_from: str, prudent: str
) -> None:
    assert receipt(safe_from)[1] == prudent


def test_the_holidays_are_those_of_the_territory() -> None:
    """Saint Stephen's day keeps a period from its prudent end in Moselle."""
    assert receipt("2025-12-27") == ("2025-09-26", "2025-09-25")
    assert receipt("2025-12-27", "alsace_moselle") == ("2025-09-26", "2025-09-23")


@given(DAYS)
def test_the_last_receipt_works_and_the_next_does_not(council: date) -> None:
    found = latest_day(Step.RECEIPT, council, LAW, "metropole")
    end = LAW.procedure("5211-57", council).period.end

    assert end(found.strict) < council <= end(found.strict + ONE)
    assert LAW.prudent_end(end(found.prudent), "metropole") < council
    assert LAW.prudent_end(end(found.prudent + ONE), "metropole") >= council
    assert found.prudent <= found.strict


def test_the_register_allows_the_vote_for_the_last_receipt_and_not_for_the_next() -> None:
    council = date(2026, 6, 25)
    last = latest_day(Step.RECEIPT, council, LAW, "metropole")
    in_time = taken(empty(), *consulted(NUMBER, last.strict))
    too_late = taken(empty(), *consulted(NUMBER, last.strict + ONE))
    prudent = taken(empty(), *consulted(NUMBER, last.prudent))

    assert situation(in_time, council).may_vote is True
    assert situation(in_time, council).vote_with_caution is True
    assert situation(too_late, council).may_vote is False
    assert situation(prudent, council).vote_with_caution is False


def test_the_sending_is_due_on_the_day_of_the_receipt_at_the_latest() -> None:
    sending = latest_day(Step.SENDING, date(2026, 6, 25), LAW, "metropole")

    assert (sending.strict, sending.prudent) == (date(2026, 3, 24), date(2026, 3, 23))


@pytest.mark.parametrize(
    ("council", "step", "latest"),
    [
        ("2026-06-25", Step.CONVOCATION, "2026-06-19"),
        ("2026-06-25", Step.URGENT_CONVOCATION, "2026-06-23"),
        ("2026-05-18", Step.CONVOCATION, "2026-05-12"),
        ("2026-01-05", Step.CONVOCATION, "2025-12-30"),
        ("2026-07-15", Step.CONVOCATION, "2026-07-09"),
    ],
)
def test_the_clear_days_of_t_2_3(council: str, step: Step, latest: str) -> None:
    found = latest_day(step, date.fromisoformat(council), LAW, "metropole")

    assert found.strict.isoformat() == found.prudent.isoformat() == latest


def test_the_note_can_state_silence_only_if_the_period_ended_before_the_convocation() -> None:
    council = date(2026, 6, 25)
    note = latest_day(Step.OPINION_IN_NOTE, council, LAW, "metropole")
    convened = latest_day(Step.CONVOCATION, council, LAW, "metropole").strict

    assert (note.strict, note.prudent) == (date(2026, 3, 18), date(2026, 3, 17))
    assert (note.strict.isoformat(), note.prudent.isoformat()) == receipt(convened.isoformat())


def test_the_steps_come_in_the_order_in_which_they_are_taken() -> None:
    steps = plan_back(date(2026, 6, 25), LAW, "metropole")

    assert [latest.step for latest in steps] == [
        Step.OPINION_IN_NOTE,
        Step.SENDING,
        Step.RECEIPT,
        Step.BUREAU_CONVOCATION,
        Step.BUREAU,
        Step.COMMISSION_NOTICE,
        Step.CONFERENCE_AGENDA,
        Step.COMMISSION,
        Step.CONFERENCE,
        Step.CONVOCATION,
        Step.URGENT_CONVOCATION,
    ]


@pytest.mark.parametrize(
    ("meeting", "sending", "body"),
    [
        (Step.CONFERENCE, Step.CONFERENCE_AGENDA, Body.MAYORS_CONFERENCE),
        (Step.BUREAU, Step.BUREAU_CONVOCATION, Body.BUREAU),
    ],
)
@pytest.mark.parametrize("reading", ["strict", "prudent"])
def test_a_body_convened_on_its_last_day_is_regularly_convened_and_the_day_after_not(
    meeting: Step, sending: Step, body: Body, reading: str
) -> None:
    held, sent = (getattr(of_25_june(step), reading) for step in (meeting, sending))

    assert convened(body, held, sent) is ConvocationState.REGULAR
    assert convened(body, held, sent + ONE) is ConvocationState.IRREGULAR


def test_a_commission_meets_on_the_day_of_the_council_at_the_latest() -> None:
    """Where standing orders make its review a condition (R-6.2)."""
    last = of_25_june(Step.COMMISSION).strict
    council = date(2026, 6, 25)

    assert situation(reviewed(last), council).lacks_review is False
    assert situation(reviewed(last + ONE), council).lacks_review is True


def test_their_advice_is_in_the_note_if_it_is_there_before_the_convocation_leaves() -> None:
    convocation = of_25_june(Step.CONVOCATION).prudent

    assert of_25_june(Step.COMMISSION).prudent == convocation - ONE
    assert of_25_june(Step.CONFERENCE).prudent == convocation - ONE
    assert of_25_june(Step.BUREAU).prudent == of_25_june(Step.CONFERENCE_AGENDA).prudent - ONE


@given(st.dates(date(2020, 3, 1), date(2099, 12, 31)))
def test_no_body_meets_before_it_is_convened_nor_prudently_later_than_strictly(day: date) -> None:
    found = {latest.step: latest for latest in plan_back(day, LAW, "metropole")}

    assert all(latest.prudent <= latest.strict <= day for latest in found.values())
    for sending, meeting in (
        (Step.COMMISSION_NOTICE, Step.COMMISSION),
        (Step.CONFERENCE_AGENDA, Step.CONFERENCE),
        (Step.BUREAU_CONVOCATION, Step.BUREAU),
    ):
        assert (found[meeting].prudent - found[sending].prudent).days == 6


def test_a_plan_of_before_the_mayors_conference_knows_no_conference() -> None:
    """The conference may sit from 29 December 2019 on; its plan needs it a week before the council."""
    steps = [latest.step for latest in plan_back(date(2020, 1, 4), LAW, "metropole")]
    then = [latest.step for latest in plan_back(date(2020, 1, 5), LAW, "metropole")]

    assert Step.COMMISSION in steps
    assert Step.CONFERENCE not in steps
    assert Step.CONFERENCE_AGENDA in then


def test_a_draft_that_a_commission_has_examined_has_no_commission_to_come() -> None:
    council, received = date(2026, 6, 25), consulted(NUMBER, date(2026, 1, 12))
    waiting = situation(taken(empty(), *received), date(2026, 4, 14))
    examined = situation(reviewed(date(2026, 4, 14)), date(2026, 4, 14))

    steps = [latest.step for latest in bodies_before(waiting, council)]
    assert Step.COMMISSION in steps
    assert Step.CONFERENCE in steps
    assert Step.RECEIPT not in steps
    assert Step.COMMISSION not in [latest.step for latest in bodies_before(examined, council)]


def reviewed(day: date) -> Dossier:
    """Examined by a commission that day, under standing orders that ask for it."""
    review = CommissionReviewed(day=day, body="Voirie", opinion=ReviewOpinion.NONE)
    asked = LAW.commission_review(day).model_copy(update={"if_missing": Severity.BLOCK})
    dossier = recorded(taken(empty(), *consulted(NUMBER, date(2026, 1, 12))), review)
    return replace(dossier, law=LAW.model_copy(update={"commission_reviews": (asked,)}))


def convened(body: Body, held: date, sent: date) -> ConvocationState | None:
    agenda = (AgendaItem(object="Voirie"),)
    notice = MeetingConvened(day=sent, meeting="M", body=body, held=held, agenda=agenda)
    stream, bodies = meeting_stream("M"), Bodies(institution(), Chronicle(()))
    told = Chronicle((entry(stream, 1, notice, 1),))
    return Meeting("M", told, bodies, LAW, no_meeting).convocation()


def of_25_june(step: Step) -> LatestDay:
    return latest_day(step, date(2026, 6, 25), LAW, "metropole")


def test_every_day_of_a_plan_can_be_asked_why() -> None:
    for latest in plan_back(date(2026, 6, 25), LAW, "metropole"):
        assert all(w.article and w.rule and w.value for w in latest.workings)
        assert latest.workings


def test_a_council_day_before_the_text_is_refused_not_guessed() -> None:
    assert receipt("1999-10-15") == ("1999-07-14", "1999-07-13")
    with pytest.raises(NoLawOn, match="12 juillet 1999"):
        receipt("1999-10-14")
    with pytest.raises(LawError):
        receipt("0001-01-01")
