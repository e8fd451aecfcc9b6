"""Which commune was asked: the one that the draft named when the step was recorded (L. 5211-57).

A draft that came to name another commune, corrected or annulled and made again, does not make a
receipt or an opinion that of the other one.
"""

from collections.abc import Iterator

from domain.deliberation.as_known import as_known
from domain.deliberation.dossier import Dossier, Fact
from domain.entry import Payload
from domain.events import (
    CommuneConsulted,
    ConsultationReceived,
    DraftSubmitted,
    EntryAmended,
    FileCompleted,
    OpinionDeemedFavourable,
    OpinionRendered,
)

OF_THE_COMMUNE = (
    CommuneConsulted,
    ConsultationReceived,
    FileCompleted,
    OpinionRendered,
    OpinionDeemedFavourable,
)
"""What was sent to the commune that the draft names, came from it, or was concluded of it."""


def commune_asked(dossier: Dossier, fact: Fact[Payload] | None = None) -> str | None:
    """The INSEE code of the commune named when this was recorded; without it, of the one named now.

    None on a file that never had a draft.
    """
    if fact and names_another(dossier):
        then = as_known(dossier, fact.entry.position)
        dossier = then if then.whole_course.draft else dossier  # moved here from an older file
    draft = dossier.whole_course.draft
    if draft:
        return draft.payload.concerns[0]
    # It was annulled: the other entries still name the commune it named.
    written = [e.payload for e in dossier.entries if isinstance(e.payload, DraftSubmitted)]
    return written[0].concerns[0] if written else None


def of_another_commune(dossier: Dossier) -> Iterator[Fact[Payload]]:
    """What stands on record, was recorded here, and is of another commune than the draft names."""
    draft = dossier.whole_course.draft
    if draft is None or not names_another(dossier):
        return
    for fact in dossier.effective:
        of_it = isinstance(fact.payload, OF_THE_COMMUNE) and fact.entry.stream == dossier.stream
        if of_it and commune_asked(dossier, fact) != draft.payload.concerns[0]:
            yield fact


def names_another(dossier: Dossier) -> bool:
    """Whether the draft's communes were ever corrected, or the draft made again."""
    drafts = [e for e in dossier.entries if isinstance(e.payload, DraftSubmitted)]
    return len(drafts) > 1 or any(
        isinstance(e.payload, EntryAmended) and "concerns" in e.payload.fields
        for e in dossier.entries
    )
