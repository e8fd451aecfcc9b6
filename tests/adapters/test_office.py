"""The office: a command is answered once, decided again after a conflict, and never half written."""

import json
from datetime import date, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

import pytest

from adapters.commands import on_one_stream
from adapters.corrections import correct
from adapters.office import Office
from adapters.register.errors import Conflict, NoSuchDocument, WrongDocument
from domain.deliberation.answers import answers
from domain.entry import Document
from domain.events import (
    ActNumbered,
    CommissionReviewed,
    EntryAnnulled,
)
from domain.refusals import Reason, Refused
from domain.words import Qualification, ReviewOpinion
from projections.status import board
from tests.at_once import in_processes, together
from tests.histories import LONG_AGO, Clerk
from tests.offices import (
    ANNE,
    BRUNO,
    FIRST_DAY,
    PIECE,
    PIECES,
    PROOF,
    an_office,
    draft,
    qualified,
    vote,
)

JANUARY = date(2026, 1, 12)
NOT_REQUIRED = Qualification.NOT_REQUIRED
FOUNDED = 4
"""Entries of the institution, before anything else is recorded."""


def refused(command: Any) -> Refused:
    with pytest.raises(Refused) as raised:
        command()
    return raised.value


# --- A command is answered once --------------------------------------------------------------------


def test_the_same_command_sent_twice_is_written_once_and_gives_the_first_answer(
    database_url: str,
) -> None:
    with an_office(database_url) as desk:
        command = uuid4()
        first = desk.record("A", draft("A", JANUARY), command_id=command)
        again = desk.at(date(2026, 2, 1)).record("A", draft("A", JANUARY), command_id=command)

        assert (first.repeated, again.repeated) == (False, True)
        assert [e.event_id for e in again.entries] == [e.event_id for e in first.entries]
        assert again.entries[0].recorded_at == first.entries[0].recorded_at
        assert desk.office.register.last_position() == FOUNDED + 1


SENDER = """
import sys
from datetime import date
from uuid import UUID
from adapters.clock import SimulatedClock
from tests.offices import ANNE, PIECES, draft, noon, opened
day = date(2026, 1, 12)
with opened(sys.argv[1], SimulatedClock(noon(day))) as office:
    print("ready", flush=True)
    sys.stdin.readline()
    done = office.record("A", draft("A", day), ANNE, documents=PIECES, command_id=UUID(sys.argv[2]))
    print(done.entries[0].event_id, done.repeated)
"""


def test_two_processes_that_send_the_same_command_get_the_same_answer(database_url: str) -> None:
    with an_office(database_url) as desk:
        said = [line.split() for line in in_processes(SENDER, 2, database_url, str(uuid4()))]

        assert len({event_id for event_id, _ in said}) == 1
        assert sorted(repeated for _, repeated in said) == ["False", "True"]
        assert desk.office.register.last_position() == FOUNDED + 1


def test_threads_that_send_the_same_command_get_the_same_answer(database_url: str) -> None:
    with an_office(database_url) as desk:
        desk.at(JANUARY)
        command = uuid4()

        def send() -> UUID:
            done = desk.office.record(
                "A", draft("A", JANUARY), ANNE, documents=PIECES, command_id=command
            )
            return done.entries[0].event_id

        answered = together(send, 4)

        assert len(set(answered)) == 1
        assert desk.office.register.last_position() == FOUNDED + 1


def test_a_refused_command_does_not_use_its_id_up(database_url: str) -> None:
    with an_office(database_url) as desk:
        command = uuid4()
        step = qualified(JANUARY)
        assert refused(lambda: desk.record("A", step, command_id=command)).reason is Reason.NO_DRAFT
        desk.record("A", draft("A", JANUARY))

        assert not desk.record("A", step, command_id=command).repeated
        assert desk.record("A", step, command_id=command).repeated


def test_an_act_s_number_is_answered_by_its_id_even_when_another_act_bears_it_now(
    database_url: str,
) -> None:
    with an_office(database_url) as desk:
        for number in ("A", "B"):
            desk.record(number, draft(number, JANUARY), qualified(JANUARY, NOT_REQUIRED))
            desk.record(number, vote(JANUARY))
        command, step = uuid4(), ActNumbered(day=JANUARY, number="2026-045")
        first = desk.record("A", step, command_id=command)
        annulment = EntryAnnulled(day=JANUARY, target=first.entries[0].ref, reason="autre acte")
        correct(desk.office, [annulment], BRUNO)
        desk.record("B", step)

        assert desk.record("A", step, command_id=command).entries == first.entries


# --- Conflicts ---------------------------------------------------------------------------------------


def test_a_conflict_is_decided_again_on_what_stands_now(database_url: str) -> None:
    """Six commissions at once on one deliberation: each is recorded, none twice, none lost."""
    with an_office(database_url) as desk:
        desk.record("A", draft("A", JANUARY))
        names = iter([f"Commission {n}" for n in range(4)])

        def review() -> int:
            step = CommissionReviewed(day=JANUARY, body=next(names), opinion=ReviewOpinion.NONE)
            return desk.office.record("A", step, ANNE).entries[0].version

        assert sorted(together(review, 4), key=str) == [2, 3, 4, 5]


