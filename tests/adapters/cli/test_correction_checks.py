"""What a person at the keyboard is stopped from correcting, although the stories may tell it."""

import pytest

from tests.adapters.cli.conftest import Tacite, take

NUMBER = "2026-014"
DRAFT, SENDING, RECEIPT = (f"{NUMBER}#{n}" for n in (1, 3, 4))
GROUND = ("--reason", "Erreur de saisie")
WHY = (*GROUND, "--class", 1)
PROVED = (*WHY, "--document", "accuse.pdf")
COMMAND = "3f0c6c1e-8d5a-4b5e-9a39-0f6a3c1d2e4b"
TO_TALANT = ("correct", "amend", DRAFT, "--set", "communes=Talant", *PROVED, "--apply")


def test_a_consultation_on_record_does_not_become_that_of_another_commune(
    tacite_on_both: Tacite,
) -> None:
    tacite = tacite_on_both
    take(tacite, up_to="receive")
    tacite("sweep", "--on", "2026-04-13")

    refused = tacite(*TO_TALANT)

    assert (refused.code, refused.out) == (4, "")
    said = " ".join(refused.err.split())
    assert f"({SENDING}, {RECEIPT}, {NUMBER}#5) est celle de Daix : Talant n'a jamais été" in said
    assert "Annulez d'abord ces inscriptions" in said

    for entry in (SENDING, RECEIPT, f"{NUMBER}#5"):
        assert tacite("correct", "annul", entry, *PROVED, "--apply").code == 0
    assert tacite(*TO_TALANT).code == 0
    assert tacite("send", NUMBER, "--day", "2026-01-09").code == 0
    told = tacite("history", NUMBER).out
    assert "Projet reçu à la mairie de Daix" in told
    assert "Avis de Daix réputé favorable" in told
    assert "Projet transmis à Talant" in told
    assert "Projet reçu à la mairie de Talant" not in told
    back = tacite("correct", "annul", f"{NUMBER}#9", *WHY)
    assert "est celle de Talant : Daix n'a jamais été consultée" in " ".join(back.err.split())


def test_nothing_is_corrected_without_the_document_that_shows_the_error(
    tacite_on_both: Tacite,
) -> None:
    tacite = tacite_on_both
    take(tacite, up_to="receive")
    end = tacite("status", "--json").json["position"]
    for wanted in (
        ("amend", RECEIPT, "--set", "jour=2026-01-13"),
        ("annul", RECEIPT),
    ):
        seen = tacite("correct", *wanted, *WHY)
        assert seen.code == 0, seen.err
        assert "avec --document PIÈCE --apply --seen" in " ".join(seen.err.split())
        refused = tacite("correct", *wanted, *WHY, "--apply")
        assert (refused.code, refused.out) == (4, "")
        assert "avec la pièce qui montre l'erreur" in " ".join(refused.err.split())
        assert "(--document FICHIER)" in " ".join(refused.err.split())
        assert tacite("status", "--json").json["position"] == end

    assert tacite("correct", "annul", RECEIPT, *PROVED, "--apply").code == 0


def test_the_communes_of_a_draft_that_was_not_sent_are_corrected(tacite: Tacite) -> None:
    take(tacite, up_to="qualify")

    assert tacite(*TO_TALANT).code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("move", RECEIPT, "--to", NUMBER), "figure déjà au dossier n° 2026-014"),
        (("amend", RECEIPT, "--set", "jour=2026-01-12"), "dit déjà « 12 janvier 2026 »"),
        (("amend", DRAFT, "--set", "communes=Daix"), "dit déjà « Daix »"),
        (
            ("amend", RECEIPT, "--set", "jour=2026-01-13", "--set", "day=2026-01-14"),
            "jour est donné deux fois",
        ),
        (("amend", RECEIPT, "--set", "jour=2026-01-13", "--apply", "--seen", 99999), "à venir"),
    ],
)
def test_what_corrects_nothing_is_refused(
    tacite: Tacite, arguments: tuple[object, ...], said: str
) -> None:
    take(tacite, up_to="receive")

    done = tacite("correct", *arguments, *WHY)

    assert (done.code, done.out) == (2, "")
    assert said in " ".join(done.err.split())


def test_a_correction_sent_twice_is_answered_and_not_said_to_correct_nothing(
    tacite: Tacite,
) -> None:
    take(tacite, up_to="receive")
    once = ("correct", "amend", RECEIPT, "--set", "jour=2026-01-13", *PROVED, "--apply")
    named = ("--command-id", "6f1c9f2e-3f43-4d0e-9a52-0c6f3a2b7d11")

    assert tacite(*once, *named).code == 0
    assert tacite(*once, *named).code == 0


def voted(tacite: Tacite, number: str, votes_for: int) -> None:
    """A deliberation on which no commune is asked, and its vote of 25 June."""
    for words in (
        f"draft {number} --object Objet --concerns Daix --text projet.txt --day 2026-06-01",
        f"qualify {number} --as not_required --reasons x --day 2026-06-02",
        f"vote {number} --for {votes_for} --against 40 --day 2026-06-25",
    ):
        done = tacite(*words.split())
        assert done.code == 0, done.err


