"""The paragraph that the note de synthèse owes the councillors (CGCT L. 2121-12; R-1.6, R-3.2).

Opinion, its day and its sense, what is late or of no effect, the majority required and why. Pure words
over the situation of a day; a sentence is there because something in the file calls for it.
"""

from collections.abc import Iterator

from domain.deliberation.dossier import Consultation
from domain.deliberation.explain_opinion import counting
from domain.deliberation.note_majority import contested, majority, too_early
from domain.deliberation.situation import Situation, situation
from domain.events import DraftRevised, OpinionRendered
from domain.law.french import de, french_date, french_list
from domain.refusals import Reason, Refused
from domain.words import Change, Opinion, Organ, Qualification, Sense

CGCT = "code général des collectivités territoriales, ci-après CGCT"

VOTED = {
    Sense.FAVOURABLE: "un avis favorable",
    Sense.RESERVES: (
        "un avis favorable avec réserves, dont chacune appelle une réponse dans les motifs de la "
        "délibération"
    ),
    Sense.CONDITION_MET: "un avis favorable sous une condition que le projet remplit",
    Sense.CONDITION_UNMET: (
        "un avis favorable sous une condition que le projet ne remplit pas ; cet avis est tenu pour "
        "défavorable"
    ),
    Sense.UNFAVOURABLE: "un avis défavorable",
}
"""What the municipal council voted, in full."""

SHORT = {
    Sense.FAVOURABLE: "favorable",
    Sense.RESERVES: "favorable avec réserves",
    Sense.CONDITION_MET: "favorable sous une condition remplie",
    Sense.CONDITION_UNMET: "favorable sous une condition non remplie",
    Sense.UNFAVOURABLE: "défavorable",
    Sense.MOTION_REJECTED: "ambigu, une proposition d'avis favorable ayant été rejetée",
    Sense.NO_OPINION: "sans prise de position",
}


def paragraph(there: Situation) -> str:
    """The paragraph, as the situation stands; once the council has voted, that of the day it did.

    Raises ``Refused`` for a draft that has been given up: no note is owed.
    """
    if there.vote:
        there = situation(there.dossier, there.vote.payload.day)
    elif there.course.abandoned:
        gone = there.course.abandoned.payload
        raise Refused(Reason.ABANDONED, day=gone.day, why=gone.reason)
    return " ".join(sentences(there))


def sentences(there: Situation) -> Iterator[str]:
    """Each sentence, in the order in which a councillor needs them."""
    yield requirement(there)
    yield from text(there)
    if there.case.asks_the_commune:
        yield from closed(there)
        yield consulted(there)
        yield from opinion(there)
        yield from late(there)
    yield from without_effect(there)
    yield from majority(there)
    yield from contested(there)


def commune(there: Situation) -> str:
    """« de Daix »: the commune that is asked."""
    assert there.course.draft is not None
    return de(there.dossier.institution.commune_name(there.course.draft.payload.concerns[0]))


def requirement(there: Situation) -> str:
    """R-1.1: whether the opinion is required, and why where that is not plain."""
    qualified = there.decisive.qualification
    if qualified is None:
        return (
            "Le projet n'est pas qualifié : il reste à dire si l'avis d'une commune est requis au "
            f"titre de l'article L. 5211-57 du {CGCT}."
        )
    reasons = qualified.payload.reasons.rstrip(" .")
    match qualified.payload.qualification:
        case Qualification.NOT_REQUIRED:
            return (
                "L'avis préalable d'une commune n'est pas requis au titre de l'article L. 5211-57 du "
                f"{CGCT} (motifs : {reasons})."
            )
        case Qualification.PRECAUTIONARY:
            return (
                f"L'avis du conseil municipal {commune(there)} est demandé par précaution, au titre "
                f"de l'article L. 5211-57 du {CGCT} (motifs : {reasons})."
            )
        case Qualification.REQUIRED:
            return (
                "La décision n'ayant d'effets que pour une seule commune, elle ne peut être prise "
                f"qu'après avis du conseil municipal {commune(there)} (article L. 5211-57 du {CGCT})."
            )


