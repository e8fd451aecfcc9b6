"""Correcting as it is typed: see, write, live with it; and every question on both axes."""

import pytest

from tests.adapters.cli.conftest import Tacite, take

NUMBER = "2026-014"
RECEIPT = f"{NUMBER}#4"
PROOF = ("--document", "accuse.pdf")
GROUND = ("--reason", "x", *PROOF)
ONE = ("--class", 1, "--reason")
MISREAD = (*ONE, "Date mal lue", *PROOF)
TO_APRIL = ("correct", "amend", RECEIPT, "--set", "jour=2026-04-28", *MISREAD)


def swept_and_voted(tacite: Tacite) -> None:
    """The commune was silent until 12 April; the council voted on 25 June."""
    take(tacite, up_to="receive")
    tacite("sweep", "--on", "2026-04-13")
    done = tacite("vote", NUMBER, "--for", 50, "--against", 30, "--day", "2026-06-25")
    assert done.code == 0, done.err


def test_it_is_seen_before_it_is_written(tacite_on_both: Tacite) -> None:
    tacite = tacite_on_both
    swept_and_voted(tacite)
    end = tacite("status", "--json").json["position"]

    seen = tacite(*TO_APRIL)

    assert seen.code == 0, seen.err
    assert "jour : 12 janvier 2026 → 28 avril 2026" in seen.out
    assert "avant — Terme : dimanche 12 avril 2026" in seen.out
    assert "après — Terme : mardi 28 juillet 2026" in seen.out
    assert "Perd son fondement : avis réputé favorable, inscription n° 2026-014#5" in seen.out
    assert "Rien n'est inscrit." in seen.out
    assert f"--apply --seen {end}" in seen.err
    assert tacite("status", "--json").json["position"] == end

    written = tacite(*TO_APRIL, "--apply", "--seen", end, "--json")

    assert written.json["applied"] is True
    assert tacite("show", NUMBER, "--json").json["last_day"] == "2026-07-28"
    assert tacite("show", NUMBER, "--known-at", f"{NUMBER}#7", "--json").json["last_day"] == (
        "2026-04-12"
    )


def test_what_moved_since_it_was_seen_is_a_conflict(tacite: Tacite) -> None:
    swept_and_voted(tacite)
    seen = tacite(*TO_APRIL, "--json").json["impact"]["seen"]
    tacite("number", NUMBER, "DEL-2026-101")

    assert tacite(*TO_APRIL, "--apply", "--seen", seen).code == 5


def test_the_json_of_a_preview_and_of_the_writing_say_the_same(tacite: Tacite) -> None:
    swept_and_voted(tacite)

    shown, written = tacite(*TO_APRIL, "--json").json, tacite(*TO_APRIL, "--apply", "--json").json

    assert shown["impact"] == written["impact"]
    [touched] = shown["impact"]["touched"]
    assert touched["unsupported"] == [f"deliberation/{NUMBER}#5"]
    since = tacite("replay", "--since", f"{NUMBER}#7", "--json").json
    assert [t["answers"] for t in since["touched"]] == [
        [{**a, "causes": [f"{NUMBER}#8 (rectification de {RECEIPT})"]} for a in touched["answers"]]
    ]


def test_a_contradiction_stays_listed_until_a_person_answers(tacite: Tacite) -> None:
    swept_and_voted(tacite)
    tacite(*TO_APRIL, "--apply")

    listed = tacite("contradictions")
    assert "1 conclusion contredite" in listed.out
    assert "possible jusqu'au 25 octobre 2026 (encore 116 jours)" in listed.out
    [found] = tacite("contradictions", "--json").json["contradictions"]
    assert (found["determination"], found["since"]) == (
        "deemed_opinion",
        f"deliberation/{NUMBER}#8",
    )
    assert "contredit" in tacite("board").out
    assert "1 délibération" in tacite("status").out
    assert (
        tacite("contradictions", "--known-at", f"{NUMBER}#7", "--json").json["contradictions"] == []
    )

    done = tacite("withdraw", NUMBER, "--determination", "avis réputé favorable", *GROUND)

    assert done.code == 0, done.err
    assert tacite("contradictions", "--json").json["contradictions"] == []
    assert tacite("uphold", NUMBER, "--determination", "result", *GROUND).code == 4


