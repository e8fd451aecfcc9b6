"""What may be corrected, and how: one mechanism for every kind of entry (rulebook R-9.5, R-9.6).

Nothing is changed or deleted: a correction is a new entry that names the one it corrects, and why.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from pydantic import ValidationError

from domain.assembly.meeting_events import MeetingConvened
from domain.corrections import Standing, resolve, with_fields
from domain.deliberation.decide import refuse
from domain.deliberation.dossier import NOT_FACTS, Dossier
from domain.deliberation.situation import no_draft, situation
from domain.entry import NUMBER_PATTERN, Entry, Payload, deliberation_stream
from domain.events import (
    ActWithdrawn,
    Correction,
    CouncilVoted,
    DeliberationQualified,
    DraftRevised,
    DraftSubmitted,
    EntryAmended,
    EntryAnnulled,
    EntryMoved,
    EntryMovedHere,
    InstitutionEstablished,
    Reaction,
    ResultProclaimed,
    SeatsAllotted,
)
from domain.institution import Institution, refuse_unknown_place
from domain.paper import PageGiven
from domain.refusals import Reason, Refused
from domain.words import LegalClass

FIXED = {"recorder", "taken_over", "documents", "text", "procedure"}
"""Fields that say who recorded an entry or what proves it: another entry says another."""

IDENTITY: dict[type[Payload], set[str]] = {
    DraftSubmitted: {"number"},
    SeatsAllotted: {"commune"},
    MeetingConvened: {"meeting"},
    PageGiven: {"page", "on", "as_known_at"},
}
"""Fields that say which thing the entry is about."""


IN_PLACE = (
    DraftSubmitted,
    DeliberationQualified,
    DraftRevised,
    PageGiven,
    InstitutionEstablished,
    SeatsAllotted,
)
"""What is about its own deliberation, or about the institution, and does not move."""


def standing(target: str, home: Sequence[Entry]) -> Standing:
    """The entry of that name as it stands; refused where it does not stand."""
    for found in resolve(home):
        if found.entry.ref == target:
            if found.annulled_by:
                raise Refused(Reason.ENTRY_ANNULLED, target=target, by=found.annulled_by.ref)
            return found
    raise Refused(Reason.NO_SUCH_ENTRY, target=target)


def refuse_correction(correction: Correction, today: date, *, by: str, four_eyes: bool) -> None:
    """What every correction is asked, whatever it corrects."""
    if correction.day > today:
        raise Refused(Reason.IN_THE_FUTURE, day=correction.day)
    if correction.legal_class is LegalClass.DECISION:
        raise Refused(Reason.CHANGE_OF_DECISION)
    rectifying = correction.rectifying_deliberation
    if correction.legal_class is LegalClass.MATERIAL and rectifying is None:
        raise Refused(Reason.NO_RECTIFYING_DELIBERATION)
    if rectifying is not None and not NUMBER_PATTERN.fullmatch(rectifying):
        raise Refused(Reason.BAD_NUMBER, number=rectifying)
    if correction.legal_class is LegalClass.TRANSCRIPTION and rectifying is not None:
        raise Refused(Reason.NOTHING_TO_RECTIFY, number=rectifying)
    refuse_own_validation(correction.validator, by, four_eyes=four_eyes)


def refuse_own_validation(validator: str | None, by: str, *, four_eyes: bool) -> None:
    """A validator is somebody else, whether one is asked for or not, however the name is typed."""
    if validator is None:
        if four_eyes:
            raise Refused(Reason.SECOND_PAIR_OF_EYES)
    elif validator.strip().casefold() in ("", by.strip().casefold()):
        raise Refused(Reason.SECOND_PAIR_OF_EYES)


def amend(
    amendment: EntryAmended, found: Standing, there: Dossier, today: date
) -> Sequence[Payload]:
    """Fields were wrong: the entry with the right ones passes the same refusals as when it was new.

    ``there`` is the dossier in which the entry stands. A vote that becomes irregular is recorded
    with its irregularity (R-1.14).
    """
    corrected = amended_payload(found.payload, amendment.fields)
    if corrected.day > today:
        raise Refused(Reason.IN_THE_FUTURE, day=corrected.day)
    if not isinstance(corrected, ResultProclaimed):
        others = replace(there, without=found.entry.ref)
        refuse(as_a_fact(corrected), others, today)
    return [amendment]


def amend_institution(
    amendment: EntryAmended, found: Standing, there: Institution, today: date
) -> Sequence[Payload]:
    """The same for an entry of the institution: seats are not held before it was established."""
    corrected = amended_payload(found.payload, amendment.fields)
    if corrected.day > today:
        raise Refused(Reason.IN_THE_FUTURE, day=corrected.day)
    if isinstance(corrected, InstitutionEstablished):
        refuse_unknown_place(corrected)
    elif there.established and corrected.day < there.established.day:
        raise there.not_known(corrected.day)
    return [amendment]


def amended_payload(payload: Payload, fields: dict[str, Any]) -> Payload:
    """The entry with the right values; refused where a field is not one, or its value will not do."""
    if isinstance(payload, NOT_FACTS) and not isinstance(payload, ResultProclaimed):
        raise Refused(Reason.ONLY_ANNULLED)
    known = correctable(payload)
    for field in fields:
        if field not in known:
            raise Refused(Reason.NO_SUCH_FIELD, field=field, known=", ".join(known))
    try:
        return with_fields(payload, fields)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        why = WRONG.get(first["type"], "ce n'est pas une valeur de ce champ")
        raise Refused(Reason.BAD_VALUE, field=field, why=why) from None


WRONG = {
    "missing": "elle est obligatoire",
    "string_too_short": "elle est vide",
    "too_short": "il en faut au moins une",
    "greater_than_equal": "un nombre entier, zéro ou plus, est attendu",
    "int_parsing": "un nombre entier est attendu",
    "int_type": "un nombre entier est attendu",
    "bool_parsing": "oui ou non est attendu",
    "date_from_datetime_parsing": "un jour AAAA-MM-JJ est attendu",
    "date_parsing": "un jour AAAA-MM-JJ est attendu",
    "enum": "ce n'est pas un des mots admis",
}
"""What is wrong with a value, by the kind of error that Pydantic finds."""


def correctable(payload: Payload) -> list[str]:
    """The fields of an entry that an amendment may set."""
    if isinstance(payload, ResultProclaimed):
        return ["outcome"]
    return [
        field
        for field in type(payload).model_fields
        if field not in FIXED | IDENTITY.get(type(payload), set())
    ]


def as_a_fact(payload: Payload) -> Payload:
    """A vote, or a withdrawal, took place: too early or too late is an irregularity, not a refusal."""
    if isinstance(payload, CouncilVoted | ActWithdrawn):
        return payload.model_copy(update={"as_held": payload.as_held or "rectification"})
    return payload


def annul(annulment: EntryAnnulled, found: Standing) -> Sequence[Payload]:
    """The entry, or the correction, should not have been made: it no longer counts."""
    if isinstance(found.payload, EntryMovedHere):
        raise Refused(Reason.HALF_OF_A_MOVE, move=found.payload.move)
    return [annulment]


def move(move: EntryMoved, found: Standing, destination: Dossier) -> Sequence[Payload]:
    """The entry stood on the wrong deliberation: its half on the stream where it was recorded."""
    payload = found.payload
    if isinstance(payload, NOT_FACTS):
        raise Refused(Reason.ONLY_ANNULLED)
    if isinstance(payload, IN_PLACE) or not found.stream.startswith(deliberation_stream("")):
        raise Refused(Reason.NOT_MOVABLE)  # a ballot, too: it is of its meeting
    if situation(destination, move.day).void:
        raise no_draft(destination, move.day)
    if isinstance(payload, CouncilVoted) and situation(destination, move.day).vote:
        raise Refused(Reason.WRONG_DESTINATION, number=destination.number)
    return [move]


def arrival(move: EntryMoved, ref: str) -> EntryMovedHere:
    """The other half, on the stream of the deliberation to which the entry belonged."""
    return EntryMovedHere(day=move.day, entry=move.target, move=ref)


def react(reaction: Reaction, dossier: Dossier, today: date) -> Sequence[Payload]:
    """A person withdraws or upholds what present knowledge no longer supports (R-9.6)."""
    if reaction.day > today:
        raise Refused(Reason.IN_THE_FUTURE, day=reaction.day)
    if reaction.determination not in situation(dossier, reaction.day).contradictions:
        raise Refused(Reason.NOT_CONTRADICTED, day=reaction.day)
    return [reaction]
