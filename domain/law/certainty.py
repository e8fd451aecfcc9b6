"""How sure a statement of law is: the tags of the rulebook (§0), one per statement that matters."""

from enum import StrEnum


class Certainty(StrEnum):
    """Degré de certitude. The value is the rulebook's tag.

    >>> Certainty("CL").french
    'jurisprudence'
    """

    STATUTE = "S"
    CASE_LAW = "CL"
    DOCTRINE = "D"
    INFERENCE = "I"
    GENERAL_KNOWLEDGE = "GK"

    @property
    def french(self) -> str:
        """The words shown to a person."""
        return _FRENCH[self]


_FRENCH = {
    Certainty.STATUTE: "texte",
    Certainty.CASE_LAW: "jurisprudence",
    Certainty.DOCTRINE: "doctrine administrative",
    Certainty.INFERENCE: "déduction, à faire valider par un juriste",
    Certainty.GENERAL_KNOWLEDGE: "connaissance générale, non vérifiée",
}
