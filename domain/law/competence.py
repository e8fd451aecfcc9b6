"""Who decides (compétence): the matters, and the nine that the council cannot delegate (R-5.1)."""

from collections.abc import Sequence
from datetime import date

from domain.law.certainty import Certainty
from domain.law.records import LawError, Record, Strict, UnknownKey


class ReservedItem(Record):
    """One of the nine items that the council keeps (attributions non délégables)."""

    item: int
    title: str


class Matter(Strict):
    """What a deliberation is about. ``delegable`` None: the rulebook does not decide."""

    code: str
    label: str
    delegable: bool | None
    item: int | None = None
    """The reserved item it falls under."""
    development_council: bool = False
    """The development council must be consulted on it (CGCT L. 5211-10-1; R-8.2)."""


def _item(item: int, title: str, article: str, certainty: Certainty, since: date) -> ReservedItem:
    return ReservedItem(
        item=item, title=title, article=article, certainty=certainty, in_force_from=since
    )


def _reserved(item: int, code: str, label: str) -> Matter:
    return Matter(code=code, label=label, delegable=False, item=item)


def _free(code: str, label: str) -> Matter:
    return Matter(code=code, label=label, delegable=True)


def _consulted(code: str, label: str) -> Matter:
    return Matter(code=code, label=label, delegable=None, development_council=True)


_L_5211_10, _S, _1999 = "CGCT L. 5211-10", Certainty.STATUTE, date(1999, 7, 13)

RESERVED_ITEMS: tuple[ReservedItem, ...] = (
    _item(1, "Budget ; institution, taux ou tarifs des taxes et redevances", _L_5211_10, _S, _1999),
    _item(2, "Compte administratif (compte financier unique)", _L_5211_10, _S, _1999),
    _item(3, "Mesures budgétaires après mise en demeure (L. 1612-15)", _L_5211_10, _S, _1999),
    _item(4, "Composition initiale, fonctionnement, durée", _L_5211_10, _S, _1999),
    _item(5, "Adhésion à un établissement public", _L_5211_10, _S, _1999),
    _item(6, "Délégation de la gestion d'un service public", _L_5211_10, _S, _1999),
    _item(7, "Orientations : espace, habitat, politique de la ville", _L_5211_10, _S, _1999),
    _item(
        8,
        "Fonds de concours",
        "Pacte de gouvernance, art. 1 ; CGCT L. 5215-26 et L. 5216-5 VI",
        Certainty.GENERAL_KNOWLEDGE,
        date(2020, 7, 16),
    ),
    _item(9, "Création de postes", "CGFP L. 313-1", _S, date(2022, 3, 1)),
)

MATTERS: tuple[Matter, ...] = (
    _reserved(1, "budget", "vote du budget"),
    _reserved(1, "tax_rate", "institution ou taux d'un impôt"),
    _reserved(1, "fee_tariff", "institution ou tarif d'une redevance, eau comprise"),
    _reserved(2, "administrative_account", "compte administratif"),
    _reserved(2, "single_financial_account", "compte financier unique"),
    _reserved(3, "formal_notice_measure", "mesure budgétaire après mise en demeure"),
    _reserved(4, "statutory_change", "composition, fonctionnement ou durée"),
    _reserved(5, "joining_public_establishment", "adhésion à un établissement public"),
    _reserved(6, "public_service_delegation", "délégation d'un service public"),
    _reserved(7, "spatial_planning_orientations", "orientations d'aménagement de l'espace"),
    _reserved(7, "housing_orientations", "orientations d'équilibre social de l'habitat"),
    _reserved(7, "urban_policy_orientations", "orientations de la politique de la ville"),
    _reserved(8, "fonds_de_concours", "fonds de concours"),
    _reserved(9, "post_creation", "création de postes"),
    _free("lease_renewal", "renouvellement d'un bail"),
    _free("individual_housing_subsidy", "aide individuelle au logement"),
    _free("public_contract", "marché public"),
    _free("land_purchase", "acquisition foncière"),
    _free("loan", "emprunt"),
    _free("street_works", "travaux de voirie"),
    # Matters on which the development council is consulted; whether they may be delegated,
    # the rulebook does not say.
    _consulted("territory_project", "projet de territoire"),
    _consulted("foresight_document", "document de prospective"),
    _consulted("planning_document", "document de planification"),
    _consulted(
        "sustainability_policy_design", "conception d'une politique de développement durable"
    ),
    _consulted("sustainability_policy_evaluation", "évaluation d'une telle politique"),
    _consulted("serm_project", "projet de service express régional métropolitain"),
)


def matter(code: str, matters: Sequence[Matter] = MATTERS) -> Matter:
    """The matter of that code. Raises UnknownKey.

    >>> matter("fee_tariff").item
    1
    """
    for known in matters:
        if known.code == code:
            return known
    raise UnknownKey(f"Matière inconnue : {code}.")


def delegable(code: str, matters: Sequence[Matter] = MATTERS) -> bool:
    """Whether the council may delegate it (délégation d'attributions, L. 5211-10; R-5.1).

    Everything may be, but the nine items. Raises UnknownKey for an unknown matter, LawError for one
    of which the rulebook does not say.

    >>> delegable("fee_tariff"), delegable("individual_housing_subsidy")
    (False, True)
    """
    answer = matter(code, matters).delegable
    if answer is None:
        raise LawError(f"La délégation de la matière {code} n'est pas tranchée (R-5.1).")
    return answer