def text(there: Situation) -> Iterator[str]:
    """R-1.9: the text voted on, and how it differs from the one that was sent."""
    if there.text is None:
        return
    number, document = there.text
    asked = there.consultation if there.case.asks_the_commune else None
    if asked is None or asked.text is None:
        yield f"Le texte soumis au vote est le texte n° {number}."
        return
    if asked.text is document:
        yield f"Le texte soumis au vote est celui sur lequel la commune a été consultée (n° {number})."
        return
    within = "une modification dans le périmètre qui lui a été soumis"
    changes = changes_since(asked, there)
    how = within if Change.WITHIN_SCOPE in changes else "des retouches de rédaction"
    yield (
        f"Le texte soumis au vote est le texte n° {number} ; il diffère du texte n° "
        f"{number_of(asked, there)}, sur "
        f"lequel la commune a été consultée, par {how}."
    )


def changes_since(asked: Consultation, there: Situation) -> set[Change]:
    """How the text was changed between that sending and the next."""
    consultations = there.decisive.consultations
    following = consultations[consultations.index(asked) + 1 :]
    until = number_of(following[0], there) if following else len(there.decisive.texts)
    revised = there.decisive.texts[number_of(asked, there) : until]
    return {f.payload.change for _, f in revised if isinstance(f.payload, DraftRevised)}


def number_of(asked: Consultation, there: Situation) -> int:
    """Number of the text that was sent (two may have the same bytes); 0 where none was there yet."""
    numbered = enumerate(there.decisive.texts, start=1)
    return next((number for number, (document, _) in numbered if document is asked.text), 0)


def closed(there: Situation) -> Iterator[str]:
    """R-1.9: earlier consultations, closed by a new question or a new sending."""
    for earlier in there.decisive.consultations:
        if earlier is there.consultation:
            continue
        counted = [f.payload for f in earlier.opinions if f.payload.counts]
        votes = french_list([dated(o) for o in counted]) if counted else ""
        lost = ""
        if len(counted) == 1:
            lost = f" ; l'avis alors rendu ({votes}) ne compte plus"
        elif counted:
            lost = f" ; les avis alors rendus ({votes}) ne comptent plus"
        why = "transmis de nouveau"
        if Change.NEW_QUESTION in changes_since(earlier, there):
            why = "modifié par une question nouvelle"
        yield (
            "La consultation ouverte par la transmission du "
            f"{french_date(earlier.sending.payload.day)} est close, le projet ayant été {why}{lost}."
        )


def consulted(there: Situation) -> str:
    """R-1.2, R-1.3: sending, receipt, completeness, and the period they start."""
    asked, period = there.consultation, there.period
    if asked is None:
        modified = " ainsi modifié" if there.decisive.consultations else ""
        return f"Le projet{modified} n'est pas transmis à la commune : aucun délai ne court."
    sent = f"Le projet lui a été transmis le {french_date(asked.sending.payload.day)}"
    if not asked.sending.payload.complete:
        sent += ", dossier incomplet,"
    if asked.receipt is None:
        return f"{sent.rstrip(',')} ; la réception n'est pas prouvée et aucun délai ne court."
    sent += f" et reçu en mairie le {french_date(asked.receipt.payload.day)}"
    if period is None:
        return f"{sent} ; des pièces manquent et aucun délai ne court."
    if asked.completion:
        sent += f" ; les pièces manquantes lui sont parvenues le {completed(asked)}"
    from_ = "du dossier complet" if asked.completion else "de cette réception"
    ends = "a expiré" if there.decisive.on > period.last_day else "expire"
    return (
        f"{sent}. Le délai de {asked.procedure.period}, qui court {from_}, {ends} le "
        f"{french_date(period.last_day)} à 24 heures."
    )


def completed(asked: Consultation) -> str:
    assert asked.completion is not None
    return french_date(asked.completion.payload.day)


