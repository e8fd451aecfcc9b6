"""What the closed lists of words are called in front of people, in tables and facts."""

from collections.abc import Mapping

from adapters.cli.errors import Usage
from domain.law.french import many
from domain.words import BallotIrregularity, Determination, Irregularity, Stage

STAGES = {
    Stage.NONE: "inexistante",
    Stage.DRAFT: "projet",
    Stage.QUALIFIED: "qualifiée",
    Stage.TRANSMITTED: "transmise",
    Stage.RECEIVED: "avis attendu",
    Stage.OPINION_RENDERED: "avis rendu",
    Stage.TACIT_FAVOURABLE: "avis réputé favorable",
    Stage.ADOPTED: "adoptée",
    Stage.REJECTED: "rejetée",
    Stage.CONTESTED: "contestée",
    Stage.WITHDRAWN: "retirée",
    Stage.REPEALED: "abrogée",
    Stage.ABANDONED: "abandonnée",
}


def stage_words(stage: str, contradicted: str, irregular: str) -> str:
    """The stage, in which way the vote was irregular, which conclusions on record no longer hold."""
    said = [STAGES[Stage(stage)]]
    against = [IRREGULARITIES[each] for each in irregular.split(",") if each]
    if against:
        said.append(f"irrégulier : {', '.join(against)}")
    wrong = [DETERMINATIONS[Determination(each)] for each in contradicted.split(",") if each]
    if wrong:
        said.append(f"contredit : {', '.join(wrong)}")
    return " ; ".join(said)


def stage_named(given: str) -> Stage:
    """The stage of that code, or of the name that the board shows."""
    from projections.status import plain

    for stage, name in STAGES.items():
        if plain(given) in (stage.value, plain(name)):
            return stage
    known = ", ".join(f"{stage.value} ({name})" for stage, name in STAGES.items())
    raise Usage(f"--state : « {given} » n'est pas une étape ; au choix : {known}.")


IRREGULARITIES: Mapping[str, str] = {
    BallotIrregularity.NOT_ON_AGENDA: "vote hors de l'ordre du jour",
    BallotIrregularity.CONVOCATION: "convocation irrégulière",
    BallotIrregularity.NO_QUORUM: "quorum non atteint",
    BallotIrregularity.VIDEOCONFERENCE: "vote interdit par visioconférence",
    BallotIrregularity.TALLY: "plus de voix que de votants",
    Irregularity.NOT_CONSULTED: "commune non régulièrement consultée",
    Irregularity.PREMATURE: "vote avant que l'avis soit acquis",
    Irregularity.NOT_REVIEWED: "vote sans examen en commission",
}

DETERMINATIONS = {
    Determination.DEEMED_OPINION: "l'avis réputé favorable inscrit",
    Determination.RESULT: "le résultat proclamé",
}

NO_LONGER_READ = "ne se lit plus"
"""Of a row shown as it was before its dossier could no longer be read."""


def no_longer_read(number: str) -> str:
    return f"Le dossier {number} {NO_LONGER_READ} : « tacite replay --check {number} »."


def marked(words: str, broken: bool) -> str:
    """What a live row says, and whether its dossier can still be read."""
    return f"{words} ; {NO_LONGER_READ}" if broken else words


STANDINGS = {"caused": "à faire", "forbidden": "interdit", "allowed": "possible"}


def deadline_words(state: str, days_left: int) -> str:
    """Where an open deadline stands."""
    days = many(abs(days_left), "jour")
    if state == "due":
        return f"échu depuis {days}, à inscrire"
    if state == "overdue":
        return f"échu depuis {days}, pas fait"
    return f"court, encore {days}" if days_left else "court, dernier jour"
