"""One step put on record: opened with its author, its day and its documents, then told."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from pydantic import ValidationError

from adapters.cli.desk import Desk, desk
from adapters.cli.errors import invalid
from adapters.cli.options import Taking
from adapters.cli.output import note, say, warn
from adapters.cli.sheet import entry_json
from adapters.commands import Author, Recorded
from domain.assembly.afterwards import limits
from domain.assembly.meeting_events import (
    ActTransmitted,
    MeetingPublished,
    MinutesSettled,
    ProxyGiven,
)
from domain.deliberation.dossier import Dossier
from domain.deliberation.next_steps import NextStep, Standing, next_steps
from domain.deliberation.situation import situation
from domain.entry import Document, Entry, Payload
from domain.words import Outcome, Published
from projections.catch_up import PREFIX
from projections.journal import lines

COMMANDS = {
    "qualify": "tacite qualify {n} --as {qualification} --reasons MOTIFS",
    "review": "tacite review {n} --body COMMISSION --opinion AVIS",
    "send": "tacite send {n}",
    "receive": "tacite receive {n} --document ACCUSÉ",
    "complete": "tacite complete {n} --sent JOUR --document PIÈCE",
    "opinion": "tacite opinion {n} --sense favourable --voted JOUR --document EXTRAIT",
    "revise": "tacite revise {n} --change NATURE --text FICHIER",
    "vote": "tacite vote {n} --for VOIX --against VOIX",
    "number": "tacite number {n} NUMÉRO-DE-L'ACTE",
    "transmit": "tacite act transmit {n} --document ACCUSÉ",
    "publish": "tacite act publish {n}",
    "abandon": "tacite abandon {n} --reason MOTIF",
}
"""The command that takes a next step; the human ones have none."""


def unproven(step: Payload) -> str:
    """What of a step on record no document proves, where one is usual; nothing else."""
    match step:
        case _ if step.documents:
            return ""
        case ActTransmitted():
            return "aucune pièce ne prouve la réception en préfecture (--document ACCUSÉ)."
        case MinutesSettled():
            return "aucune pièce ne montre le procès-verbal arrêté (--document FICHIER)."
        case MeetingPublished(what=Published.MINUTES):
            return "aucune pièce ne montre le procès-verbal publié (--document FICHIER)."
        case ProxyGiven():
            return "aucune pièce ne montre le pouvoir écrit (--document FICHIER)."
    return ""


def warn_unproven(recorded: Recorded) -> None:
    """Said once of each step, when it is written; never refused."""
    for entry in () if recorded.repeated else recorded.entries:
        if lacking := unproven(entry.payload):
            warn(lacking)


@dataclass
class Step:
    """A step about to be put on record."""

    desk: Desk
    taking: Taking
    author: Author
    command_id: UUID | None
    day: date
    documents: tuple[Document, ...]

    def record(
        self, command: str, number: str, payload: Payload, proclaimed: Outcome | None = None
    ) -> None:
        """Put it on record and tell what was written, what to be careful of, what comes next."""
        recorded = self.desk.office.record(
            number,
            payload,
            self.author,
            documents=self.desk.attached,
            command_id=self.command_id,
            proclaimed=proclaimed,
        )
        tell(self.desk, command, recorded, self.day)


@contextmanager
def step(taking: Taking) -> Iterator[Step]:
    """The step that the options describe. Nothing is written before ``record``."""
    with desk(taking) as there:
        try:
            yield Step(
                there,
                taking,
                there.author,
                there.command_id(taking),
                there.day(taking.day, "--day"),
                there.documents(taking),
            )
        except ValidationError as error:
            raise invalid(error) from None


def tell(there: Desk, command: str, recorded: Recorded, day: date) -> None:
    """What is now on record; on stderr the warnings and the suggested next command."""
    number = recorded.entries[0].stream.removeprefix(PREFIX)
    dossier = there.office.dossier(number)
    # A number taken by an act stands on a stream of its own: it is no entry of the dossier.
    entries = [e for e in recorded.entries if e.stream == dossier.stream]
    written = dict(sentences(dossier, entries))
    following = suggestion(dossier, there.office.today())
    if there.as_json:
        there.envelope(
            command,
            recorded.position,
            day,
            number=number,
            repeated=recorded.repeated,
            entries=[
                {"day": e.payload.day, "sentence": written.get(e.ref, ""), **entry_json(e)}
                for e in entries
            ],
            remarks=[{"sentence": r.sentence, "article": r.article} for r in recorded.remarks],
            next=following,
        )
        return
    for entry in entries:
        say(written.get(entry.ref, f"Inscription {entry.ref}."), "bold")
    say(envelope_words(entries))
    if recorded.repeated:
        note("Cette commande était déjà inscrite : rien n'a été écrit de nouveau.")
    for remark in recorded.remarks:
        warn(f"{remark.sentence} ({remark.article})")
    warn_unproven(recorded)
    if following:
        note(f"Ensuite : {following}")


def command_name(key: str) -> str:
    """« tacite act transmit » : the command of a next step, without what it takes; "" has none."""
    return COMMANDS.get(key, "").partition(" {n}")[0]


def sentences(dossier: Dossier, entries: Sequence[Entry]) -> Iterator[tuple[str, str]]:
    """The journal's sentence of each of these entries."""
    wanted = {entry.ref for entry in entries}
    for line in lines(dossier):
        if line.entry and line.entry.ref in wanted:
            yield line.entry.ref, line.written


