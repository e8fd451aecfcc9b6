"""Time limits of the council, around its meetings and its acts (délais): R-2.2 to R-4.2, R-9.1 to R-9.4."""

from datetime import date

from domain.law.certainty import Certainty
from domain.law.periods import ClearDays, Days, Months, Period
from domain.law.records import Record


class TimeLimit(Record):
    """Un délai pour agir : de quel jour il part, combien il dure."""

    key: str
    title: str
    runs_from: str
    period: Period
    franc: bool = False
    """Délai franc: its last day is the day after, put off to a working day (R-2.2)."""

    @property
    def value(self) -> str:
        """« 2 mois, franc, à compter de la publication »."""
        return f"{self.period}{', franc' if self.franc else ''}, à partir de : {self.runs_from}"


class Notice(Record):
    """Un délai de convocation, en jours francs."""

    key: str
    title: str
    days: ClearDays

    @property
    def value(self) -> str:
        return str(self.days)


_CODIFIED = date(1996, 2, 24)
"""The CGCT's own first day."""

_PROXIMITY_ACT = date(2019, 12, 29)
"""Loi n° 2019-1461: the pact and the mayors' conference (CGCT L. 5211-11-2 and -3)."""

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
        key="conference-opinions",
        title="Avis de la conférence des maires à tous les conseillers municipaux",
        article="CGCT L. 5211-40-2",
        certainty=Certainty.INFERENCE,
        in_force_from=_PROXIMITY_ACT,
        runs_from="la conférence",
        period=Months(1),
        words="L'envoi est dû, la loi n'en dit pas le délai : lu un mois, comme la liste du conseil.",
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
    TimeLimit(
        key="individual-transmission",
        title="Transmission d'une décision individuelle au préfet",
        article="CGCT L. 2131-1",
        certainty=Certainty.STATUTE,
        in_force_from=_CODIFIED,
        runs_from="la signature",
        period=Days(15),
        words="Dans un délai de quinze jours à compter de la signature.",
    ),
    TimeLimit(
        key="prefect-referral",
        title="Déféré du préfet",
        article="CGCT L. 2131-6",
        certainty=Certainty.STATUTE,
        in_force_from=_CODIFIED,
        runs_from="la réception de l'acte par la préfecture",
        period=Months(2),
        franc=True,
        words="Dans les deux mois suivant la transmission : un délai franc.",
    ),
    TimeLimit(
        key="recourse",
        title="Recours pour excès de pouvoir",
        article="CJA R. 421-1",
        certainty=Certainty.STATUTE,
        in_force_from=date(2001, 1, 1),
        runs_from="la publication ; la séance, pour un conseiller présent",
        period=Months(2),
        franc=True,
        words="Dans les deux mois à partir de la publication : un délai franc.",
    ),
    TimeLimit(
        key="pact",
        title="Adoption du pacte de gouvernance",
        article="CGCT L. 5211-11-2",
        certainty=Certainty.STATUTE,
        in_force_from=_PROXIMITY_ACT,
        runs_from="le renouvellement général des conseils municipaux",
        period=Months(9),
        words="Dans un délai de neuf mois à compter du renouvellement général.",
    ),
    TimeLimit(
        key="development-council",
        title="Avis du conseil de développement, à défaut d'un terme fixé",
        article="CGCT L. 5211-10-1 et L. 5211-11-2",
        certainty=Certainty.INFERENCE,
        in_force_from=date(2019, 12, 29),
        runs_from="la saisine",
        period=Months(2),
        words="Aucun délai légal : deux mois proposés, si la délibération sur sa consultation n'en"
        " fixe pas.",
    ),
    TimeLimit(
        key="meeting-on-request",
        title="Réunion du conseil, sur demande",
        article="CGCT L. 2121-9",
        certainty=Certainty.STATUTE,
        in_force_from=_CODIFIED,
        runs_from="la demande motivée",
        period=Days(30),
        words="La réunion même se tient dans les trente jours.",
    ),
)

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
    Notice(
        key="conference-agenda",
        title="Ordre du jour de la conférence des maires",
        article="pacte, art. 5",
        certainty=Certainty.STATUTE,
        in_force_from=_PROXIMITY_ACT,
        days=ClearDays(5),
        words="Envoyé cinq jours francs avant ; le pacte ne connaît pas d'urgence, et son oubli n'a"
        " pas de sanction dans la loi.",
    ),
    Notice(
        key="convocation-copy",
        title="Copie de la convocation et de la note aux conseillers municipaux non membres",
        article="CGCT L. 5211-40-2",
        certainty=Certainty.INFERENCE,
        in_force_from=_PROXIMITY_ACT,
        days=ClearDays(0),
        words="« avant chaque réunion » (pacte, art. 9) : lu la veille au plus tard.",
    ),
)
