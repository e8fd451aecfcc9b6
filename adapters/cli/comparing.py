"""``tacite diff``: one deliberation at two moments, on either axis."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from adapters.cli.errors import Usage
from adapters.cli.late import desk
from adapters.cli.options import NumberOrAct, Place, a_day, command
from adapters.cli.output import counted, note, say

if TYPE_CHECKING:
    from adapters.cli.desk import Desk
    from domain.deliberation.dossier import Dossier
    from domain.entry import Entry

app = typer.Typer()

PANEL = "Questions"
HELP = (
    "Un jour de droit (2026-05-01), un savoir (@42, @2026-014#3, @2026-05-10T12:00:00+02:00, "
    "@2026-05-10), ou les deux (2026-05-01@42)."
)


@dataclass(frozen=True)
class End:
    """One of the two moments."""

    on: date
    known_at: int


@command(
    app,
    "diff",
    PANEL,
    "tacite diff 2026-014 --from 2026-04-12 --to 2026-04-13",
    "tacite diff 2026-014 --from @2026-014#4 --to @2026-014#9",
    "tacite diff 2026-014 --from 2026-05-01@42 --to 2026-05-29",
)
def diff(
    place: Place,
    number: NumberOrAct,
    start: Annotated[str, typer.Option("--from", metavar="MOMENT", help=HELP)],
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="MOMENT", help="De même ; sinon aujourd'hui, tel que connu."),
    ] = None,
) -> None:
    """Ce qui change d'un moment à l'autre : de jour de droit, de ce que l'on savait, ou des deux."""
    with desk(place) as there:
        from adapters.cli.impact_words import days_json
        from domain.deliberation.answers import shown
        from domain.deliberation.situation import situation
        from projections.moved import moved_deadlines

        first, last = end(there, start, "--from"), end(there, to or "", "--to")
        # Its number is looked for in all that is known: an act has one only once it is voted.
        number = there.dossier(number).number
        before, after = (there.office.dossier(number, each.known_at) for each in (first, last))
        old, new = situation(before, first.on), situation(after, last.on)
        was, is_now = shown(old), shown(new)
        changed = [key for key in was if was[key] != is_now[key]]
        moved = list(moved_deadlines(before, after))
        recorded = between(before, after)
        if there.as_json:
            there.envelope(
                "diff",
                last.known_at,
                last.on,
                number=number,
                **{"from": {"on": first.on, "position": first.known_at}},
                to={"on": last.on, "position": last.known_at},
                answers=[{"answer": k, "before": was[k], "after": is_now[k]} for k in changed],
                deadlines=[
                    {
                        "kind": m.kind,
                        "entry": m.ref,
                        "before": days_json(m.before, m.workings_before),
                        "after": days_json(m.after, m.workings_after),
                    }
                    for m in moved
                ],
                entries=[entry.ref for entry in recorded],
            )
            return
        tell(number, first, last)
        for moment, known in ((first, before), (last, after)):
            if not known.entries:
                say(f"À l'inscription n° {moment.known_at}, ce dossier n'existait pas.", indent=2)
        from adapters.cli.impact_words import OF_A_PERIOD, deadline, outcome, shown_words

        vote = outcome(old, new)
        if vote:
            say(vote, indent=2)
        for key in changed:
            if key in OF_A_PERIOD and moved:
                continue  # said below, with its workings
            if (key in ("vote", "outcome") and vote) or (
                key != "standing" and (old.void or new.void)
            ):
                continue  # said above, with what it takes; or there is no file to answer about
            said = f"{shown_words(key, old, was[key])} → {shown_words(key, new, is_now[key])}"
            say(said[0].upper() + said[1:], indent=2)
        for each in moved:
            for indent, line in deadline(each):
                say(line, indent=2 + indent)
        if not changed and not moved:
            say("Rien ne change.", indent=2)
        causes(recorded, after if last.known_at >= first.known_at else before)


def end(there: "Desk", text: str, option: str) -> End:
    """A legal day, a knowledge, or both; today and now where they are not given."""
    from adapters.cli.moments import ENTRY, POSITION, position_of

    day, at, known = text.partition("@")
    if not at and (ENTRY.fullmatch(day) or POSITION.fullmatch(day)):
        day, known = "", day
    if at and not known:
        raise Usage(f"{option} : après « @ », dites ce qui était connu. {HELP}")
    return End(
        a_day(day, option) if day else there.office.today(),
        position_of(there, known, option) if known else there.office.register.last_position(),
    )


def between(before: "Dossier", after: "Dossier") -> "list[Entry]":
    """What was recorded of this deliberation from one knowledge to the other, in either direction."""
    from projections.pages_given import every_entry

    one = {entry.ref: entry for entry in every_entry(before)}
    other = {entry.ref: entry for entry in every_entry(after)}
    found = [e for ref, e in (one | other).items() if (ref in one) != (ref in other)]
    return sorted(found, key=lambda entry: entry.position)


def tell(number: str, first: End, last: End) -> None:
    from adapters.cli.moments import moment_words

    say(f"{number}, d'un moment à l'autre :", "bold")
    say(f"de : {moment_words(first.on, first.known_at)}", indent=2)
    say(f"à : {moment_words(last.on, last.known_at)}", indent=2)


def causes(recorded: "list[Entry]", known: "Dossier") -> None:
    """The entries that stand between the two knowledges, the later being ``known``: as recorded."""
    from projections.assembly_journal import as_recorded
    from projections.sentences import short
    from projections.subjects import MEETINGS

    if recorded:
        note("Inscrit entre les deux :")
    elsewhere = Counter(entry.stream for entry in recorded if entry.stream != known.stream)
    long = {stream: count for stream, count in elsewhere.items() if count > FEW}
    for entry in recorded:
        if entry.stream not in long:
            note(f"  {short(entry.ref)} : {as_recorded(entry, known)}")
    for stream, count in long.items():
        name = stream.removeprefix(MEETINGS)
        note(f"  {name} : {counted(count, 'inscription')} (tacite history {name})")


FEW = 12
"""More entries of another stream (a mandate, say) are counted, and told by its own history."""
