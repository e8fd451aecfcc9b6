"""How sure each rule of the rulebook is: the tags it gives to what it says, surest first."""

from collections.abc import Mapping

from domain.law.certainty import Certainty

TAGS: Mapping[str, str] = {
    "R-1.1": "S CL D I",
    "R-1.2": "S CL I",
    "R-1.3": "S CL I",
    "R-1.4": "S I",
    "R-1.5": "CL I",
    "R-1.6": "CL",
    "R-1.7": "S I",
    "R-1.8": "S GK",
    "R-1.9": "S CL D I",
    "R-1.10": "S CL D I",
    "R-1.11": "CL I",
    "R-1.12": "S I GK",
    "R-1.13": "I",
    "R-1.14": "S CL I",
    "R-2.1": "S CL D I",
    "R-2.2": "CL",
    "R-2.3": "CL D I",
    "R-2.4": "I",
    "R-2.5": "S D",
    "R-2.6": "I",
    "R-2.7": "S D GK",
    "R-3.1": "S",
    "R-3.2": "S CL D",
    "R-3.3": "S",
    "R-3.4": "S",
    "R-3.5": "S D I",
    "R-4.1": "S D",
    "R-4.2": "S CL D I",
    "R-4.3": "S D I",
    "R-4.4": "D",
    "R-4.5": "S I",
    "R-4.6": "S I",
    "R-4.7": "S",
    "R-4.8": "S",
    "R-5.1": "S D GK",
    "R-5.2": "S D I",
    "R-5.3": "S D I",
    "R-6.1": "S D",
    "R-6.2": "D GK",
    "R-6.3": "S",
    "R-6.4": "S",
    "R-6.5": "S",
    "R-7.1": "S I",
    "R-7.2": "S",
    "R-7.3": "I",
    "R-7.4": "I",
    "R-7.5": "S",
    "R-8.1": "S",
    "R-8.2": "S D",
    "R-8.3": "I",
    "R-9.1": "S GK",
    "R-9.2": "S CL D",
    "R-9.3": "S CL",
    "R-9.4": "S",
    "R-9.5": "S D I",
    "R-9.6": "I",
}
"""A rule has several where some of what it says rests on a text and some on an inference.

Five have none in the rulebook, and take those of what they rest on: R-1.13 of its switches, R-1.14 of
R-1.3 and R-1.5, R-5.3 of R-5.1 and R-5.2, R-6.3 of the silence of the texts, R-6.5 of the pact's text.
"""

SHORT = {
    Certainty.STATUTE: "texte",
    Certainty.CASE_LAW: "jurisprudence",
    Certainty.DOCTRINE: "doctrine",
    Certainty.INFERENCE: "déduction à valider",
    Certainty.GENERAL_KNOWLEDGE: "non vérifié",
}


def rule_words(rule: str) -> str:
    """A rule with its certainty, where the rulebook gives one.

    >>> rule_words("R-4.1"), rule_words("art. 11")
    ('R-4.1 (texte, doctrine)', 'art. 11')
    """
    tags = TAGS.get(rule)
    if tags is None:
        return rule
    return f"{rule} ({', '.join(SHORT[Certainty(tag)] for tag in tags.split())})"
