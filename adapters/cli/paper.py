"""``tacite plan``, ``note``, ``give``: the calendar, the note de synthèse, and pages given out."""

from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from adapters.cli.delivery import deliver
from adapters.cli.errors import Usage
from adapters.cli.late import desk, step
from adapters.cli.options import Knowing, KnownAt, NumberOrAct, Taking, a_day, command
from adapters.cli.output import facts, grid, note, printable, say, show, warn

if TYPE_CHECKING:
    from adapters.cli.desk import Desk
    from domain.deliberation.plan_steps import LatestDay
    from domain.law.workings import Working

app = typer.Typer()

PANEL = "Calendrier et papier"


@command(
    app,
    "plan",
    PANEL,
    "tacite plan --council 2026-06-25",
    "tacite plan 2026-014",
    "tacite plan 2026-014 --on 2026-03-01",
)
def plan(
    asking: Knowing,
    number: Annotated[
        str | None, typer.Argument(metavar="[NUMÉRO]", help="Un projet : sa première séance.")
    ] = None,
    council: Annotated[
        str | None,
        typer.Option(
            "--council", metavar="JOUR", help="Une séance : le dernier jour de chaque étape."
        ),
    ] = None,
) -> None:
    """À rebours d'une séance, ou de l'avant depuis un projet : les jours, stricts et prudents."""
    if (number is None) == (council is None):
        raise Usage("Donnez un jour de séance (--council JOUR), ou le numéro d'un projet.")
    with desk(asking) as there:
        from adapters.cli.moments import moment

        asked = moment(there, asking)
        if council is not None:
            plan_back(there, a_day(council, "--council"), asked.on, asked.known_at)
        else:
            plan_on(there, str(number), asked.on, asked.known_at)


def plan_back(there: "Desk", council_day: date, on: date, position: int) -> None:
    """The last day of each step before a council day; those already gone are said."""
    from adapters.cli.moments import moment_words
    from domain.deliberation.plan import plan_back
    from domain.law.french import french_day

    office = there.office
    found = plan_back(council_day, office.law, office.institution(position).zone)
    if there.as_json:
        steps = [step_json(latest) for latest in found]
        there.envelope("plan", position, on, council=council_day, steps=steps)
        return
    say(f"Pour une séance du {french_day(council_day)}, au plus tard :", "bold")
    say(f"Vu {moment_words(on, position)}.", "dim")
    say_steps(found)
    say()
    say(
        "Faute d'avis exprès du conseil municipal ; une fois rendu, il permet de voter sans attendre."
    )
    say_gone(found, on)


def step_json(latest: "LatestDay") -> dict[str, object]:
    return {
        "step": latest.step,
        "title": latest.title,
        "strict": latest.strict,
        "prudent": latest.prudent,
        "workings": [w.model_dump(mode="json") for w in latest.workings],
    }


def say_steps(found: "Sequence[LatestDay]") -> None:
    """Both last days of each step, in the order of the sure ones; then how they were found."""
    from domain.deliberation.plan_steps import Step
    from domain.law.french import french_day

    table = grid("Étape", "Strict", "Prudent", folded=("Étape",))
    for latest in found:
        # No text gives a commission's notice: the day of its meeting would be read as a rule.
        free = latest.step is Step.COMMISSION_NOTICE
        strict = "aucun délai légal" if free else french_day(latest.strict)
        table.add_row(latest.title, strict, french_day(latest.prudent))
    show(table)
    for latest in found:
        say()
        say(latest.title, "bold")
        say_workings(latest.workings)


def say_gone(found: "Sequence[LatestDay]", on: date) -> None:
    """What is too late already, or still possible and not safe."""
    from domain.law.french import french_date

    gone = [lower(latest.title) for latest in found if latest.strict < on]
    near = [lower(latest.title) for latest in found if latest.prudent < on <= latest.strict]
    if gone:
        warn(f"Au {french_date(on)}, il est trop tard : {' ; '.join(gone)}.")
    if near:
        warn(f"Au {french_date(on)}, encore possible, mais non sûr : {' ; '.join(near)}.")


def plan_on(there: "Desk", number: str, on: date, known_at: int) -> None:
    """The first council day of a draft as it stands, or why there is none yet."""
    from adapters.cli.moments import moment_words
    from domain.deliberation.first_day import bodies_before, first_council_day
    from domain.law.french import french_day

    situation, position = there.situation(number, on, known_at)
    first = first_council_day(situation)
    sure = first.prudent or first.strict
    before = bodies_before(situation, sure) if sure else ()
    if there.as_json:
        there.envelope(
            "plan",
            position,
            on,
            number=situation.dossier.number,
            strict=first.strict,
            prudent=first.prudent,
            why=first.why,
            article=first.article,
            workings=[w.model_dump(mode="json") for w in first.workings],
            council=sure,
            steps=[step_json(latest) for latest in before],
        )
        return
    say(f"{situation.dossier.number}, {moment_words(on, position)}", "bold")
    none = "sans objet : le projet est voté" if situation.vote else "aucune pour l'instant"
    show(
        facts(
            (
                ("Première séance possible", french_day(first.strict) if first.strict else none),
                ("Première séance sûre", french_day(first.prudent) if first.prudent else none),
                ("Pourquoi", f"{first.why.rstrip('.')} ({first.article})"),
            )
        )
    )
    say_workings(first.workings)
    if sure:
        say()
        say(f"Avant une séance du {french_day(sure)}, au plus tard :", "bold")
        say_steps(before)
        say_gone(before, on)


