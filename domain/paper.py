"""What leaves the register on paper: a page given out, so that a correction can say who holds it."""

from datetime import date
from typing import Annotated

from pydantic import Field

from domain.entry import Document, Payload, Words


class PageGiven(Payload):
    """Page du dossier remise à quelqu'un : à qui, et laquelle. Ne change aucune réponse."""

    NAME = "page-given.v1"

    to: Words
    page: Document
    """The page itself: its bytes lie in the register, by hash."""
    on: date
    """The legal day for which the page answers (arrêtée au)."""
    as_known_at: Annotated[int, Field(ge=1)]
    """Position of the log that it takes into account."""

    def attached(self) -> tuple[Document, ...]:
        return (self.page, *self.documents)
