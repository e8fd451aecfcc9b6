"""Between COMMIT and its answer: the connection is cut, or the process dies. Sent again, once."""

import signal
import subprocess
import sys
from uuid import uuid4

import pytest
from sqlalchemy.engine import make_url

from adapters.clock import SimulatedClock
from adapters.office import Office
from adapters.register.errors import OutcomeUnknown
from domain.events import CommissionReviewed
from domain.words import ReviewOpinion
from tests.adapters.register.test_concurrency import Cable, cable
from tests.offices import ANNE, an_office, draft, noon
from tests.torture.roles import RECEIVED

__all__ = ["cable"]

REVIEW = CommissionReviewed(day=RECEIVED, body="Finances", opinion=ReviewOpinion.FAVOURABLE)


def reviews(office: Office) -> int:
    found = office.register.entries("deliberation/A")
    return sum(isinstance(entry.payload, CommissionReviewed) for entry in found)


@pytest.mark.parametrize(("same_id", "written"), [(True, 1), (False, 2)], ids=["same", "another"])
def test_a_command_whose_answer_was_cut_off_is_recorded_once(
    fresh_postgres_url: str, cable: Cable, same_id: bool, written: int
) -> None:
    """Under the same id; the planted fault sends it under another one, and is caught."""
    with an_office(fresh_postgres_url, RECEIVED) as desk:
        desk.record("A", draft("A", RECEIVED))
        far = make_url(fresh_postgres_url).set(
            host="127.0.0.1", port=cable.port, query={"sslmode": "disable"}
        )
        office = Office.open(far.render_as_string(), SimulatedClock(noon(RECEIVED)))
        command = uuid4()
        office.record("A", REVIEW, ANNE, command_id=uuid4())
        before = reviews(desk.office)

        cable.breaks_at = b"INSERT 0 1\x00"
        with pytest.raises(OutcomeUnknown):
            office.record("A", REVIEW, ANNE, command_id=command)
        again = office.record("A", REVIEW, ANNE, command_id=command if same_id else uuid4())

        assert again.repeated is same_id
        assert reviews(desk.office) - before == written
        office.close()


DIES = """
import os, sys
from uuid import UUID
from adapters.clock import SimulatedClock
from adapters.office import Office
from adapters.register import register
from tests.offices import ANNE, noon
from tests.torture.test_cut import REVIEW
from tests.torture.roles import RECEIVED

append = register.append
def die(*words):
    append(*words)
    os.kill(os.getpid(), 9)
register.append = die
office = Office.open(sys.argv[1], SimulatedClock(noon(RECEIVED)))
office.record("A", REVIEW, ANNE, command_id=UUID(sys.argv[2]))
"""


@pytest.mark.parametrize(("same_id", "written"), [(True, 1), (False, 2)], ids=["same", "another"])
def test_a_command_whose_sender_died_before_the_answer_is_recorded_once(
    database_url: str, same_id: bool, written: int
) -> None:
    command = uuid4()
    with an_office(database_url, RECEIVED) as desk:
        desk.record("A", draft("A", RECEIVED))

        died = subprocess.run(
            [sys.executable, "-c", DIES, database_url, str(command)], timeout=60, check=False
        )
        again = desk.office.record("A", REVIEW, ANNE, command_id=command if same_id else uuid4())

        assert died.returncode == -signal.SIGKILL
        assert again.repeated is same_id
        assert reviews(desk.office) == written
