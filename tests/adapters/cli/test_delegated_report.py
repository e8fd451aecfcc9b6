"""The report of delegated decisions: what the council is told of each, on both axes, on a page."""

from pathlib import Path

from tests.adapters.cli.conftest import Tacite
from tests.adapters.cli.test_institutions import done, seated

LEASE = ("--by", "president", "--matter", "lease_renewal")


def decided(tacite: Tacite) -> None:
    """A delegation of April, a decision of May, a council of June, one more decision after it."""
    seated(tacite)
    done(tacite, "body", "seat", "Dijon 1", "--person", "Camille Exemple", "--day", "2020-07-16")
    delegation = ("power", "delegate", "--to", "president", "--matter", "lease_renewal")
    dated = ("--day", "2026-04-10", "--until", "2026-09-30")
    done(tacite, *delegation, *dated, "--deliberation", "2026-031")
    decide = ("power", "decide", *LEASE, "--object")
    done(tacite, *decide, "Bail rue Monge", "--number", "DP-1", "--day", "2026-05-04")
    convene = ("meeting", "convene", "CM-06", "--held", "2026-06-25", "--item", "Tarifs")
    done(tacite, *convene, "--day", "2026-06-18")
    done(tacite, "meeting", "open", "CM-06", "--present", 60)
    done(tacite, *decide, "Bail rue Berbisey", "--number", "DP-2", "--day", "2026-06-29")


def test_a_meeting_hears_all_that_is_known_of_each_decision(tacite: Tacite) -> None:
    decided(tacite)

    said = done(tacite, "power", "report", "CM-06")

    assert "DP-1, du 4 mai 2026" in said
    assert "Objet : Bail rue Monge" in said
    assert "Prise par : Camille Exemple, président (Dijon 1)" in said
    assert "délibération n° 2026-031 du 10 avril 2026, jusqu'au 30 septembre 2026" in said
    assert "exécutoires" in said, "what the register cannot tell is said"
    assert "DP-2" not in said


def test_the_next_meeting_hears_what_was_decided_since_the_last(tacite: Tacite) -> None:
    decided(tacite)

    found = tacite("power", "report", "--json").json
    before = tacite("power", "report", "--on", "2026-06-20", "--json").json

    assert [each["number"] for each in found["decisions"]] == ["DP-2"]
    assert (found["schema"], found["after"]) == ("tacite.power-report/1", "2026-06-25")
    assert [each["number"] for each in before["decisions"]] == ["DP-1"]
    assert before["decisions"][0]["delegation"]["deliberation"] == "2026-031"


def test_a_decision_that_lost_its_delegation_is_told_so(tacite: Tacite) -> None:
    decided(tacite)
    amend = ("correct", "amend", "powers#1", "--set", "day=2026-06-01", "--class", "1")
    proof = ("--document", "accuse.pdf", "--apply")
    done(tacite, *amend, "--reason", "date mal lue", "--author", "b", *proof)

    assert "aucune en vigueur ce jour-là" in done(tacite, "power", "report", "CM-06")
    first = ("power", "report", "CM-06", "--known-at", "powers#3")
    assert "2026-031" in done(tacite, *first, "--on", "2026-06-25")


def test_the_report_is_a_page_too(tacite: Tacite) -> None:
    decided(tacite)

    done(tacite, "power", "report", "CM-06", "--page", "--output", "cr.md")

    page = Path("cr.md").read_text(encoding="utf-8")
    assert page.startswith("# Compte rendu des décisions prises par délégation\n")
    assert "- **Objet** : Bail rue Monge" in page
    assert tacite("power", "report", "--output", "x.md").code == 2


def test_only_a_council_meeting_that_is_convened_hears_it(tacite: Tacite) -> None:
    decided(tacite)
    bureau = ("meeting", "convene", "B-06", "--body", "bureau", "--held", "2026-06-30")
    done(tacite, *bureau, "--item", "Vœu", "--day", "2026-06-24")

    assert tacite("power", "report", "CM-09").code == 3
    assert tacite("power", "report", "B-06").code == 2
