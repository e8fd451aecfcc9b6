"""The whole set of law by which a dossier is judged, and the default one, ``LAW``."""

from datetime import date
from functools import partial

from domain.law.holidays import HOLIDAYS, Holiday, is_holiday
from domain.law.majorities import MAJORITIES, MajorityRule
from domain.law.periods import IsHoliday, prudent_end, roll
from domain.law.procedures import PROCEDURES, Procedure
from domain.law.records import Strict, in_force


class Law(Strict):
    """Dated records. Another set may be given: ``Law.model_validate_json(file)``."""

    procedures: tuple[Procedure, ...]
    majorities: tuple[MajorityRule, ...]
    holidays: tuple[Holiday, ...]

    def procedure(self, key: str, on: date) -> Procedure:
        """The opinion procedure in force that day. Raises UnknownKey, NoLawOn.

        >>> LAW.procedure("5211-57", date(1999, 7, 13)).article
        'CGCT, L. 5211-57'
        """
        records = [p for p in self.procedures if p.key == key]
        return in_force(records, on, f"procédure {key}")

    def majority(self, key: str, on: date) -> MajorityRule:
        """The majority that a text sets, in force that day. Raises UnknownKey, NoLawOn."""
        records = [m for m in self.majorities if m.key == key]
        return in_force(records, on, f"majorité {key}")

    def calendar(self, zone: str) -> IsHoliday:
        """The holidays of a territory (R-2.7)."""
        return partial(is_holiday, zone=zone, holidays=self.holidays)

    def roll(self, day: date, zone: str) -> date:
        """That day if it is worked in the territory, else the next one that is (R-2.2)."""
        return roll(day, self.calendar(zone))

    def prudent_end(self, last_day: date, zone: str) -> date:
        """The prudent end P of a period whose last day is given (R-1.3).

        >>> LAW.prudent_end(date(2026, 4, 30), "metropole")
        datetime.date(2026, 5, 4)
        """
        return prudent_end(last_day, self.calendar(zone))


LAW = Law(procedures=PROCEDURES, majorities=MAJORITIES, holidays=HOLIDAYS)
