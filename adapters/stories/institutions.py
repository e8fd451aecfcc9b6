"""The steps and the questions of the institutions, as the facts they record and the answers they get."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from adapters.stories.language import Question, Step
from adapters.stories.reading import Unreadable
from domain.assembly.afterwards import Limit, enforceable_on, limits
from domain.assembly.answers import meeting_answers
from domain.assembly.assembly import Assembly
from domain.assembly.events import (
    AgreementMade,
    BureauComposed,
    CommissionJoined,
    ConferenceReferred,
    DecisionTaken,
    DevelopmentCouncilComposed,
    Ended,
    ExtraCouncillorsSent,
    MeetingRequested,
    MemberAppointed,
    MetropolitanDayHeld,
    PowerDelegated,
    SeatsFilled,
    SeatsVacated,
    ServiceCreated,
    ServiceJoined,
    ServiceLeft,
)
from domain.assembly.meeting_events import (
    BallotHeld,
    CouncillorsInformed,
    ItemQualified,
    MeetingConvened,
    MeetingOpened,
    MeetingPublished,
    MemberReplaced,
    MembersArrived,
    MembersLeft,
    MembersRecused,
    MinutesSettled,
    ProxyGiven,
    SubstituteSat,
    VideoconferenceDecided,
    VotesNamed,
)
from domain.assembly.reasons import Rule
from domain.deliberation.signed import signed
from domain.deliberation.situation import Situation
from domain.entry import Payload
from domain.refusals import Refused
from domain.words import Body

Values = dict[str, Any]

FIELDS: Mapping[str, Mapping[str, str]] = {
    "appoint": {"as": "appointed_as"},
    "refer": {"for": "votes_for", "against": "votes_against", "abstain": "abstentions"},
    "ballot": {"for": "votes_for", "against": "votes_against", "abstain": "abstentions"},
    "name_votes": {
        "for": "names_for",
        "against": "names_against",
        "abstain": "names_abstaining",
    },
    "create_service": {"decided_by": "deliberation"},
    "join_service": {"decided_by": "deliberation"},
    "leave_service": {"decided_by": "deliberation"},
}
"""Keys of a step that its entry calls otherwise."""

MEMBERS = ("members", "omitted", "on_paper", "attending", "present", "councillors")
"""Keys where members are asked for, by their names or, but for a vacancy, by a number."""

KINDS: Mapping[str, type[Payload]] = {
    "vacate": SeatsVacated,
    "fill": SeatsFilled,
    "appoint": MemberAppointed,
    "join": CommissionJoined,
    "extra": ExtraCouncillorsSent,
    "delegate": PowerDelegated,
    "decide": DecisionTaken,
    "end": Ended,
    "request": MeetingRequested,
    "refer": ConferenceReferred,
    "metropolitan_day": MetropolitanDayHeld,
    "create_service": ServiceCreated,
    "join_service": ServiceJoined,
    "leave_service": ServiceLeft,
    "agree": AgreementMade,
    "convene": MeetingConvened,
    "open": MeetingOpened,
    "arrive": MembersArrived,
    "leave": MembersLeft,
    "substitute": SubstituteSat,
    "proxy": ProxyGiven,
    "recuse": MembersRecused,
    "replace": MemberReplaced,
    "videoconference": VideoconferenceDecided,
    "qualify_item": ItemQualified,
    "name_votes": VotesNamed,
    "ballot": BallotHeld,
    "settle": MinutesSettled,
    "publish": MeetingPublished,
    "inform": CouncillorsInformed,
}
"""The entry that each step records; ``compose`` has two, ``publish: act`` is of a deliberation."""


class Institutions:
    """Casts the steps of the institutions into entries, at what is known when they are recorded."""

    def __init__(
        self,
        there: Assembly,
        number: Callable[[str], str],
        entry: Callable[[str], str],
    ) -> None:
        self.there = there
        self.number = number
        """The project number of a deliberation of the story."""
        self.entry = entry
        """The entry that a label names; refused where it names none."""

    def payload(self, step: Step) -> Payload:
        """The entry that a step would record."""
        values = dict(step.values)
        meeting = values.get("meeting")
        if step.do == "compose":
            return self.composition(step.day, values)
        if step.do == "ballot":
            values["kind"] = self.there.meeting(values["meeting"]).kind(
                values["item"], values.get("asked_public", 0), values.get("asked_secret", 0)
            )
            values.pop("proclaimed", None)
            held, why = values.pop("as_held", False), values.pop("reason", None)
            values["as_held"] = (why or None) if held else None
        if step.do == "decide":
            values["number"] = step.label or values["object"]
        if step.do != "convene":
            values.pop("meeting", None)
        if step.do in ("delegate", "decide"):
            self.check_vice_president(values)
        fields = self.fields(step.do, values, step.day, meeting)
        return KINDS[step.do].model_validate({"day": step.day, **fields})

    def check_vice_president(self, values: Values) -> None:
        who = values.get("to") or values.get("by")
        if (who == "vice_president") != ("member" in values):
            raise Unreadable("« member » nomme le vice-président, et lui seul")

    def composition(self, day: date, values: Values) -> Payload:
        body = values.pop("body")
        given = set(values)
        if body == Body.BUREAU:
            if "members" not in given or given - {"members", "attending"}:
                raise Unreadable("le bureau se compose de « members » et « attending »")
            return BureauComposed(day=day, **self.fields("compose", values, day, None))
        if not {"men", "women"} <= given or given - {"men", "women", "councillors"}:
            raise Unreadable("le conseil de développement se compose de « men » et « women »")
        return DevelopmentCouncilComposed(day=day, **self.fields("compose", values, day, None))

    def fields(self, word: str, given: Values, day: date, meeting: str | None) -> Values:
        """The keys of a step as the fields of its entry."""
        found: Values = {}
        of_members = (*MEMBERS, *FIELDS["name_votes"]) if word == "name_votes" else MEMBERS
        for key, value in given.items():
            match key:
                case "agenda":
                    value = [self.agenda_item(item) for item in value]
                case "by" if isinstance(value, Mapping):
                    found["municipal_councillor"] = value["municipal_councillor"]
                    key, value = "commune", self.commune(value["commune"], day)
                case "communes" | "parties":
                    value = [self.commune(name, day) for name in value]
                case "commune":
                    value = self.commune(value, day)
                case _ if key in of_members and isinstance(value, int):
                    value = self.body_meant(word, given, day, meeting)[:value]
                case "present":
                    value = list(value)
                case "entry":
                    value = self.entry(value)
                case "to" if value == Body.MAYORS_CONFERENCE:
                    continue  # nobody else is referred to
            if key in ("member", "giver", "bearer"):
                self.check_seats([value])
            if key in of_members:
                self.check_seats(value)
            found[FIELDS.get(word, {}).get(key, key)] = value
        return found

    def agenda_item(self, item: Mapping[str, str]) -> Values:
        if "deliberation" in item:
            return {"deliberation": self.number(item["deliberation"])}
        return dict(item)

    def commune(self, given: str, day: date) -> str:
        found = self.there.institution.composition(day).commune(given)
        if found is None:
            raise Unreadable(f"« {given} » n'est pas une commune de l'établissement")
        return found.commune

    def body_meant(self, word: str, given: Values, day: date, meeting: str | None) -> list[str]:
        """Of which a number means the first so many members: the council when a body is composed,
        else the body that meets, on the day it meets."""
        if word == "compose":
            return self.there.bodies.council(day)
        at = self.there.meeting(meeting or "")
        if word != "convene":
            if at.convened is None:
                raise Refused(Rule.NOT_CONVENED, meeting=at.name, day=day)
            return at.members()
        known: Values = at.convened.payload.model_dump() if at.convened else {}
        notice = {"body": Body.COUNCIL, "commission": None, **known, **given}
        return self.there.bodies.members(Body(notice["body"]), notice["held"], notice["commission"])

    def check_seats(self, names: Sequence[str]) -> None:
        """Whether each name is that of a seat, or of a substitute."""
        for name in names:
            commune, _, rank = name.rpartition(" ")
            allotted = self.there.institution.composition(date.max).commune(commune)
            seats = allotted.seats if allotted and allotted.name == commune else 0
            known = {str(number) for number in range(1, seats + 1)} | (
                {"s"} if seats == 1 else set()
            )
            if rank not in known:
                raise Unreadable(f"« {name} » n'est pas un siège du conseil")


# --- The questions ------------------------------------------------------------------------------------


def institution_answers(there: Assembly, question: Question, ref: str | None) -> Values:
    """What is true of a subject on a legal day. ``ref``: the entry that a label names, if any."""
    day, name = question.day, question.name
    match question.subject:
        case "meeting":
            return meeting_answers(there, there.meeting(name), question.item, day)
        case "body":
            bodies = there.bodies
            of_development = name == Body.DEVELOPMENT_COUNCIL
            members = (
                bodies.development_council(day)
                if of_development
                else len(bodies.members(Body(name), day))
            )
            return {"members": members}
        case "commission":
            members = len(there.bodies.commission(name, day))
            return {"chair": there.bodies.chair(name, day), "members": members}
        case "member":
            capacity = there.bodies.capacity(name, day)
            return {
                "capacity": capacity.value if capacity else None,
                "commissions": there.bodies.commissions_of(name, day),
            }
        case "request":
            return request_answers(there, ref, day)
        case "referral":
            return referral_answers(there, ref, day)
        case "decision":
            return decision_answers(there, ref, day)
        case "year":
            return {
                "metropolitan_day": there.calls.metropolitan_day(int(name), day).value,
                "in_person": [state.value for state in there.in_person(int(name), day)],
            }
        case "service":
            return {"communes": len(there.cooperation.members(name, day))}
        case _:
            return commune_answers(there, name, day)


def request_answers(there: Assembly, ref: str | None, day: date) -> Values:
    found = next((r for r in there.calls.chronicle.all(MeetingRequested) if r.ref == ref), None)
    if found is None or found.day > day:
        return {"binding": None, "last_day": None}
    return {"binding": there.calls.is_binding(found), "last_day": there.calls.last_day(found)}


def referral_answers(there: Assembly, ref: str | None, day: date) -> Values:
    found = next((r for r in there.calls.chronicle.all(ConferenceReferred) if r.ref == ref), None)
    if found is None or found.day > day:
        return {"result": None}
    return {"result": there.calls.referral_result(found.payload).value}


def decision_answers(there: Assembly, ref: str | None, day: date) -> Values:
    found = next((d for d in there.powers.chronicle.all(DecisionTaken) if d.ref == ref), None)
    if found is None or found.day > day:
        return {"covered": None}
    return {"covered": there.powers.covered(found.payload)}


def commune_answers(there: Assembly, name: str, day: date) -> Values:
    allotted = there.institution.composition(day).commune(name)
    if allotted is None:
        raise Unreadable(f"« {name} » n'est pas une commune de l'établissement")
    return {
        "services": there.cooperation.services_of(allotted.commune, day),
        "agreements": there.cooperation.agreements_of(allotted.commune, day),
    }


def act_answers(there: Situation) -> Values:
    """What follows the vote of a deliberation (R-9.1 to R-9.4)."""
    found: Values = {"withdrawal": None, "prefect_referral": None, "recourse": None}
    for limit in limits(there):
        found[limit.key] = limit_words(limit)
    abouts = [decision.payload.about for decision in signed(there)]
    ended = "WITHDRAWN" if there.withdrawal else "REPEALED" if there.repeal else None
    return {"enforceable_on": enforceable_on(there), "ended": ended, "signed": abouts, **found}


def limit_words(limit: Limit) -> list[Any]:
    return [limit.last_day, "running" if limit.running else "over"]
