"""Whoever knows the `eventsourcing` library can follow our log with it."""

import subprocess
import sys

import pytest
from eventsourcing.application import Application
from eventsourcing.persistence import InfrastructureFactory, IntegrityError

from adapters.register import Factory
from adapters.register.mapper import StoredEntry
from adapters.register.register import Register
from domain.words import Sense
from tests.adapters.register.samples import STREAM, entry, opinion


@pytest.fixture
def application(register: Register, database_url: str) -> Application[str]:
    return Application(
        env={"PERSISTENCE_MODULE": "adapters.register", "REGISTER_URL": database_url}
    )


def test_a_stock_application_reads_the_log_and_one_stream(
    register: Register, application: Application[str]
) -> None:
    recorded = [
        *register.append([entry(1)]),
        *register.append([entry(1, stream="institution")]),
        *register.append([entry(2, opinion(Sense.UNFAVOURABLE))]),
    ]

    with application:
        notifications = application.notification_log.select(start=None, limit=10)
        stream: list[object] = list(application.events.get(STREAM))

    assert [n.id for n in notifications] == [1, 2, 3]
    assert [(n.originator_id, n.originator_version) for n in notifications] == [
        (e.stream, e.version) for e in recorded
    ]
    assert stream == [recorded[0], recorded[2]]


def test_what_a_stock_application_puts_the_register_reads(
    register: Register, application: Application[str]
) -> None:
    written = entry(1)

    application.events.put([written])  # type: ignore[list-item]
    application.close()

    (read,) = register.entries(STREAM)
    assert (read.payload, read.command_id, read.position) == (
        written.payload,
        written.command_id,
        1,
    )


def test_through_the_library_a_repeated_command_is_a_conflict(register: Register) -> None:
    once = entry(1)
    register.append([once])
    row = register.mapper.to_stored_event(entry(2, command_id=once.command_id))

    with pytest.raises(IntegrityError):
        register.recorder.insert_events([row])


def test_a_row_carries_its_envelope_and_its_leaf(register: Register) -> None:
    register.append([entry(1)])

    (row,) = register.recorder.select_notifications(start=1, limit=1)

    assert isinstance(row, StoredEntry)
    assert (row.recorded_by, row.capacity) == ("a.prehaut", "secrétariat des assemblées")
    assert row.recorded_at == "2026-04-13T09:30:00.123456Z"
    assert row.topic == "opinion-rendered.v1"
    assert row.leaf.startswith(b'{"capacity":')


@pytest.mark.parametrize("port", ["aggregate_recorder", "tracking_recorder", "process_recorder"])
def test_the_ports_that_are_not_ours_refuse(port: str) -> None:
    with pytest.raises(NotImplementedError):
        getattr(Factory({}), port)()


def test_subscribing_refuses_a_reader_polls(register: Register) -> None:
    with pytest.raises(NotImplementedError):
        register.recorder.subscribe()


def test_the_factory_is_found_by_the_name_of_the_module() -> None:
    found = InfrastructureFactory.construct({"PERSISTENCE_MODULE": "adapters.register"})

    assert isinstance(found, Factory)


def test_naming_an_error_does_not_load_the_database_drivers() -> None:
    program = (
        "import sys; import adapters.register.errors; "
        "sys.exit(any(name in sys.modules for name in ('sqlalchemy', 'psycopg', 'pysqlite3')))"
    )

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
