"""Mandates: capacities, commissions, delegations, requests, services, the metropolitan days."""

from datetime import date, timedelta

from tests.oracle.institutions_draw_parts import TELLING, Pen, Step
from tests.oracle.institutions_knowledge import ROADS, THEMATIC, council

COUNCILLORS = ("Dijon 2", "Dijon 3", "Talant 1", "Chenôve 1", "Daix 1")
CHOOSERS = ("Dijon 2", "Dijon 3", "Talant 1", "Daix s", "Daix 1")
MATTERS = ("lease_renewal", "public_contract", "loan", "budget", "post_creation")
COMMUNES = ("Dijon", "Chenôve", "Talant", "Longvic", "Daix")


class Bodies:
    def __init__(self, pen: Pen) -> None:
        self.pen = pen

    def moment(self) -> date:
        """Mostly on; now and then back, recorded late."""
        pen = self.pen
        if pen.odds(0.2):
            return pen.day - timedelta(days=pen.pick((1, 2, 3, 5)))
        return pen.later(0, 0, 0, 1, 2)

    def some(self, kinds: dict[str, int], number: int) -> None:
        for _ in range(number):
            do = self.pen.random.choices(list(kinds), list(kinds.values()))[0]
            step = getattr(self, do)()
            if step is not None:
                self.pen.add(step, day=self.moment())

    # ------------------------------------------------------------------ threads

    def bodies(self) -> None:
        kinds = {"vacate": 3, "fill": 2, "appoint": 7, "compose": 3, "end": 4, "join": 2}
        self.some(kinds, self.pen.pick((6, 9, 12)))

    def commissions(self) -> None:
        kinds = {"join": 11, "end": 4, "appoint": 3, "vacate": 1, "fill": 1, "extra": 4}
        self.some(kinds | {"replacement": 1}, self.pen.pick((8, 11, 14)))

    def delegations(self) -> None:
        kinds = {"delegate": 6, "decide": 9, "end": 3, "appoint": 3, "vacate": 1, "council": 3}
        self.some(kinds, self.pen.pick((8, 12, 15)))

    def services(self) -> None:
        self.some({"create_service": 1}, 1)
        kinds = {"create_service": 1, "join_service": 5, "leave_service": 4, "agree": 3, "end": 2}
        self.some(kinds, self.pen.pick((7, 10, 12)))

    def years(self) -> None:
        pen = self.pen
        for _ in range(pen.pick((1, 2))):
            pen.add({"do": "metropolitan_day"}, day=self.moment())
            year = pen.day.year + pen.pick((0, 0, 1))
            turn = date(pen.day.year, 12, 31) + timedelta(days=pen.pick((0, 1)))
            pen.ask({"year": year}, pen.pick((pen.day, turn)))
            if pen.odds(0.4):
                pen.day = max(pen.day, turn)
            for asked in (pen.day.year, pen.day.year - 1, pen.day.year + 1):
                pen.ask({"year": asked}, pen.pick((pen.day, turn, turn - timedelta(days=1))))

    def requests(self) -> None:
        """The fourth and the fifth, on both sides of the new year."""
        pen = self.pen
        pen.day = max(pen.day, date(pen.day.year, 12, 20))
        for _ in range(pen.pick((4, 7, 9))):
            body = pen.pick(("mayors_conference",) * 4 + ("council",))
            office = len(council(pen.now, pen.day))
            third = -(-office // 3)
            edge = (
                (8, 8, 8, 8, 9, 23, 7, 24) if body != "council" else (third, third - 1, office + 1)
            )
            step = {"do": "request", "body": body, "asking": pen.pick(edge)}
            pen.add(step, day=self.moment())
            if pen.odds(0.15):
                pen.add({"do": "vacate", "members": pen.random.sample(TELLING, 2)})
            if pen.odds(0.2):
                pen.day = max(pen.day, date(pen.day.year, 12, 31))
        if pen.odds(0.6):
            clear = pen.pick((5, 4, 1))
            name, held = next(pen.names), pen.day + timedelta(days=clear + 1)
            step = {"do": "convene", "meeting": name, "body": "mayors_conference", "held": held}
            pen.add(step | {"urgency": pen.odds(0.4), "agenda": [{"object": "Mobilités"}]})
            pen.ask({"meeting": name}, pen.pick((pen.day, held)))

    # ------------------------------------------------------------------ who is there

    def vacate(self) -> Step:
        return {"do": "vacate", "members": [self.pen.pick((*COUNCILLORS, "Dijon 1"))]}

    def fill(self) -> Step:
        return {"do": "fill", "members": self.pen.random.sample((*COUNCILLORS, "Dijon 1"), 2)}

    def appoint(self) -> Step:
        pen = self.pen
        who = pen.pick((*COUNCILLORS, *COUNCILLORS, "Dijon 1", "Daix s"))
        step: Step = {"do": "appoint", "member": who}
        step["as"] = pen.pick(("vice_president", "vice_president", "delegated"))
        if step["as"] == "vice_president" and pen.odds(0.4):
            step["roads"] = True
        return step | {"label": pen.label("appoint")}

    def compose(self) -> Step:
        pen = self.pen
        if pen.odds(0.6):
            men = pen.pick((30, 31))
            step: Step = {"do": "compose", "body": "development_council", "men": men}
            step["women"] = men + pen.pick((0, 1, -1, 2, -2))
            if pen.odds(0.2):
                step["councillors"] = [pen.pick(("Dijon 7", "Talant 3"))]
            return step
        step = {"do": "compose", "body": "bureau", "members": pen.pick((42, 40, 43))}
        if pen.odds(0.3):
            step["members"] = [f"Dijon {n}" for n in range(1, 22)] + ["Talant 1"]
        if pen.odds(0.4):
            step["attending"] = ["Daix 1", "Ouges 1"]
        return step

    def end(self) -> Step | None:
        pen = self.pen
        began = [
            f.entry.label
            for f in pen.now.facts
            if f.entry.label and f.do in ("appoint", "join", "delegate", "agree")
        ]
        return {"do": "end", "entry": pen.pick(began)} if began else None

    # ------------------------------------------------------------------ commissions

    def join(self) -> Step:
        pen = self.pen
        who = pen.pick((*CHOOSERS, *["Dijon 3"] * 4, *["Daix s"] * 3, "Dijon 1"))
        commission = ROADS if pen.odds(0.05) else pen.pick(THEMATIC)
        return {"do": "join", "member": who, "commission": commission, "label": pen.label("join")}

    def extra(self) -> Step:
        pen = self.pen
        commune = pen.pick(("Daix", "Daix", "Marsannay-la-Côte", "Longvic", "Talant"))
        commission = ROADS if pen.odds(0.08) else pen.pick(THEMATIC[:2])
        told = {"do": "extra", "commission": commission, "commune": commune}
        return {**told, "number": pen.pick((1, 1, 2, 3))}

    def replacement(self) -> Step | None:
        pen = self.pen
        name = next(pen.names)
        held = pen.day + timedelta(days=pen.pick((0, 6)))
        commission = pen.pick(THEMATIC)
        step: Step = {"do": "convene", "meeting": name, "body": "commission", "held": held}
        pen.add(step | {"commission": commission, "agenda": [{"object": "Plans"}]})
        commune = pen.pick(("Dijon", "Talant"))
        who = {"commune": commune, "municipal_councillor": "conseillère B"}
        step = {"do": "replace", "commission": commission, "meeting": name, "member": "Dijon 3"}
        return step | {"by": who}

    # ------------------------------------------------------------------ who decides

    def to(self, key: str) -> Step:
        who = self.pen.pick(("president", "bureau", "vice_president"))
        member = {"member": self.pen.pick(COUNCILLORS[:3])} if who == "vice_president" else {}
        return {key: who, **member}

    def delegate(self) -> Step:
        pen = self.pen
        matter = pen.pick(MATTERS) if pen.odds(0.3) else pen.pick(MATTERS[:2])
        step = {"do": "delegate", **self.to("to"), "matter": matter}
        if pen.odds(0.4):
            step["until"] = pen.day + timedelta(days=pen.pick((0, 1, 3, 8)))
        return step | {"label": pen.label("delegate")}

    def decide(self) -> Step:
        pen = self.pen
        given = pen.now.all("delegate")
        step: Step = {"do": "decide", **self.to("by"), "matter": pen.pick(MATTERS[:3])}
        if given and pen.odds(0.85):
            told = pen.pick(given).values
            step = {"do": "decide", "by": told["to"], "matter": told["matter"]}
            if "member" in told:
                step["member"] = told["member"]
        return step | {"object": "Bail", "label": pen.label("decide")}

    def council(self) -> None:
        """A council meeting, which hears the report."""
        pen = self.pen
        name, held = next(pen.names), pen.day + timedelta(days=pen.pick((6, 1, 2)))
        pen.add({"do": "convene", "meeting": name, "held": held, "agenda": [{"object": "Divers"}]})
        if pen.odds(0.5):
            pen.add(self.decide(), day=pen.day + timedelta(days=pen.pick((0, 1))))
        pen.day = max(held, pen.day)
        if pen.odds(0.9):
            pen.add({"do": "open", "meeting": name, "present": 50}, day=held)
        if pen.odds(0.5):
            pen.add(self.decide())
        pen.ask({"meeting": name}, pen.day)

    # ------------------------------------------------------------------ title III

    def named(self) -> str:
        return self.pen.pick(("Droit des sols", "Droit des sols", "Centrale d'achats"))

    def create_service(self) -> Step:
        some = self.pen.random.sample(COMMUNES, self.pen.pick((1, 2)))
        return {"do": "create_service", "service": self.named(), "communes": some}

    def join_service(self) -> Step:
        some = self.pen.random.sample(COMMUNES, self.pen.pick((1, 1, 2)))
        return {"do": "join_service", "service": self.named(), "communes": some}

    def leave_service(self) -> Step:
        return self.join_service() | {"do": "leave_service"}

    def agree(self) -> Step:
        pen = self.pen
        parties = pen.random.sample(COMMUNES, 2)
        step: Step = {"do": "agree", "parties": parties, "object": f"Accord {len(pen.steps)}"}
        if pen.odds(0.5):
            step["until"] = pen.day + timedelta(days=pen.pick((0, 1, 3, 10)))
        return step | {"label": pen.label("agree")}
