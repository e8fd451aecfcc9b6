"""Planning back (calendrier à rebours): from a council day to the last day of each earlier step.

Two answers everywhere: strict, as the law is read by default; prudent, safe under every reading.
Each step is a function of the council day. A commission, the mayors' conference and the bureau
that refers to it meet before the council on no day that a text fixes: on the council's own day at
the latest, and prudently before the convocation leaves, so that the note can tell their advice.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.deliberation.dossier import DEFAULT
from domain.law.book import Law
from domain.law.certainty import Certainty
from domain.law.french import french_date, french_day
from domain.law.periods import add_days, latest_start
from domain.law.records import NoLawOn
from domain.law.time_limits import Notice
from domain.law.workings import Working

L_5211_57 = "CGCT L. 5211-57"
PRUDENT = "lecture prudente (délai franc)"


class Step(StrEnum):
    """The steps that come before a council day."""

    RECEIPT = "receipt"
    SENDING = "sending"
    OPINION_IN_NOTE = "opinion_in_note"
    CONVOCATION = "convocation"
    URGENT_CONVOCATION = "urgent_convocation"
    COMMISSION = "commission"
    COMMISSION_NOTICE = "commission_notice"
    CONFERENCE = "conference"
    CONFERENCE_AGENDA = "conference_agenda"
    BUREAU = "bureau"
    BUREAU_CONVOCATION = "bureau_convocation"


OF_THE_PACT = (Step.CONFERENCE, Step.CONFERENCE_AGENDA, Step.BUREAU, Step.BUREAU_CONVOCATION)
"""The mayors' conference and its referral: no step of a plan before the Act that created it."""

OF_THE_COMMUNE = (Step.RECEIPT, Step.SENDING, Step.OPINION_IN_NOTE)


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
            return _commission(council_day, law)
        case Step.COMMISSION_NOTICE:
            return _commission_notice(council_day, law)
        case Step.CONFERENCE:
            return _conference(council_day, law)
        case Step.CONFERENCE_AGENDA:
            return _conference_agenda(council_day, law)
        case Step.BUREAU:
            return _bureau(council_day, law)
        case Step.BUREAU_CONVOCATION:
            return _bureau_convocation(council_day, law)


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
                    f"{notice.days}, {_between(sent, council_day)} ; envoyée le {french_day(sent)} au plus tard, jours "
                    "non ouvrés compris"
                ),
                article=notice.article,
                certainty=notice.certainty,
                rule="R-2.3, R-3.2",
            ),
        ),
    )


def _between(sent: date, held: date) -> str:
    """The clear days themselves: neither the sending nor the meeting counts (R-2.3)."""
    first, last = add_days(sent, 1), add_days(held, -1)
    if first == last:
        return f"le {french_date(first)}"
    return f"du {french_date(first)} au {french_date(last)} inclus"


def _commission(council_day: date, law: Law) -> LatestDay:
    """Its advice comes before the vote, and binds nobody (R-6.1, R-6.2)."""
    rule = law.commission_review(council_day)
    eve = _eve_of_note(council_day, law)
    return LatestDay(
        Step.COMMISSION,
        "Réunion de la commission qui examine le projet",
        council_day,
        eve,
        (
            Working(
                label="Examen en commission",
                value=(
                    f"avant le vote, le {french_date(council_day)} au plus tard ; le manquer "
                    f"{rule.if_missing.french}, selon le règlement intérieur"
                ),
                article=rule.article,
                certainty=rule.certainty,
                rule="R-6.2",
            ),
            _told_in_note("l'avis de la commission", eve, council_day, law),
        ),
    )


def _commission_notice(council_day: date, law: Law) -> LatestDay:
    """No text gives its notice: standing orders do; the council's clear days are safe (R-6.3)."""
    meeting = _commission(council_day, law)
    notice = law.notice("convocation", meeting.prudent)
    safe = notice.days.latest(meeting.prudent)
    return LatestDay(
        Step.COMMISSION_NOTICE,
        "Convocation de la commission",
        meeting.strict,
        safe,
        (
            Working(
                label="Convocation de la commission",
                value=(
                    "aucun délai dans la loi : celui du règlement intérieur ; à défaut, "
                    f"{notice.days} comme au conseil, {_between(safe, meeting.prudent)}"
                ),
                article="CGCT L. 2121-22 ; règlement intérieur",
                certainty=Certainty.INFERENCE,
                rule="R-6.3",
            ),
        ),
    )


