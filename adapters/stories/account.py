"""The account of a story: what each moment of it said, in the journal's sentences, in the order of recording.

A step is told in the words that the register had for it on that day. What the law did by itself,
and nobody wrote, is told when its day has come.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from adapters.stories.institution_page import INSTITUTION_ATTEMPTS, Others, meeting_of
from adapters.stories.institution_words import INSTITUTION_STEPS
from adapters.stories.language import Question, Step
from adapters.stories.run import Run
from adapters.stories.teller import Told
from domain.deliberation.as_known import as_known
from domain.deliberation.dossier import Dossier, Fact
from domain.entry import Entry
from domain.events import OpinionDeemedFavourable
from domain.institution import Institution
from domain.law.french import french_date
from projections.journal import unwritten
from projections.sentences import sentence_of

ATTEMPTS = {
    "draft": "dépôt d'un projet",
    "qualify": "qualification",
    "review": "avis d'une commission",
    "send": "transmission à la commune",
    "receive": "réception à la mairie",
    "complete": "arrivée des pièces manquantes",
    "opinion": "avis de la commune",
    "revise": "modification du texte",
    "vote": "vote du conseil",
    "sweep": "passage de l'échéancier",
    "amend": "rectification",
    "annul": "annulation d'une inscription",
    "move": "déplacement d'une inscription",
    "withdraw": "retrait d'une conclusion",
    "uphold": "maintien d'une conclusion",
    **INSTITUTION_ATTEMPTS,
}
"""A step that was refused has no sentence in the journal: what somebody tried to record."""

OPTION = re.compile(r" \(--[^)]*\)")
"""How the command line names a way out: of no use on a page."""


class Kind(Enum):
    """What a line of the account is."""

    WRITTEN = auto()
    LAW = auto()
    """What silence produced, and nobody had written down by then."""
    REFUSED = auto()
    NOTHING = auto()
    """A step that changed nothing."""
    ASKED = auto()


@dataclass(frozen=True)
class Said:
    """One line: its legal day, its dossier, what it says and on what ground."""

    kind: Kind
    day: date
    number: str
    sentence: str
    article: str = ""
    after: str = ""
    """When it was written, where that is not its day, and by whom, where it was the clerk."""
    told: Told | None = None
    meeting: str = ""
    """The meeting that it is a step of."""


class Account:
    """Tells the moments of a story, or of several on one register, one after the other."""

    def __init__(
        self, dossiers: Sequence[Dossier], others: Others | None = None, reached: int = 0
    ) -> None:
        self.dossiers = dossiers
        self.others = others or Others(Institution(()), {})
        """Bodies and meetings."""
        self.reached = reached
        """The last position told."""
        self.shown: set[tuple[str, date]] = set()
        """Tacit opinions already told: the dossier and the day."""

    def tell(self, told: Told) -> Iterator[Said]:
        """What one moment says, after what the law did before it."""
        if isinstance(told.moment, Question):
            yield from self.law_until(told.moment.day)
            yield Said(Kind.ASKED, told.moment.day, told.moment.deliberation, "", told=told)
            return
        if told.moment.do != "sweep":  # the clerk writes it down himself
            yield from self.law_until(told.clock)
        yield from self.step(told, told.moment)
        self.reached = max(self.reached, told.position)

    def step(self, told: Told, step: Step) -> Iterator[Said]:
        """The entries that a step recorded, or why it recorded none."""
        if told.refused:
            why = told.refused
            way_out = OPTION.sub("", why.way_out).removesuffix(".")
            tried = self.others.attempted(told.attempted) or attempt(step)
            sentence = f"Refusé : {tried}. {why.sentence} {way_out}"
            meeting = str(step.values.get("meeting", "")) if step.do in INSTITUTION_STEPS else ""
            yield Said(
                Kind.REFUSED,
                step.day,
                step.deliberation,
                sentence,
                why.article,
                told=told,
                meeting=meeting,
            )
            return
        said = [
            *((entry, self.entry(dossier, entry, told)) for dossier, entry in self.written(told)),
            *(
                (entry, self.other(entry, told))
                for entry in self.others.between(self.reached, told)
            ),
        ]
        yield from (line for _, line in sorted(said, key=lambda each: each[0].position))
        if not said:
            name = attempt(step)
            what = {"sweep": " : rien à inscrire"}.get(step.do, "")
            yield Said(Kind.NOTHING, step.day, step.deliberation, name[0].upper() + name[1:] + what)

    def written(self, told: Told) -> Iterator[tuple[Dossier, Entry]]:
        """What was recorded on deliberations since the last step told."""
        for dossier in self.dossiers:
            for entry in dossier.entries:
                if self.reached < entry.position <= told.position:
                    yield dossier, entry

    def other(self, entry: Entry, told: Told) -> Said:
        """An entry of a body or of a meeting, in the same shape."""
        sentence, article = self.others.sentence(entry)
        day = entry.payload.day
        after = f"Inscrit le {french_date(told.clock)}." if told.clock != day else ""
        meeting = meeting_of(entry)
        return Said(Kind.WRITTEN, day, "", sentence, article, after, told, meeting)

    def entry(self, dossier: Dossier, entry: Entry, told: Told) -> Said:
        """« 13 avril 2026 — Avis de Daix réputé favorable… (CGCT L. 5211-57). Inscrit le 20… »"""
        known = as_known(dossier, entry.position)
        sentence, article = sentence_of(Fact(entry.ref, entry.payload, entry), known)
        day = entry.payload.order_day
        by_clerk = isinstance(entry.payload, OpinionDeemedFavourable)
        if by_clerk:
            self.shown.add((dossier.number, day))
        by = f" par l'{entry.capacity}" if by_clerk else ""
        after = f"Inscrit le {french_date(told.clock)}{by}." if by or told.clock != day else ""
        return Said(Kind.WRITTEN, day, dossier.number, sentence, article, after, told)

    def law_until(self, day: date) -> Iterator[Said]:
        """What silence had produced by that day, and nobody had written."""
        for dossier in self.dossiers:
            for line in unwritten(as_known(dossier, self.reached)):
                if line.day <= day and (dossier.number, line.day) not in self.shown:
                    self.shown.add((dossier.number, line.day))
                    yield Said(Kind.LAW, line.day, dossier.number, line.sentence, line.article)


def account(done: Run) -> Iterator[Said]:
    """The whole story."""
    others = Others(done.institution, done.streams)
    teller = Account(tuple(done.dossiers.values()), others, done.founded)
    for told in done.told:
        yield from teller.tell(told)


def attempt(step: Step) -> str:
    """What was tried, with what matters of it."""
    if step.do != "vote":
        return ATTEMPTS.get(step.do, step.do)
    for_, against, abstain = (step.values.get(key, 0) for key in ("for", "against", "abstain"))
    plural = "s" if abstain > 1 else ""
    return f"vote du conseil, {for_} pour, {against} contre, {abstain} abstention{plural}"