def envelope_words(entries: Sequence[Entry]) -> str:
    """Where it stands in the register, and who wrote it."""
    first, last = entries[0], entries[-1]
    which = (
        f"Inscription n° {first.version}"
        if first is last
        else f"Inscriptions n° {first.version} à {last.version}"
    )
    return (
        f"{which} du dossier {first.stream.removeprefix(PREFIX)}, position "
        f"{last.position} du registre, par {first.recorded_by} ({first.capacity})."
    )


def suggestion(dossier: Dossier, today: date) -> str:
    """The command that the procedure now asks for, else the one it has been waiting for.

    Once all is done, the one that tells what still runs against the act.
    """
    if situation(dossier, today).to_minute:
        return "tacite sweep"
    steps = [s for s in next_steps(dossier, today) if s.key in COMMANDS]
    chosen = next(_in_order(steps), None)
    if chosen is None:
        running = any(limit.running for limit in limits(situation(dossier, today)))
        return f"tacite explain {dossier.number}" if running else ""
    if chosen.key == "vote":
        at_a_meeting = next(on_an_agenda(dossier), None)
        if at_a_meeting:
            return at_a_meeting
    draft = dossier.course(today).draft
    alone = draft is not None and len(draft.payload.concerns) == 1
    qualification = "required" if alone else "not_required"  # of two communes, neither is asked
    return COMMANDS[chosen.key].format(n=dossier.number, qualification=qualification)


def on_an_agenda(dossier: Dossier) -> Iterator[str]:
    """For a deliberation that is on the agenda of a meeting: its ballot there, or a last look."""
    for meeting in dossier.meetings.values():
        agenda = meeting.convened.payload.agenda if meeting.convened else ()
        for place, item in enumerate(agenda, start=1):
            if item.deliberation == dossier.number and meeting.ballot(place) is None:
                ballot = (
                    f"tacite meeting ballot {meeting.name} --item {place} --for VOIX --against VOIX"
                )
                yield ballot if meeting.opened else f"tacite check {meeting.name}"


def _in_order(steps: Sequence[NextStep]) -> Iterator[NextStep]:
    yield from (s for s in steps if s.standing is Standing.CAUSED)
    yield from (s for s in steps if s.standing is Standing.ALLOWED and s.key == "vote")
    yield from (s for s in steps if s.standing is Standing.ALLOWED and s.key == "opinion")
