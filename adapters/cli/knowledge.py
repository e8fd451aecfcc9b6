"""Rows of a read model at a moment: the live ones, or those that the register knew at a position."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, select

from adapters.cli.output import complain, progress
from adapters.cli.words import no_longer_read

if TYPE_CHECKING:
    from adapters.cli.desk import Desk
    from adapters.cli.moments import Moment
    from projections.as_known import Model


def ask(
    there: "Desk", asked: "Moment", model: "Model", question: Select[Any]
) -> tuple[Sequence[Mapping[str, Any]], int, list[str]]:
    """The rows; the position of the log that they take into account; what can no longer be read.

    A live row of the latter is the one from before it could not be read: whoever shows it marks it.
    """
    if not asked.past:
        from projections.tables import parked

        rows, position = there.rows(question)
        shelved = select(parked.c.subject).order_by(parked.c.subject)
        broken = [each["subject"] for each in there.office.query(shelved)]
        complain(*map(no_longer_read, broken))
        return rows, position, broken
    from adapters.as_known import rows_as_known
    from adapters.cli.errors import masked

    with progress("Dossiers relus") as advance:
        found, failed = rows_as_known(
            there.office, model, question, asked.on, asked.known_at, advance
        )
    for number, why in failed.items():
        complain(f"Le dossier {number} ne se lit pas : {masked(why)}")
    return found, asked.known_at, sorted(failed)
