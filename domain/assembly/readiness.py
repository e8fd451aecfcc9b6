"""What of an agenda cannot lawfully be voted on a day, why, and what would cure it.

A meeting to come is looked at as of its own day, nothing more happening until then: before the
opening nobody can be missing, so that the quorum is told and not held against it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from domain.assembly.assembly import Assembly
from domain.assembly.calls import YearState
from domain.assembly.meetings import Meeting
from domain.assembly.powers import delegate_words
from domain.deliberation.development import L_5211_10_1, missing_opinion
from domain.deliberation.first_day import first_council_day
from domain.deliberation.remarks import Remark
from domain.deliberation.signed import asking
from domain.deliberation.situation import Situation, situation
from domain.law.certainty import Certainty
from domain.law.french import few, french_date, french_list, french_part, many
from domain.law.periods import clear_earliest
from domain.words import BallotIrregularity, Body, ConvocationState, ItemNature, SignedPoint


@dataclass(frozen=True)
class Obstacle:
    """Why an item cannot lawfully be voted that day."""

    irregularity: BallotIrregularity | None
    """As the ballot would bear it; None: it could not even be recorded."""
    why: str
    article: str
    cure: str
    allowed_from: date | None = None
    """The first day on which this obstacle would be gone."""


@dataclass(frozen=True)
class Caution:
    """What a careful clerk says and the law does not decide: it never blocks."""

    words: str
    article: str
    rule: str
    certainty: Certainty = Certainty.INFERENCE


@dataclass(frozen=True)
class Checked:
    """One item of the agenda, looked at."""

    item: int
    question: str
    quorum: int
    balloted: bool = False
    threshold: int | None = None
    """Votes needed where the majority is a part of the members (R-1.10); None where it is simple."""
    part: str | None = None
    """That part, in words: « les deux tiers des membres »."""
    votes: int = 0
    """Votes that can be given: before the opening, those of the members in office."""
    silent_until: date | None = None
    """The last day of a silence that is not over yet, and that the answer takes for granted."""
    obstacles: tuple[Obstacle, ...] = ()
    cautions: tuple[Caution, ...] = ()


def check(there: Assembly, meeting: Meeting, on: date, today: date) -> Iterator[Checked]:
    """Every item of a meeting of the council or the bureau, for a ballot on that day."""
    agenda = meeting.convened.payload.agenda if meeting.convened else ()
    for number, item in enumerate(agenda, start=1):
        needed, question = meeting.quorum(number, on), item.object or ""
        ballot = meeting.ballot(number)
        on_the_day = situation(there.dossier(item.deliberation), on) if item.deliberation else None
        if on_the_day:
            draft = on_the_day.course.draft
            named = f" — {draft.payload.object}" if draft else ""
            question = f"délibération n° {item.deliberation}{named}"
        if ballot is not None and ballot.day <= on:
            unnamed = tuple(votes_to_name(meeting, on, number))
            yield Checked(number, question, needed, balloted=True, cautions=unnamed)
            continue
        obstacles = [
            *convocation(meeting, number, on, today),
            *quorum(there, meeting, number, on, today),
        ]
        obstacles += remotely(meeting, number, on)
        cautions = list(together(there, meeting, on)) if number == 1 else []
        votes = available(meeting, number, on)
        if on_the_day:
            obstacles += deliberation(on_the_day)
            cautions += [
                *divested(there, on_the_day),
                *unreviewed(on_the_day),
                *unadvised(on_the_day),
                *short(on_the_day, votes),
                *silent(on_the_day, today),
            ]
        yield Checked(
            number,
            question,
            needed,
            threshold=on_the_day.threshold if on_the_day else None,
            part=part_words(on_the_day) if on_the_day else None,
            votes=votes,
            silent_until=silence(on_the_day, today) if on_the_day else None,
            obstacles=tuple(obstacles),
            cautions=tuple(cautions),
        )


def part_words(there: Situation) -> str | None:
    """The part of the members that the majority asks for (R-1.10); None where it is simple."""
    raised = there.case.raised if there.threshold else None
    if raised is None:
        return None
    more = "plus d" if raised.more_than else "l"
    return f"{more}es {french_part(raised.fraction)} des membres"


def available(meeting: Meeting, item: int, on: date) -> int:
    """Votes that can be given on an item: nobody is missing yet before the opening."""
    if meeting.opened_by(on):
        return meeting.votes(item, on)
    return len(set(meeting.members()) - meeting.recused(item, on).keys())


def silence(there: Situation, today: date) -> date | None:
    """The last day of the period, where the opinion rests on a silence that may still be broken."""
    if not (there.deemed and there.period) or there.period.last_day < today:
        return None
    return there.period.last_day


def silent(there: Situation, today: date) -> Iterator[Caution]:
    """The commune may speak until the last day, and change the majority (R-1.3, R-1.5)."""
    last = silence(there, today)
    raised = there.procedure.raised
    if last is None:
        return
    against = (
        f" ; défavorable, il demanderait {many(raised.votes(there.case.legal_strength), 'voix', 'voix')}"
        if raised
        else ""
    )
    yield Caution(
        f"suppose que la commune se taise jusqu'au {french_date(last)} : un avis peut encore être "
        f"rendu{against}",
        "CGCT L. 5211-57",
        "R-1.3, R-1.5",
        Certainty.STATUTE,
    )


def short(there: Situation, votes: int) -> Iterator[Caution]:
    """Fewer votes than the majority asks for: it may be voted, and cannot be adopted (R-1.10)."""
    if there.threshold and votes < there.threshold:
        yield Caution(
            f"{many(votes, 'voix', 'voix')} au plus, il en faut {there.threshold} : "
            "la délibération ne peut pas être adoptée",
            "CGCT L. 5211-57",
            "R-1.10",
            Certainty.STATUTE,
        )


def convocation(meeting: Meeting, item: int, on: date, today: date) -> Iterator[Obstacle]:
    """Sent too late, or not to everybody (R-3.2, R-4.2)."""
    reason = why_irregular(meeting, item, on)
    if reason is None:
        return
    assert meeting.convened is not None
    needed, least = meeting.needed_days(), meeting.needed_days(urgent=True)
    sent = max(today, meeting.convened.day)
    first = clear_earliest(sent, needed)
    urgent = clear_earliest(sent, least)
    cure = f"convoquez de nouveau ; envoyée le {french_date(sent)}, pour le {french_date(first)}"
    if meeting.body is not Body.MAYORS_CONFERENCE:
        cure += f", ou en urgence pour le {french_date(urgent)}, si le conseil l'admet"
    yield Obstacle(BallotIrregularity.CONVOCATION, *reason, cure, first)


def why_irregular(
    meeting: Meeting, item: int | None = None, on: date = date.max
) -> tuple[str, str] | None:
    """Why it was not regularly convened, and the article; None where it was (R-3.2, R-4.2)."""
    if meeting.convocation(item, on) is not ConvocationState.IRREGULAR:
        return None
    assert meeting.convened is not None
    notice = meeting.convened.payload
    of_mayors = meeting.body is Body.MAYORS_CONFERENCE
    if notice.omitted:
        why = f"la convocation n'a pas été envoyée à {french_list(notice.omitted)}"
        return why, "pacte, art. 5" if of_mayors else "CGCT L. 2121-10"
    clear = many(meeting.clear_days, "jour franc", "jours francs")
    needed, least = meeting.needed_days(), meeting.needed_days(urgent=True)
    if notice.urgency and not of_mayors:
        refused = meeting.opened_by(on) and meeting.clear_days >= least
        why = (
            "l'urgence n'est pas admise"
            if refused
            else f"{clear}, il en faut {few(least)} en urgence"
        )
        why += f", et {needed} sinon" if refused else ""
    else:
        why = f"{clear} entre l'envoi et la séance, il en faut {needed}"
    return why, "pacte, art. 5" if of_mayors else "CGCT L. 2121-12"


def votes_to_name(meeting: Meeting, on: date, item: int | None = None) -> Iterator[Caution]:
    """Public ballots whose votes are not on record name by name: the minutes give them (R-4.4)."""
    for number in meeting.unnamed(on):
        if item in (None, number):
            yield Caution(
                "scrutin public, et les votes ne sont pas inscrits nom par nom : "
                f"tacite meeting names {meeting.name} --item {number} --for SIÈGES --against SIÈGES",
                "CGCT L. 2121-21, L. 2121-15",
                "R-4.4, R-3.5",
                Certainty.STATUTE,
            )


def without_note(meeting: Meeting) -> Iterator[Caution]:
    """No note explicative de synthèse left with the council's convocation (R-3.2)."""
    if meeting.convened is None or meeting.body is not Body.COUNCIL:
        return
    if meeting.convened.payload.note_sha256 is None:
        yield Caution(
            "aucune note explicative de synthèse n'est au registre avec la convocation : illégal, "
            "sauf si d'autres pièces envoyées avec elle informaient assez les membres",
            "CGCT L. 2121-12 et L. 5211-1 ; CE, 14 nov. 2012, n° 342327",
            "R-3.2",
            Certainty.STATUTE,
        )


