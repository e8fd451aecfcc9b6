"""The library's own suites for recorders, on both databases."""

from unittest import TestCase
from uuid import uuid4

import pytest
from eventsourcing.tests import persistence as suites

from adapters.register.engine import open_engine
from adapters.register.recorder import Recorder
from adapters.register.tables import create_register


class OurRecorder(TestCase):
    """Streams are named by strings; the rest is the library's."""

    url: str

    def create_recorder(self) -> Recorder:
        engine = open_engine(self.url)
        self.addCleanup(engine.dispose)
        return Recorder(engine, create_register(engine))

    def new_originator_id(self) -> str:
        return str(uuid4())


class OnSQLite(OurRecorder):
    @pytest.fixture(autouse=True)
    def _database(self, sqlite_url: str) -> None:
        self.url = sqlite_url


class OnPostgreSQL(OurRecorder):
    @pytest.fixture(autouse=True)
    def _database(self, fresh_postgres_url: str) -> None:
        self.url = fresh_postgres_url


class TestApplicationRecorderOnSQLite(OnSQLite, suites.ApplicationRecorderTestCase[Recorder]):
    pass


class TestApplicationRecorderOnPostgreSQL(
    OnPostgreSQL, suites.ApplicationRecorderTestCase[Recorder]
):
    pass


class TestNonInterleavingOnSQLite(OnSQLite, suites.NonInterleavingNotificationIDsBaseCase):
    pass


class TestNonInterleavingOnPostgreSQL(OnPostgreSQL, suites.NonInterleavingNotificationIDsBaseCase):
    pass
