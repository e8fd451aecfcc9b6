"""The opinion procedures, one record each: rulebook sections 1 and 10, without the [GK] ones.

First days: L. 5211-57 is dated by the rulebook; for texts that it read in the CGCT of 22 February
2008 that day is the first one known; the others are the days on which their law or decree came into
force, from general knowledge (``first_day``).
"""

from datetime import date
from fractions import Fraction

from domain.law.certainty import Certainty
from domain.law.majorities import Base, Majority
from domain.law.periods import Days, Months, MonthsBefore
from domain.law.procedures import (
    Consulted,
    Effect,
    Organ,
    Procedure,
    Silence,
    Start,
    Unfavourable,
)
from domain.law.switches import SWITCHES_OF_5211_57

STATUTE = Certainty.STATUTE
COUNCIL = Organ.MUNICIPAL_COUNCIL
FAVOURABLE, UNFAVOURABLE = Silence.FAVOURABLE, Silence.UNFAVOURABLE

READ_IN_2008 = date(2008, 2, 22)  # the rulebook's copy of the CGCT
PROXIMITY_ACT = date(2019, 12, 29)  # loi n° 2019-1461 du 27 décembre 2019
RECODIFICATION = date(2016, 1, 1)  # ord. n° 2015-1174, décret n° 2015-1783
ELAN_ACT = date(2018, 11, 25)  # loi n° 2018-1021 du 23 novembre 2018
PERMITS_REFORM = date(2007, 10, 1)  # décret n° 2007-18 du 5 janvier 2007

TWO_THIRDS_OF_MEMBERS = Unfavourable(
    effect=Effect.TWO_THIRDS_MEMBERS, majority=Majority(Fraction(2, 3), of=Base.MEMBERS)
)
TWO_THIRDS_OF_VOTES_CAST = Unfavourable(
    effect=Effect.TWO_THIRDS_CAST, majority=Majority(Fraction(2, 3), of=Base.CAST)
)
ONE_NO_IN_THE_MAJORITY_OF_CREATION = Unfavourable(effect=Effect.QUALIFIED_MAJORITY)
BLOCKS = Unfavourable(effect=Effect.BLOCKING)
NO_EFFECT = Unfavourable(effect=Effect.NONE)

