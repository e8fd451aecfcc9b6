"""The sentences of the institutions: what each entry of a body, a meeting or title III says."""

from collections.abc import Sequence

from domain.assembly.events import (
    AgreementMade,
    BureauComposed,
    CommissionJoined,
    ConferenceReferred,
    CouncilsRenewed,
    DecisionTaken,
    DevelopmentCouncilComposed,
    Ended,
    ExtraCouncillorsSent,
    MeetingRequested,
    MemberAppointed,
    MetropolitanDayHeld,
    PactAdopted,
    PowerDelegated,
    PresidentElected,
    SeatHeld,
    SeatsFilled,
    SeatsVacated,
    ServiceCreated,
    ServiceJoined,
    ServiceLeft,
)
from domain.assembly.meeting_events import (
    AgendaItem,
    BallotHeld,
    CouncillorsInformed,
    ItemQualified,
    MeetingConvened,
    MeetingOpened,
    MeetingPublished,
    MemberReplaced,
    MembersArrived,
    MembersLeft,
    MembersRecused,
    MinutesSettled,
    ProxyGiven,
    SubstituteSat,
    VideoconferenceDecided,
    VotesNamed,
)
from domain.assembly.powers import delegate_words
from domain.entry import Payload
from domain.events import CouncilVoted, InstitutionEstablished, SeatsAllotted
from domain.institution import Institution
from domain.law.competence import matter
from domain.law.french import de, french_date, french_hour, many
from domain.words import AppointedAs, BallotKind, Body, Casting, Published, RecusalGround, Sent
from projections.words import NATURES

BODIES_WORDS = {
    Body.COUNCIL: "conseil",
    Body.BUREAU: "bureau",
    Body.MAYORS_CONFERENCE: "conférence des maires",
    Body.COMMISSION: "commission",
    Body.DEVELOPMENT_COUNCIL: "conseil de développement",
}
OF_THE_BODY = {
    Body.COUNCIL: "du conseil",
    Body.BUREAU: "du bureau",
    Body.MAYORS_CONFERENCE: "de la conférence des maires",
    Body.COMMISSION: "de la commission",
    Body.DEVELOPMENT_COUNCIL: "du conseil de développement",
}
CONVENED_UNDER = {
    Body.COUNCIL: "CGCT L. 2121-10, L. 2121-12",
    Body.BUREAU: "CGCT L. 2121-10, L. 2121-12",
    Body.MAYORS_CONFERENCE: "CGCT L. 5211-11-3 ; pacte, art. 5",
    Body.COMMISSION: "CGCT L. 2121-22 ; pacte, art. 7",
    Body.DEVELOPMENT_COUNCIL: "CGCT L. 5211-10-1",
}
KINDS = {
    BallotKind.ORDINARY: "scrutin ordinaire",
    BallotKind.PUBLIC: "scrutin public",
    BallotKind.SECRET: "scrutin secret",
}
WHAT = {
    Sent.LIST: "la liste des délibérations",
    Sent.MINUTES: "le procès-verbal",
    Sent.CONVOCATION: "copie de la convocation et de la note de synthèse",
    Sent.OPINIONS: "les avis de la conférence des maires",
}
WHAT_IS = {
    Published.LIST: "Liste des délibérations publiée",
    Published.MINUTES: "Procès-verbal publié",
}
GROUNDS = {
    RecusalGround.INTEREST: "intérêt",
    RecusalGround.L1111_6: "L. 1111-6, hors du compte du quorum",
}


def institution_sentence(payload: Payload, institution: Institution) -> tuple[str, str] | None:
    """What an entry of the institutions says, and the text behind it; None for another kind."""
    return (
        people(payload, institution)
        or powers(payload)
        or calls(payload)
        or meeting(payload, institution)
        or cooperation(payload, institution)
    )


