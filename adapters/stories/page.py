"""The lawyer's page of a story: what was written, refused and asked, in the journal's sentences.

Steps stand in the order in which they were recorded, each in the words that the register had for it
on that day. What the law did by itself, and nobody wrote, stands in italics.
"""

import re
from collections.abc import Iterator

from adapters.stories.language import Question, Step, Story
from adapters.stories.run import Run, Wrong
from adapters.stories.teller import Told
from domain.deliberation.dossier import Dossier, Fact
from domain.deliberation.explain import OPINIONS
from domain.deliberation.situation import Situation
from domain.entry import Entry
from domain.events import OpinionDeemedFavourable
from domain.law.french import french_date, french_day
from domain.words import Irregularity, Majority, Outcome
from projections.journal import as_known, unwritten
from projections.sentences import sentence_of
from projections.words import DETERMINATIONS, IRREGULARITIES, OUTCOMES

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
}
"""A step that was refused has no sentence in the journal: what somebody tried to record."""


OPTION = re.compile(r" \(--[^)]*\)")
"""How the command line names a way out: of no use on a page."""


def page(done: Run) -> str:
    """The story in Markdown."""
    return "\n".join(Page(done).lines()) + "\n"


def page_of_unreadable(title: str | None, why: str) -> str:
    """In the place of a story that cannot be read."""
    return f"# {escaped(title or 'Histoire sans titre')}\n\nNe se lit pas : {escaped(why)}.\n"


class Page:
    """One story, moment by moment."""

    def __init__(self, done: Run) -> None:
        self.done = done
        self.several = len(done.dossiers) > 1
        self.shown: set[tuple[str, str]] = set()
        """Steps of the law already shown: the dossier and the sentence."""

    def lines(self) -> Iterator[str]:
        story = self.done.story
        yield f"# {escaped(story.title)}"
        yield ""
        yield from self.heading(story)
        reached = 0
        for told in self.done.told:
            yield from self.law_until(told, reached)
            if isinstance(told.moment, Question):
                yield f"- {self.question(told, told.moment)}"
            else:
                yield from self.step(told, told.moment, reached)
                reached = told.position

    def heading(self, story: Story) -> Iterator[str]:
        if story.rules:
            yield f"Règles : {', '.join(map(escaped, story.rules))}."
            yield ""
        for dossier in self.done.dossiers.values():
            draft = dossier.whole_course.draft
            if draft:
                names = (dossier.institution.commune_name(c) for c in draft.payload.concerns)
                about = f"« {draft.payload.object} » ({', '.join(names)})"
                yield f"Dossier n° {dossier.number} : {escaped(about)}."
                yield ""

    # --- Steps -------------------------------------------------------------------------------------

    def step(self, told: Told, step: Step, reached: int) -> Iterator[str]:
        """The entries that a step recorded, or why it recorded none."""
        expected = told.refused is not None
        wrong = "" if step.refused == expected else f" **Attendu : {refusal_words(step.refused)}.**"
        if told.refused:
            why = told.refused
            way_out = OPTION.sub("", why.way_out).removesuffix(".")
            yield (
                f"- **{french_date(step.day)}** — {self.where(step)}Refusé : {attempt(step)}. "
                f"{escaped(f'{why.sentence} {way_out} ({why.article}).')}{wrong}"
            )
            return
        written = list(self.written(reached, told.position))
        for dossier, entry in written:
            yield f"- {self.entry(dossier, entry, told)}{wrong}"
        if not written:
            what = "rien à inscrire" if step.do == "sweep" else "rien ne change"
            name = ATTEMPTS[step.do]
            yield f"- **{french_date(step.day)}** — {name[0].upper()}{name[1:]} : {what}.{wrong}"

    def written(self, after: int, up_to: int) -> Iterator[tuple[Dossier, Entry]]:
        """What was recorded between two positions, in order."""
        found = [
            (entry.position, dossier, entry)
            for dossier in self.done.dossiers.values()
            for entry in dossier.entries
            if after < entry.position <= up_to
        ]
        for _, dossier, entry in sorted(found, key=lambda each: each[0]):
            yield dossier, entry

    def entry(self, dossier: Dossier, entry: Entry, told: Told) -> str:
        """« **13 avril 2026** — Avis de Daix réputé favorable… (CGCT L. 5211-57). Inscrit le… »"""
        known = as_known(dossier, entry.position)
        sentence, article = sentence_of(Fact(entry.ref, entry.payload, entry), known)
        day = entry.payload.order_day
        by_clerk = isinstance(entry.payload, OpinionDeemedFavourable)
        if by_clerk:
            self.shown.add((dossier.number, french_date(day)))
        by = f" par l'{entry.capacity}" if by_clerk else ""
        later = f" Inscrit le {french_date(told.clock)}{by}." if by or told.clock != day else ""
        return (
            f"**{french_date(day)}** — {self.dossier_words(dossier.number)}"
            f"{escaped(sentence)} ({escaped(article)}).{later}"
        )

    def law_until(self, told: Told, reached: int) -> Iterator[str]:
        """What silence had produced by then, and nobody had written."""
        step = told.moment
        if isinstance(step, Step) and step.do == "sweep":
            return  # the clerk writes it down now
        day = told.clock if isinstance(step, Step) else step.day
        for dossier in self.done.dossiers.values():
            for line in unwritten(as_known(dossier, reached)):
                key = (dossier.number, french_date(line.day))
                if line.day <= day and key not in self.shown:
                    self.shown.add(key)
                    words = f"{self.dossier_words(dossier.number)}{escaped(line.sentence)}"
                    yield f"- **{french_date(line.day)}** — *{words} ({escaped(line.article)}).*"

    def where(self, step: Step) -> str:
        return "" if step.do == "sweep" else self.dossier_words(step.deliberation)

    def dossier_words(self, number: str) -> str:
        """Which dossier, where the story has several."""
        return f"[n° {escaped(number)}] " if self.several else ""

    # --- Questions ---------------------------------------------------------------------------------

    def question(self, told: Told, question: Question) -> str:
        """« *Au 28 février 2026* : avis de la commune pas encore acquis ; … »"""
        assert told.there is not None
        wrong = {w.key: w for w in self.done.wrong if w.step == question.number}
        said = [
            answer(key, told.there) + wanted_words(wrong.get(key)) for key in question.expect
        ] or ["rien n'est demandé"]
        known = ""
        if question.known_at is not None:
            step = self.labelled(question.known_at)
            what, day = ATTEMPTS[step.do], french_date(max(step.day, step.recorded))
            known = f", selon ce qui était inscrit jusqu'à l'étape « {what} » du {day}"
        where = self.dossier_words(question.deliberation)
        return f"{where}*Au {french_date(question.day)}*{escaped(known)} : {' ; '.join(said)}."

    def labelled(self, label: str) -> Step:
        steps = (m for m in self.done.story.moments if isinstance(m, Step))
        return next(step for step in steps if step.label == label)


