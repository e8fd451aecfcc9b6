"""Deliberations under way come in line by line through the ordinary refusals, all or nothing."""

from collections.abc import Iterator
from datetime import date
from hashlib import sha256

import pytest

from adapters.cli.value_words import WORDS
from adapters.exports.deliberations_csv import COLUMNS, SENSES, BadCell, NotACsv, template
from adapters.exports.import_deliberations import DAY_ASSUMED, TakeOver, prepare, write
from adapters.exports.verify import verify
from adapters.office import Office
from adapters.register.errors import Conflict
from domain.entry import TakenOver
from domain.words import Opinion, Qualification, Stage
from projections.journal import history
from tests.offices import ANNE, PIECES, an_office, draft

TODAY = date(2026, 6, 1)
HEADER = "number;object;commune;sent;received;opinion;opinion_received\n"
GOOD = "2026-014;Zone 30;Daix;2026-01-09;2026-01-12;;\n"
LATER = "2026-015;Parking;21355;2026-01-09;2026-01-12;défavorable;2026-03-24\n"


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    with an_office(database_url, TODAY) as desk:
        yield desk.office


def prepared(office: Office, lines: str, header: str = HEADER) -> TakeOver:
    return prepare(office, "en cours.csv", (header + lines).encode())


def wrong(office: Office, lines: str, header: str = HEADER) -> list[tuple[int, str]]:
    return [(bad.line, bad.column) for bad in prepared(office, lines, header).wrong]


def test_each_line_becomes_the_ordinary_steps(office: Office) -> None:
    found = prepared(office, GOOD + LATER)
    position = write(office, found, ANNE)

    assert (found.wrong, found.lines, position) == ([], 2, 4 + 4 + 5)
    there = office.situation("2026-014", date(2026, 4, 13))
    assert there.stage is Stage.TACIT_FAVOURABLE
    assert there.qualification is Qualification.REQUIRED
    assert office.situation("2026-015", TODAY).opinion is Opinion.UNFAVOURABLE
    assert office.dossier("2026-015").whole_course.draft
    assert verify(office).up_to_date


def test_each_entry_says_from_which_line_of_which_file_it_comes(office: Office) -> None:
    found = prepared(office, GOOD + "\n" + LATER)
    write(office, found, ANNE)

    digest = sha256(found.content).hexdigest()
    for number, line in (("2026-014", 2), ("2026-015", 4)):
        for entry in office.dossier(number).entries:
            mark = TakenOver(file="en cours.csv", sha256=digest, line=line)
            assert entry.payload.taken_over == mark
            assert [d.sha256 for d in entry.payload.attached()] == [digest]
    assert office.register.document(digest) == found.content
    sentences = [row["sentence"] for row in office.query(history("2026-015", TODAY))]
    assert all("repris du fichier en cours.csv, ligne 4" in sentence for sentence in sentences)


