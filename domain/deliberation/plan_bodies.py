"""The bodies in a plan: commission, mayors' conference, and the bureau that refers to it.

They meet before the council on no day that a text fixes: on the council's own day at the latest,
and prudently before the convocation leaves, so that the note can tell their advice.
"""

from datetime import date

from domain.deliberation.plan_steps import LatestDay, Step, between, clear_days
from domain.law.book import Law
from domain.law.certainty import Certainty
from domain.law.french import french_date, french_day
from domain.law.periods import add_days
from domain.law.workings import Working


def commission(council_day: date, law: Law) -> LatestDay:
    """Its advice comes before the vote, and binds nobody (R-6.1, R-6.2)."""
    rule = law.commission_review(council_day)
    eve = eve_of_note(council_day, law)
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
            told_in_note("l'avis de la commission", eve, council_day, law),
        ),
    )


def commission_notice(council_day: date, law: Law) -> LatestDay:
    """No text gives its notice: standing orders do; the council's clear days are safe (R-6.3)."""
    meeting = commission(council_day, law)
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
                    f"{notice.days} comme au conseil, {between(safe, meeting.prudent)}"
                ),
                article="CGCT L. 2121-22 ; règlement intérieur",
                certainty=Certainty.INFERENCE,
                rule="R-6.3",
            ),
        ),
    )


def conference(council_day: date, law: Law) -> LatestDay:
    """Advice only, without effect on the vote: where it is to come at all, it comes before (R-7.2)."""
    eve = eve_of_note(council_day, law)
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
            told_in_note("l'avis des maires", eve, council_day, law),
        ),
    )


def conference_agenda(council_day: date, law: Law) -> LatestDay:
    """The conference is convened by its agenda, without urgency (pact, art. 5; R-7.3)."""
    meeting = conference(council_day, law)
    notice = law.notice("conference-agenda", meeting.prudent)
    strict, safe = notice.days.latest(meeting.strict), notice.days.latest(meeting.prudent)
    return LatestDay(
        Step.CONFERENCE_AGENDA,
        "Convocation de la conférence des maires, avec son ordre du jour",
        strict,
        safe,
        (
            clear_days(notice, strict, meeting.strict, "R-2.3, R-7.3"),
            clear_days(notice, safe, meeting.prudent, "R-2.3, R-7.3"),
        ),
    )


def bureau(council_day: date, law: Law) -> LatestDay:
    """A referral comes before the agenda that it asks for (pact, art. 5; R-7.4)."""
    agenda = conference_agenda(council_day, law)
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


def bureau_convocation(council_day: date, law: Law) -> LatestDay:
    """The bureau follows the council's rules (R-5.2)."""
    meeting = bureau(council_day, law)
    notice = law.notice("convocation", meeting.prudent)
    strict, safe = notice.days.latest(meeting.strict), notice.days.latest(meeting.prudent)
    as_the_council = notice.model_copy(update={"certainty": Certainty.DOCTRINE})
    return LatestDay(
        Step.BUREAU_CONVOCATION,
        "Convocation du bureau, s'il saisit la conférence des maires",
        strict,
        safe,
        (
            clear_days(as_the_council, strict, meeting.strict, "R-2.3, R-5.2"),
            clear_days(as_the_council, safe, meeting.prudent, "R-2.3, R-5.2"),
        ),
    )


def eve_of_note(council_day: date, law: Law) -> date:
    """The last day whose advice the note can tell, whatever the hour at which it leaves."""
    return add_days(law.notice("convocation", council_day).days.latest(council_day), -1)


def told_in_note(what: str, eve: date, council_day: date, law: Law) -> Working:
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
