"""Figures of reading: one stream of fifty entries; what is due, at ten thousand and at a million."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from eventsourcing.domain import Aggregate, event

from adapters.commands import on_one_stream
from adapters.office import Office
from adapters.register.engine import reading
from domain.events import CommissionReviewed
from domain.words import ReviewOpinion
from projections.deadlines import due
from scripts.benches.measuring import Figure, in_turn, ratios
from scripts.benches.places import Place, library
from tests.offices import ANNE

LONG = 50
DAY = date(2026, 5, 4)
DUE_ROWS = 200
"""What is due that day, however many deliberations there are: a clerk writes it down every day."""


class Reviewed(Aggregate):
    """The library's aggregate as its documentation writes one."""

    @event("Began")
    def __init__(self, number: str) -> None:
        self.number = number
        self.opinions: list[str] = []

    @event("Reviewed")
    def review(self, day: str, body: str, opinion: str, recorder: str) -> None:
        self.opinions.append(opinion)


def load(where: Place, full: bool) -> list[Figure]:
    """A stream of fifty, read and put in order; against the library's ``repository.get``."""
    office = where.office()
    steps = [
        CommissionReviewed(day=DAY, body=f"Commission {n}", opinion=ReviewOpinion.FAVOURABLE)
        for n in range(LONG)
    ]
    office.follow = False
    office.write(lambda: on_one_stream("deliberation/2026-1", (), steps), ANNE)
    theirs = library(where, where.empty())
    held = Reviewed("2026-1")
    for step in steps[1:]:
        held.review(step.day.isoformat(), step.body, step.opinion.value, "Anne Préhaut")
    theirs.save(held)
    institution = office.institution()
    times = 100

    def mine() -> None:
        for _ in range(times):
            assert len(office.assemble("2026-1", institution, office.reader()).facts) == LONG

    def library_() -> None:
        for _ in range(times):
            assert len(theirs.repository.get(held.id).opinions) == LONG - 1

    slow, fast = in_turn(9, library_, mine)
    theirs.close()
    office.close()
    return [
        Figure(
            f"load {LONG} entries, against the library",
            where.name,
            ratios(slow, fast),
            {"sqlite": 8, "postgresql": 4}[where.name],
            f"{1000 * sorted(fast)[4] / times:.2f} ms",
        )
    ]


def rows(deliberations: int) -> Iterator[dict[str, Any]]:
    """Two stretches a deliberation, as a consultation has them; the last ones are due."""
    minuted = deliberations - DUE_ROWS
    for n in range(deliberations):
        starts = DAY - timedelta(days=100 + n % 1_500)
        last = starts + timedelta(days=90)
        common = {
            "number": f"{n:010d}",
            "kind": "opinion",
            "ref": f"deliberation/{n:010d}#3",
            "object": "Place de l'église",
            "commune": "21231",
            "procedure": "5211-57",
            "article": "CGCT, L. 5211-57",
            "starts": starts,
            "last_day": last,
            "deemed_from": last + timedelta(days=1),
            "prudent_end": last + timedelta(days=2),
            "who_acts": "conseil municipal de Dijon",
            "effect": "avis réputé favorable",
        }
        yield {**common, "valid_from": starts, "valid_to": last, "state": "running"}
        state = "minuted" if n < minuted else "due"
        following = {"valid_from": last + timedelta(days=1), "valid_to": date.max, "state": state}
        yield {**common, **following}


def filled(where: Place, deliberations: int) -> Office:
    """A register whose table of deadlines is filled directly."""
    from projections.deadlines import table

    office = where.office()
    names = [column.name for column in table.columns]
    connection = where.connection(office.register.engine.url.render_as_string())
    if where.name == "sqlite":
        connection.execute("BEGIN IMMEDIATE")
        marks = ", ".join("?" * len(names))
        connection.executemany(
            f"INSERT INTO deadlines ({', '.join(names)}) VALUES ({marks})",
            (
                tuple(v.isoformat() if isinstance(v, date) else v for v in map(row.get, names))
                for row in rows(deliberations)
            ),
        )
        connection.execute("COMMIT")
        connection.execute("ANALYZE")
    else:
        with connection.cursor() as cursor:
            with cursor.copy(f"COPY deadlines ({', '.join(names)}) FROM STDIN") as to:
                for row in rows(deliberations):
                    to.write_row([row[name] for name in names])
            cursor.execute("ANALYZE deadlines")
    connection.close()
    return office


BY_HAND = """SELECT number, ref FROM deadlines
    WHERE state = 'due' AND valid_from <= {0} AND valid_to >= {0} ORDER BY deemed_from, number"""


def deadlines(where: Place, full: bool) -> list[Figure]:
    """What is due on a day: our query against the same by hand, few deliberations against many."""
    few, many = 10_000, 1_000_000 if full else 100_000
    mine, by_hand = [], []
    for deliberations in (few, many):
        office = filled(where, deliberations)
        mine.append(asked(office))
        by_hand.append(asked_by_hand(where, office))
    few_mine, few_hand, many_mine, many_hand = in_turn(15, mine[0], by_hand[0], mine[1], by_hand[1])
    best = 1 / 1.3
    return [
        Figure(
            f"due among {few}, against SQL by hand", where.name, ratios(few_hand, few_mine), best
        ),
        Figure(
            f"due among {many}, against SQL by hand",
            where.name,
            ratios(many_hand, many_mine),
            best,
            f"{1000 * sorted(many_mine)[7] / TIMES:.2f} ms",
        ),
        Figure(f"due among {many}, against {few}", where.name, ratios(few_mine, many_mine), best),
    ]


TIMES = 20


def asked(office: Office) -> Callable[[], None]:
    connection = reading(office.register.engine).connect()

    def ask() -> None:
        for _ in range(TIMES):
            assert len(due(connection, DAY)) == DUE_ROWS

    return ask


def asked_by_hand(where: Place, office: Office) -> Callable[[], None]:
    connection = where.connection(office.register.engine.url.render_as_string())
    one, marks = (DAY.isoformat(), ("?1",)) if where.name == "sqlite" else (DAY, ("%(day)s",))
    statement = BY_HAND.format(*marks)
    values: Any = (one,) if where.name == "sqlite" else {"day": one}

    def ask() -> None:
        for _ in range(TIMES):
            assert len(connection.execute(statement, values).fetchall()) == DUE_ROWS

    return ask
