"""The register on PostgreSQL: one schema, positions given under one lock."""

from collections.abc import Sequence
from typing import Any

import psycopg
from eventsourcing.persistence import IntegrityError
from psycopg import errors
from sqlalchemy.engine import URL, Engine
from sqlalchemy.event import listens_for

from adapters.register.errors import Busy, OutcomeUnknown, RegisterError, Unavailable

LOCK_TIMEOUT_S = 10

# The lock is held until the transaction ends, and nobody can insert without it: positions have no
# holes and become visible in their order, so that a reader of « position > n » misses nothing. It
# is an advisory lock because a lock on the table waits for whoever indexes or refers to it.
# A position given by the caller is not heeded: there is one way in.
TRIGGERS: Sequence[str] = (
    "ALTER TABLE log ALTER COLUMN position DROP DEFAULT",
    "DROP SEQUENCE log_position_seq",
    """CREATE FUNCTION log_give_position() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM pg_advisory_xact_lock((x'54616369'::bigint << 32) | TG_RELID::bigint);
        SELECT coalesce(max(position), 0) + 1 INTO NEW.position FROM log;
        RETURN NEW;
    END $$""",
    """CREATE TRIGGER log_give_position BEFORE INSERT ON log
        FOR EACH ROW EXECUTE FUNCTION log_give_position()""",
    """CREATE FUNCTION log_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE integrity_constraint_violation
            USING MESSAGE = 'journal : ni modification ni suppression (' || TG_OP || ')';
    END $$""",
    """CREATE TRIGGER log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log
        FOR EACH STATEMENT EXECUTE FUNCTION log_refuse()""",
    """CREATE TRIGGER documents_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON documents
        FOR EACH STATEMENT EXECUTE FUNCTION log_refuse()""",
    # Also for a session that calls itself a replica, which skips ordinary triggers.
    "ALTER TABLE log ENABLE ALWAYS TRIGGER log_append_only",
    "ALTER TABLE documents ENABLE ALWAYS TRIGGER documents_append_only",
)


def engine_arguments(url: URL) -> dict[str, Any]:
    return {} if "connect_timeout" in url.query else {"connect_args": {"connect_timeout": 10}}


def prepare(engine: Engine, durable: bool) -> None:
    """Sets each new connection."""

    @listens_for(engine, "connect")
    def settle(connection: Any, _record: object) -> None:
        connection.autocommit = True
        (synchronous,) = connection.execute("SHOW synchronous_commit").fetchone()
        if not durable:
            synchronous = "off"
        elif synchronous in ("off", "local"):
            # The server would confirm what a power cut, or a lost primary, takes back.
            synchronous = "on"
        # In a stricter isolation level the position would be read as of before the lock.
        connection.execute(
            """SELECT set_config('lock_timeout', %s, false),
                      set_config('TimeZone', 'UTC', false),
                      set_config('default_transaction_isolation', 'read committed', false),
                      set_config('synchronous_commit', %s, false)""",
            (f"{LOCK_TIMEOUT_S}s", synchronous),
        )
        connection.autocommit = False


INSERT_ENTRY = """INSERT INTO log (
    stream, version, type, event_id, recorded_at, recorded_by, capacity, command_id, ordinal,
    payload, salt, leaf, leaf_hash
) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) RETURNING position"""

INSERT_DOCUMENT = "INSERT INTO documents (sha256, content) VALUES (%s, %s) ON CONFLICT DO NOTHING"


def append(
    connection: Any, entries: Sequence[tuple[Any, ...]], documents: Sequence[tuple[str, bytes]]
) -> list[int]:
    """One transaction: one round trip for one entry alone, one pipeline for several."""
    alone = len(entries) == 1 and not documents
    committing = alone
    try:
        connection.autocommit = alone
        with connection.cursor() as cursor:
            if alone:
                cursor.execute(INSERT_ENTRY, entries[0])
                return [cursor.fetchone()[0]]
            # In one order for all: else two writers of the same documents wait for each other.
            for document in sorted(documents):
                cursor.execute(INSERT_DOCUMENT, document)
            cursor.executemany(INSERT_ENTRY, entries, returning=True)
            positions = [result.fetchone()[0] for result in cursor.results()]
            committing = True
            connection.commit()
            return positions
    except errors.UniqueViolation as error:
        raise IntegrityError(error) from error
    except psycopg.OperationalError as error:
        if committing and connection.closed:
            raise OutcomeUnknown from error
        raise
    finally:
        if alone and not connection.closed:
            connection.autocommit = False


def fetch(connection: Any, statement: str, parameters: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    """One statement in one round trip: no transaction to begin, none to end."""
    connection.autocommit = True
    try:
        with connection.cursor(binary=True) as cursor:
            cursor.execute(statement.replace("?", "%s"), parameters)
            rows: list[tuple[Any, ...]] = cursor.fetchall()
            return rows
    finally:
        if not connection.closed:
            connection.autocommit = False


def failure(error: BaseException) -> RegisterError | None:
    """What an error of the driver means, when it is not a fault of ours."""
    if isinstance(
        error, errors.LockNotAvailable | errors.DeadlockDetected | errors.SerializationFailure
    ):
        return Busy()
    if isinstance(
        error,
        psycopg.OperationalError | errors.ReadOnlySqlTransaction | errors.InsufficientPrivilege,
    ):
        return Unavailable(error)
    return None
