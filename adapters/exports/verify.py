"""Verify: everything that a register can be held against by itself, read from one end to the other.

The log and the documents at one instant, then the read models against a rebuild. What was cut off
at the end, or forged whole with its leaves, only a copy or a proof held elsewhere can show.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from sqlalchemy import Connection, text
from sqlalchemy.engine import Engine

from adapters.exports.chain import Chain, Fault, Kind
from adapters.exports.export import Progress, silent
from adapters.exports.snapshot import (
    PAGE,
    all_documents,
    document_fault,
    missing_documents,
    rows,
    snapshot,
)
from adapters.office import Office
from adapters.register.engine import database_of
from adapters.register.tables import check_register
from projections.findings import Difference

SHOWN = 100
"""Faults, rows and failures told one by one; of what is altered everywhere, the rest are counted."""

UNREAD = (Kind.NAME, Kind.UNREADABLE)


@dataclass
class ReadModels:
    """The rows against a rebuild of them."""

    position: int
    rows: int = 0
    difference_count: int = 0
    differences: list[Difference] = field(default_factory=list)
    failure_count: int = 0
    failures: dict[str, str] = field(default_factory=dict)


@dataclass
class Verification:
    """What was looked at, and what does not hold."""

    register: str
    entries: int = 0
    streams: int = 0
    documents: int = 0
    last_leaf_hash: str | None = None
    faults: list[Fault] = field(default_factory=list)
    fault_count: int = 0
    read_models: ReadModels | None = None
    """The comparison with a rebuild; None where the log cannot be read."""

    def found(self, fault: Fault) -> None:
        self.fault_count += 1
        if len(self.faults) < SHOWN:
            self.faults.append(fault)

    @property
    def whole(self) -> bool:
        """Nothing recorded was altered."""
        return self.fault_count == 0

    @property
    def up_to_date(self) -> bool:
        """The read models say what the log says."""
        report = self.read_models
        return report is not None and not report.difference_count and not report.failure_count


def verify(office: Office, progress: Progress = silent) -> Verification:
    """The whole register. It waits for no writer and stops none."""
    result = verify_log(office.register.engine, progress)
    reached, last = office.position(), office.register.last_position()
    if reached > last:
        what = f"ils tiennent compte de {reached} inscriptions, le journal n'en a que {last}"
        result.found(Fault(Kind.READ_MODELS, "tableaux", f"{what} : la fin du journal manque"))
    if not any(fault.kind in UNREAD for fault in result.faults):
        result.read_models = compared(office)
    return result


def compared(office: Office) -> ReadModels:
    """The rows of every subject. However many of them differ, what is held stays small."""
    result = ReadModels(office.position())
    for batch in office.stale():
        result.rows += batch.rows
        result.difference_count += len(batch.differences)
        result.failure_count += len(batch.failures)
        result.differences += batch.differences[: SHOWN - len(result.differences)]
        for number, why in batch.failures.items():
            if len(result.failures) < SHOWN:
                result.failures[number] = why
    return result


def verify_log(engine: Engine, progress: Progress = silent) -> Verification:
    """The log and the documents, at one instant."""
    result = Verification(check_register(engine))
    with snapshot(engine) as connection:
        for name in missing_triggers(connection):
            what = "il manque ou ne sert plus : le journal n'est plus à l'abri des modifications"
            result.found(Fault(Kind.UNGUARDED, f"déclencheur {name}", what))
        _entries(connection, result, progress)
        for sha, content in all_documents(connection):
            result.documents += 1
            fault = document_fault(sha, content)
            if fault:
                result.found(fault)
    return result


def _entries(connection: Connection, result: Verification, progress: Callable[[int], None]) -> None:
    chain = Chain(result.register)
    named: dict[str, str] = {}
    for row in rows(connection):
        payload, faults = chain.follow(row)
        for fault in faults:
            result.found(fault)
        result.entries += 1
        if payload is not None:
            for document in payload.attached():
                named.setdefault(document.sha256, row.where)
        if result.entries % PAGE == 0:
            _documents(connection, named, result)
            progress(result.entries)
    _documents(connection, named, result)
    result.streams = len(chain.versions)
    result.last_leaf_hash = chain.last_leaf_hash.hex() or None


def _documents(connection: Connection, named: dict[str, str], result: Verification) -> None:
    for fault in missing_documents(connection, named):
        result.found(fault)
    named.clear()


_ACTIVE_TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": """SELECT tgname FROM pg_trigger
        WHERE tgrelid IN ('log'::regclass, 'documents'::regclass) AND tgenabled <> 'D'""",
}


def missing_triggers(connection: Connection) -> Iterator[str]:
    """The triggers that a register is made with, and that are no longer there."""
    dialect = connection.dialect.name
    active = set(connection.execute(text(_ACTIVE_TRIGGERS[dialect])).scalars())
    for statement in database_of(dialect).TRIGGERS:
        made = re.match(r"CREATE TRIGGER (\w+)", statement)
        if made and made[1] not in active:
            yield made[1]
