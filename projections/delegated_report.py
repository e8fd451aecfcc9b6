"""The report of delegated decisions in words: the same lines on a screen and on the page given to the
council (CGCT L. 5211-10)."""

from collections.abc import Iterator

from domain.assembly.delegated_report import Report, Reported
from domain.assembly.powers import delegate_words
from domain.law.competence import matter
from domain.law.french import french_date, french_day, many
from domain.words import Delegate
from projections.markdown import bullets, paragraphs, plain

TITLE = "Compte rendu des décisions prises par délégation"
NOT_RECORDED = (
    "Le registre n'inscrit de ces décisions ni le montant, ni la publication, ni la transmission au "
    "préfet : il ne dit donc pas si elles sont exécutoires (CGCT L. 2131-1, par L. 5211-3)."
)
CAPACITIES = {Delegate.PRESIDENT: "président", Delegate.VICE_PRESIDENT: "vice-président"}


def heading(report: Report) -> str:
    """Which meeting hears it, and of which days."""
    meeting = report.meeting
    held = f" du {french_day(meeting.held)}" if meeting and meeting.held else ""
    where = (
        f"À la séance « {meeting.name} »{held}" if meeting else "À la prochaine séance du conseil"
    )
    since = f"après le conseil du {french_date(report.after)}, " if report.after else ""
    count = many(len(report.decisions), "décision") if report.decisions else "aucune décision"
    taken = f"{since}jusqu'au {french_date(report.until)}"
    return f"{where} : {count} ({taken} ; CGCT L. 5211-10)."


def title(each: Reported) -> str:
    """« DP-2026-12, du 4 mai 2026 »."""
    return f"{each.decision.payload.number}, du {french_date(each.decision.day)}"


def lines(each: Reported) -> Iterator[tuple[str, str]]:
    """What the council is told of one decision, label by label."""
    taken = each.decision.payload
    yield "Objet", taken.object
    yield "Matière", matter(taken.matter).label
    yield "Prise par", author(each)
    yield "Délégation", ground(each)
    if taken.documents:
        yield "Pièces", ", ".join(document.name for document in taken.documents)
    entry = each.decision.entry
    yield "Inscrite", f"{entry.ref}, par {entry.recorded_by} ({entry.capacity})"


def author(each: Reported) -> str:
    """« Alix Martin, président (Dijon 1) »."""
    taken = each.decision.payload
    capacity = CAPACITIES.get(taken.by)
    if capacity is None or each.seat is None:
        return delegate_words(taken.by, taken.member)
    return (
        f"{each.person}, {capacity} ({each.seat})" if each.person else f"{capacity} ({each.seat})"
    )


def ground(each: Reported) -> str:
    """The delegation it rests on: of which day, until when, and by which papers."""
    if each.delegation is None:
        return "aucune en vigueur ce jour-là : irrégulière (CGCT L. 5211-10)"
    given = each.delegation.payload
    until = f"jusqu'au {french_date(given.until)}" if given.until else "sans terme"
    papers = "".join(f" ; pièce : {document.name}" for document in given.documents)
    act = f"délibération n° {given.deliberation} du" if given.deliberation else "conseil du"
    return f"{act} {french_date(given.day)}, {until} [{each.delegation.ref}]{papers}"


def page(report: Report, moment: str) -> str:
    """The report as a page in Markdown; ``moment`` says for which day and from which knowledge."""
    told = (
        paragraphs(f"## {plain(title(each))}", bullets(*lines(each))).rstrip("\n")
        for each in report.decisions
    )
    end = NOT_RECORDED if report.decisions else ""
    return paragraphs(f"# {TITLE}", plain(heading(report)), *told, end, f"*Établi {moment}.*")
