"""The set of law: written and read back, judged by the day, and equal to the page of the grammar."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from pydantic import ValidationError

from domain.law.book import LAW, Law
from domain.law.commissions import Severity
from domain.law.competence import MATTERS, RESERVED_ITEMS, delegable, matter
from domain.law.majorities import Base, Majority
from domain.law.periods import Months
from domain.law.procedures import Effect, SwitchKey, Unfavourable
from domain.law.records import LawError, NoLawOn, UnknownKey, last
from tests.law_pages import table

DAY = timedelta(days=1)


def test_a_whole_set_is_written_to_json_and_read_back() -> None:
    assert Law.model_validate_json(LAW.model_dump_json()) == LAW


def test_a_word_that_no_record_knows_is_refused() -> None:
    text = LAW.model_dump_json().replace('"silence"', '"silense"', 1)
    with pytest.raises(ValidationError, match="silense"):
        Law.model_validate_json(text)


def test_a_set_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        LAW.procedures = ()  # type: ignore[misc]


@pytest.mark.parametrize("row", table("Procedure keys"), ids=lambda row: row["key"])
def test_every_procedure_says_what_the_page_says(row: dict[str, str]) -> None:
    procedure = LAW.procedure(row["key"], date(2026, 6, 25))
    assert procedure.silence == row["tacit_value"]
    if row["period"] == ".":
        return
    assert procedure.if_unfavourable is not None
    assert procedure.if_unfavourable.effect == row["unfavourable_effect"]
    unit = {"months": "m", "days": "d"}[procedure.period.kind]
    assert f"{procedure.period.n} {unit}" == row["period"]


def test_the_page_and_the_table_name_the_same_procedures() -> None:
    assert {p.key for p in LAW.procedures} == {row["key"] for row in table("Procedure keys")}


def test_a_case_of_the_first_day_is_judged_and_one_of_the_day_before_is_refused() -> None:
    for procedure in LAW.procedures:
        first = procedure.in_force_from
        assert LAW.procedure(procedure.key, first) == procedure
        with pytest.raises(NoLawOn, match="refusé, non deviné"):
            LAW.procedure(procedure.key, first - DAY)


def test_a_rule_is_open_ended_until_a_repeal_is_written() -> None:
    assert LAW.procedure("5211-57", date(9999, 12, 31)).period == Months(3)


def test_a_reform_is_a_second_record_and_each_case_finds_the_one_of_its_day() -> None:
    old = LAW.procedure("5211-57", date(2026, 6, 25))
    reform = date(2027, 1, 1)
    until = old.model_copy(update={"in_force_until": reform - DAY})
    new = old.model_copy(update={"in_force_from": reform, "period": Months(2)})
    law = LAW.model_copy(update={"procedures": (new, until)})

    assert law.procedure("5211-57", reform - DAY).period == Months(3)
    assert law.procedure("5211-57", reform).period == Months(2)
    assert last(law.procedures, "5211-57") == new


def test_after_a_repeal_there_is_no_law() -> None:
    old = LAW.procedure("5211-57", date(2026, 6, 25))
    repealed = old.model_copy(update={"in_force_until": date(2030, 12, 31)})
    law = LAW.model_copy(update={"procedures": (repealed,)})

    assert law.procedure("5211-57", date(2030, 12, 31)) == repealed
    with pytest.raises(NoLawOn, match="1er janvier 2031"):
        law.procedure("5211-57", date(2031, 1, 1))


def test_two_records_of_one_key_on_one_day_are_refused() -> None:
    twice = LAW.model_dump()
    twice["procedures"] += (LAW.procedures[0].model_dump(),)
    with pytest.raises(ValidationError, match="deux textes en vigueur le même jour"):
        Law.model_validate(twice)


def test_a_record_repealed_before_its_first_day_is_refused() -> None:
    record = LAW.procedures[0].model_dump() | {"in_force_until": date(1990, 1, 1)}
    with pytest.raises(ValidationError, match="abrogé avant d'entrer en vigueur"):
        type(LAW.procedures[0]).model_validate(record)


def test_an_unknown_key_is_named() -> None:
    with pytest.raises(UnknownKey, match="5211-99"):
        LAW.procedure("5211-99", date(2026, 6, 25))


def test_the_switches_of_l5211_57_are_the_seven_of_the_rulebook() -> None:
    switches = LAW.procedure("5211-57", date(2026, 6, 25)).unsettled
    assert [switch.key for switch in switches] == list(SwitchKey)
    assert [switch.key for switch in switches if switch.only_if] == [SwitchKey.APPLIES]


def test_the_majority_of_an_unfavourable_opinion_is_said_in_one_place() -> None:
    assert not {p.key for p in LAW.procedures} & {m.key for m in LAW.majorities}


def test_an_effect_has_the_majority_that_it_names_and_no_other() -> None:
    cast = Majority(Fraction(2, 3), of=Base.CAST)
    for effect, majority in (
        (Effect.TWO_THIRDS_MEMBERS, None),
        (Effect.TWO_THIRDS_MEMBERS, cast),
        (Effect.NONE, cast),
    ):
        with pytest.raises(ValidationError, match="ne va pas avec cette majorité"):
            Unfavourable(effect=effect, majority=majority)


def test_an_effect_that_no_dossier_follows_is_refused_where_it_is_asked_for() -> None:
    article = LAW.procedure("5211-57", date(2026, 6, 25))
    blocking = article.model_copy(update={"if_unfavourable": Unfavourable(effect=Effect.BLOCKING)})
    without = article.model_copy(update={"if_unfavourable": Unfavourable(effect=Effect.NONE)})
    with pytest.raises(LawError, match="« bloquant »"):
        _ = blocking.raised
    assert without.raised is None


def test_a_copy_with_other_holidays_does_not_remember_those_of_the_first() -> None:
    day = date(2026, 12, 25)
    assert LAW.holiday(day, "metropole") is not None
    assert LAW.model_copy(update={"holidays": ()}).holiday(day, "metropole") is None
    assert LAW.holiday(day, "metropole") is not None


def test_a_missing_commission_review_warns_and_standing_orders_may_make_it_block() -> None:
    rule = LAW.commission_review(date(2026, 6, 25))
    assert rule.if_missing is Severity.WARN
    ours = rule.model_copy(update={"if_missing": Severity.BLOCK})
    law = LAW.model_copy(update={"commission_reviews": (ours,)})
    assert law.commission_review(date(2026, 6, 25)).if_missing is Severity.BLOCK


def test_the_nine_matters_of_the_rulebook_are_reserved_and_the_rest_is_not() -> None:
    for row in table("Matter codes"):
        for code in row["code"].split(", "):
            reserved = not row["item of R-5.1"].startswith("none")
            assert delegable(code) is not reserved
            assert str(matter(code).item or "none: delegable") == row["item of R-5.1"]
    assert (
        {m.item for m in MATTERS} - {None} == {r.item for r in RESERVED_ITEMS} == set(range(1, 10))
    )


def test_what_the_rulebook_does_not_decide_is_not_decided() -> None:
    with pytest.raises(LawError, match="pas tranchée"):
        delegable("territory_project")
    with pytest.raises(UnknownKey, match="inconnue"):
        delegable("unheard_of")
