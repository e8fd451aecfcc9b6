"""The explanation of the opinion: is it required, since when, until when, and which answer counts?"""

from collections.abc import Iterator

from domain.deliberation.dossier import Consultation, Fact
from domain.deliberation.explain_words import (
    L_5211_57,
    OPINIONS,
    QUALIFICATIONS,
    opinion_words,
)
from domain.deliberation.readings import BY_SENSE
from domain.deliberation.situation import Situation
from domain.events import OpinionRendered
from domain.law.certainty import Certainty
from domain.law.french import french_date, french_day
from domain.law.workings import Working, step, work_period
from domain.words import Opinion, Organ, Sense

SAINT_BRANDAN = "CE, 2 mars 2007, n° 284704, par analogie"
DECIDED = "CE, 23 juillet 2012, n° 342849, par analogie"


def qualification(there: Situation) -> Iterator[Working]:
    """R-1.1: a human decision, with its reasons."""
    draft, qualified = there.course.draft, there.decisive.qualification
    assert draft is not None
    name = there.dossier.institution.commune_name
    concerned = [name(code) for code in draft.payload.concerns]
    yield step(
        "Communes concernées",
        f"{len(concerned)} ({', '.join(concerned)})",
        L_5211_57,
        Certainty.STATUTE,
        "R-1.1",
    )
    if qualified is None:
        value = "le projet n'est pas qualifié : on ne sait pas encore si l'avis est requis"
        yield step("Qualification", value, L_5211_57, Certainty.STATUTE, "R-1.1")
        return
    payload = qualified.payload
    yield step(
        "Qualification",
        f"{QUALIFICATIONS[payload.qualification]}, le {french_date(payload.day)} ; motifs : "
        f"{payload.reasons}",
        L_5211_57,
        Certainty.CASE_LAW,
        "R-1.1",
    )


def consultation(there: Situation) -> Iterator[Working]:
    """R-1.2, R-1.9: the sending that counts; receipt and completeness start the period."""
    in_force = there.consultation
    for earlier in there.decisive.consultations:
        if earlier is not in_force:
            yield step(
                "Consultation close",
                f"transmission du {french_date(earlier.sending.payload.day)}, remplacée par une "
                "nouvelle transmission ou close par une question nouvelle : ses avis ne comptent plus",
                "guide de légistique, § 1.8.1",
                Certainty.DOCTRINE,
                "R-1.9",
            )
    if not there.case.asks_the_commune:
        return
    if in_force is None:
        value = "aucune : le projet n'est pas transmis, ou une question nouvelle demande un envoi"
        yield step("Consultation en cours", value, L_5211_57, Certainty.STATUTE, "R-1.2")
        return
    sending = in_force.sending.payload
    texts = enumerate(there.decisive.texts, start=1)
    sent = next((f"texte n° {n}" for n, (text, _) in texts if text == in_force.text), "projet")
    yield step(
        "Consultation qui compte",
        f"{sent} transmis le {french_date(sending.day)}, dossier "
        f"{'complet' if sending.complete else 'incomplet'}",
        L_5211_57,
        Certainty.STATUTE,
        "R-1.2",
    )
    yield from starting(in_force)


def starting(consulted: Consultation) -> Iterator[Working]:
    """What makes the period run, or what it waits for."""
    receipt, completion = consulted.receipt, consulted.completion
    if receipt is None:
        value = "pas encore : la réception du projet à la mairie n'est pas prouvée"
    elif consulted.starts_on is None:
        value = f"pas encore : reçu le {french_date(receipt.payload.day)}, des pièces manquent"
    elif completion:
        value = (
            f"le {french_day(consulted.starts_on)}, dernier des deux jours : réception "
            f"({french_date(receipt.payload.day)}), arrivée des pièces manquantes "
            f"({french_date(completion.payload.day)})"
        )
    else:
        value = f"le {french_day(consulted.starts_on)}, réception prouvée du projet complet"
    yield step("Le délai court depuis", value, L_5211_57, Certainty.INFERENCE, "R-1.2")


