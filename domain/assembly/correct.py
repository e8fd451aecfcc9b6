"""Amending an entry of the institutions: the same refusals as when it was new (rulebook R-9.5)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from domain.assembly.assembly import Assembly
from domain.assembly.decide import refuse
from domain.assembly.meeting_events import BallotHeld, MeetingConvened
from domain.assembly.reasons import Rule
from domain.corrections import Standing
from domain.deliberation.correct import amended_payload
from domain.entry import Payload
from domain.events import EntryAmended
from domain.refusals import Reason, Refused

ASKED = {"asked_public", "asked_secret"}
"""What was asked for decides how a ballot is held (R-4.4)."""


def amend(
    amendment: EntryAmended, found: Standing, there: Assembly, today: date
) -> Sequence[Payload]:
    """Fields were wrong. A ballot may be amended into irregularity, never above the votes available.

    Its kind is what was held: it follows what was asked for when that is amended, and nothing else.
    """
    meeting = found.stream.removeprefix("meeting/")
    others = there.leaving_out(found.entry.ref)
    corrected = amended_payload(found.payload, amendment.fields)
    if isinstance(corrected, BallotHeld):
        assert isinstance(found.payload, BallotHeld)
        held = corrected.model_copy(update={"as_held": corrected.as_held or "rectification"})
        fields = amendment.fields
        if fields.keys() & ASKED:
            kind = others.meeting(meeting).kind(held.item, held.asked_public, held.asked_secret)
            held = held.model_copy(update={"kind": kind})
            fields = {**fields, "kind": kind.value}
        named = others.meeting(meeting).named(found.payload.item)
        if named and held.item != found.payload.item:
            raise Refused(Rule.NAMES_STAND, entry=named.ref)
        refuse(held, meeting, others, today)
        return [amendment.model_copy(update={"fields": fields})]
    if isinstance(corrected, MeetingConvened):
        refuse_moving_an_opened_meeting(corrected, amendment.fields, there, today)
    refuse(corrected, meeting, others, today)
    return [amendment]


def refuse_moving_an_opened_meeting(
    corrected: MeetingConvened, fields: dict[str, Any], there: Assembly, today: date
) -> None:
    """The day of a meeting that was opened is not a matter of convocation any more."""
    if corrected.day > today:
        raise Refused(Reason.IN_THE_FUTURE, day=corrected.day)
    opened = there.meeting(corrected.meeting).opened
    if "held" in fields and opened:
        raise Refused(Rule.ALREADY_OPENED, meeting=corrected.meeting, opening=opened.ref)
