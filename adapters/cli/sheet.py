"""The sheet of one deliberation (fiche): its facts, its next steps, its journal lines."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from adapters.cli.output import cell, counted, grid
from adapters.cli.words import DETERMINATIONS, IRREGULARITIES, STAGES, STANDINGS
from adapters.commands import CLERK
from domain.assembly.afterwards import enforceable_on, enforceable_words
from domain.deliberation.answers import answers
from domain.deliberation.contested import why_contested
from domain.deliberation.ends import end_words
from domain.deliberation.explain_words import QUALIFICATIONS, opinion_words
from domain.deliberation.next_steps import NextStep
from domain.deliberation.signed import signed, signed_words
from domain.deliberation.situation import Situation
from domain.entry import Document, Entry
from domain.law.french import french_date, french_day, french_part
from domain.words import Majority
from projections.assembly_sentences import casting_words
from projections.journal import Line
from projections.sentences import entry_name

if TYPE_CHECKING:
    from rich.table import Table


def sheet(there: Situation) -> Iterator[tuple[str, str]]:
    """What a person wants to know first."""
    draft = there.course.draft
    assert draft is not None
    name = there.dossier.institution.commune_name
    yield "Au", french_day(there.on)
    yield "Étape", STAGES[there.stage]
    yield "Commune", ", ".join(name(code) for code in draft.payload.concerns)
    if there.course.act:
        yield "N° de l'acte", there.course.act.payload.number
    if there.course.abandoned:
        gone = there.course.abandoned.payload
        yield "Abandonnée", f"le {french_date(gone.day)} : {gone.reason}"
    if there.qualification:
        yield "Qualification", QUALIFICATIONS[there.qualification]
    yield "Avis", opinion_words(there)
    if there.period:
        yield (
            "Délai",
            (
                f"reçu le {french_date(there.period.start)}, terme le "
                f"{french_day(there.period.last_day)} ; fin prudente le "
                f"{french_date(there.period.prudent_end)}"
            ),
        )
    for late in there.late_opinions:
        yield (
            "Avis tardif",
            f"voté le {french_date(late.payload.voted_on)}, simple élément d'appréciation",
        )
    yield from council(there)
    if there.text:
        number, text = there.text
        yield f"Texte n° {number}", document_words(text)
    for piece in pieces(there):
        yield "Pièce", document_words(piece)


def council(there: Situation) -> Iterator[tuple[str, str]]:
    """What the council has to reach, and what it did."""
    if there.majority is Majority.TWO_THIRDS_MEMBERS and there.case.raised:
        part = french_part(there.case.raised.fraction)
        yield "Majorité", f"{part} des membres, soit {there.threshold} voix"
    elif there.majority:
        yield "Majorité", "absolue des suffrages exprimés"
    if there.vote:
        held = there.vote.payload
        yield (
            "Vote",
            (
                f"le {french_date(held.day)} : {held.votes_for} pour, {held.votes_against} contre, "
                f"{counted(held.abstentions, 'abstention')}{casting_words(held)}, "
                f"{held.in_office} en exercice"
            ),
        )
        if why := why_contested(there):
            yield "Contestée", why
        for irregularity in (*there.irregular_ballot, *there.irregularities):
            yield "Irrégularité", IRREGULARITIES[irregularity]
    if enforceable := enforceable_words(there):
        yield "Exécutoire", enforceable
    for decision in signed(there):
        day = french_date(decision.payload.day)
        yield "Décision signée", f"le {day} : {signed_words(decision.payload)}"
    if ended := end_words(there):
        yield "Fin de l'acte", ended
    for determination in there.contradictions:
        yield (
            "Contradiction",
            (f"{DETERMINATIONS[determination]} ne concorde plus avec les faits connus"),
        )


def pieces(there: Situation) -> Iterator[Document]:
    """The documents attached by that day, texts aside, each once."""
    texts = {text.sha256 for text, _ in there.course.texts}
    known: set[str] = set()
    for fact in there.dossier.effective:
        for document in fact.payload.documents if fact.payload.day <= there.on else ():
            if document.sha256 not in texts | known:
                known.add(document.sha256)
                yield document


def document_words(document: Document) -> str:
    return f"{document.name} ({document.size} octets), {document.sha256[:16]}"


def steps_table(steps: Sequence[NextStep], on: date, command_name: Callable[[str], str]) -> "Table":
    """The next steps: to do, forbidden, possible; why, and from which day if it is to come.

    ``command_name``: of a step, by its key, the command that records it, if there is one.
    """
    order = list(STANDINGS)
    # The reason is the longest: put last, no line of a pipe is padded to its width.
    table = grid("Étape suivante", "", "Dès le", "Pourquoi", folded=("Étape suivante", "Pourquoi"))
    for step in sorted(steps, key=lambda step: order.index(step.standing)):
        reason = f"{step.reason} ({step.article})" if step.reason else step.article
        to_come = step.allowed_from and step.allowed_from > on
        first = step.allowed_from if to_come else None
        typed = command_name(step.key)
        title = f"{step.title} ({typed})" if typed else step.title
        table.add_row(cell(title), STANDINGS[step.standing], cell(first), cell(reason))
    return table


def sheet_json(there: Situation) -> dict[str, Any]:
    """The same answers, for programs."""
    draft = there.course.draft
    assert draft is not None
    name = there.dossier.institution.commune_name
    return {
        "number": there.dossier.number,
        "act_number": there.course.act.payload.number if there.course.act else None,
        "object": draft.payload.object,
        "communes": [{"insee": c, "name": name(c)} for c in draft.payload.concerns],
        "stage": there.stage,
        "qualification": there.qualification,
        **answers(there),
        "irregular_ballot": there.irregular_ballot,
        "enforceable_on": enforceable_on(there),
        "proclaimed": there.result.payload.outcome if there.result else None,
        "contested": why_contested(there) or None,
        "vote": there.vote.payload.model_dump(mode="json") if there.vote else None,
        "text": {"number": there.text[0], **there.text[1].model_dump()} if there.text else None,
        "documents": [piece.model_dump() for piece in pieces(there)],
    }


def written_by(line: Line, here: str, timezone: str) -> str:
    """Who wrote a line, in which capacity, when by the seat's clock, and the name of its entry."""
    entry = line.entry
    if entry is None:
        return "Effet de la loi ; rien n'est encore inscrit."
    at = entry.recorded_at.astimezone(ZoneInfo(timezone))
    attached = "".join(f" ; {document_words(each)}" for each in entry.payload.attached())
    return (
        f"Inscrit le {french_date(at.date())} à {at:%H:%M} par {who(entry)}, "
        f"{entry_name(entry.ref, here)}{attached}"
    )


def who(entry: Entry) -> str:
    """The person by name where it is known, and the capacity; the clerk needs neither."""
    if entry.recorded_by == CLERK.id:
        return "l'échéancier"
    return f"{entry.payload.recorder or entry.recorded_by} ({entry.capacity})"


def line_json(line: Line) -> dict[str, Any]:
    """One line of the journal, for programs."""
    entry = line.entry
    said: dict[str, Any] = {
        "day": line.day,
        "sentence": line.sentence,
        "article": line.article,
        "struck": line.struck,
        "corrections": [each.ref for each in line.corrections],
        "entry": None,
    }
    return said if entry is None else {**said, **entry_json(entry)}


def entry_json(entry: Entry) -> dict[str, Any]:
    """One entry in its envelope, for programs."""
    return {
        "entry": entry.ref,
        "position": entry.position,
        "type": entry.payload.NAME,
        "recorded_at": entry.recorded_at,
        "recorded_by": entry.recorded_by,
        "recorder": entry.payload.recorder,
        "capacity": entry.capacity,
        "command_id": entry.command_id,
        "documents": [document.model_dump() for document in entry.payload.attached()],
    }