def opinion(there: Situation) -> Iterator[str]:
    """R-1.4, R-1.5, R-1.7: the opinion that counts, and those that it replaces; or the silence."""
    counted = counting(there)
    in_time = [f for f in there.case.opinions if f not in there.late_opinions]
    for fact in in_time:
        if fact.ref == counted:
            yield rendered(fact.payload, there)
    replaced = [dated(f.payload) for f in in_time if f.ref != counted]
    if len(replaced) == 1:
        yield f"Il remplace l'avis précédemment rendu ({replaced[0]})."
    elif replaced:
        yield f"Il remplace les avis précédemment rendus ({french_list(replaced)})."
    period = there.period
    if there.deemed and period:
        yield (
            "Aucun avis n'ayant été rendu dans ce délai, l'avis est "
            f"{there.procedure.silence.deems} depuis le {french_date(period.deemed_from)}."
        )
    elif there.opinion is Opinion.NOT_READY:
        day = french_date(there.decisive.on)
        if too_early(there):
            yield (
                f"Au {day}, jour du vote, l'avis n'était pas acquis : le vote est irrégulier (article "
                "L. 5211-57)."
            )
            return
        if period is None:
            yield f"Au {day}, l'avis n'est pas acquis : le conseil ne peut pas se prononcer."
            return
        if there.may_proceed:
            yield f"Au {day}, le délai est échu sans avis rendu : le conseil peut passer outre."
            return
        deemed = there.procedure.silence.deems
        then = f"il sera {deemed}" if deemed else "le conseil pourra passer outre"
        yield (
            f"Au {day}, l'avis n'est pas rendu : sans avis exprès d'ici au terme, {then} à compter du "
            f"{french_date(period.deemed_from)} ; le conseil ne peut pas se prononcer avant l'un ou "
            "l'autre."
        )


def rendered(said: OpinionRendered, there: Situation) -> str:
    """The opinion that counts: its day, its arrival, its sense."""
    arrived = "le même jour" if said.day == said.voted_on else f"le {french_date(said.day)}"
    by = f"Par délibération du {french_date(said.voted_on)}, parvenue {arrived}, le conseil municipal"
    when = "dans le délai" if there.period else "avant que le délai ne coure"
    if said.sense is Sense.MOTION_REJECTED:
        return (
            f"{by} a, {when}, rejeté une proposition d'avis favorable sans rendre d'avis défavorable "
            "exprès : l'avis est ambigu et, faute de précision, tenu pour défavorable."
        )
    return f"{by} a rendu, {when}, {VOTED[said.sense]}."


def late(there: Situation) -> Iterator[str]:
    """R-1.6: votes after the last day, shown to the councillors as late."""
    found = [f.payload for f in there.late_opinions]
    if not found:
        return
    votes = french_list([f"un avis {SHORT[o.sense]} ({when(o)})" for o in found])
    worth = "cet avis tardif n'est qu'un élément d'appréciation"
    if len(found) > 1:
        worth = "ces avis tardifs ne sont que des éléments d'appréciation"
    yield (
        f"Après l'expiration du délai, le conseil municipal a voté {votes} : {worth} (CE, 2 mars "
        "2007, n° 284704, par analogie)."
    )


def when(said: OpinionRendered) -> str:
    """« le 15 mai 2026, parvenu le 18 mai 2026 »"""
    voted = f"le {french_date(said.voted_on)}"
    return voted if said.day == said.voted_on else f"{voted}, parvenu le {french_date(said.day)}"


def without_effect(there: Situation) -> Iterator[str]:
    """R-1.2, R-1.7, R-1.8: what else the commune answered, shown for what it is."""
    known = {f.ref for c in there.course.consultations for f in c.opinions}
    for fact in there.dossier.facts:
        said = fact.payload
        if not isinstance(said, OpinionRendered) or said.voted_on > there.on:
            continue
        day = french_date(said.voted_on)
        if said.organ is not Organ.MUNICIPAL_COUNCIL:
            who = (
                "Une lettre du maire" if said.organ is Organ.MAYOR else "Un courrier de la commune"
            )
            of_no = "elle est" if said.organ is Organ.MAYOR else "il est"
            yield (
                f"{who}, du {day} ({SHORT[said.sense]}), est porté{'e' * (said.organ is Organ.MAYOR)} "
                f"à la connaissance du conseil : seul le conseil municipal rendant l'avis, {of_no} "
                "sans effet sur l'avis comme sur le délai."
            )
        elif said.sense is Sense.NO_OPINION:
            yield f"Le {day}, le conseil municipal ne s'est pas prononcé : ce n'est pas un avis."
        elif not there.case.asks_the_commune:
            yield f"L'avis {SHORT[said.sense]} du conseil municipal, voté le {day}, n'était pas requis."
        elif fact.ref not in known:
            yield (
                f"L'avis {SHORT[said.sense]} voté le {day}, alors qu'aucune consultation n'était en "
                "cours, est conservé sans effet."
            )


def dated(said: OpinionRendered) -> str:
    """« favorable, le 10 février 2026 »"""
    return f"{SHORT[said.sense]}, le {french_date(said.voted_on)}"
