"""What every record of law has in common, and how a case finds the one of its day.

A rule is open-ended until a repeal is written; a day before the first text is refused, not guessed.
"""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, model_validator

from domain.law.certainty import Certainty
from domain.law.french import french_date


class LawError(ValueError):
    """The law gives no answer. Its text is a French sentence, for a person."""


class NoLawOn(LawError):
    """No record is in force that day (aucun texte en vigueur ce jour-là)."""


class UnknownKey(LawError):
    """No record, of any day, has that key."""


class OutOfCalendar(LawError):
    """A day before year 1 or after year 9999."""


class Strict(BaseModel):
    """A frozen value, written to JSON and read from it; an unknown field is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Record(Strict):
    """One rule of law: its source, the days it is in force, a few words of its text."""

    article: str
    certainty: Certainty
    in_force_from: date
    in_force_until: date | None = None
    """Last day in force (dernier jour d'application); None: until a repeal is written."""
    first_day: Certainty = Certainty.GENERAL_KNOWLEDGE
    """How sure ``in_force_from`` is: the rulebook dates few texts."""
    words: str = ""
    """A few words of the text; between « » when they are its own."""

    @model_validator(mode="after")
    def _days_in_order(self) -> "Record":
        if self.in_force_until is not None and self.in_force_until < self.in_force_from:
            raise ValueError(f"{self.article} : abrogé avant d'entrer en vigueur")
        return self

    def in_force(self, on: date) -> bool:
        """Whether a case of that day is judged by this record; both its first and last days are."""
        return self.in_force_from <= on and (
            self.in_force_until is None or on <= self.in_force_until
        )

    def overlaps(self, other: "Record") -> bool:
        """Whether some day is in both."""
        return self.in_force(other.in_force_from) or other.in_force(self.in_force_from)


R = TypeVar("R", bound=Record)


def in_force(records: Sequence[R], on: date, name: str) -> R:
    """The one record in force that day, among those of one key.

    Raises UnknownKey when there is none at all, NoLawOn when none is in force that day.
    """
    if not records:
        raise UnknownKey(f"Règle inconnue : {name}.")
    for record in records:
        if record.in_force(on):
            return record
    first = min(record.in_force_from for record in records)
    if on < first:
        raise NoLawOn(
            f"Aucun texte n'est en vigueur le {french_date(on)} ({name}) : le premier l'est"
            f" depuis le {french_date(first)}. Un cas antérieur est refusé, non deviné."
        )
    raise NoLawOn(f"Aucun texte n'est en vigueur le {french_date(on)} ({name}).")


def last(records: Sequence[R], name: str) -> R:
    """The record that came into force last, for a question that names no day. Raises UnknownKey."""
    if not records:
        raise UnknownKey(f"Règle inconnue : {name}.")
    return max(records, key=lambda record: record.in_force_from)
