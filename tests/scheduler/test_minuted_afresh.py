"""A minute annulled or withdrawn is written afresh, once; each sending has its own."""

from datetime import date

from adapters.corrections import correct, react
from domain.events import (
    CommuneConsulted,
    DeterminationWithdrawn,
    EntryAmended,
)
from domain.words import Determination
from tests.at_once import together
from tests.offices import BRUNO, an_office, received, vote
from tests.scheduler.test_sweep import annul, minutes


def test_an_annulled_minute_is_written_afresh_once(database_url: str) -> None:
    with an_office(database_url) as desk:
        desk.received("A", date(2026, 1, 12))
        for day in (13, 14, 15):
            desk.at(date(2026, 4, day)).office.sweep()
            desk.office.sweep()
            [*_, last] = minutes(desk.office, "A")
            annul(desk, last)
        assert len(minutes(desk.office, "A")) == 3

        assert desk.office.sweep().written == ["A"]
        assert desk.office.sweep().written == []
        assert len(minutes(desk.office, "A")) == 4


def test_the_annulment_of_a_minute_annulled_leaves_one_that_counts(database_url: str) -> None:
    with an_office(database_url) as desk:
        desk.received("A", date(2026, 1, 12))
        desk.at(date(2026, 4, 13)).office.sweep()
        annulment = annul(desk, *minutes(desk.office, "A"))
        desk.office.sweep()
        annul(desk, annulment)

        assert desk.office.sweep().written == []
        assert desk.office.situation("A", date(2026, 4, 13)).minuted


def test_a_withdrawn_minute_is_written_afresh_for_the_day_that_counts_now(
    database_url: str,
) -> None:
    """The receipt was mistyped: the minute of 13 April is withdrawn, that of 20 April is written."""
    with an_office(database_url) as desk:
        desk.received("A", date(2026, 1, 12))
        desk.at(date(2026, 4, 13)).office.sweep()
        desk.at(date(2026, 4, 14))
        amendment = EntryAmended(
            day=date(2026, 4, 14),
            target="deliberation/A#4",
            reason="accusé mal lu",
            fields={"day": "2026-01-19"},
        )
        correct(desk.office, [amendment], BRUNO)
        assert desk.office.sweep().written == []
        withdrawn = DeterminationWithdrawn(
            day=date(2026, 4, 14), determination=Determination.DEEMED_OPINION, reason="prématuré"
        )
        react(desk.office, "A", withdrawn, BRUNO)
        assert desk.at(date(2026, 4, 19)).office.sweep().written == []

        assert desk.at(date(2026, 4, 20)).office.sweep().written == ["A"]
        assert desk.office.sweep().written == []
        assert [m.payload.day.day for m in minutes(desk.office, "A")] == [13, 20]
        assert desk.office.situation("A", date(2026, 4, 20)).contradictions == ()


def test_clerks_at_once_write_afresh_once(database_url: str) -> None:
    with an_office(database_url) as desk:
        desk.received("A", date(2026, 1, 12))
        desk.at(date(2026, 4, 13)).office.sweep()
        annul(desk, *minutes(desk.office, "A"))

        together(lambda: desk.office.minute("A", date(2026, 4, 13)), 4)

        assert len(minutes(desk.office, "A")) == 2


def test_a_new_sending_has_a_minute_of_its_own(database_url: str) -> None:
    with an_office(database_url) as desk:
        desk.received("A", date(2026, 1, 12))
        desk.at(date(2026, 4, 13)).office.sweep()
        again = date(2026, 4, 14)
        desk.record("A", CommuneConsulted(day=again), received(again))

        assert desk.at(date(2026, 7, 14)).office.sweep().written == []
        assert desk.at(date(2026, 7, 15)).office.sweep().written == ["A"]


def test_after_the_vote_only_silence_of_its_day_is_minuted(database_url: str) -> None:
    with an_office(database_url) as desk:
        for number, voted in (("A", date(2026, 4, 12)), ("B", date(2026, 4, 13))):
            desk.received(number, date(2026, 1, 12))
            desk.record(number, vote(voted, as_held="tenu le jour même"))

        assert desk.at(date(2026, 4, 20)).office.sweep().written == ["B"]