def test_the_history_keeps_what_was_written_struck_with_the_correction(tacite: Tacite) -> None:
    swept_and_voted(tacite)
    tacite(*TO_APRIL, "--apply")

    told = tacite("history", NUMBER).out
    assert "[rayé] 12 janvier 2026 — Projet reçu à la mairie de Daix" in told
    assert "Rectifiée par n° 8 (a.prehaut" in told
    assert "Se lit : 28 avril 2026 — Projet reçu" in told
    assert "Contredite :" in told
    as_written = tacite("history", NUMBER, "--as-written").out
    assert "[rayé]" not in as_written
    assert "12 janvier 2026 — Projet reçu" in as_written
    as_corrected = tacite("history", NUMBER, "--as-corrected").out
    assert "12 janvier 2026 — Projet reçu" not in as_corrected
    assert "Rectification" not in as_corrected
    lines = tacite("history", NUMBER, "--json").json["lines"]
    [struck] = [line for line in lines if line["struck"]]
    assert struck["now"]["day"] == "2026-04-28"


@pytest.mark.parametrize(("command", "decided"), [("withdraw", "retirée"), ("uphold", "maintenue")])
def test_what_a_person_decided_of_a_conclusion_is_on_its_own_line(
    tacite_on_both: Tacite, command: str, decided: str
) -> None:
    tacite = tacite_on_both
    swept_and_voted(tacite)
    tacite(*TO_APRIL, "--apply")
    before = tacite("status", "--json").json["position"]
    named = ("--determination", "deemed_opinion", "--reason", "Jugement du 3 juin", *PROOF)
    assert tacite(command, NUMBER, *named).code == 0
    words = (
        f"Conclusion {decided} par n° 9 (a.prehaut, secrétariat des assemblées, le 01/07/2026 à "
        "12:00) ; motif : Jugement du 3 juin"
    )

    told = tacite("history", NUMBER).out.splitlines()
    [at] = [n for n, line in enumerate(told) if "13 avril 2026 — " in line]
    assert told[at].startswith("[rayé]") is (command == "withdraw")
    assert f"    {words}." in told[at : at + 5]
    [minute] = [
        line
        for line in tacite("history", NUMBER, "--json").json["lines"]
        if line["entry"] == f"deliberation/{NUMBER}#5"
    ]
    assert (minute["answered"], minute["struck"]) == ([words], command == "withdraw")
    assert minute["contradicted"] is None

    corrected = tacite("history", NUMBER, "--as-corrected").out
    assert ("13 avril 2026 — " in corrected) is (command == "uphold")
    page = tacite("history", NUMBER, "--page").out
    [row] = [line for line in page.splitlines() if line.startswith("| n° 5 ")]
    assert f"**{words}.**" in row
    assert ("~~" in row) is (command == "withdraw")

    then = tacite("history", NUMBER, "--known-at", before).out
    assert "Conclusion" not in then
    assert "Contredite :" in then


def test_an_irregular_vote_is_said_on_the_board_and_in_the_status(tacite_on_both: Tacite) -> None:
    tacite = tacite_on_both
    take(tacite, up_to="receive")
    held = ("--as-held", "Séance avancée", "--day", "2026-02-03")
    assert tacite("vote", NUMBER, "--for", 80, "--against", 0, *held).code == 0

    assert "irrégulier : vote avant que l'avis soit acquis" in tacite("board").out
    [row] = tacite("board", "--json").json["deliberations"]
    assert row["irregular"] == "PREMATURE"
    assert "irrégulier" not in tacite("board", "--on", "2026-02-02").out
    assert tacite("status", "--json").json["irregular"] == 1
    assert tacite("status", "--on", "2026-02-02", "--json").json["irregular"] == 0
    assert tacite("status", "--known-at", f"{NUMBER}#4", "--json").json["irregular"] == 0
    assert "au vote irrégulier" in tacite("status").out


