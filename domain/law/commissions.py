"""What the absence of a commission's review does (avis d'une commission): rulebook R-6.2."""

from datetime import date

from domain.law.certainty import Certainty
from domain.law.french import Worded
from domain.law.records import Record


class Severity(Worded):
    """What a missing step does to the next one."""

    WARN = "warn", "avertit, sans empêcher"
    BLOCK = "block", "empêche"


class CommissionReview(Record):
    """L'examen préalable en commission. Standing orders (règlement intérieur) may make it BLOCK."""

    if_missing: Severity


COMMISSION_REVIEWS: tuple[CommissionReview, ...] = (
    CommissionReview(
        article="CGCT L. 2121-22 et L. 5211-40-1",
        certainty=Certainty.DOCTRINE,
        in_force_from=date(1999, 7, 13),
        if_missing=Severity.WARN,
        words="L'examen préalable n'est pas une condition légale, sauf si le règlement intérieur le"
        " dit ; l'avis d'une commission ne lie jamais.",
    ),
)
