"""The numbers of acts: no two acts bear the same one (the projects keep theirs)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, select

from adapters.commands import Plan
from domain.entry import Entry, Payload, act_stream
from domain.events import ActNumbered, ActNumberTaken
from domain.refusals import Reason, Refused
from projections import status

Query = Callable[[Select[Any]], Sequence[Mapping[str, Any]]]


def refuse_taken(query: Query, number: str, act_number: str) -> None:
    """Refused where another deliberation's act bears that number."""
    others = select(status.table.c.number).where(
        status.table.c.act_number == act_number, status.table.c.number != number
    )
    for other in query(others.limit(1)):
        raise Refused(Reason.NUMBER_TAKEN, number=act_number, other=other["number"])


def held(
    plan: Plan, step: Payload, deliberation: str, entries: Callable[[str], Sequence[Entry]]
) -> Plan:
    """A number is given on a stream of its own too: of two clerks at once, one conflicts."""
    if not isinstance(step, ActNumbered):
        return plan
    stream = act_stream(step.number)
    taken = ActNumberTaken(day=step.day, deliberation=deliberation)
    return Plan(
        [*plan.payloads, (stream, taken)],
        {**plan.versions, stream: len(entries(stream))},
        plan.remarks,
    )
