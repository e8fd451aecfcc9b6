"""The rows of a mandate's CSV: which columns each kind fills, and what is wrong with a line alone.

One row a fact: ``kind`` says which, ``from`` its first legal day.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from domain.entry import TakenOver

COLUMNS = ("kind", "from", "seat", "person", "name", "commune", "until", "scheme", "deliberation")
"""The last two say of a service under which scheme it is created, and which deliberation decided it."""


@dataclass(frozen=True)
class Kind:
    """A kind of row: the columns it fills, besides ``kind`` and ``from``, and what it says."""

    needs: tuple[str, ...]
    words: str
    may: tuple[str, ...] = ()


KINDS: Mapping[str, Kind] = {
    "seat": Kind(("seat", "person"), "qui occupe un siège"),
    "vacant": Kind(("seat",), "un siège vacant"),
    "president": Kind(("seat",), "le président"),
    "vice_president": Kind(("seat",), "un vice-président, dans l'ordre des nominations"),
    "vice_president_roads": Kind(("seat",), "le vice-président chargé de la voirie"),
    "delegated": Kind(("seat",), "un conseiller délégué"),
    "bureau": Kind(("seat",), "un membre du bureau ; les lignes d'un même jour le composent"),
    "attending": Kind(("seat",), "un maire invité au bureau, sans voix"),
    "commission": Kind(("seat", "name"), "le choix d'une commission"),
    "extra": Kind(("commune", "name"), "un conseiller municipal qu'une commune y envoie"),
    "service": Kind(
        ("name",),
        "une commune d'un service commun ; sans commune : créé",
        ("commune", "scheme", "deliberation"),
    ),
    "agreement": Kind(("name", "commune"), "une commune partie à une convention", ("until",)),
}

TEMPLATE = """kind,from,seat,person,name,commune,until,scheme,deliberation
seat,2026-04-10,Dijon 1,Camille Exemple,,,,,
president,2026-04-10,Dijon 1,,,,,,
vice_president,2026-04-10,Dijon 2,,,,,,
vice_president_roads,2026-04-10,Talant 1,,,,,,
delegated,2026-04-10,Dijon 5,,,,,,
bureau,2026-04-10,Dijon 1,,,,,,
bureau,2026-04-10,Dijon 2,,,,,,
attending,2026-04-10,Daix 1,,,,,,
commission,2026-04-12,Dijon 3,,Administration générale et finances,,,,
extra,2026-04-12,,,Administration générale et finances,Daix,,,
service,2026-04-12,,,Droit des sols,Dijon,,Schéma de mutualisation 2026-2032,2026-031
agreement,2026-04-12,,,Entretien d'espaces verts,Chenôve,2032-12-31,,
agreement,2026-04-12,,,Entretien d'espaces verts,Marsannay-la-Côte,2032-12-31,,
"""


@dataclass(frozen=True)
class Wrong:
    """What is wrong with a line, and in which column where it is one's."""

    file: str
    line: int
    column: str | None
    why: str

    @property
    def words(self) -> str:
        where = f", colonne {self.column}" if self.column else ""
        return f"{self.file}, ligne {self.line}{where} : {self.why}"


class BadLines(Exception):
    """The file cannot be taken over: every line that is wrong."""

    def __init__(self, wrong: Sequence[Wrong]) -> None:
        super().__init__("\n".join(each.words for each in wrong))
        self.wrong = wrong


@dataclass(frozen=True)
class Row:
    """One line of the file, its values stripped."""

    file: str
    digest: str
    line: int
    values: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values.get(column, "")

    @property
    def taken_over(self) -> TakenOver:
        return TakenOver(file=self.file, sha256=self.digest, line=self.line)


class NotARow(Exception):
    """One value of a row does not do."""

    def __init__(self, row: Row, column: str | None, why: str) -> None:
        super().__init__(why)
        self.wrong = Wrong(row.file, row.line, column, why)


def read(file: str, content: bytes) -> Sequence[Row]:
    """The rows of a CSV. Raises ``BadLines``.

    >>> [row] = read("m.csv", b"kind;from;seat\\nvacant;2026-03-01;Dijon 9\\n")
    >>> row.line, row["seat"], row["name"]
    (2, 'Dijon 9', '')
    """
    try:
        lines = content.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        why = (
            "ce n'est pas de l'UTF-8 (du Windows-1252, sans doute) : dans le tableur, enregistrez sous "
            f"« CSV UTF-8 » ; ou : iconv -f WINDOWS-1252 -t UTF-8 {file} > utf8.csv"
        )
        raise BadLines([Wrong(file, 1, None, why)]) from None
    reader = csv.reader(lines, delimiter=";" if lines and ";" in lines[0] else ",")
    header = [name.strip() for name in next(reader, [])]
    unknown = [name for name in header if name not in COLUMNS]
    if unknown or not {"kind", "from"} <= set(header):
        why = f"les colonnes attendues sont {', '.join(COLUMNS)}"
        raise BadLines([Wrong(file, 1, unknown[0] if unknown else None, why)])
    digest = sha256(content).hexdigest()
    found = []
    for cells in reader:
        if any(cell.strip() for cell in cells):
            values = dict(zip(header, (cell.strip() for cell in cells), strict=False))
            values |= {"": "trop"} if any(cell.strip() for cell in cells[len(header) :]) else {}
            found.append(Row(file, digest, reader.line_num, values))
    return found


def wrongs(row: Row) -> Iterator[NotARow]:
    """Everything that is wrong with the columns of a row, whatever the register holds."""
    kind = KINDS.get(row["kind"])
    if "" in row.values:
        yield NotARow(row, None, "il y a plus de valeurs que de colonnes")
    for column in ("from", *(("until",) if row["until"] else ())):
        if not is_day(row[column]):
            yield NotARow(row, column, f"« {row[column]} » n'est pas une date AAAA-MM-JJ")
    if kind is None:
        known = ", ".join(KINDS)
        yield NotARow(row, "kind", f"« {row['kind']} » n'est pas connu ; au choix : {known}")
        return
    for column in kind.needs:
        if not row[column]:
            why = f"vide ; une ligne « {row['kind']} » ({kind.words}) la demande"
            yield NotARow(row, column, why)
    for column in COLUMNS[2:]:
        if row[column] and column not in (*kind.needs, *kind.may):
            why = f"« {row[column]} » ne sert pas à une ligne « {row['kind']} »"
            yield NotARow(row, column, why)


def is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def grouped(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """Rows that make one entry together, each group where its first row stands."""
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        match row["kind"]:
            case "bureau" | "attending":
                key: tuple[str, ...] = ("bureau", row["from"])
            case "extra":
                key = ("extra", row["from"], row["name"], row["commune"])
            case "service":
                key = ("service", row["from"], row["name"], row["scheme"], row["deliberation"])
            case "agreement":
                key = ("agreement", row["from"], row["name"], row["until"])
            case _:
                key = (row.file, str(row.line))
        groups.setdefault(key, []).append(row)
    yield from groups.values()