# A record reads in a few lines: what it is; since when; who and how long; effects; its text.
# fmt: off
PROCEDURES: tuple[Procedure, ...] = (
    # --- Code général des collectivités territoriales
    Procedure(
        key="5211-57", title="Décision dont les effets ne concernent qu'une seule commune membre",
        article="CGCT L. 5211-57", certainty=STATUTE, in_force_from=date(1999, 7, 13),
        first_day=STATUTE,
        consulted=Consulted.ONE_COMMUNE, organ=COUNCIL, period=Months(3),
        starts_on=Start.TRANSMISSION,
        silence=FAVOURABLE, if_unfavourable=TWO_THIRDS_OF_MEMBERS, unsettled=SWITCHES_OF_5211_57,
        words="« n'a pas été rendu dans le délai de trois mois à compter de la transmission "
        "du projet » : réputé favorable ; défavorable : « la décision est prise à la "
        "majorité des deux tiers des membres du conseil »",
    ),
    Procedure(
        key="5211-17", title="Transfert de compétences",
        article="CGCT L. 5211-17", certainty=STATUTE, in_force_from=READ_IN_2008,
        consulted=Consulted.EVERY_COMMUNE, organ=COUNCIL, period=Months(3),
        starts_on=Start.NOTIFICATION,
        silence=FAVOURABLE, if_unfavourable=ONE_NO_IN_THE_MAJORITY_OF_CREATION,
        words="À défaut de délibération dans ce délai, décision réputée favorable.",
    ),
    Procedure(
        key="5211-17-1", title="Restitution de compétences",
        article="CGCT L. 5211-17-1", certainty=STATUTE, in_force_from=PROXIMITY_ACT,
        consulted=Consulted.EVERY_COMMUNE, organ=COUNCIL, period=Months(3),
        starts_on=Start.NOTIFICATION,
        silence=UNFAVOURABLE, if_unfavourable=ONE_NO_IN_THE_MAJORITY_OF_CREATION,
        words="À défaut de délibération dans ce délai, décision réputée défavorable.",
    ),
    Procedure(
        key="5211-18", title="Extension du périmètre (communes membres)",
        article="CGCT L. 5211-18", certainty=STATUTE, in_force_from=READ_IN_2008,
        consulted=Consulted.EVERY_COMMUNE, organ=COUNCIL, period=Months(3),
        starts_on=Start.NOTIFICATION,
        silence=FAVOURABLE, if_unfavourable=ONE_NO_IN_THE_MAJORITY_OF_CREATION,
        words="Réputée favorable ; la commune peut « revenir sur un avis » dans le délai "
        "(CE, 2 mars 2007, n° 284704).",
    ),
    Procedure(
        key="5211-19", title="Retrait d'une commune",
        article="CGCT L. 5211-19", certainty=STATUTE, in_force_from=READ_IN_2008,
        consulted=Consulted.EVERY_COMMUNE, organ=COUNCIL, period=Months(3),
        starts_on=Start.NOTIFICATION,
        silence=UNFAVOURABLE, if_unfavourable=ONE_NO_IN_THE_MAJORITY_OF_CREATION,
        words="Réputée défavorable ; ne vaut pas pour les communautés urbaines.",
    ),
    Procedure(
        key="5211-20", title="Autres modifications statutaires",
        article="CGCT L. 5211-20", certainty=STATUTE, in_force_from=READ_IN_2008,
        consulted=Consulted.EVERY_COMMUNE, organ=COUNCIL, period=Months(3),
        starts_on=Start.NOTIFICATION,
        silence=FAVOURABLE, if_unfavourable=ONE_NO_IN_THE_MAJORITY_OF_CREATION,
        words="À défaut de délibération dans ce délai, décision réputée favorable.",
    ),
    Procedure(
        key="5211-5", title="Création de l'établissement (conseils municipaux)",
        article="CGCT L. 5211-5", certainty=STATUTE, in_force_from=READ_IN_2008,
        consulted=Consulted.COMMUNES, organ=COUNCIL, period=Months(3),
        starts_on=Start.NOTIFICATION_OF_ORDER,
        silence=FAVOURABLE, if_unfavourable=ONE_NO_IN_THE_MAJORITY_OF_CREATION,
        words="À défaut de délibération dans ce délai, délibération réputée favorable.",
    ),
    Procedure(
        key="5211-41", title="Transformation de l'établissement",
        article="CGCT L. 5211-41", certainty=STATUTE, in_force_from=READ_IN_2008,
        consulted=Consulted.EVERY_COMMUNE, organ=COUNCIL, period=Months(3),
        starts_on=Start.NOTIFICATION,
        silence=FAVOURABLE, if_unfavourable=ONE_NO_IN_THE_MAJORITY_OF_CREATION,
        words="À défaut de délibération dans ce délai, décision réputée favorable.",
    ),
    Procedure(
        key="5211-41-3", title="Fusion d'établissements",
        article="CGCT L. 5211-41-3", certainty=STATUTE, in_force_from=READ_IN_2008,
        consulted=Consulted.COMMUNES, organ=COUNCIL, period=Months(3), starts_on=Start.NOTIFICATION,
        silence=FAVOURABLE, if_unfavourable=ONE_NO_IN_THE_MAJORITY_OF_CREATION,
        words="À défaut de délibération dans ce délai, avis réputé favorable.",
    ),
    Procedure(
        key="5211-11-2", title="Pacte de gouvernance",
        article="CGCT L. 5211-11-2", certainty=STATUTE, in_force_from=PROXIMITY_ACT,
        consulted=Consulted.EVERY_COMMUNE, organ=COUNCIL, period=Months(2),
        starts_on=Start.TRANSMISSION,
        silence=Silence.NONE, if_unfavourable=NO_EFFECT,
        words="Après avis des conseils municipaux, rendu dans un délai de deux mois après la "
        "transmission du projet de pacte.",
    ),
    # --- Code de l'urbanisme
    Procedure(
        key="153-16", title="PLU(i) arrêté : personnes publiques associées",
        article="C. urb. L. 153-16 et R. 153-4", certainty=STATUTE, in_force_from=RECODIFICATION,
        consulted=Consulted.ASSOCIATED_PERSONS, organ=Organ.COMPETENT_ORGAN, period=Months(3),
        starts_on=Start.TRANSMISSION,
        silence=FAVOURABLE, if_unfavourable=NO_EFFECT,
        words="Avis dans les trois mois de la transmission du projet ; à défaut, réputé favorable.",
    ),
    Procedure(
        key="153-15", title="PLUi arrêté : communes membres, sur ce qui les concerne directement",
        article="C. urb. L. 153-15 et R. 153-5", certainty=STATUTE, in_force_from=RECODIFICATION,
        consulted=Consulted.EVERY_COMMUNE, organ=COUNCIL, period=Months(3), starts_on=Start.ARRET,
        silence=FAVOURABLE, if_unfavourable=TWO_THIRDS_OF_VOTES_CAST,
        words="Trois mois à compter de l'arrêt, non de la transmission ; défavorable : "
        "nouveau vote aux deux tiers des suffrages exprimés.",
    ),
    Procedure(
        key="153-33", title="Révision du PLU : communes concernées",
        article="C. urb. L. 153-33 et R. 153-11", certainty=STATUTE, in_force_from=RECODIFICATION,
        consulted=Consulted.COMMUNES, organ=COUNCIL, period=Months(3), starts_on=Start.TRANSMISSION,
        silence=FAVOURABLE, if_unfavourable=NO_EFFECT,
        words="À défaut de réponse dans ce délai, avis réputé favorable.",
    ),
    Procedure(
        key="153-12", title="Débat sur le PADD dans les conseils municipaux",
        article="C. urb. L. 153-12", certainty=STATUTE, in_force_from=RECODIFICATION,
        consulted=Consulted.EVERY_COMMUNE, organ=COUNCIL, period=MonthsBefore(2),
        starts_on=Start.EXAMINATION,
        silence=Silence.HELD, if_unfavourable=None,
        words="Au plus tard deux mois avant l'examen du projet ; à défaut, débat réputé tenu.",
    ),
    Procedure(
        key="153-13", title="PADD d'un PLU communal : autorité organisatrice de la mobilité",
        article="C. urb. L. 153-13 et R. 153-2", certainty=STATUTE, in_force_from=RECODIFICATION,
        consulted=Consulted.MOBILITY_AUTHORITY, organ=Organ.DELIBERATIVE_ORGAN, period=Months(2),
        starts_on=Start.REFERRAL,
        silence=FAVOURABLE, if_unfavourable=NO_EFFECT,
        words="Avis réputé favorable s'il n'intervient pas dans les deux mois de la saisine.",
    ),
    Procedure(
        key="153-18-EPCI", title="PLU touchant une ZAC dont un EPCI a pris l'initiative",
        article="C. urb. L. 153-18 et R. 153-7", certainty=STATUTE, in_force_from=RECODIFICATION,
        consulted=Consulted.ZAC_INITIATOR, organ=Organ.DELIBERATIVE_ORGAN, period=Months(3),
        starts_on=Start.REFERRAL,
        silence=UNFAVOURABLE, if_unfavourable=BLOCKS,
        words="Le silence de l'EPCI à l'initiative de la zone vaut rejet.",
    ),
    Procedure(
        key="153-57", title="Mise en compatibilité du PLU après déclaration d'utilité publique",
        article="C. urb. L. 153-57 et R. 153-17", certainty=STATUTE, in_force_from=RECODIFICATION,
        consulted=Consulted.EPCI_OR_COMMUNE, organ=Organ.DELIBERATIVE_ORGAN, period=Months(2),
        starts_on=Start.REFERRAL,
        silence=FAVOURABLE, if_unfavourable=NO_EFFECT,
        words="Avis réputé favorable s'il n'est pas émis dans les deux mois.",
    ),
    Procedure(
        key="143-20", title="SCoT arrêté",
        article="C. urb. L. 143-20 et R. 143-4", certainty=STATUTE, in_force_from=RECODIFICATION,
        consulted=Consulted.ASSOCIATED_PERSONS_AND_COMMUNES, organ=Organ.COMPETENT_ORGAN,
        period=Months(3), starts_on=Start.TRANSMISSION,
        silence=FAVOURABLE, if_unfavourable=NO_EFFECT,
        words="Avis dans les trois mois de la transmission ; à défaut, réputé favorable.",
    ),
    Procedure(
        key="143-7", title="Périmètre du SCoT",
        article="C. urb. L. 143-7", certainty=STATUTE, in_force_from=RECODIFICATION,
        consulted=Consulted.EPCI_AND_COMMUNES, organ=Organ.DELIBERATIVE_ORGAN, period=Months(3),
        starts_on=Start.NOTIFICATION_OF_ORDER,
        silence=FAVOURABLE, if_unfavourable=NO_EFFECT,
        words="Avis réputé positif s'il n'a pas été formulé dans les trois mois de la "
        "notification.",
    ),
    Procedure(
        key="312-4", title="Grande opération d'urbanisme",
        article="C. urb. L. 312-4 et L. 312-7", certainty=STATUTE, in_force_from=ELAN_ACT,
        consulted=Consulted.COMMUNES, organ=COUNCIL, period=Months(3), starts_on=Start.REFERRAL,
        silence=FAVOURABLE, if_unfavourable=BLOCKS,
        words="Avis conforme ; la commune « peut conditionner son avis favorable ».",
    ),
    Procedure(
        key="102-12", title="Opération d'intérêt national",
        article="C. urb. L. 102-12", certainty=STATUTE, in_force_from=RECODIFICATION,
        consulted=Consulted.EPCI_AND_COMMUNES, organ=Organ.DELIBERATIVE_ORGAN, period=Months(3),
        starts_on=Start.REFERRAL,
        silence=FAVOURABLE, if_unfavourable=NO_EFFECT,
        words="Avis réputé favorable s'il n'est pas intervenu dans les trois mois de la saisine.",
    ),
    Procedure(
        key="R423-59", title="Autorisations d'urbanisme : services consultés",
        article="C. urb. R.* 423-59", certainty=STATUTE, in_force_from=PERMITS_REFORM,
        consulted=Consulted.SERVICES, organ=Organ.COMPETENT_ORGAN, period=Months(1),
        starts_on=Start.RECEIPT,
        silence=FAVOURABLE, if_unfavourable=NO_EFFECT,
        words="« n'ont pas fait parvenir » leur réponse dans le mois de la réception : "
        "réputé favorable.",
    ),
    Procedure(
        key="R423-72", title="Permis de la compétence de l'État : avis du maire",
        article="C. urb. R.* 423-72", certainty=STATUTE, in_force_from=PERMITS_REFORM,
        consulted=Consulted.COMMUNE_OF_THE_PLOT, organ=Organ.MAYOR, period=Months(1),
        starts_on=Start.FILING,
        silence=FAVOURABLE, if_unfavourable=NO_EFFECT,
        words="Réputé favorable s'il n'est pas intervenu dans le mois du dépôt de la demande.",
    ),
    Procedure(
        key="R423-72-DP", title="Déclaration préalable de la compétence de l'État : avis du maire",
        article="C. urb. R.* 423-72", certainty=STATUTE, in_force_from=PERMITS_REFORM,
        consulted=Consulted.COMMUNE_OF_THE_PLOT, organ=Organ.MAYOR, period=Days(15),
        starts_on=Start.FILING,
        silence=FAVOURABLE, if_unfavourable=NO_EFFECT,
        words="Réputé favorable s'il n'est pas intervenu dans les quinze jours du dépôt.",
    ),
    Procedure(
        key="R113-16", title="Avis demandé par le préfet (espaces naturels sensibles)",
        article="C. urb. R. 113-16", certainty=STATUTE, in_force_from=RECODIFICATION,
        consulted=Consulted.EPCI_OR_COMMUNE, organ=Organ.DELIBERATIVE_ORGAN, period=Months(3),
        starts_on=Start.RECEIPT,
        silence=FAVOURABLE, if_unfavourable=NO_EFFECT,
        words="L'avis « doit être transmis au préfet dans les trois mois » de la réception "
        "de la demande.",
    ),
)
# fmt: on
