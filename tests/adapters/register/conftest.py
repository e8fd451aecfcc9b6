"""A new register on each engine."""

from collections.abc import Iterator

import pytest
from sqlalchemy.engine import Engine

from adapters.register.engine import open_engine
from adapters.register.register import Register
from adapters.register.tables import create_register


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = open_engine(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def register(engine: Engine) -> Register:
    create_register(engine)
    return Register(engine)