def answer(key: str, there: Situation) -> str:
    """One answer, as a lawyer would say it."""
    period, vote = there.period, there.vote
    match key:
        case "opinion":
            return f"avis de la commune {OPINIONS[there.opinion]}"
        case "start":
            return (
                f"délai ouvert le {french_date(period.start)}" if period else "pas de délai ouvert"
            )
        case "last_day":
            return f"dernier jour le {french_day(period.last_day)}" if period else "aucun terme"
        case "deemed_from":
            if period is None:
                return "aucun jour où le silence vaudrait avis favorable"
            return f"silence valant avis favorable à compter du {french_date(period.deemed_from)}"
        case "prudent_end":
            return (
                f"fin prudente le {french_day(period.prudent_end)}"
                if period
                else "pas de fin prudente"
            )
        case "majority":
            return {
                Majority.SIMPLE: "majorité simple des suffrages exprimés",
                Majority.TWO_THIRDS_MEMBERS: "majorité des deux tiers des membres",
                None: "majorité pas encore connue",
            }[there.majority]
        case "threshold":
            return (
                f"{there.threshold} voix nécessaires" if there.threshold else "sans seuil en voix"
            )
        case "outcome":
            if there.outcome is Outcome.NONE:
                return "aucun vote du conseil"
            return f"délibération {OUTCOMES[there.outcome]}"
        case "robust":
            return {
                True: "toutes les lectures du droit s'accordent",
                False: "les lectures du droit ne s'accordent pas",
                None: "pas de vote que les lectures du droit puissent juger",
            }[there.robust]
        case "late":
            return late_words(len(there.late_opinions))
        case "may_vote":
            return {
                True: "le conseil peut se prononcer",
                False: "le conseil ne peut pas se prononcer",
                None: "le conseil s'est prononcé",
            }[there.may_vote]
        case "irregular":
            return irregular_words(there.irregularities, voted=vote is not None)
        case "minuted":
            minuted = "inscrit" if there.minuted else "pas inscrit"
            return f"avis réputé favorable {minuted} au registre"
        case "contradicted":
            if not there.contradictions:
                return "aucune conclusion contredite"
            names = " et ".join(DETERMINATIONS[d].lower() for d in there.contradictions)
            return f"contredit par les faits connus : {names}"
    raise AssertionError(f"no words for {key}")


def late_words(count: int) -> str:
    if count == 0:
        return "aucun avis tardif"
    return f"{count} avis tardif{'s' if count > 1 else ''}, élément d'appréciation"


def irregular_words(irregularities: tuple[Irregularity, ...], *, voted: bool) -> str:
    if irregularities:
        return f"vote irrégulier : {', '.join(IRREGULARITIES[i] for i in irregularities)}"
    return "vote régulier" if voted else "aucune irrégularité"


def refusal_words(refused: bool) -> str:
    return "un refus" if refused else "une inscription"


def wanted_words(wrong: Wrong | None) -> str:
    """Where the answer is not the one that the story wants."""
    return "" if wrong is None else f" **(attendu : {escaped(str(wrong.wanted))})**"


def attempt(step: Step) -> str:
    """What was tried, with what matters of it."""
    if step.do != "vote":
        return ATTEMPTS[step.do]
    for_, against, abstain = (step.values.get(key, 0) for key in ("for", "against", "abstain"))
    plural = "s" if abstain > 1 else ""
    return f"vote du conseil, {for_} pour, {against} contre, {abstain} abstention{plural}"


def escaped(text: str) -> str:
    """Text as Markdown shows it: on one line, nothing taken for a mark."""
    return re.sub(r"([\\`*_\[\]<>])", r"\\\1", " ".join(text.split()))
