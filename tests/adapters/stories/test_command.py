"""``tacite story``: what it prints, its exit codes, and that it leaves nothing behind."""

import json
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from adapters.cli import main

RIGHT = """story: Juste
steps:
- {day: 2026-01-05, do: draft, concerns: [Daix], object: Square}
- {day: 2026-01-05, expect: {outcome: NONE}}
"""
WRONG = RIGHT.replace("Juste", "Fausse").replace("NONE", "ADOPTED")
UNREADABLE = "story: Illisible\nsteps: [{day: 2026-01-05, do: dance}]\n"
NO_COMMUNE = RIGHT.replace("Juste", "Ailleurs").replace("Daix", "Paris")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cas.yaml"


@pytest.mark.parametrize(
    ("stories", "code"),
    [
        ([RIGHT], 0),
        ([RIGHT, WRONG], 1),
        ([UNREADABLE, RIGHT], 2),
        ([WRONG, UNREADABLE], 2),
        ([NO_COMMUNE], 2),
    ],
)
def test_what_cannot_be_read_wins_over_what_differs(
    stories: list[str], code: int, file: Path
) -> None:
    file.write_text("---\n".join(stories), encoding="utf-8")

    assert main(["story", str(file)]) == code


def test_each_wrong_answer_is_named(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text("---\n".join([UNREADABLE, WRONG, RIGHT]), encoding="utf-8")

    assert main(["story", str(file)]) == 2
    assert capsys.readouterr().out.splitlines() == [
        f"{file} : 3 histoires, 1 juste, 1 fausse, 1 illisible.",
        "  illisible : n° 1 « Illisible », étape 1 : « dance » n'est pas une étape connue",
        "  faux : n° 2 « Fausse », étape 2, outcome : attendu ADOPTED, obtenu NONE",
    ]


def test_a_refusal_that_was_not_wanted_says_why(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text("story: A\nsteps: [{day: 2026-01-05, do: send}]\n", encoding="utf-8")

    assert main(["story", str(file)]) == 1
    assert "attendu false, obtenu true : Aucun projet n° D n'existe" in capsys.readouterr().out


def test_files_that_cannot_be_read_do_not_hide_the_others(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(RIGHT, encoding="utf-8")
    empty, binary = tmp_path / "vide.yaml", tmp_path / "image.yaml"
    empty.write_text("# rien\n", encoding="utf-8")
    binary.write_bytes(b"\x89PNG\r\n\x1a\n\x00\xff")

    code = main(["story", "absent.yaml", str(tmp_path), str(empty), str(binary), str(file)])

    assert code == 2
    assert capsys.readouterr().out.splitlines() == [
        "absent.yaml : ce fichier n'existe pas.",
        f"{tmp_path} : c'est un dossier, pas un fichier d'histoires.",
        f"{empty} : ce fichier ne contient aucune histoire.",
        f"{binary} : ce n'est pas du texte UTF-8.",
        f"{file} : 1 histoire, 1 juste, 0 fausse, 0 illisible.",
    ]


def test_programs_read_the_same_in_json(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text("---\n".join([RIGHT, WRONG]), encoding="utf-8")

    assert main(["story", "--json", str(file)]) == 1
    said = json.loads(capsys.readouterr().out)
    assert (said["schema"], said["ok"], said["exit_code"]) == ("tacite.story/1", False, 1)
    assert [story["ok"] for story in said["stories"]] == [True, False]
    assert said["stories"][1]["wrong"] == [
        {"step": 2, "key": "outcome", "wanted": "ADOPTED", "got": "NONE", "why": None}
    ]


def test_several_processes_report_in_the_order_of_the_file(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    titles = [f"Histoire {number}" for number in range(30)]
    file.write_text("---\n".join(RIGHT.replace("Juste", title) for title in titles), "utf-8")

    assert main(["story", "--json", "--jobs", "2", str(file)]) == 0
    said = json.loads(capsys.readouterr().out)
    assert [story["title"] for story in said["stories"]] == titles


def test_a_page_is_written_beside_its_file(file: Path, tmp_path: Path) -> None:
    file.write_text(RIGHT, encoding="utf-8")

    assert main(["story", "--page", "--output", str(tmp_path / "pages"), str(file)]) == 0
    page = (tmp_path / "pages" / "cas.md").read_text(encoding="utf-8")
    assert page.splitlines()[0] == "# Juste"
    assert "- **5 janvier 2026** — Projet n° D déposé : « Square » (Daix)" in page


def test_nothing_is_left_in_the_database_that_was_named(
    file: Path, fresh_postgres_url: str
) -> None:
    file.write_text("---\n".join([RIGHT, WRONG, UNREADABLE]), encoding="utf-8")
    before = schemas(fresh_postgres_url)

    assert main(["story", "--database", fresh_postgres_url, str(file)]) == 2
    assert schemas(fresh_postgres_url) == before


def schemas(url: str) -> list[str]:
    dsn = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(dsn) as connection:
        found = connection.execute("SELECT nspname FROM pg_namespace ORDER BY 1").fetchall()
    return [name for (name,) in found if not name.startswith("pg_")]


def test_a_database_of_no_use_is_said_in_one_sentence(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(RIGHT, encoding="utf-8")

    assert main(["story", "--database", "sqlite:///other.db", str(file)]) != 0
    assert "PostgreSQL" in capsys.readouterr().err
