"""What a person at the desk stumbled upon: words that say what is meant, and what to do next."""

import re
from itertools import pairwise
from pathlib import Path

from tests.adapters.cli.conftest import Tacite, take

NUMBER = "2026-014"


def flat(said: str) -> str:
    return " ".join(said.split())


def test_a_receipt_before_the_sending_names_the_day_of_the_sending(tacite: Tacite) -> None:
    take(tacite, up_to="send")
    refused = tacite("receive", NUMBER, "--document", "accuse.pdf", "--day", "2026-01-08")
    assert refused.code == 4
    assert "au 8 janvier 2026 : le projet est transmis le 9 janvier 2026. Vérifiez le jour." in (
        flat(refused.err)
    )


def test_an_option_that_does_not_exist_is_answered_with_a_near_one_or_what_is_asked(
    tacite: Tacite,
) -> None:
    far = flat(tacite("act", "withdraw", NUMBER, "--reason", "vice").err)
    assert "--json" not in far
    assert "cette commande demande --by et --illegality." in far
    near = flat(tacite("act", "withdraw", NUMBER, "--illegalty", "vice").err)
    assert "vouliez-vous dire --illegality ?" in near


def test_restoring_over_a_register_asks_for_another_database(tacite: Tacite) -> None:
    assert tacite("backup", "sauve.db").code == 0
    refused = tacite("restore", "sauve.db", "--database", "sauve.db")
    assert refused.code == 2
    assert "nommez une base qui n'existe pas encore (--database nouveau.db)" in flat(refused.err)


def test_a_mandate_loaded_twice_says_first_that_nothing_was_written(tacite: Tacite) -> None:
    assert tacite("mandate", "load", "--dijon").code == 0
    again = tacite("mandate", "load", "--dijon")
    assert again.code == 0
    assert again.out.startswith("Ce fichier était déjà repris : rien n'a été écrit.")


def test_a_mandate_older_than_the_register_is_told_when_the_register_begins(
    run: Tacite, place: Path
) -> None:
    register = ("--database", place / "jeune.db")
    assert run("init", "--name", "Dijon métropole", "--from", "2026-04-10", *register).code == 0
    refused = flat(run("mandate", "load", "--dijon", *register).err)
    assert "pas connue au 16 juillet 2020 : ce registre commence le 10 avril 2026" in refused
    assert "Inscrivez d'abord" not in refused


def test_help_pages_break_no_paragraph_in_the_middle(tacite: Tacite) -> None:
    for words in (("mandate", "load"), ("import", "deliberations")):
        lines = [line.strip() for line in tacite(*words, "--help").out.splitlines()]
        for short, following in pairwise(lines):
            if short and following and not re.match(r"[╭│╰]", short + following):
                assert len(f"{short} {following.split()[0]}") > 76, (short, following)


def test_the_board_leaves_the_term_empty_once_the_council_has_voted(tacite: Tacite) -> None:
    take(tacite, up_to="receive")
    assert "12/04/2026" in tacite("board", "--on", "2026-04-01").out
    assert tacite("vote", NUMBER, "--for", 50, "--against", 3, "--day", "2026-06-25").code == 0
    assert "12/04/2026" not in tacite("board").out
    [voted] = tacite("board", "--json").json["deliberations"]
    assert voted["last_day"] == "2026-04-12"


def test_a_vote_that_a_correction_makes_premature_is_told_as_one_everywhere(
    tacite: Tacite,
) -> None:
    take(tacite, up_to="receive")
    tacite("sweep", "--on", "2026-04-13")
    assert tacite("vote", NUMBER, "--for", 50, "--against", 3, "--day", "2026-06-25").code == 0
    moved = tacite(
        *("correct", "amend", f"{NUMBER}#4", "--set", "jour=2026-04-14"),
        *("--class", 1, "--reason", "mal lu", "--document", "accuse.pdf", "--apply"),
    )

    said = flat(moved.err)
    assert f"Le vote du 25 juin 2026 sur le n° {NUMBER} est désormais irrégulier" in said
    assert f"Son retrait (tacite act withdraw {NUMBER} --by NUMÉRO --illegality MOTIF)" in said
    for question in (("show", NUMBER), ("explain", NUMBER), ("contradictions",)):
        told = flat(tacite(*question).out)
        assert "pas acquis au jour du vote (25 juin 2026)" in told
        assert "pas encore acquis :" not in told
    note = tacite("note", NUMBER).out
    assert "jour du vote, l'avis n'était pas acquis : le vote est irrégulier" in note
    assert "le conseil ne peut pas se prononcer" not in note
    assert "Il se compte néanmoins à la majorité absolue" in note
    planned = tacite("plan", NUMBER).out
    assert planned.count("sans objet : le projet est voté") == 2
    assert "Délibération : adoptée\n" in tacite("explain", NUMBER).out


def test_a_transmission_without_receipt_is_recorded_and_said(tacite: Tacite) -> None:
    take(tacite, up_to="number")
    bare = tacite("act", "transmit", NUMBER, "--day", "2026-06-29")
    assert bare.code == 0
    assert "aucune pièce ne prouve la réception en préfecture" in flat(bare.err)


def test_what_follows_a_meeting_late_or_unproven_is_recorded_and_said(tacite: Tacite) -> None:
    meeting, day = "CM-2026-05-28", "2026-05-28"
    assert tacite("mandate", "load", "--dijon").code == 0
    tacite(
        *("meeting", "convene", meeting, "--held", day, "--item", "Tarifs", "--day", "2026-05-18")
    )
    late_copy = tacite("meeting", "inform", meeting, "--what", "convocation", "--day", "2026-06-01")
    tacite("meeting", "open", meeting, "--absent", "Dijon 7", "--day", day)
    bare = tacite(
        *("meeting", "proxy", meeting, "--giver", "Dijon 7", "--bearer", "Dijon 9", "--day", day)
    )
    publish = ("meeting", "publish", meeting, "--what", "list")
    late = tacite(*publish, "--day", "2026-06-10", "--json")
    again = tacite(*publish, "--day", "2026-06-12", "--json")

    assert (late_copy.code, bare.code, late.code) == (0, 0, 0)
    assert "aux conseillers municipaux le 27 mai 2026 au plus tard." in flat(late_copy.err)
    assert "aucune pièce ne montre le pouvoir écrit" in flat(bare.err)
    [remark] = late.json["remarks"]
    assert remark["sentence"] == (
        "La liste des délibérations devait être publiée le 4 juin 2026 au plus tard."
    )
    assert "L. 2121-25" in remark["article"]
    assert again.json["remarks"] == []


def test_a_next_step_is_worded_as_one_with_its_command(tacite: Tacite) -> None:
    take(tacite, up_to="qualify")
    told = tacite("show", NUMBER, "--on", "2026-01-07").out
    assert "Transmettre le projet à la commune (tacite send)" in flat(told)
    assert "Aucune commission n'a examiné le projet" not in told
    assert "Faire examiner le projet par une commission" in flat(told)


def test_a_plan_gives_no_strict_day_where_no_law_does(tacite: Tacite) -> None:
    planned = tacite("plan", "--council", "2026-09-24").out
    [row] = re.findall(r"^Convocation de la commission  .*", planned, re.MULTILINE)
    assert "aucun délai légal" in row
