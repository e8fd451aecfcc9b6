"""Test vectors: the samples pass, and whatever the grammar does not name is never a pass."""

import csv
import inspect
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.vector_rules import RULES
from adapters.vectors import Report, check
from tests.law_pages import DATA, table

HEADER = "id,rule,inputs,expected\n"
OF_EVERY_PROCEDURE = {"tacit_value", "period_end", "unfavourable_effect"}
"""Rules of the institutions that are known already."""

Checked = Callable[[str | bytes], Report]


@pytest.fixture
def checked(tmp_path: Path) -> Checked:
    """The report on a file of this text."""

    def report(text: str | bytes) -> Report:
        file = tmp_path / "vectors.csv"
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        return check(file)

    return report


def rules_of_the_page() -> dict[str, dict[str, str]]:
    """Those of ``vectors.csv``, and three of the institutions; the others come with their issue."""
    rows = {row["rule"].strip("`"): row for row in table("Rules")}
    return {
        name: row for name, row in rows.items() if "V" in row["file"] or name in OF_EVERY_PROCEDURE
    }


def test_every_sample_holds() -> None:
    report = check(DATA / "vectors.csv")
    assert (report.right, report.wrong, report.unreadable, report.exit_code) == (45, (), (), 0)


def test_of_the_institutions_the_known_rules_hold_and_the_others_are_said_unknown() -> None:
    report = check(DATA / "vectors-institutions.csv")
    rows = list(csv.DictReader((DATA / "vectors-institutions.csv").open(encoding="utf-8")))
    assert report.right == sum(row["rule"] in RULES for row in rows) == 13
    assert not report.wrong
    assert all("règle inconnue" in row.why for row in report.unreadable)
    assert report.exit_code == 2


def test_the_rules_are_those_of_the_page_with_its_inputs_and_defaults() -> None:
    page = rules_of_the_page()
    assert set(RULES) == set(page)
    for name, row in page.items():
        signature = inspect.signature(RULES[name])
        named = [part.split()[0] for part in row["inputs (type = default)"].split("; ")]
        assert [p.removesuffix("_") for p in signature.parameters] == named, name
        defaults = [
            p.name
            for p in signature.parameters.values()
            if p.default is not inspect.Parameter.empty
        ]
        assert defaults == (["excluded"] if name == "quorum" else []), name


