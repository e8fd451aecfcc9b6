"""A register with a life behind it, on each database: entries of every ordinary kind, documents."""

from collections.abc import Iterator
from datetime import date

import pytest

from adapters.office import Office
from tests.adapters.exports.life import lived
from tests.offices import an_office


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    """Twelve entries on three streams, one document; its read models up to date."""
    with an_office(database_url, date(2026, 1, 1)) as desk:
        lived(desk)
        yield desk.office
