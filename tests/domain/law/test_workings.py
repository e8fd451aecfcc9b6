"""Workings: every step of a date or of a majority can be asked why."""

from datetime import date

from domain.law.book import LAW
from domain.law.certainty import Certainty
from domain.law.workings import work_period, work_threshold

ARTICLE = LAW.procedure("5211-57", date(2026, 1, 31))


def values(start: date, zone: str = "metropole") -> dict[str, str]:
    return {w.label: w.value for w in work_period(ARTICLE, start, zone, LAW).workings}


def test_the_days_skipped_by_the_prudent_end_are_named_with_their_reasons() -> None:
    assert values(date(2026, 1, 31))["Fin prudente"] == (
        "lundi 4 mai 2026 (vendredi 1er mai 2026 : Fête du travail ;"
        " samedi 2 mai 2026 : non ouvré ; dimanche 3 mai 2026 : non ouvré)"
    )


def test_a_holiday_of_the_territory_moves_the_prudent_end_there_only() -> None:
    start = date(2026, 3, 9)  # ends on 9 June; the 10th is a holiday in Guyane
    assert values(start)["Fin prudente"] == "mercredi 10 juin 2026"
    assert values(start, "guyane")["Fin prudente"] == (
        "jeudi 11 juin 2026 (mercredi 10 juin 2026 : Abolition de l'esclavage)"
    )


def test_the_days_told_are_the_days_computed() -> None:
    worked = work_period(ARTICLE, date(2026, 1, 12), "metropole", LAW)
    assert (worked.last_day, worked.deemed_from, worked.prudent_end, worked.safe_from) == (
        date(2026, 4, 12),
        date(2026, 4, 13),
        date(2026, 4, 13),
        date(2026, 4, 14),
    )


def test_what_rests_on_an_inference_says_so() -> None:
    steps = work_period(ARTICLE, date(2026, 1, 12), "metropole", LAW).workings
    by_label = {step.label: step.certainty for step in steps}
    assert by_label["Point de départ"] is Certainty.INFERENCE
    assert by_label["Fin prudente"] is Certainty.INFERENCE
    assert by_label["Réputé favorable à compter du"] is Certainty.STATUTE


def test_every_procedure_can_be_worked() -> None:
    for procedure in LAW.procedures:
        worked = work_period(procedure, date(2026, 1, 31), "metropole", LAW)
        assert all(step.value and step.article and step.rule for step in worked.workings)


def test_a_threshold_is_shown_with_the_exact_fraction() -> None:
    assert ARTICLE.raised is not None
    worked = work_threshold(83, ARTICLE.raised, ARTICLE)
    assert worked.votes == 56
    assert str(worked.workings[0]) == (
        "Majorité des deux tiers des membres du conseil (effectif légal) :"
        " 2/3 de 83 = 55,33 → 56 [CGCT L. 5211-57 ; texte]"
    )
