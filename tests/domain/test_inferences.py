"""What is only an inference never blocks silently: it says so, and asks for a signed decision."""

from typing import Any

import pytest

from domain.assembly.reasons import Rule
from domain.law.certainty import Certainty
from domain.refusals import Grounded, Reason, Refused

INFERRED = [reason for reason in (*Reason, *Rule) if reason.ground.inference]


def test_the_refusals_that_rest_on_an_inference_are_known() -> None:
    """R-4.3: one proxy per giver, and a proxy that is not exercised. The rest rests on a source."""
    assert INFERRED == [Rule.SECOND_PROXY_GIVEN, Rule.PROXIES_NOT_EXERCISED]


@pytest.mark.parametrize("reason", INFERRED)
def test_such_a_refusal_says_so_and_names_a_way_out(reason: Grounded) -> None:
    fields = ("votes_for", "votes_against", "abstentions", "sum", "votes", "idle", "member")
    values: dict[str, Any] = dict.fromkeys(fields, "x")
    refused = Refused(reason, **values)

    assert Certainty.INFERENCE.french in str(refused)
    assert "décision signée" in refused.way_out
    assert "tacite correct" in refused.way_out
