"""Figures of writing: one durable append, with one and with four writers; a whole command; import."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import cycle
from uuid import uuid4

from eventsourcing.persistence import StoredEvent

from adapters.exports.export import members
from adapters.exports.import_register import import_register
from adapters.exports.snapshot import snapshot
from adapters.register.engine import open_engine
from adapters.register.mapper import instant_text, payload_bytes
from adapters.register.register import Register
from adapters.register.tables import create_register
from domain.entry import Entry
from domain.events import CommissionReviewed
from domain.words import ReviewOpinion
from scripts.benches.measuring import Figure, Work, at_once, in_turn, ratios, seconds
from scripts.benches.places import Place, library
from tests.offices import ANNE

TODAY = date(2026, 5, 4)
REVIEW = CommissionReviewed(
    day=TODAY, body="Administration générale et finances", opinion=ReviewOpinion.FAVOURABLE
)
BARE = {
    "sqlite": "INTEGER PRIMARY KEY AUTOINCREMENT",
    "postgresql": "BIGSERIAL PRIMARY KEY",
}
COLUMNS = "stream, version, type, event_id, recorded_at, recorded_by, capacity, command_id, payload"


def bare_table(where: Place, url: str) -> None:
    """The envelope and its payload, without leaf, salt, order or trigger."""
    blob = "BLOB" if where.name == "sqlite" else "BYTEA"
    with_types = COLUMNS.replace(",", " TEXT,").replace("version TEXT", "version INTEGER")
    connection = where.connection(url)
    connection.execute(
        f"CREATE TABLE bare (position {BARE[where.name]}, {with_types} {blob}, "
        "UNIQUE (stream, version))"
    )
    connection.close()


def entry(stream: str, version: int) -> Entry:
    now = datetime.now(UTC)
    return Entry(stream, version, REVIEW, uuid4(), now, "a.prehaut", "secrétariat", uuid4())


Appends = Callable[[int], Work]


def bare(where: Place, url: str, times: int) -> Appends:
    marks = ", ".join(["?" if where.name == "sqlite" else "%s"] * 9)
    statement = f"INSERT INTO bare ({COLUMNS}) VALUES ({marks})"

    def prepare(writer: int) -> Work:
        connection, stream = where.connection(url), f"own/{uuid4()}"

        def run() -> None:
            for version in range(1, times + 1):
                one = entry(stream, version)
                connection.execute(
                    statement,
                    (
                        stream,
                        version,
                        one.payload.NAME,
                        str(one.event_id),
                        instant_text(one.recorded_at),
                        one.recorded_by,
                        one.capacity,
                        str(one.command_id),
                        payload_bytes(one.payload),
                    ),
                )

        return run

    return prepare


def ours(where: Place, url: str, times: int) -> Appends:
    def prepare(writer: int) -> Work:
        register, stream = Register(open_engine(url)), f"own/{uuid4()}"

        def run() -> None:
            for version in range(1, times + 1):
                register.append([entry(stream, version)])

        return run

    return prepare


def theirs(where: Place, url: str, times: int) -> Appends:
    """The library's recorder, given bytes: its mapper is not counted."""

    def prepare(writer: int) -> Work:
        application, stream = library(where, url, create=False), uuid4()

        def run() -> None:
            for version in range(1, times + 1):
                state = payload_bytes(entry("", version).payload)
                application.recorder.insert_events(
                    [StoredEvent(stream, version, REVIEW.NAME, state)]
                )

        return run

    return prepare


def append(where: Place, full: bool) -> list[Figure]:
    """One durable append against a bare INSERT, and against the library's own recorder."""
    goal = {"sqlite": 0.9, "postgresql": 0.75}[where.name]
    return [*appends(where, 1, full, goal), *appends(where, 4, full)]


def appends(where: Place, writers: int, full: bool, goal: float | None = None) -> list[Figure]:
    times, rounds = (200, 15) if full else (100, 9)
    places = [where.empty() for _ in range(3)]
    bare_table(where, places[0])
    create_register(open_engine(places[1]))
    library(where, places[2]).close()
    sides = [
        prepare(where, url, times)
        for prepare, url in zip((bare, ours, theirs), places, strict=True)
    ]
    taken: list[list[float]] = [[] for _ in sides]
    for turn in range(rounds):
        for number in (0, 1, 2) if turn % 2 else (2, 1, 0):
            # Prepared before it is timed: the connections are open.
            taken[number].append(seconds(at_once(writers, sides[number])))
    plain, mine, library_ = taken
    rate = times * writers / sorted(mine)[rounds // 2]
    name = f"append, {writers} writer{'s' if writers > 1 else ''}"
    return [
        Figure(
            f"{name}, against a bare INSERT", where.name, ratios(plain, mine), goal, f"{rate:.0f}/s"
        ),
        Figure(f"{name}, against the library", where.name, ratios(library_, mine)),
    ]


def command(where: Place, full: bool) -> list[Figure]:
    """Load, decide, append, catch up; against a bare append of the same entry."""
    office = where.full(2_000)
    # Each deliberation in its turn: none of them becomes longer than they are.
    numbers = cycle(office.numbers())
    register = Register(open_engine(office.register.engine.url.render_as_string()))
    times, rounds = 20, 9

    def whole() -> None:
        for _ in range(times):
            office.record(next(numbers), REVIEW.model_copy(update={"body": str(uuid4())}), ANNE)

    def alone() -> None:
        stream = f"own/{uuid4()}"
        for version in range(1, times + 1):
            register.append([entry(stream, version)])

    # A drawn deliberation is voted: what a commission says afterwards is recorded all the same.
    whole()
    plain, mine = in_turn(rounds, alone, whole)
    office.close()
    return [
        Figure(
            "one whole command, against a bare append",
            where.name,
            ratios(plain, mine),
            1 / 3,
            f"{1000 * sorted(mine)[rounds // 2] / times:.1f} ms a command",
        )
    ]


def import_(where: Place, full: bool) -> list[Figure]:
    """An export read, verified and written; against its rows written by one executemany or COPY."""
    source = where.full(100_000 if full else 10_000, rows=False)
    with snapshot(source.register.engine) as connection:
        held = list(members(connection))
    last = source.register.last_position()
    rows = source.register.entries_after(0, last)
    values = [
        (
            e.stream,
            e.version,
            e.payload.NAME,
            str(e.event_id),
            instant_text(e.recorded_at),
            e.recorded_by,
            e.capacity,
            str(e.command_id),
            payload_bytes(e.payload),
        )
        for e in rows
    ]

    def plain() -> None:
        url = where.empty()
        bare_table(where, url)
        connection = where.connection(url)
        if where.name == "sqlite":
            connection.execute("BEGIN IMMEDIATE")
            marks = ", ".join("?" * 9)
            connection.executemany(f"INSERT INTO bare ({COLUMNS}) VALUES ({marks})", values)
            connection.execute("COMMIT")
            return
        with connection.cursor() as cursor, cursor.copy(f"COPY bare ({COLUMNS}) FROM STDIN") as to:
            for row in values:
                to.write_row(row)

    def whole() -> None:
        import_register(open_engine(where.empty()), iter(held))

    bare_, mine = in_turn(3, plain, whole)
    source.close()
    return [
        Figure(
            f"import of {last} entries, against their rows alone in bulk",
            where.name,
            ratios(bare_, mine),
            None,
            f"{last / sorted(mine)[1]:.0f} entries/s",
        )
    ]
