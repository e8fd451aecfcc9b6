"""What a sitting refuses or remarks at the command line."""

from tests.adapters.cli.conftest import Tacite
from tests.adapters.cli.test_institutions import CONVENE, done, seated


def test_a_ballot_before_the_opening_says_to_open(tacite: Tacite) -> None:
    done(tacite, *CONVENE[:5], "--item", "Tarifs", "--day", "2026-06-18")

    refused = tacite("meeting", "ballot", "CM-06-25", "--item", 1, "--for", 53, "--against", 0)

    assert refused.code == 4
    assert "n'est pas ouverte" in refused.err
    assert "tacite meeting open CM-06-25" in refused.err


def test_only_those_present_ask_for_a_ballot_and_nobody_is_their_own_proxy(tacite: Tacite) -> None:
    done(tacite, *CONVENE[:5], "--item", "Tarifs", "--day", "2026-06-18")
    done(tacite, "meeting", "open", "CM-06-25", "--present", 50)
    ballot = ("meeting", "ballot", "CM-06-25", "--item", 1, "--for", 30, "--against", 0)

    asked = tacite(*ballot, "--asked-secret", 51)
    own = tacite("meeting", "proxy", "CM-06-25", "--giver", "Ouges 1", "--bearer", "Ouges 1")

    assert (asked.code, own.code) == (4, 4)
    assert "51 membres demandent un scrutin secret, pour 50 présents" in asked.err
    assert "Ouges 1 ne se donne pas pouvoir à lui-même" in own.err


def test_a_proxy_that_does_not_count_is_recorded_and_says_so(tacite: Tacite) -> None:
    done(tacite, *CONVENE[:5], "--item", "Un", "--item", "Deux", "--day", "2026-06-18")
    done(tacite, "meeting", "open", "CM-06-25", "--present", 50)
    proxy = ("meeting", "proxy", "CM-06-25")

    there = done(tacite, *proxy, "--giver", "Dijon 2", "--bearer", "Dijon 3")
    away = done(tacite, *proxy, "--giver", "Ouges 1", "--bearer", "Flavignerot 1")
    done(tacite, "meeting", "arrive", "CM-06-25", "Flavignerot 1", "--item", 2)
    shown = " ".join(done(tacite, "meeting", "show", "CM-06-25").split())

    assert "Attention : le pouvoir de Dijon 2 à Dijon 3 ne compte pas tant que" in there
    assert "Dijon 2 est présent (points 1, 2)" in there
    assert "ne compte pas tant que Flavignerot 1 est absent (points 1, 2)" in away
    assert (
        "Ouges 1 à Flavignerot 1 (ne compte pas tant que Flavignerot 1 est absent (point 1))"
        in shown
    )


def test_french_elides_before_a_seat_that_begins_with_a_vowel(tacite: Tacite) -> None:
    done(tacite, *CONVENE[:5], "--item", "Un", "--day", "2026-06-18")
    done(tacite, "meeting", "open", "CM-06-25", "--absent", "Ahuy 1")

    said = done(tacite, "meeting", "proxy", "CM-06-25", "--giver", "Ouges 1", "--bearer", "Ahuy 1")

    assert "ne compte pas tant qu'Ouges 1 est présent (point 1)" in said


def without_quorum(tacite: Tacite) -> None:
    """A first meeting that failed its quorum."""
    done(tacite, *CONVENE[:5], "--item", "Un", "--item", "Deux", "--day", "2026-06-18")
    done(tacite, "meeting", "open", "CM-06-25", "--present", 43)


SECOND = (
    *("meeting", "convene", "CM-2", "--held", "2026-06-29", "--second-of", "CM-06-25"),
    *("--item", "Un", "--day", "2026-06-25"),
)