def period(there: Situation) -> Iterator[Working]:
    """R-1.3: the days, as the law counts them; the other start where it may matter."""
    counted, in_force = there.period, there.consultation
    if counted is None or in_force is None:
        return
    zone, law = there.dossier.institution.zone, there.dossier.law
    # Its first step, the start, has been told with the consultation, and why it is that day.
    yield from work_period(in_force.procedure, counted.start, zone, law).workings[1:]
    other = there.case.alternative
    if other and other.start != counted.start:
        yield step(
            "Autre lecture du départ",
            f"l'envoi du projet complet, le {french_date(other.start)} : le délai finirait le "
            f"{french_date(other.last_day)}",
            L_5211_57,
            Certainty.INFERENCE,
            "R-1.2",
        )


def opinion(there: Situation) -> Iterator[Working]:
    """R-1.4 to R-1.8: every answer on record, what it is worth and why; then the one that counts."""
    counted = counting(there)
    for fact in there.dossier.facts:
        if isinstance(fact.payload, OpinionRendered) and fact.payload.day <= there.on:
            yield worth(Fact(fact.ref, fact.payload, fact.entry), counted, there)
    if there.opinion is Opinion.NOT_REQUIRED or there.qualification is None:
        return
    if there.deemed and there.period:
        written = "inscrit au registre" if there.minute else "acquis, mais pas encore inscrit"
        value = (
            f"{there.procedure.silence.deems} depuis le {french_date(there.period.deemed_from)}, "
            f"faute d'avis rendu au plus tard le {french_date(there.period.last_day)} ({written})"
        )
        yield step("Avis de la commune", value, L_5211_57, Certainty.STATUTE, "R-1.3")
        return
    rule = "R-1.4" if there.opinion.is_express else "R-1.3"
    certainty = Certainty.INFERENCE if there.opinion.is_express else Certainty.STATUTE
    yield step("Avis de la commune", opinion_words(there), L_5211_57, certainty, rule)


def counting(there: Situation) -> str | None:
    """The entry of the opinion that the default reading retains."""
    counted = there.case.counted() if there.case.asks_the_commune else None
    return counted.ref if counted else None


def worth(fact: Fact[OpinionRendered], counted: str | None, there: Situation) -> Working:
    """What one answer of the commune is worth, and why (R-1.2, R-1.4 to R-1.9)."""
    said = fact.payload
    if said.organ is not Organ.MUNICIPAL_COUNCIL:
        who = "Lettre du maire" if said.organ is Organ.MAYOR else "Courrier d'un autre organe"
        label = f"{who}, du {french_date(said.voted_on)}"
        value = "sans effet : seul le conseil municipal rend l'avis, le délai n'en dépend pas"
        return step(label, value, L_5211_57, Certainty.STATUTE, "R-1.8")
    voted = f"Vote municipal du {french_date(said.voted_on)}"
    if said.sense is Sense.NO_OPINION:
        value = "le conseil municipal ne se prononce pas : ce n'est pas un avis, le délai n'en dépend pas"
        return step(voted, value, L_5211_57, Certainty.INFERENCE, "R-1.7")
    label = f"{voted} ({OPINIONS[BY_SENSE[said.sense]]})"
    if fact.ref == counted:
        arrived = "" if said.day == said.voted_on else f", parvenu le {french_date(said.day)}"
        value = f"il compte : voté dans le délai et avant la décision{arrived}"
        return step(label, value, L_5211_57, Certainty.INFERENCE, "R-1.4")
    if not there.case.asks_the_commune:
        value = "conservé : la commune n'avait pas à être consultée"
        return step(label, value, L_5211_57, Certainty.STATUTE, "R-1.1")
    current = there.consultation
    same = there.course.of(current.sending.ref) if current else None
    if same is None or fact.ref not in {f.ref for f in same.opinions}:
        value = "conservé sans effet : aucune consultation qui compte ne courait ce jour-là"
        return step(label, value, L_5211_57, Certainty.INFERENCE, "R-1.2, R-1.9")
    if there.vote and said.voted_on > there.vote.payload.day:
        value = "postérieur à la décision du conseil, il ne la change pas"
        return step(label, value, DECIDED, Certainty.CASE_LAW, "R-1.5")
    if there.period and said.voted_on > there.period.last_day:
        value = "tardif, il n'est qu'un élément d'appréciation"
        return step(label, value, SAINT_BRANDAN, Certainty.CASE_LAW, "R-1.6")
    value = "remplacé par un avis postérieur rendu dans le délai"
    return step(label, value, SAINT_BRANDAN, Certainty.CASE_LAW, "R-1.5")
