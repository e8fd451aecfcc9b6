"""Replays that write nothing: since a position, under another law; each difference has its cause."""

from datetime import date
from fractions import Fraction

import pytest
from sqlalchemy import select, update

from adapters.assembly import assembly, record
from adapters.corrections import correct
from adapters.replays import BY_HAND, UNEXPLAINED, causes_of_stale_rows, since, with_rules
from domain.assembly.meeting_events import AgendaItem, MeetingConvened, MeetingOpened
from domain.events import EntryAmended
from domain.law.book import LAW, Law
from domain.law.changes import rule_changes
from domain.law.majorities import Base, Majority
from domain.law.periods import ClearDays, Months
from domain.law.procedures import Effect, Silence, Unfavourable
from projections import catch_up
from projections.program import program
from projections.replay import live
from projections.status import table as status
from projections.tables import stamps
from tests.offices import ANNE, BRUNO, Desk, an_office, opinion, vote

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


def article_read(**otherwise: object) -> Law:
    """The law, its article on one commune read otherwise, as a file would give it."""
    procedures = [
        p.model_copy(update=otherwise) if p.key == "5211-57" else p for p in LAW.procedures
    ]
    law = LAW.model_copy(update={"procedures": tuple(procedures)})
    return Law.model_validate_json(law.model_dump_json())


def test_another_silence_is_read_in_the_law_and_named_as_the_cause(sqlite_url: str) -> None:
    law = article_read(silence=Silence.UNFAVOURABLE)
    with an_office(sqlite_url) as desk:
        desk.received("A", JANUARY)
        desk.record("A", vote(MAY))

        [found] = with_rules(desk.office, law, desk.office.numbers()).found
        [change] = rule_changes(LAW, law)
        changed = {d.key: (d.before, d.after) for d in found.effect.differences}

        assert changed["opinion"] == ("TACIT_FAVOURABLE", "UNFAVOURABLE")
        assert changed["majority"][1] == "TWO_THIRDS_MEMBERS"
        assert {found.of(key) for key in ("opinion", "majority", "threshold")} == {(change.words,)}
        assert "silence" in change.words


def test_another_part_of_the_members_is_read_in_the_law_and_named_as_the_cause(
    sqlite_url: str,
) -> None:
    """58 for of 86 are two thirds, and no three quarters."""
    quarters = Majority(Fraction(3, 4), of=Base.MEMBERS)
    law = article_read(
        if_unfavourable=Unfavourable(effect=Effect.TWO_THIRDS_MEMBERS, majority=quarters)
    )
    with an_office(sqlite_url) as desk:
        desk.received("A", JANUARY)
        desk.record("A", opinion(MARCH))
        desk.record("A", vote(MAY, 58, 28))

        [found] = with_rules(desk.office, law, desk.office.numbers()).found
        [change] = rule_changes(LAW, law)
        changed = {d.key: (d.before, d.after) for d in found.effect.differences}

        assert changed["threshold"] == (58, 65)
        assert changed["outcome"] == ("ADOPTED", "REJECTED")
        assert {found.of(key) for key in changed} == {(change.words,)}


def test_a_meeting_too_is_read_under_another_law(sqlite_url: str) -> None:
    """Five clear days under the law in force; six asked for, the convocation is irregular."""
    notices = [
        n.model_copy(update={"days": ClearDays(6)}) if n.key == "convocation" else n
        for n in LAW.notices
    ]
    law = LAW.model_copy(update={"notices": tuple(notices)})
    held = date(2026, 6, 25)
    step = MeetingConvened(
        day=date(2026, 6, 19), meeting="CM-1", held=held, agenda=(AgendaItem(object="Un"),)
    )
    with an_office(sqlite_url) as desk:
        record(desk.at(step.day).office, step, ANNE)

        [found] = with_rules(desk.office, law, desk.office.subjects()).found

        [change] = rule_changes(LAW, law)
        assert found.effect.number == "meeting/CM-1"
        changed = {(d.key, d.item): (d.before, d.after) for d in found.effect.differences}
        assert changed["convocation", None] == ("REGULAR", "IRREGULAR")
        assert changed["convocation", 1] == ("REGULAR", "IRREGULAR")
        assert found.of("convocation") == (change.words,)


