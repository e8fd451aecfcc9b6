"""Test vectors: the samples pass, and whatever the grammar does not name is never a pass."""

import csv
import inspect
import re

import pytest

from adapters.vector_rules import RULES
from adapters.vectors import check
from tests.adapters.vector_file import HEADER, checked
from tests.law_pages import DATA, table


def rules_of_the_page() -> dict[str, dict[str, str]]:
    """Every rule that the grammar names, with its inputs."""
    return {row["rule"].strip("`"): row for row in table("Rules")}


@pytest.mark.parametrize("file", ["vectors.csv", "vectors-institutions.csv"])
def test_every_sample_holds(file: str) -> None:
    report = check(DATA / file)
    rows = list(csv.DictReader((DATA / file).open(encoding="utf-8")))
    assert (report.wrong, report.unreadable, report.exit_code) == ((), (), 0)
    assert report.right == len(rows)


NEEDED_IN_ONE_CASE = {"quorum_needed": {"resent", "meeting"}, "recourse_last_day": {"meeting"}}
"""Inputs that the page asks for only in the case that it names."""


def test_the_rules_are_those_of_the_page_with_its_inputs_and_defaults() -> None:
    page = rules_of_the_page()
    assert set(RULES) == set(page)
    for name, row in page.items():
        parameters = inspect.signature(RULES[name]).parameters
        inputs = re.sub(r" \([^)]*\)", "", row["inputs (type = default)"])
        inputs = inputs.replace("resent date, meeting", "resent date; meeting")
        told = [part.split() for part in inputs.split("; ")]
        known = {p.removesuffix("_"): p for p in parameters}
        assert set(known) == {words[0] for words in told}, name
        left_out = {words[0] for words in told if "=" in words} | NEEDED_IN_ONE_CASE.get(
            name, set()
        )
        given = {
            key for key, p in known.items() if parameters[p].default is not inspect.Parameter.empty
        }
        assert given == left_out, name


def test_a_sample_with_another_result_is_wrong_and_says_what_it_got() -> None:
    for row in csv.DictReader((DATA / "vectors.csv").open(encoding="utf-8")):
        report = checked(f'{HEADER}{row["id"]},{row["rule"]},"{row["inputs"]}",other\n')
        assert report.exit_code == 1
        assert [(w.id, w.rule, w.wanted, w.got) for w in report.wrong] == [
            (row["id"], row["rule"], "other", row["expected"])
        ]


