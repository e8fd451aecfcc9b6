"""Why a step of the institutions is refused: a closed list, in the form of ``domain/refusals.py``."""

from domain.refusals import Ground, Grounded


class Rule(Grounded):
    """Every ground on which a step of the institutions is refused."""

    # --- Bodies (pact, art. 1 to 8) ----------------------------------------------------------

    NOT_A_MEMBER = Ground(
        "{member} n'est pas membre du conseil au {day}.",
        "Vérifiez le siège et la date, ou inscrivez d'abord qui l'occupe.",
        "CGCT L. 5211-6",
    )
    IS_PRESIDENT = Ground(
        "{member} préside l'établissement : le président n'est ni vice-président ni délégué.",
        "Nommez un autre conseiller.",
        "CGCT L. 5211-9",
    )
    UNKNOWN_COMMISSION = Ground(
        "« {commission} » n'est pas une commission.",
        "Commissions : {known}.",
        "pacte, art. 7",
    )
    CHOOSES_BY_RIGHT = Ground(
        "{member} siège de droit dans les cinq commissions au {day}.",
        "Il n'a pas à choisir.",
        "pacte, art. 7",
    )
    ROADS_BY_RIGHT = Ground(
        "La commission voirie réunit tous les maires, de droit et seuls.",
        "Choisissez une commission thématique.",
        "pacte, art. 7",
    )
    ALREADY_JOINED = Ground(
        "{member} a déjà choisi cette commission.",
        "Choisissez-en une autre.",
        "pacte, art. 7",
    )
    TWO_COMMISSIONS = Ground(
        "{member} a déjà choisi {most} commissions sur cinq.",
        "Mettez fin à l'un de ces choix d'abord.",
        "pacte, art. 7",
    )
    ANOTHER_COMMUNE = Ground(
        "Le remplaçant vient de la même commune que l'élu absent.",
        "Le maire de cette commune le désigne.",
        "CGCT L. 5211-40-1",
    )
    TOO_MANY_SEATS = Ground(
        "Une commune de {seats} sièges n'envoie pas de conseillers municipaux aux commissions.",
        "Cela est réservé aux communes d'un ou deux sièges.",
        "pacte, art. 7",
    )
    TWO_EXTRA_COUNCILLORS = Ground(
        "Conseillers déjà envoyés par la commune : {number} ; {most} au plus, à une seule commission.",
        "Vérifiez la commission et le nombre.",
        "pacte, art. 7",
    )
    UNBALANCED = Ground(
        "Hommes : {men} ; femmes : {women} ; l'écart dépasse un.",
        "Revoyez la composition.",
        "CGCT L. 5211-10-1",
    )
    COUNCILLORS_AMONG_THEM = Ground(
        "Un conseiller métropolitain ne siège pas au conseil de développement ({members}).",
        "Revoyez la composition.",
        "CGCT L. 5211-10-1",
    )
    MORE_VOICES_THAN_MEMBERS = Ground(
        "{voices} voix pour {members} membres.",
        "Vérifiez le nombre.",
        "CGCT L. 2121-9",
    )
    MORE_VOICES_THAN_BUREAU = Ground(
        "{voices} voix pour {members} membres du bureau.",
        "Vérifiez le décompte.",
        "pacte, art. 5",
    )
    DOES_NOT_HOLD = Ground(
        "Ce que l'inscription {entry} a commencé ne vaut pas au {day} : rien à quoi mettre fin.",
        "Vérifiez l'inscription et la date.",
        "règle du registre",
    )

    # --- Who decides (CGCT L. 5211-10) ---------------------------------------------------------

    NON_DELEGABLE = Ground(
        "« {matter} » ne se délègue pas : le conseil est seul compétent.",
        "Inscrivez la question à l'ordre du jour du conseil.",
        "CGCT L. 5211-10",
    )
    NOT_A_VICE_PRESIDENT = Ground(
        "{member} n'est pas vice-président au {day}.",
        "Vérifiez la nomination et la date.",
        "CGCT L. 5211-10",
    )
    NO_DELEGATION = Ground(
        "Aucune délégation n'est en vigueur au {day} pour cette autorité et cette matière.",
        "Soumettez la décision au conseil, ou vérifiez les dates de la délégation.",
        "CGCT L. 5211-10",
    )

    # --- Meetings (CGCT L. 2121-10 to L. 2121-21) -----------------------------------------------

    ALREADY_CONVENED = Ground(
        "La séance « {meeting} » est déjà convoquée.",
        "Donnez un autre nom à la nouvelle séance.",
        "CGCT L. 2121-10",
    )
    NOT_CONVENED = Ground(
        "La séance « {meeting} » n'est pas convoquée au {day}.",
        "Inscrivez d'abord la convocation.",
        "CGCT L. 2121-10",
        absent=True,
    )
    CONVENED_LATER = Ground(
        "La séance « {meeting} » n'est pas encore convoquée au {day} : elle l'est le {since}.",
        "Vérifiez le jour.",
        "CGCT L. 2121-10",
    )
    ANOTHER_AGENDA = Ground(
        "Une délibération ne s'inscrit qu'à l'ordre du jour du conseil.",
        "Donnez l'objet de la question.",
        "CGCT L. 2121-10",
    )
    NOT_A_FIRST_MEETING = Ground(
        "« {meeting} » n'est pas une première séance de cette instance, ouverte au {day}.",
        "Une seconde convocation suit une séance ouverte sans quorum.",
        "CGCT L. 2121-17",
    )
    ALREADY_OPENED = Ground(
        "La séance « {meeting} » est déjà ouverte.",
        "Une erreur se rectifie (tacite correct amend {opening} --set présents=SIÈGES).",
        "CGCT L. 2121-15",
    )
    NOT_THAT_DAY = Ground(
        "La séance « {meeting} » se tient le {held}, pas le {day}.",
        "Vérifiez la date.",
        "CGCT L. 2121-15",
    )
    AFTER_THE_MEETING = Ground(
        "La séance « {meeting} » s'est tenue le {held} : un pouvoir se donne avant ou pendant.",
        "Vérifiez la date.",
        "CGCT L. 2121-20",
    )
    NOT_OPENED = Ground(
        "La séance « {meeting} » n'est pas ouverte au {day}.",
        "Inscrivez d'abord l'ouverture.",
        "CGCT L. 2121-25",
    )
    COPY_OF_THE_COUNCIL = Ground(
        "« {meeting} » n'est pas une séance du conseil : sa convocation ne s'envoie pas en copie.",
        "Vérifiez le nom de la séance ; d'une conférence des maires s'envoient les avis (--what).",
        "CGCT L. 5211-40-2",
    )
    LIST_OF_THE_COUNCIL = Ground(
        "« {meeting} » est une conférence des maires : elle rend des avis, et n'a pas de liste "
        "des délibérations.",
        "Envoyez ses avis aux conseillers municipaux : tacite meeting inform {meeting} "
        "--what opinions.",
        "CGCT L. 5211-40-2",
    )
    OPINIONS_OF_THE_CONFERENCE = Ground(
        "« {meeting} » n'est pas une conférence des maires : elle ne rend pas de tels avis.",
        "Du conseil s'envoient la convocation, la liste, le procès-verbal (--what).",
        "CGCT L. 5211-40-2",
    )
    ALREADY_SETTLED = Ground(
        "Le procès-verbal de « {meeting} » est déjà arrêté.",
        "Une erreur se corrige au procès-verbal suivant.",
        "CGCT L. 2121-15",
    )
    NOT_SETTLED = Ground(
        "Le procès-verbal de « {meeting} » n'est pas arrêté au {day}.",
        "Il s'arrête au début d'une séance suivante.",
        "CGCT L. 2121-15",
    )
    NO_SUBSTITUTE = Ground(
        "{member} n'a pas de suppléant : seules les communes d'un siège en ont un.",
        "Il peut donner pouvoir.",
        "CGCT L. 5211-6",
    )
    TITULAR_IS_THERE = Ground(
        "{member} est présent : son suppléant ne siège pas.",
        "Inscrivez d'abord son départ.",
        "CGCT L. 5211-6",
    )
    SECOND_PROXY = Ground(
        "{member} a déjà reçu un pouvoir pour cette séance : {most} au plus par mandataire.",
        "Choisissez un autre mandataire.",
        "CGCT L. 2121-20",
    )
    SECOND_PROXY_GIVEN = Ground(
        "{member} a déjà donné pouvoir pour cette séance : qui est représenté n'a qu'une voix.",
        "Si l'élu a révoqué le premier par une décision signée, annulez-le (tacite correct annul), "
        "puis inscrivez celui-ci.",
        "CGCT L. 2121-20",
        inference=True,
    )
    FOURTH_MEETING = Ground(
        "Un même pouvoir ne vaut pas pour plus de {most} séances de suite, sauf maladie constatée.",
        "Faites établir un nouveau pouvoir.",
        "CGCT L. 2121-20",
    )
    ALREADY_BALLOTED = Ground(
        "Ce point, ou cette délibération, a déjà été mis aux voix.",
        "Un second vote appelle une nouvelle délibération.",
        "CGCT L. 2121-20",
    )
    OWN_PROXY = Ground(
        "{member} ne se donne pas pouvoir à lui-même.",
        "Nommez le collègue qui vote en son nom (--bearer).",
        "CGCT L. 2121-20",
    )
    VOTE_BEFORE_OPENING = Ground(
        "La séance « {meeting} » n'est pas ouverte au {day} : personne n'y a de voix.",
        "Inscrivez d'abord qui est là : tacite meeting open {meeting}.",
        "CGCT L. 2121-17",
    )
    MORE_ASKING_THAN_PRESENT = Ground(
        "{asking} un scrutin {kind}, pour {present}.",
        "Vérifiez le nombre : seuls les présents demandent un scrutin, les pouvoirs non.",
        "CGCT L. 2121-21",
    )
    MORE_VOTES_THAN_AVAILABLE = Ground(
        "{votes_for} pour + {votes_against} contre + {abstentions} = {sum}, pour "
        "{votes} voix disponibles ({present}, {proxies}).",
        "Vérifiez le décompte et l'émargement.",
        "CGCT L. 2121-20",
    )
    PROXIES_NOT_EXERCISED = Ground(
        "{votes_for} pour + {votes_against} contre + {abstentions} = {sum}, pour "
        "{votes} voix disponibles : sur ce point {idle} (mandant "
        "présent, mandataire absent, ou retrait).",
        "Recomptez sans eux ; si l'élu était là, ou absent, rectifiez son arrivée ou son départ "
        "(tacite correct amend). Qui les tient pour valables le dit par une décision signée "
        "(tacite decide NUMÉRO --on proxy).",
        "CGCT L. 2121-20",
        inference=True,
    )
    BALLOT_IRREGULAR = Ground(
        "Le point {item} ne peut pas être mis aux voix : {why}.",
        "Si le vote a eu lieu malgré tout, inscrivez-le comme tenu, avec son motif (--as-held).",
        "CGCT L. 2121-12, L. 2121-17",
    )
    BALLOT_NOT_ON_AGENDA = Ground(
        "La séance « {meeting} » {count} : le point {item} n'est pas à l'ordre du jour{others}.",
        "Vérifiez le numéro du point. S'il a été ajouté en séance et voté malgré tout, inscrivez-le "
        "comme tenu, avec son motif (--as-held).",
        "CGCT L. 2121-12, L. 2121-17",
    )
    ALREADY_REMOTE = Ground(
        "La séance « {meeting} » se tient déjà par visioconférence.",
        "Une erreur se rectifie.",
        "CGCT L. 5211-11-1",
    )
    NO_VIDEOCONFERENCE_YET = Ground(
        "La visioconférence n'est ouverte qu'aux séances tenues depuis le {since} ; celle-ci se "
        "tient le {held}.",
        "Réunissez le conseil en un seul lieu.",
        "CGCT L. 5211-11-1",
    )
    REMOTE_BEFORE = Ground(
        "La séance « {meeting} » s'est tenue le {held} : la visioconférence se décide avant.",
        "Donnez le jour de la décision du président (--day).",
        "CGCT L. 5211-11-1",
    )
    NO_SUCH_ITEM = Ground(
        "Le point {item} n'est pas à l'ordre du jour de « {meeting} ».",
        "Vérifiez le point.",
        "CGCT L. 2121-10",
    )
    ALREADY_QUALIFIED_ITEM = Ground(
        "La nature du point {item} est déjà inscrite.",
        "Une erreur se rectifie.",
        "CGCT L. 2121-21",
    )
    NOT_BALLOTED = Ground(
        "Le point {item} n'a pas été mis aux voix.",
        "Inscrivez d'abord le scrutin, avec son décompte.",
        "CGCT L. 2121-21",
    )
    SECRET_BALLOT = Ground(
        "Le scrutin du point {item} est secret : qui a voté quoi ne s'inscrit jamais.",
        "Gardez le seul décompte.",
        "CGCT L. 2121-21",
    )
    NOT_PUBLIC = Ground(
        "Le scrutin du point {item} est ordinaire : les noms ne s'inscrivent qu'au scrutin public, "
        "que demande le quart des présents.",
        "Si le quart l'a demandé, rectifiez d'abord le scrutin (demandes de scrutin public).",
        "CGCT L. 2121-21",
    )
    ALREADY_NAMED = Ground(
        "Les votes du point {item} sont déjà inscrits nom par nom ({entry}).",
        "Une erreur se rectifie.",
        "CGCT L. 2121-21",
    )
    NAMED_TWICE = Ground(
        "Nommé deux fois au point {item} : {members}.",
        "Chacun vote une fois ; un pouvoir se compte au nom de qui l'a donné.",
        "CGCT L. 2121-20",
    )
    NOT_A_VOTER = Ground(
        "Ni présent ni représenté au point {item} : {members}.",
        "Vérifiez l'émargement et les pouvoirs.",
        "CGCT L. 2121-20",
    )
    NAMES_DO_NOT_ADD_UP = Ground(
        "{named_for} noms pour, {named_against} contre, {named_abstaining} en abstention : le "
        "scrutin du point {item} porte {votes_for} pour, {votes_against} contre, {abstentions} en "
        "abstention.",
        "Complétez les noms, ou rectifiez le décompte avant de les inscrire.",
        "CGCT L. 2121-21",
    )
    NAMES_STAND = Ground(
        "Des votes inscrits nom par nom ({entry}) ne concordent pas avec ce scrutin.",
        "Annulez d'abord cette inscription, puis inscrivez les noms de nouveau.",
        "CGCT L. 2121-21",
    )
    SERVICE_EXISTS = Ground(
        "Le service commun « {service} » existe déjà.",
        "Faites-y entrer les communes.",
        "pacte, art. 11",
    )
    NO_SERVICE = Ground(
        "Le service commun « {service} » n'existe pas au {day}.",
        "Inscrivez d'abord sa création.",
        "pacte, art. 11",
    )
    ALREADY_IN_SERVICE = Ground(
        "{commune} fait déjà partie de « {service} » au {day}.",
        "Vérifiez les communes.",
        "pacte, art. 11",
    )
    NOT_IN_SERVICE = Ground(
        "{commune} ne fait pas partie de « {service} » au {day}.",
        "Vérifiez les communes.",
        "pacte, art. 11",
    )
