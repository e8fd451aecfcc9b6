"""Files of test vectors: what is a file of them, line by line, and what is not."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.vector_rules import RULES
from adapters.vectors import check
from tests.adapters.vector_file import HEADER, checked


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
def test_what_is_not_a_file_of_vectors_is_said_in_one_sentence(text: str | bytes, why: str) -> None:
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
def test_a_bad_line_is_reported_and_the_others_are_judged_all_the_same(line: str) -> None:
    report = checked(f"{HEADER}A,at_least,n=1;k=1,1\n{line}\nC,at_least,n=1;k=1,2\n")
    assert [row.line for row in report.unreadable] == [3]
    assert [row.id for row in report.wrong] == ["C"]
    assert (report.right, report.rows, report.exit_code) == (1, 3, 2)


def test_an_identifier_is_used_once() -> None:
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
def test_quoted_or_not_with_any_line_ending_a_file_says_the_same(text: str) -> None:
    report = checked(text)
    assert (report.right, report.exit_code) == (1, 0)


def test_a_quoted_line_break_and_a_doubled_quote_are_part_of_the_field() -> None:
    report = checked(f'{HEADER}"A ""1""\nb",at_least,n=1;k=1,1\nC,at_least,n=1;k=1,2\n')
    assert report.right == 1
    assert report.wrong[0].line == 4


def test_the_result_is_compared_as_text() -> None:
    report = checked(f"{HEADER}A,at_least,n=1;k=1,01\nB,at_least,n=1;k=1,1 \nC,at_least,n=1;k=1,\n")
    assert [row.id for row in report.wrong] == ["A", "B", "C"]
    assert report.exit_code == 1


def test_a_file_made_to_be_slow_is_refused_at_once() -> None:
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
def test_no_file_whatever_is_a_traceback(
    rubbish: bytes, rows: list[tuple[str, str, str, str]]
) -> None:
    report = checked(HEADER.encode() + "\n".join(",".join(row) for row in rows).encode() + rubbish)
    assert report.exit_code in (0, 1, 2)
    assert checked(rubbish).exit_code == 2
