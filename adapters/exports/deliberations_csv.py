"""The CSV of deliberations under way: its columns, and each line read, cell by cell.

A cell that cannot be read is named by line and column, and the other lines are read all the same.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeVar

from domain.entry import NUMBER_PATTERN
from domain.words import Organ, Qualification, Sense
from projections.status import plain

COLUMNS = {
    "number": "numéro du projet, 15 caractères au plus parmi A-Z, 0-9 et « - » (obligatoire)",
    "object": "objet (obligatoire)",
    "communes": "communes concernées, noms ou codes INSEE séparés par « | » (obligatoire)",
    "matter": "matière, code de « tacite draft --matter »",
    "drafted": "jour du dépôt du projet (sinon : sent)",
    "qualified_as": "requise, de précaution ou sans objet (sinon, si sent est donné : requise)",
    "reasons": "motifs de la qualification (sinon : dossier repris)",
    "qualified": "jour de la qualification (sinon : drafted)",
    "sent": "jour de la transmission à la commune",
    "complete": "dossier transmis complet : oui ou non (sinon : oui)",
    "received": "jour de la réception prouvée à la mairie",
    "completed": "jour d'arrivée des pièces manquantes",
    "opinion": "avis rendu, comme « tacite opinion --help » le dit : favorable, avec réserves…",
    "organ": "qui s'est exprimé : conseil municipal, maire ou autre (sinon : conseil municipal)",
    "opinion_voted": "jour du vote municipal (sinon : opinion_received)",
    "opinion_received": "jour où l'avis est parvenu (obligatoire si opinion est donné)",
}
"""The columns of the file, and what each holds. Days are written AAAA-MM-JJ."""

REQUIRED = ("number", "object", "communes")
ALIASES = {"commune": "communes"}

EXAMPLES = (
    "2026-014;Zone 30 à Daix;Daix;;2026-01-05;requise;Effets limités à Daix;2026-01-06;2026-01-09;oui;"
    "2026-01-12;;;;;",
    "2026-015;Parking relais;21223;;2026-01-05;requise;Effets limités à Daix;2026-01-06;2026-01-09;non;"
    "2026-01-12;2026-02-02;favorable;conseil municipal;2026-03-20;2026-03-24",
)

QUALIFICATIONS = {
    "requise": Qualification.REQUIRED,
    "de précaution": Qualification.PRECAUTIONARY,
    "sans objet": Qualification.NOT_REQUIRED,
}
SENSES = {
    "favorable": Sense.FAVOURABLE,
    "avec réserves": Sense.RESERVES,
    "sous une condition remplie": Sense.CONDITION_MET,
    "sous une condition non remplie": Sense.CONDITION_UNMET,
    "défavorable": Sense.UNFAVOURABLE,
    "motion favorable rejetée": Sense.MOTION_REJECTED,
    "ne se prononce pas": Sense.NO_OPINION,
}
ORGANS = {
    "conseil municipal": Organ.MUNICIPAL_COUNCIL,
    "maire": Organ.MAYOR,
    "autre": Organ.OTHER,
}
YES_OR_NO = {"oui": True, "non": False}

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class NotACsv(Exception):
    """The file as a whole cannot be read: where, and what to do."""


@dataclass(frozen=True)
class BadCell:
    """What is wrong in one place of the file."""

    line: int
    column: str
    sentence: str

    def __str__(self) -> str:
        return f"ligne {self.line}, colonne {self.column} : {self.sentence}"


@dataclass
class Line:
    """One deliberation as the file tells it; None where the cell is empty."""

    number_of_line: int
    number: str = ""
    object: str = ""
    communes: tuple[str, ...] = ()
    matter: str | None = None
    drafted: date | None = None
    qualified_as: Qualification | None = None
    reasons: str | None = None
    qualified: date | None = None
    day_assumed: bool = False
    """The file gives no day of the qualification: that of the draft stands for it."""
    sent: date | None = None
    complete: bool | None = None
    received: date | None = None
    completed: date | None = None
    opinion: Sense | None = None
    organ: Organ | None = None
    opinion_voted: date | None = None
    opinion_received: date | None = None
    wrong: list[BadCell] = field(default_factory=list)

    def bad(self, column: str, sentence: str) -> None:
        self.wrong.append(BadCell(self.number_of_line, column, sentence))


def template() -> str:
    """A file to fill in, with two lines as examples."""
    return "\r\n".join((";".join(COLUMNS), *EXAMPLES, ""))


def read(content: bytes) -> Iterator[Line]:
    """Every line that is not blank, in order, with what is wrong in it. Raises ``NotACsv``."""
    text = _decoded(content)
    if "\0" in text:
        raise NotACsv(f"ligne {text[: text.index(chr(0))].count(chr(10)) + 1} : un caractère nul")
    header = text.partition("\n")[0]
    separator = ";" if ";" in header else "\t" if "\t" in header else ","
    # Strict: a quote out of place would swallow the lines that follow.
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    columns: list[str] = []
    before = 0
    try:
        for cells in rows:
            line, before = before + 1, rows.line_num
            if not columns:
                columns = _columns(cells)
            elif any(cell.strip() for cell in cells):
                yield _line(line, columns, [cell.strip() for cell in cells])
    except csv.Error as error:
        raise NotACsv(f"ligne {before + 1} : ce n'est pas du CSV ({error})") from None
    if not columns:
        raise NotACsv("le fichier est vide")


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        octet = error.start - content.rfind(b"\n", 0, error.start)
        raise NotACsv(
            f"ligne {line}, octet {octet} : ce n'est pas de l'UTF-8 ; enregistrez le fichier en "
            "« CSV UTF-8 »"
        ) from None


def _columns(header: list[str]) -> list[str]:
    names = [ALIASES.get(name, name) for name in (cell.strip().lower() for cell in header)]
    for name in names:
        if name not in COLUMNS:
            known = ", ".join(COLUMNS)
            raise NotACsv(f"ligne 1 : colonne inconnue « {name} » (colonnes connues : {known})")
        if names.count(name) > 1:
            raise NotACsv(f"ligne 1 : la colonne {name} figure deux fois")
    for name in REQUIRED:
        if name not in names:
            raise NotACsv(f"ligne 1 : il manque la colonne {name}")
    return names


def _line(number: int, columns: list[str], cells: list[str]) -> Line:
    line = Line(number)
    if len(cells) != len(columns):
        line.bad(columns[0], f"{len(cells)} cellules pour {len(columns)} colonnes")
        return line
    found = dict(zip(columns, cells, strict=True))
    for name in REQUIRED:
        if not found[name]:
            line.bad(name, "la cellule est vide")
    line.number = found["number"]
    if line.number and not NUMBER_PATTERN.fullmatch(line.number):
        line.bad("number", f"« {line.number} » n'est pas un numéro ; écrivez par exemple 2026-014")
    line.object = found["object"]
    communes = (name.strip() for name in found["communes"].split("|"))
    line.communes = tuple(dict.fromkeys(name for name in communes if name))
    if found["communes"] and not line.communes:
        line.bad("communes", "aucune commune n'y est nommée")
    line.matter = found.get("matter") or None
    line.reasons = found.get("reasons") or None
    for column in COLUMNS:
        text = found.get(column, "")
        if column in _READERS and text:
            try:
                setattr(line, column, _READERS[column](text))
            except ValueError as error:
                line.bad(column, str(error))
    _complete(line, {name for name in found if found[name]})
    return line


def _complete(line: Line, given: set[str]) -> None:
    """What the empty cells mean, and what cannot be left empty."""
    if not given & {"drafted", "sent"}:
        line.bad("drafted", "le jour du dépôt du projet manque (ou celui de sa transmission)")
    line.drafted = line.drafted or line.sent
    if given & {"qualified", "reasons"} and not given & {"qualified_as", "sent"}:
        line.bad("qualified_as", "la qualification manque")
    if "sent" in given and "qualified_as" not in given:
        line.qualified_as = Qualification.REQUIRED
    line.day_assumed = "qualified" not in given
    line.qualified = line.qualified or line.drafted
    if "opinion" in given and "opinion_received" not in given:
        line.bad("opinion_received", "le jour où l'avis est parvenu manque")
    if given & {"organ", "opinion_voted", "opinion_received"} and "opinion" not in given:
        line.bad("opinion", "l'avis manque")
    if given & {"complete", "received", "completed"} and "sent" not in given:
        line.bad("sent", "le jour de la transmission manque")
    if line.sent and line.received and line.received < line.sent:
        line.bad("received", "ce jour précède celui de la transmission")


def a_day(text: str) -> date:
    """A day in one format only, as on the command line: 01/02/2026 is two days."""
    if not DAY.fullmatch(text):
        raise ValueError(f"« {text} » n'est pas une date ; écrivez AAAA-MM-JJ")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"le {text} n'existe pas au calendrier") from None


W = TypeVar("W", bound=StrEnum)


def a_word(kind: type[W], french: Mapping[str, W]) -> Callable[[str], W]:
    """A word of a closed list, as people here or as programs write it; people are told theirs."""

    unaccented = {plain(word): value for word, value in french.items()}

    def read_word(text: str) -> W:
        if plain(text) in unaccented:
            return unaccented[plain(text)]
        try:
            return kind(text)
        except ValueError:
            known = ", ".join(french)
            raise ValueError(f"« {text} » n'est pas connu ; au choix : {known}") from None

    return read_word


def yes_or_no(text: str) -> bool:
    if plain(text) not in YES_OR_NO:
        raise ValueError(f"« {text} » n'est ni oui ni non")
    return YES_OR_NO[plain(text)]


_READERS: Mapping[str, Callable[[str], object]] = {
    "drafted": a_day,
    "qualified_as": a_word(Qualification, QUALIFICATIONS),
    "qualified": a_day,
    "sent": a_day,
    "complete": yes_or_no,
    "received": a_day,
    "completed": a_day,
    "opinion": a_word(Sense, SENSES),
    "organ": a_word(Organ, ORGANS),
    "opinion_voted": a_day,
    "opinion_received": a_day,
}
