"""Who decides: the matters that the council cannot delegate (rulebook R-5.1)."""

from domain.law.records import Strict, UnknownKey


class Matter(Strict):
    """What a deliberation is about. ``item`` of R-5.1 reserves it to the council; None: none."""

    code: str
    label: str
    item: int | None = None


MATTERS: tuple[Matter, ...] = (
    Matter(code="budget", item=1, label="vote du budget"),
    Matter(code="tax_rate", item=1, label="institution ou taux d'un impôt"),
    Matter(code="fee_tariff", item=1, label="institution ou tarif d'une redevance, eau comprise"),
    Matter(code="administrative_account", item=2, label="compte administratif"),
    Matter(code="single_financial_account", item=2, label="compte financier unique"),
    Matter(code="formal_notice_measure", item=3, label="mesure budgétaire après mise en demeure"),
    Matter(code="statutory_change", item=4, label="composition, fonctionnement ou durée de l'EPCI"),
    Matter(code="joining_public_establishment", item=5, label="adhésion à un établissement public"),
    Matter(code="public_service_delegation", item=6, label="délégation d'un service public"),
    Matter(
        code="spatial_planning_orientations",
        item=7,
        label="orientations en matière d'aménagement de l'espace",
    ),
    Matter(
        code="housing_orientations",
        item=7,
        label="orientations en matière d'équilibre social de l'habitat",
    ),
    Matter(
        code="urban_policy_orientations", item=7, label="orientations de la politique de la ville"
    ),
    Matter(code="fonds_de_concours", item=8, label="fonds de concours"),
    Matter(code="post_creation", item=9, label="création de postes"),
    Matter(code="lease_renewal", label="renouvellement d'un bail"),
    Matter(code="individual_housing_subsidy", label="aide individuelle au logement"),
    Matter(code="public_contract", label="marché public"),
    Matter(code="land_purchase", label="acquisition foncière"),
    Matter(code="loan", label="emprunt"),
    Matter(code="street_works", label="travaux de voirie"),
)


def matter_of(code: str) -> Matter:
    """The matter of that code. Raises UnknownKey."""
    for matter in MATTERS:
        if matter.code == code:
            return matter
    raise UnknownKey(f"Matière inconnue : {code}.")


def delegable(code: str) -> bool:
    """Whether the council may delegate it (délégation d'attributions, L. 5211-10; R-5.1).

    Raises UnknownKey for an unknown matter.

    >>> delegable("fee_tariff"), delegable("individual_housing_subsidy")
    (False, True)
    """
    return matter_of(code).item is None
