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
