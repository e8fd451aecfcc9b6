"""What is on record about the institutions, and what corrections leave of it.

The words quoted in « » are those of ``stories/institutions.md``, unless another page is named. A
ballot on an item with a deliberation « is the council's vote on it »: ``told_to_the_readme`` tells
it so to the colleague's reference, which answers what the README asks about a deliberation.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tests.oracle.days import as_day, is_holiday
from tests.oracle.knowledge import CORRECTIONS, Entries, Entry, Fact

# ------------------------------------------------------------------------ who there is

SEATS_OF: Mapping[str, int] = {
    row.split(",")[1]: int(row.split(",")[4])
    for row in (Path(__file__).parent.parent / "data" / "dijon-communes.csv")
    .read_text(encoding="utf-8")
    .split("\n")[1:]
    if row.strip()
}
# « 86 members, named by commune and rank in the order of the seat table »
COUNCIL = tuple(f"{commune} {n + 1}" for commune, seats in SEATS_OF.items() for n in range(seats))
# « the mayor of a commune is its member of rank 1 »
MAYORS = tuple(f"{commune} 1" for commune in SEATS_OF)
# « The substitute of a one-seat commune is `Daix s`. »
SUBSTITUTES = tuple(f"{commune} s" for commune, seats in SEATS_OF.items() if seats == 1)
PRESIDENT = "Dijon 1"  # « `Dijon 1` presides »
BUREAU = COUNCIL[:42]  # « 42 voting members (the first 42) »
THEMATIC = (
    "Politique de la ville, habitat et urbanisme",
    "Ecologie urbaine et services d'intérêt collectif",
    "Développement économique, attractivité et solidarités",
    "Déplacements, mobilité et espace public",
    "Administration générale et finances",
)
ROADS = "Voirie"


def commune_of(member: str) -> str:
    return member.rsplit(" ", 1)[0]


# ------------------------------------------------------------------------ months and days


def add_months(day: date, months: int) -> date:
    """« same day-number n months later; if absent, last day of that month » (R-2.1)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    number = day.day
    while True:
        try:
            return date(year, month + 1, number)
        except ValueError:
            number -= 1


def franc_months(day: date, months: int) -> date:
    """« franc_months(d,n) = roll(add_months(d,n) + 1 day) » (R-2.2); « zone: metropole »."""
    last = add_months(day, months) + timedelta(days=1)
    while last.weekday() >= 5 or is_holiday(last):
        last += timedelta(days=1)
    return last


def clear_days(earlier: date, later: date) -> int:
    """« Clear days between two dates = later − earlier − 1 » (vectors.md, R-2.3)."""
    return (later - earlier).days - 1


# ------------------------------------------------------------------------ the words

DEFAULTS: Mapping[str, Mapping[str, Any]] = {
    "appoint": {"roads": False},  # « `roads` (false) »
    "compose": {"attending": [], "councillors": []},
    "refer": {"abstain": 0},  # « `abstain` (0) »
    # « `body`: council (default) »; « `urgency` (false) »
    "convene": {"body": "council", "urgency": False, "omitted": []},
    "open": {"urgency_accepted": True},  # « `urgency_accepted` (true) »
    "substitute": {"item": 1},  # « `item` (1) »
    "proxy": {"consecutive": 1, "illness": False},  # « `consecutive` (1) », « `illness` (false) »
    "ballot": {
        **{"abstain": 0, "asked_public": 0, "asked_secret": 0},
        **{"casting": "none", "as_held": False},
    },
    "publish": {"deliberation": "D"},  # « `deliberation` (default `D` …) » (README)
    "transmit": {"deliberation": "D"},
}
KINDS = frozenset(
    {
        *("vacate", "fill", "appoint", "compose", "join", "replace", "extra", "delegate", "decide"),
        *("end", "request", "refer", "convene", "open", "arrive", "leave", "substitute", "proxy"),
        *("recuse", "ballot", "settle", "publish", "inform", "transmit", "metropolitan_day"),
        *("create_service", "join_service", "leave_service", "agree"),
    }
)
# Where members are asked for, by step.
MEMBER_KEYS: Mapping[str, tuple[str, ...]] = {
    **{"compose": ("members", "attending", "councillors"), "convene": ("omitted",)},
    **{"open": ("present",), "arrive": ("members",), "leave": ("members",)},
    **{"recuse": ("members",), "vacate": ("members",), "fill": ("members",)},
}