def quorum(
    there: Assembly, meeting: Meeting, item: int, on: date, today: date
) -> Iterator[Obstacle]:
    """Not enough of them, once the sitting is open (R-4.1, R-4.2)."""
    if not meeting.opened_by(on) or meeting.quorum_met(item, on):
        return
    present, needed = len(meeting.present(item, on)), meeting.quorum(item, on)
    why = f"{many(present, 'présent')} pour un quorum de {needed}"
    if meeting.convocation(item, on) is ConvocationState.IRREGULAR:
        cure = "une nouvelle convocation, régulière : la seconde suppose une première régulière"
        yield Obstacle(BallotIrregularity.NO_QUORUM, why, "CGCT L. 2121-17", cure)
        return
    again = there.convened_again(meeting, item, today)
    if again is not None and again.held is not None:
        cure = (
            f"seconde convocation faite : {again.name}, pour le {french_date(again.held)} "
            f"(tacite check {again.name})"
        )
        yield Obstacle(BallotIrregularity.NO_QUORUM, why, "CGCT L. 2121-17", cure, again.held)
        return
    first = second_day(meeting, today)
    cure = (
        f"attendez des arrivées, ou convoquez une seconde fois, à {meeting.second_days} jours francs, "
        f"pour le {french_date(first)} : le conseil délibère alors sans quorum"
    )
    yield Obstacle(BallotIrregularity.NO_QUORUM, why, "CGCT L. 2121-17", cure, first)


