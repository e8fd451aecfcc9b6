"""The page of a deliberation: kept as a lawyer read it over (``page.md``), the same bytes every time.

``python -m tests.projections.test_page`` writes it anew.
"""

from dataclasses import replace
from datetime import date
from pathlib import Path

from domain.deliberation.as_known import as_known
from domain.deliberation.dossier import Dossier
from domain.entry import Document
from domain.events import (
    ActNumbered,
    CommissionReviewed,
    CommuneConsulted,
    DeterminationWithdrawn,
    DraftRevised,
    EntryAmended,
    EntryAnnulled,
    EntryMoved,
    EntryMovedHere,
)
from domain.law.book import LAW
from domain.paper import PageGiven
from domain.words import Change, Determination, LegalClass, Organ, ReviewOpinion, Sense
from projections.page import page
from tests.domain.deliberation.dossiers import (
    NUMBER,
    empty,
    institution,
    recorded,
    ref,
    swept,
    taken,
)
from tests.offices import PIECE, draft, opinion, qualified, received, vote

KEPT = Path(__file__).with_name("page.md")
TODAY = date(2026, 7, 3)


def piece(name: str, hash_: str) -> Document:
    return Document(name=name, media_type="application/pdf", size=2048, sha256=hash_ * 32)


RECEIPT = received(date(2026, 1, 12)).model_copy(
    update={"documents": (piece("accusé de réception.pdf", "a1"),)}
)
EXTRACT = opinion(date(2026, 5, 18), voted=date(2026, 5, 15)).model_copy(
    update={"documents": (piece("extrait du registre.pdf", "b2"),)}
)
LETTER = opinion(date(2026, 3, 3), organ=Organ.MAYOR)
GIVEN = PageGiven(
    day=date(2026, 6, 29),
    to="Me Claire Dupré, avocate de la commune",
    page=Document(name="dossier.md", media_type="text/markdown", size=9000, sha256="c3" * 32),
    on=date(2026, 6, 29),
    as_known_at=17,
)
MISREAD = EntryAmended(
    day=TODAY,
    target=ref(4),
    fields={"day": "2026-02-16"},
    legal_class=LegalClass.TRANSCRIPTION,
    reason="Date de l'accusé de réception mal lue",
    validator="c.dupre",
)


def rich() -> Dossier:
    """Silence, a late opinion, a vote, an act; the receipt misread, a letter that was another's."""
    dossier = taken(
        empty(),
        draft(NUMBER, date(2026, 1, 7)).model_copy(update={"object": "Place de l'église à Daix"}),
        qualified(date(2026, 1, 8)),
        CommuneConsulted(day=date(2026, 1, 9)),
        RECEIPT,
        CommissionReviewed(day=date(2026, 2, 3), body="Voirie", opinion=ReviewOpinion.FAVOURABLE),
        LETTER,
    )
    dossier = taken(
        swept(dossier, date(2026, 4, 20)),
        EXTRACT,
        DraftRevised(
            day=date(2026, 6, 2), change=Change.WITHIN_SCOPE, text=piece("projet 2.pdf", "d4")
        ),
        vote(date(2026, 6, 25), 50, 36),
        ActNumbered(day=date(2026, 6, 26), number="DM2026-061"),
    )
    struck = EntryAnnulled(
        day=date(2026, 6, 30), target=ref(6), reason="Lettre sur un autre projet"
    )
    return recorded(dossier, GIVEN, struck, MISREAD)


def shown(dossier: Dossier, on: date = TODAY) -> str:
    position = max(e.position for e in dossier.entries)
    return page(dossier, on, register="5d0c6a52-registre-d-essai", position=position)


def test_the_page_is_the_one_that_was_read_over() -> None:
    assert shown(rich()) == KEPT.read_text(encoding="utf-8")


def test_the_same_position_and_day_give_the_same_bytes_whatever_was_recorded_since() -> None:
    dossier = rich()
    before = as_known(dossier, dossier.entries[11].position)
    again = as_known(recorded(dossier, MISREAD), dossier.entries[11].position)

    assert shown(before) == shown(before) == shown(again)
    assert shown(before) != shown(dossier)


def test_each_day_has_its_page() -> None:
    early = shown(rich(), date(2026, 3, 1))

    assert "avis de la commune attendu" in early
    assert "25 juin 2026" not in early.partition("## 6.")[0]
    assert "DM2026-061" not in early


