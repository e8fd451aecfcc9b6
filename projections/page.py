"""The page (dossier de traçabilité): one deliberation's file, for a lawyer to read from top to bottom.

Markdown that reads as plain text. The same bytes for the same position of the log and the same legal
day, so that its hash means something; the sentences are those of the journal, of the note and of the
explanations.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from domain.assembly.afterwards import L_2131_1, enforceable_words
from domain.assembly.deadlines import act_deadlines
from domain.assembly.prefect import MISSING_PIECES, stands, waiting_for
from domain.deliberation import explain_opinion, explain_vote, note
from domain.deliberation.deadlines import Deadline, DeadlineKind, DeadlineState, deadlines
from domain.deliberation.dossier import Dossier
from domain.deliberation.ends import CRPA_REPEAL, CRPA_WITHDRAWAL, end_words
from domain.deliberation.explain_words import WRONG
from domain.deliberation.signed import signed, signed_words
from domain.deliberation.situation import Situation, situation
from domain.entry import Document, Entry
from domain.events import Correction, EntryMovedHere
from domain.law.certainty import Certainty
from domain.law.french import french_date, french_day, many
from domain.law.workings import Working, step, work_period
from domain.paper import PageGiven
from domain.words import Stage
from projections.journal import Line, lines
from projections.markdown import bullets, paragraphs, plain, table
from projections.page_corrections import Answered, answered, corrections, shared_corrections
from projections.sentences import entry_name, result_words, vote_sentence
from projections.words import DETERMINATIONS, LETTERS

FOOTER = (
    "Dossier de traçabilité — ne se substitue pas au registre des délibérations (CGCT R. 2121-9)."
)

STATES = {
    Stage.DRAFT: "projet déposé, non qualifié",
    Stage.QUALIFIED: "projet qualifié",
    Stage.TRANSMITTED: "projet transmis à la commune, réception non prouvée",
    Stage.RECEIVED: "avis de la commune attendu",
    Stage.OPINION_RENDERED: "avis de la commune rendu",
    Stage.TACIT_FAVOURABLE: "avis de la commune réputé favorable",
    Stage.ADOPTED: "délibération adoptée",
    Stage.REJECTED: "délibération rejetée",
    Stage.CONTESTED: "délibération au résultat contesté",
    Stage.WITHDRAWN: "délibération retirée",
    Stage.REPEALED: "délibération abrogée",
    Stage.ABANDONED: "projet abandonné",
}

ABOUT_THE_REGISTER = (Correction, EntryMovedHere, PageGiven)
"""Entries that tell of other entries, or of pages: not of the case."""

PERIODS = {
    DeadlineState.RUNNING: "il court, un avis pouvant être rendu",
    DeadlineState.DUE: "échu ; le constat du silence reste à inscrire",
    DeadlineState.MINUTED: "échu ; le silence est constaté au registre",
    DeadlineState.CLOSED: "clos",
}


def page(dossier: Dossier, on: date, *, register: str, position: int) -> str:
    """The whole page. ``dossier`` is what was known at that position; a draft stands on that day."""
    there = situation(dossier, on)
    shown = shown_lines(dossier, on)
    pieces = documents(shown)
    return paragraphs(
        *heading(there, register, position),
        "## 1. Résumé",
        *summary(there),
        "## 2. Chronologie",
        chronology(there, shown, pieces),
        "## 3. Délais et leur calcul",
        *periods(there),
        "## 4. Avis de la commune",
        workings((*explain_opinion.qualification(there), *explain_opinion.consultation(there))),
        workings(explain_opinion.opinion(there)),
        "## 5. Vote du conseil",
        workings(council(there)),
        "## 6. Rectifications",
        *corrections(dossier, on, shown),
        "## 7. Pièces",
        inventory(pieces),
        "---",
        FOOTER,
    )


def content(dossier: Dossier, on: date) -> str:
    """What the page tells of the case, without what it tells of the register: to compare two pages."""
    there = situation(dossier, on)
    if there.void:
        return ""
    said = (f"{line.day} {line.sentence} {line.struck}" for line in facts(dossier, on))
    steps = workings(
        (*explain_opinion.consultation(there), *explain_opinion.opinion(there), *council(there))
    )
    return paragraphs(*said, *summary(there), *periods(there), steps)


def facts(dossier: Dossier, on: date) -> Iterator[Line]:
    """The lines of the chronology but corrections and pages given out."""
    for line in shown_lines(dossier, on):
        if line.entry is None or not isinstance(line.entry.payload, ABOUT_THE_REGISTER):
            yield line


def shown_lines(dossier: Dossier, on: date) -> list[Line]:
    """The lines of the journal up to that day, struck ones included."""
    return [line for line in lines(dossier) if line.day <= on]


def heading(there: Situation, register: str, position: int) -> Iterator[str]:
    """Which deliberation, of whom, for which day, as known when."""
    draft, institution = there.course.draft, there.dossier.institution
    assert draft is not None
    act = there.course.act
    communes = (f"{institution.commune_name(c)} ({c})" for c in draft.payload.concerns)
    established = institution.established
    siren = f" (SIREN {established.siren})" if established and established.siren else ""
    yield f"# Délibération n° {there.dossier.number} : dossier"
    yield f"{plain(institution.name)}{siren}"
    yield bullets(
        ("Objet", draft.payload.object),
        ("N° du projet", there.dossier.number),
        ("N° de l'acte", act.payload.number if act else "aucun à ce jour"),
        ("Communes" if len(draft.payload.concerns) > 1 else "Commune", ", ".join(communes)),
        ("État", STATES[there.stage]),
        ("Arrêté au", french_day(there.on)),
        ("Connu à l'inscription", f"n° {position} du registre{corrected(there)}"),
        ("Registre", register),
    )


def corrected(there: Situation) -> str:
    """That the file reads otherwise than it was first written, where it does."""
    count = sum(isinstance(fact.payload, Correction) for fact in there.dossier.effective)
    count += sum(each.stands for each in shared_corrections(there.dossier, there.on))
    return f", {many(count, 'rectification')} comprise{'s' * (count > 1)} (voir 6)" if count else ""


def summary(there: Situation) -> Iterator[str]:
    """The case in a few sentences: what the councillors had to know, what they decided."""
    gone = there.course.abandoned
    if gone and not there.vote:
        yield plain(
            f"Le projet a été abandonné le {french_date(gone.payload.day)} : {gone.payload.reason}."
        )
        return
    yield plain(note.paragraph(there))
    if there.vote:
        held = there.vote.payload
        yield plain(f"{french_date(held.day)} — {vote_sentence(held, there.dossier)}.")
        result = there.result
        if result:
            yield plain(f"{result_words(result, result.payload, there.dossier)}.")
    for decision in signed(there):
        day = french_date(decision.payload.day)
        yield plain(f"Décision signée le {day} : {signed_words(decision.payload)}.")
    if ended := end_words(there):
        yield f"{ended[0].upper()}{ended[1:]} ({CRPA_WITHDRAWAL if there.withdrawal else CRPA_REPEAL})."
    for irregularity in (*there.irregular_ballot, *there.irregularities):
        why, article, _ = WRONG[irregularity]
        yield f"Irrégularité : {why} ({article})."
    for determination in there.contradictions:
        yield (
            f"Contradiction : le registre porte une conclusion ({DETERMINATIONS[determination].lower()}) "
            "que les faits connus ne soutiennent plus ; une personne doit la retirer ou la maintenir."
        )


def chronology(there: Situation, shown: Sequence[Line], pieces: Sequence[Document]) -> str:
    """One row an entry, by legal day: what, under which text, who wrote it down and when."""
    zone = ZoneInfo(there.dossier.institution.timezone)
    decided = answered(there)
    rows = []
    for line in shown:
        names = [piece_name(d, pieces) for d in line.entry.payload.attached()] if line.entry else []
        rows.append(
            (
                entry_name(line.entry.ref, there.dossier.stream) if line.entry else "—",
                f"{line.day:%d/%m/%Y}",
                told(line, there.dossier, decided.get(line.entry.ref) if line.entry else None),
                line.article,
                f"{line.entry.recorded_at.astimezone(zone):%d/%m/%Y %H:%M}" if line.entry else "—",
                writer(line.entry),
                ", ".join(names) or "—",
            )
        )
    columns = ("N°", "Jour", "Ce qui est arrivé", "Texte", "Inscrit le", "Par", "Pièces")
    return table(columns, rows)


def told(line: Line, dossier: Dossier, decided: Answered | None) -> str:
    """The sentence; struck where the entry no longer counts, with what corrected or withdrew it."""
    by = ", ".join(entry_name(entry.ref, dossier.stream) for entry in line.corrections)
    if line.struck:
        return f"~~{plain(line.sentence)}~~ **Ne compte plus** ({by} ; voir 6)"
    said = plain(line.sentence)
    if decided:
        said = f"~~{said}~~" if decided.withdrawn else said
        said += "".join(f" **{plain(words)}.**" for words in decided.words)
    return said + (f" **Rectifié** ({by} ; voir 6)" if by else "")


def writer(entry: Entry | None) -> str:
    """Who wrote it, in which capacity; nobody, where the law acted by itself."""
    if entry is None:
        return "effet de la loi, non inscrit"
    name = entry.payload.recorder
    who = f"{name} ({entry.recorded_by})" if name else entry.recorded_by
    return plain(f"{who}, {entry.capacity}")


def periods(there: Situation) -> Iterator[str]:
    """Each period: since when, until when, and each step of the computation."""
    found = list(deadlines(there))
    if not found:
        yield "Aucun délai d'avis n'a couru."
    for deadline in found:
        opened = entry_name(deadline.ref, there.dossier.stream)
        yield f"### Délai ouvert le {french_date(deadline.period.start)} (transmission {opened})"
        yield workings(computed(there, deadline))
    yield "\n".join(after_the_vote(there))


def after_the_vote(there: Situation) -> Iterator[str]:
    """Since when it is enforceable, until when it may be withdrawn or challenged (R-9.1 to R-9.4)."""
    if enforceable := enforceable_words(there):
        yield f"- **Exécutoire** : {enforceable} [{L_2131_1}]"
    for limit in act_deadlines(there):
        over = " (échu)" if limit.last_day < there.on else ""
        yield (
            f"- **Jusqu'au {french_day(limit.last_day)}{over}** : {limit.who_acts} ; {limit.effect} "
            f"[{limit.article}]"
        )
    waiting = waiting_for(there) if stands(there) else None
    if waiting:
        yield (
            f"- **Délai du préfet arrêté** depuis le {french_day(waiting.payload.day)} : "
            f"{LETTERS[waiting.payload.what]} [{MISSING_PIECES}]"
        )


def computed(there: Situation, deadline: Deadline) -> Iterator[Working]:
    """The days of one period, worked out; the other start of the one that counts."""
    asked = there.course.of(deadline.ref)
    if asked is None or deadline.kind is not DeadlineKind.OPINION:
        return
    zone, law = there.dossier.institution.zone, there.dossier.law
    worked = work_period(asked.procedure, deadline.period.start, zone, law).workings
    yield from worked
    in_force = there.consultation
    if in_force and in_force.sending.ref == deadline.ref:
        yield from (each for each in explain_opinion.period(there) if each not in worked)
    yield step(
        f"Au {french_date(there.on)}",
        state_words(there, deadline),
        asked.procedure.article,
        asked.procedure.certainty,
        "R-1.3",
    )


def state_words(there: Situation, deadline: Deadline) -> str:
    """Where a period stands; who is to act while it is open."""
    contradicted = any(m.payload.consultation == deadline.ref for m in there.contradicted_minutes)
    if contradicted and deadline.state is DeadlineState.MINUTED:
        return "échu ; un constat du silence est au registre, que les faits connus contredisent"
    acts = f", par {deadline.who_acts}" if deadline.state is DeadlineState.RUNNING else ""
    return f"{PERIODS[deadline.state]}{acts}"


def council(there: Situation) -> Iterator[Working]:
    """Composition of its day, whether it might vote, at which majority, what it decided."""
    if there.case.legal_strength:
        composition = there.dossier.institution.composition(there.decisive.on)
        yield step(
            f"Composition au {french_date(there.decisive.on)}",
            f"{many(composition.legal_strength, 'siège')}, "
            f"{many(len(composition.seats), 'commune membre', 'communes membres')}",
            "CGCT L. 5211-6-1",
            Certainty.STATUTE,
            "R-1.10",
        )
    yield from explain_vote.meeting(there)
    yield from explain_vote.majority(there)
    yield from explain_vote.vote(there)


def workings(found: Iterable[Working]) -> str:
    """Each step on a line: what, how, and by which text, how sure it is."""
    return "\n".join(
        f"- **{plain(w.label)}** : {plain(w.value)} [{w.article} ; {w.certainty.french}]"
        for w in found
    )


def documents(shown: Iterable[Line]) -> list[Document]:
    """Every document of the lines shown, each once, in the order in which they come."""
    found: dict[tuple[str, str], Document] = {}
    for line in shown:
        for document in line.entry.payload.attached() if line.entry else ():
            found.setdefault((document.sha256, document.name), document)
    return list(found.values())


def piece_name(document: Document, pieces: Sequence[Document]) -> str:
    """« P3 (9f9f9f9f9f9f) »: its row in the inventory, and the beginning of its hash."""
    for number, piece in enumerate(pieces, start=1):
        if (piece.sha256, piece.name) == (document.sha256, document.name):
            return f"P{number} ({document.sha256[:12]})"
    return document.sha256[:12]


def inventory(pieces: Sequence[Document]) -> str:
    """Every document, with the whole hash by which the register keeps it."""
    if not pieces:
        return "Aucune pièce."
    rows = (
        (f"P{number}", plain(piece.name), piece.media_type, f"{piece.size}", piece.sha256)
        for number, piece in enumerate(pieces, start=1)
    )
    return table(("Pièce", "Nom", "Nature", "Octets", "SHA-256"), rows)
