"""Corrections of what a drawn evening told: of facts, of corrections, of corrections of these."""

from datetime import date, timedelta
from typing import Any

from tests.oracle.institutions_draw_parts import TELLING, Pen, Step
from tests.oracle.institutions_knowledge import KINDS, THEMATIC
from tests.oracle.knowledge import Entry, Fact


def corrections(pen: Pen, number: int) -> None:
    for _ in range(number):
        pen.later(0, 0, 0, 1)
        step = correction(pen)
        if step is not None:
            pen.add(step)


def correction(pen: Pen) -> Step | None:
    entry = chosen(pen)
    if entry is None:
        return None
    fact = next((f for f in pen.now.facts if f.entry == entry), None)
    if fact is None or pen.odds(0.3):
        return {"do": "annul", "entry": entry.label, "reason": "erreur"}
    if pen.odds(0.5 if entry.do in ("transmit", "publish") else 0.03):
        drafts = [str(e.deliberation) for e in pen.now.entries if e.do == "draft"]
        to = pen.pick([*drafts, "Z"])
        return {"do": "move", "entry": entry.label, "to": to, "reason": "erreur"}
    step: Step = {"do": "amend", "entry": entry.label, "set": changes(pen, fact)}
    return step | {"class": pen.pick((1, 1, 1, 2, 1, 1, 3)), "reason": "erreur"}


def chosen(pen: Pen) -> Entry | None:
    """Mostly a fact that stands, or the last corrections."""
    every = [e for e in pen.now.entries if e.label is not None]
    standing = [e for e in every if pen.now.stands(e)]
    facts = [e for e in standing if e.do in KINDS]
    weighty = [e for e in facts if e.do in ("open", "convene", "ballot", "vacate", "appoint")]
    corrected = [e for e in standing if e.do in ("amend", "annul")]
    acts = [e for e in standing if e.do in ("transmit", "publish", "draft")]
    for among, odds in (
        (acts, 0.2),
        (weighty, 0.35),
        (corrected, 0.3),
        (facts, 0.85),
        (every, 1.0),
    ):
        if among and pen.odds(odds):
            return pen.pick(among)
    return None


def changes(pen: Pen, fact: Fact) -> dict[str, Any]:
    """One or two fields of a fact, or its day."""
    own = fields(pen, fact)
    if not own or pen.odds(0.25):
        return {"day": near(pen, fact.day)}
    keys = pen.random.sample(sorted(own), 1 if pen.odds(0.75) else min(2, len(own)))
    return {key: own[key] for key in keys}


def near(pen: Pen, day: date) -> date:
    return day + timedelta(days=pen.pick((-2, -1, -1, 1, 1, 2)))


def meetings(pen: Pen) -> list[str]:
    return [str(f.values["meeting"]) for f in pen.now.all("convene")]


def ended_instead(pen: Pen, end: Fact) -> list[str]:
    """What it may have ended instead: an appointment or a choice, a delegation, or an agreement."""
    began = pen.now.labelled(end.values["entry"])
    alike = ("appoint", "join") if began and began.do in ("appoint", "join") else ()
    kinds = alike or ((began.do,) if began else ())
    found = [f.entry.label for f in pen.now.facts if f.do in kinds]
    return [str(label) for label in found if label is not None] or ["?"]


def agenda(pen: Pen, told: list[Step]) -> list[Step]:
    """One more item, one less, or another order: also once a ballot was held on them; but none that
    was held on an object becomes the vote on a deliberation (CHOICES-institutions, 115)."""
    if pen.odds(0.4):
        return [*told, {"object": "Ajout"}]
    if (pen.odds(0.5) or any("deliberation" in item for item in told)) and len(told) > 1:
        return told[:-1]
    return [{"object": "Autre question"}, *told[1:]] if pen.odds(0.5) else told[::-1]


def fields(pen: Pen, fact: Fact) -> dict[str, Any]:
    told = fact.values
    some = pen.random.sample(TELLING, pen.pick((1, 2)))
    by_kind: dict[str, Any] = {
        **{"vacate": lambda: {"members": some}, "fill": lambda: {"members": some}},
        "appoint": lambda: {"as": pen.pick(("vice_president", "delegated")), "member": some[0]},
        "join": lambda: {"commission": pen.pick(THEMATIC)},
        "extra": lambda: {"number": pen.pick((1, 2)), "commission": pen.pick(THEMATIC[:2])},
        "compose": lambda: (
            {"members": pen.pick((41, 42, 43))}
            if told["body"] == "bureau"
            else {
                "men": told["men"] + pen.pick((-1, 1)),
                "women": told["women"] + pen.pick((-1, 1)),
            }
        ),
        "settle": lambda: {"at": pen.pick(meetings(pen))},
        "end": lambda: {"entry": pen.pick(ended_instead(pen, fact))},
        "delegate": lambda: {"until": near(pen, fact.day), "matter": "loan"},
        "decide": lambda: {"matter": pen.pick(("loan", "lease_renewal"))},
        "request": lambda: {"asking": pen.pick((7, 8, 28, 29))},
        "refer": lambda: {"for": pen.pick((21, 22)), "against": pen.pick((3, 22))},
        "convene": lambda: {
            **{"held": near(pen, told["held"]), "urgency": pen.odds(0.5)},
            "omitted": pen.pick((some, 1)),
            "agenda": agenda(pen, told["agenda"]),
        },
        "open": lambda: {
            "present": max(0, len(told["present"]) + pen.pick((-1, 1, -2, 2))),
            "urgency_accepted": pen.odds(0.5),
        },
        **dict.fromkeys(
            ("arrive", "leave"), lambda: {"item": pen.pick((1, 2)), "members": pen.pick((some, 2))}
        ),
        "substitute": lambda: {"item": pen.pick((1, 2))},
        "proxy": lambda: {"giver": some[0], "consecutive": pen.pick((2, 4))},
        "recuse": lambda: {"ground": pen.pick(("interest", "l1111_6")), "members": some},
        "ballot": lambda: {
            **{"for": told["for"] + pen.pick((-1, 1, 2)), "casting": pen.pick(("for", "none"))},
            **{"asked_secret": pen.pick((0, 14, 15, 20)), "asked_public": pen.pick((0, 11, 15))},
            **{"against": max(0, told["against"] + pen.pick((-1, 1)))},
            **({"item": pen.pick((2, 3))} if pen.odds(0.2) and told["item"] > 1 else {}),
        },
        **dict.fromkeys(
            ("create_service", "join_service", "leave_service"),
            lambda: {"communes": pen.random.sample(("Talant", "Daix", "Dijon"), 2)},
        ),
        "agree": lambda: {"until": near(pen, fact.day)},
    }
    if fact.do not in by_kind:
        return {}
    found: dict[str, Any] = by_kind[fact.do]()
    if fact.do in ("ballot", "refer"):
        found = {
            key: value for key, value in found.items() if not isinstance(value, int) or value >= 0
        }
    return found