def people(payload: Payload, institution: Institution) -> tuple[str, str] | None:
    name = institution.commune_name
    match payload:
        case InstitutionEstablished() as established:
            return f"Registre ouvert pour {established.name}", "CGCT L. 5211-1"
        case SeatsAllotted() as allotted:
            return f"{allotted.name} : {seats(allotted.seats)} au conseil", "CGCT L. 5211-6-1"
        case SeatHeld() as held:
            return f"Siège {held.seat} occupé par {held.person}", "C. élect. L. 273-10"
        case PresidentElected() as elected:
            return f"{elected.member} élu à la présidence", "CGCT L. 5211-2"
        case SeatsVacated() as vacated:
            vacant = "Siège vacant" if len(vacated.members) == 1 else "Sièges vacants"
            return f"{vacant} : {listed(vacated.members)}", "C. élect. L. 273-10"
        case SeatsFilled() as filled:
            again = "Siège pourvu" if len(filled.members) == 1 else "Sièges pourvus"
            return f"{again} : {listed(filled.members)}", "C. élect. L. 273-10"
        case MemberAppointed() as appointed:
            vice = appointed.appointed_as is AppointedAs.VICE_PRESIDENT
            roads = ", chargé de la voirie" if appointed.roads else ""
            what = "vice-président" if vice else "conseiller délégué"
            return f"{appointed.member} nommé {what}{roads}", "CGCT L. 5211-10 ; pacte, art. 3"
        case BureauComposed() as composed:
            without = f" ; sans voix : {listed(composed.attending)}" if composed.attending else ""
            return (
                f"Bureau composé de {many(len(composed.members), 'membre')}{without}",
                "pacte, art. 4",
            )
        case DevelopmentCouncilComposed() as composed:
            return (
                f"Conseil de développement composé de {composed.men} hommes et "
                f"{composed.women} femmes",
                "CGCT L. 5211-10-1 ; pacte, art. 6",
            )
        case CommissionJoined() as joined:
            return f"{joined.member} choisit la commission « {joined.commission} »", "pacte, art. 7"
        case ExtraCouncillorsSent() as sent:
            return (
                f"{name(sent.commune)} envoie "
                f"{many(sent.number, 'conseiller municipal', 'conseillers municipaux')} à la "
                f"commission « {sent.commission} »",
                "pacte, art. 7",
            )
        case Ended() as ended:
            return f"Fin de ce que l'inscription {ended.entry} avait commencé", "règle du registre"
    return None


def powers(payload: Payload) -> tuple[str, str] | None:
    match payload:
        case PowerDelegated() as given:
            until = f", jusqu'au {french_date(given.until)}" if given.until else ""
            to = f"à {delegate_words(given.to, given.member)}".replace("à le ", "au ")
            act = f", par la délibération n° {given.deliberation}" if given.deliberation else ""
            return (
                f"Le conseil délègue {to} : {matter(given.matter).label}{until}{act}",
                "CGCT L. 5211-10",
            )
        case DecisionTaken() as decision:
            by = delegate_words(decision.by, decision.member)
            return (
                f"Décision « {decision.number} » prise par délégation, par {by} : {decision.object}",
                "CGCT L. 5211-10",
            )
    return None


def calls(payload: Payload) -> tuple[str, str] | None:
    match payload:
        case MeetingRequested() as request:
            of_council = request.body is Body.COUNCIL
            article = "CGCT L. 2121-9" if of_council else "CGCT L. 5211-11-3"
            asking = many(request.asking, "membre" if of_council else "maire")
            return f"Réunion {OF_THE_BODY[request.body]} demandée par {asking}", article
        case ConferenceReferred() as referral:
            return (
                f"Le bureau vote la saisine de la conférence des maires : {referral.votes_for} "
                f"pour, {referral.votes_against} contre, {many(referral.abstentions, 'abstention')}",
                "pacte, art. 5",
            )
        case MetropolitanDayHeld():
            return "Journée métropolitaine tenue", "pacte, art. 8"
        case CouncilsRenewed():
            return "Renouvellement général des conseils municipaux", "CGCT L. 5211-11-2"
        case PactAdopted():
            return "Pacte de gouvernance adopté", "CGCT L. 5211-11-2"
    return None


def meeting(payload: Payload, institution: Institution) -> tuple[str, str] | None:
    match payload:
        case MeetingConvened() as notice:
            return convened(notice), CONVENED_UNDER[notice.body]
        case MeetingOpened() as opened:
            refused = "" if opened.urgency_accepted else " ; l'urgence n'est pas admise"
            return (
                f"Séance ouverte : {many(len(opened.present), 'présent')}{refused}",
                "CGCT L. 2121-17",
            )
        case MembersArrived() as moved:
            return f"Arrivée au point {moved.item} : {listed(moved.members)}", "CGCT L. 2121-17"
        case MembersLeft() as moved:
            return (
                f"Départ avant le point {moved.item} : {listed(moved.members)}",
                "CGCT L. 2121-17",
            )
        case SubstituteSat() as sat:
            return (
                f"Le suppléant {de(sat.member)} siège à compter du point {sat.item}",
                "CGCT L. 5211-6",
            )
        case ProxyGiven() as proxy:
            ill = ", maladie constatée" if proxy.illness else ""
            row = f", {proxy.consecutive}e séance de suite" if proxy.consecutive > 1 else ""
            return (
                f"Pouvoir {de(proxy.giver)} à {proxy.bearer}{row}{ill}",
                "CGCT L. 2121-20",
            )
        case MembersRecused() as recused:
            return (
                f"Se retirent du point {recused.item} ({GROUNDS[recused.ground]}) : "
                f"{listed(recused.members)}",
                "CGCT L. 2131-11",
            )
        case MemberReplaced() as replaced:
            return (
                f"{replaced.member} remplacé pour cette réunion par "
                f"{replaced.municipal_councillor} ({institution.commune_name(replaced.commune)})",
                "CGCT L. 5211-40-1",
            )
        case VideoconferenceDecided():
            return "La séance se tient par visioconférence", "CGCT L. 5211-11-1"
        case ItemQualified() as about:
            waived = ", le secret écarté à l'unanimité" if about.waived else ""
            return f"Point {about.item} : {NATURES[about.nature]}{waived}", "CGCT L. 2121-21"
        case VotesNamed() as named:
            return by_name(named), "CGCT L. 2121-21, L. 2121-15"
        case BallotHeld() as ballot:
            return balloted(ballot), "CGCT L. 2121-20, L. 2121-21"
        case MinutesSettled() as settled:
            return f"Procès-verbal arrêté à la séance « {settled.at} »", "CGCT L. 2121-15"
        case MeetingPublished() as published:
            return WHAT_IS[published.what], "CGCT L. 2121-25, L. 2121-15"
        case CouncillorsInformed() as informed:
            return (
                f"Les conseillers municipaux reçoivent {WHAT[informed.what]}",
                "CGCT L. 5211-40-2 ; pacte, art. 9",
            )
    return None