BOTH_SIDES = """\
l5211_57_strict_end received=1999-07-13 -> 1999-10-13
l5211_57_effective received=2026-01-12;votes=;council=2026-04-12 -> NOT_READY
l5211_57_effective received=2026-01-12;votes=;council=2026-04-13 -> TACIT_FAVOURABLE
l5211_57_effective received=2026-01-12;votes=2026-04-12:U;council=2026-04-13 -> UNFAVOURABLE
l5211_57_effective received=2026-01-12;votes=2026-04-13:U;council=2026-04-13 -> TACIT_FAVOURABLE
l5211_57_effective received=2026-01-12;votes=2026-04-13:U;council=2026-04-12 -> NOT_READY
l5211_57_effective received=2026-01-12;votes=2026-02-26:F;council=2026-02-26 -> FAVOURABLE
l5211_57_effective received=2026-01-12;votes=2026-02-27:F;council=2026-02-26 -> NOT_READY
l5211_57_effective received=2026-01-12;votes=2026-02-10:F|2026-03-20:U;council=2026-03-19 -> FAVOURABLE
l5211_57_effective received=2026-01-12;votes=2026-02-10:U|2026-02-10:F;council=2026-03-19 -> FAVOURABLE
l5211_57_effective received=2026-01-12;votes=2026-02-10:F|2026-05-20:U;council=2026-06-25 -> FAVOURABLE
l5211_57_effective received=2026-01-12;votes=2026-01-05:U;council=2026-02-01 -> UNFAVOURABLE
l5211_57_latest_receipt_strict council=2026-03-01 -> 2025-11-30
l5211_57_latest_receipt_strict council=2026-02-28 -> 2025-11-27
l5211_57_latest_receipt_prudent council=2026-03-03 -> 2025-12-01
l5211_57_latest_receipt_prudent council=2026-03-02 -> 2025-11-26
l5211_57_prudent_end received=2026-01-31 -> 2026-05-04
adopted_cast yes=20;no=20;casting=yes;secret=true -> false
adopted_cast yes=20;no=20;casting=no;secret=false -> false
two_thirds_cast yes=39;no=20 -> false
two_thirds_cast yes=0;no=0 -> false
adopted_two_thirds_members yes=58;no=0;members=86 -> true
quorum_met in_office=86;present=44;proxies=0 -> true
quorum in_office=6;excluded=6 -> 1
franc_months start=2026-05-13;n=2 -> 2026-07-15
add_months start=2028-02-29;n=3 -> 2028-05-29
add_months start=2026-01-31;n=0 -> 2026-01-31
enforceable_on published=2026-06-29;transmitted=2026-06-30 -> 2026-06-30
second_convocation_earliest resent=2026-06-26 -> 2026-06-30
municipal_info_due meeting=2026-01-31 -> 2026-02-28
withdrawal_due voted=2025-10-31 -> 2026-02-28
period_end procedure=153-15;start=2026-01-12 -> 2026-04-12
period_end procedure=R423-72-DP;start=2026-07-31 -> 2026-08-15
period_end procedure=R423-72;start=2026-01-31 -> 2026-02-28
tacit_value procedure=153-12 -> HELD
unfavourable_effect procedure=153-18-EPCI -> BLOCKING
add_months n=007;start=2026-01-31 -> 2026-08-31
convocation sent=2026-06-19;meeting=2026-06-25;urgency=refused -> REGULAR
convocation sent=2026-06-20;meeting=2026-06-25;urgency=none -> IRREGULAR
convocation sent=2026-06-23;meeting=2026-06-25;urgency=accepted -> URGENT
convocation sent=2026-06-24;meeting=2026-06-25;urgency=accepted -> IRREGULAR
quorum_needed in_office=86;second=true;resent=2026-06-25;meeting=2026-06-29 -> 0
quorum_needed in_office=86;second=true;resent=2026-06-25;meeting=2026-06-28 -> 44
quorum_needed in_office=86;second=true;resent=2026-06-25;meeting=2026-06-29;same_agenda=false -> 44
meeting_on_request in_office=86;asking=28;received=2026-06-01 -> NOT_BINDING
meeting_on_request in_office=84;asking=28;received=2026-06-01 -> 2026-07-01
council_quarters year=2026;held=2026-03-31|2026-07-01|2025-12-31 -> Q2|Q4
closed_session asking=4;present_or_represented=60;for=60 -> REFUSED
closed_session asking=4;president_asks=true;present_or_represented=60;for=31 -> HELD
ballot present=60;ask_public=15;ask_secret=19 -> PUBLIC
ballot present=61;ask_public=15;ask_secret=20 -> ORDINARY
ballot present=60;ask_public=0;ask_secret=0;appointment=true;waived=true -> ORDINARY
proxy_allowed bearer_holds=0;consecutive_meetings=4 -> false
proxy_allowed bearer_holds=0;consecutive_meetings=4;illness=true -> true
delegated_decision matter=lease_renewal;from=2026-04-10;until=none;decided=2030-01-01 -> VALID
delegated_decision matter=lease_renewal;from=2026-04-10;until=2026-09-30;decided=2026-10-01 -> OUTSIDE_DATES
delegated_decision matter=budget;from=2026-04-10;until=none;decided=2020-01-01 -> NON_DELEGABLE
conference_request mayors=23;asking=8;requested_this_year=3 -> BINDING
conference_request mayors=23;asking=8;requested_this_year=4 -> NOT_BINDING
bureau_referral members=42;for=21;against=20 -> CONTESTED
development_council men=30;women=31;councillors_among_them=1 -> INCOMPATIBLE
enforceable published=none;transmitted=2026-06-30 -> NOT_YET
enforceable published=2026-07-01;transmitted=none;must_transmit=false -> 2026-07-01
recourse_last_day published=2026-07-01;councillor_present=true;meeting=2026-06-25 -> 2026-08-26
prefect_referral_last_day received=2026-06-30 -> 2026-08-31
holiday date=2026-12-26;zone=alsace_moselle -> true
holiday date=2026-12-26 -> false
roll date=2026-04-27;zone=mayotte -> 2026-04-28
"""


@pytest.mark.parametrize("case", BOTH_SIDES.splitlines())
def test_on_both_sides_of_every_day_and_threshold(case: str) -> None:
    rule, inputs, _, wanted = case.split()
    report = checked(f'{HEADER}A,{rule},"{inputs}",{wanted}\n')
    assert not report.wrong
    assert report.exit_code == 0


