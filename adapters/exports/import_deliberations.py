"""Deliberations under way, taken over from a CSV file: every line decided, then all written at once.

Each line becomes the ordinary steps and passes the ordinary refusals. What proves them is the file
itself, kept among the documents; each entry says from which line of it it comes. A line taken over
before, from the same file, is left as it is: the same command may be sent again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from uuid import UUID

from adapters.commands import Author, Plan
from adapters.exports.deliberations_csv import BadCell, Line, read
from adapters.office import Office
from domain.deliberation.decide import decide
from domain.deliberation.dossier import Dossier
from domain.deliberation.remarks import Remark, remarks
from domain.entry import Document, Entry, Payload, TakenOver, deliberation_stream
from domain.events import (
    CommuneConsulted,
    ConsultationReceived,
    DeliberationQualified,
    DraftSubmitted,
    FileCompleted,
    OpinionRendered,
)
from domain.institution import Composition, Institution
from domain.law.competence import MATTERS
from domain.law.french import french_date
from domain.refusals import Reason, Refused
from domain.words import Organ, Qualification
from projections.status import plain

TAKEN_OVER = "dossier en cours, avis demandé à la commune"
DAY_ASSUMED = "jour supposé, celui du projet : le fichier n'en donne pas"

COLUMN_OF: dict[object, str] = {
    Reason.BAD_NUMBER: "number",
    Reason.ALREADY_DRAFTED: "number",
    Reason.UNKNOWN_COMMUNE: "communes",
    Reason.NOT_ONE_COMMUNE: "communes",
    Reason.UNKNOWN_MATTER: "matter",
    Reason.CONSULTATION_NOT_CALLED_FOR: "qualified_as",
}
"""The cell to look at, where it is not the day of the step."""


@dataclass
class TakeOver:
    """What a file says, decided and not yet written."""

    document: Document
    content: bytes
    lines: int = 0
    wrong: list[BadCell] = field(default_factory=list)
    repeated: int = 0
    """Lines that were taken over before."""
    plan: Plan = field(default_factory=lambda: Plan([], {}))
    remarks: list[tuple[int, Remark]] = field(default_factory=list)

    @property
    def numbers(self) -> list[str]:
        return [stream.partition("/")[2] for stream in self.plan.versions]


def prepare(office: Office, name: str, content: bytes) -> TakeOver:
    """Decide every line, and write nothing. Raises ``NotACsv``."""
    digest = sha256(content).hexdigest()
    document = Document(name=name, media_type="text/csv", size=len(content), sha256=digest)
    there, today = office.institution(), office.today()
    result = TakeOver(document, content)
    payloads: list[tuple[str, Payload]] = []
    versions: dict[str, int] = {}
    first_seen: dict[str, int] = {}
    for line in read(content):
        result.lines += 1
        earlier = first_seen.setdefault(line.number, line.number_of_line)
        if line.number and earlier != line.number_of_line:
            line.bad("number", f"{line.number} figure déjà à la ligne {earlier}")
        look_up(line, there, today)
        stream = deliberation_stream(line.number)
        entries = office.register.entries(stream) if line.number else []
        if taken_over_before(entries, digest, line.number_of_line):
            result.repeated += 1
            continue
        dossier = Dossier(line.number, tuple(entries), there, office.law)
        if line.wrong and entries:
            taken = Refused(
                Reason.ALREADY_DRAFTED, number=line.number, day=entries[0].payload.order_day
            )
            line.bad("number", refusal_words(taken))
        found = [] if line.wrong else decided(line, dossier, document, today, result)
        if line.wrong:
            result.wrong += line.wrong
            continue
        payloads += [(stream, payload) for payload in found]
        versions[stream] = 0
    result.plan = Plan(payloads, versions)
    return result


def write(office: Office, found: TakeOver, by: Author, command_id: UUID | None = None) -> int:
    """Put on record what was decided, in one transaction; the position reached.

    Raises ``Conflict`` where somebody has taken one of the numbers meanwhile.
    """
    files = {found.document.sha256: found.content}
    done = office.write(lambda: found.plan, by, documents=files, command_id=command_id, attempts=1)
    return done.position


def taken_over_before(entries: Sequence[Entry], digest: str, line: int) -> bool:
    origin = entries[0].payload.taken_over if entries else None
    return origin is not None and (origin.sha256, origin.line) == (digest, line)


def decided(
    line: Line, dossier: Dossier, document: Document, today: date, result: TakeOver
) -> list[Payload]:
    """What the steps of one line put on record; the first that is refused is noted on the line."""
    mark = TakenOver(file=document.name, sha256=document.sha256, line=line.number_of_line)
    written: list[Payload] = []
    column = "drafted"
    said: list[Remark] = []
    try:
        assert line.drafted is not None
        communes = known_communes(line, line.drafted, dossier.institution)[0]
        for column, step in steps(line, communes, document):  # noqa: B007, read where refused
            said += remarks(step, dossier)
            for fact in decide(step.model_copy(update={"taken_over": mark}), dossier, today):
                dossier = dossier.with_fact(fact)
                written.append(fact)
    except Refused as refused:
        where = COLUMN_OF.get(refused.reason, column)
        line.bad(where, refusal_words(refused))
    if not line.wrong:
        result.remarks += [(line.number_of_line, remark) for remark in said]
    return written


DAYS = (
    "drafted",
    "qualified",
    "sent",
    "received",
    "completed",
    "opinion_voted",
    "opinion_received",
)


def look_up(line: Line, institution: Institution, today: date) -> None:
    """What can be held against a line without deciding it: all of it is said at once."""
    said: set[date] = set()  # one day may stand for several: an empty cell takes another's
    for column in DAYS:
        day = getattr(line, column)
        if day is not None and day > today and day not in said:
            said.add(day)
            line.bad(column, refusal_words(Refused(Reason.IN_THE_FUTURE, day=day)))
    codes = [matter.code for matter in MATTERS]
    if line.matter is not None and line.matter not in codes:
        unknown = Refused(Reason.UNKNOWN_MATTER, matter=line.matter, known=", ".join(codes))
        line.bad("matter", refusal_words(unknown))
    voted, arrived = line.opinion_voted, line.opinion_received
    if voted is not None and arrived is not None and arrived < voted <= today:
        early = Refused(Reason.RECEIVED_BEFORE_VOTED, received=arrived, voted=voted)
        line.bad("opinion_voted", refusal_words(early))
    asked = line.qualified_as not in (None, Qualification.NOT_REQUIRED)
    if asked and len(line.communes) > 1:
        several = Refused(Reason.NOT_ONE_COMMUNE, count=len(line.communes))
        line.bad("communes", refusal_words(several))
    day = min(line.drafted or today, today)  # one that cannot be read hides no other fault
    try:
        for name in known_communes(line, day, institution)[1]:
            line.bad("communes", f"« {name} » n'est pas une commune membre au {french_date(day)}")
    except Refused as refused:  # before the institution had communes
        line.bad("drafted", refusal_words(refused))


def refusal_words(refused: Refused) -> str:
    return f"{refused.sentence} {refused.way_out} ({refused.article})"


def known_communes(
    line: Line, day: date, institution: Institution
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Codes of the communes that the line names, members on that day; names of none."""
    members = institution.composition(day)
    codes = {name: commune_code(name, members) for name in line.communes}
    known = tuple(dict.fromkeys(code for code in codes.values() if code is not None))
    return known, tuple(name for name, code in codes.items() if code is None)


