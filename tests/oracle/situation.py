"""Where a deliberation stands on a legal day: consultation, period, readings, majority, outcome.

Each rule stands beside the words of ``stories/README.md`` or of the rulebook that it tells (« »).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product

from tests.oracle.days import prudent_end, three_months_after
from tests.oracle.knowledge import Entries, Fact, facts_of

SEATS = 86  # « 23 communes, 86 seats, all filled, on every day »

# ---------------------------------------------------------------------- facts on a day


def standing(facts: Sequence[Fact], do: str, by: date | None = None) -> list[Fact]:
    return [f for f in facts if f.do == do and (by is None or f.placed <= by)]


def the_first(facts: Sequence[Fact], do: str, by: date | None = None) -> Fact | None:
    """« Where two drafts, votes, receipts or completions stand where one should be, the first in
    order counts. »"""
    return next(iter(standing(facts, do, by)), None)


def qualification(facts: Sequence[Fact], on: date) -> str | None:
    """required, precautionary, not_required: the last in order."""
    told = standing(facts, "qualify", on)
    return str(told[-1].values["as"]) if told else None


def consultation_at(facts: Sequence[Fact], place: tuple[date, int]) -> Fact | None:
    """« A sending opens one; a new sending or a new question closes the one before. »"""
    in_force: Fact | None = None
    for fact in facts:
        if fact.order > place:
            break
        if fact.do == "send":
            in_force = fact
        elif fact.do == "revise" and fact.values["change"] == "new_question":
            in_force = None
    return in_force


def end_of(on: date) -> tuple[date, int]:
    return on, 10**9


def belonging(facts: Sequence[Fact], do: str, sending: Fact) -> list[Fact]:
    """« It belongs, like a receipt and a completion, to the consultation in force at its place in
    the order; one voted when none was in force is kept and has no effect. »"""
    return [f for f in standing(facts, do) if consultation_at(facts, f.order) == sending]


@dataclass(frozen=True)
class Period:
    start: date
    dispatched: date

    def last_day(self, start: str = "default") -> date:
        """« start: proved receipt of the complete draft | dispatch of that draft » (R-1.13)."""
        return three_months_after(self.start if start == "default" else self.dispatched)

    def end(self, start: str, end: str) -> date:
        """« end: quantième E | prudent end P » (R-1.13)."""
        last = self.last_day(start)
        return last if end == "default" else prudent_end(last)


def period(facts: Sequence[Fact], sending: Fact | None, on: date) -> Period | None:
    """« Its period starts on the day on which both the receipt and the completeness of the file are
    there, and there is none before, under any reading; it runs whatever the qualification. »"""
    if sending is None:
        return None
    receipt = next(iter(belonging(facts, "receive", sending)), None)
    if receipt is None:
        return None
    start, dispatched = receipt.day, sending.day
    if not sending.values["complete"]:
        completion = next(iter(belonging(facts, "complete", sending)), None)
        if completion is None:
            return None
        # « the missing pieces arrive; `sent` is then the day of dispatch »
        start, dispatched = max(start, completion.day), completion.sent
    return Period(start, dispatched) if start <= on else None


# ---------------------------------------------------------------------- one deliberation, one day


@dataclass(frozen=True)
class Situation:
    """A deliberation on the legal day ``on``: ``frozen`` is the day whose qualification, text,
    consultation, period and opinion are shown."""

    facts: Sequence[Fact]
    on: date
    frozen: date
    vote: Fact | None
    qualified: str | None
    sending: Fact | None
    period: Period | None
    opinions: Sequence[Fact]
    """Those of the consultation, whatever their day, sense and organ."""

    @property
    def applies(self) -> bool:
        return self.qualified in ("required", "precautionary")


def situation(entries: Entries, deliberation: str, on: date) -> Situation:
    facts: Sequence[Fact] = facts_of(entries, deliberation)
    if the_first(facts, "draft", on) is None:
        # « A deliberation whose draft is annulled, or of a later day than the one asked for, is
        # void: it answers as if nothing had happened. »
        facts = ()
    vote = the_first(facts, "vote", on)
    # « Once the council has voted, qualification, text, consultation, period and opinion are those
    # of the end of its day in every answer, whatever comes later »
    frozen = on if vote is None else vote.day
    sending = consultation_at(facts, end_of(frozen))
    return Situation(
        facts,
        on,
        frozen,
        vote,
        qualification(facts, frozen),
        sending,
        period(facts, sending, frozen),
        belonging(facts, "opinion", sending) if sending else [],
    )


def is_opinion(fact: Fact) -> bool:
    """« `no_opinion` and the wrong organ are kept and skipped: they neither replace an opinion nor
    are they late. »"""
    organ, sense = str(fact.values["organ"]), str(fact.values["sense"])
    return organ == "municipal_council" and sense != "no_opinion"


SWITCHES = ("start", "end", "opinion_day", "condition", "ambiguous", "strength", "applies")
Reading = Mapping[str, str]
DEFAULT: Reading = dict.fromkeys(SWITCHES, "default")


def readings(now: Situation) -> list[Reading]:
    """« every combination of the switches » (R-1.13); « applies (only if PRECAUTIONARY) »."""
    every = [
        dict(zip(SWITCHES, c, strict=True)) for c in product(("default", "alternative"), repeat=7)
    ]
    if now.qualified == "precautionary":
        return list(every)
    return [reading for reading in every if reading["applies"] == "default"]


def counted(now: Situation, reading: Reading) -> Fact | None:
    """« A reading counts the municipal votes whose day under that reading (vote, or extract) is not
    after the end under that reading, the day asked for, or the council's vote; of those, the last
    in order. What it takes as no opinion it skips; not qualified or NOT_REQUIRED, it counts none. A
    vote on the council's own day counts, in whatever order the two were recorded. »"""
    if not now.applies:
        return None
    last: Fact | None = None
    for fact in now.opinions:
        day = fact.voted if reading["opinion_day"] == "default" else fact.day
        if now.period is not None and day > now.period.end(reading["start"], reading["end"]):
            continue
        if day > now.on or (now.vote is not None and day > now.vote.day):
            continue
        if not is_opinion(fact):
            continue
        if fact.values["sense"] == "motion_rejected" and reading["ambiguous"] == "alternative":
            continue
        last = fact
    return last


