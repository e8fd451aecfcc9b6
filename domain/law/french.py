"""French words for days, numbers and terms of art, as a clerk writes them."""

from collections.abc import Sequence
from datetime import date, time
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


def french_hour(hour: time) -> str:
    """An hour of the day in French.

    >>> french_hour(time(9, 5)), french_hour(time(14))
    ('9 h 05', '14 h')
    """
    return f"{hour.hour} h" + (f" {hour.minute:02}" if hour.minute else "")


def many(count: int, one: str, several: str | None = None) -> str:
    """So many things, in the singular or the plural: in French, zero and one are singular.

    >>> many(0, "abstention"), many(2, "abstention"), many(2, "jour franc", "jours francs")
    ('0 abstention', '2 abstentions', '2 jours francs')
    """
    return f"{count} {one if count < 2 else several or one + 's'}"


def few(count: int) -> str:
    """A small number in letters.

    >>> few(2), few(12)
    ('deux', '12')
    """
    return {1: "un", 2: "deux", 3: "trois", 4: "quatre", 5: "cinq"}.get(count, str(count))


def french_list(words: Sequence[str]) -> str:
    """Words one after the other, as people join them.

    >>> french_list(["terme"]), french_list(["départ", "terme", "effectif"])
    ('terme', 'départ, terme et effectif')
    """
    *first, last = words
    return f"{', '.join(first)} et {last}" if first else last


def de(name: str) -> str:
    """A commune after « de », elided and contracted.

    >>> de("Daix"), de("Ouges"), de("Hauteville-lès-Dijon"), de("Le Creusot")
    ('de Daix', "d'Ouges", "d'Hauteville-lès-Dijon", 'du Creusot')
    """
    for article, contracted in (("Le ", "du "), ("Les ", "des ")):
        if name.startswith(article):
            return contracted + name.removeprefix(article)
    return f"d'{name}" if elided(name) else f"de {name}"


def que(words: str) -> str:
    """Words after « que ».

    >>> que("Ouges 1 est présent"), que("Daix 1 est absent")
    ("qu'Ouges 1 est présent", 'que Daix 1 est absent')
    """
    return f"qu'{words}" if elided(words) else f"que {words}"


def elided(name: str) -> bool:
    return name[:1].casefold() in "aeiouyhâàéèêëîïôû"


def french_part(fraction: Fraction) -> str:
    """A part of the members, as it is read aloud where it has a name.

    >>> french_part(Fraction(2, 3)), french_part(Fraction(3, 4)), french_part(Fraction(3, 5))
    ('deux tiers', 'trois quarts', '3/5')
    """
    return {Fraction(2, 3): "deux tiers", Fraction(3, 4): "trois quarts"}.get(fraction) or str(
        fraction
    )


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
