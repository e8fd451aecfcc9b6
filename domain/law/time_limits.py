"""Time limits of the council, around its meetings (délais): rulebook R-2.3 to R-4.2, R-9.4."""

from datetime import date

from domain.law.certainty import Certainty
from domain.law.periods import ClearDays, Days, Months, Period
from domain.law.records import Record


class TimeLimit(Record):
    """Un délai pour agir : de quel jour il part, combien il dure. It never rolls."""

    key: str
    title: str
    runs_from: str
    period: Period


class Notice(Record):
    """Un délai de convocation, en jours francs."""

    key: str
    title: str
    days: ClearDays


_PROXIMITY_REFORM = date(2022, 7, 1)
"""Ord. n° 2021-1310: the list of deliberations takes the place of the « compte rendu »."""

TIME_LIMITS: tuple[TimeLimit, ...] = (
    TimeLimit(
        key="list-of-deliberations",
        title="Liste des délibérations examinées, affichée et mise en ligne",
        article="CGCT L. 2121-25",
        certainty=Certainty.INFERENCE,
        in_force_from=_PROXIMITY_REFORM,
        first_day=Certainty.STATUTE,
        runs_from="la séance",
        period=Days(7),
        words="Dans un délai d'une semaine : lu sept jours, le jour de la séance ne comptant pas.",
    ),
    TimeLimit(
        key="municipal-information",
        title="Liste des délibérations aux conseillers municipaux non membres",
        article="CGCT L. 5211-40-2",
        certainty=Certainty.STATUTE,
        in_force_from=_PROXIMITY_REFORM,
        first_day=Certainty.STATUTE,
        runs_from="la séance",
        period=Months(1),
        words="Dans le mois qui suit chaque séance (le pacte dit encore « compte-rendu »).",
    ),
    TimeLimit(
        key="minutes-publication",
        title="Publication du procès-verbal",
        article="CGCT L. 2121-15",
        certainty=Certainty.INFERENCE,
        in_force_from=_PROXIMITY_REFORM,
        first_day=Certainty.STATUTE,
        runs_from="la séance qui l'a arrêté",
        period=Days(7),
        words="Dans la semaine qui suit la séance au cours de laquelle il a été arrêté.",
    ),
    TimeLimit(
        key="withdrawal",
        title="Retrait d'un acte illégal",
        article="CRPA L. 242-1 et L. 243-3",
        certainty=Certainty.STATUTE,
        in_force_from=date(2016, 6, 1),
        runs_from="l'édiction de l'acte",
        period=Months(4),
        words="Illégal, et dans le délai de quatre mois suivant l'édiction ; le retrait est voté.",
    ),
)

_CODIFIED = date(1996, 2, 24)
"""The CGCT's own first day: L. 2121-12 is as old as the code."""

NOTICES: tuple[Notice, ...] = (
    Notice(
        key="convocation",
        title="Convocation du conseil, avec la note de synthèse",
        article="CGCT L. 2121-12 et L. 5211-1",
        certainty=Certainty.STATUTE,
        in_force_from=_CODIFIED,
        days=ClearDays(5),
        words="Cinq jours francs, pour tout établissement aujourd'hui (autrefois : s'il comptait une"
        " commune de 3 500 habitants).",
    ),
    Notice(
        key="urgent-convocation",
        title="Convocation du conseil, en cas d'urgence",
        article="CGCT L. 2121-12 et L. 5211-1",
        certainty=Certainty.STATUTE,
        in_force_from=_CODIFIED,
        days=ClearDays(1),
        words="Jamais moins d'un jour franc ; le conseil vote sur l'urgence à l'ouverture de la"
        " séance, et peut renvoyer tout ou partie.",
    ),
    Notice(
        key="second-convocation",
        title="Seconde convocation, faute de quorum",
        article="CGCT L. 2121-17",
        certainty=Certainty.CASE_LAW,
        in_force_from=date(1997, 6, 16),
        days=ClearDays(3),
        words="« à trois jours au moins d'intervalle » : trois jours francs"
        " (CE, 16 juin 1997, n° 142691, Pfister).",
    ),
)