SHOWN = {
    "favourable": "FAVOURABLE",
    "reserves": "FAVOURABLE_WITH_RESERVES",
    "condition_met": "FAVOURABLE",
    "condition_unmet": "CONDITIONAL_UNMET",
    "unfavourable": "UNFAVOURABLE",
    "motion_rejected": "AMBIGUOUS",
}


def opinion(now: Situation) -> str:
    """« the default reading (R-1.13); once the council has voted, that of its day »"""
    if now.qualified == "not_required":
        return "NOT_REQUIRED"
    if now.qualified is None:
        return "NOT_READY"  # « NOT_READY (also before the qualification) »
    fact = counted(now, DEFAULT)
    if fact is not None:
        return SHOWN[fact.values["sense"]]
    if now.period is not None and now.frozen > now.period.last_day():
        return "TACIT_FAVOURABLE"
    return "NOT_READY"


def two_thirds(now: Situation, reading: Reading) -> bool:
    """Whether the article commands two thirds of the members, under a reading. « A reading under
    which the council voted before its day counts that opinion as tacit favourable. »"""
    if not now.applies or reading["applies"] == "alternative":
        return False
    fact = counted(now, reading)
    if fact is None:
        return False
    sense = fact.values["sense"]
    if sense == "condition_unmet":
        return reading["condition"] == "default"
    return sense in ("unfavourable", "motion_rejected")


def adopted(now: Situation, vote: Fact, reading: Reading) -> bool:
    ayes, noes = vote.values["for"], vote.values["against"]
    if two_thirds(now, reading):
        members = SEATS if reading["strength"] == "default" else vote.values["in_office"]
        return bool(ayes >= -(-2 * members // 3))  # « ceil(2N/3) »
    casting = vote.values["casting"] == "for" and not vote.values["secret"]
    # « y>n or (y==n and y>0 and not secret and casting=="yes") »
    return bool(ayes > noes or (ayes == noes and ayes > 0 and casting))


def outcome(now: Situation) -> str:
    """« ADOPTED if adopted under every reading, REJECTED if under none, else CONTESTED »"""
    if now.vote is None:
        return "NONE"
    found = {adopted(now, now.vote, reading) for reading in readings(now)}
    if len(found) == 2:
        return "CONTESTED"
    return "ADOPTED" if found == {True} else "REJECTED"


def majority(now: Situation) -> str | None:
    """« the strictest over the readings; null while the opinion is NOT_READY and no vote was held
    »"""
    if opinion(now) == "NOT_READY" and now.vote is None:
        return None
    strict = any(two_thirds(now, reading) for reading in readings(now))
    return "TWO_THIRDS_MEMBERS" if strict else "SIMPLE"


def allowed(now: Situation) -> bool:
    """« NOT_REQUIRED: at once. Otherwise, default reading: on day d iff an express opinion of the
    municipal council on the consultation in force was voted on or before d …, or d ≥ E + 1. »
    (R-1.14); « a deliberation not qualified included »: it is not allowed."""
    return opinion(now) != "NOT_READY"


def irregular(now: Situation) -> list[str]:
    """« where R-1.14 did not allow it …: NOT_CONSULTED if no period had started, else PREMATURE;
    otherwise empty »"""
    if now.vote is None or allowed(now):
        return []
    return ["NOT_CONSULTED" if now.period is None else "PREMATURE"]


def late(now: Situation) -> int:
    """« how many municipal votes after the last day, on the consultation in force; 0 without a
    period, when NOT_REQUIRED or not qualified »; « count on the day asked for, with that
    consultation, period and opinion »."""
    if not now.applies or now.period is None:
        return 0
    last_day = now.period.last_day()
    return sum(is_opinion(f) and last_day < f.voted <= now.on for f in now.opinions)
