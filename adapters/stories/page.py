"""The lawyer's page of a story, in Markdown: its account, and its questions with their answers."""

import re
from collections.abc import Iterator

from adapters.stories.account import ATTEMPTS, Kind, Said, account
from adapters.stories.answer_words import answer
from adapters.stories.institution_page import asked_of
from adapters.stories.institution_words import MORE_ON_A_DELIBERATION
from adapters.stories.language import Question, Step, Story
from adapters.stories.rules import rule_words
from adapters.stories.run import Run, Wrong
from adapters.stories.teller import Told
from domain.law.french import french_date
from projections.assembly_answers import answer_words
from projections.subjects import MEETINGS

NO_QUESTION = "rien n'est demandé"


def page(done: Run) -> str:
    """The story in Markdown."""
    return "\n".join(lines(done)) + "\n"


def page_of_unreadable(title: str | None, why: str) -> str:
    """In the place of a story that cannot be read."""
    return f"# {escaped(title or 'Histoire sans titre')}\n\nNe se lit pas : {escaped(why)}.\n"


def lines(done: Run) -> Iterator[str]:
    yield f"# {escaped(done.story.title)}"
    yield ""
    yield from heading(done)
    for said in account(done):
        told = said.told
        if told and isinstance(told.moment, Question):
            yield f"- {dossier_words(said, done)}{question(told, told.moment, done)}"
        else:
            yield f"- {line(said, done)}"


def heading(done: Run) -> Iterator[str]:
    """The rules that the story shows, and its deliberations."""
    if done.story.rules:
        yield f"Règles : {' ; '.join(escaped(rule_words(rule)) for rule in done.story.rules)}."
        yield ""
    for dossier in done.dossiers.values():
        draft = dossier.whole_course.draft
        if draft:
            names = (dossier.institution.commune_name(c) for c in draft.payload.concerns)
            about = f"« {draft.payload.object} » ({', '.join(names)})"
            yield f"Dossier n° {dossier.number} : {escaped(about)}."
            yield ""


def line(said: Said, done: Run) -> str:
    """« **13 avril 2026** — Avis de Daix réputé favorable… (CGCT L. 5211-57). Inscrit le… »"""
    article = f" ({said.article})" if said.article else ""
    sentence = escaped(f"{said.sentence}{article}.")
    if said.kind is Kind.LAW:
        sentence = f"*{sentence}*"
    after = f" {said.after}" if said.after else ""
    day = french_date(said.day)
    return f"**{day}** — {dossier_words(said, done)}{sentence}{after}{unexpected(said.told)}"


def unexpected(told: Told | None) -> str:
    """Where a step was refused that should not be, or the other way round."""
    if told is None or not isinstance(told.moment, Step):
        return ""
    if told.moment.refused == (told.refused is not None):
        return ""
    return f" **(attendu : {'un refus' if told.moment.refused else 'une inscription'})**"


def dossier_words(said: Said, done: Run) -> str:
    """Which dossier or which meeting, where the story has several."""
    if said.meeting:
        meetings = [stream for stream in done.streams if stream.startswith(MEETINGS)]
        return f"[séance {escaped(said.meeting)}] " if len(meetings) > 1 else ""
    of_a_dossier = said.number in done.dossiers
    return f"[n° {escaped(said.number)}] " if of_a_dossier and len(done.dossiers) > 1 else ""


def question(told: Told, asked: Question, done: Run) -> str:
    """« *Au 28 février 2026* : avis de la commune pas encore acquis ; … »"""
    wrong = {w.key: w for w in done.wrong if w.step == asked.number}
    said = [f"{escaped(answered(key, told))}{wanted(wrong.get(key))}" for key in asked.expect]
    known = ""
    if asked.known_at is not None:
        step = labelled(asked.known_at, done.story)
        what = ATTEMPTS.get(step.do, step.do)
        day = french_date(max(step.day, step.recorded))
        known = f", selon ce qui était inscrit jusqu'à l'étape « {what} » du {day}"
    about = escaped(asked_of(asked))
    return f"*Au {french_date(asked.day)}*{about}{known} : {' ; '.join(said) or NO_QUESTION}."


def answered(key: str, told: Told) -> str:
    """What was answered, in words."""
    got = told.answers[key]
    if told.there is None or key in MORE_ON_A_DELIBERATION:
        return answer_words(key, got)
    return answer(key, told.there, got)


def wanted(wrong: Wrong | None) -> str:
    """Where the answer is not the one that the story wants."""
    return "" if wrong is None else f" **(attendu : {escaped(str(wrong.wanted))})**"


def labelled(label: str, story: Story) -> Step:
    steps = (moment for moment in story.moments if isinstance(moment, Step))
    return next(step for step in steps if step.label == label)


def escaped(text: str) -> str:
    """Text as Markdown shows it: on one line, nothing taken for a mark."""
    return re.sub(r"([\\`*_\[\]<>])", r"\\\1", " ".join(text.split()))
