"""The explanation of the vote: may the council decide, by which majority, and what did it decide?"""

from collections.abc import Iterator

from domain.deliberation.decide import not_yet
from domain.deliberation.explain_words import L_2121_20, L_5211_57, OPINIONS, OUTCOMES, WRONG
from domain.deliberation.readings import DEFAULT_READING, Reading
from domain.deliberation.situation import Situation
from domain.events import CouncilVoted
from domain.law.certainty import Certainty
from domain.law.french import french_date, french_part
from domain.law.procedures import Switch
from domain.law.workings import Working, step, work_threshold
from domain.words import Casting, Determination, Majority, Opinion, Outcome


def meeting(there: Situation) -> Iterator[Working]:
    """R-1.14: whether the council may vote, and from which day."""
    if there.vote:
        held = french_date(there.vote.payload.day)
        wrong = [*there.irregular_ballot, *there.irregularities]
        for irregularity in wrong:
            why, article, rule = WRONG[irregularity]
            yield step("Irrégularité", f"vote du {held} : {why}", article, Certainty.STATUTE, rule)
        if not wrong:
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
        count = len(there.case.readings)
        agreeing = f", sous les {count} lectures du droit" if count > 1 else ""
        value = f"{OUTCOMES[there.outcome]}{agreeing}"
        yield step("Délibération", value, L_2121_20, Certainty.STATUTE, "R-1.13")
    if there.result and Determination.RESULT in there.contradictions:
        value = (
            f"le résultat proclamé ({OUTCOMES[there.result.payload.outcome]}) ne concorde plus avec "
            "les faits connus : une personne doit décider de la suite"
        )
        yield step("Contradiction", value, "règle du registre", Certainty.INFERENCE, "R-9.6")


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