def second_day(meeting: Meeting, today: date) -> date:
    """The first day for which a second convocation, sent that day, may convene (R-4.2)."""
    assert meeting.held is not None
    return clear_earliest(max(today, meeting.held), meeting.second_days)


def remotely(meeting: Meeting, item: int, on: date) -> Iterator[Obstacle]:
    """Elections and the initial budget are voted in one place (R-4.7); a secret ballot too."""
    if not meeting.remotely_forbidden(item, meeting.kind(item, 0, 0), on):
        return
    about = meeting.qualified(item, on)
    budget = about is not None and about.nature is ItemNature.INITIAL_BUDGET
    why = (
        f"{'le budget primitif' if budget else 'une élection, une nomination au scrutin secret'} "
        "ne se vote pas par visioconférence"
    )
    cure = "reportez le point à une séance tenue en un seul lieu"
    yield Obstacle(BallotIrregularity.VIDEOCONFERENCE, why, "CGCT L. 5211-11-1", cure)


def together(there: Assembly, meeting: Meeting, on: date) -> Iterator[Caution]:
    """A council held remotely: at least one a semester is held in one place (R-4.7)."""
    if not meeting.remote(on) or meeting.held is None or meeting.body is not Body.COUNCIL:
        return
    half = 0 if meeting.held.month <= 6 else 1
    if there.in_person(meeting.held.year, on)[half] is not YearState.MET:
        yield Caution(
            "séance par visioconférence, et aucune encore en un seul lieu ce semestre : il en faut "
            "une",
            "CGCT L. 5211-11-1",
            "R-4.7",
            Certainty.STATUTE,
        )


