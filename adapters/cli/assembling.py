"""One step of the institutions put on record: its day, its seats, and what is then said of it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

from adapters.assembly import assembly, record, seat_named
from adapters.cli.desk import Desk, desk
from adapters.cli.errors import Usage
from adapters.cli.meeting_next import following
from adapters.cli.moments import Moment, moment
from adapters.cli.options import Knowing, Taking
from adapters.cli.output import note, say, warn
from adapters.cli.recording import Step, sentences, step, warn_unproven
from adapters.cli.sheet import entry_json
from adapters.commands import Recorded
from domain.assembly.assembly import Assembly
from domain.assembly.meetings import Meeting
from domain.assembly.reasons import Rule
from domain.deliberation.dossier import Fact
from domain.entry import Entry, Payload
from domain.law.french import french_date, many
from domain.refusals import Refused
from domain.words import Outcome
from projections.assembly_sentences import institution_sentence
from projections.catch_up import PREFIX
from projections.sentences import sentence_of
from projections.status import plain


@dataclass
class Proceeding:
    """A step of a body, of a meeting or of title III, about to be put on record."""

    it: Step
    there: Assembly
    day: date
    meeting: str | None = None
    following: str = ""
    """The command that the meeting then asks for; said last, when all else is."""

    @property
    def sitting(self) -> Meeting:
        return self.there.meeting(self.meeting or "")

    def record(
        self,
        command: str,
        entry: type[Payload],
        /,
        *,
        proclaimed: Outcome | None = None,
        **fields: Any,
    ) -> Assembly:
        """Put it on record and tell it; the assembly as it then is."""
        desk = self.it.desk
        recorded = record(
            desk.office,
            entry.model_validate({"day": self.day, "documents": self.it.documents, **fields}),
            self.it.author,
            meeting=self.meeting,
            documents=desk.attached,
            command_id=self.it.command_id,
            proclaimed=proclaimed,
        )
        after = assembly(desk.office)
        if self.meeting:
            self.following = following(after, after.meeting(self.meeting), desk.office.today())
        tell(desk, command, recorded, self.day, self.following if self.meeting else None)
        return after

    # --- Who and where ---------------------------------------------------------------------------

    def seat(self, given: str) -> str:
        """The seat of that name on that day: « Dijon 7 », « Daix s »."""
        return seat(self.there, given, self.day)

    def each_seat(self, given: Sequence[str]) -> tuple[str, ...]:
        """Those seats, one by one or separated by commas."""
        names = [name.strip() for each in given for name in each.split(",") if name.strip()]
        return tuple(dict.fromkeys(self.seat(name) for name in names))

    def seats(self, given: Sequence[str], among: Sequence[str], on: date) -> tuple[str, ...]:
        """The seats that are named; a number alone means the first so many of a body."""
        names = [name.strip() for each in given for name in each.split(",") if name.strip()]
        if len(names) != 1 or not names[0].isdecimal():
            return tuple(dict.fromkeys(seat(self.there, name, on) for name in names))
        count = int(names[0])
        if not among and self.meeting is not None and self.sitting.convened is None:
            raise Refused(Rule.NOT_CONVENED, meeting=self.meeting, day=on)
        if count > len(among):
            raise Usage(
                f"« {count} » : l'instance n'a que {many(len(among), 'membre')} ce jour-là."
            )
        return tuple(among[:count])

    def communes(self, given: Sequence[str]) -> tuple[str, ...]:
        """INSEE codes. Cooperation is older than the register: its first composition serves then."""
        allotments = self.there.institution.allotments
        on = max(self.day, allotments[0].day) if allotments else self.day
        names = [name.strip() for each in given for name in each.split(",") if name.strip()]
        return tuple(dict.fromkeys(self.it.desk.commune(name, on).commune for name in names))


@contextmanager
def proceeding(taking: Taking, meeting: str | None = None) -> Iterator[Proceeding]:
    """What the options describe. A step of a meeting is of the meeting's day, unless told."""
    with step(taking) as it:
        there = assembly(it.desk.office)
        held = there.meeting(meeting).held if meeting is not None and taking.day is None else None
        day = min(held, it.day) if held else it.day
        taken = Proceeding(it, there, day, meeting)
        yield taken
        if taken.following and not it.desk.as_json:
            note(f"Ensuite : {taken.following}")


@contextmanager
def asking_assembly(asking: Knowing) -> Iterator[tuple[Desk, Assembly, Moment]]:
    """The assembly at the moment that a question names."""
    with desk(asking) as there:
        at = moment(there, asking)
        yield there, assembly(there.office, at.known_at), at


def seat(there: Assembly, given: str, on: date) -> str:
    """A seat of that day, by its name: never a guess between two."""
    found = seat_named(there, given, on)
    if found is not None:
        return found
    known = [*there.bodies.seats(on), *there.bodies.substitutes(on).values()]
    near = get_close_matches(plain(given), [plain(name) for name in known], n=1)
    like = next((f" (vouliez-vous dire {n} ?)" for n in known if near and plain(n) == near[0]), "")
    raise Usage(
        f"« {given} » n'est pas un siège au {french_date(on)} : écrivez la commune et le rang, "
        f"« Dijon 7 », ou « Daix s » pour le suppléant{like}."
    )


def required(values: Mapping[str, object], words: str) -> None:
    """Exactly one of those options."""
    if sum(value not in (None, [], ()) for value in values.values()) != 1:
        raise Usage(f"Donnez {' ou '.join(values)}, et l'un des deux seulement : {words}.")


# --- What is said of it ------------------------------------------------------------------------------


def tell(
    there: Desk, command: str, recorded: Recorded, day: date, following: str | None = None
) -> None:
    """What is now on record, entry by entry. ``following``: of a meeting, what is next."""
    said = {entry.ref: written(there, entry, recorded.entries) for entry in recorded.entries}
    if there.as_json:
        there.envelope(
            command,
            recorded.position,
            day,
            repeated=recorded.repeated,
            entries=[
                {"day": e.payload.day, "sentence": said[e.ref], **entry_json(e)}
                for e in recorded.entries
            ],
            remarks=[{"sentence": r.sentence, "article": r.article} for r in recorded.remarks],
            **({} if following is None else {"next": following}),
        )
        return
    for sentence in said.values():
        say(sentence, "bold")
    last = recorded.entries[-1]
    which = ", ".join(entry.ref.removeprefix(PREFIX) for entry in recorded.entries)
    say(
        f"Inscription{'s' if len(recorded.entries) > 1 else ''} {which}, position {last.position} du registre, par {last.recorded_by} "
        f"({last.capacity})."
    )
    if recorded.repeated:
        note("Cette commande était déjà inscrite : rien n'a été écrit de nouveau.")
    for remark in recorded.remarks:
        warn(f"{remark.sentence} ({remark.article})")
    warn_unproven(recorded)


def written(there: Desk, entry: Entry, together: Sequence[Entry]) -> str:
    """« 25 juin 2026 — Séance ouverte : 50 présents (CGCT L. 2121-17). »"""
    if entry.stream.startswith(PREFIX):
        dossier = there.office.dossier(entry.stream.removeprefix(PREFIX))
        lines = dict(sentences(dossier, together))
        if entry.ref in lines:
            return lines[entry.ref]
        sentence, article = sentence_of(Fact(entry.ref, entry.payload, entry), dossier)
        return f"{french_date(entry.payload.day)} — {sentence} ({article})."
    return line(entry.payload, there)


def line(payload: Payload, there: Desk) -> str:
    sentence, article = institution_sentence(payload, there.office.institution()) or ("", "")
    return f"{french_date(payload.day)} — {sentence} ({article})."
