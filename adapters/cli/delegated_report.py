"""``tacite power report``: the decisions under delegation that a council meeting hears of."""

from typing import TYPE_CHECKING, Any

from adapters.cli.assembling import asking_assembly
from adapters.cli.delivery import deliver
from adapters.cli.errors import NotFound, Usage
from adapters.cli.options import Knowing
from adapters.cli.output import say
from domain.assembly.delegated_report import Report, Reported, report
from domain.words import Body
from projections.delegated_report import NOT_RECORDED, TITLE, heading, lines, page, title

if TYPE_CHECKING:
    from datetime import date

    from domain.assembly.assembly import Assembly
    from domain.assembly.meetings import Meeting


def show_report(asking: Knowing, name: str | None, as_page: bool, output: str) -> None:
    """What the council meeting of that name hears; without a name, the next one."""
    if output != "-" and not as_page:
        raise Usage("--output : reçoit la page ; donnez aussi --page.")
    with asking_assembly(asking) as (there, institutions, at):
        meeting = council_meeting(institutions, name, at.on, at.words) if name else None
        found = report(institutions, at.on, meeting)
        written = page(found, at.words) if as_page else None
        if there.as_json:
            there.envelope("power-report", at.known_at, at.on, **report_json(found, written))
        elif written is not None:
            deliver(written.encode(), output)
        else:
            tell(found, at.words)


def council_meeting(there: "Assembly", name: str, on: "date", words: str) -> "Meeting":
    meeting = there.meeting(name)
    if not meeting.convened_by(on):
        raise NotFound(
            f"Aucune séance « {name} » n'est convoquée {words} : « tacite meeting convene » "
            "l'inscrit ; sans nom, le compte rendu est celui de la prochaine."
        )
    if meeting.body is not Body.COUNCIL:
        raise Usage(
            f"« {name} » n'est pas une séance du conseil : lui seul entend ce compte rendu "
            "(CGCT L. 5211-10)."
        )
    return meeting


def tell(found: Report, words: str) -> None:
    """One decision a paragraph, its labels before its values."""
    say(f"{TITLE}, {words}", "bold")
    say(heading(found))
    for each in found.decisions:
        say()
        say(title(each), "bold")
        for label, value in lines(each):
            say(f"{label} : {value}", indent=2)
    if found.decisions:
        say()
        say(NOT_RECORDED, "dim")


def report_json(found: Report, written: str | None) -> dict[str, Any]:
    """The same, for programs. ``enforceable`` is null: nothing on record tells it."""
    return {
        "meeting": found.meeting.name if found.meeting else None,
        "held": found.meeting.held if found.meeting else None,
        "after": found.after,
        "until": found.until,
        "decisions": [decision_json(each) for each in found.decisions],
        **({"page": written} if written is not None else {}),
    }


def decision_json(each: Reported) -> dict[str, Any]:
    taken, entry, given = each.decision.payload, each.decision.entry, each.delegation
    return {
        "number": taken.number,
        "day": taken.day,
        "by": taken.by,
        "seat": each.seat,
        "person": each.person,
        "matter": taken.matter,
        "object": taken.object,
        "covered": given is not None,
        "delegation": given
        and {
            "entry": given.ref,
            "deliberation": given.payload.deliberation,
            "since": given.day,
            "until": given.payload.until,
            "documents": [document.name for document in given.payload.documents],
        },
        "enforceable": None,
        "documents": [document.name for document in taken.documents],
        "entry": entry.ref,
        "recorded_by": entry.recorded_by,
        "capacity": entry.capacity,
    }