def deliberation(there: Situation) -> Iterator[Obstacle]:
    """Its draft, an earlier vote, the opinion of the commune (R-1.14)."""
    if there.void:
        cure = "déposez le projet, ou retirez le point"
        why = f"la délibération n° {there.dossier.number} n'a pas de projet ce jour-là"
        yield Obstacle(None, why, "CGCT L. 2121-12", cure)
        return
    if there.vote:
        yield from already_voted(there)
        return
    if there.course.abandoned:
        cure = "retirez le point, ou déposez un nouveau projet"
        yield Obstacle(None, "le projet a été abandonné", "règle du registre", cure)
        return
    if there.lacks_review:
        why = "aucune commission ne l'a examiné, et le règlement intérieur l'exige"
        cure = "recueillez l'avis d'une commission"
        yield Obstacle(BallotIrregularity.NOT_REVIEWED, why, "CGCT L. 2121-22", cure)
    if there.may_vote:
        return
    first = first_council_day(there)
    started = there.running_period is not None
    missing = BallotIrregularity.PREMATURE if started else BallotIrregularity.NOT_CONSULTED
    if there.qualification is None:
        why, cure = (
            "le projet n'est pas qualifié",
            "qualifiez-le : l'avis de la commune est-il requis ?",
        )
    elif started:
        why = "l'avis de la commune n'est pas encore acquis"
        cure = "obtenez un avis exprès de son conseil municipal, ou attendez la fin du délai"
    else:
        why, cure = "la commune n'a pas été consultée", "transmettez le projet, et attendez l'avis"
    yield Obstacle(missing, why, "CGCT L. 5211-57", cure, first.strict)


def already_voted(there: Situation) -> Iterator[Obstacle]:
    """The council votes once on a deliberation."""
    if there.vote:
        why = f"le conseil s'est déjà prononcé le {french_date(there.vote.payload.day)}"
        cure = "un second vote appelle une autre délibération"
        yield Obstacle(None, why, "CGCT L. 2121-20", cure)


SEIZED = "dise qu'il s'en saisit"


def divested(there: Assembly, draft: Situation) -> Iterator[Caution]:
    """A delegated matter is not the council's any more, until it takes it back (R-5.2)."""
    about = draft.course.draft.payload.matter if draft.course.draft else None
    for given in there.powers.reserved(about, draft.on) if about else ():
        holder = delegate_words(given.payload.to, given.payload.member)
        yield Caution(
            f"matière déléguée ({holder}, inscription {given.ref}) : le conseil en est dessaisi ; "
            f"{asking(draft, SignedPoint.DELEGATION, SEIZED)}, ou mettez fin à la "
            f"délégation (tacite power end {given.ref})",
            "CGCT L. 5211-10",
            "R-5.2",
        )


def divested_remarks(there: Assembly, voted: Situation) -> Iterator[Remark]:
    """The same, of a vote about to be recorded: it is not refused (R-5.2 is an inference)."""
    for caution in divested(there, voted):
        yield Remark(f"{caution.words[0].upper()}{caution.words[1:]}.", caution.article)


def unreviewed(draft: Situation) -> Iterator[Caution]:
    """No commission has looked at it: a condition only where the internal rules say so (R-6.2)."""
    if draft.course.draft and not draft.course.reviews and not draft.lacks_review:
        yield Caution(
            "aucune commission n'a examiné le projet (condition si le règlement intérieur le veut)",
            "CGCT L. 2121-22",
            "R-6.2",
        )
    if draft.vote_with_caution and draft.period:
        yield Caution(
            f"vote avant la fin prudente du délai, le {french_date(draft.period.prudent_end)} : "
            f"{asking(draft, SignedPoint.PRUDENT_END, 'dise pourquoi ne pas attendre')}",
            "CGCT L. 5211-57",
            "R-1.3",
        )


def unadvised(draft: Situation) -> Iterator[Caution]:
    """The development council's compulsory opinion is missing: a defect, by inference (R-8.3)."""
    missing = missing_opinion(draft)
    if missing:
        yield Caution(
            f"{missing} ; attendez-le, ou "
            f"{asking(draft, SignedPoint.DEVELOPMENT_COUNCIL, 'dise que le conseil passe outre')}",
            L_5211_10_1,
            "R-8.2, R-8.3",
        )
