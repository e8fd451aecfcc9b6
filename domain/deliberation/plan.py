"""Planning back (calendrier à rebours): from a council day to the last day of each earlier step.

Two answers everywhere: strict, as the law is read by default; prudent, safe under every reading.
Each step is a function of the council day.
"""

from collections.abc import Callable
from datetime import date

from domain.deliberation import plan_bodies as bodies
from domain.deliberation.dossier import DEFAULT
from domain.deliberation.plan_steps import LatestDay, Step, between
from domain.law.book import Law
from domain.law.certainty import Certainty
from domain.law.french import french_date, french_day
from domain.law.periods import add_days, latest_start
from domain.law.records import NoLawOn
from domain.law.workings import Working

L_5211_57 = "CGCT L. 5211-57"
PRUDENT = "lecture prudente (délai franc)"


OF_THE_PACT = (Step.CONFERENCE, Step.CONFERENCE_AGENDA, Step.BUREAU, Step.BUREAU_CONVOCATION)
"""The mayors' conference and its referral: no step of a plan before the Act that created it."""

OF_THE_COMMUNE = (Step.RECEIPT, Step.SENDING, Step.OPINION_IN_NOTE)


def plan_back(council_day: date, law: Law, zone: str) -> tuple[LatestDay, ...]:
    """The last day of each step before a council day, in the order in which they come.

    Raises ``LawError`` for a day before the texts, or out of the calendar.
    """
    found = []
    for step in Step:
        try:
            found.append(latest_day(step, council_day, law, zone))
        except NoLawOn:
            if step not in OF_THE_PACT:
                raise
    return tuple(sorted(found, key=lambda latest: (latest.prudent, latest.step is Step.RECEIPT)))


def latest_day(step: Step, council_day: date, law: Law, zone: str) -> LatestDay:
    """The last day of that step, for the council to vote on that day (R-1.3 reverse, R-2.3).

    Raises ``LawError`` for a day before the texts, or out of the calendar.
    """
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
        case Step.COMMISSION:
            return bodies.commission(council_day, law)
        case Step.COMMISSION_NOTICE:
            return bodies.commission_notice(council_day, law)
        case Step.CONFERENCE:
            return bodies.conference(council_day, law)
        case Step.CONFERENCE_AGENDA:
            return bodies.conference_agenda(council_day, law)
        case Step.BUREAU:
            return bodies.bureau(council_day, law)
        case Step.BUREAU_CONVOCATION:
            return bodies.bureau_convocation(council_day, law)


def _receipt(council_day: date, law: Law, zone: str) -> LatestDay:
    """Silence must have spoken before the council sits: received so long before."""
    strict, prudent = _received_before(council_day, law, zone)
    last, safe = last_day_of(law)(strict), _prudent_end(law, zone)(prudent)
    missed = last_day_of(law)(add_days(strict, 1))
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
    return LatestDay(
        step,
        f"Envoi de la {notice.title[0].lower()}{notice.title[1:]}",
        sent,
        sent,
        (
            Working(
                label="Jours francs",
                value=(
                    f"{notice.days}, {between(sent, council_day)} ; envoyée le {french_day(sent)} au plus tard, jours "
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
    return latest_start(day, last_day_of(law)), latest_start(day, _prudent_end(law, zone))


def last_day_of(law: Law) -> Callable[[date], date]:
    """The end of a period that starts on a day, by the text in force on that day."""
    return lambda received: law.procedure(DEFAULT, received).period.end(received)


def _prudent_end(law: Law, zone: str) -> Callable[[date], date]:
    last_day = last_day_of(law)
    return lambda received: law.prudent_end(last_day(received), zone)
