"""The words of the answers: one name for one thing, and a name that names one thing only."""

from tests.adapters.cli.conftest import Tacite, take
from tests.adapters.cli.test_institutions import done, evening

NUMBER = "2026-014"
BALLOT = ("meeting", "ballot", "CM-06-25", "--item", 1, "--for", 50, "--against", 10)


def test_the_history_names_an_entry_of_another_stream_in_full(tacite: Tacite) -> None:
    evening(tacite)
    done(tacite, *BALLOT)

    told = " ".join(done(tacite, "history", NUMBER).split())

    assert "n° meeting/CM-06-25#3" in told
    assert "n° 4 ; accuse.pdf" in told


def test_the_ordinary_majority_has_one_name_everywhere(tacite: Tacite) -> None:
    take(tacite, up_to="vote")

    for question in ("show", "history", "explain"):
        told = " ".join(done(tacite, question, NUMBER).split())
        assert "absolue des suffrages exprimés" in told, question
        assert "majorité simple" not in told, question
