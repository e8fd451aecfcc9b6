"""What the steps of a meeting read from the command line, and what they say once on record."""

import re
from collections.abc import Sequence
from datetime import date

from adapters.cli.assembling import Proceeding
from adapters.cli.errors import Usage
from adapters.cli.output import say, warn
from domain.assembly.answers import contested, item_answers
from domain.assembly.assembly import Assembly
from domain.assembly.meeting_events import AgendaItem, ProxyGiven
from domain.assembly.meetings import Meeting
from domain.assembly.readiness import already_voted, why_irregular, without_note
from domain.assembly.reasons import Rule
from domain.deliberation.situation import situation
from domain.entry import NUMBER_PATTERN
from domain.law.french import many, que
from domain.refusals import Refused
from domain.words import BallotIrregularity, Body, Outcome
from projections.assembly_answers import CONVOCATIONS, RESULTS
from projections.words import IRREGULARITIES

NAME = re.compile(r"[A-Za-z0-9-]{1,30}")
"""The names of entries (« meeting/CM-2026-06-25#3 ») are made of it."""


def meeting_name(given: str) -> str:
    if not NAME.fullmatch(given):
        raise Usage(
            f"« {given} » ne convient pas pour nommer une séance : 30 lettres sans accent, "
            "chiffres ou tirets au plus, par exemple CM-2026-06-25."
        )
    return given


def agenda(given: Sequence[str]) -> list[AgendaItem]:
    """Items in order: what is written like a project number is one, the rest are objects."""
    return [
        AgendaItem(deliberation=item)
        if NUMBER_PATTERN.fullmatch(item) and any(c.isdigit() for c in item)
        else AgendaItem(object=item)
        for item in given
    ]


def refuse_both(omitted: Sequence[str], on_paper: Sequence[str]) -> None:
    """Raises Usage: who had it on paper had it."""
    both = [name for name in on_paper if name in omitted]
    if both:
        raise Usage(
            f"--omitted et --on-paper nomment tous deux {', '.join(both)} : gardez l'un des deux."
        )


def tell_convocation(it: Proceeding, there: Assembly) -> None:
    """Whether it is regular, as soon as it is sent: there may be time to send another."""
    meeting = there.meeting(it.meeting or "")
    state = meeting.convocation(on=it.day)
    if it.it.desk.as_json or state is None:
        return
    irregular = why_irregular(meeting, on=it.day)
    if irregular:
        why, article = irregular
        warn(
            f"Convocation {CONVOCATIONS[state]} : {why} ({article}). « tacite check {it.meeting} » "
            "dit comment y remédier."
        )
    else:
        clear = many(meeting.clear_days, "jour franc", "jours francs")
        say(f"Convocation {CONVOCATIONS[state]} : {clear}.")
    for caution in without_note(meeting):
        warn(f"{caution.words} (--note) ({caution.article}).")
    assert meeting.convened is not None
    for number, item in enumerate(meeting.convened.payload.agenda, start=1):
        if item.deliberation is not None:
            for voted in already_voted(
                situation(there.dossier(item.deliberation), meeting.held or it.day)
            ):
                warn(f"point {number}, {voted.why} ({voted.article}) : {voted.cure}.")


def tell_quorum(it: Proceeding, there: Assembly, item: int = 1) -> None:
    """Who is there, and whether that is enough, from that item on."""
    meeting = there.meeting(it.meeting or "")
    if it.it.desk.as_json or meeting.body not in (Body.COUNCIL, Body.BUREAU):
        return
    said = warn if not meeting.quorum_met(item) else say
    said(f"Point {item} : {quorum_words(meeting, item)}.")


def quorum_words(meeting: Meeting, item: int) -> str:
    """« 43 présents pour un quorum de 44, pas atteint »."""
    present, needed = len(meeting.present(item)), meeting.quorum(item)
    if meeting.without_quorum(item):
        return f"{many(present, 'présent')}, sans condition de quorum (CGCT L. 2121-17)"
    met = "atteint" if meeting.quorum_met(item) else "pas atteint"
    return f"{many(present, 'présent')} pour un quorum de {needed}, {met}"


def refuse_own_proxy(giver: str, bearer: str) -> None:
    """Raises Refused. At this door only: the stories' language records it, without effect."""
    if giver == bearer:
        raise Refused(Rule.OWN_PROXY, member=giver)


def refuse_more_asking(meeting: Meeting, item: int, asked_public: int, asked_secret: int) -> None:
    """Raises Refused where more ask than are there; at this door only, as above."""
    present = len(meeting.present(item))
    for kind, asking in (("public", asked_public), ("secret", asked_secret)):
        if meeting.opened and asking > present:
            raise Refused(
                Rule.MORE_ASKING_THAN_PRESENT,
                asking=many(asking, "membre demande", "membres demandent"),
                kind=kind,
                present=many(present, "présent"),
            )


def tell_proxy(it: Proceeding, there: Assembly, giver: str) -> None:
    """Where it is not exercised as things are: it stays on record, for that may change."""
    meeting = there.meeting(it.meeting or "")
    given = (fact.payload for fact in meeting.chronicle.all(ProxyGiven))
    for proxy in given:
        idle = idle_words(meeting, proxy) if proxy.giver == giver else None
        if idle and not it.it.desk.as_json:
            warn(f"le pouvoir de {proxy.giver} à {proxy.bearer} {idle}.")


def idle_words(meeting: Meeting, proxy: ProxyGiven, on: date = date.max) -> str | None:
    """« ne compte pas tant qu'Ouges 1 est présent (points 1, 2) »; None where it counts (R-4.3)."""
    if meeting.convened is None or meeting.held is None or not meeting.opened_by(on):
        return None
    deputy = meeting.bodies.substitutes(meeting.held).get(proxy.giver)
    items: dict[str, list[int]] = {}
    for number in range(1, len(meeting.convened.payload.agenda) + 1):
        room = meeting.in_the_room(number, on)
        if proxy.giver in room:
            items.setdefault(f"{proxy.giver} est présent", []).append(number)
        elif deputy in room:
            items.setdefault(f"{deputy} siège", []).append(number)
        elif proxy.bearer not in room:
            items.setdefault(f"{proxy.bearer} est absent", []).append(number)
    why = [f"tant {que(words)} ({points(numbers)})" for words, numbers in items.items()]
    return f"ne compte pas {', ni '.join(why)}" if why else None


def points(numbers: Sequence[int]) -> str:
    return f"point{'s' if len(numbers) > 1 else ''} {', '.join(map(str, numbers))}"


def tell_settling(it: Proceeding, there: Assembly, at: str) -> None:
    """Minutes are settled at the start of a meeting, which the register should know as opened."""
    if not it.it.desk.as_json and not there.meeting(at).opened_by(it.day):
        warn(
            f"la séance « {at} » n'est pas ouverte au registre, et un procès-verbal s'arrête au "
            f"début d'une séance (CGCT L. 2121-15) : tacite meeting open {at}."
        )


def tell_ballot(it: Proceeding, there: Assembly, item: int) -> None:
    """The result, and what the ballot was held in spite of."""
    if it.it.desk.as_json:
        return
    found = item_answers(there, there.meeting(it.meeting or ""), item, it.day)
    say(f"Point {item} : {RESULTS[Outcome(found['outcome'])]}.")
    for irregular in found["irregular"]:
        warn(f"irrégularité : {IRREGULARITIES[BallotIrregularity(irregular)]}.")
    if why := contested(there, there.meeting(it.meeting or ""), item, it.day):
        warn(f"délibération contestée : {why} (« tacite explain » en dit plus).")
