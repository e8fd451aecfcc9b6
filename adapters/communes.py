"""The communes and seats of an institution, from a CSV that anybody can fill in a spreadsheet.

Columns ``insee``, ``name`` and ``seats`` (or ``seats_2019``…); ``siren`` and ``population`` (or
``population_2025``…) where they are known.
"""

import csv
from collections.abc import Mapping, Sequence
from datetime import date

from pydantic import ValidationError

from domain.events import SeatsAllotted


class NotCommunes(Exception):
    """This is no list of communes: what is wrong, on which line, and what is expected."""


def read_communes(content: bytes, day: date) -> Sequence[SeatsAllotted]:
    """The seats of each commune from that day on. Raises NotCommunes.

    >>> [seats] = read_communes(b"insee;name;seats\\n21223;Daix;1\\n", date(2020, 7, 16))
    >>> seats.name, seats.seats
    ('Daix', 1)
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotCommunes("ce n'est pas un fichier CSV en UTF-8") from None
    lines = text.splitlines()
    header = lines[0] if lines else ""
    reader = csv.DictReader(lines, delimiter=";" if ";" in header else ",")
    columns = {wanted: _column(wanted, reader.fieldnames or ()) for wanted in _COLUMNS}
    missing = [wanted for wanted in ("insee", "name", "seats") if columns[wanted] is None]
    if missing:
        raise NotCommunes(
            f"ce n'est pas un CSV de communes, il y manque {', '.join(missing)} : la première "
            "ligne est attendue comme « insee,name,seats »"
        )
    found: dict[str, SeatsAllotted] = {}
    for row in reader:
        seats = _seats(row, columns, day, reader.line_num)
        if seats.commune in found:
            raise NotCommunes(f"ligne {reader.line_num} : {seats.commune} figure deux fois")
        found[seats.commune] = seats
    if not any(seats.seats for seats in found.values()):
        raise NotCommunes("aucune commune n'y a de siège")
    return list(found.values())


_COLUMNS = ("insee", "name", "seats", "siren", "population")


def _column(wanted: str, given: Sequence[str]) -> str | None:
    """The column of that name, or of that name and a year."""
    return next((c for c in given if c == wanted or c.startswith(f"{wanted}_")), None)


def _seats(
    row: Mapping[str, str | None], columns: Mapping[str, str | None], day: date, line: int
) -> SeatsAllotted:
    values = {
        wanted: (row.get(column) or "").strip() or None if column else None
        for wanted, column in columns.items()
    }
    try:
        return SeatsAllotted.model_validate(
            {
                "day": day,
                "commune": values["insee"],
                "name": values["name"],
                "seats": values["seats"],
                "siren": values["siren"],
                "population": values["population"],
            }
        )
    except ValidationError as error:
        wrong = error.errors()[0]
        raise NotCommunes(
            f"ligne {line} : « {wrong['input']} » ne convient pas à la colonne "
            f"{wrong['loc'][0] if wrong['loc'][0] != 'commune' else 'insee'}"
        ) from None
