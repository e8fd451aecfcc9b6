"""What the fields of every kind of entry are called in French: to show a correction, and to type one."""

from projections.words import FIELDS

MORE = {
    "about": "point décidé",
    "agenda": "ordre du jour",
    "agenda_sha256": "empreinte de l'ordre du jour",
    "appointed_as": "fonction",
    "as_known_at": "arrêtée à l'inscription",
    "asked_public": "demandes de scrutin public",
    "asked_secret": "demandes de scrutin secret",
    "asking": "demandeurs",
    "at": "séance qui l'arrête",
    "attending": "maires présents",
    "basis": "fondement",
    "bearer": "mandataire",
    "by": "délégataire",
    "channel": "voie d'envoi",
    "commission": "commission",
    "commune": "commune",
    "communes": "communes membres du service",
    "consecutive": "séances consécutives",
    "councillors": "conseillers",
    "decided_by": "délibération qui en décide",
    "deliberation": "délibération",
    "due": "terme de l'avis",
    "entry": "inscription",
    "follows": "lecture suivie",
    "giver": "mandant",
    "ground": "motif du déport",
    "held": "jour de la séance",
    "illegality": "illégalité",
    "illness": "maladie",
    "item": "point",
    "kind": "scrutin",
    "meeting": "séance",
    "member": "membre",
    "members": "membres",
    "men": "hommes",
    "municipal_councillor": "conseiller municipal",
    "name": "nom",
    "names_abstaining": "noms des abstentions",
    "names_against": "noms contre",
    "names_for": "noms pour",
    "nature": "nature du point",
    "note_sha256": "empreinte de la note de synthèse",
    "number": "numéro",
    "omitted": "conseillers omis",
    "on": "arrêtée au",
    "page": "page",
    "parties": "parties",
    "person": "personne",
    "population": "population",
    "present": "présents",
    "procedure": "procédure",
    "reason": "motif",
    "roads": "voirie",
    "scheme": "schéma",
    "seat": "siège",
    "second_of": "seconde convocation de",
    "service": "service",
    "signed_as": "qualité du signataire",
    "signed_by": "signataire",
    "siren": "SIREN",
    "timezone": "fuseau",
    "until": "jusqu'au",
    "urgency": "urgence",
    "urgency_accepted": "urgence admise",
    "vote": "vote",
    "waived": "secret écarté à l'unanimité",
    "what": "quoi",
    "women": "femmes",
    "words": "termes",
    "zone": "territoire des jours fériés",
}
"""Fields that the sentences of the journal do not name."""

LABELS = {**MORE, **FIELDS}

ALSO = {
    "for": "votes_for",
    "against": "votes_against",
    "abstain": "abstentions",
    "as": "qualification",
    "jour du vote": "voted",
    "date": "day",
}
"""Other words that people type, those of the command line among them."""


def label(field: str) -> str:
    """« jour du vote municipal »."""
    return LABELS.get(field, field)