def _conference(council_day: date, law: Law) -> LatestDay:
    """Advice only, without effect on the vote: where it is to come at all, it comes before (R-7.2)."""
    eve = _eve_of_note(council_day, law)
    law.notice("conference-agenda", eve)  # none before the Act that created it
    return LatestDay(
        Step.CONFERENCE,
        "Réunion de la conférence des maires, si elle débat du projet",
        council_day,
        eve,
        (
            Working(
                label="Conférence des maires",
                value=(
                    f"avant le vote, le {french_date(council_day)} au plus tard ; elle conseille, "
                    "et le conseil peut voter sans elle"
                ),
                article="CGCT L. 5211-11-3 ; pacte, art. 5",
                certainty=Certainty.INFERENCE,
                rule="R-7.2",
            ),
            _told_in_note("l'avis des maires", eve, council_day, law),
        ),
    )


def _conference_agenda(council_day: date, law: Law) -> LatestDay:
    """The conference is convened by its agenda, without urgency (pact, art. 5; R-7.3)."""
    meeting = _conference(council_day, law)
    notice = law.notice("conference-agenda", meeting.prudent)
    strict, safe = notice.days.latest(meeting.strict), notice.days.latest(meeting.prudent)
    return LatestDay(
        Step.CONFERENCE_AGENDA,
        "Convocation de la conférence des maires, avec son ordre du jour",
        strict,
        safe,
        (
            _clear_days(notice, strict, meeting.strict, "R-2.3, R-7.3"),
            _clear_days(notice, safe, meeting.prudent, "R-2.3, R-7.3"),
        ),
    )


def _bureau(council_day: date, law: Law) -> LatestDay:
    """A referral comes before the agenda that it asks for (pact, art. 5; R-7.4)."""
    agenda = _conference_agenda(council_day, law)
    return LatestDay(
        Step.BUREAU,
        "Réunion du bureau, s'il saisit la conférence des maires",
        agenda.strict,
        add_days(agenda.prudent, -1),
        (
            Working(
                label="Saisine par le bureau",
                value=(
                    f"votée avant l'envoi de l'ordre du jour : le {french_date(agenda.strict)} au "
                    f"plus tard, plus sûrement la veille du {french_date(agenda.prudent)}"
                ),
                article="pacte, art. 4 et 5",
                certainty=Certainty.INFERENCE,
                rule="R-7.4",
            ),
        ),
    )


def _bureau_convocation(council_day: date, law: Law) -> LatestDay:
    """The bureau follows the council's rules (R-5.2)."""
    meeting = _bureau(council_day, law)
    notice = law.notice("convocation", meeting.prudent)
    strict, safe = notice.days.latest(meeting.strict), notice.days.latest(meeting.prudent)
    as_the_council = notice.model_copy(update={"certainty": Certainty.DOCTRINE})
    return LatestDay(
        Step.BUREAU_CONVOCATION,
        "Convocation du bureau, s'il saisit la conférence des maires",
        strict,
        safe,
        (
            _clear_days(as_the_council, strict, meeting.strict, "R-2.3, R-5.2"),
            _clear_days(as_the_council, safe, meeting.prudent, "R-2.3, R-5.2"),
        ),
    )


def _eve_of_note(council_day: date, law: Law) -> date:
    """The last day whose advice the note can tell, whatever the hour at which it leaves."""
    return add_days(law.notice("convocation", council_day).days.latest(council_day), -1)


def _told_in_note(what: str, eve: date, council_day: date, law: Law) -> Working:
    return Working(
        label="Note de synthèse",
        value=(
            f"rendu le {french_day(eve)} au plus tard, {what} entre dans la note, qui part avec la "
            f"convocation le {french_day(add_days(eve, 1))}"
        ),
        article=law.notice("convocation", council_day).article,
        certainty=Certainty.INFERENCE,
        rule="R-3.2",
    )


def _clear_days(notice: Notice, sent: date, held: date, rule: str) -> Working:
    return Working(
        label=f"Pour se réunir le {french_date(held)}",
        value=f"{notice.days}, {_between(sent, held)} ; envoyée le {french_day(sent)} au plus tard",
        article=notice.article,
        certainty=notice.certainty,
        rule=rule,
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
