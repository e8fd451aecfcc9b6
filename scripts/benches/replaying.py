"""Figures of replaying: the read models anew, beside writers, as known; what a correction touches."""

import os
import signal
import time
from datetime import date
from uuid import uuid4

from eventsourcing.persistence import Tracking
from sqlalchemy import delete, update

from adapters.as_known import rows_as_known
from adapters.clock import SystemClock
from adapters.impact import preview
from adapters.office import Office
from domain.entry import INSTITUTION
from domain.events import DraftSubmitted, EntryAmended, SeatsAllotted
from projections import status
from projections.catch_up import READ_MODELS
from projections.tables import position, stamps
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


def one_by_one(where: Place, events: int) -> float:
    """Seconds an event takes the library's way: a view, one transaction an event, with tracking."""
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


def replay(where: Place, full: bool) -> list[Figure]:
    """All rows anew, and all rows compared; against one transaction an event."""
    office = where.full(100_000 if full else 5_000)
    last = office.register.last_position()
    goal = {"sqlite": 25, "postgresql": 100}[where.name]

    def anew() -> None:
        office.populate()

    theirs, mine, compared = [], [], []
    for _ in range(3):
        theirs.append(one_by_one(where, 1_000))
        empty(office)
        mine.append(seconds(anew) / last)
        compared.append(seconds(lambda: office.replay(check=True)) / last)
    office.close()
    return [
        Figure(
            f"read models of {last} entries anew, against a transaction an event",
            where.name,
            ratios(theirs, mine),
            goal,
            f"{1e6 * sorted(mine)[1]:.0f} µs an entry",
        ),
        Figure(
            f"replay of {last} entries compared, against a transaction an event",
            where.name,
            ratios(theirs, compared),
            goal,
            f"{1e6 * sorted(compared)[1]:.0f} µs an entry",
        ),
    ]


def scale(where: Place, full: bool) -> list[Figure]:
    """The cost of an entry in a long register, against that in one ten times as short."""
    few, many = (100_000, 1_000_000) if full else (1_500, 15_000)
    short, long = where.full(few), where.full(many)
    ends = short.register.last_position(), long.register.last_position()
    rounds = 1 if full else 2
    less, more = in_turn(rounds, lambda: short.replay(check=True), lambda: long.replay(check=True))
    short.close()
    long.close()
    each = [[s / end for s in taken] for taken, end in zip((less, more), ends, strict=True)]
    return [
        Figure(
            f"replay, an entry of {ends[1]} against one of {ends[0]}",
            where.name,
            ratios(*each),
            1 / 1.3,
            f"{1e6 * min(each[1]):.0f} µs an entry",
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
        1, lambda: office.replay(check=True), lambda: preview(office, shared, BRUNO)
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
            f"{all_[0]:.1f} s",
        ),
    ]


def as_known(where: Place, full: bool) -> list[Figure]:
    """The board as known at half the log, against a replay of all of it."""
    office = where.full(1_000_000 if full else 3_000)
    half = office.register.last_position() // 2
    model = next(m for m in READ_MODELS if m[0] is status.table)

    def ask() -> None:
        rows_as_known(office, model, status.board(TODAY), TODAY, half)

    plain, mine = in_turn(1 if full else 3, lambda: office.replay(check=True), ask)
    office.close()
    return [
        Figure(
            f"the board as known at {half}, against a replay of twice as many",
            where.name,
            ratios(plain, mine),
            None,
            f"{min(mine):.1f} s",
        )
    ]


WRITERS = 10


def beside(where: Place, full: bool) -> list[Figure]:
    """A replay while ten writers record, against the same without; none of what they record is lost."""
    office = where.full(1_000_000 if full else 5_000)
    url = office.register.engine.url.render_as_string()
    numbers = office.numbers()[:WRITERS]
    alone = [seconds(lambda: office.replay(check=True))]
    began = office.register.last_position()
    office.register.engine.dispose()
    writers = [writer(url, number) for number in numbers]
    time.sleep(0.5)
    busy = [seconds(lambda: office.replay(check=True))]
    for process in writers:
        os.kill(process, signal.SIGTERM)
        os.waitpid(process, 0)
    recorded = office.register.last_position() - began
    wrong = len(office.replay(check=True).differences)
    office.close()
    return [
        Figure(
            f"replay of {began} entries while {WRITERS} writers record",
            where.name,
            ratios(alone, busy),
            None,
            f"{recorded} recorded meanwhile, {wrong} rows wrong",
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
