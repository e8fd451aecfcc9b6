"""What a preview says where little or nothing would be answered otherwise; and moves, afterwards."""

import json
from pathlib import Path

from tests.adapters.cli.conftest import Tacite, take
from tests.adapters.cli.test_correcting import NUMBER, TO_APRIL, swept_and_voted

WHY = ("--reason", "x", "--class", 1, "--document", "accuse.pdf")


def test_a_file_without_its_draft_regains_no_ground(tacite: Tacite) -> None:
    swept_and_voted(tacite)
    tacite(*TO_APRIL, "--apply")

    seen = tacite("correct", "annul", f"{NUMBER}#1", *WHY)

    assert "Le dossier ne tient plus" in seen.out
    assert "Retrouve son fondement" not in seen.out
    asked = tacite("correct", "annul", f"{NUMBER}#1", *WHY, "--json").json["impact"]["touched"]
    assert (asked[0]["void"], asked[0]["supported_again"]) == (True, [])


def test_another_name_of_the_institution_is_said(tacite: Tacite) -> None:
    seen = tacite("correct", "amend", "institution#1", "--set", "nom=Autre", *WHY)

    assert "porteront le nom « Autre » au lieu de « Dijon métropole »" in " ".join(seen.out.split())


def test_an_annulled_correction_shows_the_field_that_comes_back(tacite: Tacite) -> None:
    take(tacite, up_to="receive")
    tacite(*TO_APRIL, "--apply")

    seen = tacite("correct", "annul", f"{NUMBER}#5", *WHY)

    assert f"Inscription {NUMBER}#4, jour : 28 avril 2026 → 12 janvier 2026" in seen.out


def test_an_outcome_that_stays_is_said_to_stay(tacite: Tacite) -> None:
    take(tacite, up_to="receive")
    said = ("--sense", "unfavourable", "--day", "2026-03-02", "--document", "accuse.pdf")
    assert tacite("opinion", NUMBER, *said).code == 0
    ballot = ("--for", 68, "--against", 10, "--in-office", 85, "--day", "2026-06-25")
    assert tacite("vote", NUMBER, *ballot).code == 0

    seen = tacite("correct", "amend", "institution#9", "--set", "sièges=2", *WHY)

    assert "57 deviennent nécessaires, 68 sont là : le résultat ne change pas (adoptée)" in seen.out


def test_an_annulled_move_touches_two_files_and_no_shared_fact(tacite: Tacite) -> None:
    take(tacite, up_to="receive")
    other = "draft 2026-015 --object X --concerns Daix --text projet.txt --day 2026-01-05"
    assert tacite(*other.split()).code == 0
    said = ("--sense", "unfavourable", "--day", "2026-03-02", "--document", "accuse.pdf")
    assert tacite("opinion", NUMBER, *said).code == 0
    move = ("correct", "move", f"{NUMBER}#5", "--to", "2026-015", *WHY, "--apply")
    assert tacite(*move).code == 0

    seen = tacite("correct", "annul", f"{NUMBER}#6", *WHY)

    assert seen.code == 0, seen.err
    assert "fait partagé" not in seen.out


def test_a_result_that_would_be_annulled_is_said_to_fall(tacite: Tacite) -> None:
    swept_and_voted(tacite)

    seen = tacite("correct", "annul", f"{NUMBER}#7", *WHY)

    named = f"Ne compte plus à ce dossier : résultat proclamé, inscription n° {NUMBER}#7 (adoptée)"
    assert named in " ".join(seen.out.split())
    asked = tacite("correct", "annul", f"{NUMBER}#7", *WHY, "--json").json["impact"]["touched"]
    assert asked[0]["fallen"] == [f"deliberation/{NUMBER}#7"]


def test_a_moved_entry_bears_its_whole_name_and_says_where_it_went_and_why(tacite: Tacite) -> None:
    take(tacite, up_to="receive")
    other = "draft 2026-015 --object X --concerns Daix --text projet.txt --day 2026-01-05"
    assert tacite(*other.split()).code == 0
    said = ("--sense", "unfavourable", "--day", "2026-03-02", "--document", "accuse.pdf")
    assert tacite("opinion", NUMBER, *said).code == 0
    why = ("--reason", "Mauvais dossier", *WHY[2:])
    move = ("correct", "move", f"{NUMBER}#5", "--to", "2026-015", *why)
    assert tacite(*move, "--apply").code == 0

    here, there = tacite("history", "2026-015").out, tacite("history", NUMBER).out

    assert f"(secrétariat des assemblées), n° {NUMBER}#5 ;" in here
    assert f"inscrite d'abord au n° {NUMBER} ; motif : Mauvais dossier" in here
    assert "Rayée ici, déplacée au dossier n° 2026-015 par n° 6" in there

    wrong = ("correct", "amend", f"{NUMBER}#5", "--set", "jour=2026-03-03", *WHY)
    assert tacite(*wrong, "--apply").code == 0
    here = tacite("history", "2026-015").out
    assert "[rayé] 2 mars 2026 — Délibération du conseil municipal de Daix" in here
    assert f"Rectifiée par n° {NUMBER}#7 (a.prehaut, secrétariat des assemblées" in here
    assert "Se lit : 3 mars 2026 — " in here
    page = tacite("history", "2026-015", "--page").out
    assert f"**Rectifié** (n° {NUMBER}#7 ; voir 6)" in page
    assert f"### Rectification n° {NUMBER}#7" in page
    assert "2 mars 2026 — " in tacite("history", "2026-015", "--as-written").out


