"""Who was at a meeting, name by name: present, absent, represented, withdrawn, where it changes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.assembly.answers import absent, in_order, recipients
from domain.assembly.meetings import Meeting
from domain.assembly.readiness import why_irregular
from domain.law.french import french_day, french_hour, many
from domain.words import Body, RecusalGround
from projections.assembly_answers import CONVOCATIONS
from projections.assembly_sentences import GROUNDS

SHORT = 16
"""Of a hash, as many digits as people compare."""


@dataclass(frozen=True)
class Presence:
    """Who was there at an item (CGCT L. 2121-15: the minutes name them)."""

    present: list[str]
    absent: list[str]
    represented: dict[str, str]
    recused: dict[str, RecusalGround]

    @classmethod
    def at(cls, meeting: Meeting, item: int, on: date) -> "Presence":
        given, out = meeting.represented(item, on), meeting.recused(item, on)
        return cls(
            in_order(meeting, meeting.present(item, on)),
            absent(meeting, item, on),
            {giver: given[giver] for giver in in_order(meeting, given.keys())},
            {member: out[member] for member in in_order(meeting, out.keys())},
        )

    def by_name(self, meeting: Meeting) -> "Presence":
        """The same for people: each seat with who sat in it, where the mandate says so."""

        def said(seat: str) -> str:
            return called(meeting, seat)

        return Presence(
            [said(seat) for seat in self.present],
            [said(seat) for seat in self.absent],
            {said(giver): said(bearer) for giver, bearer in self.represented.items()},
            {said(member): ground for member, ground in self.recused.items()},
        )

    def lines(self) -> Iterator[tuple[str, str]]:
        """Each group, with how many they are."""
        groups = (("présents", self.present), ("absents", self.absent), *self.others())
        for label, names in groups:
            if names or label == "présents":
                counted = f"{len(names)} : {', '.join(names)}" if names else "personne"
                yield label.capitalize(), counted

    def since(self, before: "Presence") -> Iterator[str]:
        """What has changed of it since the item before."""
        came = [name for name in self.present if name not in before.present]
        went = [name for name in before.present if name not in self.present]
        moved = [f"avec {', '.join(came)}"] * bool(came) + [f"sans {', '.join(went)}"] * bool(went)
        if moved:
            yield f"{many(len(self.present), 'présent')} ({', '.join(moved)})"
        for (label, told), (_, was) in zip(self.others(), before.others(), strict=True):
            if told != was:
                yield f"{label} : {', '.join(told) or 'personne'}"

    def others(self) -> Iterator[tuple[str, list[str]]]:
        """Those who do not count as present, and why."""
        yield "représentés", [f"{giver} par {bearer}" for giver, bearer in self.represented.items()]
        yield "se retirent", [f"{who} ({GROUNDS[ground]})" for who, ground in self.recused.items()]

    def json(self) -> dict[str, Any]:
        return {
            "present_names": self.present,
            "absent_names": self.absent,
            "represented": [{"giver": g, "bearer": b} for g, b in self.represented.items()],
            "recused": [{"member": m, "ground": ground} for m, ground in self.recused.items()],
        }


def called(meeting: Meeting, seat: str) -> str:
    """« Dijon 1 (Camille Martin) » on the day of the meeting; the seat alone where nobody is named."""
    person = meeting.bodies.person(seat, meeting.held) if meeting.held else None
    return f"{seat} ({person})" if person else seat


def changes(meeting: Meeting, on: date) -> Iterator[tuple[str, str]]:
    """Who was there from the first item on, then what changes of it, item by item."""
    if not meeting.opened_by(on) or meeting.body not in (Body.COUNCIL, Body.BUREAU):
        return
    before: Presence | None = None
    for number in meeting.numbers(on):
        now = Presence.at(meeting, number, on).by_name(meeting)
        if before is None:
            yield from now.lines()
        elif now != before:
            yield f"Au point {number}", " ; ".join(now.since(before))
        before = now


# --- The convocation -------------------------------------------------------------------------------------


def sending(meeting: Meeting, on: date) -> Iterator[tuple[str, str]]:
    """When it left, how, to whom, with what; and what makes it irregular (CGCT L. 2121-10, L. 2121-12)."""
    assert meeting.convened is not None
    notice = meeting.convened.payload
    state = meeting.convocation(on=on)
    if state is not None:
        irregular = why_irregular(meeting, on=on)
        clear = many(meeting.clear_days, "jour franc", "jours francs")
        why = f" : {irregular[0]} ({irregular[1]})" if irregular else f", {clear}"
        yield "Convocation", f"{CONVOCATIONS[state]}{why}"
    hour = f" à {french_hour(notice.sent_at)}" if notice.sent_at else ""
    yield "Envoyée", f"le {french_day(notice.day)}{hour}, voie {notice.channel}"
    if notice.on_paper:
        yield "Sur papier", ", ".join(notice.on_paper)
    yield "À", recipients_words(meeting)
    if notice.agenda_sha256:
        yield "Points", f"ordre du jour au registre, SHA-256 {notice.agenda_sha256[:SHORT]}"
    if notice.note_sha256:
        yield "Note", f"note de synthèse au registre, SHA-256 {notice.note_sha256[:SHORT]}"
    elif notice.body is Body.COUNCIL:
        yield "Note", "aucune note de synthèse au registre (CGCT L. 2121-12)"


def recipients_words(meeting: Meeting) -> str:
    """« tous : 86 membres et 14 suppléants », or all but those left out."""
    assert meeting.convened is not None
    omitted = meeting.convened.payload.omitted
    reached, members = recipients(meeting), set(meeting.members())
    deputies = sum(name not in members for name in reached)
    counted = many(len(reached) - deputies, "membre")
    counted += f" et {many(deputies, 'suppléant')}" if deputies else ""
    return f"{counted}, tous sauf {', '.join(omitted)}" if omitted else f"tous : {counted}"


def sending_json(meeting: Meeting, on: date) -> dict[str, Any]:
    """The same, for programs."""
    assert meeting.convened is not None
    notice = meeting.convened.payload
    irregular = why_irregular(meeting, on=on)
    return {
        "sent": notice.day,
        "sent_at": notice.sent_at.isoformat("minutes") if notice.sent_at else None,
        "channel": notice.channel,
        "on_paper": notice.on_paper,
        "recipients": recipients(meeting),
        "omitted": notice.omitted,
        "clear_days": meeting.clear_days,
        "urgency": notice.urgency,
        "second_of": notice.second_of,
        "agenda_sha256": notice.agenda_sha256,
        "note_sha256": notice.note_sha256,
        "irregular": {"why": irregular[0], "article": irregular[1]} if irregular else None,
    }
