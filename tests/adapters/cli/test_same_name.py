"""Two INSEE codes of one name: said when it happens, never guessed after."""

from tests.adapters.cli.conftest import Tacite

NEW = ("seats", "21998", 1, "--name", "Daix", "--day", "2026-06-01")


def test_a_second_commune_of_a_name_is_warned_of_with_how_to_close_the_first(
    tacite: Tacite,
) -> None:
    said = tacite(*NEW)

    assert said.code == 0, said.err
    assert "tacite seats 21223 0 --day 2026-06-01" in said.err


def test_a_name_that_two_communes_bear_asks_for_the_code(tacite: Tacite) -> None:
    tacite(*NEW)

    refused = tacite("seats", "Daix", 0, "--day", "2026-06-01")
    closed = tacite("seats", "21223", 0, "--day", "2026-06-01")

    assert refused.code == 2
    assert "21223, 21998" in refused.err
    assert closed.code == 0, closed.err
