"""The desk (guichet) of one command: its register, its day, its author, and how it answers."""

import mimetypes
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import URL, Select, make_url, select
from sqlalchemy.exc import ProgrammingError

from adapters.cli.errors import Misconfigured, NotFound, Usage
from adapters.cli.options import Place, Taking, Writing, a_command_id, a_day, content
from adapters.cli.output import envelope
from adapters.clock import SystemClock
from adapters.commands import Author
from adapters.office import Office
from adapters.register.errors import AlreadyARegister, NotARegister
from adapters.settings import Settings, default_database_url, read_settings, shown_url
from domain.deliberation.dossier import Dossier
from domain.deliberation.situation import Situation, situation
from domain.entry import Document
from domain.events import SeatsAllotted
from domain.institution import Composition
from domain.law.french import french_date
from projections import status
from projections.subjects import MEETINGS, YEAR, MeetingFile, YearFile


@dataclass
class Desk:
    """One command at work on one register."""

    office: Office
    settings: Settings
    as_json: bool
    attached: dict[str, bytes] = field(default_factory=dict)
    """Bytes of the documents that this command attaches, by hash."""

    @property
    def shown_database(self) -> str:
        """Where the register lies, without any password."""
        return shown_url(self.settings.database_url)

    # --- Days and places ---------------------------------------------------------------------------

    def day(self, given: str | None, option: str) -> date:
        """The day that was given, else the legal day of today at the seat."""
        return a_day(given, option) if given is not None else self.office.today()

    def commune(self, given: str, on: date) -> SeatsAllotted:
        """A member commune of that day, by its name (accents and case aside) or INSEE code.

        Raises ``Usage``: none of that name, or two.
        """
        members = self.office.institution().composition(on)
        if len(same := named(given, members)) > 1:
            codes = ", ".join(sorted(each.commune for each in same))
            raise Usage(
                f"Plusieurs communes se nomment « {given} » au {french_date(on)} : donnez le code "
                f"INSEE, au choix {codes}."
            )
        found = members.commune(given) or _unaccented(given, members)
        if found is None:
            raise Usage(
                f"« {given} » n'est pas une commune membre au {french_date(on)} : donnez le nom ou "
                f"le code INSEE d'une commune membre{_nearest(given, members)}."
            )
        return found

    # --- Dossiers ----------------------------------------------------------------------------------

    def dossier(self, given: str, known_at: int | None = None) -> Dossier:
        """The deliberation of that project number, else of that act number."""
        found = self.office.dossier(given, known_at)
        if found.entries:
            return found
        query = select(status.table.c.number).where(status.table.c.act_number == given).limit(1)
        rows = self.office.query(query)
        if rows:
            found = self.office.dossier(rows[0]["number"], known_at)
        if not found.entries:
            then = f", tel que connu à l'inscription n° {known_at}" if known_at else ""
            if self.office.register.entries(MEETINGS + given):
                raise NotFound(
                    f"Aucune délibération n° {given} à ce registre{then} ; c'est une séance : "
                    f"tacite meeting show {given}"
                )
            raise NotFound(
                f"Aucune délibération n° {given} à ce registre{then} : « tacite board » les montre."
            )
        return found

    def asking_something(self, given: str, known_at: int) -> MeetingFile | YearFile | None:
        """The meeting of that name, or the institution's year; None: a deliberation, or nothing."""
        if given != YEAR and (
            self.office.dossier(given, known_at).entries
            or not self.office.register.entries(MEETINGS + given)
        ):
            return None
        assembly = self.office.assembly(self.office.reader(known_at))
        if given == YEAR:
            return YearFile(assembly)
        if not assembly.meeting(given).chronicle.facts:
            raise NotFound(
                f"La séance « {given} » n'était pas convoquée, connu à l'inscription n° {known_at}."
            )
        return MeetingFile(MEETINGS + given, assembly)

    def situation(self, given: str, on: date, known_at: int | None = None) -> tuple[Situation, int]:
        """Where a deliberation stands on that day, and the position of the log it was read at."""
        position = self.office.register.last_position() if known_at is None else known_at
        dossier = self.dossier(given, position)
        there = situation(dossier, on)
        if there.void:
            raise NotFound(self._why_void(given, dossier, on))
        return there, position

    def _why_void(self, given: str, dossier: Dossier, on: date) -> str:
        """Not yet, or not any more: its draft was annulled."""
        if dossier.whole_course.draft is None:
            return (
                f"Le projet n° {given} est annulé : il ne compte plus (« tacite history {given} » "
                "le montre, rayé)."
            )
        since = french_date(dossier.whole_course.draft.payload.day)
        return (
            f"La délibération n° {given} n'existait pas encore au {french_date(on)} : elle existe "
            f"depuis le {since}, posez la question pour ce jour ou un autre (--on)."
        )

    def rows(self, question: Select[Any]) -> tuple[Sequence[Mapping[str, Any]], int]:
        """Rows of a read model, and the position of the log that they take into account."""
        while True:
            before = self.office.catch_up()
            found = self.office.query(question)
            if self.office.position() == before:
                return found, before

    # --- Writing -----------------------------------------------------------------------------------

    @cached_property
    def author(self) -> Author:
        return author(self.settings)

    def command_id(self, writing: Writing) -> UUID | None:
        return a_command_id(writing.command_id) if writing.command_id is not None else None

    def attach(self, path: Path, option: str = "--document") -> Document:
        """A file that goes into the register with this step, kept by its hash."""
        bytes_ = content(path, option)
        digest = sha256(bytes_).hexdigest()
        self.attached[digest] = bytes_
        media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return Document(name=path.name, media_type=media_type, size=len(bytes_), sha256=digest)

    def documents(self, taking: Taking) -> tuple[Document, ...]:
        return tuple(self.attach(path) for path in taking.document or ())

    # --- Answering ---------------------------------------------------------------------------------

    def envelope(self, command: str, position: int, on: date, **content: Any) -> None:
        """The answer for programs: which register, as known at which position, for which day."""
        envelope(command, {**self.axes(position, on), **content})

    def axes(self, position: int, on: date) -> dict[str, Any]:
        """What every answer for programs says of itself."""
        return {
            "register": self.office.register.id,
            "position": position,
            "on": on,
            "timezone": self.office.institution().timezone,
        }


