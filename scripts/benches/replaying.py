"""Figures of replaying: the read models anew, beside writers, as known; what a correction touches."""

import os
import signal
import time
from datetime import date
from statistics import median
from uuid import uuid4

from eventsourcing.persistence import Tracking
from sqlalchemy import create_engine, delete, make_url, update

from adapters.as_known import rows_as_known
from adapters.clock import SystemClock
from adapters.impact import preview
from adapters.loading import loader
from adapters.office import Office
from domain.entry import INSTITUTION, deliberation_stream
from domain.events import DraftSubmitted, EntryAmended, SeatsAllotted
from projections import status
from projections.catch_up import READ_MODELS, computed, whose
from projections.tables import metadata, position, stamps
from scripts.benches.measuring import Figure, in_turn, ratios, seconds
from scripts.benches.places import Place, library
from scripts.benches.writing import REVIEW
from tests.offices import ANNE, BRUNO

TODAY = date(2026, 5, 4)


def empty(office: Office) -> None:
    with office.register.engine.begin() as connection:
        for table in (stamps, *(table for table, _ in READ_MODELS)):
            connection.execute(delete(table))
        connection.execute(update(position).values(position=0))


def counted(where: Place, events: int) -> float:
    """Seconds an event takes the library's way, where all it asks is to count: the least there is."""
    url = where.empty()
    application = library(where, url)
    recorder = application.factory.tracking_recorder()
    connection = where.connection(url)
    connection.execute("CREATE TABLE view (number TEXT PRIMARY KEY, seen INTEGER)")
    mark = "?" if where.name == "sqlite" else "%s"
    upsert = f"INSERT INTO view VALUES ({mark}, 1) ON CONFLICT (number) DO UPDATE SET seen = view.seen + 1"

    def follow() -> None:
        for position_ in range(1, events + 1):
            tracking = Tracking("deliberations", position_)
            with recorder.datastore.transaction(commit=True) as cursor:
                cursor.execute(upsert, (f"2026-{position_ % 500}",))
                recorder._insert_tracking(cursor, tracking)

    taken = seconds(follow) / events
    application.close()
    return taken


def one_by_one(where: Place, office: Office, deliberations: int) -> float:
    """Seconds an event takes the library's way for our rows: one transaction each, with tracking.

    Its view would fold the dossier once more at every event, and write what follows from it.
    """
    url = where.empty()
    application = library(where, url)
    recorder = application.factory.tracking_recorder()
    made = create_engine(make_url(url).set(drivername=office.register.engine.url.drivername))
    metadata.create_all(made)
    made.dispose()
    mark = "?" if where.name == "sqlite" else "%s"
    numbers = office.numbers()[:deliberations]
    streams = {deliberation_stream(number): number for number in numbers}
    log = office.register.entries_after(0, office.register.last_position())
    events = [(e.position, streams[e.stream]) for e in log if e.stream in streams]
    subjects_of = loader(office)

    def follow() -> None:
        for at, number in events:
            found = computed(subjects_of([number], at)(number))
            with recorder.datastore.transaction(commit=True) as cursor:
                for table, _ in READ_MODELS:
                    cursor.execute(
                        f"DELETE FROM {table.name} WHERE {whose(table)} = {mark}", [number]
                    )
                    names = ", ".join(column.name for column in table.columns)
                    marks = ", ".join(mark for _ in table.columns)
                    for row in found[table.name]:
                        cursor.execute(
                            f"INSERT INTO {table.name} ({names}) VALUES ({marks})",
                            [row[column.name] for column in table.columns],
                        )
                recorder._insert_tracking(cursor, Tracking("deliberations", at))

    taken = seconds(follow) / len(events)
    application.close()
    return taken


def replay(where: Place, full: bool) -> list[Figure]:
    """All rows anew, and all rows compared; against one transaction an event."""
    office = where.full(100_000 if full else 5_000)
    last = office.register.last_position()
    goal = {"sqlite": 25, "postgresql": 100}[where.name]
    least, theirs, mine, compared = [], [], [], []
    for _ in range(3):
        least.append(counted(where, 1_000))
        theirs.append(one_by_one(where, office, 40))
        empty(office)
        mine.append(seconds(office.populate) / last)
        compared.append(seconds(lambda: office.replay(check=True)) / last)
    office.close()
    each = f"{1e6 * sorted(mine)[1]:.0f} µs an entry"
    looked_at = f"{1e6 * sorted(compared)[1]:.0f} µs an entry"
    anew, again = f"read models of {last} entries anew", f"replay of {last} entries compared"
    same, count_ = "the same, a transaction an event", "a count, a transaction an event"
    return [
        Figure(f"{anew}, against {same}", where.name, ratios(theirs, mine), goal, each),
        Figure(f"{again}, against {same}", where.name, ratios(theirs, compared), goal, looked_at),
        Figure(f"{anew}, against {count_}", where.name, ratios(least, mine)),
        Figure(f"{again}, against {count_}", where.name, ratios(least, compared)),
    ]


def rounds(full: bool) -> int:
    """At the sizes of the issue one round takes long: its line says « un tour »."""
    return 1 if full else 3


