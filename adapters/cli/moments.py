"""The moment of a question: a legal day, and what the register knew; how entries are named.

``--known-at`` takes an instant, a day (its last instant at the seat), a position, or an entry.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from adapters.cli.errors import NotFound, Usage
from adapters.cli.options import Knowing, a_day
from adapters.clock import legal_day, start_of
from domain.entry import Entry, deliberation_stream
from domain.law.french import french_date, french_day, many

if TYPE_CHECKING:
    from adapters.cli.desk import Desk

ENTRY = re.compile(r"(?P<stream>[A-Za-z0-9/-]{1,40})#(?P<version>[1-9][0-9]{0,9})")
POSITION = re.compile(r"[0-9]{1,15}")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
INSTANT = re.compile(
    r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?([Zz]|[+-]\d{2}:\d{2})"
)
ADMITTED = (
    "un instant (2026-05-10T12:00:00+02:00), un jour (2026-05-10 : sa fin), une position (42) ou "
    "une inscription (2026-014#3)"
)


@dataclass(frozen=True)
class Moment:
    """One moment on both axes: the law of which day, as known at which position."""

    on: date
    known_at: int
    past: bool
    """Whether a knowledge was asked for; else it is that of now."""

    @property
    def words(self) -> str:
        """« au lundi 13 avril 2026, connu à l'inscription n° 42 du registre »."""
        return moment_words(self.on, self.known_at)


def moment_words(on: date, position: int) -> str:
    return f"au {french_day(on)}, {known_words(position)}"


def known_words(position: int) -> str:
    return f"connu à l'inscription n° {position} du registre"


def moment(there: "Desk", asking: Knowing) -> Moment:
    """The moment that a question names; today and now, where it names none."""
    position = there.office.register.last_position()
    if asking.known_at is not None:
        position = position_of(there, asking.known_at, "--known-at")
    return Moment(there.day(asking.on, "--on"), position, asking.known_at is not None)


def day_known(there: "Desk", asked: Moment) -> date:
    """The day from which somebody with that knowledge had to act; today, where none was asked for."""
    if not asked.past:
        return there.office.today()
    found = there.office.register.entries_after(asked.known_at - 1, 1) if asked.known_at else []
    zone = there.office.institution().timezone
    return legal_day(found[0].recorded_at, zone) if found else there.office.today()


def position_of(there: "Desk", text: str, option: str) -> int:
    """The last position of the log that a knowledge takes into account."""
    last = there.office.register.last_position()
    if POSITION.fullmatch(text):
        if int(text) > last:
            raise Usage(
                f"{option} : le registre n'a que {last} inscriptions ; la n° {text} est à venir."
            )
        return int(text)
    if ENTRY.fullmatch(text):
        return entry_named(there, text).position
    if DAY.fullmatch(text):
        return position_at(there, end_of(there, a_day(text, option)), text, option)
    if INSTANT.fullmatch(text):
        try:
            instant = datetime.fromisoformat(text.upper().replace(" ", "T"))
            return position_at(there, instant.astimezone(UTC), text, option)
        except (ValueError, OverflowError):
            raise Usage(f"{option} : l'instant « {text} » n'existe pas.") from None
    if re.match(r"\d{4}-\d{2}-\d{2}[Tt ]", text):
        raise Usage(
            f"{option} : « {text} » n'a pas de fuseau ; ajoutez-le, par exemple +02:00 ou Z."
        )
    raise Usage(f"{option} : « {text} » ne se lit pas ; donnez {ADMITTED}.")


def end_of(there: "Desk", day: date) -> datetime:
    """The last instant of a legal day at the seat."""
    zone = there.office.institution().timezone
    if day == date.max:
        return datetime.max.replace(tzinfo=UTC)
    return start_of(day + timedelta(days=1), zone) - timedelta(microseconds=1)


def position_at(there: "Desk", instant: datetime, text: str, option: str) -> int:
    """What was known by then. What will be known later than today, nobody can say."""
    if instant > end_of(there, there.office.today()):
        raise Usage(
            f"{option} : le {text} n'est pas encore passé ; ce qui sera su alors, nul ne le sait."
        )
    return there.office.register.position_at(instant)


def entry_named(there: "Desk", text: str) -> Entry:
    """The entry of that name (« 2026-014#3 », « institution#5 ») or position of the log."""
    if POSITION.fullmatch(text):
        found = there.office.register.entries_after(int(text) - 1, 1) if int(text) else []
        if not found or found[0].position != int(text):
            raise NotFound(f"Aucune inscription n° {text} à ce registre.")
        return found[0]
    named = ENTRY.fullmatch(text)
    if named is None:
        raise Usage(
            f"« {text} » ne nomme pas une inscription : écrivez 2026-014#3 (« tacite history » donne "
            "son numéro), ou sa position au registre."
        )
    version = int(named["version"])
    last = 0
    for stream in streams_named(there, named["stream"]):
        for entry in there.office.register.entries(stream):
            last = entry.version
            if entry.version == version:
                return entry
    absent = f"L'inscription {text} n'existe pas à ce registre"
    if last:
        raise NotFound(f"{absent} : {named['stream']} y a {many(last, 'inscription')}.")
    raise NotFound(f"{absent} (tacite history les numérote).")


def streams_named(there: "Desk", given: str) -> list[str]:
    """A deliberation by its project number, then any stream by its own name, then an act's number.

    Where none of these is on record, a meeting by its name.
    """
    from sqlalchemy import select

    from projections import status
    from projections.subjects import MEETINGS

    query = select(status.table.c.number).where(status.table.c.act_number == given).limit(1)
    acts = [deliberation_stream(row["number"]) for row in there.office.query(query)]
    named = [deliberation_stream(given), given, *acts]
    known = any(there.office.register.entries(stream) for stream in named)
    return named if known else [f"{MEETINGS}{given}"]


def recorded_words(entry: Entry, timezone: str) -> str:
    """« le 2 mars 2026 à 10:12 » : by the seat's clock."""
    from zoneinfo import ZoneInfo

    at = entry.recorded_at.astimezone(ZoneInfo(timezone))
    return f"le {french_date(at.date())} à {at:%H:%M}"
