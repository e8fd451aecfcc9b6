"""``scripts/load``: a register full of drawn deliberations and mandates, read models included."""

import argparse
import sys
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from hashlib import sha256
from heapq import merge
from itertools import groupby
from random import Random
from time import perf_counter

from adapters.clock import SystemClock
from adapters.load.evenings import REPORTS, mandates
from adapters.load.lives import Setting, at, lives
from adapters.office import Office
from adapters.register.bulk import copy
from adapters.register.engine import Row
from adapters.register.errors import RegisterError
from adapters.register.leaf import SALT_BYTES, sealed_row
from adapters.register.mapper import instant_text, payload_bytes
from adapters.register.register import Register
from adapters.settings import SettingsError, read_settings
from adapters.stories.throwaway import establish_dijon
from domain.assembly.events import BODIES
from domain.entry import Document, Entry

FIRST = date(2021, 1, 4)
TEXT = b"Texte du projet de deliberation.\n"
PROOF = b"Piece justificative.\n"


def load(
    office: Office,
    deliberations: int,
    seed: int,
    terms: int = 0,
    reports: tuple[int, int] = REPORTS,
) -> int:
    """Draw so many deliberations and mandates into a new register; returns the last position."""
    text, proof = document("projet.txt", TEXT), document("piece.txt", PROOF)
    bodies = tuple(office.register.entries(BODIES))
    setting = Setting(office.institution(), office.law, text, proof, bodies)
    drawn = (
        mandates(terms, FOUNDED, seed, setting, reports) if terms else (),
        lives(deliberations, FIRST, seed, setting),
    )
    entries = merge(*drawn, key=lambda entry: entry.recorded_at)
    with office.register.engine.begin() as connection:
        contents = [(text.sha256, TEXT), (proof.sha256, PROOF)]
        copy(connection, contents, rows(office.register, entries))
    return office.register.last_position()


def rows(register: Register, entries: Iterable[Entry]) -> Iterator[Row]:
    """Entries as rows of its log, each numbered within its command."""
    for _, together in groupby(entries, key=lambda entry: entry.command_id):
        for ordinal, entry in enumerate(together):
            yield sealed_row(
                register.id,
                entry.stream,
                entry.version,
                entry.payload.NAME,
                str(entry.event_id),
                instant_text(entry.recorded_at),
                entry.recorded_by,
                entry.capacity,
                str(entry.command_id),
                ordinal,
                payload_bytes(entry.payload),
                register.chance.randbytes(SALT_BYTES),
            )


def document(name: str, content: bytes) -> Document:
    digest = sha256(content).hexdigest()
    return Document(name=name, media_type="text/plain", size=len(content), sha256=digest)


FOUNDED = date(2020, 7, 16)
"""Mandates follow one another from then on, into years to come where there are many: the law of
2020 has no end yet."""


class Beginning:
    """The clock of the founding: before anything that is drawn."""

    def __init__(self, first: date) -> None:
        self.first = first

    def now(self) -> datetime:
        return at(self.first, 0)


def founded(address: str, seed: int, *, durable: bool = True) -> Office:
    """A new register with Dijon's institution. Its id, and every id and salt, come from the seed:
    two of one seed are the same entry for entry, hash for hash."""
    chance = Random(f"ids and salts, {seed}")
    office = Office.found(address, Beginning(FOUNDED), durable=durable, chance=chance)
    office.follow = False  # the first rows are written all together, later
    establish_dijon(office, FOUNDED)
    return office


def count(text: str) -> int:
    """How many to draw."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"« {text} » : un nombre entier, sans signe")
    return int(text)


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="scripts/load", description="Un registre plein de délibérations tirées au sort."
    )
    parser.add_argument("--deliberations", type=count, default=0)
    parser.add_argument(
        "--mandates", type=count, default=0, help="mandats de six ans : séances, scrutins, suites"
    )
    parser.add_argument("--database", required=True, help="adresse d'une base vide")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--log-only",
        action="store_true",
        help="sans les tables de lecture : tacite replay les fera",
    )
    asked = parser.parse_args()
    began = perf_counter()
    try:
        address = read_settings(database_url=asked.database).database_url
        office = founded(address, asked.seed)
    except (SettingsError, RegisterError) as error:
        parser.error(str(error))
    last = load(office, asked.deliberations, asked.seed, asked.mandates)
    print(f"{last} inscriptions en {perf_counter() - began:.1f} s", file=sys.stderr)
    if not asked.log_only:
        office.clock = SystemClock()
        office.populate()
        print(f"tables de lecture en {perf_counter() - began:.1f} s", file=sys.stderr)
    office.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
