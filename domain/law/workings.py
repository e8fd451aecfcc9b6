"""Workings (le détail du calcul): each date and each majority step by step, for a person.

Every step names its article, its rule and its certainty, so that every number can be asked why.
"""

from datetime import date

from domain.law.book import Law
from domain.law.certainty import Certainty
from domain.law.french import MONTHS, french_date, french_day, french_number, french_part
from domain.law.majorities import Majority
from domain.law.periods import Days, add_days
from domain.law.procedures import Procedure, Silence, SwitchKey
from domain.law.records import Strict
from domain.law.time_limits import TimeLimit

CPC_641 = "CPC, art. 641 al. 2, par analogie"
NO_ROLL = "CAA Paris, 23 octobre 2025, n° 24PA05040, par analogie"


class Working(Strict):
    """One computed step."""

    label: str
    value: str
    article: str
    certainty: Certainty
    rule: str

    def __str__(self) -> str:
        return f"{self.label} : {self.value} [{self.article} ; {self.certainty.french}]"


def step(label: str, value: str, article: str, certainty: Certainty, rule: str) -> Working:
    """One step, in the order in which it is read."""
    return Working(label=label, value=value, article=article, certainty=certainty, rule=rule)


class WorkedPeriod(Strict):
    """The days of one opinion period, and how they were found (R-1.3)."""

    start: date
    last_day: date
    """E: the last day on which the opinion is in time (terme strict)."""
    deemed_from: date
    """E + 1 day: from 00:00 on, silence is worth what the article says."""
    prudent_end: date
    """P: the end if the period were franc."""
    safe_from: date
    """The first council day that no reading makes too early: the day after P."""
    workings: tuple[Working, ...]


class WorkedThreshold(Strict):
    """So many votes in favour, and how they were found (R-1.10)."""

    votes: int
    workings: tuple[Working, ...]


def work_period(procedure: Procedure, start: date, zone: str, law: Law) -> WorkedPeriod:
    """The days of the period that starts that day (R-1.2, R-1.3). Raises LawError.

    >>> from domain.law.book import LAW
    >>> article = LAW.procedure("5211-57", date(2025, 11, 30))
    >>> for step in work_period(article, date(2025, 11, 30), "metropole", LAW).workings:
    ...     print(f"{step.label} : {step.value}")
    Point de départ : reçu le dimanche 30 novembre 2025
    Délai : 3 mois, de quantième à quantième : pas de 30 février, donc le 28 février 2026
    Terme : samedi 28 février 2026 à 24 h, sans report
    Réputé favorable à compter du : dimanche 1er mars 2026
    Fin prudente : lundi 2 mars 2026 (dimanche 1er mars 2026 : non ouvré)
    Séance sûre à compter du : mardi 3 mars 2026
    """
    last_day = procedure.period.end(start)
    deemed_from = add_days(last_day, 1)
    prudent_end = law.prudent_end(last_day, zone)
    safe_from = add_days(prudent_end, 1)
    return WorkedPeriod(
        start=start,
        last_day=last_day,
        deemed_from=deemed_from,
        prudent_end=prudent_end,
        safe_from=safe_from,
        workings=(
            _start(procedure, start),
            Working(
                label="Délai",
                value=_count(procedure, start),
                article=CPC_641,
                certainty=Certainty.DOCTRINE,
                rule="R-2.1",
            ),
            Working(
                label="Terme",
                value=f"{french_day(last_day)} à 24 h, sans report",
                article=NO_ROLL,
                certainty=Certainty.INFERENCE,
                rule="R-1.3",
            ),
            Working(
                label=_EXPIRY[procedure.silence],
                value=french_day(deemed_from),
                article=procedure.article,
                certainty=procedure.certainty,
                rule="R-1.3",
            ),
            Working(
                label="Fin prudente",
                value=french_day(prudent_end) + _skipped(deemed_from, prudent_end, zone, law),
                article="lecture prudente (délai franc)",
                certainty=Certainty.INFERENCE,
                rule="R-1.3",
            ),
            Working(
                label="Séance sûre à compter du",
                value=french_day(safe_from),
                article="lecture prudente (délai franc)",
                certainty=Certainty.INFERENCE,
                rule="R-1.3",
            ),
        ),
    )