def test_a_quorum_is_read_under_another_law_and_names_the_part_that_changed(
    sqlite_url: str,
) -> None:
    """More than half of 86 is 44; at least two thirds is 58."""
    shares = [
        s.model_copy(update={"fraction": Fraction(2, 3), "more_than": False})
        if s.key == "quorum"
        else s
        for s in LAW.shares
    ]
    law = LAW.model_copy(update={"shares": tuple(shares)})
    held = date(2026, 6, 25)
    notice = MeetingConvened(
        day=date(2026, 6, 18), meeting="CM-1", held=held, agenda=(AgendaItem(object="Un"),)
    )
    with an_office(sqlite_url) as desk:
        record(desk.at(notice.day).office, notice, ANNE)
        there = tuple(assembly(desk.office).bodies.council(held)[:44])
        record(desk.at(held).office, MeetingOpened(day=held, present=there), ANNE, meeting="CM-1")

        [found] = with_rules(desk.office, law, desk.office.subjects()).found

        [change] = rule_changes(LAW, law)
        assert change.words == (
            "CGCT L. 2121-17 (quorum) : part 1/2 → 2/3 ; strictement plus oui → non"
        )
        changed = {(d.key, d.item): (d.before, d.after) for d in found.effect.differences}
        assert changed["quorum", 1] == (44, 58)
        assert changed["quorum_met", 1] == (True, False)
        assert found.of("quorum") == (change.words,)


def test_what_has_changed_of_a_meeting_names_the_entry(sqlite_url: str) -> None:
    held = date(2026, 6, 25)
    step = MeetingConvened(
        day=date(2026, 6, 19), meeting="CM-1", held=held, agenda=(AgendaItem(object="Un"),)
    )
    with an_office(sqlite_url) as desk:
        record(desk.at(step.day).office, step, ANNE)
        before = desk.office.register.last_position()
        fields = {"day": "2026-06-23"}
        wrong = EntryAmended(day=held, target="meeting/CM-1#1", reason="x", fields=fields)
        correct(desk.at(held).office, [wrong], BRUNO)

        [found] = since(desk.office, before, desk.office.subjects()).found

        assert found.of("convocation") == ("meeting/CM-1#2 (rectification de meeting/CM-1#1)",)


def test_the_law_in_force_read_from_a_file_changes_nothing(sqlite_url: str) -> None:
    with an_office(sqlite_url) as desk:
        misread(desk)
        same = Law.model_validate_json(LAW.model_dump_json())

        assert list(with_rules(desk.office, same, desk.office.numbers()).found) == []


def test_stale_rows_name_what_they_did_not_follow(sqlite_url: str) -> None:
    with an_office(sqlite_url) as desk:
        desk.received("A", JANUARY)
        before = rows(desk)
        fields = {"day": "2026-02-28"}
        amendment = EntryAmended(day=MARCH, target=RECEIPT, reason="x", fields=fields)
        correct(desk.at(MARCH).office, [amendment], BRUNO)
        written(desk, before)

        assert causes(desk) == ("non suivie : A#5 (rectification de A#4)",)


OLD = "0.0.9+0123456789ab"
NEW_PROGRAM = f"nouvelle version du programme {OLD} → {program()}"


@pytest.mark.parametrize(
    ("another_program", "by_hand", "said"),
    [
        (True, False, (NEW_PROGRAM,)),
        (False, True, (BY_HAND,)),
        (True, True, (BY_HAND, NEW_PROGRAM)),
        (False, False, (UNEXPLAINED,)),
    ],
)
def test_a_new_version_of_the_program_is_told_from_a_hand(
    database_url: str,
    monkeypatch: pytest.MonkeyPatch,
    another_program: bool,
    by_hand: bool,
    said: tuple[str, ...],
) -> None:
    """Rows with another threshold: as another program made them, or as somebody made them."""
    with an_office(database_url) as desk:
        desk.received("A", JANUARY)
        otherwise = rows(desk)
        for row in otherwise[status.name]:
            row["threshold"] = 1
        with monkeypatch.context() as then:
            if another_program:
                then.setattr(catch_up, "program", lambda: OLD)
            written(desk, otherwise)
        if by_hand:
            with desk.office.register.engine.begin() as connection:
                connection.execute(update(status).values(threshold=2))

        assert causes(desk) == said


def test_a_replay_gives_its_own_stamp_to_rows_that_another_version_wrote_alike(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a row changed by hand later would be laid at the door of the new version."""
    with an_office(database_url) as desk:
        with monkeypatch.context() as then:
            then.setattr(catch_up, "program", lambda: OLD)
            desk.received("A", JANUARY)
        assert not desk.office.replay(check=True).differences
        assert stamped_by(desk) == {OLD}, "a check writes nothing"

        assert not desk.office.replay().applied

        assert stamped_by(desk) == {program()}


def stamped_by(desk: Desk) -> set[str]:
    with desk.office.register.engine.connect() as connection:
        return set(connection.execute(select(stamps.c.program)).scalars())


def causes(desk: Desk) -> tuple[str, ...]:
    report = desk.office.replay(check=True)
    return causes_of_stale_rows(desk.office, "A", list(report.differences))


def rows(desk: Desk) -> dict[str, list[dict[str, object]]]:
    with desk.office.register.engine.connect() as connection:
        return live(connection, ["A"])["A"]


def written(desk: Desk, found: dict[str, list[dict[str, object]]]) -> None:
    """The rows as a program would have written them."""
    with desk.office.register.engine.begin() as connection:
        catch_up.write(connection, "A", found)
