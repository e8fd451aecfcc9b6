"""Conclusions put on record, each with what it rests on (rulebook R-1.3, R-1.13).

A person proclaims the result with the vote; the clerk minutes what silence has produced.
"""

from datetime import date
from uuid import UUID, uuid5

from domain.deliberation.dossier import Dossier
from domain.deliberation.situation import Situation, situation
from domain.events import Basis, OpinionDeemedFavourable, ResultProclaimed
from domain.refusals import Reason, Refused
from domain.words import Outcome

MINUTES = UUID("6f0f5c1e-6f7b-5f0a-9a55-7d1c1b1f2a57")
"""Namespace of the command ids of the clerk's minutes."""


def proclaim(there: Situation, proclaimed: Outcome | None) -> ResultProclaimed:
    """The result put on record with the vote; by default what the vote then decides (R-1.13)."""
    assert there.vote is not None
    entries = [there.vote.ref]
    if there.consultation:
        entries.append(there.consultation.sending.ref)
        entries += [fact.ref for fact in there.opinions]
    procedure = there.dossier.law.procedure("5211-57", there.on)
    return ResultProclaimed(
        day=there.vote.payload.day,
        vote=there.vote.ref,
        outcome=proclaimed or there.outcome,
        basis=Basis(
            entries=tuple(entries),
            rule=procedure.article,
            in_force_from=procedure.in_force_from,
            values={
                "opinion": there.opinion,
                "majority": there.majority or "",
                "threshold": str(there.threshold or ""),
                "legal_strength": str(there.case.legal_strength),
            },
        ),
    )


def deem(dossier: Dossier, on: date) -> OpinionDeemedFavourable:
    """The clerk writes down what silence has produced by that day (CGCT L. 5211-57; R-1.3).

    The law made the opinion favourable the day after the period ended, whenever this is written.
    """
    there = situation(dossier, on)
    if not there.to_minute:
        raise Refused(Reason.NOTHING_TO_MINUTE, day=on)
    consultation, period = there.consultation, there.period
    assert consultation is not None
    assert consultation.receipt is not None
    assert period is not None
    relied_on = [consultation.sending.ref, consultation.receipt.ref]
    if consultation.completion:
        relied_on.append(consultation.completion.ref)
    return OpinionDeemedFavourable(
        day=period.deemed_from,
        consultation=consultation.sending.ref,
        basis=Basis(
            entries=tuple(relied_on),
            rule=consultation.procedure.article,
            in_force_from=consultation.procedure.in_force_from,
            values={
                "start": period.start.isoformat(),
                "last_day": period.last_day.isoformat(),
                "deemed_from": period.deemed_from.isoformat(),
            },
        ),
    )


def minute_id(dossier: Dossier, consultation: str) -> UUID:
    """The command id of the next minute on that consultation: two clerks at once write one.

    Made of the sending and the number of minutes already written on it, whatever became of them,
    so that a minute withdrawn or annulled can be written afresh.
    """
    written = sum(
        1
        for entry in dossier.entries
        if isinstance(entry.payload, OpinionDeemedFavourable)
        and entry.payload.consultation == consultation
    )
    return uuid5(MINUTES, f"{dossier.stream} {consultation} {written}")