UNREADABLE = {
    "an unknown rule": ("add_weeks", "start=2026-01-31;n=1", "règle inconnue"),
    "a rule in capitals": ("Add_months", "start=2026-01-31;n=1", "règle inconnue"),
    "a rule with a space": (" add_months", "start=2026-01-31;n=1", "règle inconnue"),
    "no rule": ("", "start=2026-01-31;n=1", "règle inconnue"),
    "a name of Python": ("__class__", "", "règle inconnue"),
    "an unknown input": ("add_months", "start=2026-01-31;n=1;zone=metropole", "entrée inconnue"),
    "an input missing": ("add_months", "start=2026-01-31", "il manque l'entrée « n »"),
    "a vote list missing": (
        "l5211_57_effective",
        "received=2026-01-12;council=2026-04-10",
        "votes",
    ),
    "no casting vote said": ("adopted_cast", "yes=1;no=0;secret=false", "casting"),
    "an unused input missing": ("quorum_met", "in_office=86;present=43", "proxies"),
    "an input given twice": ("add_months", "start=2026-01-31;n=1;n=1", "deux fois"),
    "an input without a value": ("add_months", "start=2026-01-31;n", "clé=valeur"),
    "an empty value": ("add_months", "start=2026-01-31;n=", "nombre entier"),
    "a trailing semicolon": ("add_months", "start=2026-01-31;n=1;", "clé=valeur"),
    "no inputs": ("add_months", "", "il manque"),
    "a space around a key": ("add_months", "start=2026-01-31; n=1", "il manque l'entrée « n »"),
    "a key in capitals": ("add_months", "start=2026-01-31;N=1", "il manque l'entrée « n »"),
    "a compact date": ("add_months", "start=20260131;n=1", "AAAA-MM-JJ"),
    "a week date": ("add_months", "start=2026-W05-6;n=1", "AAAA-MM-JJ"),
    "a French date": ("add_months", "start=31/01/2026;n=1", "AAAA-MM-JJ"),
    "a date with a time": ("add_months", "start=2026-01-31T00:00;n=1", "AAAA-MM-JJ"),
    "a date without zeros": ("add_months", "start=2026-1-31;n=1", "AAAA-MM-JJ"),
    "a date in other digits": ("add_months", "start=２０２６-01-31;n=1", "AAAA-MM-JJ"),
    "a date and a line": ("add_months", "start=2026-01-31\n;n=1", "AAAA-MM-JJ"),
    "a day that is none": ("add_months", "start=2026-02-29;n=1", "n'existe pas"),
    "the year 0": ("add_months", "start=0000-01-01;n=1", "n'existe pas"),
    "none for a date": ("enforceable_on", "published=none;transmitted=2026-01-01", "AAAA-MM-JJ"),
    "a signed number": ("add_months", "start=2026-01-31;n=+1", "nombre entier"),
    "a negative number": ("add_months", "start=2026-01-31;n=-1", "nombre entier"),
    "a number with a point": ("two_thirds_members", "members=86.0", "nombre entier"),
    "a number with a space": ("two_thirds_members", "members=86 ", "nombre entier"),
    "a number with a bar": ("two_thirds_members", "members=8_6", "nombre entier"),
    "a number in other digits": ("two_thirds_members", "members=٨٦", "nombre entier"),
    "an endless number": ("two_thirds_members", "members=" + "9" * 5000, "trop long"),
    "True": ("adopted_cast", "yes=1;no=0;casting=none;secret=True", "ni true ni false"),
    "0 for false": ("adopted_cast", "yes=1;no=0;casting=none;secret=0", "ni true ni false"),
    "an unknown casting": ("adopted_cast", "yes=1;no=1;casting=for;secret=false", "l'un de"),
    "an unknown procedure": ("tacit_value", "procedure=5211-58", "inconnue"),
    "a [GK] procedure": ("tacit_value", "procedure=CCH 302-2", "inconnue"),
    "a period that is none": ("period_end", "procedure=153-12;start=2026-01-01", "pas de délai"),
    "a debate": ("unfavourable_effect", "procedure=153-12", "n'appelle pas d'avis"),
    "more excluded than there are": ("quorum", "in_office=5;excluded=6", "6 membres exclus"),
    "a zeroth": ("at_least", "n=86;k=0", "au moins 1"),
    "after the year 9999": ("add_months", "start=9999-12-31;n=1", "hors du calendrier"),
    "far after it": ("clear_earliest", "sent=2026-01-01;n=" + "9" * 40, "hors du calendrier"),
    "before the year 1": ("clear_latest", "meeting=0001-01-01;n=1", "hors du calendrier"),
    "a day before the law": ("l5211_57_strict_end", "received=1999-07-12", "refusé, non deviné"),
    "a receipt before the law": ("l5211_57_latest_receipt_strict", "council=1999-07-14", "refusé"),
    "holidays not known": ("franc_months", "start=1950-01-01;n=2", "ne sont connus que depuis"),
}
VOTES_THAT_ARE_NONE = [
    "2026-02-10",
    "2026-02-10:",
    "2026-02-10:X",
    "2026-02-10:f",
    ":F",
    "2026-02-30:F",
    "20260210:F",
    "2026-02-10:F|",
    "|",
    "2026-02-10:F,2026-03-20:U",
    "2026-02-10:F|2026-02-09:U",
    "2026-02-10:F:U",
    "none",
]


@pytest.mark.parametrize(("rule", "inputs", "why"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_the_grammar_does_not_name_is_an_error(rule: str, inputs: str, why: str) -> None:
    report = checked(f'{HEADER}A,{rule},"{inputs}",2026-02-28\n')
    assert [row.id for row in report.unreadable] == ["A"]
    assert why in report.unreadable[0].why
    assert (report.unreadable[0].line, report.exit_code) == (2, 2)


@pytest.mark.parametrize("votes", VOTES_THAT_ARE_NONE)
def test_votes_are_dated_and_in_order_of_time(votes: str) -> None:
    inputs = f"received=2026-01-12;votes={votes};council=2026-03-26"
    report = checked(f'{HEADER}A,l5211_57_effective,"{inputs}",FAVOURABLE\n')
    assert "entrée « votes »" in report.unreadable[0].why
