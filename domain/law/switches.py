"""Where L. 5211-57 is unsettled: the seven switches of rulebook R-1.13, each with both readings."""

from domain.law.certainty import Certainty
from domain.law.procedures import Choice, Switch, SwitchKey


def _unsettled(
    key: SwitchKey, default: Choice, alternative: Choice, rule: str, only_if: str = ""
) -> Switch:
    return Switch(
        key=key,
        default=default,
        alternative=alternative,
        rule=rule,
        certainty=Certainty.INFERENCE,
        only_if=only_if,
    )


def _reading(code: str, words: str) -> Choice:
    return Choice(code=code, words=words)


SWITCHES_OF_5211_57: tuple[Switch, ...] = (
    _unsettled(
        SwitchKey.START,
        rule="R-1.2",
        default=_reading("receipt", "le délai court de la réception prouvée du projet complet"),
        alternative=_reading("dispatch", "le délai court de l'envoi de ce projet complet"),
    ),
    _unsettled(
        SwitchKey.END,
        rule="R-1.3",
        default=_reading("quantieme", "le délai finit au quantième, même un jour non ouvré"),
        alternative=_reading(
            "prudent_end", "il finit le premier jour ouvrable qui suit (délai franc)"
        ),
    ),
    _unsettled(
        SwitchKey.OPINION_DAY,
        rule="R-1.4",
        default=_reading("vote", "l'avis est rendu le jour du vote municipal"),
        alternative=_reading("extract", "l'avis est rendu le jour où l'extrait parvient à l'EPCI"),
    ),
    _unsettled(
        SwitchKey.CONDITION,
        rule="R-1.7",
        default=_reading("unfavourable", "une condition non remplie rend l'avis défavorable"),
        alternative=_reading("favourable", "l'avis reste favorable, condition remplie ou non"),
    ),
    _unsettled(
        SwitchKey.AMBIGUOUS,
        rule="R-1.7",
        default=_reading("unfavourable", "un avis ambigu vaut avis défavorable"),
        alternative=_reading("no_opinion", "un avis ambigu n'est pas un avis"),
    ),
    _unsettled(
        SwitchKey.STRENGTH,
        rule="R-1.10",
        default=_reading("legal_strength", "deux tiers de l'effectif légal"),
        alternative=_reading("in_office", "deux tiers des membres en exercice"),
    ),
    _unsettled(
        SwitchKey.APPLIES,
        rule="R-1.1",
        only_if="consultation de précaution",
        default=_reading("applies", "l'article s'applique"),
        alternative=_reading("does_not_apply", "l'article ne s'applique pas"),
    ),
)
