"""How sure a statement of law is: the tags of the rulebook (§0), one per statement that matters."""

from domain.law.french import Worded


class Certainty(Worded):
    """Degré de certitude. The value is the rulebook's tag.

    >>> Certainty("CL").french
    'jurisprudence'
    """

    STATUTE = "S", "texte"
    CASE_LAW = "CL", "jurisprudence"
    DOCTRINE = "D", "doctrine"
    INFERENCE = "I", "déduction, à valider par un juriste"
    GENERAL_KNOWLEDGE = "GK", "connaissance générale, non vérifiée"