@dataclass(frozen=True)
class Known:
    """What is known: entries, and the facts of the institutions that stand, in order."""

    entries: Entries
    facts: Sequence[Fact]
    dead: frozenset[int]
    by_kind: Mapping[str, Sequence[Fact]]
    of_seats: Sequence[Fact]

    def all(self, do: str, by: date | None = None, **having: Any) -> list[Fact]:
        """Those of a kind whose legal day is not after ``by``, with these values."""
        return [
            f
            for f in self.by_kind.get(do, ())
            if (by is None or f.day <= by)
            and all(f.values.get(key) == value for key, value in having.items())
        ]

    def first(self, do: str, by: date | None = None, **having: Any) -> Fact | None:
        return next(iter(self.all(do, by, **having)), None)

    def labelled(self, label: object) -> Entry | None:
        return next((e for e in self.entries if e.label is not None and e.label == label), None)

    def stands(self, entry: Entry) -> bool:
        return entry.position not in self.dead

    def fact(self, label: object, do: str | None = None) -> Fact | None:
        """The fact so labelled, if it stands."""
        return next(
            (
                f
                for f in self.facts
                if f.entry.label is not None
                and f.entry.label == label
                and (do is None or f.do == do)
            ),
            None,
        )


def known(entries: Entries) -> Known:
    by_label = {e.label: e for e in entries if e.label is not None}
    dead: set[int] = set()
    for entry in reversed(entries):
        # « annuls a step, or a correction, which then no longer counts » (README)
        if entry.do == "annul" and entry.position not in dead:
            target = by_label.get(entry.told["entry"])
            if target is not None and target.position < entry.position:
                dead.add(target.position)
    values: dict[int, dict[str, Any]] = {
        e.position: {**DEFAULTS.get(e.do, {}), **e.told}
        for e in entries
        if e.do in KINDS and e.position not in dead
    }
    for entry in entries:
        # « corrects fields of the step so labelled » (README); the last wins, field by field
        if entry.do in ("amend", "move") and entry.position not in dead:
            target = by_label.get(entry.told["entry"])
            if target is not None and target.position in values:
                moved = {"deliberation": entry.told.get("to")}
                changes = entry.told["set"] if entry.do == "amend" else moved
                values[target.position].update(changes)
    facts = [Fact(e, values[e.position]) for e in entries if e.position in values]
    # « Facts count in order: by their legal days …, then by recording. » (README)
    facts.sort(key=lambda f: (f.day, f.position))
    by_kind = {do: [f for f in facts if f.do == do] for do in {f.do for f in facts}}
    of_seats = [f for f in facts if f.do in ("vacate", "fill")]
    return Known(entries, facts, frozenset(dead), by_kind, of_seats)


def held_on(convened: Fact) -> date:
    return as_day(convened.values["held"])


def agenda_of(convened: Fact) -> Sequence[Mapping[str, Any]]:
    agenda: Sequence[Mapping[str, Any]] = convened.values["agenda"]
    return agenda


def item_of(convened: Fact | None, number: int) -> tuple[str, str] | None:
    """« list of `{deliberation}` (council only) or `{object}`, numbered from 1 »"""
    if convened is None or not 1 <= number <= len(agenda_of(convened)):
        return None
    ((kind, name),) = agenda_of(convened)[number - 1].items()
    return kind, str(name)


def deliberation_of(now: Known, ballot: Fact) -> str | None:
    """« on an item with a deliberation, it is the council's vote on it »: of the agenda as it is
    known to be."""
    item = item_of(now.first("convene", meeting=ballot.values["meeting"]), ballot.values["item"])
    return item[1] if item and item[0] == "deliberation" else None


def in_office(now: Known, member: str, day: date) -> bool:
    """« seats fall vacant, or are filled again (twice changes nothing) »"""
    if member not in COUNCIL:
        return False
    told = [f for f in now.of_seats if member in f.values["members"] and f.day <= day]
    last = [f.do for f in told][-1:]
    return last != ["vacate"]


def council(now: Known, day: date) -> list[str]:
    """« Whoever's seat is vacant is meanwhile no member of the council »"""
    return [member for member in COUNCIL if in_office(now, member, day)]


def told_to_the_readme(now: Known) -> list[Entry]:
    """The entries of the README's own words, and each ballot on a deliberation as the vote that it
    is, with its values as corrected; an entry without a word for the others, so that each keeps its
    rank."""
    ballots = {f.position: f for f in now.all("ballot")}
    of_the_institutions = {e.label for e in now.entries if e.do in KINDS and e.label is not None}
    found: list[Entry] = []
    for entry in now.entries:
        ballot = ballots.get(entry.position)
        deliberation = deliberation_of(now, ballot) if ballot else None
        if ballot is not None and deliberation is not None:
            found.append(as_a_vote(now, entry, ballot, deliberation))
        elif entry.do in KINDS or (
            entry.do in CORRECTIONS and entry.told["entry"] in of_the_institutions
        ):
            found.append(Entry(entry.position, "nothing", "", None, {}))
        else:
            found.append(entry)
    return found


def as_a_vote(now: Known, entry: Entry, ballot: Fact, deliberation: str) -> Entry:
    kept = ("day", "for", "against", "abstain", "casting", "as_held", "reason", "proclaimed")
    told = {key: ballot.values[key] for key in kept if key in ballot.values}
    told["do"] = "vote"
    told["secret"] = ballot.values["kind"] == "SECRET"
    # « `in_office` of a vote taken at a meeting is the council's that day, recusals or not »
    told["in_office"] = len(council(now, ballot.day))
    return Entry(entry.position, "vote", deliberation, entry.label, told)
