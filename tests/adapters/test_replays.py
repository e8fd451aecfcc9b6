"""Replays that write nothing: since a position, under another law; each difference has its cause."""

from datetime import date

import pytest
from sqlalchemy import update

from adapters.corrections import correct
from adapters.replays import causes_of_stale_rows, since, with_rules
from domain.events import EntryAmended
from domain.law.book import LAW, Law
from domain.law.changes import rule_changes
from domain.law.periods import Months
from projections.status import table as status
from tests.offices import BRUNO, Desk, an_office, vote

JANUARY, MARCH, MAY = date(2026, 1, 31), date(2026, 3, 2), date(2026, 5, 21)
RECEIPT = "deliberation/A#4"


def misread(desk: Desk) -> None:
    """A receipt of 28 February, recorded as of 31 January; the council has voted on 21 May."""
    desk.received("A", JANUARY)
    desk.received("B", JANUARY)
    desk.record("A", vote(MAY))
    fields = {"day": "2026-02-28"}
    amendment = EntryAmended(day=MAY, target=RECEIPT, reason="date mal lue", fields=fields)
    correct(desk.office, [amendment], BRUNO)


def two_months() -> Law:
    """The article, read as if it said two months."""
    procedures = [
        p.model_copy(update={"period": Months(2)}) if p.key == "5211-57" else p
        for p in LAW.procedures
    ]
    return LAW.model_copy(update={"procedures": tuple(procedures)})


def test_what_has_changed_since_a_position_names_the_correction(database_url: str) -> None:
    with an_office(database_url) as desk:
        misread(desk)
        end = desk.office.register.last_position()

        found = since(desk.office, end - 1, desk.office.numbers())

        [caused] = found.found
        assert (found.deliberations, found.differing, found.failures) == (2, 1, {})
        assert caused.effect.number == "A"
        assert caused.of("last_day") == ("A#7 (rectification de A#4)",)
        assert caused.of("deadline:opinion") == ("A#7 (rectification de A#4)",)
        assert list(since(desk.office, end, desk.office.numbers()).found) == []


def test_another_reading_of_an_article_names_the_rule_and_writes_nothing(sqlite_url: str) -> None:
    with an_office(sqlite_url) as desk:
        misread(desk)
        end = desk.office.register.last_position()
        law = Law.model_validate_json(two_months().model_dump_json())

        found = with_rules(desk.office, law, desk.office.numbers())

        [change] = rule_changes(LAW, law)
        told = list(found.found)
        assert {each.effect.number for each in told} == {"A", "B"}
        assert {each.of("last_day") for each in told} == {(change.words,)}
        assert "5211-57" in change.words
        assert desk.office.register.last_position() == end
        assert not list(desk.office.replay(check=True).differences)


def test_a_time_limit_after_the_vote_is_read_in_the_law_too(sqlite_url: str) -> None:
    """R-9.4 with three months for its four: no number of the code stands in its way."""
    limits = [
        limit.model_copy(update={"period": Months(3)}) if limit.key == "withdrawal" else limit
        for limit in LAW.time_limits
    ]
    law = LAW.model_copy(update={"time_limits": tuple(limits)})
    with an_office(sqlite_url) as desk:
        desk.received("A", JANUARY)
        desk.record("A", vote(MAY))

        [moved] = with_rules(desk.office, law, desk.office.numbers()).found
        [change] = rule_changes(LAW, law)

        assert moved.of("deadline:withdrawal") == (change.words,)
        assert "withdrawal" in change.words


def test_the_law_in_force_read_from_a_file_changes_nothing(sqlite_url: str) -> None:
    with an_office(sqlite_url) as desk:
        misread(desk)
        same = Law.model_validate_json(LAW.model_dump_json())

        assert list(with_rules(desk.office, same, desk.office.numbers()).found) == []


@pytest.mark.parametrize("by_hand", [False, True])
def test_stale_rows_name_what_they_did_not_follow(sqlite_url: str, by_hand: bool) -> None:
    with an_office(sqlite_url) as desk:
        desk.received("A", JANUARY)
        before = dict(rows(desk))
        fields = {"day": "2026-02-28"}
        amendment = EntryAmended(day=MARCH, target=RECEIPT, reason="x", fields=fields)
        correct(desk.at(MARCH).office, [amendment], BRUNO)
        spoil(desk, before, by_hand)

        report = desk.office.replay(check=True)
        causes = causes_of_stale_rows(desk.office, "A", list(report.differences))

        if by_hand:
            assert causes[0].startswith("aucune inscription")
        else:
            assert causes == ("non suivie : A#5 (rectification de A#4)",)


def rows(desk: Desk) -> dict[str, list[dict[str, object]]]:
    from projections.replay import live

    with desk.office.register.engine.connect() as connection:
        return live(connection, ["A"])["A"]


def spoil(desk: Desk, earlier: dict[str, list[dict[str, object]]], by_hand: bool) -> None:
    """The rows of before the correction, as if nobody had followed it; or one value of nobody's."""
    from projections.catch_up import write

    with desk.office.register.engine.begin() as connection:
        if by_hand:
            connection.execute(update(status).values(threshold=1))
        else:
            write(connection, "A", earlier)
