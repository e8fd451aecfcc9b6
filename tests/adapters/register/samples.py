"""Entries to record: an opinion, by default."""

from datetime import UTC, date, datetime
from hashlib import sha256
from uuid import UUID, uuid4

from domain.entry import Document, Entry, Payload
from domain.events import DraftSubmitted, OpinionRendered
from domain.words import Sense

STREAM = "deliberation/2026-014"

PDF = b"%PDF-1.7\n\x00\xff\r\nDaix\x1a"
PDF_SHA256 = sha256(PDF).hexdigest()


def opinion(sense: Sense = Sense.FAVOURABLE) -> OpinionRendered:
    return OpinionRendered(day=date(2026, 4, 13), sense=sense, recorder="Anne Préhaut")


def draft() -> DraftSubmitted:
    text = Document(name="projet.pdf", media_type="application/pdf", size=28, sha256=PDF_SHA256)
    return DraftSubmitted(
        day=date(2026, 1, 9), number="2026-014", object="Parking", concerns=("21200",), text=text
    )


def entry(
    version: int = 1,
    payload: Payload | None = None,
    *,
    stream: str = STREAM,
    command_id: UUID | None = None,
    recorded_at: datetime = datetime(2026, 4, 13, 9, 30, 0, 123456, tzinfo=UTC),
) -> Entry:
    return Entry(
        stream=stream,
        version=version,
        payload=payload or opinion(),
        event_id=uuid4(),
        recorded_at=recorded_at,
        recorded_by="a.prehaut",
        capacity="secrétariat des assemblées",
        command_id=command_id or uuid4(),
    )
