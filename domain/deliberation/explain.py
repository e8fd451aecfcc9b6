"""The full explanation (pourquoi ?): each date and each majority of a situation, step by step.

Pure words over the very answers that the situation gives: nothing is computed a second time here.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from domain.assembly.prefect import prefect_workings
from domain.deliberation.decide import not_yet
from domain.deliberation.development import development_workings
from domain.deliberation.dossier import Consultation, Fact
from domain.deliberation.readings import BY_SENSE, DEFAULT_READING, Reading
from domain.deliberation.situation import Situation
from domain.events import CouncilVoted, OpinionRendered
from domain.law.certainty import Certainty
from domain.law.french import french_date, french_day, french_part
from domain.law.procedures import Switch
from domain.law.workings import Working, work_period, work_threshold
from domain.words import (
    Casting,
    Determination,
    Irregularity,
    Majority,
    Opinion,
    Organ,
    Outcome,
    Qualification,
    Sense,
)

L_5211_57 = "CGCT L. 5211-57"
L_2121_20 = "CGCT L. 2121-20"
SAINT_BRANDAN = "CE, 2 mars 2007, n° 284704, par analogie"
DECIDED = "CE, 23 juillet 2012, n° 342849, par analogie"

OPINIONS = {
    Opinion.NOT_REQUIRED: "sans objet",
    Opinion.NOT_READY: "pas encore acquis",
    Opinion.FAVOURABLE: "favorable",
    Opinion.FAVOURABLE_WITH_RESERVES: "favorable avec réserves",
    Opinion.CONDITIONAL_UNMET: "favorable sous une condition non remplie",
    Opinion.UNFAVOURABLE: "défavorable",
    Opinion.AMBIGUOUS: "ambigu (motion favorable rejetée)",
    Opinion.TACIT_FAVOURABLE: "réputé favorable",
}
QUALIFICATIONS = {
    Qualification.REQUIRED: "avis de la commune requis",
    Qualification.PRECAUTIONARY: "avis demandé par précaution",
    Qualification.NOT_REQUIRED: "avis sans objet",
}
OUTCOMES = {
    Outcome.ADOPTED: "adoptée",
    Outcome.REJECTED: "rejetée",
    Outcome.CONTESTED: "contestée",
}

_CONSULTED = "la commune n'avait pas été régulièrement consultée"
WRONG = {
    Irregularity.NOT_CONSULTED: (_CONSULTED, L_5211_57, "R-1.14"),
    Irregularity.PREMATURE: ("l'avis de la commune n'était pas encore acquis", L_5211_57, "R-1.14"),
    Irregularity.NOT_REVIEWED: ("aucune commission ne l'avait examiné", "CGCT L. 2121-22", "R-6.2"),
}
"""What was wrong with the vote, the text and the rule."""


@dataclass(frozen=True)
class Chapter:
    """One question of the case, and the steps that answer it."""

    title: str
    workings: tuple[Working, ...]


def explain(there: Situation) -> tuple[Chapter, ...]:
    """Everything the answers of that day rest on, in the order of the procedure."""
    if there.void:
        return ()
    chapters = (
        ("L'avis de la commune est-il requis ?", qualification(there)),
        ("Quelle consultation, et depuis quand ?", consultation(there)),
        ("Combien de temps la commune a-t-elle ?", period(there)),
        ("Quel avis compte ?", opinion(there)),
        ("Le conseil peut-il se prononcer ?", meeting(there)),
        ("Le conseil de développement est-il consulté ?", development_workings(there)),
        ("À quelle majorité ?", majority(there)),
        ("Qu'a décidé le vote ?", vote(there)),
        ("Jusqu'à quand le préfet peut-il déférer l'acte ?", prefect_workings(there)),
    )
    found = ((title, tuple(workings)) for title, workings in chapters)
    return tuple(Chapter(title, workings) for title, workings in found if workings)


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
    yield step("Avis de la commune", OPINIONS[there.opinion], L_5211_57, certainty, rule)


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


def meeting(there: Situation) -> Iterator[Working]:
    """R-1.14: whether the council may vote, and from which day."""
    if there.vote:
        held = french_date(there.vote.payload.day)
        for irregularity in there.irregularities:
            why, article, rule = WRONG[irregularity]
            yield step("Irrégularité", f"vote du {held} : {why}", article, Certainty.STATUTE, rule)
        if not there.irregularities:
            value = f"le conseil s'est prononcé le {held}, {being(there)}"
            yield step("Séance", value, L_5211_57, Certainty.STATUTE, "R-1.14")
    elif there.course.abandoned:
        gone = there.course.abandoned.payload
        value = f"non : projet abandonné le {french_date(gone.day)} ({gone.reason})"
        yield step("Séance", value, "règle du registre", Certainty.STATUTE, "R-1.14")
        return
    elif there.may_vote and there.lacks_review:
        value = "non : le règlement intérieur exige l'examen d'une commission"
        yield step("Séance", value, "CGCT L. 2121-22", Certainty.DOCTRINE, "R-6.2")
    elif there.may_vote:
        value = f"oui, dès ce jour : avis {OPINIONS[there.opinion]}"
        yield step("Séance", value, L_5211_57, Certainty.STATUTE, "R-1.14")
    else:
        refused = not_yet(there)
        yield step("Séance", f"non. {refused.sentence}", L_5211_57, Certainty.STATUTE, "R-1.14")
    if there.vote_with_caution and there.period:
        value = (
            f"la fin prudente est le {french_date(there.period.prudent_end)} : jusque-là, un avis "
            "défavorable de la commune ferait discuter le résultat"
        )
        yield step("Prudence", value, "lecture prudente", Certainty.INFERENCE, "R-1.3")


def being(there: Situation, reading: Reading = DEFAULT_READING) -> str:
    """« l'avis étant défavorable » : because of which opinion."""
    opinion = there.case.opinion(reading)
    match opinion:
        case Opinion.NOT_REQUIRED:
            return "l'avis n'étant pas requis"
        case Opinion.NOT_READY:
            worth = "défavorable" if there.case.silence_is_unfavourable else "favorable"
            return f"l'avis, non acquis, étant tenu pour {worth}"
    return f"l'avis étant {OPINIONS[opinion]}"