def test_after_a_conflict_the_second_of_two_drafts_is_refused(database_url: str) -> None:
    with an_office(database_url) as desk:
        desk.at(JANUARY)

        done = together(
            lambda: desk.office.record("A", draft("A", JANUARY), ANNE, documents=PIECES), 3
        )

        refusals = [outcome for outcome in done if isinstance(outcome, Refused)]
        assert [refusal.reason for refusal in refusals] == [Reason.ALREADY_DRAFTED] * 2
        assert desk.office.register.last_position() == FOUNDED + 1


def test_after_the_last_attempt_the_conflict_is_told(database_url: str) -> None:
    with an_office(database_url) as desk:
        stale = desk.office.dossier("A")
        desk.record("A", draft("A", JANUARY))
        step = CommissionReviewed(day=JANUARY, body="Finances", opinion=ReviewOpinion.NONE)

        with pytest.raises(Conflict):
            desk.office.write(lambda: on_one_stream(stale.stream, stale.entries, [step]), ANNE)
        assert desk.office.register.last_position() == FOUNDED + 1


# --- Act numbers, documents, communes -----------------------------------------------------------------


def test_no_two_acts_bear_one_number(database_url: str) -> None:
    with an_office(database_url) as desk:
        for number in ("A", "B"):
            desk.record(number, draft(number, JANUARY), qualified(JANUARY, NOT_REQUIRED))
            desk.record(number, vote(JANUARY))
        desk.record("A", ActNumbered(day=JANUARY, number="2026-045"))
        taken = refused(lambda: desk.record("B", ActNumbered(day=JANUARY, number="2026-045")))

        assert taken.reason is Reason.NUMBER_TAKEN
        assert "(A)" in taken.sentence
        again = refused(lambda: desk.record("A", ActNumbered(day=JANUARY, number="2026-046")))
        assert again.reason is Reason.ALREADY_NUMBERED
        assert [r["act_number"] for r in desk.rows(board(JANUARY))] == ["2026-045", None]


def test_documents_come_back_byte_for_byte(database_url: str) -> None:
    content = bytes(range(256)) * 300 + "accusé".encode("utf-16")
    document = Document(
        name="accusé de réception.pdf",
        media_type="application/pdf",
        size=len(content),
        sha256=sha256(content).hexdigest(),
    )
    with an_office(database_url) as desk:
        desk.at(JANUARY)
        step = draft("A", JANUARY).model_copy(update={"documents": (document,)})
        desk.office.record("A", step, ANNE, documents={**PIECES, document.sha256: content})

        assert desk.office.register.document(document.sha256) == content
        assert desk.office.register.document(PIECE.sha256) == PROOF
        [entry] = desk.office.dossier("A").entries
        assert entry.payload.documents == (document,)


def test_a_document_that_nobody_has_or_that_is_another_is_refused(database_url: str) -> None:
    with an_office(database_url) as desk:
        desk.at(JANUARY)

        with pytest.raises(NoSuchDocument):
            desk.office.record("A", draft("A", JANUARY), ANNE)
        with pytest.raises(WrongDocument):
            desk.office.record("A", draft("A", JANUARY), ANNE, documents={PIECE.sha256: b"autre"})
        assert desk.office.register.last_position() == FOUNDED
        assert desk.office.numbers() == []


def test_a_commune_that_is_no_member_is_refused_by_its_day(database_url: str) -> None:
    with an_office(database_url) as desk:
        stranger = refused(lambda: desk.record("A", draft("A", JANUARY, "75056")))
        too_early = refused(lambda: desk.record("A", draft("A", FIRST_DAY - timedelta(days=1))))

        assert stranger.reason is Reason.UNKNOWN_COMMUNE
        assert too_early.reason is Reason.NO_INSTITUTION
        assert refused(lambda: desk.record("a.b", draft("A", JANUARY))).reason is Reason.BAD_NUMBER


# --- As known at a position --------------------------------------------------------------------------------


def test_an_answer_for_a_position_and_a_day_is_the_same_for_ever(database_url: str) -> None:
    """Whatever is recorded later, corrections, moves and new compositions included."""
    with an_office(database_url) as desk:
        days = [LONG_AGO + timedelta(days=n) for n in (0, 40, 95, 200)]
        told: dict[tuple[str, date, int], str] = {}
        for _ in Clerk(desk, seed=23).work(30):
            here = desk.office.register.last_position()
            for number in desk.office.numbers():
                for day in days:
                    told[number, day, here] = said(desk.office, number, day, None)

        for (number, day, here), answer in told.items():
            assert said(desk.office, number, day, here) == answer


def said(office: Office, number: str, day: date, known_at: int | None) -> str:
    return json.dumps(answers(office.situation(number, day, known_at)), default=str)