@contextmanager
def desk(place: Place) -> Iterator[Desk]:
    """The desk over the register that the options and settings name."""
    settings = settings_of(place)
    office = Office.open(settings.database_url, SystemClock())
    try:
        yield Desk(office, settings, place.as_json)
    finally:
        office.close()


@contextmanager
def founding(writing: Writing) -> Iterator[Desk]:
    """The desk over a register made now; over one whose founding was interrupted, if it was."""
    settings = settings_of(writing)
    author(settings)  # asked before anything is created
    _make_room(settings.database_url)
    try:
        office = Office.found(settings.database_url, SystemClock())
    except AlreadyARegister:
        office = Office.open(settings.database_url, SystemClock())
        if office.institution().established and not writing.command_id:
            office.close()
            raise
    except (NotARegister, ProgrammingError) as error:
        raise Misconfigured(
            f"La base {shown_url(settings.database_url)} sert déjà à autre chose : rien n'y a été "
            "créé, donnez une autre adresse."
        ) from error
    try:
        yield Desk(office, settings, writing.as_json)
    finally:
        office.close()


def settings_of(place: Place) -> Settings:
    """The settings, from these options first."""
    return read_settings(**flags_of(place))


def flags_of(place: Place) -> dict[str, str]:
    """The settings that were given as options. A database may be named by its file alone."""
    given = place.database
    flags = {"database_url": given if given is None or "://" in given else sqlite_url(Path(given))}
    if isinstance(place, Writing):
        flags["author"] = place.author
        flags["author_name"] = place.author_name
        flags["capacity"] = place.capacity
    return {key: value for key, value in flags.items() if value is not None}


def sqlite_url(file: Path) -> str:
    return URL.create("sqlite", database=str(file.absolute())).render_as_string()


def author(settings: Settings) -> Author:
    """Who records, in which capacity: never guessed."""
    if not settings.author:
        raise Usage(
            "On ne sait pas qui inscrit : donnez --author, ou réglez TACITE_AUTHOR une fois "
            "pour toutes."
        )
    if not settings.capacity:
        raise Usage(
            f"On ne sait pas en quelle qualité {settings.author} inscrit : donnez --capacity, ou "
            "réglez TACITE_CAPACITY une fois pour toutes."
        )
    return Author(settings.author, settings.capacity, settings.author_name)


def _make_room(url: str) -> None:
    """The folder of the default place is ours to make; any other is a mistake in the address."""
    address = make_url(url)
    if address.get_backend_name() != "sqlite" or not address.database:
        return
    if Path(address.database).is_dir():
        raise Misconfigured(f"« {address.database} » est un dossier : donnez un fichier.")
    folder = Path(address.database).parent
    if url == default_database_url():
        folder.mkdir(parents=True, exist_ok=True)
    elif not folder.is_dir():
        raise Misconfigured(
            f"Le dossier « {folder} » n'existe pas : créez-le, ou donnez-en un autre."
        )


def named(given: str, members: Composition) -> list[SeatsAllotted]:
    """Every member commune of that name, accents and case aside."""
    return [c for c in members.seats.values() if status.plain(c.name) == status.plain(given)]


def _unaccented(given: str, members: Composition) -> SeatsAllotted | None:
    """« Chenove » for Chenôve, « st-apollinaire » for nobody: never a guess between two."""
    found = named(given, members)
    return found[0] if len(found) == 1 else None


def _nearest(given: str, members: Composition) -> str:
    from difflib import get_close_matches

    names = {status.plain(c.name): c.name for c in members.seats.values()}
    near = get_close_matches(status.plain(given), names, n=1)
    return f" (vouliez-vous dire {names[near[0]]} ?)" if near else ""
