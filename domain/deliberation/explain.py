"""The full explanation (pourquoi ?): each date and each majority of a situation, step by step.

Pure words over the very answers that the situation gives: nothing is computed a second time here.
"""

from dataclasses import dataclass

from domain.assembly.afterwards import enforceable_workings
from domain.assembly.prefect import prefect_workings
from domain.deliberation.development import development_workings
from domain.deliberation.ends import end_workings
from domain.deliberation.explain_opinion import consultation, opinion, period, qualification
from domain.deliberation.explain_vote import majority, meeting, vote
from domain.deliberation.signed import signed_workings
from domain.deliberation.situation import Situation
from domain.law.workings import Working


@dataclass(frozen=True)
class Chapter:
    """One question of the case, and the steps that answer it."""

    title: str
    workings: tuple[Working, ...]


def explain(there: Situation) -> tuple[Chapter, ...]:
    """Everything the answers of that day rest on, in the order of the procedure."""
    if there.void:
        return ()
    chapters = (
        ("L'avis de la commune est-il requis ?", qualification(there)),
        ("Quelle consultation, et depuis quand ?", consultation(there)),
        ("Combien de temps la commune a-t-elle ?", period(there)),
        ("Quel avis compte ?", opinion(there)),
        ("Le conseil peut-il se prononcer ?", meeting(there)),
        ("Le conseil de développement est-il consulté ?", development_workings(there)),
        ("À quelle majorité ?", majority(there)),
        ("Qu'a décidé le vote ?", vote(there)),
        ("L'acte est-il exécutoire ?", enforceable_workings(there)),
        ("Qu'a-t-on décidé par écrit ?", signed_workings(there)),
        ("L'acte est-il encore là ?", end_workings(there)),
        ("Jusqu'à quand le préfet peut-il déférer l'acte ?", prefect_workings(there)),
    )
    found = ((title, tuple(workings)) for title, workings in chapters)
    return tuple(Chapter(title, workings) for title, workings in found if workings)
