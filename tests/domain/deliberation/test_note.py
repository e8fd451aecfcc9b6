"""The paragraph of the note de synthèse: kept texts, one per state of the opinion (``notes.md``).

A lawyer reads ``notes.md``; a change of words shows there. ``python -m tests.domain.deliberation.test_note``
writes it anew.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from domain.deliberation.dossier import Dossier
from domain.deliberation.note import paragraph
from domain.deliberation.situation import situation
from domain.entry import Payload
from domain.events import CommuneConsulted, DraftAbandoned, DraftRevised, FileCompleted
from domain.refusals import Refused
from domain.words import Change, Organ, Qualification, Sense
from tests.domain.deliberation.dossiers import NUMBER, empty, institution, recorded, taken
from tests.offices import LONGVIC, PIECE, draft, opinion, qualified, received, vote

KEPT = Path(__file__).with_name("notes.md")
DRAFTED = date(2026, 1, 7)
CONVENED = date(2026, 6, 19)


def qualify(how: Qualification = Qualification.REQUIRED) -> Dossier:
    return taken(empty(), draft(NUMBER, DRAFTED), qualified(DRAFTED, how))


def asked(*more: Payload, how: Qualification = Qualification.REQUIRED) -> Dossier:
    """Sent on 9 January, received on the 12th: until 12 April."""
    sent, receipt = CommuneConsulted(day=date(2026, 1, 9)), received(date(2026, 1, 12))
    return taken(qualify(how), sent, receipt, *more)


def said(sense: Sense, day: date = date(2026, 3, 20), arrived: date | None = None) -> Payload:
    return opinion(arrived or day, sense, voted=day)


def revised(day: date, change: Change) -> DraftRevised:
    return DraftRevised(
        day=day, change=change, text=PIECE.model_copy(update={"name": f"{day}.pdf"})
    )


LETTER = opinion(date(2026, 3, 3), organ=Organ.MAYOR)
LATE = said(Sense.UNFAVOURABLE, date(2026, 5, 15), date(2026, 5, 18))
OTHER_LATE = said(Sense.FAVOURABLE, date(2026, 5, 28), date(2026, 6, 1))


def cases() -> Iterator[tuple[str, Dossier, date]]:
    early = date(2026, 3, 2)
    incomplete = CommuneConsulted(day=date(2026, 1, 9), complete=False)
    receipt, rest = received(date(2026, 1, 12)), FileCompleted(day=date(2026, 2, 2))
    again = CommuneConsulted(day=date(2026, 4, 20)), received(date(2026, 4, 22))
    new = revised(date(2026, 4, 16), Change.NEW_QUESTION)

    yield "Projet non qualifié", taken(empty(), draft(NUMBER, DRAFTED)), early
    yield "Avis sans objet", qualify(Qualification.NOT_REQUIRED), CONVENED
    yield "Avis requis, projet non transmis", qualify(), early
    sent = CommuneConsulted(day=date(2026, 1, 9))
    yield "Réception non prouvée", taken(qualify(), sent), early
    yield "Pièces manquantes", taken(qualify(), incomplete, receipt), date(2026, 1, 20)
    yield "Délai en cours", asked(), early
    yield "Avis favorable", asked(said(Sense.FAVOURABLE, arrived=date(2026, 3, 24))), CONVENED
    yield "Avis favorable avec réserves", asked(said(Sense.RESERVES)), CONVENED
    yield "Condition remplie", asked(said(Sense.CONDITION_MET)), CONVENED
    yield "Condition non remplie", asked(said(Sense.CONDITION_UNMET)), CONVENED
    yield "Avis défavorable", asked(said(Sense.UNFAVOURABLE)), CONVENED
    yield "Avis ambigu", asked(said(Sense.MOTION_REJECTED)), CONVENED
    yield (
        "Avis changé dans le délai",
        asked(said(Sense.FAVOURABLE, date(2026, 2, 10)), said(Sense.UNFAVOURABLE)),
        CONVENED,
    )
    yield (
        "Avis changé deux fois",
        asked(
            said(Sense.FAVOURABLE, date(2026, 2, 10)),
            said(Sense.RESERVES, date(2026, 2, 24)),
            said(Sense.UNFAVOURABLE),
        ),
        CONVENED,
    )
    yield "Silence", asked(), CONVENED
    yield "Silence, dossier complété", taken(qualify(), incomplete, receipt, rest), CONVENED
    yield "Silence, entre le terme et la fin prudente", asked(), date(2026, 4, 13)
    yield "Silence et avis tardif", asked(LATE), CONVENED
    yield "Silence et avis tardifs", asked(LATE, OTHER_LATE), CONVENED
    yield (
        "Vote entre le terme et la fin prudente",
        asked(said(Sense.UNFAVOURABLE, date(2026, 4, 13))),
        CONVENED,
    )
    yield (
        "Voté à temps, parvenu trop tard",
        asked(said(Sense.UNFAVOURABLE, date(2026, 4, 12), date(2026, 4, 20))),
        CONVENED,
    )
    yield "Lettre du maire", asked(LETTER), CONVENED
    yield (
        "Courrier d'un autre organe",
        asked(opinion(date(2026, 3, 3), organ=Organ.OTHER)),
        CONVENED,
    )
    yield "Le conseil municipal ne se prononce pas", asked(said(Sense.NO_OPINION)), CONVENED
    yield (
        "Consultation de précaution",
        asked(said(Sense.UNFAVOURABLE), how=Qualification.PRECAUTIONARY),
        CONVENED,
    )
    yield (
        "Texte modifié dans le périmètre",
        asked(said(Sense.UNFAVOURABLE), revised(date(2026, 4, 16), Change.WITHIN_SCOPE)),
        CONVENED,
    )
    yield "Texte retouché", asked(revised(date(2026, 4, 16), Change.EDITORIAL)), CONVENED
    yield "Question nouvelle", asked(said(Sense.UNFAVOURABLE), new), CONVENED
    yield (
        "Question nouvelle, nouvelle consultation",
        asked(said(Sense.UNFAVOURABLE), new, *again, said(Sense.FAVOURABLE, date(2026, 5, 15))),
        CONVENED,
    )
    yield (
        "Avis voté avant la transmission",
        taken(qualify(), said(Sense.FAVOURABLE, date(2026, 1, 8)), sent, receipt),
        CONVENED,
    )
    yield (
        "Avis voté avant la réception",
        taken(qualify(), sent, said(Sense.FAVOURABLE, date(2026, 1, 10)), receipt),
        date(2026, 1, 11),
    )
    yield (
        "Avis rendu, qualification changée",
        recorded(
            asked(said(Sense.UNFAVOURABLE)), qualified(date(2026, 4, 2), Qualification.NOT_REQUIRED)
        ),
        CONVENED,
    )


CASES = {title: (dossier, on) for title, dossier, on in cases()}


def written(title: str) -> str:
    dossier, on = CASES[title]
    return paragraph(situation(dossier, on))


def kept() -> dict[str, str]:
    parts = re.split(r"^## (.+)\n\n", KEPT.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], (part.strip() for part in parts[1::2]), strict=True))


@pytest.mark.parametrize("title", CASES)
def test_the_paragraph_is_the_one_that_was_read_over(title: str) -> None:
    assert written(title) == kept()[title]


def test_every_kept_text_has_its_case() -> None:
    assert list(kept()) == list(CASES)


def test_no_sentence_is_left_without_its_point_nor_said_twice() -> None:
    for title in CASES:
        sentences = re.split(r"(?<=[^.A-Z]\.) (?=[A-ZÀÉ])", written(title))
        assert written(title).endswith(".")
        assert len(sentences) == len(set(sentences))
        assert "  " not in written(title)


def test_the_name_of_the_commune_is_elided_as_it_is_spoken() -> None:
    named = institution()
    entries = tuple(
        e._replace(payload=e.payload.model_copy(update={"name": "Ahuy"}))
        if getattr(e.payload, "commune", None) == LONGVIC
        else e
        for e in named.entries
    )
    bare = replace(empty(), institution=replace(named, entries=entries))
    dossier = taken(bare, draft(NUMBER, DRAFTED, LONGVIC), qualified(DRAFTED))

    assert "du conseil municipal d'Ahuy" in paragraph(situation(dossier, DRAFTED))


def test_once_the_council_has_voted_the_paragraph_is_the_one_of_its_day() -> None:
    voted = recorded(
        asked(), vote(date(2026, 6, 25)), LATE, said(Sense.FAVOURABLE, date(2026, 7, 2))
    )
    after = paragraph(situation(voted, date(2026, 8, 1)))

    assert after == paragraph(situation(voted, date(2026, 6, 25)))
    assert "15 mai 2026" in after
    assert "2 juillet 2026" not in after


def test_no_note_is_owed_for_a_draft_that_was_given_up() -> None:
    gone = taken(asked(), DraftAbandoned(day=date(2026, 4, 2), reason="site abandonné"))

    with pytest.raises(Refused, match="site abandonné"):
        paragraph(situation(gone, CONVENED))


if __name__ == "__main__":
    told = "\n\n".join(f"## {title}\n\n{written(title)}" for title in CASES)
    KEPT.write_text(
        f"# Note de synthèse : le paragraphe, cas par cas\n\n{told}\n", encoding="utf-8"
    )
