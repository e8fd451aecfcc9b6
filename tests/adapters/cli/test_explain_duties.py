"""Each deadline of a meeting and of the institution's year is explained like any other."""

from tests.adapters.cli.conftest import Tacite
from tests.adapters.cli.test_institutions import done

CONVENE = (
    *("meeting", "convene", "CM-9", "--held", "2026-06-25", "--item", "Tarifs"),
    *("--day", "2026-06-12"),
)


def test_a_meeting_explains_each_of_its_deadlines(tacite: Tacite) -> None:
    done(tacite, *CONVENE)
    done(tacite, "meeting", "open", "CM-9", "--present", 60, "--day", "2026-06-25")

    said = done(tacite, "explain", "CM-9", "--on", "2026-07-03")

    assert "Liste des délibérations à publier" in said
    assert "Point de départ : jeudi 25 juin 2026 (la séance)" in said
    assert "Dernier jour : jeudi 2 juillet 2026" in said
    assert "[CGCT L. 2121-25 ; déduction, à valider par un juriste ; R-2.2]" in said
    assert "Où il en est : en retard, pas fait" in said
    assert "Séance : jeudi 25 juin 2026" in said
    assert "lu la veille au plus tard" in said


def test_a_meeting_is_explained_as_it_was_known_and_for_programs(tacite: Tacite) -> None:
    done(tacite, *CONVENE)
    done(tacite, "meeting", "open", "CM-9", "--present", 60, "--day", "2026-06-25")

    known = tacite("explain", "CM-9", "--on", "2026-07-03", "--known-at", "meeting/CM-9#1")
    before = tacite("explain", "CM-9", "--on", "2026-07-03", "--known-at", 3)
    found = tacite("explain", "CM-9", "--on", "2026-06-20", "--json").json

    assert "Liste des" not in known.out
    assert "n'était pas convoquée" in before.err
    assert before.code == 3
    assert [c["title"] for c in found["chapters"]] == [
        "Copie de la convocation à envoyer aux conseillers municipaux"
    ]
    assert found["number"] == "CM-9"


def test_the_year_of_the_institution_is_explained(tacite: Tacite) -> None:
    done(tacite, "call", "renewal", "--day", "2026-03-22")
    done(tacite, "call", "request", "--body", "council", "--asking", 29, "--day", "2026-06-01")

    said = done(tacite, "explain", "institution", "--on", "2026-06-10")

    assert "Dernier jour : mardi 22 décembre 2026" in said
    assert "[CGCT L. 5211-11-2 ; texte ; R-2.2]" in said
    assert "Délai : 30 jours" in said
    assert "Dernier jour : mercredi 1er juillet 2026" in said


def test_show_of_a_meeting_says_which_command_shows_it(tacite: Tacite) -> None:
    done(tacite, *CONVENE)

    refused = tacite("show", "CM-9")

    assert refused.code == 3
    assert "tacite meeting show CM-9" in refused.err


def test_the_cure_of_a_convocation_is_for_the_day_asked_about(tacite: Tacite) -> None:
    done(tacite, *CONVENE[:-1], "2026-06-24")

    said = tacite("check", "CM-9", "--on", "2026-06-25").out

    assert "envoyée le 25 juin 2026" in said