def test_the_board_and_the_deadlines_of_a_past_knowledge(tacite_on_both: Tacite) -> None:
    tacite = tacite_on_both
    take(tacite, up_to="receive")
    then = [tacite(q, "--on", "2026-03-01", "--json").json for q in ("board", "deadlines")]
    at = then[0]["position"]
    tacite("correct", "amend", RECEIPT, "--set", "jour=2026-02-28", *MISREAD, "--apply")

    again = [
        tacite(q, "--on", "2026-03-01", "--known-at", at, "--json").json
        for q in ("board", "deadlines")
    ]

    assert again == then
    board = tacite("board", "--on", "2026-03-01", "--known-at", at).out
    assert f"au dimanche 1er mars 2026, connu à l'inscription n° {at} du registre" in board


@pytest.mark.parametrize(
    ("known_at", "said"),
    [
        ("2026-13-01", "n'existe pas au calendrier"),
        ("2026-03-01T10:00:00", "n'a pas de fuseau"),
        ("2026-07-02", "n'est pas encore passé"),
        ("999", "à venir"),
        ("hier", "ne se lit pas"),
        (f"{NUMBER}#99", "n'existe pas"),
    ],
)
def test_a_knowledge_that_is_none_is_said(tacite: Tacite, known_at: str, said: str) -> None:
    take(tacite, up_to="receive")

    done = tacite("show", NUMBER, "--known-at", known_at)

    assert done.code in (2, 3)
    assert said in done.err


@pytest.mark.parametrize("known_at", ["2026-07-01", "2026-07-01T10:00:00Z", "28", f"{NUMBER}#4"])
def test_a_knowledge_is_an_instant_a_day_a_position_or_an_entry(
    tacite: Tacite, known_at: str
) -> None:
    take(tacite, up_to="receive")

    assert tacite("show", NUMBER, "--known-at", known_at, "--json").json["position"] == 28


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("amend", RECEIPT, "--set", "jour=12/02/2026"), 2, "n'est pas une date"),
        (
            ("amend", RECEIPT, "--set", "jour=2025-12-31"),
            4,
            "Le projet n° 2026-014 n'existe pas encore",
        ),
        (("amend", RECEIPT, "--set", "jour=2026-07-02"), 4, "n'est pas encore arrivé"),
        (("amend", RECEIPT, "--set", "couleur=bleu"), 2, "jour (day)"),
        (("amend", RECEIPT, "--set", "jour=2026-02-28", "--class", 3), 4, "classe 3"),
        (("amend", RECEIPT, "--set", "jour=2026-02-28", "--class", 2), 4, "--rectifying"),
        (("amend", f"{NUMBER}#1", "--set", "communes=Lyon"), 2, "n'est pas une commune membre"),
        (("amend", f"{NUMBER}#9", "--set", "jour=2026-02-28"), 3, "n'existe pas"),
        (("amend", RECEIPT, "--set", "jour=2026-02-28", "--day", "2026-01-01"), 2, "précéder"),
        (("annul", "n'importe quoi"), 2, "ne nomme pas une inscription"),
        (("move", RECEIPT, "--to", "2026-099"), 3, "Aucune délibération"),
    ],
)
def test_what_cannot_be_corrected_is_said(
    tacite: Tacite, arguments: tuple[object, ...], code: int, said: str
) -> None:
    take(tacite, up_to="receive")

    how, *rest = arguments
    done = tacite("correct", how, *ONE, "x", *rest)

    assert (done.code, done.out) == (code, "")
    assert said in done.err