def test_a_sample_with_another_result_is_wrong_and_says_what_it_got(checked: Checked) -> None:
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
"""


@pytest.mark.parametrize("case", BOTH_SIDES.splitlines())
def test_on_both_sides_of_every_day_and_threshold(checked: Checked, case: str) -> None:
    rule, inputs, _, wanted = case.split()
    report = checked(f'{HEADER}A,{rule},"{inputs}",{wanted}\n')
    assert not report.wrong
    assert report.exit_code == 0


UNREADABLE = {
    "an unknown rule": ("add_weeks", "start=2026-01-31;n=1", "règle inconnue"),
    "a rule in capitals": ("Add_months", "start=2026-01-31;n=1", "règle inconnue"),
    "a rule with a space": (" add_months", "start=2026-01-31;n=1", "règle inconnue"),
    "no rule": ("", "start=2026-01-31;n=1", "règle inconnue"),
    "a rule of a later issue": ("holiday", "date=2026-05-14", "règle inconnue"),
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
def test_what_the_grammar_does_not_name_is_an_error(
    checked: Checked, rule: str, inputs: str, why: str
) -> None:
    report = checked(f'{HEADER}A,{rule},"{inputs}",2026-02-28\n')
    assert [row.id for row in report.unreadable] == ["A"]
    assert why in report.unreadable[0].why
    assert (report.unreadable[0].line, report.exit_code) == (2, 2)


@pytest.mark.parametrize("votes", VOTES_THAT_ARE_NONE)
def test_votes_are_dated_and_in_order_of_time(checked: Checked, votes: str) -> None:
    inputs = f"received=2026-01-12;votes={votes};council=2026-03-26"
    report = checked(f'{HEADER}A,l5211_57_effective,"{inputs}",FAVOURABLE\n')
    assert "entrée « votes »" in report.unreadable[0].why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "vide"),
        ("\n\n", "en-tête"),
        (HEADER, "aucun cas"),
        ("id,rule,inputs\nA,at_least,n=1;k=1\n", "en-tête"),
        ("ID,RULE,INPUTS,EXPECTED\nA,at_least,n=1;k=1,1\n", "en-tête"),
        ("rule,id,inputs,expected\nat_least,A,n=1;k=1,1\n", "en-tête"),
        ("id;rule;inputs;expected\nA;at_least;n=1|k=1;1\n", "en-tête"),
        ("A,at_least,n=1;k=1,1\n", "en-tête"),
        ('"id,rule,inputs,expected\n', "en-tête"),
        (f"{HEADER}A,at_least,n=1;k=1,é\n".encode("latin-1"), "UTF-8"),
        (HEADER.encode("utf-16"), "UTF-8"),
        (b"\x00\x01\x02\xff", "UTF-8"),
        (b"PK\x03\x04", "en-tête"),
    ],
)
def test_what_is_not_a_file_of_vectors_is_said_in_one_sentence(
    checked: Checked, text: str | bytes, why: str
) -> None:
    report = checked(text)
    assert len(report.unreadable) == 1
    assert why in report.unreadable[0].why
    assert (report.rows, report.exit_code) == (0, 2)


def test_a_folder_and_a_file_that_is_not_there_are_said_in_one_sentence(tmp_path: Path) -> None:
    assert "dossier" in check(tmp_path).unreadable[0].why
    assert "n'existe pas" in check(tmp_path / "nothing.csv").unreadable[0].why
    assert check(tmp_path / "a\0b").exit_code == 2


@pytest.mark.parametrize(
    "line",
    [
        "B,at_least,n=1;k=1",
        "B,at_least,n=1;k=1,1,",
        "B",
        "   ",
        ",at_least,n=1;k=1,1",
        'B,at_least,"n=1;k=1"x,1',
        'B,at_least,n=1;"k=1",1',
        'B,at_least, "n=1;k=1",1',
        'B,at_least,"n=1;k=1,1',
        "A,at_least,n=1;k=1,1",
    ],
)
def test_a_bad_line_is_reported_and_the_others_are_judged_all_the_same(
    checked: Checked, line: str
) -> None:
    report = checked(f"{HEADER}A,at_least,n=1;k=1,1\n{line}\nC,at_least,n=1;k=1,2\n")
    assert [row.line for row in report.unreadable] == [3]
    assert [row.id for row in report.wrong] == ["C"]
    assert (report.right, report.rows, report.exit_code) == (1, 3, 2)


def test_an_identifier_is_used_once(checked: Checked) -> None:
    report = checked(f"{HEADER}A,at_least,n=1;k=1,1\nA,at_least,n=1;k=1,1\n")
    assert report.unreadable[0].why == "identifiant déjà pris, ligne 2"


@pytest.mark.parametrize(
    "text",
    [
        'id,rule,inputs,expected\r\nA,at_least,"n=1;k=1",1\r\n',
        '"id","rule","inputs","expected"\n"A","at_least","n=1;k=1","1"',
        "\ufeffid,rule,inputs,expected\nA,at_least,n=1;k=1,1\n\n",
    ],
)
def test_quoted_or_not_with_any_line_ending_a_file_says_the_same(
    checked: Checked, text: str
) -> None:
    report = checked(text)
    assert (report.right, report.exit_code) == (1, 0)


def test_a_quoted_line_break_and_a_doubled_quote_are_part_of_the_field(checked: Checked) -> None:
    report = checked(f'{HEADER}"A ""1""\nb",at_least,n=1;k=1,1\nC,at_least,n=1;k=1,2\n')
    assert report.right == 1
    assert report.wrong[0].line == 4


def test_the_result_is_compared_as_text(checked: Checked) -> None:
    report = checked(f"{HEADER}A,at_least,n=1;k=1,01\nB,at_least,n=1;k=1,1 \nC,at_least,n=1;k=1,\n")
    assert [row.id for row in report.wrong] == ["A", "B", "C"]
    assert report.exit_code == 1


def test_a_file_made_to_be_slow_is_refused_at_once(checked: Checked) -> None:
    started = time.perf_counter()
    checked(HEADER + '"' * 200_001)
    checked(HEADER + 'A,"' + '"",' * 50_000)
    checked(HEADER + "A,at_least,n=1;k=1," + "," * 200_000)
    assert time.perf_counter() - started < 5


rows_of_rubbish = st.lists(
    st.tuples(
        st.text(max_size=4),
        st.sampled_from([*RULES, "nothing"]),
        st.lists(
            st.sampled_from(["n=1", "n=9999999999", "start=9999-12-31", "k=0", "votes=|", "=", ""]),
            max_size=3,
        ).map(";".join),
        st.text(max_size=4),
    )
)


@given(st.one_of(st.binary(), st.text().map(str.encode)), rows_of_rubbish)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_file_whatever_is_a_traceback(
    checked: Checked, rubbish: bytes, rows: list[tuple[str, str, str, str]]
) -> None:
    report = checked(HEADER.encode() + "\n".join(",".join(row) for row in rows).encode() + rubbish)
    assert report.exit_code in (0, 1, 2)
    assert checked(rubbish).exit_code == 2
