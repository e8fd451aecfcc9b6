"""The calendar, the note de synthèse and the page, as they are typed."""

from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import pytest

from tests.adapters.cli.conftest import TODAY, Done, Tacite, take


def digest(done: Done) -> str:
    """The hash that was printed on stderr."""
    [line] = [line for line in done.err.splitlines() if line.startswith("SHA-256 ")]
    return line.removeprefix("SHA-256 ")


def test_a_council_day_is_planned_back(tacite: Tacite) -> None:
    done = tacite("plan", "--council", "2026-06-25", "--on", "2026-01-05", "--json")

    days = {step["step"]: (step["strict"], step["prudent"]) for step in done.json["steps"]}
    assert done.json["schema"] == "tacite.plan/1"
    assert days == {
        "opinion_in_note": ("2026-03-18", "2026-03-17"),
        "sending": ("2026-03-24", "2026-03-23"),
        "receipt": ("2026-03-24", "2026-03-23"),
        "convocation": ("2026-06-19", "2026-06-19"),
        "urgent_convocation": ("2026-06-23", "2026-06-23"),
        "commission": ("2026-06-25", "2026-06-18"),
        "commission_notice": ("2026-06-25", "2026-06-12"),
        "conference": ("2026-06-25", "2026-06-18"),
        "conference_agenda": ("2026-06-19", "2026-06-12"),
        "bureau": ("2026-06-19", "2026-06-11"),
        "bureau_convocation": ("2026-06-13", "2026-06-05"),
    }


@pytest.mark.parametrize(
    ("on", "said"),
    [
        ("2026-03-23", "encore possible, mais non sûr : réception pour que"),
        ("2026-03-24", "encore possible, mais non sûr : envoi du projet"),
        ("2026-03-25", "il est trop tard : réception pour que la note"),
    ],
)
def test_a_plan_says_what_is_already_gone(tacite: Tacite, on: str, said: str) -> None:
    done = tacite("plan", "--council", "2026-06-25", "--on", on)

    assert "mardi 24 mars 2026" in done.out
    assert "lundi 23 mars 2026" in done.out
    assert (said in done.err) is (on != "2026-03-23")


def test_a_plan_is_asked_for_one_thing(tacite: Tacite) -> None:
    take(tacite, up_to="receive")

    for wrong in ((), ("2026-014", "--council", "2026-06-25")):
        done = tacite("plan", *wrong)
        assert (done.code, done.out) == (2, "")
        assert "--council JOUR" in done.err


def test_a_council_day_before_the_text_is_refused(tacite: Tacite) -> None:
    done = tacite("plan", "--council", "1999-08-01")

    assert done.code == 4
    assert "12 juillet 1999" in done.err


def test_a_draft_has_a_first_council_day_or_a_reason(tacite: Tacite) -> None:
    take(tacite, up_to="send")
    waiting = tacite("plan", "2026-014", "--on", "2026-01-10", "--json").json
    tacite("receive", "2026-014", "--day", "2026-01-12", "--document", "accuse.pdf")
    running = tacite("plan", "2026-014", "--on", "2026-03-01", "--json").json

    assert (waiting["strict"], waiting["prudent"]) == (None, None)
    assert "n'est pas prouvée" in waiting["why"]
    assert (running["strict"], running["prudent"]) == ("2026-04-13", "2026-04-14")
    assert "lundi 13 avril 2026" in tacite("plan", "2026-014", "--on", "2026-03-01").out


def test_the_plan_of_a_draft_tells_the_bodies_before_its_first_safe_day(tacite: Tacite) -> None:
    take(tacite, up_to="receive")

    running = tacite("plan", "2026-014", "--on", "2026-04-08", "--json").json
    days = {step["step"]: (step["strict"], step["prudent"]) for step in running["steps"]}
    said = tacite("plan", "2026-014", "--on", "2026-04-08")

    assert running["council"] == "2026-04-14"
    assert days["commission"] == ("2026-04-14", "2026-04-07")
    assert days["conference_agenda"] == ("2026-04-08", "2026-04-01")
    assert days["convocation"] == ("2026-04-08", "2026-04-08")
    assert "receipt" not in days
    assert "encore possible, mais non sûr" in said.err
    gone = tacite("plan", "2026-014", "--on", "2026-04-09").err
    assert "il est trop tard" in gone
    assert "convocation de la conférence des maires" in gone


def test_the_note_is_one_paragraph(tacite: Tacite) -> None:
    take(tacite, up_to="receive")
    done = tacite("note", "2026-014", "--on", "2026-06-19")
    told = tacite("note", "2026-014", "--on", "2026-06-19", "--json").json

    assert done.out.count("\n") == 1
    assert "l'avis est réputé favorable depuis le 13 avril 2026" in done.out
    assert told["paragraph"] == done.out.strip()
    assert (told["opinion"], told["majority"]) == ("TACIT_FAVOURABLE", "SIMPLE")


def test_the_note_of_a_vote_is_that_of_its_day(tacite: Tacite) -> None:
    take(tacite, up_to="number")
    done = tacite("note", "DEL-2026-101")

    assert done.code == 0
    assert "25 juin 2026" in done.err