def test_the_template_is_a_file_that_comes_in(office: Office) -> None:
    found = prepare(office, "modèle.csv", template().encode())

    assert found.wrong == []
    assert found.lines == 2
    assert template().splitlines()[0].split(";") == list(COLUMNS)


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + (HEADER + GOOD).encode(),
        (HEADER + GOOD).replace(";", ",").encode(),
        (HEADER + GOOD).replace(";", "\t").encode(),
        (HEADER + GOOD).replace("\n", "\r\n").encode(),
        (HEADER + GOOD).replace("Zone 30", '"Zone\n30 ; Daix"').encode(),
        (HEADER.upper() + GOOD).replace("Daix", " daix ").encode(),
    ],
)
def test_what_a_spreadsheet_makes_of_it_is_read(office: Office, content: bytes) -> None:
    found = prepare(office, "x.csv", content)

    assert (found.wrong, found.numbers) == ([], ["2026-014"])


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("2026-1;A;Daix;2026-02-31;;;\n", "sent"),
        ("2026-1;A;Daix;31/01/2026;;;\n", "sent"),
        ("2026-1;A;Daix;20260131;;;\n", "sent"),
        ("2026-1;A;Daix;٢٠٢٦-01-31;;;\n", "sent"),
        ("2026-1;A;Daix;2027-01-05;;;\n", "drafted"),
        ("2026-1;A;Daix;1998-01-05;;;\n", "drafted"),
        ("2026-1;A;Daix;2026-01-09;2026-01-05;;\n", "received"),
        ("2026-1;A;Paris;2026-01-09;;;\n", "communes"),
        ("2026-1;A;Daix|Paris;2026-01-09;;;\n", "communes"),
        ("2026-1;A;Daix|Dijon;2026-01-09;;;\n", "communes"),
        ("2026-1;A; | ;2026-01-09;;;\n", "communes"),
        ("2026-1;A;;2026-01-09;;;\n", "communes"),
        ("2026-1;;Daix;2026-01-09;;;\n", "object"),
        (";A;Daix;2026-01-09;;;\n", "number"),
        ("2026_1;A;Daix;2026-01-09;;;\n", "number"),
        ("2026-1234567890123;A;Daix;2026-01-09;;;\n", "number"),
        ("2026-1;A;Daix;2026-01-09;2026-01-12;oui;2026-03-24\n", "opinion"),
        ("2026-1;A;Daix;2026-01-09;2026-01-12;favorable;\n", "opinion_received"),
        ("2026-1;A;Daix;2026-01-09;2026-01-12;;2026-03-24\n", "opinion"),
        ("2026-1;A;Daix;2026-01-09\n", "number"),
        ("2026-1;A;Daix;2026-01-09;;;;;\n", "number"),
    ],
)
def test_a_bad_cell_is_named_by_line_and_column_and_nothing_is_written(
    office: Office, line: str, column: str
) -> None:
    before = office.register.last_position()

    assert set(wrong(office, GOOD + line)) == {(3, column)}
    assert office.register.last_position() == before


def test_every_bad_line_is_listed_and_every_bad_cell_of_it(office: Office) -> None:
    lines = f"{GOOD}2026-1;;Paris;hier;;peut-être;\n{LATER}2026-2;A;Paris;2026-01-09;;;\n"
    lines += "2026-3;A;Daix;;2026-01-12;;\n"

    assert wrong(office, lines) == [
        (3, "object"),
        (3, "sent"),
        (3, "opinion"),
        (3, "opinion_received"),
        (3, "communes"),
        (5, "communes"),
        (6, "drafted"),
        (6, "sent"),
    ]


def test_a_day_that_cannot_be_read_hides_no_other_fault_of_its_line(office: Office) -> None:
    office.record("2026-014", draft("2026-014", date(2026, 1, 5)), ANNE, documents=PIECES)
    header = (
        "number;object;communes;matter;drafted;sent;received;opinion;opinion_voted;"
        "opinion_received\n"
    )
    line = "2026-014;;Paris|Daix;astronomie;hier;2026-01-09;2027-01-12;favorable;2026-03-20;2026-03-02\n"

    assert sorted(wrong(office, line, header)) == [
        (2, "communes"),  # Paris is no member
        (2, "communes"),  # and they are two
        (2, "drafted"),
        (2, "matter"),
        (2, "number"),
        (2, "object"),
        (2, "opinion_voted"),
        (2, "received"),
    ]


def test_the_opinion_is_named_as_the_help_names_it_or_as_programs_do(office: Office) -> None:
    assert {word: sense.value for word, sense in SENSES.items()} == {
        word: value for value, word in WORDS["Sense"].items()
    }
    line = "2026-1;A;Daix;2026-01-09;2026-01-12;{};2026-03-24\n"
    for word, sense in SENSES.items():
        assert prepared(office, line.format(word.upper())).wrong == []
        assert prepared(office, line.format(sense.value)).wrong == []

    (bad,) = prepared(office, line.format("peut-être")).wrong
    assert bad.sentence.endswith(f"au choix : {', '.join(SENSES)}")