def test_a_second_convocation_has_no_condition_of_quorum(tacite: Tacite) -> None:
    without_quorum(tacite)
    done(tacite, *SECOND)

    said = done(tacite, "meeting", "open", "CM-2", "--present", 20)
    shown = " ".join(done(tacite, "meeting", "show", "CM-2").split())

    assert "Point 1 : 20 présents, sans condition de quorum (CGCT L. 2121-17)." in said
    assert "20, sans condition" in shown
    assert "20/0" not in shown


def test_a_mistyped_item_says_first_how_many_there_are(tacite: Tacite) -> None:
    without_quorum(tacite)
    done(tacite, *SECOND)
    done(tacite, "meeting", "open", "CM-2", "--present", 60)
    ballot = ("meeting", "ballot", "--for", 20, "--against", 0)

    second = tacite(*ballot, "CM-2", "--item", 2)
    first = tacite(*ballot, "CM-06-25", "--item", 4)

    assert (second.code, first.code) == (4, 4)
    assert "n'a qu'un point : le point 2 n'est pas à l'ordre du jour." in second.err
    assert "Vérifiez le numéro du point." in second.err
    assert "convocation" not in second.err
    assert "a deux points : le point 4 n'est pas à l'ordre du jour, et le quorum" in first.err


def test_an_entry_of_a_meeting_is_named_as_its_history_numbers_it(tacite: Tacite) -> None:
    done(tacite, *CONVENE[:5], "--item", "Un", "--day", "2026-06-18")
    done(tacite, "meeting", "open", "CM-06-25", "--present", 60)

    amend = (
        "correct",
        "amend",
        "CM-06-25#2",
        "--set",
        "présents=Dijon 1",
        "--reason",
        "x",
        "--class",
        1,
    )

    assert done(tacite, *amend) == done(tacite, *amend[:2], "meeting/CM-06-25#2", *amend[3:])


def test_minutes_settled_at_a_meeting_that_is_not_opened_are_remarked(tacite: Tacite) -> None:
    done(tacite, *CONVENE[:5], "--item", "Un", "--day", "2026-06-18")
    done(tacite, "meeting", "open", "CM-06-25", "--present", 50)
    done(
        tacite,
        "meeting",
        "convene",
        "CM-2",
        "--held",
        "2026-06-30",
        "--item",
        "Deux",
        "--day",
        "2026-06-20",
    )

    said = done(tacite, "meeting", "settle", "CM-06-25", "--at", "CM-2")

    assert "Attention : la séance « CM-2 » n'est pas ouverte" in said


def test_a_vote_on_a_delegated_matter_asks_for_a_signed_decision(tacite: Tacite) -> None:
    """R-5.2: that the council is divested is an inference; the vote is recorded all the same."""
    seated(tacite)
    delegated = ("--to", "president", "--matter", "lease_renewal", "--day", "2026-05-06")
    done(tacite, "power", "delegate", *delegated)
    for number in ("2026-031", "2026-032"):
        about = ("--object", "Bail", "--concerns", "Daix", "--concerns", "Ouges")
        given = ("--matter", "lease_renewal", "--text", "projet.txt", "--day", "2026-05-20")
        done(tacite, "draft", number, *about, *given)
        told = ("--as", "not_required", "--reasons", "deux communes", "--day", "2026-05-20")
        done(tacite, "qualify", number, *told)
    done(tacite, *CONVENE[:5], "--item", "2026-031", "--day", "2026-06-18")
    done(tacite, "meeting", "open", "CM-06-25", "--present", 50)
    votes = ("--for", 40, "--against", 2)

    ballot = done(tacite, "meeting", "ballot", "CM-06-25", "--item", 1, *votes)
    plain = done(tacite, "vote", "2026-032", *votes, "--day", "2026-06-25")
    done(tacite, "power", "end", "powers#1", "--day", "2026-06-26")
    after = tacite("vote", "2026-032", *votes, "--day", "2026-06-26")

    for said in (ballot, plain):
        assert "Attention : Matière déléguée" in said
        assert "décision signée" in said
    assert "déléguée" not in after.err
