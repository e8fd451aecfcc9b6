"""Planning (calendrier): from a council day back to each earlier step, from a draft on to its day.

Two answers everywhere: strict, as the law is read by default; prudent, safe under every reading.
Each step that is planned back from the council is a function of its day; commissions, the mayors'
conference and meetings will be more of them.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from domain.deliberation.decide import not_yet
from domain.deliberation.dossier import DEFAULT
from domain.deliberation.explain import OPINIONS
from domain.deliberation.readings import DEFAULT_READING, Case, Reading
from domain.deliberation.situation import Situation
from domain.law.book import Law
from domain.law.certainty import Certainty
from domain.law.french import french_date, french_day
from domain.law.periods import add_days, latest_start
from domain.law.workings import Working
from domain.words import Opinion

L_5211_57 = "CGCT, L. 5211-57"
PRUDENT = "lecture prudente (délai franc)"


class Step(StrEnum):
    """The steps that come before a council day."""

    RECEIPT = "receipt"
    SENDING = "sending"
    OPINION_IN_NOTE = "opinion_in_note"
    CONVOCATION = "convocation"
    URGENT_CONVOCATION = "urgent_convocation"


@dataclass(frozen=True)
class LatestDay:
    """The last day of one step, for the council to vote on its day; how it was found."""

    step: Step
    title: str
    strict: date
    prudent: date
    workings: tuple[Working, ...]


def plan_back(council_day: date, law: Law, zone: str) -> tuple[LatestDay, ...]:
    """The last day of each step before a council day, in the order in which they come.

    Raises ``LawError`` for a day before the texts, or out of the calendar.
    """
    found = [latest_day(step, council_day, law, zone) for step in Step]
    return tuple(sorted(found, key=lambda latest: (latest.prudent, latest.step is Step.RECEIPT)))


def latest_day(step: Step, council_day: date, law: Law, zone: str) -> LatestDay:
    """The last day of that step, for the council to vote on that day (R-1.3 reverse, R-2.3)."""
    match step:
        case Step.RECEIPT:
            return _receipt(council_day, law, zone)
        case Step.SENDING:
            return _sending(council_day, law, zone)
        case Step.OPINION_IN_NOTE:
            return _opinion_in_note(council_day, law, zone)
        case Step.CONVOCATION:
            return _convocation(step, "convocation", council_day, law)
        case Step.URGENT_CONVOCATION:
            return _convocation(step, "urgent-convocation", council_day, law)


def _receipt(council_day: date, law: Law, zone: str) -> LatestDay:
    """Silence must have spoken before the council sits: received so long before."""
    strict, prudent = _received_before(council_day, law, zone)
    last, safe = _last_day(law)(strict), _prudent_end(law, zone)(prudent)
    missed = _last_day(law)(add_days(strict, 1))
    return LatestDay(
        Step.RECEIPT,
        "Réception prouvée du projet complet à la mairie",
        strict,
        prudent,
        (
            Working(
                label="Terme strict",
                value=(
                    f"reçu le {french_day(strict)}, délai échu le {french_date(last)}, avant la "
                    f"séance ; reçu le lendemain, il n'échoirait que le {french_date(missed)}"
                ),
                article=L_5211_57,
                certainty=Certainty.INFERENCE,
                rule="R-1.3",
            ),
            Working(
                label="Fin prudente",
                value=(
                    f"reçu le {french_day(prudent)}, fin prudente le {french_date(safe)}, avant la "
                    "séance"
                ),
                article=PRUDENT,
                certainty=Certainty.INFERENCE,
                rule="R-1.3",
            ),
        ),
    )


def _sending(council_day: date, law: Law, zone: str) -> LatestDay:
    """The law counts from the proved receipt, so the sending has no day of its own."""
    strict, prudent = _received_before(council_day, law, zone)
    return LatestDay(
        Step.SENDING,
        "Envoi du projet complet à la commune",
        strict,
        prudent,
        (
            Working(
                label="Envoi",
                value=(
                    "le jour de la réception au plus tard, si elle est prouvée le jour même ; "
                    "sinon plus tôt : c'est la réception qui compte"
                ),
                article=L_5211_57,
                certainty=Certainty.INFERENCE,
                rule="R-1.2",
            ),
        ),
    )


def _opinion_in_note(council_day: date, law: Law, zone: str) -> LatestDay:
    """The note leaves with the convocation: for it to state silence, the period has ended by then."""
    notice = law.notice("convocation", council_day)
    convened = notice.days.latest(council_day)
    strict, prudent = _received_before(convened, law, zone)
    return LatestDay(
        Step.OPINION_IN_NOTE,
        "Réception pour que la note de synthèse dise l'avis acquis",
        strict,
        prudent,
        (
            Working(
                label="Note de synthèse",
                value=(
                    f"elle part avec la convocation, le {french_day(convened)} au plus tard ; un "
                    "délai qui finit ensuite, elle ne peut que l'annoncer"
                ),
                article=notice.article,
                certainty=Certainty.INFERENCE,
                rule="R-3.2",
            ),
        ),
    )


def _convocation(step: Step, key: str, council_day: date, law: Law) -> LatestDay:
    """So many clear days between the sending and the meeting, Sundays and holidays included."""
    notice = law.notice(key, council_day)
    sent = notice.days.latest(council_day)
    first, last = add_days(sent, 1), add_days(council_day, -1)
    if first == last:
        between = f"le {french_date(first)}"
    else:
        between = f"du {french_date(first)} au {french_date(last)} inclus"
    return LatestDay(
        step,
        f"Envoi de la {notice.title[0].lower()}{notice.title[1:]}",
        sent,
        sent,
        (
            Working(
                label="Jours francs",
                value=(
                    f"{notice.days}, {between} ; envoyée le {french_day(sent)} au plus tard, jours "
                    "non ouvrés compris"
                ),
                article=notice.article,
                certainty=notice.certainty,
                rule="R-2.3, R-3.2",
            ),
        ),
    )


def _received_before(day: date, law: Law, zone: str) -> tuple[date, date]:
    """The last receipts whose period, strict then prudent, has run out before a day."""
    return latest_start(day, _last_day(law)), latest_start(day, _prudent_end(law, zone))


def _last_day(law: Law) -> Callable[[date], date]:
    """The end of a period that starts on a day, by the text in force on that day."""
    return lambda received: law.procedure(DEFAULT, received).period.end(received)


def _prudent_end(law: Law, zone: str) -> Callable[[date], date]:
    last_day = _last_day(law)
    return lambda received: law.prudent_end(last_day(received), zone)


# --- From a draft on to its council day --------------------------------------------------------------


@dataclass(frozen=True)
class FirstCouncilDay:
    """The first day on which the council may vote, from a day on, nothing more happening until then.

    Both days are None where something must happen first; ``why`` says what, or on what ground.
    """

    on: date
    strict: date | None
    prudent: date | None
    why: str
    article: str
    workings: tuple[Working, ...] = ()


LATEST: Reading = frozenset({"end", "opinion_day", "ambiguous"})
"""The reading under which an opinion is acquired last: the switches that can only delay it (R-1.13)."""


def first_council_day(there: Situation) -> FirstCouncilDay:
    """For a draft as it stands on the day of the situation (R-1.3, R-1.14)."""
    if there.vote:
        held = there.vote.payload
        why = f"le conseil s'est prononcé le {french_date(held.day)}"
        return FirstCouncilDay(there.on, None, None, why, "CGCT, L. 2121-20")
    if there.course.abandoned:
        gone = there.course.abandoned.payload
        why = f"le projet a été abandonné le {french_date(gone.day)} : {gone.reason}"
        return FirstCouncilDay(there.on, None, None, why, "règle du registre")
    strict = first_day(there.case)
    if strict is None:
        waiting = _if_received(there)
        return FirstCouncilDay(there.on, None, None, not_yet(there).sentence, L_5211_57, waiting)
    prudent = first_day(there.case, LATEST)
    return FirstCouncilDay(
        there.on,
        strict,
        prudent,
        _ground(there, strict, prudent),
        L_5211_57,
        _convened(there, strict, prudent),
    )


def first_day(case: Case, reading: Reading = DEFAULT_READING) -> date | None:
    """The first day, from that of the case on, on which a reading finds that the council may vote."""
    end = case.end(reading)
    arriving = [f.payload.day for f in case.opinions]
    later = [day for day in (*arriving, *([add_days(end, 1)] if end else [])) if day > case.on]
    for day in (case.on, *sorted(later)):
        if replace(case, on=day).opinion(reading) is not Opinion.NOT_READY:
            return day
    return None


def _ground(there: Situation, strict: date, prudent: date | None) -> str:
    """On what ground the council may vote, then or already."""
    if there.opinion is Opinion.NOT_READY and there.period:
        return (
            f"le délai court jusqu'au {french_date(there.period.last_day)} ; sans avis exprès d'ici "
            "là, l'avis est ensuite réputé favorable. Un avis exprès permet de voter sans attendre"
        )
    if prudent == strict:
        return f"avis {OPINIONS[there.opinion]}"
    return f"avis {OPINIONS[there.opinion]} ; une autre lecture du droit le dit acquis plus tard"


def _if_received(there: Situation) -> tuple[Working, ...]:
    """What a receipt of that very day would give."""
    law, zone = there.dossier.law, there.dossier.institution.zone
    last = _last_day(law)(there.on)
    safe = law.prudent_end(last, zone)
    return (
        Working(
            label=f"Si le projet complet était reçu le {french_date(there.on)}",
            value=(
                f"séance possible à compter du {french_day(add_days(last, 1))}, sûre à compter du "
                f"{french_day(add_days(safe, 1))} ; plus tôt en cas d'avis exprès"
            ),
            article=L_5211_57,
            certainty=Certainty.INFERENCE,
            rule="R-1.3",
        ),
    )


def _convened(there: Situation, strict: date, prudent: date | None) -> tuple[Working, ...]:
    """When the convocation has to leave for each of these days, and what it allows from now on."""
    law, found = there.dossier.law, []
    for day in dict.fromkeys(d for d in (strict, prudent) if d):
        notice = law.notice("convocation", day)
        sent = notice.days.latest(day)
        if sent >= there.on:
            found.append(
                Working(
                    label=f"Pour siéger le {french_date(day)}",
                    value=f"convocation envoyée le {french_day(sent)} au plus tard ({notice.days})",
                    article=notice.article,
                    certainty=notice.certainty,
                    rule="R-2.3, R-3.2",
                )
            )
            continue
        urgent = law.notice("urgent-convocation", day)
        found.append(
            Working(
                label=f"Pour siéger le {french_date(day)}",
                value=(
                    f"convocation déjà partie le {french_date(sent)} au plus tard ; envoyée le "
                    f"{french_date(there.on)}, elle porte la séance au "
                    f"{french_day(notice.days.earliest(there.on))} ; en urgence, au "
                    f"{french_day(urgent.days.earliest(there.on))}"
                ),
                article=notice.article,
                certainty=notice.certainty,
                rule="R-2.3, R-3.2",
            )
        )
    return tuple(found)
