"""The majority that the note de synthèse announces, and the points of law that are not settled.

The strictest over the readings is required; where they agree, the doubt costs nothing (R-1.13).
"""

from collections.abc import Iterator

from domain.deliberation.explain_vote import switches
from domain.deliberation.situation import Situation
from domain.law.french import french_date, french_list, french_part
from domain.words import Majority, Opinion

BEING = {
    Opinion.NOT_REQUIRED: "l'avis d'une commune n'étant pas requis",
    Opinion.NOT_READY: "l'avis n'étant pas acquis",
    Opinion.FAVOURABLE: "l'avis étant favorable",
    Opinion.FAVOURABLE_WITH_RESERVES: "l'avis étant favorable avec réserves",
    Opinion.CONDITIONAL_UNMET: "la condition mise à l'avis favorable n'étant pas remplie",
    Opinion.UNFAVOURABLE: "l'avis étant défavorable",
    Opinion.AMBIGUOUS: "l'avis étant ambigu, et tenu pour défavorable",
    Opinion.TACIT_FAVOURABLE: "l'avis étant réputé favorable",
}
"""Because of which opinion a majority is required."""


def too_early(there: Situation) -> bool:
    """Whether the council voted although the opinion was still to be waited for (R-1.14)."""
    return there.vote is not None and not there.may_proceed


def majority(there: Situation) -> Iterator[str]:
    """R-1.10, R-4.3: the majority required, its threshold, and because of which opinion."""
    members = there.case.legal_strength
    raised = there.procedure.raised if there.majority is not Majority.SIMPLE else None
    if there.majority is None and raised:
        yield (
            "La majorité requise dépend de l'avis : majorité absolue des suffrages exprimés s'il est "
            "favorable ou réputé tel (CGCT, art. L. 2121-20) ; "
            f"{french_part(raised.fraction)} des membres du conseil, "
            f"soit {raised.votes(members)} voix sur {members}, s'il est "
            "défavorable (art. L. 5211-57)."
        )
        return
    if raised is None and too_early(there):
        yield (
            "Il se compte néanmoins à la majorité absolue des suffrages exprimés (CGCT, "
            "art. L. 2121-20)."
        )
        return
    if raised is None:
        yield (
            "La délibération est prise à la majorité absolue des suffrages exprimés (CGCT, "
            f"art. L. 2121-20), {BEING[there.opinion]}."
        )
        return
    strict = next(r for r in there.case.readings if there.case.needs_two_thirds(r))
    why = BEING[there.case.opinion(strict)]
    if strict:
        why = f"{why} selon la lecture la plus stricte du droit"
    yield (
        f"La délibération requiert la majorité des {french_part(raised.fraction)} des membres du "
        f"conseil (CGCT, art. L. 5211-57), soit {there.threshold} voix pour un effectif légal de {members}, {why} ; "
        "une abstention, un vote blanc ou une absence y pèse comme un vote contre."
    )


def contested(there: Situation) -> Iterator[str]:
    """R-1.13: the points on which the law is unsettled, those that change the majority first."""
    if there.majority is None:
        return
    case = there.case
    strict = {reading: case.needs_two_thirds(reading) for reading in case.readings}
    found = switches(there)
    deciding = [s for s in found if any(strict[r] != strict[r ^ {s.key}] for r in strict)]
    points = " ; ".join(
        f"{s.key.french} ({s.default.words}, ou bien {s.alternative.words})" for s in deciding
    )
    if len(deciding) == 1:
        yield f"Un point de droit n'est pas tranché : {points}. La majorité la plus stricte est retenue."
    elif deciding:
        yield (
            f"Plusieurs points de droit ne sont pas tranchés : {points}. La majorité la plus stricte "
            "est retenue."
        )
    rest = [s.key.french for s in found if s not in deciding]
    if len(rest) == 1:
        yield f"Un point discuté ({rest[0]}) ne change pas la majorité requise."
    elif rest:
        yield f"Des points discutés ({french_list(rest)}) ne changent pas la majorité requise."
    if there.vote_with_caution and there.period:
        yield (
            f"Jusqu'au {french_date(there.period.prudent_end)} inclus (fin prudente du délai), un "
            "avis défavorable de la commune ferait discuter cette majorité."
        )
