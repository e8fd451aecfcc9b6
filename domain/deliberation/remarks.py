"""What the register says of a step it records all the same: a warning never blocks (R-1.14, R-6.2)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from domain.assembly.meeting_events import ActPublished, ActTransmitted, PrefectWrote
from domain.assembly.prefect import prefect_periods, stands
from domain.deliberation.contested import readings_disagree
from domain.deliberation.development import L_5211_10_1, missing_opinion
from domain.deliberation.dossier import Consultation, Dossier
from domain.deliberation.signed import asking
from domain.deliberation.situation import Situation, situation
from domain.entry import Payload
from domain.events import (
    CommuneConsulted,
    CouncilVoted,
    DraftRevised,
    FileCompleted,
    OpinionRendered,
)
from domain.law.book import Law
from domain.law.french import french_date, french_part
from domain.law.majorities import quorum
from domain.words import (
    Casting,
    Change,
    Instruction,
    Majority,
    Opinion,
    Organ,
    Outcome,
    SignedPoint,
)


@dataclass(frozen=True)
class Remark:
    """One warning, for a person, with the text behind it."""

    sentence: str
    article: str


def remarks(step: Payload, before: Dossier) -> Iterator[Remark]:
    """What a careful clerk would say when writing this step down."""
    match step:
        case CouncilVoted() as vote:
            yield from of_vote(situation(before.with_fact(vote), vote.day))
        case OpinionRendered() as opinion:
            yield from of_opinion(opinion, before)
        case FileCompleted() as completion:
            yield from of_completion(completion)
        case ActTransmitted() | ActPublished():
            yield from of_no_act(step.day, before)
        case PrefectWrote() as letter:
            yield from of_letter(letter, before)
        case DraftRevised(change=Change.NEW_QUESTION):
            yield Remark(
                "Question nouvelle : transmettez de nouveau le projet, les trois mois repartent ; "
                "regardez aussi la qualification.",
                "CGCT L. 5211-57",
            )
        case DraftRevised() as revision:
            there = situation(before, revision.day)
            if there.majority is Majority.TWO_THIRDS_MEMBERS and there.case.raised:
                yield Remark(
                    f"Les {french_part(there.case.raised.fraction)} des membres restent requis, même "
                    "si le texte répond à l'avis "
                    "défavorable, sauf nouvelle consultation.",
                    "CGCT L. 5211-57",
                )


def of_completion(completion: FileCompleted) -> Iterator[Remark]:
    """Warnings on missing pieces that arrived: the three months start with them (R-1.2)."""
    if completion.sent_on > completion.day:
        yield Remark(
            "L'envoi des pièces est daté d'après leur arrivée : vérifiez les deux dates.",
            "CGCT L. 5211-57",
        )
    if not completion.documents:
        yield Remark(
            "Rien ne prouve ici l'arrivée des pièces, dont les trois mois dépendent : gardez "
            "l'accusé de réception ; pour le joindre, annulez cette inscription et refaites-la "
            "avec --document.",
            "CGCT L. 5211-57 ; règle R-1.2",
        )


def of_vote(there: Situation) -> Iterator[Remark]:
    """Warnings on a vote: early, cautious, unreviewed, contested."""
    if there.vote_with_caution and there.period:
        yield Remark(
            "Vote entre la fin stricte et la fin prudente du délai "
            f"({french_date(there.period.prudent_end)}) : un avis défavorable de ces jours-là "
            "ferait discuter le résultat.",
            "CGCT L. 5211-57",
        )
    if there.opinion is Opinion.TACIT_FAVOURABLE:
        yield Remark(
            "Avis tacite : la liste des délibérations publiée par la commune a-t-elle été "
            "consultée ?",
            "CGCT L. 2121-25",
        )
    if not there.course.reviews and not there.lacks_review:
        yield Remark(
            "Aucune commission n'a examiné le projet (consultatif, sauf règlement intérieur).",
            "CGCT L. 2121-22",
        )
    if missing := missing_opinion(there):
        yield Remark(
            f"{missing[0].upper()}{missing[1:]} (vice de procédure possible).", L_5211_10_1
        )
    if there.outcome is Outcome.CONTESTED:
        yield Remark(
            f"Résultat contesté : {readings_disagree(there)} ; "
            f"{asking(there, SignedPoint.MAJORITY, 'dise laquelle suivre')}.",
            "CGCT L. 5211-57",
        )
    if there.vote:
        yield from of_the_count(there.vote.payload, there.dossier.law)
    if there.irregularities:
        yield Remark(
            "Vote inscrit comme tenu, avec son irrégularité.",
            "CGCT L. 5211-57",
        )


def of_the_count(vote: CouncilVoted, law: Law) -> Iterator[Remark]:
    """Warnings on the numbers themselves: a tie, a casting vote that cannot be, few voters."""
    tie = vote.votes_for == vote.votes_against
    if vote.secret and vote.casting is not Casting.NONE:
        yield Remark(
            "Au scrutin secret il n'y a pas de voix prépondérante : elle est notée sans effet.",
            "CGCT L. 2121-20",
        )
    elif tie and vote.casting is Casting.NONE and not vote.secret:
        yield Remark(
            "Partage des voix au scrutin public : la voix du président est prépondérante ; s'il "
            "s'est prononcé, elle manque ici (--casting).",
            "CGCT L. 2121-20",
        )
    if vote.ballots < quorum(law.share("quorum", vote.day), vote.in_office):
        yield Remark(
            f"{vote.ballots} voix pour {vote.in_office} membres en exercice : vérifiez le quorum, "
            "qui se compte sur les présents.",
            "CGCT L. 2121-17",
        )


def of_opinion(opinion: OpinionRendered, before: Dossier) -> Iterator[Remark]:
    """Warnings on an answer of the commune: no effect, late, too late to change anything."""
    if opinion.organ is not Organ.MUNICIPAL_COUNCIL:
        yield Remark(
            "Seul le conseil municipal rend l'avis : ce courrier est conservé, sans effet sur le délai.",
            "CGCT L. 5211-57",
        )
        return
    there = situation(before, opinion.voted_on)
    asked = there.course.consultation
    closing = closed_by(asked, before) if asked else None
    if asked is None:
        yield Remark(
            "Aucune consultation n'était en cours ce jour-là : l'avis est conservé sans effet ; "
            "demandez à la commune de voter de nouveau sur le texte transmis.",
            "CGCT L. 5211-57",
        )
    elif closing is not None:
        yield of_a_closed_question(closing, before)
    elif there.period and opinion.voted_on > there.period.last_day:
        yield Remark(
            f"Avis tardif, le délai étant échu le {french_date(there.period.last_day)} : élément "
            "d'appréciation à montrer aux conseillers.",
            "CE 2 mars 2007, n° 284704",
        )
        if opinion.voted is None:
            yield Remark(
                "Le jour du vote municipal n'est pas donné : il est tenu pour celui de l'arrivée. Voté "
                f"au plus tard le {french_date(there.period.last_day)}, l'avis compterait : lisez le "
                "jour sur l'extrait et, s'il est autre, rectifiez-le (tacite correct amend … --set "
                "voted=AAAA-MM-JJ).",
                "CGCT L. 5211-57 ; règle R-1.4",
            )
    if there.vote is None and (vote := before.whole_course.vote) and opinion.counts:
        yield Remark(
            f"Le conseil s'est prononcé le {french_date(vote.payload.day)} : vérifiez si la "
            "majorité alors requise change (tacite explain).",
            "CGCT L. 5211-57",
        )


def closed_by(asked: Consultation, dossier: Dossier) -> DraftRevised | CommuneConsulted | None:
    """The new question, or the new sending, that closed a consultation; None while it is in force."""
    sent = False
    for fact in dossier.facts:
        match fact.payload:
            case DraftRevised(change=Change.NEW_QUESTION) as revision if sent:
                return revision
            case CommuneConsulted() as sending:
                if sent:
                    return sending
                sent = fact.ref == asked.sending.ref
    return None


def of_a_closed_question(closing: DraftRevised | CommuneConsulted, dossier: Dossier) -> Remark:
    """An opinion belongs to the text on which it was voted, and falls with it (R-1.9)."""
    what = "la question nouvelle" if isinstance(closing, DraftRevised) else "la transmission"
    now = dossier.whole_course.consultation
    ask = (
        f"demandez à la commune de voter sur le texte transmis le {french_date(now.sending.payload.day)}"
        if now
        else "transmettez le nouveau texte à la commune"
    )
    return Remark(
        f"Avis voté sur une consultation close depuis par {what} du {french_date(closing.day)} : "
        f"il est conservé, sans effet sur la suite ; {ask}.",
        "CGCT L. 5211-57 ; règle R-1.9",
    )


def of_no_act(day: date, before: Dossier) -> Iterator[Remark]:
    """Transmitted or published while there is no act: recorded, for it happened (R-9.1)."""
    there = situation(before, day)
    if stands(there):
        return
    vote = before.whole_course.vote
    if there.vote:
        why = (
            f"Le projet a été rejeté le {french_date(there.vote.payload.day)} : il n'y a pas d'acte"
        )
    elif vote:
        why = f"Le conseil ne s'est prononcé que le {french_date(vote.payload.day)}"
    else:
        why = "Le conseil ne s'est pas prononcé"
    yield Remark(
        f"{why} ; au {french_date(day)} rien ne pouvait être transmis ni publié. Vérifiez le numéro "
        "et le jour : une erreur se rectifie (tacite correct) ; sinon, transmettez et publiez l'acte "
        "une fois voté.",
        "CGCT L. 2131-1",
    )


def of_letter(letter: PrefectWrote, before: Dossier) -> Iterator[Remark]:
    """What a letter does to the prefect's two months, where one may be mistaken (R-9.2)."""
    found = prefect_periods(situation(before, letter.day))
    if letter.what is Instruction.PIECES_SENT:
        yield Remark(
            "L'envoi des pièces ne fait pas repartir le délai du préfet : inscrivez leur réception "
            "(pieces_received), ou le refus de les envoyer (pieces_refused).",
            "CE, 15 mai 2013, n° 357031",
        )
    late = found and found[-1].stopped_by is None and letter.day > found[-1].last_day
    if late and letter.what in (Instruction.PIECES_REQUESTED, Instruction.GRACIOUS_APPEAL):
        yield Remark(
            f"Après la fin du délai du préfet ({french_date(found[-1].last_day)}) : cette demande ne "
            "le fait pas repartir.",
            "CGCT L. 2131-6",
        )
