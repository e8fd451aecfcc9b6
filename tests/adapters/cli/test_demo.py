"""The demonstration tells the truth, and what it invites to try works."""

import re
import shlex
from pathlib import Path

import pytest

from adapters.cli import main
from adapters.cli.demo import next_commands
from adapters.cli.demo_evening import FOLLOWED, MEETING, OTHER
from adapters.cli.telling import folded
from adapters.stories.account import Kind
from adapters.stories.language import read_story
from adapters.stories.run import run, wrong
from adapters.stories.season import CLERK_AWAY, LAST_DAY, cases, data, evening_case, live
from adapters.stories.throwaway import FIRST_DAY, midday, throwaway
from domain.words import Opinion, Outcome

EVENING = (
    "Convocation du conseil pour le 28 mai 2026",
    "Séance : convocation régulière.",
    "Séance ouverte : 44 présents",
    "20 pouvoirs écrits : Pouvoir de Dijon 23 à Dijon 2",
    "Refusé : Pouvoir de Dijon 43 à Dijon 2.",
    "Point 1 : 86 en exercice ; quorum de 44 ; 44 présents ; quorum atteint ; 64 voix disponibles.",
    "Point 1 mis aux voix, scrutin ordinaire : 52 pour, 8 contre",
    "Résultat proclamé : délibération adoptée",
    "Point 2 mis aux voix, scrutin secret : 30 pour, 30 contre, 4 abstentions, voix prépondérante "
    "pour, sans effet au scrutin secret",
    "Point 2 : scrutin secret ; rejeté.",
    "Point 3 mis aux voix, scrutin ordinaire : 57 pour, 4 contre",
    "Résultat proclamé : délibération rejetée",
    "majorité des deux tiers des membres ; 58 voix nécessaires ; délibération rejetée.",
    "Départ avant le point 4 : Corcelles-les-Monts 1",
    "Point 4 : quorum de 44 ; 43 présents ; quorum pas atteint.",
    "Refusé : Point 4 mis aux voix",
)
"""What the first chapter must tell, in this order."""

LIFE = (
    "Projet n° 2026-011 déposé",
    "Qualification : avis de la commune requis",
    "Projet transmis à Fontaine-lès-Dijon",
    "Projet reçu à la mairie",
    "avis favorable",
    "Inscrite à l'ordre du jour",
    "Point 1 mis aux voix",
    "Résultat proclamé : délibération adoptée",
    "Liste des délibérations publiée",
    "Acte reçu par la préfecture",
    "acte pas exécutoire",
    "Acte publié sous forme électronique",
    "acte exécutoire le 3 juin 2026",
    "Les conseillers municipaux reçoivent la liste",
    "déféré du préfet 02/06/2026 03/08/2026",
    "recours des tiers 03/06/2026 04/08/2026",
    "retrait de l'acte 28/05/2026 28/09/2026",
)
"""What the second must."""


def test_each_case_ends_as_its_title_says() -> None:
    clock = midday(FIRST_DAY)
    with throwaway(None) as registers, registers.register(clock) as office:
        told = cases()
        said = live(office, clock, told)
        ends = {
            number: office.situation(number, LAST_DAY) for case in told for number in case.numbers
        }

    votes = {n: (end.vote.payload.votes_for, end.outcome) for n, end in ends.items() if end.vote}
    assert votes["2026-002"] == (57, Outcome.REJECTED)
    assert votes["2026-003"] == (58, Outcome.ADOPTED)
    assert votes["2026-004"] == (50, Outcome.REJECTED)
    assert ends["2025-141"].opinion is Opinion.TACIT_FAVOURABLE
    assert ends["2026-004"].opinion is Opinion.UNFAVOURABLE
    assert len(ends["2026-001"].late_opinions) == 1
    assert ends["2026-005"].opinion is Opinion.TACIT_FAVOURABLE
    assert len(ends["2026-006"].course.consultations) == 2
    away = [line for line in said if line.kind is Kind.LAW]
    assert [(line.number, CLERK_AWAY[0] <= line.day <= CLERK_AWAY[1]) for line in away] == [
        ("2026-007", True)
    ]
    refused = [line.number for line in said if line.kind is Kind.REFUSED]
    assert refused == ["2025-141", "2026-006"]


def test_the_demonstration_opens_on_the_evening_and_follows_its_deliberation(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert main(["demo", "--database", str(tmp_path / "demo.db")]) == 0

    shown = capfd.readouterr().out
    chapters = re.split(r"^\d+\. ", shown, flags=re.MULTILINE)
    assert len(chapters) == 1 + 3 + len(cases())
    for chapter, sentences in ((chapters[1], EVENING), (chapters[2], LIFE)):
        told, place = " ".join(chapter.split()), 0
        for sentence in sentences:
            place = told.find(sentence, place)
            assert place >= 0, sentence
            place += len(sentence)
    assert f"séance « {MEETING} »" in " ".join(chapters[3].split())
    assert "Projet reçu à la mairie de Sennecey-lès-Dijon" in chapters[3]
    assert f"N° {OTHER} : avis de la commune défavorable" in chapters[3]
    assert f"N° {FOLLOWED}, au mardi 30 juin 2026" in shown


def test_what_the_evening_asks_is_answered_so_alone_and_among_the_cases() -> None:
    with throwaway(None) as registers:
        alone = run(read_story(data("demo-evening.yaml")), registers)
        clock = midday(FIRST_DAY)
        with registers.register(clock) as office:
            said = live(office, clock, [evening_case(), *cases()])

    assert alone.wrong == []
    told = [line.told for line in said if line.told]
    assert [each for one in told for each in wrong(one)] == []
    moments = [one.moment for one in told]
    assert [moment for moment in evening_case().moments if moment not in moments] == []


def test_a_line_is_never_folded_before_a_sign_or_between_a_text_and_its_number() -> None:
    text = "Séance « CM » ouverte ; point n° 3 : adopté (CGCT L. 2121-20, art. 4 du pacte)."
    for width in range(20, 90):
        lines = folded(text, width)
        assert " ".join(lines) == text
        assert all(len(line) <= width for line in lines)
        assert not any(line.endswith(("«", "n°", "CGCT", "L.", "art.")) for line in lines)
        assert not any(line.startswith((";", ":", "»")) for line in lines)


def test_the_commands_to_try_next_work(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    database = str(tmp_path / "demo.db")

    assert main(["demo", "--database", database]) == 0

    shown = capfd.readouterr().out
    assert "\x1b" not in shown
    for command in next_commands(database, LAST_DAY):
        assert f"  {command}\n" in shown
        assert main(shlex.split(command)[1:]) == 0
        assert capfd.readouterr().err == ""


def test_a_database_that_serves_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = tmp_path / "demo.db"
    assert main(["demo", "--database", str(database)]) == 0
    before = database.read_bytes()

    assert main(["demo", "--database", str(database)]) != 0
    assert "n'est pas vide" in capsys.readouterr().err
    assert database.read_bytes() == before


def test_an_empty_postgresql_database_will_do(fresh_postgres_url: str) -> None:
    assert main(["demo", "--database", fresh_postgres_url]) == 0
    assert main(["demo", "--database", fresh_postgres_url]) != 0
