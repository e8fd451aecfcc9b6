"""What the composition of a body, or an agreement, cannot be."""

import pytest

from tests.adapters.cli.conftest import Tacite
from tests.adapters.cli.test_institutions import done, seated


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("agree", "Dijon", "--object", "Piscine"), "au moins deux communes"),
        (("agree", "Dijon", "dijon", "--object", "Piscine"), "au moins deux communes"),
        (
            ("agree", "Dijon", "Talant", "--object", "Piscine", "--until", "2026-06-30"),
            "avant de commencer",
        ),
        (("body", "compose-bureau", "--members", "Dijon 1, Daix s"), "un suppléant"),
    ],
)
def test_it_is_told_in_a_sentence(tacite: Tacite, arguments: tuple[str, ...], said: str) -> None:
    refused = tacite(*arguments, "--day", "2026-07-01")

    assert refused.code == 2
    assert said in refused.err


def test_an_agreement_may_end_on_the_day_it_begins(tacite: Tacite) -> None:
    both = ("--day", "2026-07-01", "--until", "2026-07-01")

    assert "Piscine" in done(tacite, "agree", "Dijon", "Talant", "--object", "Piscine", *both)


def test_who_chairs_the_development_council_is_not_told(tacite: Tacite) -> None:
    seated(tacite)
    done(tacite, "body", "compose-development-council", "--men", 30, "--women", 31)

    assert "Présidence" not in done(tacite, "body", "show", "development_council")
    assert tacite("body", "show", "development_council", "--json").json["chair"] is None
    assert "Présidence : Dijon 1" in done(tacite, "body", "show", "council")
