"""What differs between two sets of law: record by record, field by field."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from domain.law.book import Law
from domain.law.french import Worded, french_date
from domain.law.procedures import Unfavourable
from domain.law.records import Strict

IDENTITY = ("key", "item", "code", "zone", "when", "in_force_from")
"""Fields that say which record it is; what else differs is a change of that record."""

LABELS = {
    "article": "article",
    "certainty": "certitude",
    "consulted": "consultés",
    "days": "jours francs",
    "first_day": "certitude du premier jour",
    "fraction": "part",
    "if_unfavourable": "effet d'un avis défavorable",
    "in_force_from": "en vigueur depuis",
    "in_force_until": "en vigueur jusqu'au",
    "majority": "majorité",
    "more_than": "strictement plus",
    "name": "nom",
    "number": "nombre",
    "organ": "organe",
    "period": "délai",
    "runs_from": "point de départ",
    "starts_on": "point de départ",
    "title": "titre",
    "unsettled": "points discutés",
    "words": "texte",
}
"""What the fields of a record are called in French; the others bear the same name."""


@dataclass(frozen=True)
class RuleChange:
    """One record that is read otherwise, added or repealed."""

    part: str
    """The part of the law it stands in: ``procedures``, ``majorities``…"""
    before: Strict | None
    after: Strict | None

    @property
    def words(self) -> str:
        """« CGCT, L. 5211-57 (5211-57) : délai 3 mois → 2 mois »."""
        record = self.after or self.before
        said = getattr(record, "article", "") or self.part
        key = next((str(getattr(record, f)) for f in IDENTITY if hasattr(record, f)), "")
        named = f"{said} ({key})"
        if self.before is None:
            return f"{named} : ajouté"
        if self.after is None:
            return f"{named} : ôté"
        changed = (
            f"{LABELS.get(field, field)} {told(getattr(self.before, field))} → "
            f"{told(getattr(self.after, field))}"
            for field in type(self.after).model_fields
            if getattr(self.before, field) != getattr(self.after, field)
        )
        return f"{named} : {' ; '.join(changed)}"

    def alone(self, law: Law) -> Law:
        """That law with this change and no other. Raises ``ValueError`` where it does not stand."""
        records = [r for r in getattr(law, self.part) if r != self.before]
        if self.after is not None:
            records.append(self.after)
        return Law(
            **{**{name: getattr(law, name) for name in Law.model_fields}, self.part: records}
        )


def told(value: object) -> str:
    """A value of a record, in French."""
    match value:
        case None:
            return "(rien)"
        case bool():
            return "oui" if value else "non"
        case date():
            return french_date(value)
        case Worded():
            return value.french
        case Unfavourable():
            return str(value.majority) if value.majority else value.effect.french
        case tuple():
            return ", ".join(told(each) for each in value) or "(rien)"
        case _:
            return str(value)


def rule_changes(before: Law, after: Law) -> Iterator[RuleChange]:
    """Every record that differs, in the order of the book."""
    for part in Law.model_fields:
        old = {identity(record): record for record in getattr(before, part)}
        new = {identity(record): record for record in getattr(after, part)}
        for key in [k for k in old if k not in new and hasattr(old[k], IDENTITY[-1])]:
            # The same record from another day on is a change of date, not one less and one more.
            same = [k for k in new if k not in old and k[:-1] == key[:-1]]
            if len(same) == 1:
                new[key] = new.pop(same[0])
        for key in {**old, **new}:
            if old.get(key) != new.get(key):
                yield RuleChange(part, old.get(key), new.get(key))


def identity(record: Strict) -> tuple[str, ...]:
    """Which record it is, the day it comes into force last."""
    return tuple(str(getattr(record, field)) for field in IDENTITY if hasattr(record, field))
