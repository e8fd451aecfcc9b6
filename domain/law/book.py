"""The whole set of law by which a dossier is judged, and the default one, ``LAW``."""

from collections.abc import Hashable, Iterable
from datetime import date
from functools import cached_property
from itertools import combinations
from typing import Self

from pydantic import model_validator

from domain.law.commissions import COMMISSION_REVIEWS, CommissionReview
from domain.law.competence import MATTERS, RESERVED_ITEMS, Matter, ReservedItem
from domain.law.counts import COUNTS, SHARES, Count, Share
from domain.law.holidays import HOLIDAYS, Holiday, holiday_on
from domain.law.majorities import MAJORITIES, MajorityRule
from domain.law.periods import IsHoliday, prudent_end, roll
from domain.law.procedure_table import PROCEDURES
from domain.law.procedures import Procedure
from domain.law.records import Record, Strict, in_force
from domain.law.time_limits import NOTICES, TIME_LIMITS, Notice, TimeLimit

Keyed = MajorityRule | TimeLimit | Notice | Share | Count
"""Records that a key, a title and a value are enough to show."""

KEYED = ("majorities", "time_limits", "notices", "shares", "counts")
"""The parts of the law that hold them."""


class Law(Strict):
    """Dated records. Another set may be given: ``Law.model_validate_json(text)``.

    A set in which two records of one key are in force on the same day is refused: no case could say
    by which it is judged.
    """

    procedures: tuple[Procedure, ...]
    majorities: tuple[MajorityRule, ...]
    time_limits: tuple[TimeLimit, ...]
    notices: tuple[Notice, ...]
    shares: tuple[Share, ...]
    counts: tuple[Count, ...]
    commission_reviews: tuple[CommissionReview, ...]
    reserved_items: tuple[ReservedItem, ...]
    matters: tuple[Matter, ...]
    holidays: tuple[Holiday, ...]

    @model_validator(mode="after")
    def _one_record_a_day(self) -> Self:
        _refuse_overlaps((p.key, p) for p in self.procedures)
        _refuse_overlaps((m.key, m) for m in self.majorities)
        _refuse_overlaps((t.key, t) for t in self.time_limits)
        _refuse_overlaps((n.key, n) for n in self.notices)
        _refuse_overlaps((s.key, s) for s in self.shares)
        _refuse_overlaps((c.key, c) for c in self.counts)
        _refuse_overlaps(("commission", c) for c in self.commission_reviews)
        _refuse_overlaps((r.item, r) for r in self.reserved_items)
        _refuse_overlaps(((h.zone, h.when), h) for h in self.holidays)
        codes = [m.code for m in self.matters]
        if len(set(codes)) != len(codes):
            raise ValueError("une matière est nommée deux fois")
        return self

    def procedure(self, key: str, on: date) -> Procedure:
        """The opinion procedure in force that day. Raises UnknownKey, NoLawOn.

        >>> LAW.procedure("5211-57", date(1999, 7, 13)).article
        'CGCT L. 5211-57'
        """
        records = [p for p in self.procedures if p.key == key]
        return in_force(records, on, f"procédure {key}")

    def majority(self, key: str, on: date) -> MajorityRule:
        """The majority that a text sets, in force that day. Raises UnknownKey, NoLawOn.

        >>> str(LAW.majority("5211-10", date(2026, 6, 25)).majority)
        'au moins 2/3 des suffrages exprimés'
        """
        records = [m for m in self.majorities if m.key == key]
        return in_force(records, on, f"majorité {key}")

    def time_limit(self, key: str, on: date) -> TimeLimit:
        """The time limit in force that day. Raises UnknownKey, NoLawOn.

        >>> LAW.time_limit("withdrawal", date(2026, 6, 25)).period.end(date(2026, 6, 25))
        datetime.date(2026, 10, 25)
        """
        return in_force(self._time_limits.get(key, ()), on, f"délai {key}")

    @cached_property
    def _time_limits(self) -> dict[str, list[TimeLimit]]:
        """The records of each key: they are asked for on every day of every act."""
        held: dict[str, list[TimeLimit]] = {}
        for record in self.time_limits:
            held.setdefault(record.key, []).append(record)
        return held

    def last_day(self, key: str, start: date, zone: str) -> date:
        """The last day of a time limit that starts that day. Raises UnknownKey, NoLawOn.

        >>> last = LAW.last_day("recourse", date(2026, 7, 1), "metropole")
        >>> last.isoformat()  # franc: 1 September, and a day
        '2026-09-02'
        """
        found = self._last_days.get((key, start, zone))
        if found is None:
            limit = self.time_limit(key, start)
            last = limit.period.end(start)
            found = self.prudent_end(last, zone) if limit.franc else last
            self._last_days[key, start, zone] = found
        return found

    @cached_property
    def _last_days(self) -> dict[tuple[str, date, str], date]:
        """Those asked for so far, as of the holidays: every act of a day has the same."""
        return {}

    def notice(self, key: str, on: date) -> Notice:
        """The clear days of a convocation, in force that day. Raises UnknownKey, NoLawOn."""
        records = [n for n in self.notices if n.key == key]
        return in_force(records, on, f"convocation {key}")

    def share(self, key: str, on: date) -> Share:
        """The part of the members, present or not, in force that day. Raises UnknownKey, NoLawOn.

        >>> LAW.share("quorum", date(2026, 6, 25)).least(86)
        44
        """
        return in_force([s for s in self.shares if s.key == key], on, f"part {key}")

    def count(self, key: str, on: date) -> Count:
        """The number that a text sets, in force that day. Raises UnknownKey, NoLawOn.

        >>> LAW.count("proxy-meetings", date(2026, 6, 25)).number
        3
        """
        return in_force([c for c in self.counts if c.key == key], on, f"nombre {key}")

    def commission_review(self, on: date) -> CommissionReview:
        """What a missing commission review does, that day (R-6.2). Raises UnknownKey, NoLawOn.

        >>> LAW.commission_review(date(2026, 6, 25)).if_missing.french
        'avertit, sans empêcher'
        """
        return in_force(self.commission_reviews, on, "examen en commission")

    def holiday(self, day: date, zone: str) -> Holiday | None:
        """The public holiday of that day in the territory, if any (R-2.7). Raises LawError.

        >>> LAW.holiday(date(2026, 12, 26), "alsace_moselle").name
        'Saint-Étienne'
        """
        if (day, zone) not in self.holidays_seen:
            self.holidays_seen[day, zone] = holiday_on(day, zone, self.holidays)
        return self.holidays_seen[day, zone]

    @cached_property
    def holidays_seen(self) -> dict[tuple[date, str], Holiday | None]:
        """The days asked for so far: the same few thousand come back a million times."""
        return {}

    def __copy__(self) -> Self:
        """A copy may be given other records (``model_copy``): it looks them up afresh."""
        copy = super().__copy__()
        for seen in copy.__dict__.keys() - type(self).model_fields:
            del copy.__dict__[seen]
        return copy

    def calendar(self, zone: str) -> IsHoliday:
        """Whether a day is a holiday of the territory, as the functions of periods.py ask it."""
        return lambda day: self.holiday(day, zone) is not None

    def roll(self, day: date, zone: str) -> date:
        """That day if it is worked in the territory, else the next one that is (R-2.2)."""
        return roll(day, self.calendar(zone))

    def prudent_end(self, last_day: date, zone: str) -> date:
        """The prudent end P of a period whose last day is given (R-1.3). Raises LawError.

        >>> LAW.prudent_end(date(2026, 4, 30), "metropole")
        datetime.date(2026, 5, 4)
        """
        return prudent_end(last_day, self.calendar(zone))


def _refuse_overlaps(keyed: Iterable[tuple[Hashable, Record]]) -> None:
    for (key, one), (other_key, other) in combinations(keyed, 2):
        if key == other_key and one.overlaps(other):
            raise ValueError(f"{key} : deux textes en vigueur le même jour ({other.article})")


LAW = Law(
    procedures=PROCEDURES,
    majorities=MAJORITIES,
    time_limits=TIME_LIMITS,
    notices=NOTICES,
    shares=SHARES,
    counts=COUNTS,
    commission_reviews=COMMISSION_REVIEWS,
    reserved_items=RESERVED_ITEMS,
    matters=MATTERS,
    holidays=HOLIDAYS,
)
