"""Bad input gets one sentence, the right exit code, and changes nothing."""

import json
from pathlib import Path

import pysqlite3
import pytest

from tests.adapters.cli.conftest import Tacite, take

DRAFT = "draft 2026-015 --object Halle --concerns Daix --text projet.txt"
CLASSES = (
    " : un nombre entier de 1 à 3 est attendu (1 transcription ; 2 erreur matérielle, avec sa "
    "délibération rectificative ; 3 changement de décision : refusée, c'est un retrait (tacite act "
    "withdraw))."
)


@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        (f"{DRAFT} --day 20260301", 2, "--day : « 20260301 » n'est pas une date"),
        (f"{DRAFT} --day 01/03/2026", 2, "écrivez AAAA-MM-JJ"),
        (f"{DRAFT} --day 2026-02-30", 2, "n'existe pas au calendrier"),
        (f"{DRAFT} --day 2026-07-02", 4, "n'est pas encore arrivé"),
        (f"{DRAFT} --day 2019-01-01", 4, "La composition du conseil n'est pas connue"),
        (DRAFT.replace("Daix", "Dix"), 2, "vouliez-vous dire Daix ?"),
        (DRAFT.replace("projet.txt", "absent.txt"), 2, "« absent.txt » n'existe pas"),
        (DRAFT.replace("projet.txt", "."), 2, "est un dossier"),
        (DRAFT.replace("2026-015", "2026_015"), 4, "n'est pas un numéro"),
        (DRAFT.replace("--object Halle", ""), 2, "Il manque l'option --object."),
        (f"{DRAFT} --matter rien", 4, "La matière « rien » n'est pas connue"),
        (f"{DRAFT} --command-id 12", 2, "« 12 » n'est pas un UUID"),
        (f"{DRAFT} --colour", 2, "L'option --colour n'existe pas"),
        ("drfat 2026-015", 2, "vouliez-vous dire « draft » ?"),
        ("vote 2026-014 --for 60 --against 30", 4, "= 90 voix, pour 86 membres en exercice"),
        ("vote 2026-014 --for=-1 --against 3", 2, "un nombre entier, zéro ou plus"),
        ("vote 2026-014 --for 50 --against 3 --in-office 90", 4, "90 membres en exercice pour 86"),
        ("vote 2026-014 --for 50 --against 3", 4, "l'avis de la commune n'est pas acquis"),
        ("receive 2026-014 --document accuse.pdf", 4, "Aucune consultation n'est en cours"),
        ("opinion 2026-014 --sense peut-être", 2, "au choix : favourable, reserves"),
        ("number 2026-014 DEL-1", 4, "l'acte n'existe pas encore"),
        ("qualify 2026-099 --as required --reasons x", 3, "Aucun projet n° 2026-099"),
        ("send 2026-014 --day 2026-01-01", 4, "n'existe pas encore au 1er janvier 2026 : il est"),
        ("meeting open CM-9 --present 50", 3, "La séance « CM-9 » n'est pas convoquée"),
        ("meeting convene C --held 2026-09-01 --item 2026-099", 3, "Aucun projet n° 2026-099"),
        ("seats Dix 2", 2, "n'est pas une commune membre"),
        ("seats 2122 2 --name Daix", 2, "ni un code INSEE"),
        ("show 2026-099", 3, "Aucune délibération n° 2026-099"),
        ("show 2026-014 --on 2026-01-01", 3, "n'existait pas encore"),
        ("board --state perdue", 2, "« perdue » n'est pas une étape"),
        ("board --on hier", 2, "« hier » n'est pas une date"),
        ("document zz", 2, "n'est pas le début d'une empreinte"),
        ("document 0000", 3, "Aucune pièce"),
        ("replay 2026-099", 3, "Aucun projet n° 2026-099"),
        ("replay 2026-020..2026-010", 2, "va à rebours"),
        ("replay --with-rules projet.txt", 2, "tacite law export en donne un modèle"),
        ("correct amend 2026-014#1 --set x=1 --class 4 --reason x", 2, "de 1 à 3"),
        ("correct annul 2026-014#1 --reason x", 2, f"Il manque l'option --class{CLASSES}"),
        ("correct amend 2026-014#1 --set x=1 --reason x", 2, CLASSES),
        ("correct move 2026-014#1 --to 2026-015 --reason x", 2, CLASSES),
        ("backup absent/x.db", 2, "Le dossier « absent » n'existe pas"),
        ("export absent/x", 2, "Le dossier « absent » n'existe pas"),
        ("status --database .", 8, "Aucun registre de Tacite"),
        ("status --database mysql://h/b", 8, "« postgresql://hôte/base » est attendue"),
        ("status --database postgresql://127.0.0.1:1/b", 75, "aucun serveur n'écoute"),
        ("status --database postgresql://127.0.0.1:99999/b", 75, "de 1 à 65535"),
        ("sweep --on 2026-07-02", 4, "n'est pas encore arrivé"),
        ("init --name X --from 2020-01-01 --communes projet.txt", 2, "pas un CSV de communes"),
        ("init --name X --from 2020-01-01", 2, "Quelles sont les communes de « X » ?"),
    ],
)
def test_bad_input_is_told_in_a_sentence_and_changes_nothing(
    tacite: Tacite, command: str, code: int, said: str
) -> None:
    take(tacite, up_to="qualify")
    before = tacite("status", "--json").out

    done = tacite(*command.split())

    assert (done.code, done.out) == (code, "")
    assert said in done.err
    assert "Traceback" not in done.err
    assert tacite("status", "--json").out == before