def test_the_corrected_history_says_that_a_conclusion_is_contradicted(tacite: Tacite) -> None:
    swept_and_voted(tacite)
    tacite(*TO_APRIL, "--apply")

    told = tacite("history", NUMBER, "--as-corrected").out

    assert "Contredite : réputé favorable à compter du 13 avril 2026" in told


def test_a_law_that_covers_no_case_is_told_in_its_own_words(tacite: Tacite, place: Path) -> None:
    take(tacite, up_to="receive")
    law = json.loads(tacite("law", "export").out)
    [article] = [each for each in law["procedures"] if each["key"] == "5211-57"]
    article |= {"in_force_from": "2030-01-01", "period": {"n": 4, "kind": "months"}}
    (place / "droit.json").write_text(json.dumps(law), encoding="utf-8")

    done = tacite("replay", "--with-rules", "droit.json")

    assert done.code == 7
    assert "NoLawOn" not in done.out + done.err
    assert f"Le dossier {NUMBER} n'a pas de réponse sous ce droit : Aucun texte" in done.out
    assert "en vigueur depuis 13 juillet 1999 → 1er janvier 2030 ; délai 3 mois → 4 mois" in (
        " ".join(done.out.split())
    )


def test_the_last_day_to_withdraw_moves_with_its_workings(tacite: Tacite) -> None:
    swept_and_voted(tacite)
    vote = ("correct", "amend", f"{NUMBER}#6", "--set", "jour=2026-06-26", *WHY)

    seen, asked = tacite(*vote), tacite(*vote, "--json").json["impact"]["touched"][0]

    assert "avant — Dernier jour : dimanche 25 octobre 2026" in seen.out
    assert "après — Délai : 4 mois, non franc [CRPA L. 242-1 et L. 243-3]" in seen.out
    [moved] = [each for each in asked["deadlines"] if each["kind"] == "withdrawal"]
    assert [len(moved[side]["workings"]) for side in ("before", "after")] == [3, 3]


def test_the_prefect_s_period_shows_each_stretch_and_that_it_waits(tacite: Tacite) -> None:
    take(tacite, up_to="vote")
    for words in (
        "act transmit 2026-014 --document accuse.pdf --day 2026-06-25",
        "act prefect 2026-014 --what pieces_requested --words Plan --day 2026-06-26",
        "act prefect 2026-014 --what pieces_received --words Plan --day 2026-06-30",
    ):
        done = tacite(*words.split())
        assert done.code == 0, done.err
    received = ("correct", "annul", f"{NUMBER}#{entries(tacite)}", *WHY)

    seen = tacite(*received).out

    assert "du 30 juin 2026 au 31 août 2026 → arrêté depuis le 26 juin 2026" in seen
    again = "pièces manquantes reçues en préfecture le 30 juin 2026, 2 mois francs"
    assert f"avant — Déféré du préfet : {again}" in seen
    assert f"après — Déféré du préfet : {again}" not in seen
    assert "après — Délai arrêté : pièces manquantes demandées" in seen
    [moved] = [
        deadline
        for deadline in tacite(*received, "--json").json["impact"]["touched"][0]["deadlines"]
        if deadline["kind"] == "prefect_referral"
    ]
    assert (moved["before"]["stopped"], moved["after"]["stopped"]) == (None, "2026-06-26")
    assert tacite(*received, "--apply").code == 0
    requested = tacite("correct", "annul", f"{NUMBER}#{entries(tacite) - 2}", *WHY).out
    assert "arrêté depuis le 26 juin 2026 → du 25 juin 2026 au 26 août 2026" in requested


def entries(tacite: Tacite) -> int:
    return len(tacite("history", NUMBER, "--as-written", "--json").json["lines"])
