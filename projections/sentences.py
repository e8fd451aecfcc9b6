"""The sentences of the journal: what each entry says, in a lawyer's words, and the text behind it.

The command line, the pages and the printed file all take them from here.
"""

from collections.abc import Iterator
from datetime import date

from domain.assembly.meeting_events import (
    ActPublished,
    ActTransmitted,
    PrefectWrote,
    PutOnAgenda,
)
from domain.corrections import resolve
from domain.deliberation.as_known import as_known
from domain.deliberation.commune_asked import commune_asked
from domain.deliberation.contested import why_contested
from domain.deliberation.dossier import Dossier, Fact, Period
from domain.deliberation.ends import CRPA_REPEAL, CRPA_WITHDRAWAL
from domain.deliberation.signed import signed_words
from domain.deliberation.situation import Situation, situation
from domain.entry import Payload
from domain.events import (
    ActNumbered,
    ActRepealed,
    ActWithdrawn,
    CommissionReviewed,
    CommuneConsulted,
    ConsultationReceived,
    CouncilVoted,
    DecisionSigned,
    DeliberationQualified,
    DeterminationUpheld,
    DeterminationWithdrawn,
    DevelopmentCouncilAdvised,
    DevelopmentCouncilReferred,
    DraftAbandoned,
    DraftRevised,
    DraftSubmitted,
    EntryAmended,
    EntryAnnulled,
    EntryMoved,
    EntryMovedHere,
    FileCompleted,
    OpinionDeemedFavourable,
    OpinionRendered,
    ResultProclaimed,
)
from domain.law.french import de, french_date, french_part
from domain.paper import PageGiven
from domain.words import Casting, Majority, Organ, Outcome
from projections.field_words import label
from projections.words import (
    CHANGES,
    DETERMINATIONS,
    IRREGULARITIES,
    LETTERS,
    MANY,
    OPINIONS,
    OUTCOMES,
    QUALIFICATIONS,
    REVIEWS,
    SENSES,
    words,
)


