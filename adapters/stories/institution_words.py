"""More words for stories: bodies, meetings, what follows (``institutions.md``)."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from adapters.stories.reading import (
    Key,
    Read,
    Unreadable,
    a_bool,
    a_count,
    a_date,
    list_of,
    name,
    names,
    one_of,
    optional,
    or_null,
    read_keys,
    text,
)
from domain.assembly.bodies import COMMISSIONS
from domain.assembly.calls import YearState
from domain.law.competence import MATTERS
from domain.words import (
    AppointedAs,
    BallotIrregularity,
    BallotKind,
    Body,
    Capacity,
    Casting,
    ConvocationState,
    Delegate,
    DutyState,
    Instruction,
    ItemNature,
    Outcome,
    Published,
    RecusalGround,
    ReferralResult,
    ReviewOpinion,
    Sent,
)


def a_rank(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value >= 1:
        return value
    raise Unreadable(f"« {value} » n'est pas un rang (1, 2…)")


def number_or_names(value: Any) -> int | tuple[str, ...]:
    """The first so many members of the body, or their names."""
    if isinstance(value, list):
        return tuple(name(item) for item in value)
    return a_count(value)


def agenda(value: Any) -> tuple[Mapping[str, str], ...]:
    if not isinstance(value, list):
        raise Unreadable(f"« {value} » n'est pas un ordre du jour")
    items = []
    for item in value:
        if not isinstance(item, dict) or len(item) != 1:
            raise Unreadable(f"« {item} » : un point est {{deliberation}} ou {{object}}")
        items.append(read_keys(item, {"deliberation": optional(name), "object": optional(text)}))
    return tuple(items)


def an_hour(value: Any) -> str:
    """« "14:30" », between quotes: YAML reads a bare 14:30 as a number."""
    if isinstance(value, str) and re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", value):
        return value
    raise Unreadable(f'« {value} » n\'est pas une heure ; écrivez-la entre guillemets, « "14:30" »')


def replacement(value: Any) -> Mapping[str, str]:
    if not isinstance(value, dict):
        raise Unreadable(f"« {value} » : un remplaçant est {{commune, municipal_councillor}}")
    return read_keys(value, {"commune": Key(name), "municipal_councillor": Key(text)})


COMMISSION = one_of(*COMMISSIONS)
MATTER = one_of(*(matter.code for matter in MATTERS))
RESULTS = one_of(Outcome.ADOPTED, Outcome.REJECTED, Outcome.CONTESTED)
WITHIN = {"meeting": Key(name), "item": Key(a_rank)}

INSTITUTION_STEPS: Mapping[str, Mapping[str, Key]] = {
    "vacate": {"members": Key(names)},
    "fill": {"members": Key(names)},
    "appoint": {
        "member": Key(name),
        "as": Key(one_of(*AppointedAs)),
        "roads": optional(a_bool),
    },
    "compose": {
        "body": Key(one_of(Body.BUREAU, Body.DEVELOPMENT_COUNCIL)),
        "members": optional(number_or_names),
        "attending": optional(number_or_names),
        "men": optional(a_count),
        "women": optional(a_count),
        "councillors": optional(number_or_names),
    },
    "join": {"commission": Key(COMMISSION), "member": Key(name)},
    "replace": {
        "commission": Key(COMMISSION),
        "meeting": Key(name),
        "member": Key(name),
        "by": Key(replacement),
    },
    "extra": {"commission": Key(COMMISSION), "commune": Key(name), "number": Key(a_count)},
    "delegate": {
        "to": Key(one_of(*Delegate)),
        "member": optional(name),
        "matter": Key(MATTER),
        "until": optional(a_date),
        "deliberation": optional(name),
    },
    "decide": {
        "by": Key(one_of(*Delegate)),
        "member": optional(name),
        "matter": Key(MATTER),
        "object": Key(text),
    },
    "end": {"entry": Key(name)},
    "request": {
        "body": Key(one_of(Body.COUNCIL, Body.MAYORS_CONFERENCE)),
        "asking": Key(a_count),
    },
    "refer": {
        "to": Key(one_of(Body.MAYORS_CONFERENCE)),
        "for": Key(a_count),
        "against": Key(a_count),
        "abstain": optional(a_count),
    },
    "convene": {
        "meeting": Key(name),
        "body": optional(
            one_of(Body.COUNCIL, Body.BUREAU, Body.MAYORS_CONFERENCE, Body.COMMISSION)
        ),
        "commission": optional(COMMISSION),
        "held": Key(a_date),
        "urgency": optional(a_bool),
        "second_of": optional(name),
        "omitted": optional(number_or_names),
        "on_paper": optional(number_or_names),
        "channel": optional(text),
        "sent_at": optional(an_hour),
        "agenda": Key(agenda),
    },
    "open": {
        "meeting": Key(name),
        "present": Key(number_or_names),
        "urgency_accepted": optional(a_bool),
    },
    "arrive": {**WITHIN, "members": Key(number_or_names)},
    "leave": {**WITHIN, "members": Key(number_or_names)},
    "substitute": {"meeting": Key(name), "member": Key(name), "item": optional(a_rank)},
    "proxy": {
        "meeting": Key(name),
        "giver": Key(name),
        "bearer": Key(name),
        "consecutive": optional(a_rank),
        "illness": optional(a_bool),
    },
    "recuse": {**WITHIN, "members": Key(number_or_names), "ground": Key(one_of(*RecusalGround))},
    "videoconference": {"meeting": Key(name)},
    "qualify_item": {**WITHIN, "nature": Key(one_of(*ItemNature)), "waived": optional(a_bool)},
    "name_votes": {
        **WITHIN,
        "for": optional(number_or_names),
        "against": optional(number_or_names),
        "abstain": optional(number_or_names),
    },
    "ballot": {
        **WITHIN,
        "for": Key(a_count),
        "against": Key(a_count),
        "abstain": optional(a_count),
        "asked_public": optional(a_count),
        "asked_secret": optional(a_count),
        "casting": optional(one_of(*Casting)),
        "as_held": optional(a_bool),
        "reason": optional(text),
        "proclaimed": optional(RESULTS),
    },
    "settle": {"meeting": Key(name), "at": Key(name)},
    "publish": {"what": Key(one_of(*Published, "act")), "meeting": optional(name)},
    "inform": {"what": Key(one_of(*Sent)), "meeting": Key(name)},
    "transmit": {},
    "refer_draft": {"due": optional(a_date)},
    "advise": {"opinion": Key(one_of(*ReviewOpinion))},
    "prefect": {"what": Key(one_of(*Instruction)), "words": optional(text)},
    "sign": {
        "about": Key(text),
        "follows": optional(text),
        "signed_by": Key(text),
        "signed_as": Key(text),
    },
    "withdraw_act": {
        "decided_by": Key(name),
        "illegality": Key(text),
        "as_held": optional(a_bool),
        "reason": optional(text),
    },
    "repeal_act": {"decided_by": Key(name)},
    "metropolitan_day": {},
    "create_service": {
        "service": Key(name),
        "communes": Key(names),
        "scheme": optional(text),
        "decided_by": optional(text),
    },
    "join_service": {"service": Key(name), "communes": Key(names), "decided_by": optional(text)},
    "leave_service": {"service": Key(name), "communes": Key(names), "decided_by": optional(text)},
    "agree": {"parties": Key(names), "object": Key(text), "until": optional(a_date)},
}
"""Every step of the institutions that ``do`` may name, with its own keys."""


def day_and(*words: str) -> Read:
    """A last day and where it stands: ``[2026-07-02, open]``."""
    word = one_of(*words)

    def read(value: Any) -> list[date | str]:
        if isinstance(value, list) and len(value) == 2:
            return [a_date(value[0]), word(value[1])]
        raise Unreadable(f"« {value} » n'est pas un dernier jour et son état")

    return read


def labels(value: Any) -> list[str]:
    if isinstance(value, list):
        return [name(item) for item in value]
    raise Unreadable(f"« {value} » n'est pas une liste")


DUTY = or_null(day_and(*DutyState))
LIMIT = or_null(day_and("running", "over"))
NAMES = or_null(labels)
COUNT = or_null(a_count)

OF_A_DELIBERATION = (
    "transmit",
    "prefect",
    "refer_draft",
    "advise",
    "sign",
    "withdraw_act",
    "repeal_act",
)
"""Steps that are recorded on the deliberation: the prefect, the development council, its end."""

MORE_ON_A_DELIBERATION: Mapping[str, Read] = {
    "enforceable_on": or_null(a_date),
    "withdrawal": LIMIT,
    "prefect_referral": LIMIT,
    "recourse": LIMIT,
    "signed": labels,
    "ended": or_null(one_of("WITHDRAWN", "REPEALED")),
}

SUBJECTS: Mapping[str, Mapping[str, Read]] = {
    "meeting": {
        "convocation": or_null(one_of(*ConvocationState)),
        "in_office": COUNT,
        "quorum": COUNT,
        "present": COUNT,
        "quorum_met": or_null(a_bool),
        "votes": COUNT,
        "kind": or_null(one_of(*BallotKind)),
        "outcome": or_null(one_of(*Outcome)),
        "irregular": or_null(list_of(*BallotIrregularity)),
        "named": COUNT,
        "videoconference": or_null(a_bool),
        "convocation_to_councillors": DUTY,
        "list": DUTY,
        "list_to_councillors": DUTY,
        "minutes": DUTY,
        "minutes_to_councillors": DUTY,
        "opinions_to_councillors": DUTY,
        "report": NAMES,
    },
    "body": {"members": COUNT},
    "commission": {"chair": or_null(name), "members": COUNT},
    "member": {"capacity": or_null(one_of(*Capacity)), "commissions": NAMES},
    "request": {"binding": or_null(a_bool), "last_day": or_null(a_date)},
    "referral": {"result": or_null(one_of(*ReferralResult))},
    "decision": {"covered": or_null(a_bool)},
    "year": {
        "metropolitan_day": or_null(one_of(*YearState)),
        "in_person": list_of(*YearState),
    },
    "service": {"communes": COUNT},
    "commune": {"services": NAMES, "agreements": NAMES},
}
"""What a question may be about, besides a deliberation, and the answers it may ask for."""

SUBJECT_KEYS: Mapping[str, Key] = {
    "meeting": Key(name),
    "body": Key(
        one_of(Body.COUNCIL, Body.BUREAU, Body.MAYORS_CONFERENCE, Body.DEVELOPMENT_COUNCIL)
    ),
    "commission": Key(COMMISSION),
    "member": Key(name),
    "request": Key(name),
    "referral": Key(name),
    "decision": Key(name),
    "year": Key(a_count),
    "service": Key(name),
    "commune": Key(name),
}
