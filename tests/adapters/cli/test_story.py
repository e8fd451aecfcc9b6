"""A whole story through the real commands: what a clerk types, and what a clerk reads."""

import pytest

from tests.adapters.cli.conftest import STEPS, Tacite, take

SHEET = "2026-014"


def test_the_whole_story_can_be_told_on_either_database(tacite_on_both: Tacite) -> None:
    take(tacite_on_both, up_to="number")

    shown = tacite_on_both("show", SHEET, "--json").json
    assert (shown["stage"], shown["act_number"]) == ("adopted", "DEL-2026-101")
    assert tacite_on_both("replay", "--check").code == 0


def test_a_step_tells_the_journal_sentence_its_place_and_who_wrote(tacite: Tacite) -> None:
    take(tacite, up_to="send")

    done = tacite(*STEPS["receive"].split())

    assert done.out.splitlines() == [
        "12 janvier 2026 — Projet reçu à la mairie de Daix ; elle a jusqu'au 12 avril 2026 pour "
        "rendre son avis (CGCT L. 5211-57).",
        "Inscription n° 4 du dossier 2026-014, position 28 du registre, par a.prehaut "
        "(secrétariat des assemblées).",
    ]


def test_warnings_and_the_next_command_are_not_part_of_the_result(tacite: Tacite) -> None:
    take(tacite, up_to="receive")

    done = tacite(*STEPS["vote"].split())

    assert "Attention : Avis tacite" in done.err
    assert "Ensuite : tacite " in done.err
    assert "Attention" not in done.out


@pytest.mark.parametrize(
    ("last", "following"),
    [
        ("draft", "tacite qualify 2026-014"),
        ("qualify", "tacite send 2026-014"),
        ("send", "tacite receive 2026-014"),
        ("receive", "tacite sweep"),
    ],
)
def test_each_step_suggests_the_command_that_follows(
    tacite: Tacite, last: str, following: str
) -> None:
    take(tacite, up_to=last)

    repeated = tacite("history", SHEET)
    assert repeated.code == 0
    assert following in tacite(*again(last)).err


def again(last: str) -> list[str]:
    """A step that changes nothing in what follows."""
    if last == "draft":
        return [
            "review",
            "2026-014",
            "--body",
            "Mobilités",
            "--opinion",
            "favourable",
            "--day",
            "2026-01-05",
        ]
    return ["review", "2026-014", "--body", "Mobilités", "--opinion", "none", "--day", "2026-06-30"]


def test_a_refusal_says_why_the_way_out_the_article_and_the_first_day(tacite: Tacite) -> None:
    take(tacite, up_to="receive")

    done = tacite("vote", SHEET, "--for", 50, "--against", 30, "--day", "2026-02-25")

    assert (done.code, done.out) == (4, "")
    assert done.err.startswith("Refusé : Le conseil ne peut pas encore se prononcer")
    assert "(CGCT L. 5211-57)" in done.err
    assert done.err.endswith("Premier jour possible : lundi 13 avril 2026.\n")


def test_a_vote_that_took_place_too_early_is_recorded_as_held(tacite: Tacite) -> None:
    take(tacite, up_to="receive")

    done = tacite(
        *("vote", SHEET, "--for", 50, "--against", 30, "--day", "2026-02-25"),
        *("--as-held", "ordre du jour maintenu"),
    )

    assert done.code == 0
    assert "vote tenu malgré tout : ordre du jour maintenu" in done.out
    assert "Irrégularité" in tacite("show", SHEET).out


def test_the_same_command_sent_twice_writes_once_and_says_so(tacite: Tacite) -> None:
    take(tacite, up_to="qualify")
    sent = ("send", SHEET, "--day", "2026-01-09")
    command = ("--command-id", "9e0ea0e4-9c10-4ad9-8f7d-2b0e4e5a1b11")

    first = tacite(*sent, *command)
    second = tacite(*sent, *command)

    assert (first.code, second.code) == (0, 0)
    assert first.out == second.out
    assert "déjà inscrite" in second.err
    assert tacite(*sent, *command, "--json").json["repeated"] is True
    assert tacite("status", "--json").json["position"] == 27


def test_members_in_office_are_the_legal_strength_of_the_day_unless_given(tacite: Tacite) -> None:
    tacite("seats", "Daix", 2, "--day", "2026-06-20")
    take(tacite, up_to="vote")

    assert tacite("show", SHEET, "--json").json["vote"]["in_office"] == 87


def test_an_abandoned_draft_leaves_the_board_with_its_reason(tacite: Tacite) -> None:
    take(tacite, up_to="draft")

    tacite("abandon", SHEET, "--reason", "Crédits retirés", "--day", "2026-02-01")

    assert tacite("board", "--json").json["deliberations"] == []
    [kept] = tacite("board", "--state", "abandonnée", "--json").json["deliberations"]
    assert kept["number"] == SHEET
    assert "le 1er février 2026 : Crédits retirés" in tacite("show", SHEET).out
    [before] = tacite("board", "--on", "2026-01-31", "--json").json["deliberations"]
    assert before["stage"] == "draft"


@pytest.mark.parametrize("question", ["show", "history", "explain"])
def test_a_deliberation_answers_to_both_its_numbers(tacite: Tacite, question: str) -> None:
    take(tacite, up_to="number")

    assert tacite(question, "DEL-2026-101").out == tacite(question, SHEET).out


def test_a_sweep_minutes_the_silence_once(tacite: Tacite) -> None:
    take(tacite, up_to="receive")
    assert tacite("status", "--json").json["oldest_due"] == "2026-04-13"

    first, second = tacite("sweep", "--json"), tacite("sweep", "--json")

    assert first.json["written"] == [SHEET]
    assert second.json["written"] == []
    assert tacite("status", "--json").json["oldest_due"] is None
    assert "Inscrit le 1er juillet 2026 à 12:00 par l'échéancier" in tacite("history", SHEET).out


def test_every_step_of_the_story_has_its_command(tacite: Tacite) -> None:
    take(tacite, up_to="qualify")
    for command in (
        "review 2026-014 --body Mobilités --opinion favourable --day 2026-01-07",
        "send 2026-014 --incomplete --day 2026-01-09",
        "receive 2026-014 --document accuse.pdf --day 2026-01-12",
        "complete 2026-014 --sent 2026-01-30 --document accuse.pdf --day 2026-02-02",
        "opinion 2026-014 --sense unfavourable --organ mayor --day 2026-02-10",
        "revise 2026-014 --change within_scope --text accuse.pdf --day 2026-02-20",
        "opinion 2026-014 --sense unfavourable --voted 2026-04-20 --day 2026-04-22 "
        "--document accuse.pdf",
        "vote 2026-014 --for 57 --against 0 --secret --day 2026-06-25",
        "number 2026-014 DEL-2026-101",
    ):
        done = tacite(*command.split())
        assert done.code == 0, done.err

    shown = tacite("show", SHEET, "--json").json
    assert (shown["start"], shown["last_day"]) == ("2026-02-02", "2026-05-02")
    assert (shown["opinion"], shown["threshold"]) == ("UNFAVOURABLE", 58)
    assert (shown["stage"], shown["text"]["number"]) == ("rejected", 2)
