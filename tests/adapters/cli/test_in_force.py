"""What is in force on a day: delegations, common services and their communes, agreements."""

import pytest

from tests.adapters.cli.conftest import Tacite
from tests.adapters.cli.test_institutions import done

SOILS = "Droit des sols"


@pytest.mark.parametrize(
    ("on", "number"),
    [
        ("2026-05-05", 0),
        ("2026-05-06", 2),
        ("2026-06-01", 2),
        ("2026-06-02", 1),
        ("2026-09-30", 1),
        ("2026-10-01", 0),
    ],
)
def test_delegations_hold_from_their_day_to_their_last(
    tacite: Tacite, on: str, number: int
) -> None:
    given = ("power", "delegate", "--to", "president", "--day", "2026-05-06")
    done(tacite, *given, "--matter", "lease_renewal", "--until", "2026-09-30")
    done(tacite, *given, "--matter", "street_works")
    done(tacite, "power", "end", "powers#2", "--day", "2026-06-02")

    found = tacite("power", "show", "--on", on, "--json").json["delegations"]
    said = done(tacite, "power", "show", "--on", on)

    assert len(found) == number
    assert ("powers#1" in said) is (number > 0)
    assert ("Aucune délégation en vigueur" in said) is (number == 0)
    known = tacite("power", "show", "--on", "2026-06-02", "--known-at", "powers#2", "--json").json
    assert len(known["delegations"]) == 2


@pytest.mark.parametrize(
    ("on", "members"),
    [
        ("2018-12-31", None),
        ("2019-01-01", ["Dijon", "Chenôve"]),
        ("2019-04-01", ["Dijon", "Chenôve", "Talant"]),
        ("2020-12-31", ["Dijon", "Chenôve", "Talant"]),
        ("2021-01-01", ["Dijon", "Talant"]),
    ],
)
def test_a_service_has_the_communes_of_its_day(
    tacite: Tacite, on: str, members: list[str] | None
) -> None:
    scheme = ("--scheme", "Schéma 2018")
    done(tacite, "service", "create", SOILS, "Dijon", "Chenôve", *scheme, "--day", "2019-01-01")
    done(tacite, "service", "join", SOILS, "Talant", "--day", "2019-04-01")
    done(tacite, "service", "leave", SOILS, "Chenôve", "--day", "2021-01-01")

    found = tacite("service", "show", "--on", on, "--json").json["services"]
    one = tacite("service", "show", SOILS, "--on", on)

    assert [each["service"] for each in found] == ([SOILS] if members else [])
    assert one.code == (0 if members else 3)
    if members:
        assert [commune["name"] for commune in found[0]["communes"]] == members
        assert found[0]["scheme"] == "Schéma 2018"
        assert ", ".join(members) in one.out
    earlier = tacite("service", "show", "--on", on, "--known-at", "cooperation#1", "--json")
    assert len(earlier.json["services"]) == len(found)


@pytest.mark.parametrize(
    ("on", "number"), [("2022-06-30", 0), ("2022-07-01", 1), ("2026-12-31", 1), ("2027-01-01", 0)]
)
def test_agreements_hold_from_their_day_to_their_last(tacite: Tacite, on: str, number: int) -> None:
    agreed = ("agree", "Talant", "Dijon", "--object", "Conservatoire")
    done(tacite, *agreed, "--until", "2026-12-31", "--day", "2022-07-01")

    found = tacite("agreements", "--on", on, "--json").json["agreements"]
    said = done(tacite, "agreements", "--on", on)

    assert [each["object"] for each in found] == ["Conservatoire"] * number
    assert ("Talant, Dijon" in said) is (number == 1)
