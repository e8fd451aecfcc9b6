"""Evenings: convened at the edge of the clear days, attended at the edge of the quorum."""

from datetime import date, timedelta
from typing import Any

from tests.oracle.institutions_draw_parts import SMALL, TELLING, Pen, Step
from tests.oracle.institutions_knowledge import add_months, franc_months
from tests.oracle.institutions_meetings import (
    Meeting,
    number_in_office,
    present,
    quorum_met,
    votes,
)

OBJECTS = ("Tarifs", "Vœu", "Voirie", "Eau")


class Evenings:
    def __init__(self, pen: Pen) -> None:
        self.pen = pen
        self.drafts = 0

    # ------------------------------------------------------------------ threads

    def evening(self) -> None:
        self.vacancies()
        agenda = self.agenda()
        name = self.convene("council", agenda)
        if name is None:
            return
        self.sit(name)
        first = name
        for _ in range(2):
            if not self.pen.odds(0.75):
                break
            second = self.second(first)
            if second is None:
                break
            self.sit(second)
            first = second
        if self.pen.odds(0.6):
            self.afterwards(name)

    def bureau(self) -> None:
        pen = self.pen
        if self.pen.odds(0.4):
            number = self.pen.pick((42, 41, 42, 40))
            self.pen.add({"do": "compose", "body": "bureau", "members": number})
        self.vacancies()
        self.pen.later(1, 2)
        name = self.convene("bureau", [{"object": "Marchés"}, {"object": "Baux"}])
        if name is None:
            return
        self.sit(name)
        second = self.second(name) if self.pen.odds(0.5) else None
        if second is not None:
            self.sit(second)
        for _ in range(self.pen.pick((1, 2))):
            ayes, noes = pen.pick((22, 21, 20, 10, 23)), pen.pick((0, 3, 10, 21, 19, 22, 9))
            told = {"do": "refer", "to": "mayors_conference", "for": ayes, "against": noes}
            self.pen.add({**told, "abstain": self.pen.pick((0, 0, 1, 20))})

    def proxies(self) -> None:
        """Two meetings, and papers that go round."""
        for _ in range(2):
            name = self.convene("council", [{"object": "Un"}, {"object": "Deux"}])
            if name is None:
                return
            for _ in range(4):
                self.proxy(name)
            self.sit(name)

    def follow(self) -> None:
        """A deliberation from its draft to the end of its recourses."""
        draft = self.draft()
        name = self.convene("council", [{"deliberation": draft}, {"object": "Divers"}], lawful=True)
        if name is None:
            return
        self.sit(name, lawful=True)
        self.afterwards(name)
        self.publicity(draft, name)

    # ------------------------------------------------------------------ before

    def vacancies(self) -> None:
        if not self.pen.odds(0.6):
            return
        gone = self.pen.random.sample(TELLING, self.pen.pick((1, 2, 3, 4)))
        self.pen.add({"do": "vacate", "members": gone})
        if self.pen.odds(0.5):
            back = [self.pen.pick(gone), self.pen.pick(TELLING)]
            on = self.pen.day + timedelta(days=self.pen.pick((0, 1, 2, 6)))
            self.pen.add({"do": "fill", "members": back}, day=on)
        self.pen.later(0, 1)

    def draft(self) -> str:
        """A deliberation that may be voted, or nearly."""
        pen, self.drafts = self.pen, self.drafts + 1
        name = f"D{len(pen.steps)}"
        on: Step = {"deliberation": name}
        if pen.odds(0.5):
            pen.add({"do": "draft", **on, "concerns": ["Dijon", "Talant"], "object": "Projet"})
            if pen.odds(0.9):
                pen.add({"do": "qualify", **on, "as": "not_required", "reasons": "deux communes"})
        else:
            pen.add({"do": "draft", **on, "concerns": ["Longvic"], "object": "Projet"})
            kind = pen.pick(("required", "required", "precautionary"))
            pen.add({"do": "qualify", **on, "as": kind, "reasons": "une seule commune"})
            pen.add({"do": "send", **on})
            pen.add({"do": "receive", **on})
            pen.later(1, 5)
            if pen.odds(0.8):
                sense = pen.pick(("unfavourable", "unfavourable", "favourable", "condition_unmet"))
                pen.add({"do": "opinion", **on, "sense": sense})
        pen.later(0, 1, 2)
        return name

    def agenda(self) -> list[Step]:
        objects = self.pen.random.sample(OBJECTS, self.pen.pick((1, 2, 2, 3)))
        agenda: list[Step] = [{"object": told} for told in objects]
        if self.pen.odds(0.4):
            agenda.insert(0, {"deliberation": self.draft()})
        if self.pen.odds(0.03):
            agenda.append({"deliberation": "Z"})  # never drafted
        return agenda

    def convene(
        self, body: str, agenda: list[Step], lawful: bool = False, **more: Any
    ) -> str | None:
        pen = self.pen
        name = next(pen.names)
        clear = 5 if lawful else pen.pick((5, 5, 5, 5, 5, 6, 4, 4, 3, 1, 0))
        if "second_of" in more:
            clear = pen.pick((3, 3, 3, 3, 2, 4, 5))
        held = pen.day + timedelta(days=clear + 1)
        step: Step = {"do": "convene", "meeting": name, "body": body, "held": held, **more}
        if body == "council" and pen.odds(0.7):
            del step["body"]
        if not lawful and pen.odds(0.7 if clear < 5 and "second_of" not in more else 0.1):
            step["urgency"] = True
        if not lawful and pen.odds(0.06):
            step["omitted"] = pen.pick((["Daix 1"], ["Dijon 2", "Daix s"], 1))
        step["agenda"] = agenda
        if not pen.add(step):
            return None
        if pen.odds(0.1):
            pen.add(step | {"held": held + timedelta(days=1)})  # a second one of a name
        if pen.odds(0.4):
            pen.ask({"meeting": name}, pen.pick((pen.day, held, held - timedelta(days=1))))
        if pen.odds(0.4):
            self.proxy(name)
        pen.day = held
        return name

    def second(self, first: str) -> str | None:
        """« second_of »: with the items that lacked quorum, or others."""
        pen, meeting = self.pen, self.pen.meeting(first)
        assert meeting is not None
        agenda = list(meeting.convened.values["agenda"])
        if pen.odds(0.5):
            lacking = [t for n, t in enumerate(agenda, 1) if not quorum_met(meeting, n)]
            agenda = lacking or agenda
        if pen.odds(0.4):
            agenda.insert(pen.pick((0, len(agenda))), {"object": "Autre question"})
        if pen.odds(0.2):
            pen.random.shuffle(agenda)
        pen.later(0, 0, 1)
        return self.convene(meeting.body, agenda, second_of=first)

    # ------------------------------------------------------------------ the sitting

    def sit(self, name: str, lawful: bool = False) -> None:
        pen, meeting = self.pen, self.pen.meeting(name)
        assert meeting is not None
        needed = len(meeting.members) // 2 + 1
        there = needed + pen.pick((0, 0, 0, -1, -1, 1, -2, 2, 5, 16, -10))
        if lawful:
            there = needed + 6
        step: Step = {"do": "open", "meeting": name, "present": max(0, there)}
        if pen.odds(0.12):
            step["present"] = [*meeting.members[:there]]
            if pen.odds(0.5):
                step["present"] = [*meeting.members[1:there], pen.pick(TELLING)]
        if meeting.convened.values["urgency"] and pen.odds(0.5):
            step["urgency_accepted"] = pen.odds(0.5)
        early = pen.odds(0.15)
        if early:
            self.moves(name)
        if pen.odds(0.05):
            pen.add(step, day=meeting.held - timedelta(days=1))  # on another day
        if pen.odds(0.95):
            pen.add(step)
        if not lawful:
            for _ in range(pen.pick((0, 1, 2, 3, 4))):
                self.moves(name)
        if pen.odds(0.05):
            pen.add({"do": "open", "meeting": name, "present": 60})
        items = list(range(1, len(meeting.convened.values["agenda"]) + 1))
        for item in [*items, *([len(items) + 1] if pen.odds(0.15) else [])]:
            if pen.odds(0.8):
                self.ballot(name, item, lawful)
            if pen.odds(0.08):
                self.ballot(name, item)
            if pen.odds(0.6):
                pen.ask({"meeting": name, "item": item}, meeting.held)
        if pen.odds(0.2) and not lawful:
            self.moves(name)
        pen.later(0, 0, 1, 2)

    def moves(self, name: str) -> None:
        """Somebody comes, goes, stands for another, or stands aside."""
        pen, meeting = self.pen, self.pen.meeting(name)
        assert meeting is not None
        do = pen.pick(("arrive", "leave", "substitute", "recuse", "recuse", "proxy", "leave"))
        if do == "proxy":
            return self.proxy(name)
        on: Step = {"do": do, "meeting": name}
        item = pen.pick((1, 1, 2, 2, 3))
        day = meeting.held if pen.odds(0.95) else meeting.held + timedelta(days=1)
        if do == "substitute":
            told = on | {"member": pen.pick((*SMALL, "Talant 1"))}
            if pen.odds(0.2):
                pen.add({"do": "arrive", "meeting": name, "members": [told["member"]], "item": 2})
            pen.add(told | ({"item": item} if item > 1 else {}), day=day)
            if pen.odds(0.5):
                what = pen.pick(("arrive", "leave"))
                who = told["member"] if what == "arrive" else told["member"][:-1] + "s"
                if told["member"] in SMALL:
                    later = {"do": what, "meeting": name, "members": [who]}
                    pen.add(later | {"item": item + pen.pick((0, 1, 1))})
            return None
        if do == "recuse":
            ground = pen.pick(("interest", "l1111_6", "l1111_6"))
            aside = pen.random.sample(TELLING, pen.pick((1, 2, 3, 6)))
            members = pen.pick((2, 3, 6)) if pen.odds(0.2) else aside
            pen.add(on | {"item": item, "members": members, "ground": ground}, day=day)
            return None
        near = [*TELLING, *meeting.members[: present(meeting, item) + 2][-3:]]
        pen.add(on | {"members": pen.random.sample(near, pen.pick((1, 1, 2))), "item": item}, day)
        return None

    def proxy(self, name: str) -> None:
        pen, meeting = self.pen, self.pen.meeting(name)
        assert meeting is not None
        giver, bearer = pen.random.sample((*TELLING, *SMALL), 2)
        if giver == bearer:
            return
        step: Step = {"do": "proxy", "meeting": name, "giver": giver, "bearer": bearer}
        if pen.odds(0.25):
            step["consecutive"] = pen.pick((3, 4))
            if pen.odds(0.3):
                step["illness"] = True
        day = meeting.held + timedelta(days=1) if pen.odds(0.03) else None
        pen.add(step, day=day)

    def ballot(self, name: str, item: int, lawful: bool = False) -> None:
        pen, meeting = self.pen, self.pen.meeting(name)
        assert meeting is not None
        available = votes(meeting, item)
        total = max(0, available + (0 if lawful else pen.pick((0, 0, 0, 1, -1, -5))))
        ayes = self.ayes(meeting, item, total)
        noes = pen.pick((total - ayes, total - ayes, (total - ayes) // 2))
        if pen.odds(0.3):
            ayes = noes = total // 2
        step: Step = {"do": "ballot", "meeting": name, "item": item, "for": ayes, "against": noes}
        if total - ayes - noes and pen.odds(0.6):
            step["abstain"] = total - ayes - noes
        there = present(meeting, item)
        if there and pen.odds(0.5):
            step["asked_public"] = -(-there // 4) - pen.pick((0, 0, 1))
        if there and pen.odds(0.5):
            step["asked_secret"] = -(-there // 3) - pen.pick((0, 0, 1, 1))
        if pen.odds(0.5):
            step["casting"] = pen.pick(("for", "against", "none"))
        if pen.odds(0.35):
            step |= {"as_held": True, "reason": "vote intervenu"}
        if pen.odds(0.1):
            step["proclaimed"] = pen.pick(("ADOPTED", "REJECTED"))
        day: date = meeting.held if pen.odds(0.96) else meeting.held + timedelta(days=1)
        pen.add(step, day=day)

    def ayes(self, meeting: Meeting, item: int, total: int) -> int:
        """Around the half of the votes cast, or two thirds of the members (57, 58, 56)."""
        thirds = -(-2 * number_in_office(meeting, item) // 3)
        chosen = self.pen.pick((total, total // 2, total // 2 + 1, 58, 57, thirds, thirds - 1))
        return max(0, min(total, chosen))

    # ------------------------------------------------------------------ afterwards

    def afterwards(self, name: str) -> None:
        """The list, the minutes settled by a next meeting, and their sendings."""
        pen, meeting = self.pen, self.pen.meeting(name)
        assert meeting is not None
        on: Step = {"meeting": name}
        for do, due in (("publish", 7), ("inform", 30)):
            if pen.odds(0.7):
                day = meeting.held + timedelta(
                    days=due + pen.pick((0, -1, 1, 0, 1, -due, -due - 1))
                )
                pen.add({"do": do, "what": "list", **on}, day=day)
                if pen.odds(0.2):
                    pen.add({"do": do, "what": "list", **on}, day=day - timedelta(days=1))
        if pen.odds(0.2):
            pen.add({"do": "publish", "what": "minutes", **on})
        later = self.convene("council", [{"object": "Procès-verbal"}], lawful=pen.odds(0.8))
        if later is None:
            return
        if pen.odds(0.8):
            pen.add({"do": "open", "meeting": later, "present": pen.pick((50, 44, 43))})
        wrong = timedelta(days=1 if pen.odds(0.1) else 0)
        pen.add({"do": "settle", **on, "at": later}, day=pen.day + wrong)
        settled = pen.day
        if pen.odds(0.15):
            pen.add({"do": "settle", **on, "at": later})
        for do, due in (("publish", 7), ("inform", 30)):
            if pen.odds(0.7):
                day = settled + timedelta(days=due + pen.pick((0, -1, 1, 0, -due, -due - 1)))
                pen.add({"do": do, "what": "minutes", **on}, day=day)

    def publicity(self, draft: str, name: str) -> None:
        pen, meeting = self.pen, self.pen.meeting(name)
        assert meeting is not None
        steps: list[Step] = [
            {"do": "transmit", "deliberation": draft},
            {"do": "publish", "what": "act", "deliberation": draft},
        ]
        pen.random.shuffle(steps)
        for step in [*steps, *([pen.pick(steps)] if pen.odds(0.3) else [])]:
            if pen.odds(0.85):
                pen.add(step, day=meeting.held + timedelta(days=pen.pick((0, 1, 5, 6, 12, 60))))
        facts = [f for do in ("transmit", "publish") for f in pen.now.all(do, deliberation=draft)]
        ends = [franc_months(f.day, 2) for f in facts if f.values.get("what", "act") == "act"]
        for end in [*ends, add_months(meeting.held, 4)]:
            pen.ask({"deliberation": draft}, end + timedelta(days=pen.pick((0, 1))))