def sentence_of(fact: Fact[Payload], dossier: Dossier) -> tuple[str, str]:
    """What this entry says, and the text that governs it."""
    name = dossier.institution.commune_name
    match fact.payload:
        case DraftSubmitted() as draft:
            where = ", ".join(name(code) for code in draft.concerns)
            return (
                f"Projet n° {draft.number} déposé : « {draft.object} » ({where}), texte n° 1",
                "CGCT L. 2121-12",
            )
        case DeliberationQualified() as qualified:
            how = QUALIFICATIONS[qualified.qualification]
            return f"Qualification : {how} ; motifs : {qualified.reasons}", "CGCT L. 5211-57"
        case CommissionReviewed() as review:
            view = REVIEWS[review.opinion]
            return f"Commission « {review.body} » : {view}, consultatif", "CGCT L. 2121-22"
        case DevelopmentCouncilReferred() as referred:
            due = (
                f", avis attendu le {french_date(referred.due)} au plus tard"
                if referred.due
                else ""
            )
            return f"Conseil de développement saisi du projet{due}", "CGCT L. 5211-10-1"
        case DevelopmentCouncilAdvised() as advised:
            view = REVIEWS[advised.opinion]
            return f"Conseil de développement : {view}, consultatif", "CGCT L. 5211-10-1"
        case DraftRevised() as revision:
            texts = [f.ref for _, f in dossier.course(revision.day).texts]
            number = texts.index(fact.ref) + 1
            return f"Texte n° {number} : {CHANGES[revision.change]}", "CGCT L. 5211-57"
        case CommuneConsulted() as sending:
            file = "" if sending.complete else ", dossier incomplet : le délai ne court pas"
            return f"Projet transmis à {commune(dossier, fact)}{file}", "CGCT L. 5211-57"
        case ConsultationReceived():
            return f"Projet reçu à la mairie {de(commune(dossier, fact))}{until(fact, dossier)}", (
                "CGCT L. 5211-57"
            )
        case FileCompleted() as completion:
            sent = french_date(completion.sent_on)
            return (
                f"Pièces manquantes reçues, envoyées le {sent}{until(fact, dossier)}",
                "CGCT L. 5211-57",
            )
        case OpinionRendered() as opinion:
            return opinion_sentence(fact, opinion, dossier), "CGCT L. 5211-57"
        case OpinionDeemedFavourable() as deemed:
            start = french_date(date.fromisoformat(deemed.basis.values["start"]))
            last = french_date(date.fromisoformat(deemed.basis.values["last_day"]))
            return (
                f"Avis {de(commune(dossier, fact))} réputé favorable : projet reçu complet le {start}, "
                f"délai échu le {last}, aucun avis rendu",
                deemed.basis.rule,
            )
        case CouncilVoted() as vote:
            return vote_sentence(vote, dossier), "CGCT L. 2121-20, L. 5211-57"
        case ResultProclaimed() as result:
            return result_words(fact, result, dossier), "CGCT L. 2121-20"
        case ActNumbered() as act:
            return f"L'acte porte le n° {act.number}", "CGCT R. 2121-9"
        case PageGiven() as given:
            return (
                f"Page du dossier remise à {given.to} : arrêtée au {french_date(given.on)}, connue "
                f"à l'inscription n° {given.as_known_at} du registre, SHA-256 "
                f"{given.page.sha256[:16]}",
                "règle du registre",
            )
        case DraftAbandoned() as abandoned:
            return f"Projet abandonné : {abandoned.reason}", "règle du registre"
        case EntryAmended() as amendment:
            changes = amended_fields(amendment, dossier, fact.entry.position)
            return (
                f"Rectification (classe {amendment.legal_class.value}) de l'inscription "
                f"{short(amendment.target)} : {changes} ; motif : {amendment.reason}",
                "rectification, règle R-9.5",
            )
        case EntryAnnulled() as annulment:
            return (
                f"Annulation de l'inscription {short(annulment.target)} ; motif : "
                f"{annulment.reason}",
                "rectification, règle R-9.5",
            )
        case EntryMoved() as moved:
            return (
                f"Inscription {short(moved.target)} déplacée au dossier n° {moved.to} ; motif : "
                f"{moved.reason}",
                "rectification, règle R-9.5",
            )
        case EntryMovedHere() as arrived:
            why = next((f" ; motif : {move.reason}" for move in moves_of(arrived, dossier)), "")
            origin = short(arrived.entry).partition("#")[0]
            return (
                f"Inscription {short(arrived.entry)} rattachée à ce dossier, inscrite d'abord au n° "
                f"{origin}{why}",
                "rectification, règle R-9.5",
            )
        case DeterminationWithdrawn() as withdrawn:
            what = DETERMINATIONS[withdrawn.determination]
            return f"{what} retiré du registre ; motif : {withdrawn.reason}", "règle R-9.6"
        case DeterminationUpheld() as upheld:
            what = DETERMINATIONS[upheld.determination]
            return f"{what} maintenu ; motif : {upheld.reason}", "règle R-9.6"
        case PutOnAgenda() as put:
            return f"Inscrite à l'ordre du jour de la séance « {put.meeting} »", "CGCT L. 2121-10"
        case ActPublished():
            return "Acte publié sous forme électronique", "CGCT L. 2131-1"
        case ActTransmitted():
            return "Acte reçu par la préfecture", "CGCT L. 2131-1, L. 2131-2"
        case PrefectWrote() as letter:
            return f"Contrôle de légalité, {LETTERS[letter.what]} : {letter.words}", (
                "CGCT L. 2131-6"
            )
        case DecisionSigned() as decision:
            return f"Décision signée : {signed_words(decision)}", "règle R-1.13"
        case ActWithdrawn() as end:
            held = f", inscrit comme tenu : {end.as_held}" if end.as_held else ""
            return (
                f"Acte retiré par la délibération n° {end.decided_by}, comme illégal : "
                f"{end.illegality}{held}",
                CRPA_WITHDRAWAL,
            )
        case ActRepealed() as end:
            return (
                f"Acte abrogé, pour l'avenir, par la délibération n° {end.decided_by}",
                CRPA_REPEAL,
            )
        case other:
            raise AssertionError(f"no sentence for {other.NAME}")


def result_words(fact: Fact[Payload], result: ResultProclaimed, dossier: Dossier) -> str:
    """What was proclaimed; contested, and why, where it already was on the day it was recorded.

    What later facts make of it is told beside it (R-9.6).
    """
    if result.outcome is not Outcome.CONTESTED:
        said = f"délibération {OUTCOMES[result.outcome]}"
        if situation(dossier, result.day).outcome is result.outcome:
            return f"Résultat proclamé : {said}"
    else:
        said = "délibération adoptée selon une lecture du droit, rejetée selon l'autre"
    then = situation(as_known(dossier, fact.entry.position), result.day)
    why = why_contested(then) if then.result and then.result.ref == fact.ref else ""
    if why:
        return f"Résultat proclamé, contesté : {said} ; {why}"
    return f"Résultat proclamé{', contesté' * (result.outcome is Outcome.CONTESTED)} : {said}"


def moves_of(arrived: EntryMovedHere, dossier: Dossier) -> Iterator[EntryMoved]:
    """The other half of a move, on the stream that the entry came from."""
    for stream in (dossier.entries, *dossier.elsewhere):
        for entry in stream:
            if entry.ref == arrived.move and isinstance(entry.payload, EntryMoved):
                yield entry.payload


def short(ref: str) -> str:
    """An entry as people name it: « 2026-014#3 »."""
    return ref.removeprefix("deliberation/")


def entry_name(ref: str, here: str) -> str:
    """An entry as its own stream names it: « n° 3 »; with its stream where that is another one."""
    stream, _, version = ref.rpartition("#")
    return f"n° {version}" if stream == here else f"n° {short(ref)}"


def amended_fields(amendment: EntryAmended, dossier: Dossier, position: int) -> str:
    """Field by field, what was read until that position of the log, and what is right."""
    earlier = [
        standing
        for stream in (dossier.entries, *dossier.elsewhere, dossier.institution.entries)
        for standing in resolve([entry for entry in stream if entry.position < position])
    ]
    target = next((s for s in earlier if s.entry.ref == amendment.target), None)
    before = target.payload.model_dump(mode="json") if target else {}
    return ", ".join(
        f"{label(field)} : {change_words(field, before.get(field), value, dossier)}"
        for field, value in amendment.fields.items()
    )