def test_the_page_is_the_same_bytes_with_their_hash(tacite: Tacite, place: Path) -> None:
    take(tacite, up_to="vote")
    first, again = tacite("history", "2026-014", "--page"), tacite("history", "2026-014", "--page")
    filed = tacite("history", "2026-014", "--page", "--output", "dossier.md")

    assert first.out.startswith("# Délibération n° 2026-014 : dossier\n")
    assert first.out == again.out
    assert digest(first) == digest(filed) == sha256(first.out.encode()).hexdigest()
    assert (place / "dossier.md").read_bytes() == first.out.encode()
    told = tacite("history", "2026-014", "--page", "--json").json
    assert (told["page"], told["sha256"]) == (first.out, digest(first))


def test_a_page_has_its_day(tacite: Tacite) -> None:
    take(tacite, up_to="vote")

    done = tacite("history", "2026-014", "--page", "--on", "2026-03-01")

    assert "dimanche 1er mars 2026" in done.out
    assert "Le conseil se prononce" not in done.out


def test_only_a_page_goes_to_a_file(tacite: Tacite, place: Path) -> None:
    take(tacite, up_to="receive")
    done = tacite("history", "2026-014", "--output", "dossier.md")

    assert done.code == 2
    assert not (place / "dossier.md").exists()


def give(tacite: Tacite, *more: str) -> Done:
    return tacite("give", "2026-014", "--to", "Me Dupré, avocate", *more)


def entries(tacite: Tacite) -> int:
    return len(tacite("history", "2026-014", "--json").json["lines"])


def test_a_page_is_given_and_its_giving_recorded_in_one_go(tacite: Tacite, place: Path) -> None:
    take(tacite, up_to="vote")
    page = tacite("history", "2026-014", "--page").out
    done = give(tacite, "--output", "dossier.md")

    assert done.code == 0, done.err
    assert (place / "dossier.md").read_text(encoding="utf-8") == page
    assert "remise à Me Dupré, avocate" in done.out
    assert tacite("document", digest(done)).out == page
    assert "remise à Me Dupré, avocate" in tacite("history", "2026-014").out
    assert "remise à Me Dupré, avocate" in tacite("history", "2026-014", "--page").out


def test_a_page_given_to_stdout_is_only_the_page(tacite: Tacite) -> None:
    take(tacite, up_to="receive")
    done = give(tacite)

    assert sha256(done.out.encode()).hexdigest() == digest(done)
    assert "remise à Me Dupré" in done.err


def test_a_page_of_an_earlier_day_is_given(tacite: Tacite) -> None:
    take(tacite, up_to="vote")
    done = give(tacite, "--on", "2026-03-01")

    assert "dimanche 1er mars 2026" in done.out
    assert "arrêtée au 1er mars 2026" in tacite("history", "2026-014").out


def test_a_page_given_twice_under_one_command_is_the_same_page(tacite: Tacite, place: Path) -> None:
    take(tacite, up_to="receive")
    command = ("--command-id", str(uuid4()), "--output", "dossier.md")
    first = give(tacite, *command)
    tacite("opinion", "2026-014", "--sense", "favourable", "--document", "accuse.pdf")
    count = entries(tacite)
    again = give(tacite, *command)

    assert (first.code, again.code) == (0, 0), again.err
    assert digest(first) == digest(again)
    assert entries(tacite) == count


def test_a_file_is_never_written_over_and_then_nothing_is_recorded(
    tacite: Tacite, place: Path
) -> None:
    take(tacite, up_to="receive")
    count = entries(tacite)
    (place / "dossier.md").write_text("autre chose", encoding="utf-8")

    assert give(tacite, "--output", "dossier.md").code == 2
    assert (place / "dossier.md").read_text(encoding="utf-8") == "autre chose"
    assert entries(tacite) == count


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (("--on", "2026-07-02"), 4),
        (("--day", "2026-03-01", "--on", "2026-03-02"), 4),
        (("--on", "2026-01-04"), 3),
        (("--json",), 2),
        (("--output", "nulle/part.md"), 2),
    ],
)
def test_what_cannot_be_given_is_not_recorded(
    tacite: Tacite, more: tuple[str, ...], code: int
) -> None:
    take(tacite, up_to="receive")
    count = entries(tacite)

    assert TODAY == "2026-07-01"
    assert give(tacite, *more).code == code
    assert entries(tacite) == count


def test_the_giving_is_told_to_programs(tacite: Tacite, place: Path) -> None:
    take(tacite, up_to="receive")
    done = give(tacite, "--json", "--output", "dossier.md")

    [entry] = done.json["entries"]
    assert entry["type"] == "page-given.v1"
    assert entry["documents"][0]["sha256"] == digest(done)


def test_a_page_is_given_on_both_engines(tacite_on_both: Tacite) -> None:
    take(tacite_on_both, up_to="vote")

    done = give(tacite_on_both)

    assert tacite_on_both("document", digest(done)).out == done.out
    assert tacite_on_both("replay", "--check").code == 0
