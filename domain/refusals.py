"""Why a step is refused: a closed list, each with its sentence, the way out and the article.

The command line, the pages and, one day, the API all say the same words. Sentences are French, for
people; names are for programs.
"""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from domain.law.certainty import Certainty
from domain.law.french import french_date


@dataclass(frozen=True)
class Ground:
    """What is wrong, what to do instead, and where the law says so."""

    sentence: str
    way_out: str
    article: str
    inference: bool = False
    """No source decides the point: the refusal says so, and its way out asks for a signed decision."""
    absent: bool = False
    """What the step names is not in the register at all."""


class Grounded(Enum):
    """A closed list of reasons; ``domain/assembly/reasons.py`` has those of the institutions."""

    @property
    def ground(self) -> Ground:
        found = self.value
        assert isinstance(found, Ground)
        return found


class Reason(Grounded):
    """Every ground on which a step of a deliberation is refused (rulebook R-1.14)."""

    IN_THE_FUTURE = Ground(
        "Le {day} n'est pas encore arrivé : on n'inscrit que ce qui a eu lieu.",
        "Vérifiez la date, ou inscrivez le fait le jour venu.",
        "règle du registre",
    )
    NO_DRAFT = Ground(
        "Aucun projet n° {number} n'existe au {day}.",
        "Déposez d'abord le projet, ou vérifiez le numéro et la date.",
        "CGCT L. 5211-57",
        absent=True,
    )
    NOT_YET_DRAFTED = Ground(
        "Le projet n° {number} n'existe pas encore au {day} : il est déposé le {since}.",
        "Vérifiez le jour.",
        "CGCT L. 5211-57",
    )
    ALREADY_DRAFTED = Ground(
        "Le projet n° {number} existe déjà, déposé le {day}.",
        "Prenez un autre numéro, ou révisez le texte du projet.",
        "règle du registre",
    )
    UNKNOWN_COMMUNE = Ground(
        "« {commune} » n'est pas une commune membre au {day}.",
        "Donnez le nom ou le code INSEE d'une commune membre.",
        "CGCT L. 5211-6-1",
    )
    UNKNOWN_MATTER = Ground(
        "La matière « {matter} » n'est pas connue.",
        "Choisissez parmi : {known}.",
        "CGCT L. 5211-10",
    )
    NOT_ONE_COMMUNE = Ground(
        "L'avis de la commune suppose qu'une seule commune soit concernée ; il y en a {count}.",
        "Qualifiez « sans objet », ou rectifiez les communes concernées.",
        "CGCT L. 5211-57",
    )
    ANOTHER_PROCEDURE = Ground(
        "La procédure « {procedure} » n'est pas celle d'une décision qui concerne une seule commune.",
        "Qualifiez selon CGCT L. 5211-57 ; les autres procédures d'avis ne se suivent pas encore ici.",
        "CGCT L. 5211-57",
    )
    ABANDONED = Ground(
        "Le projet a été abandonné le {day} : {why}.",
        "Déposez un nouveau projet.",
        "règle du registre",
    )
    COUNCIL_HAS_VOTED = Ground(
        "Le conseil s'est prononcé le {day} : le dossier de la consultation est clos.",
        "Une modification appelle une nouvelle délibération.",
        "CGCT L. 5211-57",
    )
    NOT_QUALIFIED = Ground(
        "Le projet n'est pas qualifié au {day} : on ne sait pas si l'avis de la commune est requis.",
        "Qualifiez-le d'abord (requise, de précaution ou sans objet), avec ses motifs.",
        "CGCT L. 5211-57",
    )
    CONSULTATION_NOT_CALLED_FOR = Ground(
        "Au {day}, le projet est qualifié sans objet : il n'y a pas de commune à consulter.",
        "Qualifiez-le « requise » ou « de précaution » si l'avis de la commune doit être recueilli.",
        "CGCT L. 5211-57",
    )
    NO_CONSULTATION = Ground(
        "Aucune consultation n'est en cours au {day}{since}.",
        "{then}",
        "CGCT L. 5211-57",
    )
    ALREADY_RECEIVED = Ground(
        "La réception de cette transmission est déjà inscrite, au {day}.",
        "Une date mal lue se rectifie ; une nouvelle transmission ouvre une nouvelle consultation.",
        "CGCT L. 5211-57",
    )
    ALREADY_COMPLETED = Ground(
        "Le dossier de cette transmission est déjà complété, au {day}.",
        "Une date mal lue se rectifie.",
        "CGCT L. 5211-57",
    )
    FILE_WAS_COMPLETE = Ground(
        "Le dossier transmis le {day} était complet : il n'y a pas de pièces à attendre.",
        "Rien à inscrire ; sinon, transmettez de nouveau le projet.",
        "CGCT L. 5211-57",
    )
    RECEIVED_BEFORE_VOTED = Ground(
        "L'extrait serait parvenu le {received}, avant le vote municipal du {voted}.",
        "Vérifiez les deux dates.",
        "CGCT L. 5211-57",
    )
    NO_EVIDENCE = Ground(
        "{what} s'inscrit avec la pièce qui le prouve.",
        "Joignez-la (--document FICHIER).",
        "CGCT L. 5211-57",
    )
    MORE_IN_OFFICE_THAN_SEATS = Ground(
        "{in_office} membres en exercice pour {seats} sièges au {day}.",
        "Vérifiez le nombre des membres en exercice.",
        "CGCT L. 5211-6-1",
    )
    MORE_VOTES_THAN_MEMBERS = Ground(
        "{votes_for} pour + {votes_against} contre + {abstentions} = {sum} voix, "
        "pour {in_office} membres en exercice.",
        "Vérifiez le décompte.",
        "CGCT L. 2121-20",
    )
    ALREADY_VOTED = Ground(
        "Le conseil s'est déjà prononcé, le {day}.",
        "Un second vote appelle une nouvelle délibération.",
        "CGCT L. 2121-20",
    )
    NOT_REVIEWED = Ground(
        "Aucune commission n'a examiné le projet au {day} : le règlement intérieur l'exige.",
        "Inscrivez l'avis d'une commission (tacite review). Si le vote a eu lieu malgré tout, "
        "inscrivez-le comme tenu, avec son motif (--as-held).",
        "CGCT L. 2121-22",
    )
    OPINION_NOT_DUE = Ground(
        "Le conseil ne peut pas encore se prononcer : l'avis de la commune n'est pas acquis au "
        "{day} ({why}).",
        "{then} Si le vote a eu lieu malgré tout, inscrivez-le comme tenu, avec son motif "
        "(--as-held).",
        "CGCT L. 5211-57",
    )
    NOT_VOTED = Ground(
        "Le conseil ne s'est pas prononcé : l'acte n'existe pas encore au {day}.",
        "Inscrivez d'abord le vote ; jusque-là, le projet garde son numéro de projet.",
        "règle du registre",
    )
    DUE_BEFORE = Ground(
        "Le terme de l'avis ({due}) précède la saisine ({day}).",
        "Vérifiez les deux dates.",
        "CGCT L. 5211-10-1",
    )
    ALREADY_REFERRED = Ground(
        "Le conseil de développement est déjà saisi de ce projet ({entry}).",
        "Une erreur se rectifie.",
        "CGCT L. 5211-10-1",
    )
    ALREADY_NUMBERED = Ground(
        "L'acte porte déjà le n° {number}.",
        "Un numéro mal recopié se rectifie.",
        "règle du registre",
    )
    NUMBER_TAKEN = Ground(
        "Le n° {number} est déjà celui d'un autre acte ({other}).",
        "Vérifiez le numéro de l'acte.",
        "règle du registre",
    )
    BAD_NUMBER = Ground(
        "« {number} » n'est pas un numéro : quinze caractères au plus, parmi A-Z, 0-9 et « - ».",
        "Écrivez par exemple 2026-014.",
        "protocole ACTES",
    )
    ALREADY_ESTABLISHED = Ground(
        "Ce registre est déjà celui de {name}.",
        "Un registre sert un seul établissement ; créez-en un autre pour un autre établissement.",
        "règle du registre",
    )
    NO_INSTITUTION = Ground(
        "La composition du conseil n'est pas connue au {day}{since}.",
        "{then}",
        "CGCT L. 5211-6-1",
    )
    NOTHING_TO_END = Ground(
        "Le vote du {day} n'a rien adopté : il n'y a pas d'acte à retirer ni à abroger.",
        "Vérifiez le numéro.",
        "CRPA L. 240-1",
    )
    ALREADY_ENDED = Ground(
        "La délibération est déjà {how}, le {day}.",
        "Une erreur se rectifie (tacite correct).",
        "CRPA L. 240-1",
    )
    ENDED_BY_ITSELF = Ground(
        "La délibération n° {number} ne se retire ni ne s'abroge elle-même.",
        "Donnez le numéro de la délibération qui en décide (--by).",
        "CRPA L. 240-1",
    )
    END_NOT_DECIDED = Ground(
        "La délibération n° {number}, qui en déciderait, n'est pas adoptée au {day}.",
        "Inscrivez d'abord son vote, ou vérifiez son numéro et le jour.",
        "CRPA L. 240-1",
    )
    WITHDRAWN_THE_DAY_VOTED = Ground(
        "La délibération n° {number}, qui retire, est votée le {day} : c'est le jour du retrait.",
        "Inscrivez le retrait à ce jour.",
        "CRPA L. 242-1, L. 243-3",
    )
    WITHDRAWN_TOO_LATE = Ground(
        "L'acte ne se retire plus au {day} : le retrait devait être voté le {last} au plus tard.",
        "Abrogez-le, pour l'avenir (tacite act repeal {number}). Si le retrait a été voté malgré tout, "
        "inscrivez-le comme tenu, avec son motif (--as-held).",
        "CRPA L. 242-1, L. 243-3",
    )
    CHANGE_OF_DECISION = Ground(
        "Changer une décision n'est pas la rectifier (classe 3).",
        "Retirez ou abrogez la délibération (tacite act withdraw, tacite act repeal), puis délibérez "
        "de nouveau.",
        "CRPA L. 242-1, L. 243-1 ; Rép. min. Sénat, 9 avril 2015",
    )
    NO_RECTIFYING_DELIBERATION = Ground(
        "Une erreur matérielle (classe 2) se corrige par une délibération rectificative.",
        "Faites-la voter, puis donnez son numéro (--rectifying) ; une simple erreur de transcription "
        "est de classe 1.",
        "CE, 28 novembre 1990, n° 75559 ; Rép. min. Sénat, 9 avril 2015",
    )
    NO_EVIDENCE_OF_THE_ERROR = Ground(
        "Une rectification s'inscrit avec la pièce qui montre l'erreur ; aucune n'est jointe.",
        "Joignez-la (--document FICHIER) : l'accusé, l'extrait, le procès-verbal, ou une note signée.",
        "règle R-9.5",
    )
    NO_EVIDENCE_OF_THE_ANSWER = Ground(
        "On ne retire ni ne maintient une conclusion sans la pièce qui le justifie ; aucune n'est jointe.",
        "Joignez-la (--document FICHIER) : le jugement, l'extrait, le procès-verbal, ou une note signée.",
        "règle R-9.6",
    )
    NOTHING_TO_RECTIFY = Ground(
        "Une erreur de transcription (classe 1) n'appelle pas de délibération rectificative ; le n° "
        "{number} est donné.",
        "Dites --class 2 si l'acte lui-même est faux, ou retirez --rectifying.",
        "Rép. min. Sénat, 9 avril 2015 ; règle R-9.5",
    )
    RECTIFYING_ITSELF = Ground(
        "Le n° {number} ne se rectifie pas lui-même.",
        "Donnez par --rectifying le numéro de la délibération qui le rectifie.",
        "CE, 28 novembre 1990, n° 75559 ; règle R-9.5",
    )
    RECTIFYING_NOT_ADOPTED = Ground(
        "La délibération rectificative n° {number} n'est pas adoptée au {day}.",
        "Faites-la voter d'abord, ou vérifiez son numéro (tacite show {number}).",
        "CE, 28 novembre 1990, n° 75559 ; règle R-9.5",
    )
    ANOTHER_COMMUNE_ASKED = Ground(
        "La consultation inscrite ({entries}) est celle de {asked} : {named} n'a jamais été consultée.",
        "Annulez d'abord ces inscriptions (tacite correct annul), recommencez, puis inscrivez ce "
        "qui a été transmis à {named} et reçu à sa mairie (tacite send, tacite receive).",
        "CGCT L. 5211-57",
    )
    NO_SUCH_ENTRY = Ground(
        "L'inscription {target} n'existe pas.",
        "Relevez son numéro dans l'historique (tacite history).",
        "règle du registre",
        absent=True,
    )
    ENTRY_ANNULLED = Ground(
        "L'inscription {target} est annulée (par {by}).",
        "Annulez cette annulation pour la rétablir.",
        "règle du registre",
    )
    ONLY_ANNULLED = Ground(
        "Une rectification, une réponse ou une conclusion ne se modifie ni ne se déplace.",
        "Annulez-la, puis faites-la de nouveau s'il le faut.",
        "règle du registre",
    )
    HALF_OF_A_MOVE = Ground(
        "Cette inscription est la moitié d'un déplacement.",
        "Annulez le déplacement lui-même, {move} : ses deux moitiés tombent ensemble.",
        "règle du registre",
    )
    NOT_MOVABLE = Ground(
        "Un projet, sa qualification, ses textes et ce qui tient à une séance ne se déplacent pas.",
        "Annulez l'inscription, puis faites-la au bon dossier.",
        "règle du registre",
    )
    NO_SUCH_FIELD = Ground(
        "« {field} » n'est pas un champ qui se rectifie dans cette inscription.",
        "Champs possibles : {known}.",
        "règle du registre",
    )
    BAD_VALUE = Ground(
        "La valeur donnée pour « {field} » ne convient pas : {why}.",
        "Vérifiez la valeur.",
        "règle du registre",
    )
    WRONG_DESTINATION = Ground(
        "Le conseil s'est déjà prononcé sur le n° {number}.",
        "Un second vote appelle une nouvelle délibération.",
        "CGCT L. 2121-20",
    )
    NOT_CONTRADICTED = Ground(
        "Au {day}, aucune conclusion de ce genre n'est contredite : il n'y a rien à retirer ni à "
        "maintenir.",
        "Vérifiez le dossier (tacite show).",
        "règle du registre",
    )
    SECOND_PAIR_OF_EYES = Ground(
        "Une rectification est validée par une autre personne que son auteur.",
        "Donnez-la par --validator, ou retirez --validator si elle n'est pas exigée.",
        "règle du registre",
    )
    NOTHING_TO_MINUTE = Ground(
        "Aucun avis n'est réputé favorable au {day} qui ne soit déjà inscrit.",
        "Rien à faire.",
        "CGCT L. 5211-57",
    )


class Refused(Exception):
    """A step that the law or the register does not allow. Nothing was written.

    ``allowed_from`` is the first legal day on which the step will be allowed, where there is one.
    """

    def __init__(
        self, reason: Grounded, /, *, allowed_from: date | None = None, **values: object
    ) -> None:
        self.reason = reason
        self.allowed_from = allowed_from
        words = {k: french_date(v) if isinstance(v, date) else v for k, v in values.items()}
        self.sentence = reason.ground.sentence.format(**words)
        self.way_out = reason.ground.way_out.format(**words)
        unsure = f" ; {Certainty.INFERENCE.french}" if reason.ground.inference else ""
        self.article = f"{reason.ground.article}{unsure}"
        super().__init__(f"{self.sentence} {self.way_out} ({self.article})")