def length(limit: TimeLimit) -> str:
    """« 2 mois francs », « 4 mois »."""
    return f"{limit.period}{' francs' if limit.franc else ''}"


def work_limit(limit: TimeLimit, start: date, last_day: date, article: str) -> tuple[Working, ...]:
    """A time limit of the council or against an act: its start, its length, its last day (R-2.2).

    >>> from domain.law.book import LAW
    >>> recourse = LAW.time_limit("recourse", date(2026, 7, 1))
    >>> for step in work_limit(recourse, date(2026, 7, 1), date(2026, 9, 2), recourse.article):
    ...     print(f"{step.label} : {step.value}")
    Point de départ : mercredi 1er juillet 2026 (la publication ; la séance, pour un conseiller présent)
    Délai : 2 mois, franc (le lendemain, reporté au premier jour ouvrable)
    Dernier jour : mercredi 2 septembre 2026
    """
    franc = (
        ", franc (le lendemain, reporté au premier jour ouvrable)" if limit.franc else ", non franc"
    )
    steps = (
        ("Point de départ", f"{french_day(start)} ({limit.runs_from})"),
        ("Délai", f"{limit.period}{franc}"),
        ("Dernier jour", french_day(last_day)),
    )
    return tuple(
        Working(label=label, value=value, article=article, certainty=limit.certainty, rule="R-2.2")
        for label, value in steps
    )


def work_threshold(members: int, majority: Majority, procedure: Procedure) -> WorkedThreshold:
    """The part of so many members that an unfavourable opinion asks for, in votes (R-1.10).

    >>> from domain.law.book import LAW
    >>> article = LAW.procedure("5211-57", date(2026, 6, 25))
    >>> worked = work_threshold(86, article.raised, article)
    >>> worked.votes, worked.workings[0].value
    (58, '2/3 de 86 = 57,33 → 58')
    >>> work_threshold(84, article.raised, article).workings[0].value
    '2/3 de 84 = 56'
    """
    votes = majority.votes(members)
    exact = majority.fraction * members
    rounded = "" if exact == votes else f" → {votes}"
    return WorkedThreshold(
        votes=votes,
        workings=(
            Working(
                label=f"Majorité des {french_part(majority.fraction)} des {majority.of.french}",
                value=f"{majority.fraction} de {members} = {french_number(exact)}{rounded}",
                article=procedure.article,
                certainty=procedure.certainty,
                rule="R-1.10",
            ),
        ),
    )


_EXPIRY = {
    Silence.FAVOURABLE: "Réputé favorable à compter du",
    Silence.UNFAVOURABLE: "Réputé défavorable à compter du",
    Silence.NONE: "Passé outre possible à compter du",
    Silence.HELD: "Réputé tenu à compter du",
}


def _start(procedure: Procedure, start: date) -> Working:
    """Where the text is unsettled, the day relied on is the default reading's (R-1.2, R-1.13)."""
    unsettled = any(switch.key is SwitchKey.START for switch in procedure.unsettled)
    return Working(
        label="Point de départ",
        value=f"reçu le {french_day(start)}" if unsettled else french_day(start),
        article=procedure.article,
        certainty=Certainty.INFERENCE if unsettled else procedure.certainty,
        rule="R-1.2" if unsettled else "§10",
    )


def _count(procedure: Procedure, start: date) -> str:
    """The addition, and the day that does not exist where there is none of that number."""
    period = procedure.period
    end = period.end(start)
    if isinstance(period, Days):
        return f"{period}, celui de l'événement ne comptant pas : {french_date(end)}"
    if end.day == start.day:
        return f"{period}, de quantième à quantième : {french_date(end)}"
    missing = f"{start.day} {MONTHS[end.month - 1]}"
    return f"{period}, de quantième à quantième : pas de {missing}, donc le {french_date(end)}"


def _skipped(first: date, prudent_end: date, zone: str, law: Law) -> str:
    """The days not worked that the prudent end skips, each with its reason."""
    reasons = []
    day = first
    while day < prudent_end:
        holiday = law.holiday(day, zone)
        reasons.append(f"{french_day(day)} : {holiday.name if holiday else 'non ouvré'}")
        day = add_days(day, 1)
    return f" ({' ; '.join(reasons)})" if reasons else ""
