"""An arrival that no longer counts is struck where it arrived, with what undid it, who, when, why."""

import pytest

from tests.adapters.cli.conftest import Done, Tacite, take

PROOF = ("--class", 1, "--document", "accuse.pdf", "--apply")
ARRIVED = "Inscription 2026-014#4 rattachée à ce dossier"
BY = "(a.prehaut, secrétariat des assemblées, le 01/07/2026 à 12:00)"


def moved(tacite: Tacite) -> None:
    """The receipt was recorded on 2026-014, and belongs to M2."""
    take(tacite, up_to="receive")
    for command in (
        "draft M2 --object Halle --concerns Daix --text projet.txt --day 2026-01-05",
        "qualify M2 --as required --reasons Daix --day 2026-01-06",
        "send M2 --day 2026-01-09",
    ):
        assert tacite(*command.split()).code == 0
    corrected(tacite, "move", "2026-014#4", "--to", "M2", "--reason", "Mauvais dossier")


def corrected(tacite: Tacite, *correction: object) -> None:
    done = tacite("correct", *correction, *PROOF)
    assert done.code == 0, done.err


def at_the_arrival(told: Done) -> list[str]:
    lines = told.out.splitlines()
    [at] = [n for n, line in enumerate(lines) if ARRIVED in line]
    return lines[at : at + 4]


@pytest.mark.parametrize(
    ("undone_by", "said"),
    [
        (
            ("annul", "2026-014#5", "--reason", "Il était bien là"),
            f"Rayée par n° 2026-014#6 {BY}, classe 1 : motif : Il était bien là",
        ),
        (
            ("annul", "2026-014#4", "--reason", "Jamais reçu"),
            f"Rayée par n° 2026-014#6 {BY}, classe 1 : motif : Jamais reçu",
        ),
        (
            ("move", "2026-014#4", "--to", "2026-014", "--reason", "Il était bien là"),
            f"Rayée ici, déplacée au dossier n° 2026-014 par n° 2026-014#6 {BY}, classe 1 : "
            "motif : Il était bien là",
        ),
    ],
    ids=["its move annulled", "itself annulled", "moved on"],
)
def test_it_is_struck_with_the_correction_in_every_form(
    tacite: Tacite, undone_by: tuple[object, ...], said: str
) -> None:
    moved(tacite)
    assert not at_the_arrival(tacite("history", "M2"))[0].startswith("[rayé]")

    corrected(tacite, *undone_by)

    struck, _, why, *_ = at_the_arrival(tacite("history", "M2"))
    assert struck.startswith("[rayé] ")
    assert why.strip() == said.strip()
    [line] = [
        line
        for line in tacite("history", "M2", "--json").json["lines"]
        if ARRIVED in line["sentence"]
    ]
    assert (line["struck"], line["corrected"]) == (True, [said])
    page = tacite("history", "M2", "--page").out
    [row] = [row for row in page.splitlines() if row.startswith("|") and ARRIVED in row]
    assert "~~" in row
    assert "**Ne compte plus** (n° 2026-014#6 ; voir 6)" in row
    assert "### Rectification n° 2026-014#5, du 1er juillet 2026" in page
    assert "### Rectification n° 2026-014#6, du 1er juillet 2026" in page
    assert ARRIVED not in tacite("history", "M2", "--as-corrected").out
    assert not tacite("replay", "--check", "--json").json["differences"]


def test_it_counts_again_when_the_annulment_of_its_move_is_annulled(tacite: Tacite) -> None:
    moved(tacite)
    corrected(tacite, "annul", "2026-014#5", "--reason", "Il était bien là")
    corrected(tacite, "annul", "2026-014#6", "--reason", "Non, il est de M2")

    told = at_the_arrival(tacite("history", "M2"))

    assert not told[0].startswith("[rayé]")
    assert not any("Rayée" in line for line in told)