def commune_code(name: str, members: Composition) -> str | None:
    """By INSEE code or by name, accents and capitals aside; never a guess between two."""
    exact = members.commune(name)
    if exact:
        return exact.commune
    near = [code for code, seats in members.seats.items() if plain(seats.name) == plain(name)]
    return near[0] if len(near) == 1 else None


def reasons(line: Line) -> str:
    """Why it was qualified; that its day is assumed is put on record with it.

    The law counts from the receipt (CGCT L. 5211-57) and gives the day of qualifying no effect: it
    may be assumed, never passed off as told.
    """
    given = line.reasons or TAKEN_OVER
    return f"{given.rstrip(' .')} ({DAY_ASSUMED})" if line.day_assumed else given


def steps(
    line: Line, communes: tuple[str, ...], document: Document
) -> Iterator[tuple[str, Payload]]:
    """The steps that a line tells, in the order of the procedure, each with the column of its day."""
    proof = (document,)
    if line.wrong or line.drafted is None or line.qualified is None:
        return
    yield (
        "drafted",
        DraftSubmitted(
            day=line.drafted,
            number=line.number,
            object=line.object,
            concerns=communes,
            text=document,
            matter=line.matter,
        ),
    )
    if line.qualified_as:
        yield (
            "qualified",
            DeliberationQualified(
                day=line.qualified,
                documents=proof,
                qualification=line.qualified_as,
                reasons=reasons(line),
            ),
        )
    if line.sent:
        complete = line.complete is not False
        yield "sent", CommuneConsulted(day=line.sent, documents=proof, complete=complete)
    if line.received:
        yield "received", ConsultationReceived(day=line.received, documents=proof)
    if line.completed:
        yield "completed", FileCompleted(day=line.completed, documents=proof)
    if line.opinion and line.opinion_received:
        yield (
            "opinion_received" if line.opinion_voted is None else "opinion_voted",
            OpinionRendered(
                day=line.opinion_received,
                documents=proof,
                sense=line.opinion,
                organ=line.organ or Organ.MUNICIPAL_COUNCIL,
                voted=line.opinion_voted,
            ),
        )