def test_a_day_of_qualifying_that_the_file_does_not_give_is_put_on_record_as_assumed(
    office: Office,
) -> None:
    header = "number;object;communes;sent;reasons;qualified\n"
    told = "2026-1;A;Daix;2026-01-09;Effets limités.;2026-01-09\n"
    assumed = "2026-2;A;Daix;2026-01-09;Effets limités.;\n2026-3;A;Daix;2026-01-09;;\n"
    write(office, prepared(office, told + assumed, header), ANNE)

    def qualified(number: str) -> str:
        return str(office.query(history(number, TODAY))[1]["sentence"])

    taken = ", repris du fichier en cours.csv, ligne"
    assert qualified("2026-1").endswith(f"motifs : Effets limités{taken} 2")
    assert qualified("2026-2").endswith(f"Effets limités ({DAY_ASSUMED}){taken} 3")
    assert qualified("2026-3").endswith(f"avis demandé à la commune ({DAY_ASSUMED}){taken} 4")


def test_a_number_that_comes_twice_is_refused_the_second_time(office: Office) -> None:
    (bad,) = prepared(office, GOOD + LATER + GOOD).wrong

    assert (bad.line, bad.column) == (4, "number")
    assert "figure déjà à la ligne 2" in bad.sentence


def test_a_number_of_the_register_is_refused(office: Office) -> None:
    office.record("2026-014", draft("2026-014", date(2026, 1, 5)), ANNE, documents=PIECES)

    assert wrong(office, GOOD) == [(2, "number")]


def test_an_unknown_matter_is_refused(office: Office) -> None:
    header = "number;object;communes;drafted;matter\n"

    assert wrong(office, "2026-1;A;Daix;2026-01-09;astronomie\n", header) == [(2, "matter")]


def test_only_the_valid_lines_are_planned(office: Office) -> None:
    found = prepared(office, GOOD + "2026-1;A;Paris;2026-01-09;;;\n" + LATER)
    write(office, found, ANNE)

    assert office.numbers() == ["2026-014", "2026-015"]


def test_the_same_file_sent_again_writes_nothing_again(office: Office) -> None:
    write(office, prepared(office, GOOD + LATER), ANNE)

    again = prepared(office, GOOD + LATER)

    assert (again.wrong, again.numbers, again.repeated) == ([], [], 2)
    assert wrong(office, GOOD) == [(2, "number")]  # another file


def test_a_number_taken_meanwhile_is_a_conflict_and_nothing_is_written(office: Office) -> None:
    found = prepared(office, LATER + GOOD)
    office.record("2026-014", draft("2026-014", date(2026, 1, 5)), ANNE, documents=PIECES)

    with pytest.raises(Conflict):
        write(office, found, ANNE)

    assert office.numbers() == ["2026-014"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "vide"),
        ((HEADER + GOOD).encode("utf-16"), "ligne 1, octet 1 : ce n'est pas de l'UTF-8"),
        ((HEADER + "2026-1;Métro;").encode("latin-1"), "ligne 2, octet 9"),
        (HEADER.encode() + b"2026-1;a\0b;Daix;;;;\n", "ligne 2 : un caractère nul"),
        (HEADER.encode() + b'2026-1;"A;Daix\n', "ligne 2"),
        (HEADER.encode() + GOOD.encode() + b'2026-1;"A"x;Daix;;;;\n', "ligne 3"),
        (b"number;object;communes;recieved\n", "colonne inconnue « recieved »"),
        (b"number;object;communes;commune\n", "la colonne communes figure deux fois"),
        (b"number;object;sent\n", "il manque la colonne communes"),
        (b"PK\x03\x04" + b"\x00" * 100, "nul"),
    ],
)
def test_a_file_that_is_not_one_is_refused(office: Office, content: bytes, said: str) -> None:
    with pytest.raises(NotACsv, match=said):
        prepare(office, "x.csv", content)


def test_a_bad_cell_is_told_in_one_sentence() -> None:
    assert str(BadCell(12, "sent", "le 2026-02-31 n'existe pas au calendrier")) == (
        "ligne 12, colonne sent : le 2026-02-31 n'existe pas au calendrier"
    )