def test_a_material_error_names_an_adopted_deliberation_and_another_than_itself(
    tacite: Tacite,
) -> None:
    take(tacite, up_to="receive")
    voted(tacite, "2026-030", 44)
    voted(tacite, "2026-031", 3)
    amend = ("correct", "amend", RECEIPT, "--set", "jour=2026-01-13", *WHY)
    material = (*amend, "--class", 2, "--rectifying")

    for given, code, said in (
        ("2026-099", 3, "Aucune délibération n° 2026-099"),
        (NUMBER, 4, "ne se rectifie pas lui-même"),
        ("2026-031", 4, "n'est pas adoptée au 1er juillet 2026"),
    ):
        done = tacite(*material, given)
        assert (done.code, done.out) == (code, "")
        assert said in " ".join(done.err.split())
    seen = tacite(*material, "2026-030")
    assert seen.code == 0, seen.err
    assert "délibération rectificative n° 2026-030" in " ".join(seen.out.split())
    transcription = tacite(*amend, "--class", 1, "--rectifying", "2026-030")
    assert transcription.code == 4
    assert "n'appelle pas de délibération rectificative" in " ".join(transcription.err.split())


@pytest.mark.parametrize("four_eyes", ["true", "false"])
def test_nobody_validates_a_correction_of_his_own_however_he_types_his_name(
    tacite: Tacite, monkeypatch: pytest.MonkeyPatch, four_eyes: str
) -> None:
    take(tacite, up_to="receive")
    monkeypatch.setenv("TACITE_FOUR_EYES", four_eyes)
    amend = ("correct", "amend", RECEIPT, "--set", "jour=2026-01-13", *WHY, "--validator")

    for own in ("a.prehaut", "A.Prehaut", " a.prehaut ", ""):
        assert tacite(*amend, own).code == 4
    assert tacite(*amend, "b.martin").code == 0


@pytest.mark.parametrize("answer", ["withdraw", "uphold"])
def test_an_answer_to_a_contradiction_is_recorded_with_its_evidence_or_refused(
    tacite_on_both: Tacite, answer: str
) -> None:
    tacite = tacite_on_both
    take(tacite, up_to="receive")
    tacite("sweep", "--on", "2026-04-13")
    tacite("correct", "amend", RECEIPT, "--set", "jour=2026-01-13", *PROVED, "--apply")
    before = tacite("status", "--json").json["position"]
    given = (answer, NUMBER, "--determination", "deemed_opinion", *GROUND, "--command-id", COMMAND)

    refused = tacite(*given)

    assert (refused.code, refused.out) == (4, "")
    said = " ".join(refused.err.split())
    assert "aucune n'est jointe. Joignez-la (--document FICHIER)" in said
    assert tacite("status", "--json").json["position"] == before

    recorded = tacite(*given, "--document", "accuse.pdf")
    assert recorded.code == 0, recorded.err
    repeated = tacite(*given)
    assert repeated.code == 0, repeated.err
    assert tacite("status", "--json").json["position"] == before + 1


def test_seats_that_become_fewer_than_the_members_a_vote_counts_are_said(tacite: Tacite) -> None:
    take(tacite, up_to="receive")
    tacite("seats", "Daix", 2, "--day", "2026-06-01")
    entry = tacite("status", "--json").json["position"]
    voted = tacite(
        "vote",
        NUMBER,
        *["--for", "50", "--against", "30", "--in-office", "87", "--day", "2026-06-25"],
    )
    assert voted.code == 0, voted.err

    fewer = tacite("correct", "amend", entry, "--set", "sièges=1", *WHY)
    more = tacite("correct", "amend", entry, "--set", "sièges=3", *WHY)

    said = "Le vote du 25 juin 2026 compte 87 membres en exercice, pour 86 sièges ce jour-là"
    assert said in " ".join(fewer.out.split())
    assert "membres en exercice" not in more.out


def test_a_receipt_of_daix_starts_no_period_of_talant_when_the_draft_is_made_again(
    tacite_on_both: Tacite,
) -> None:
    tacite = tacite_on_both
    take(tacite, up_to="receive")
    assert tacite("correct", "annul", DRAFT, *PROVED, "--apply").code == 0
    draft = ("draft", NUMBER, "--object", "Parvis", "--text", "projet.txt", "--day", "2026-01-05")

    refused = tacite(*draft, "--concerns", "Talant")

    assert (refused.code, refused.out) == (4, "")
    said = " ".join(refused.err.split())
    assert f"({SENDING}, {RECEIPT}) est celle de Daix : Talant n'a jamais été consultée" in said

    for entry in (RECEIPT, SENDING):
        assert tacite("correct", "annul", entry, *PROVED, "--apply").code == 0
    assert tacite(*draft, "--concerns", "Talant").code == 0
    assert tacite("show", NUMBER, "--json").json["last_day"] is None
    assert "[rayé] 12 janvier 2026 — Projet reçu à la mairie de Daix" in (
        tacite("history", NUMBER).out
    )
    restored = tacite("correct", "annul", f"{NUMBER}#6", *WHY)
    assert "est celle de Daix : Talant n'a jamais été" in " ".join(restored.err.split())


def test_the_receipt_counts_when_the_draft_is_made_again_for_the_same_commune(
    tacite: Tacite,
) -> None:
    take(tacite, up_to="receive")
    tacite("correct", "annul", DRAFT, *PROVED, "--apply")
    draft = ("draft", NUMBER, "--object", "Parvis", "--text", "projet.txt", "--day", "2026-01-05")

    assert tacite(*draft, "--concerns", "Daix").code == 0
    assert tacite("show", NUMBER, "--json").json["last_day"] == "2026-04-12"