def change_words(field: str, before: object, after: object, dossier: Dossier) -> str:
    """What was read, and what is right; of a long list, what leaves it and what enters."""
    if (
        isinstance(before, list)
        and isinstance(after, list)
        and max(map(len, (before, after))) > MANY
    ):
        out = [each for each in before if each not in after]
        new = [each for each in after if each not in before]
        said = [f"{len(before)} → {len(after)}"]
        said += [f"sans {words(field, out, dossier)}"] if out else []
        said += [f"avec {words(field, new, dossier)}"] if new else []
        return ", ".join(said)
    return f"{words(field, before, dossier)} → {words(field, after, dossier)}"


def commune(dossier: Dossier, fact: Fact[Payload] | None = None) -> str:
    """The name of the commune that is asked; of a fact, of the one asked when it was recorded."""
    return dossier.institution.commune_name(commune_asked(dossier, fact) or "")


def until(fact: Fact[Payload], dossier: Dossier) -> str:
    """How long the commune has, where this entry makes the period run."""
    consultation = dossier.course(fact.payload.day).consultation
    period = dossier.period(consultation, consultation.starts_on) if consultation else None
    if period is None:
        return ""
    # « elle » is the commune where its town hall has just been named.
    who = "elle" if isinstance(fact.payload, ConsultationReceived) else "la commune"
    return f" ; {who} a jusqu'au {french_date(period.last_day)} pour rendre son avis"


def opinion_sentence(fact: Fact[Payload], opinion: OpinionRendered, dossier: Dossier) -> str:
    """The commune's answer, and what it is worth."""
    where, ref = commune(dossier, fact), fact.ref
    there = situation(dossier, opinion.voted_on)
    arrived = "" if opinion.day == opinion.voted_on else f", parvenu le {french_date(opinion.day)}"
    if opinion.organ is Organ.MAYOR:
        return (
            f"Lettre du maire {de(where)} ({SENSES[opinion.sense]}){arrived} : seul le conseil "
            "municipal rend l'avis, sans effet sur le délai"
        )
    if opinion.organ is Organ.OTHER:
        return (
            f"Courrier reçu {de(where)} ({SENSES[opinion.sense]}){arrived} : seul le conseil "
            "municipal rend l'avis, sans effet sur le délai"
        )
    said = f"Délibération du conseil municipal {de(where)} : {SENSES[opinion.sense]}{arrived}"
    if ref not in {f.ref for c in there.course.consultations for f in c.opinions}:
        return f"{said} ; aucune consultation n'étant en cours, il est conservé sans effet"
    if ref in {f.ref for f in there.late_opinions}:
        return f"{said} ; tardif, il n'est qu'un élément d'appréciation"
    return said


def vote_sentence(vote: CouncilVoted, dossier: Dossier) -> str:
    """The council's vote, the majority it needed and why."""
    there = situation(dossier, vote.day)
    cast = (
        f"{vote.votes_for} pour, {vote.votes_against} contre, {vote.abstentions} abstention"
        f"{'s' if vote.abstentions > 1 else ''}"
    )
    ballot = " au scrutin secret" if vote.secret else ""
    casting = {
        Casting.FOR: ", voix prépondérante du président pour",
        Casting.AGAINST: ", voix prépondérante du président contre",
        Casting.NONE: "",
    }[vote.casting]
    held = f" ; vote tenu malgré tout : {vote.as_held}" if vote.as_held else ""
    return (
        f"Le conseil se prononce{ballot} : {cast} ({vote.in_office} membres en exercice)"
        f"{casting} ; {majority_words(there)}{irregular_words(there)}{held}"
    )


def majority_words(there: Situation) -> str:
    """The majority required, and because of which opinion."""
    if there.majority is Majority.TWO_THIRDS_MEMBERS and there.case.raised:
        part = french_part(there.case.raised.fraction)
        needed = f"{part} des membres requis, soit {there.threshold} voix"
        if not there.case.needs_two_thirds():
            needed += " selon la lecture la plus stricte"
            return f"{needed} ({OPINIONS[there.opinion]} selon la lecture par défaut)"
    else:
        needed = "majorité absolue des suffrages exprimés"
    return f"{needed}, {OPINIONS[there.opinion]}"


def irregular_words(there: Situation) -> str:
    """What was done although the law forbade it."""
    wrong = (*there.irregular_ballot, *there.irregularities)
    return "".join(f" ; irrégularité : {IRREGULARITIES[each]}" for each in wrong)


def silence_words(period: Period, dossier: Dossier) -> str:
    """The sentence of a tacit opinion that is not minuted."""
    return (
        f"Avis {de(commune(dossier))} réputé favorable, délai échu le "
        f"{french_date(period.last_day)}, aucun avis rendu ; pas encore inscrit par l'échéancier"
    )
