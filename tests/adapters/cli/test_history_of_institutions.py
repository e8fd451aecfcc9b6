"""The institutions have a history like a deliberation: in its place, corrected, on both axes."""

import pytest

from tests.adapters.cli.conftest import Tacite, take
from tests.adapters.cli.test_institutions import done

NUMBER = "2026-014"
UNTIL = ("--to", "president", "--matter", "lease_renewal", "--until", "2026-09-30")


def lived(tacite: Tacite) -> None:
    """One entry at least on every stream, and a delegation whose last day was mistyped."""
    take(tacite, up_to="receive")
    done(tacite, "body", "elect-president", "dijon 1", "--day", "2020-07-16")
    done(tacite, "power", "delegate", *UNTIL, "--day", "2026-05-06")
    done(tacite, "call", "metropolitan-day", "--day", "2026-03-07")
    done(tacite, "service", "create", "Droit des sols", "Dijon", "Chenôve", "--day", "2019-06-30")
    convene = ("meeting", "convene", "CM-1", "--held", "2026-06-25", "--item", "2026-014")
    done(tacite, *convene, "--day", "2026-06-18")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("institution", "Registre ouvert pour Dijon métropole"),
        ("bodies", "Dijon 1 élu à la présidence"),
        ("powers", "Le conseil délègue au président : "),
        ("calls", "Journée métropolitaine tenue"),
        ("cooperation", "Service commun « Droit des sols » créé : Dijon, Chenôve"),
        ("meeting/CM-1", "Convocation du conseil pour le 25 juin 2026"),
        ("CM-1", "Convocation du conseil pour le 25 juin 2026"),
    ],
)
def test_every_stream_has_a_history(tacite: Tacite, name: str, said: str) -> None:
    lived(tacite)

    for form in ((), ("--as-written",), ("--as-corrected",)):
        found = " ".join(done(tacite, "history", name, *form).split())
        assert said in found
        assert "Inscrit le 1 juillet 2026" in found.replace("1er", "1")
    told = tacite("history", name, "--json").json
    assert told["schema"] == "tacite.history/1"
    assert told["stream"] == ("meeting/CM-1" if name == "CM-1" else name)
    assert any(said in line["sentence"] for line in told["lines"])


def test_a_correction_is_told_in_the_place_of_what_it_corrects(tacite: Tacite) -> None:
    lived(tacite)
    known = tacite("status", "--json").json["position"]
    change = ("correct", "amend", "powers#1", "--set", "until=2026-12-31", "--class", "1")
    why = ("--reason", "Date mal lue", "--document", "accuse.pdf", "--validator", "M. Roux")
    done(tacite, *change, *why, "--apply")

    whole = " ".join(done(tacite, "history", "powers").split())
    corrected = done(tacite, "history", "powers", "--as-corrected")
    written = done(tacite, "history", "powers", "--as-written")
    before = done(tacite, "history", "powers", "--known-at", known)

    assert "[rayé] 6 mai 2026 — Le conseil délègue au président" in whole
    assert "Rectifiée par n° powers#2" in whole
    assert "motif : Date mal lue" in whole
    assert "Se lit : 6 mai 2026" in whole
    assert "31 décembre 2026" in corrected
    assert "30 septembre 2026" not in corrected
    assert "Rectification" not in corrected
    assert "30 septembre 2026" in written
    assert "rayé" not in before
    assert "31 décembre 2026" not in before


def test_what_was_annulled_is_struck_and_counts_no_more(tacite: Tacite) -> None:
    lived(tacite)
    why = ("--reason", "Doublon", "--document", "accuse.pdf", "--validator", "M. Roux")
    done(tacite, "correct", "annul", "powers#1", "--class", "1", *why, "--apply")

    assert "[rayé] 6 mai 2026" in done(tacite, "history", "powers")
    assert "délègue" not in done(tacite, "history", "powers", "--as-corrected")


def test_a_history_is_that_of_its_legal_day(tacite: Tacite) -> None:
    lived(tacite)

    eve = tacite("history", "powers", "--on", "2026-05-05", "--json").json["lines"]
    day = tacite("history", "powers", "--on", "2026-05-06", "--json").json["lines"]

    assert (len(eve), len(day)) == (0, 1)


def test_a_deliberation_comes_before_a_meeting_of_its_name(tacite: Tacite) -> None:
    lived(tacite)
    convene = ("meeting", "convene", "2026-014", "--held", "2026-06-26", "--item", "Tarifs")
    done(tacite, *convene, "--day", "2026-06-18")

    assert done(tacite, "history", "2026-014").startswith("N° 2026-014")
    assert "Journal, la séance « 2026-014 »" in done(tacite, "history", "meeting/2026-014")


def test_what_is_not_on_record_is_not_found(tacite: Tacite) -> None:
    for name in ("powers", "meeting/CM-1", "CM-1"):
        assert tacite("history", name).code == 3
    lived(tacite)
    assert tacite("history", "powers", "--known-at", "2026-014#1").code == 3
    page = tacite("history", "powers", "--page")
    assert (page.code, "--page" in page.err) == (2, True)


@pytest.mark.parametrize("how", ["annul", "amend"])
def test_a_deliberation_taken_off_an_agenda_says_so_with_the_cause(
    tacite_on_both: Tacite, how: str
) -> None:
    tacite = tacite_on_both
    take(tacite, up_to="receive")
    notice = ("meeting", "convene", "CM-06-25", "--held", "2026-06-25", "--day", "2026-06-18")
    done(tacite, *notice, "--item", NUMBER, "--item", "Tarifs")
    before = tacite("status", "--json").json["position"]
    agenda = ("--set", "ordre du jour=Voeu | Tarifs") if how == "amend" else ()
    wrong = (
        "correct",
        how,
        "meeting/CM-06-25#1",
        *agenda,
        "--class",
        1,
        "--reason",
        "Convoquée par erreur",
    )
    done(tacite, *wrong, "--document", "accuse.pdf", "--apply")

    told = " ".join(done(tacite, "history", NUMBER).split())
    assert "[rayé] 18 juin 2026 — Inscrite à l'ordre du jour de la séance « CM-06-25 »" in told
    assert "par n° meeting/CM-06-25#2 (a.prehaut, secrétariat des assemblées, le 01/07/2026" in told
    assert "motif : Convoquée par erreur" in told
    page = done(tacite, "history", NUMBER, "--page")
    assert "~~Inscrite à l'ordre du jour de la séance « CM-06-25 »~~ **Ne compte plus**" in page
    assert "### Rectification n° meeting/CM-06-25#2" in page.partition("## 6.")[2]
    assert "ordre du jour de la séance" not in done(tacite, "history", NUMBER, "--as-corrected")
    assert "[rayé]" not in done(tacite, "history", NUMBER, "--known-at", before)

    undo = ("correct", "annul", "meeting/CM-06-25#2", "--class", 1, "--reason", "Elle était bonne")
    done(tacite, *undo, "--document", "accuse.pdf", "--apply")
    assert "[rayé] 18 juin 2026 — Inscrite" not in done(tacite, "history", NUMBER)
    assert done(tacite, "replay", "--check")