def say_workings(workings: "Iterable[Working]") -> None:
    """Each step of a computation, and by which text."""
    for working in workings:
        say(f"{working.label} : {working.value}", indent=2)
        say(f"[{working.article} ; {working.certainty.french} ; {working.rule}]", "dim", indent=4)


def lower(title: str) -> str:
    return title[0].lower() + title[1:]


@command(app, "note", PANEL, "tacite note 2026-014", "tacite note 2026-014 --on 2026-06-19")
def note_(asking: Knowing, number: NumberOrAct) -> None:
    """Le paragraphe que la note de synthèse doit aux conseillers : avis, jour, sens, majorité."""
    with desk(asking) as there:
        from adapters.cli.moments import moment
        from domain.deliberation.note import paragraph
        from domain.law.french import french_date

        asked = moment(there, asking)
        day = asked.on
        situation, position = there.situation(number, day, asked.known_at)
        written = paragraph(situation)
        if there.as_json:
            there.envelope(
                "note",
                position,
                day,
                number=situation.dossier.number,
                paragraph=written,
                opinion=situation.opinion,
                late=len(situation.late_opinions),
                majority=situation.majority,
                threshold=situation.threshold,
            )
            return
        say(written)
        note(f"Paragraphe établi {asked.words}.")
        if situation.vote:
            held = french_date(situation.vote.payload.day)
            note(f"Le conseil s'est prononcé le {held} : le paragraphe est celui de ce jour-là.")


@command(
    app,
    "give",
    PANEL,
    'tacite give 2026-014 --to "Me Dupré, avocate de la commune" --output dossier.md',
)
def give(
    taking: Taking,
    number: NumberOrAct,
    to: Annotated[str, typer.Option("--to", metavar="QUI", help="À qui la page est remise.")],
    on: Annotated[
        str | None,
        typer.Option(
            "--on", metavar="JOUR", help="Jour de droit de la page (sinon, de la remise)."
        ),
    ] = None,
    known_at: KnownAt = None,
    output: Annotated[
        str, typer.Option("--output", metavar="FICHIER", help="Où l'écrire ; « - » : la sortie.")
    ] = "-",
) -> None:
    """Écrit la page d'un dossier (history --page), et inscrit à qui elle est remise."""
    with step(taking) as it:
        from adapters.cli.moments import position_of
        from adapters.cli.recording import envelope_words, sentences, tell
        from domain.entry import Document
        from domain.paper import PageGiven

        if it.desk.as_json and output == "-":
            raise Usage(
                "--json dit ce qui est inscrit, --output FICHIER reçoit la page : donnez-le."
            )
        day = a_day(on, "--on") if on is not None else it.day
        known = position_of(it.desk, known_at, "--known-at") if known_at is not None else None
        content, dossier, position = page_of(it.desk, number, day, known)
        refuse_unwritable(output, repeated=it.command_id is not None)
        page = Document(
            name=f"dossier-{dossier}-{day}.md",
            media_type="text/markdown",
            size=len(content),
            sha256=sha256(content).hexdigest(),
        )
        given = PageGiven(
            day=it.day, documents=it.documents, to=to, page=page, on=day, as_known_at=position
        )
        recorded = it.desk.office.record(
            dossier,
            given,
            it.author,
            documents={**it.desk.attached, page.sha256: content},
            command_id=it.command_id,
        )
        # Sent twice, the command gives the page that it gave the first time.
        [entry] = recorded.entries
        kept = entry.payload.attached()[0].sha256
        try:
            deliver(it.desk.office.register.document(kept), output)
        except Usage as why:
            raise Usage(f"{why} La remise est inscrite : « tacite document {kept} ».") from None
        if output != "-":
            tell(it.desk, "give", recorded, it.day)
        else:
            for _, sentence in sentences(it.desk.office.dossier(dossier), recorded.entries):
                note(sentence)
            note(envelope_words(recorded.entries))
        note(f"SHA-256 {kept}")


def page_of(
    there: "Desk", number: str, on: date, known_at: int | None = None
) -> tuple[bytes, str, int]:
    """The page of a deliberation, its project number, and the position that it takes into account."""
    from projections.page import page

    situation, position = there.situation(number, on, known_at)
    dossier = situation.dossier
    written = page(dossier, on, register=there.office.register.id, position=position)
    return written.encode(), dossier.number, position


def refuse_unwritable(output: str, *, repeated: bool) -> None:
    """Before anything is recorded: a file that is there is never written over."""
    if output == "-":
        return
    if not Path(output).parent.is_dir():
        raise Usage(f"--output : le dossier de « {output} » n'existe pas ; créez-le d'abord.")
    if Path(output).exists() and not repeated:
        raise Usage(f"--output : « {output} » existe déjà ; choisissez un autre nom.")


def show_page(
    there: "Desk", number: str, on: date, output: str, known_at: int | None = None
) -> None:
    """``tacite history --page``: the page, and its hash on stderr."""
    content, dossier, position = page_of(there, number, on, known_at)
    digest = sha256(content).hexdigest()
    if there.as_json:
        text = content.decode()
        there.envelope("page", position, on, number=dossier, sha256=digest, page=text)
        return
    deliver(content, output)
    if output != "-":
        note(f"{printable(output)} : {len(content)} octets.")
    note(f"SHA-256 {digest}")
