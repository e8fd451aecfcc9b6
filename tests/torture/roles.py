"""What the four processes do until they are killed: append, project, replay, sweep."""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import update

from adapters.clock import SimulatedClock
from adapters.commands import on_one_stream
from adapters.office import Office
from adapters.register.errors import Busy, RegisterError
from domain.entry import deliberation_stream
from domain.events import CommissionReviewed
from domain.words import ReviewOpinion
from projections.findings import NothingToResume, Report
from projections.status import table as status
from tests.offices import ANNE, PIECES, consulted, noon
from tests.torture.faults import dies
from tests.torture.ledger import Ledger, Sent

RECEIVED, TODAY = date(2026, 1, 12), date(2026, 6, 1)
"""The communes were silent for three months: whatever is received is due."""

PLANTED = 1
"""The threshold that the replaying process writes into rows: the only difference it may find."""

PAUSE_S = 0.01
"""Between two turns: else SQLite, which queues nobody, leaves the slowest one without a turn."""

Role = Callable[[Office, Ledger, random.Random, str], Iterator[None]]
"""Does its work over and over; yields after each turn."""


def open_office(url: str) -> Office:
    """The office of one process. Only the projecting one lets the rows follow."""
    office = Office.open(url, SimulatedClock(noon(TODAY)))
    office.follow = False
    return office


def append(office: Office, ledger: Ledger, draws: random.Random, fault: str) -> Iterator[None]:
    """Records one command after another; what a kill left unanswered is sent again first."""
    said = ledger.read()
    for sent in said.unanswered:
        if fault == "resends-under-another-id":
            sent = Sent(sent.token, uuid4(), sent.number)
        send(office, sent)
        ledger.acknowledged(sent.token)
    numbers, die = said.numbers, dies(3)
    while True:
        new = not numbers or draws.random() < 0.25
        token = f"{'D' if new else 'R'}{uuid4().hex[:12].upper()}"
        sent = Sent(token, uuid4(), token if new else draws.choice(numbers))
        ledger.sent(sent)
        if fault == "acknowledges-before-commit":
            ledger.acknowledged(token)
            die()
        send(office, sent)
        if fault == "resends-under-another-id":
            die()
        ledger.acknowledged(token)
        if new:
            numbers.append(token)
        yield


def send(office: Office, sent: Sent) -> None:
    """A new deliberation, its four steps in one command; or a review that bears the token."""
    while True:
        try:
            if sent.number == sent.token:
                _deliberation(office, sent.number, sent.command)
            else:
                review = CommissionReviewed(day=TODAY, body=sent.token, opinion=ReviewOpinion.NONE)
                office.record(sent.number, review, ANNE, command_id=sent.command)
            return
        except Busy:
            continue


def _deliberation(office: Office, number: str, command: UUID) -> None:
    stream, steps = deliberation_stream(number), consulted(number, RECEIVED)
    office.write(
        lambda: on_one_stream(stream, (), steps), ANNE, documents=PIECES, command_id=command
    )


def project(office: Office, ledger: Ledger, draws: random.Random, fault: str) -> Iterator[None]:
    """Lets the rows follow the log."""
    while True:
        office.catch_up()
        yield


def replay(office: Office, ledger: Ledger, draws: random.Random, fault: str) -> Iterator[None]:
    """Falsifies rows and puts them right, beside who records; finds no other difference.

    What a kill left is gone on with first: its report is whole, or the next rebuild shows it.
    """
    with suppress(NothingToResume):
        while True:
            complain_of(office.replay(resume=True), ledger)
    while True:
        numbers = ledger.read().numbers
        some = draws.sample(numbers, min(len(numbers), 6))
        with office.register.engine.begin() as connection:
            falsified = update(status).where(status.c.number.in_(some))
            connection.execute(falsified.values(threshold=PLANTED))
        complain_of(office.replay(some), ledger)
        yield


def complain_of(report: Report, ledger: Ledger) -> None:
    """Of any difference but the one that was planted."""
    for difference in report.differences:
        if difference.fields != ["threshold"]:
            ledger.complains(f"replay found {difference}")
    report.forget()


def sweep(office: Office, ledger: Ledger, draws: random.Random, fault: str) -> Iterator[None]:
    """Minutes what silence has produced."""
    while True:
        for number in office.sweep().written:
            ledger.acknowledged(f"M{number}")
        yield


ROLES: dict[str, Role] = {"append": append, "projection": project, "replay": replay, "sweep": sweep}


def play(
    name: str, url: str, ledger: Ledger, seed: int, fault: str, began: Callable[[], None]
) -> None:
    """One process: its role, over and over, whatever the others make it wait for."""
    office, draws = open_office(url), random.Random(seed)
    while True:
        try:
            for _ in ROLES[name](office, ledger, draws, fault):
                began()
                time.sleep(PAUSE_S)
        except Busy:
            continue
        except RegisterError as error:
            ledger.complains(f"{name}: {error!r}")
