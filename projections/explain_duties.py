"""Why a meeting, or the institution's year, asks for something by such a day: step by step."""

from collections.abc import Iterator
from datetime import date

from domain.deliberation.deadlines import DeadlineState
from domain.deliberation.explain import Chapter
from domain.law.certainty import Certainty
from domain.law.french import french_day
from domain.law.workings import Working, step
from domain.words import DutyState
from projections import deadlines
from projections.assembly_answers import DUTIES, STATES
from projections.moved import Row, workings
from projections.subjects import MeetingFile, YearFile


def explain_duties(subject: MeetingFile | YearFile, on: date) -> Iterator[Chapter]:
    """Each deadline of that day, the first to end before the others (R-2.2, R-3.3 to R-3.5, R-7.2)."""
    found = [row for row in deadlines.rows(subject) if row["valid_from"] <= on <= row["valid_to"]]
    for row in sorted(found, key=lambda row: row["last_day"]):
        worked = workings(subject, row)
        duty = DUTIES.get(row["kind"])
        title = f"{duty[0].upper()}{duty[1:]}" if duty else row["object"]
        yield Chapter(title, (*worked, *standing(row, worked)))


def standing(row: Row, worked: tuple[Working, ...]) -> Iterator[Working]:
    """Its last day where no addition tells it, who must act, and where that stands."""
    rule = worked[-1].rule if worked else "R-2.2"
    certainty = worked[-1].certainty if worked else Certainty.INFERENCE
    if not worked:
        yield step("Dernier jour", french_day(row["last_day"]), row["article"], certainty, rule)
    who = f"{row['who_acts']} ({row['effect']})"
    yield step("Qui agit", who, row["article"], certainty, rule)
    running = row["state"] == DeadlineState.RUNNING
    state = STATES[DutyState.OPEN if running else row["state"]]
    yield step("Où il en est", state, row["article"], certainty, rule)
