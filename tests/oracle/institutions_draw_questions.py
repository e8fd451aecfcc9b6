"""Questions with every key, on the days on which something turns."""

from datetime import date, timedelta

from tests.oracle.institutions_bodies import commissions_of
from tests.oracle.institutions_draw_parts import Pen, Step
from tests.oracle.institutions_knowledge import (
    ROADS,
    THEMATIC,
    add_months,
    franc_months,
    held_on,
)

BODIES = ("council", "bureau", "mayors_conference", "development_council")


def turning(pen: Pen) -> list[date]:
    """What happened, and what runs out, a day before and a day after."""
    found = {pen.day}
    for fact in pen.now.facts:
        found.add(fact.day)
        if fact.do == "convene":
            held = held_on(fact)
            found |= {held, held + timedelta(days=7), add_months(held, 1), add_months(held, 4)}
        elif fact.do == "settle":
            found |= {fact.day + timedelta(days=7), add_months(fact.day, 1)}
        elif fact.do in ("transmit", "publish"):
            found.add(franc_months(fact.day, 2))
        elif "until" in fact.values:
            found.add(fact.values["until"])
    return sorted({day + timedelta(days=n) for day in found for n in (-1, 0, 1)})


def subjects(pen: Pen) -> list[Step]:
    """What a question may be about, a meeting and its items rather than the rest."""
    found: list[Step] = [{"body": body} for body in BODIES]
    for fact in pen.now.facts:
        told, label = fact.values, fact.entry.label
        if fact.do == "convene" and told["body"] != "commission":
            found += [{"meeting": told["meeting"]}] * 4
            if told["body"] != "mayors_conference":
                items = len(told["agenda"]) + 1
                found += [{"meeting": told["meeting"], "item": n + 1} for n in range(items)] * 2
            found += [
                {"deliberation": item["deliberation"]}
                for item in told["agenda"]
                if "deliberation" in item
            ] * 4
        elif fact.do in ("appoint", "join", "vacate", "fill"):
            members = told["members"] if "members" in told else [told["member"]]
            found += [{"member": member} for member in members]
            known = {name for m in members for name in commissions_of(pen.now, m, pen.day)}
            found += [{"commission": name} for name in sorted(known)][:3]
            found += [{"commission": ROADS}, {"commission": pen.pick(THEMATIC)}]
            found.append({"body": "mayors_conference"})
        elif fact.do == "request":
            found += [{"request": label}] * 3
        elif fact.do == "refer":
            found.append({"referral": label})
        elif fact.do == "metropolitan_day":
            found.append({"year": fact.day.year})
        elif "service" in told:
            found += [{"service": told["service"]}, {"commune": pen.pick(told["communes"])}]
        elif fact.do == "agree":
            found.append({"commune": pen.pick(told["parties"])})
    return found


def questions(pen: Pen, number: int) -> None:
    about, days = subjects(pen), turning(pen)
    for _ in range(number):
        subject = pen.pick(about)
        day = own(pen, subject) if pen.odds(0.6) else pen.pick(days)
        labels = sorted(pen.register.known)
        known_at = pen.pick(labels) if labels and pen.odds(0.2) else None
        pen.ask(subject, day, known_at)


def own(pen: Pen, subject: Step) -> date:
    """A day that matters to the subject itself."""
    if "meeting" in subject:
        convened = pen.now.first("convene", meeting=subject["meeting"])
        if convened is not None:
            held = held_on(convened)
            plain = (0, 1, 7, 8, -1, 30, 31)
            return held + timedelta(days=pen.pick(plain if "item" not in subject else (0, 0, 1)))
    return pen.pick([f.day for f in pen.now.facts][-8:] or [pen.day])