def convened(notice: MeetingConvened) -> str:
    of = OF_THE_BODY[notice.body]
    which = f" « {notice.commission} »" if notice.commission else ""
    urgency = ", en urgence" if notice.urgency else ""
    second = f", seconde convocation après « {notice.second_of} »" if notice.second_of else ""
    omitted = f" ; non envoyée à {listed(notice.omitted)}" if notice.omitted else ""
    paper = f" ; sur papier : {listed(notice.on_paper)}" if notice.on_paper else ""
    hour = f" ; envoyée à {french_hour(notice.sent_at)}" if notice.sent_at else ""
    agenda = " ; ".join(f"{n}. {item_words(item)}" for n, item in enumerate(notice.agenda, start=1))
    return (
        f"Convocation {of}{which} pour le {french_date(notice.held)} (séance "
        f"« {notice.meeting} »){urgency}{second}{hour}{omitted}{paper} ; ordre du jour : {agenda or 'aucun'}"
    )


def item_words(item: AgendaItem) -> str:
    return f"délibération n° {item.deliberation}" if item.deliberation else item.object or ""


def balloted(ballot: BallotHeld) -> str:
    held = f" ; tenu malgré tout : {ballot.as_held}" if ballot.as_held else ""
    return (
        f"Point {ballot.item} mis aux voix, {KINDS[ballot.kind]} : {ballot.votes_for} pour, "
        f"{ballot.votes_against} contre, {many(ballot.abstentions, 'abstention')}{casting_words(ballot)}{held}"
    )


def casting_words(ballot: BallotHeld | CouncilVoted) -> str:
    """The president's casting vote, where it is on record (CGCT L. 2121-20)."""
    if ballot.casting is Casting.NONE:
        return ""
    secret = ballot.secret if isinstance(ballot, CouncilVoted) else ballot.kind is BallotKind.SECRET
    idle = ", sans effet au scrutin secret" if secret else ""
    way = "pour" if ballot.casting is Casting.FOR else "contre"
    return f", voix prépondérante {way}{idle}"


def by_name(named: VotesNamed) -> str:
    """How many of each, and the first of them: ``tacite meeting show --item`` has every name."""
    groups = {
        "pour": named.names_for,
        "contre": named.names_against,
        "abstention": named.names_abstaining,
    }
    said = [f"{how} ({len(names)}) : {listed(names)}" for how, names in groups.items() if names]
    return f"Votes nom par nom au point {named.item} : {' ; '.join(said) or 'aucun'}"


def cooperation(payload: Payload, institution: Institution) -> tuple[str, str] | None:
    match payload:
        case ServiceCreated() as created:
            where = communes(created.communes, institution)
            under = f" ; {created.scheme}" if created.scheme else ""
            by = decided_by(created.deliberation)
            return (
                f"Service commun « {created.service} » créé : {where}{under}{by}",
                "pacte, art. 11",
            )
        case ServiceJoined() as joined:
            where = communes(joined.communes, institution)
            by = decided_by(joined.deliberation)
            return (
                f"Rejoignent le service commun « {joined.service} » : {where}{by}",
                "pacte, art. 11",
            )
        case ServiceLeft() as left:
            where = communes(left.communes, institution)
            by = decided_by(left.deliberation)
            return f"Quittent le service commun « {left.service} » : {where}{by}", "pacte, art. 11"
        case AgreementMade() as made:
            until = f", jusqu'au {french_date(made.until)}" if made.until else ""
            where = communes(made.parties, institution)
            return f"Convention entre {where} : {made.object}{until}", "pacte, art. 12"
    return None


def decided_by(deliberation: str | None) -> str:
    return f" ; délibération n° {deliberation}" if deliberation else ""


def communes(codes: Sequence[str], institution: Institution) -> str:
    return listed([institution.commune_name(code) for code in codes])


def seats(number: int) -> str:
    return f"{number} siège" if number == 1 else f"{number} sièges"


def listed(names: Sequence[str]) -> str:
    """Names, the first ten of a long list."""
    shown = ", ".join(names[:10])
    return shown if len(names) <= 10 else f"{shown} et {len(names) - 10} autres"