def majority(there: Situation) -> Iterator[Working]:
    """R-1.10, R-1.13: the strictest over the readings, and the points on which they differ."""
    for switch in switches(there):
        decides = switch.key in there.case.deciding_switches()
        yield step(
            f"Non tranché, {switch.key.french}",
            f"{switch.default.words} ; autre lecture : {switch.alternative.words}"
            f"{' (le résultat en dépend)' if decides else ''}",
            L_5211_57,
            switch.certainty,
            switch.rule,
        )
    if there.majority is None:
        value = "elle dépend de l'avis de la commune, qui n'est pas encore acquis"
        yield step("Majorité requise", value, L_5211_57, Certainty.STATUTE, "R-1.10")
        return
    if there.majority is Majority.SIMPLE:
        rule = there.dossier.law.majority("ordinary", there.decisive.on)
        value = f"absolue des suffrages exprimés, {being(there)}"
        yield step("Majorité requise", value, rule.article, rule.certainty, "R-4.3")
        return
    case, asked = there.case, there.procedure
    assert case.raised is not None
    strict = [reading for reading in case.readings if case.needs_two_thirds(reading)]
    every = len(strict) == len(case.readings)
    under = "sous toutes les lectures" if every else "sous une lecture au moins : la plus stricte"
    value = f"{case.raised}, {being(there, strict[0])} {under}"
    yield step("Majorité requise", value, asked.article, asked.certainty, "R-1.10, R-1.13")
    yield from work_threshold(case.legal_strength, case.raised, asked).workings
    in_office = there.vote.payload.in_office if there.vote else case.legal_strength
    if in_office != case.legal_strength:
        value = f"{case.raised.fraction} de {in_office} → {case.raised.votes(in_office)}"
        label = "Sur les membres en exercice"
        yield step(label, value, asked.article, Certainty.INFERENCE, "R-1.10")


def vote(there: Situation) -> Iterator[Working]:
    """R-1.10, R-4.3, R-1.13: the count against the threshold, then the outcome."""
    if there.vote is None:
        return
    held = there.vote.payload
    if there.threshold is not None and there.case.raised:
        reached = held.votes_for >= there.threshold
        compared = f"{held.votes_for} {'≥' if reached else '<'} {there.threshold}"
        part = french_part(there.case.raised.fraction)
        value = (
            f"{compared} : les {part} des membres {'sont' if reached else 'ne sont pas'} atteints"
        )
        yield step("Décompte", value, L_5211_57, Certainty.STATUTE, "R-1.10")
    if there.majority is Majority.SIMPLE or there.outcome is Outcome.CONTESTED:
        yield step("Suffrages exprimés", cast(held), L_2121_20, Certainty.STATUTE, "R-4.3")
    deciding = [s for s in switches(there) if s.key in there.case.deciding_switches()]
    if there.outcome is Outcome.CONTESTED:
        points = ", ".join(s.key.french for s in deciding)
        value = f"contestée : les lectures ne s'accordent pas ; points qui décident : {points}"
        yield step("Délibération", value, L_5211_57, Certainty.INFERENCE, "R-1.13")
    else:
        value = f"{OUTCOMES[there.outcome]}, sous {readings_words(there)}"
        yield step("Délibération", value, L_2121_20, Certainty.STATUTE, "R-1.13")
    if there.result and Determination.RESULT in there.contradictions:
        value = (
            f"le résultat proclamé ({OUTCOMES[there.result.payload.outcome]}) ne concorde plus avec "
            "les faits connus : une personne doit décider de la suite"
        )
        yield step("Contradiction", value, "règle du registre", Certainty.INFERENCE, "R-9.6")


def readings_words(there: Situation) -> str:
    """How many ways of reading the law agree."""
    count = len(there.case.readings)
    return "la seule lecture possible" if count == 1 else f"les {count} lectures du droit"


def cast(held: CouncilVoted) -> str:
    """The ordinary majority: more for than against; a tie is for the president (R-4.3)."""
    sign = ">" if held.votes_for > held.votes_against else "≤"
    counted = f"{held.votes_for} pour {sign} {held.votes_against} contre"
    if held.votes_for == held.votes_against:
        counted = f"{held.votes_for} pour = {held.votes_against} contre"
        if held.secret:
            return f"{counted} : partage au scrutin secret, sans voix prépondérante"
        if held.casting is not Casting.NONE:
            side = "pour" if held.casting is Casting.FOR else "contre"
            return f"{counted} : partage, voix prépondérante du président {side}"
    abstained = f"{held.abstentions} abstention{'s' if held.abstentions > 1 else ''}"
    return f"{counted} ; {abstained} hors du compte"


def switches(there: Situation) -> list[Switch]:
    """The unsettled points that matter in this case, as the procedure words them (R-1.13)."""
    matter = set(there.case.switches())
    return [switch for switch in there.procedure.unsettled if switch.key in matter]


def step(label: str, value: str, article: str, certainty: Certainty, rule: str) -> Working:
    return Working(label=label, value=value, article=article, certainty=certainty, rule=rule)
