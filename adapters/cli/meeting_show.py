"""``tacite meeting show``: one meeting on a legal day, from its convocation to what must follow."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from adapters.cli.assembling import asking_assembly
from adapters.cli.errors import NotFound
from adapters.cli.meeting_presence import Presence, called, changes, sending, sending_json
from adapters.cli.options import Knowing
from adapters.cli.output import cell, facts, grid, say, show, warn
from adapters.cli.sitting import idle_words, quorum_words
from domain.assembly.afterwards import duties
from domain.assembly.answers import contested, item_answers, meeting_answers
from domain.assembly.assembly import Assembly
from domain.assembly.events import DecisionTaken
from domain.assembly.meeting_events import BallotHeld, ProxyGiven, meeting_stream
from domain.assembly.meetings import Meeting
from domain.assembly.readiness import votes_to_name
from domain.law.french import french_date, french_day, many
from domain.words import BallotIrregularity, BallotKind, Body, Outcome
from projections.assembly_answers import DUTIES, RESULTS, STATES
from projections.assembly_journal import stream_lines
from projections.assembly_sentences import (
    BODIES_WORDS,
    KINDS,
    casting_words,
    item_words,
)
from projections.words import IRREGULARITIES

if TYPE_CHECKING:
    from rich.table import Table

COUNTED = (Body.COUNCIL, Body.BUREAU)
"""The bodies that deliberate: the others have neither quorum nor ballots here."""


def show_meeting(asking: Knowing, name: str, item: int | None) -> None:
    """What is known of a meeting at a moment; of one of its items, who was there."""
    with asking_assembly(asking) as (there, institutions, at):
        meeting = institutions.meeting(name)
        if not meeting.convened_by(at.on):
            raise NotFound(
                f"Aucune séance « {name} » n'est convoquée {at.words} : « tacite meeting convene » "
                "l'inscrit."
            )
        if there.as_json:
            there.envelope(
                "meeting-show", at.known_at, at.on, **meeting_json(institutions, meeting, at.on)
            )
            return
        say(f"Séance « {name} », {at.words}", "bold")
        show(facts(header(institutions, meeting, at.on)))
        if item is not None:
            show(facts(one_item(meeting, item, at.on)))
        elif meeting.body in COUNTED:
            say()
            show(agenda_table(institutions, meeting, at.on))
            for number in meeting.unnamed(at.on):
                for caution in votes_to_name(meeting, at.on, number):
                    warn(f"point {number}, {caution.words} ({caution.article}).")
        following = list(duties(meeting, institutions.law, at.on))
        if following:
            say()
            show(
                facts(
                    (DUTIES[d.key], f"{french_day(d.last_day)} : {STATES[d.state]} ({d.article})")
                    for d in following
                )
            )
        there_then = list(changes(meeting, at.on)) if item is None else []
        if there_then:
            say()
            show(facts(there_then))
        say()
        for line in history(institutions, meeting, at.on):
            say(line)


def header(there: Assembly, meeting: Meeting, on: date) -> Iterator[tuple[str, str]]:
    """What a person wants to know first."""
    assert meeting.convened is not None
    notice = meeting.convened.payload
    which = f" « {notice.commission} »" if notice.commission else ""
    yield "Instance", f"{BODIES_WORDS[notice.body]}{which}"
    yield "Tenue", french_day(notice.held)
    yield from sending(meeting, on)
    if notice.second_of:
        yield "Seconde convocation", f"après « {notice.second_of} » (CGCT L. 2121-17)"
    if meeting.remote(on):
        yield "Lieu", "plusieurs, par visioconférence (CGCT L. 5211-11-1)"
    yield "Ouverte", "oui" if meeting.opened_by(on) else "pas encore"
    proxies = [fact.payload for fact in meeting.chronicle.by(ProxyGiven, on)]
    if proxies:
        yield "Pouvoirs", " ; ".join(proxy_words(meeting, each, on) for each in proxies)
    settled = meeting.settled(on)
    if settled:
        yield "Procès-verbal", f"arrêté le {french_date(settled)}"
    report = there.report(meeting, on)
    if report:
        alone = uncovered(there)
        yield (
            "Décisions prises par délégation",
            ", ".join(f"{n} (sans délégation en vigueur)" if n in alone else n for n in report),
        )


def proxy_words(meeting: Meeting, proxy: ProxyGiven, on: date) -> str:
    """« Ouges 1 à Dijon 3 », and that it does not count where it does not."""
    idle = idle_words(meeting, proxy, on)
    return f"{proxy.giver} à {proxy.bearer}" + (f" ({idle})" if idle else "")


def uncovered(there: Assembly) -> set[str]:
    """Numbers of the decisions that no delegation covers, as corrected (CGCT L. 5211-10)."""
    taken = (fact.payload for fact in there.powers.chronicle.all(DecisionTaken))
    return {decision.number for decision in taken if not there.powers.covered(decision)}


def agenda_table(there: Assembly, meeting: Meeting, on: date) -> "Table":
    """The agenda, and where each item is."""
    assert meeting.convened is not None
    table = grid("", "Point", "Quorum", "Scrutin", "Résultat", folded=("Point", "Résultat"))
    for number in meeting.numbers(on):
        item = meeting.item(number)
        found = item_answers(there, meeting, number, on)
        ballot = meeting.ballot(number)
        cast = ballot.payload if ballot and ballot.day <= on else None
        # Under its heading, « ordinaire » is enough.
        kind = KINDS[BallotKind(found["kind"])].removeprefix("scrutin ") if cast else None
        irregular = [IRREGULARITIES[BallotIrregularity(each)] for each in found["irregular"]]
        result = result_words(Outcome(found["outcome"]), cast)
        if why := contested(there, meeting, number, on):
            result += f" ; contestée : {why}"
        table.add_row(
            str(number),
            cell(item_words(item)) if item else "hors ordre du jour",
            quorum_cell(meeting, number, on),
            cell(kind),
            cell(" ; ".join([result, *irregular])),
        )
    return table


def quorum_cell(meeting: Meeting, number: int, on: date) -> str:
    """« 43/44 », of whom none is there before the opening; « 20, sans condition »."""
    present = str(len(meeting.present(number, on))) if meeting.opened_by(on) else "—"
    if meeting.without_quorum(number, on):
        return f"{present}, sans condition"
    return f"{present}/{meeting.quorum(number, on)}"


def result_words(outcome: Outcome, cast: BallotHeld | None) -> str:
    """« adopté, par la voix prépondérante du président : 30 pour, 30 contre… »."""
    said = RESULTS[outcome]
    if cast is None:
        return said
    abstentions = many(cast.abstentions, "abstention")
    tally = f"{cast.votes_for} pour, {cast.votes_against} contre, {abstentions}"
    if cast.casting_counts and outcome is Outcome.ADOPTED:
        return f"{said} par la voix prépondérante du président : {tally}"
    return f"{said} : {tally}{casting_words(cast)}"


def one_item(meeting: Meeting, number: int, on: date) -> Iterator[tuple[str, str]]:
    """Who was there at an item, who could vote, who had withdrawn."""
    item = meeting.item(number)
    yield f"Point {number}", item_words(item) if item else "pas à l'ordre du jour"
    if meeting.body not in COUNTED:
        return
    yield "En exercice", str(meeting.in_office(number, on))
    if meeting.opened_by(on):
        yield "Quorum", quorum_words(meeting, number)
        yield "Voix disponibles", str(meeting.votes(number, on))
    yield from Presence.at(meeting, number, on).by_name(meeting).lines()
    named = meeting.named(number, on)
    if named:
        votes = named.payload
        for label, seats in (
            ("Votes pour", votes.names_for),
            ("Votes contre", votes.names_against),
            ("Abstentions", votes.names_abstaining),
        ):
            yield label, ", ".join(called(meeting, seat) for seat in seats) or "personne"


def history(there: Assembly, meeting: Meeting, on: date) -> Iterator[str]:
    """Every entry of the meeting by that day, those that no longer count marked so."""
    entries = there.read(meeting_stream(meeting.name))
    for line in stream_lines(entries, there.institution, there.law):
        if line.standing.payload.day <= on:
            yield f"{line.written} [{line.standing.entry.ref}]"


def meeting_json(there: Assembly, meeting: Meeting, on: date) -> dict[str, Any]:
    """The same answers, for programs, item by item."""
    assert meeting.convened is not None
    notice = meeting.convened.payload
    items = [
        {"item": number, **item_json(meeting, number), **counted(there, meeting, number, on)}
        for number in meeting.numbers(on)
    ]
    asked = {
        key: value
        for key, value in meeting_answers(there, meeting, None, on).items()
        if key in ("convocation", "report", *DUTIES)
    }
    return {
        "meeting": meeting.name,
        "body": notice.body,
        "commission": notice.commission,
        "held": notice.held,
        "sending": sending_json(meeting, on),
        "videoconference": meeting.remote(on),
        "opened": meeting.opened_by(on),
        **asked,
        "items": items,
        "history": list(history(there, meeting, on)),
    }


def item_json(meeting: Meeting, number: int) -> dict[str, Any]:
    """What an item is about; neither where it was put to the vote off the agenda."""
    item = meeting.item(number)
    return {
        "deliberation": item.deliberation if item else None,
        "object": item.object if item else None,
        "on_agenda": item is not None,
    }


def counted(there: Assembly, meeting: Meeting, number: int, on: date) -> dict[str, Any]:
    if meeting.body not in COUNTED:
        return {}
    ballot = meeting.ballot(number)
    cast = ballot.payload.model_dump(mode="json") if ballot and ballot.day <= on else None
    found = item_answers(there, meeting, number, on)
    return {
        **found,
        **Presence.at(meeting, number, on).json(),
        "ballot": cast,
        "by_casting_vote": bool(
            cast
            and ballot
            and ballot.payload.casting_counts
            and found["outcome"] == Outcome.ADOPTED
        ),
        "contested": contested(there, meeting, number, on) or None,
        "votes_to_name": number in meeting.unnamed(on),
    }
