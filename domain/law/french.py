"""French words for days, numbers and terms of art, as a clerk writes them."""

from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Self

MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def french_date(day: date) -> str:
    """A civil day in French.

    >>> french_date(date(2026, 3, 1))
    '1er mars 2026'
    >>> french_date(date(2026, 2, 28))
    '28 février 2026'
    """
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number} {MONTHS[day.month - 1]} {day.year}"


def french_day(day: date) -> str:
    """A civil day in French, with its day of the week.

    >>> french_day(date(2026, 4, 12))
    'dimanche 12 avril 2026'
    """
    return f"{WEEKDAYS[day.weekday()]} {french_date(day)}"


def french_number(number: Fraction) -> str:
    """A fraction to two decimals, cut and not rounded: a threshold is reached or it is not.

    >>> french_number(Fraction(172, 3))
    '57,33'
    >>> french_number(Fraction(58))
    '58'
    """
    if number.denominator == 1:
        return str(number.numerator)
    hundredths = number.numerator * 100 // number.denominator
    return f"{hundredths // 100},{hundredths % 100:02}"


class Worded(StrEnum):
    """A closed list of terms: the code is stored, the French words (``french``) are shown."""

    french: str

    def __new__(cls, code: str, french: str = "") -> Self:
        term = str.__new__(cls, code)
        term._value_ = code
        term.french = french
        return term