@pytest.mark.parametrize("option", ["--author", "--capacity"])
def test_a_step_without_author_or_capacity_is_refused(
    tacite: Tacite, option: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(f"TACITE_{option.strip('-').upper()}")

    done = tacite(*DRAFT.split())

    assert done.code == 2
    assert option in done.err
    assert tacite(*DRAFT.split(), option, "x").code == 0


def test_an_empty_text_is_named_by_its_option(tacite: Tacite) -> None:
    done = tacite(
        "draft", "2026-015", "--object", " ", "--concerns", "Daix", "--text", "projet.txt"
    )

    assert (done.code, done.err) == (2, "--object : la valeur est vide ; écrivez-la.\n")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("x: [1\n", "ce n'est pas du YAML, à la ligne 2, colonne 1 : vérifiez le retrait"),
        ("story: x\nsteps: [{draft: A, day: 2026-02-30}]\n", "n'existe pas au calendrier"),
        ("x: \x07\n", "ce n'est pas du YAML"),
    ],
)
def test_a_story_that_is_no_yaml_says_where_in_french(run: Tacite, content: str, said: str) -> None:
    Path("cas.yaml").write_text(content, encoding="utf-8")

    done = run("story", "cas.yaml")

    assert done.code == 2
    assert said in done.out + done.err
    assert "expected" not in done.out + done.err


def test_a_folder_is_no_place_for_a_register(run: Tacite) -> None:
    done = run("init", "--name", "Dijon métropole", "--from", "2020-07-16", "--database", ".")

    assert done.code == 8
    assert "est un dossier : donnez un fichier" in done.err


def test_a_folder_that_cannot_be_written_in_is_told_in_french(tacite: Tacite) -> None:
    take(tacite, up_to="receive")
    digest = tacite("show", "2026-014", "--json").json["documents"][0]["sha256"]

    done = tacite("document", digest, "--output", "absent/accuse.pdf")

    assert done.code == 2
    assert "ce chemin n'existe pas" in done.err


def test_no_register_yet_says_how_to_make_one(run: Tacite) -> None:
    done = run("status", "--database", "rien.db")

    assert done.code == 8
    assert "tacite init" in done.err
    assert not Path("rien.db").exists()


@pytest.mark.parametrize("command", ["status", "init --name Dijon\xa0métropole --from 2020-07-16"])
def test_the_database_of_somebody_else_is_left_alone(run: Tacite, command: str) -> None:
    theirs = pysqlite3.connect("theirs.db")
    theirs.execute("CREATE TABLE t (a)")
    theirs.close()
    before = Path("theirs.db").read_bytes()

    done = run(
        *(word.replace("\xa0", " ") for word in command.split(" ")), "--database", "theirs.db"
    )

    assert done.code == 8
    assert Path("theirs.db").read_bytes() == before


def test_a_file_that_is_no_database_is_left_alone(run: Tacite) -> None:
    before = Path("accuse.pdf").read_bytes()

    assert run("status", "--database", "accuse.pdf").code == 8
    assert Path("accuse.pdf").read_bytes() == before


def test_a_register_of_a_newer_program_is_not_read(tacite: Tacite, sqlite_url: str) -> None:
    register = pysqlite3.connect(sqlite_url.removeprefix("sqlite:///"))
    register.execute("UPDATE register SET schema_version = schema_version + 1")
    register.commit()
    register.close()

    done = tacite("board")

    assert done.code == 8
    assert "version plus récente de Tacite" in done.err


def test_a_second_founding_is_a_conflict(tacite: Tacite) -> None:
    before = tacite("status", "--json").out

    done = tacite("init", "--name", "Dijon métropole", "--from", "2020-07-16")

    assert done.code == 5
    assert tacite("status", "--json").out == before


def test_an_unreachable_database_is_temporary_and_its_password_is_never_shown(
    run: Tacite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TACITE_DEBUG", "1")

    done = run("status", "--database", "postgresql://tacite:s3cr3t@127.0.0.1:1/tacite")

    assert done.code == 75
    assert "s3cr3t" not in done.out + done.err


def test_errors_for_programs_are_problems_on_stderr(tacite: Tacite) -> None:
    take(tacite, up_to="receive")

    done = tacite("vote", "2026-014", "--for", 50, "--against", 3, "--day", "2026-03-01", "--json")

    assert done.out == ""
    found = json.loads(done.err)
    assert found["type"] == "urn:tacite:refused"
    assert found["exit_code"] == done.code == 4
    assert found["reason"] == "OPINION_NOT_DUE"
    assert found["article"] == "CGCT L. 5211-57"
    assert found["allowed_from"] == "2026-04-13"


def test_what_nobody_expected_is_one_sentence_too(
    tacite: Tacite, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("postgresql://u:s3cr3t@h/d is on fire")

    monkeypatch.setattr("adapters.office.Office.query", broken)

    done = tacite("board")

    assert done.code == 1
    assert done.err.startswith("Erreur inattendue (RuntimeError")
    assert "s3cr3t" not in done.err
    assert len(done.err.splitlines()) == 1


def test_a_register_that_somebody_holds_is_temporary(
    tacite: Tacite, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.register.sqlite.BUSY_TIMEOUT_S", 0.05)
    holder = pysqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")

    done = tacite(*DRAFT.split())

    holder.close()
    assert (done.code, done.out) == (75, "")
    assert "réessayez" in done.err