def an_entry_of(
    full: bool, one: Office, other: Office
) -> tuple[tuple[int, int], list[float], list[float]]:
    """Entries of two registers; seconds an entry takes when each is compared in turn, round by round."""
    sizes = one.register.last_position(), other.register.last_position()
    found = in_turn(rounds(full), lambda: one.replay(check=True), lambda: other.replay(check=True))
    first, second = (
        [took / size for took in each] for each, size in zip(found, sizes, strict=True)
    )
    one.close()
    other.close()
    return sizes, first, second


def scale(where: Place, full: bool) -> list[Figure]:
    """The cost of an entry in a long register, against that in one ten times as short."""
    few, many = (100_000, 1_000_000) if full else (3_000, 30_000)
    (short, long), less, more = an_entry_of(full, where.full(few), where.full(many))
    return [
        Figure(
            f"replay, an entry of {long} against one of {short}",
            where.name,
            ratios(less, more),
            1 / 1.3,
            f"{1e6 * median(more):.0f} µs an entry",
        )
    ]


def mandates(where: Place, full: bool) -> list[Figure]:
    """An entry of council evenings, against one of single deliberations: both compared."""
    plain = where.full(1_000_000 if full else 15_000)
    (single, end), alone, mine = an_entry_of(full, plain, where.mandates(72 if full else 1))
    return [
        Figure(
            f"replay, an entry of {end} of mandates against one of {single}",
            where.name,
            ratios(alone, mine),
            1 / 1.3,
            f"{1e6 * median(mine):.0f} µs an entry",
        )
    ]


def impact(where: Place, full: bool) -> list[Figure]:
    """What a correction would change: of one deliberation; of a fact that all of them share."""
    office = where.full(100_000 if full else 2_000)
    number = office.numbers()[0]
    draft = next(
        e
        for e in office.register.entries(f"deliberation/{number}")
        if isinstance(e.payload, DraftSubmitted)
    )
    seats = next(
        e for e in office.register.entries(INSTITUTION) if isinstance(e.payload, SeatsAllotted)
    )

    def amended(target: str, **fields: object) -> list[EntryAmended]:
        day = office.today()
        return [EntryAmended(day=day, target=target, reason="erreur de saisie", fields=fields)]

    alone = amended(draft.ref, object="Place de la mairie")
    assert isinstance(seats.payload, SeatsAllotted)
    shared = amended(seats.ref, seats=seats.payload.seats + 1)
    load, one = in_turn(
        5, lambda: office.dossier(number).facts, lambda: preview(office, alone, BRUNO)
    )
    count = len(office.numbers())
    plain, all_ = in_turn(
        rounds(full), lambda: office.replay(check=True), lambda: preview(office, shared, BRUNO)
    )
    office.close()
    return [
        Figure(
            "impact on one deliberation, against its load",
            where.name,
            ratios(load, one),
            None,
            f"{1000 * sorted(one)[2]:.1f} ms",
        ),
        Figure(
            f"impact of a fact shared by {count}, against a replay",
            where.name,
            ratios(plain, all_),
            None,
            f"{median(all_):.1f} s",
        ),
    ]


def as_known(where: Place, full: bool) -> list[Figure]:
    """The board as known at half the log, against a replay of all of it."""
    office = where.full(1_000_000 if full else 15_000)
    half = office.register.last_position() // 2
    model = next(m for m in READ_MODELS if m[0] is status.table)
    plain, mine = in_turn(
        rounds(full),
        lambda: office.replay(check=True),
        lambda: rows_as_known(office, model, status.board(TODAY), TODAY, half),
    )
    office.close()
    return [
        Figure(
            f"the board as known at {half}, against a replay of twice as many",
            where.name,
            ratios(plain, mine),
            None,
            f"{median(mine):.1f} s",
        )
    ]


WRITERS = 10


def beside(where: Place, full: bool) -> list[Figure]:
    """A replay while ten writers record, against the same without; none of what they record is lost."""
    office = where.full(1_000_000 if full else 15_000)
    url, began = office.register.engine.url.render_as_string(), office.register.last_position()
    numbers = office.numbers()[:WRITERS]
    alone, busy = [], []
    for _ in range(rounds(full)):
        alone.append(seconds(lambda: office.replay(check=True)))
        office.register.engine.dispose()  # nothing open where it forks
        writers = [writer(url, number) for number in numbers]
        time.sleep(0.5)
        busy.append(seconds(lambda: office.replay(check=True)))
        for process in writers:
            os.kill(process, signal.SIGTERM)
            os.waitpid(process, 0)
    recorded = office.register.last_position() - began
    wrong = len(office.replay(numbers, check=True).differences)
    office.close()
    return [
        Figure(
            f"replay of {began} entries while {WRITERS} writers record",
            where.name,
            ratios(alone, busy),
            None,
            f"{recorded} recorded meanwhile, {wrong} of their rows wrong",
        )
    ]


def writer(url: str, number: str) -> int:
    process = os.fork()
    if process:
        return process
    try:
        office = Office.open(url, SystemClock())
        while True:
            office.record(number, REVIEW.model_copy(update={"body": str(uuid4())}), ANNE)
            time.sleep(0.05)
    finally:
        os._exit(0)