def test_two_pairs_of_eyes_where_the_register_wants_them(
    tacite: Tacite, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(tacite, up_to="receive")
    monkeypatch.setenv("TACITE_FOUR_EYES", "true")

    assert tacite(*TO_APRIL).code == 4
    assert tacite(*TO_APRIL, "--validator", "a.prehaut").code == 4
    assert tacite(*TO_APRIL, "--validator", "b.martin", "--apply").code == 0


def test_the_seats_of_a_commune_are_corrected_by_their_position(tacite: Tacite) -> None:
    swept_and_voted(tacite)
    tacite("seats", "Daix", 2, "--day", "2026-06-01")
    entry = tacite("status", "--json").json["position"]

    done = tacite("correct", "amend", entry, "--set", "sièges=1", *ONE, "Arrêté mal lu")

    assert done.code == 0, done.err
    assert "sièges : 2 → 1" in done.out
    assert "1 dossier examiné" in done.out


def test_two_moments_are_compared_on_either_axis(tacite: Tacite) -> None:
    swept_and_voted(tacite)
    tacite(*TO_APRIL, "--apply")

    days = tacite("diff", NUMBER, "--from", f"2026-04-12@{NUMBER}#7", "--to", "2026-04-13@32")
    known = tacite("diff", NUMBER, "--from", f"@{NUMBER}#7", "--json").json

    assert days.code == 0, days.err
    assert {a["answer"] for a in known["answers"]} >= {"last_day", "contradicted"}
    assert known["entries"] == [f"deliberation/{NUMBER}#8"]
    assert tacite("diff", NUMBER, "--from", "2026-04-12@").code == 2


def test_a_meeting_and_a_decision_show_what_they_would_become(tacite: Tacite) -> None:
    for words in (
        "meeting convene CM-06-25 --held 2026-06-25 --item Tarifs --day 2026-06-19",
        "meeting open CM-06-25 --present 44",
        "meeting ballot CM-06-25 --item 1 --for 44 --against 0",
        "power delegate --to president --matter lease_renewal --day 2026-04-10",
        "power decide --by president --matter lease_renewal --object Bail --number D-1 "
        "--day 2026-05-04",
    ):
        assert tacite(*words.split()).code == 0
    amend = ("correct", "amend", "meeting/CM-06-25#1", "--set", "jour=2026-06-20", *ONE, "AR")
    ended = ("correct", "amend", "powers#1", "--set", "jusqu'au=2026-05-03", *ONE, "PV")

    of_the_meeting, of_the_decision = tacite(*amend), tacite(*ended)

    assert "Séance CM-06-25 :" in of_the_meeting.out
    assert "convocation régulière → convocation irrégulière" in of_the_meeting.out
    assert "point 1 : aucune irrégularité → irrégularité : la convocation" in of_the_meeting.out
    assert "sous une délégation en vigueur → sans délégation" in of_the_decision.out
    asked = tacite(*amend, "--json").json["impact"]["touched"][0]["answers"]
    assert {"convocation", "irregular"} <= {change["answer"] for change in asked}
    assert tacite(*ended, *PROOF, "--apply").code == 0
    shown = tacite("meeting", "show", "CM-06-25").out
    assert "D-1 (sans délégation en vigueur)" in " ".join(shown.split())


def test_an_annulled_convocation_is_told_in_a_line_an_item(tacite: Tacite) -> None:
    for words in (
        "meeting convene CM-06-25 --held 2026-06-25 --item Tarifs --day 2026-06-19",
        "meeting open CM-06-25 --present 44",
        "meeting ballot CM-06-25 --item 1 --for 44 --against 0",
    ):
        assert tacite(*words.split()).code == 0

    seen = tacite("correct", "annul", "meeting/CM-06-25#1", *ONE, "Doublon").out

    assert "point 1 : la séance n'est plus convoquée, il n'en est plus rien répondu" in seen
    assert seen.count("point 1 : ") == 1
    assert "séance en un seul lieu → tenue de la séance : sans objet" in seen
    kept = tacite("correct", "annul", "meeting/CM-06-25#3", *ONE, "Doublon").out
    assert "point 1 : scrutin ordinaire → scrutin : sans objet" in kept


def test_a_tally_that_reaches_the_threshold_does_not_say_that_it_changed(tacite: Tacite) -> None:
    take(tacite, up_to="receive")
    said = ("--sense", "unfavourable", "--day", "2026-03-02", "--document", "accuse.pdf")
    tacite("opinion", NUMBER, *said)
    tacite("vote", NUMBER, "--for", 57, "--against", 20, "--day", "2026-06-25")

    seen = tacite("correct", "amend", f"{NUMBER}#6", "--set", "pour=58", *ONE, "PV").out
    assert "58 sont nécessaires, 58 sont là : adoptée" in seen
    short = ("correct", "amend", f"{NUMBER}#5", "--set", "sens=favorable", *ONE, "Extrait")
    assert "sens : avis défavorable → avis favorable" in tacite(*short).out


def test_a_corrected_shared_fact_is_named_by_the_deliberations_that_rely_on_it(
    tacite_on_both: Tacite,
) -> None:
    """58 of 86; of 85, 57: the seats of another commune change the majority of this vote."""
    tacite = tacite_on_both
    take(tacite, up_to="receive")
    said = ("--sense", "unfavourable", "--day", "2026-03-02", "--document", "accuse.pdf")
    assert tacite("opinion", NUMBER, *said).code == 0
    ballot = ("--for", 57, "--against", 20, "--in-office", 85, "--day", "2026-06-25")
    voted = tacite("vote", NUMBER, *ballot)
    assert voted.code == 0, voted.err
    before = tacite("status", "--json").json["position"]
    assert "Aucune rectification" in tacite("history", NUMBER, "--page").out
    wrong = ("correct", "amend", "institution#9", "--set", "sièges=2", *ONE, "Arrêté mal lu")
    assert tacite(*wrong, *PROOF, "--apply").code == 0

    page = tacite("history", NUMBER, "--page").out
    told = page.partition("## 6.")[2].partition("## 7.")[0]
    assert ", 1 rectification comprise (voir 6)" in page
    assert "### Rectification n° institution#25, du 1er juillet 2026" in told
    assert "**Avant** : 16 juillet 2020 — Saint-Apollinaire : 3 sièges" in told
    assert "**Après** : 16 juillet 2020 — Saint-Apollinaire : 2 sièges" in told
    assert "voix requises : 58 → 57" in told
    assert "**Motif** : Arrêté mal lu" in told
    assert "**Par** : a.prehaut, secrétariat des assemblées, le 01/07/2026 à 12:00" in told
    plain = tacite("history", NUMBER).out
    assert "de l'inscription institution#9 : sièges : 3 → 2 ; motif : Arrêté mal lu" in plain
    assert "n° institution#25" in plain
    assert "[rayé]" not in plain
    assert "institution#25" not in tacite("history", NUMBER, "--known-at", before).out
    compared = tacite("diff", NUMBER, "--from", f"@{before}")
    assert "institution#9 : sièges : 3 → 2" in compared.err

    assert tacite("correct", "annul", "institution#25", *ONE, "x", *PROOF, "--apply").code == 0
    told = tacite("history", NUMBER, "--page").out.partition("## 6.")[2]
    assert "**Elle-même annulée par** : n° institution#26" in told
    assert "[rayé] 1er juillet 2026 — Rectification (classe 1)" in tacite("history", NUMBER).out


def test_what_is_no_answer_is_shown_too(tacite: Tacite) -> None:
    """The draft's first day and object, the act's number: no period, opinion or majority moves."""
    take(tacite, up_to="number")
    first, numbered = "deliberation/2026-014#1", "deliberation/2026-014#7"
    known = ("--reason", "coquille", "--document", "accuse.pdf", "--class", "1")

    later = tacite("correct", "amend", first, "--set", "jour=2026-01-06", *known)
    renamed = tacite("correct", "amend", first, "--set", "objet=La halle", *known)
    unnumbered = tacite("correct", "annul", numbered, *known)

    assert "Le 05/01/2026 : le dossier suit son cours → le projet n'existe pas" in later.out
    assert "→ objet : La halle" in renamed.out
    assert "acte n° DEL-2026-101 → acte sans numéro" in unnumbered.out
    for done in (later, renamed, unnumbered):
        assert "sans changement" not in done.out

    applied = tacite("correct", "annul", numbered, *known, "--apply")
    assert applied.code == 0, applied.err
    told = tacite("diff", "2026-014", "--from", f"@{numbered}").out
    assert "Acte n° DEL-2026-101 → acte sans numéro" in told
    assert "Rien ne change" not in told