def test_a_correction_recorded_later_bears_on_an_earlier_day() -> None:
    """The page says what is known of that day, and where it reads otherwise than it was written."""
    early = shown(rich(), date(2026, 3, 1))

    assert "reçu le lundi 16 février 2026" in early
    assert "12 janvier 2026 → 16 février 2026" in early


def test_a_struck_entry_stays_in_its_place_with_its_correction() -> None:
    [row] = [line for line in shown(rich()).splitlines() if line.startswith("| n° 6 ")]

    assert "~~Lettre du maire de Daix" in row
    assert "**Ne compte plus** (n° 14 ; voir 6)" in row


def test_a_withdrawn_conclusion_is_struck_on_its_own_line_by_whom_when_and_why() -> None:
    withdrawal = DeterminationWithdrawn(
        day=date(2026, 7, 6), determination=Determination.DEEMED_OPINION, reason="Accusé mal lu"
    )
    after = recorded(rich(), withdrawal)

    [row] = [line for line in shown(after, date(2026, 7, 6)).splitlines() if "| n° 7 " in line]
    assert "~~Avis de Daix réputé favorable" in row
    assert "**Conclusion retirée par n° 16 (Anne Préhaut (a.prehaut)" in row
    assert "motif : Accusé mal lu.**" in row
    assert "Conclusion retirée" not in shown(after, date(2026, 7, 5))


def test_an_annulled_correction_says_so_and_the_original_reads_again() -> None:
    restored = EntryAnnulled(day=date(2026, 7, 6), target=ref(15), reason="La première était juste")
    after = shown(recorded(rich(), restored), date(2026, 7, 6))

    assert "**Elle-même annulée par** : n° 16" in after
    assert "reçu le lundi 12 janvier 2026" in after


def test_every_document_shown_is_in_the_inventory_with_its_whole_hash() -> None:
    inventory = shown(rich()).partition("## 7.")[2]

    for hash_ in ("a1", "b2", "c3", "d4"):
        assert hash_ * 32 in inventory


def test_what_people_typed_stays_text() -> None:
    hostile = "Voirie | n° 9 |\n# <b>Titre</b> ~~non~~ [ici](x) \u202eesrever"
    typed = draft(NUMBER, date(2026, 1, 7)).model_copy(update={"object": hostile})
    written = shown(taken(empty(), typed))

    rows = [line for line in written.splitlines() if line.startswith("|")]
    assert {row.replace("\\|", "").count("|") for row in rows} == {8, 6}
    assert "\n# \\<b" not in written
    assert "<b>" not in written.replace("\\<b>", "")
    assert "\u202e" not in written


def test_an_entry_moved_here_is_shown_with_the_name_that_it_keeps() -> None:
    """Recorded on another deliberation by mistake: struck there, counted here."""
    day = date(2026, 2, 10)
    other = taken(empty("2026-015"), draft("2026-015", day), qualified(day))
    other = taken(other, CommuneConsulted(day=day), opinion(day, Sense.FAVOURABLE))
    away = EntryMoved(day=day, target=ref(4, "2026-015"), reason="Mauvais dossier", to=NUMBER)
    other = recorded(other, away)
    here = taken(empty(), draft(NUMBER, day), qualified(day), CommuneConsulted(day=day))
    arrival = EntryMovedHere(day=day, entry=ref(4, "2026-015"), move=ref(5, "2026-015"))
    last = max(e.position for e in other.entries)
    shifted = replace(
        here, entries=tuple(e._replace(position=e.position + last) for e in here.entries)
    )
    here = replace(recorded(shifted, arrival), elsewhere=(other.entries,))

    there, arrived = shown(other, day), shown(here, day)
    assert "~~Délibération du conseil municipal de Daix : avis favorable~~" in there
    assert "| n° 2026-015#4 | 10/02/2026 | Délibération du conseil municipal de Daix" in arrived
    assert "### Rectification n° 2026-015#5, du 10 février 2026" in arrived


def test_an_empty_file_has_a_page_too() -> None:
    bare = Dossier(NUMBER, (), institution(), LAW)
    written = shown(taken(bare, draft(NUMBER, date(2026, 1, 7))))

    assert "Aucun délai d'avis n'a couru." in written
    assert "Aucune rectification" in written
    assert PIECE.sha256 in written


if __name__ == "__main__":
    KEPT.write_text(shown(rich()), encoding="utf-8")
