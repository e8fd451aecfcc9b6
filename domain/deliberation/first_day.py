"""From a draft as it stands on to its council day: the first one, strict and prudent (R-1.3, R-1.14)."""

from dataclasses import dataclass, replace
from datetime import date

from domain.deliberation.decide import not_yet
from domain.deliberation.explain_words import OPINIONS
from domain.deliberation.plan import L_5211_57, OF_THE_COMMUNE, last_day_of, plan_back
from domain.deliberation.plan_steps import LatestDay, Step
from domain.deliberation.readings import DEFAULT_READING, Case, Reading
from domain.deliberation.situation import Situation
from domain.law.certainty import Certainty
from domain.law.french import french_date, french_day
from domain.law.periods import add_days
from domain.law.workings import Working
from domain.words import Opinion


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
        return FirstCouncilDay(there.on, None, None, why, "CGCT L. 2121-20")
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
        if replace(case, on=day).may_proceed(reading):
            return day
    return None


def bodies_before(there: Situation, council_day: date) -> tuple[LatestDay, ...]:
    """The last days of the bodies that come before that council day, and of its own convocation.

    A commission that has examined the draft has no day any more. Raises ``LawError``.
    """
    done = set(OF_THE_COMMUNE)
    if there.course.reviews:
        done |= {Step.COMMISSION, Step.COMMISSION_NOTICE}
    dossier = there.dossier
    found = plan_back(council_day, dossier.law, dossier.institution.zone)
    return tuple(latest for latest in found if latest.step not in done)


def _ground(there: Situation, strict: date, prudent: date | None) -> str:
    """On what ground the council may vote, then or already."""
    if there.opinion is Opinion.NOT_READY and there.period:
        deemed = there.procedure.silence.deems
        then = f"l'avis est ensuite {deemed}" if deemed else "le conseil peut ensuite passer outre"
        return (
            f"le délai court jusqu'au {french_date(there.period.last_day)} ; sans avis exprès d'ici "
            f"là, {then}. Un avis exprès permet de voter sans attendre"
        )
    if prudent == strict:
        return f"avis {OPINIONS[there.opinion]}"
    if there.opinion is Opinion.TACIT_FAVOURABLE and there.period:
        return f"avis réputé favorable, fin prudente le {french_date(there.period.prudent_end)}"
    return f"avis {OPINIONS[there.opinion]} ; une autre lecture du droit le dit acquis plus tard"


def _if_received(there: Situation) -> tuple[Working, ...]:
    """What a receipt of that very day would give."""
    law, zone = there.dossier.law, there.dossier.institution.zone
    last = last_day_of(law)(there.on)
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
                    f"suppose une convocation envoyée le {french_date(sent)} au plus tard ; envoyée "
                    f"le {french_date(there.on)}, elle porte la séance au "
                    f"{french_day(notice.days.earliest(there.on))} ; en urgence, au "
                    f"{french_day(urgent.days.earliest(there.on))}"
                ),
                article=notice.article,
                certainty=notice.certainty,
                rule="R-2.3, R-3.2",
            )
        )
    return tuple(found)
