"""Dossiers made of steps in a few words, without a register: what was recorded, in that order."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from uuid import UUID

from domain.deliberation.decide import decide
from domain.deliberation.determinations import deem
from domain.deliberation.dossier import Dossier
from domain.entry import INSTITUTION, Entry, Payload, deliberation_stream
from domain.events import InstitutionEstablished
from domain.institution import Institution
from domain.law.book import LAW
from tests.offices import FIRST_DAY, composition, noon

NUMBER = "2026-014"


def entry(stream: str, version: int, payload: Payload, position: int) -> Entry:
    """An entry of a fixed identity, recorded at noon of its legal day."""
    named = payload.model_copy(update={"recorder": "Anne Préhaut"})
    ids = UUID(int=position), UUID(int=2**64 + position)
    capacity = "secrétariat des assemblées"
    recorded_at = noon(payload.day)
    return Entry(
        stream, version, named, ids[0], recorded_at, "a.prehaut", capacity, ids[1], position
    )


def institution(payloads: Iterable[Payload] = ()) -> Institution:
    """Dijon métropole in small: three communes, 86 seats."""
    first = InstitutionEstablished(day=FIRST_DAY, name="Dijon métropole", siren="242100410")
    every = enumerate([first, *composition(), *payloads], start=1)
    return Institution(tuple(entry(INSTITUTION, n, payload, n) for n, payload in every))


def empty(number: str = NUMBER) -> Dossier:
    return Dossier(number, (), institution(), LAW)


def recorded(dossier: Dossier, *steps: Payload) -> Dossier:
    """With these entries put on record, whether or not the register would have taken them."""
    for step in steps:
        last = max((e.position for e in dossier.entries), default=len(dossier.institution.entries))
        written = entry(dossier.stream, len(dossier.entries) + 1, step, last + 1)
        dossier = replace(dossier, entries=(*dossier.entries, written))
    return dossier


def taken(dossier: Dossier, *steps: Payload) -> Dossier:
    """With these steps, each decided on its day: a vote comes with its result."""
    for step in steps:
        dossier = recorded(dossier, *decide(step, dossier, step.day))
    return dossier


def swept(dossier: Dossier, on: date) -> Dossier:
    """With the minute that the clerk writes that day."""
    return recorded(dossier, deem(dossier, on))


def ref(version: int, number: str = NUMBER) -> str:
    return f"{deliberation_stream(number)}#{version}"
