"""Where the register lies and who is writing, from the nearest place that says so.

Flags, then ``TACITE_…`` variables, then ``./tacite.toml``, then ``$XDG_CONFIG_HOME`` and ``/etc``,
then the defaults. Imported late: a command that needs no setting does not wait for it.
"""

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import unquote

import platformdirs
from pydantic import AfterValidator, Field, StringConstraints, ValidationError
from pydantic_core import PydanticCustomError
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    InitSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from adapters.system_words import system_words

FILE = "tacite.toml"
SYSTEM_FILE = Path("/etc/tacite") / FILE
SECRETS = {"password", "sslpassword"}
"""Parameters of a PostgreSQL address that are as secret as its password."""


class SettingsError(Exception):
    """A setting cannot be used. One sentence, for the person who wrote it."""


def default_database_url() -> str:
    """A SQLite file among the person's own data."""
    file = Path(platformdirs.user_data_dir("tacite", appauthor=False)) / "tacite.db"
    return URL.create("sqlite", database=str(file)).render_as_string()


def _usable_url(url: str) -> str:
    address = _address(url)
    if address is None or address.get_backend_name() not in ("sqlite", "postgresql", "postgres"):
        raise PydanticCustomError(
            "database_url",
            "une adresse « sqlite:///fichier.db » ou « postgresql://hôte/base » est attendue "
            "(dans un mot de passe, « @ » s'écrit %40)",
        )
    return url


Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Settings(BaseSettings):
    model_config = SettingsConfigDict(
        env_prefix="TACITE_", env_ignore_empty=True, extra="forbid", frozen=True
    )

    # Never in a representation, nor in a traceback: it may hold a password.
    database_url: Annotated[Line, AfterValidator(_usable_url)] = Field(
        default_factory=default_database_url, repr=False
    )
    author: Line | None = None
    author_name: Line | None = None
    capacity: Line | None = None
    four_eyes: bool = False
    """Whether a correction needs another person than its author to validate it."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        del dotenv_settings, file_secret_settings  # not places of ours
        return (
            init_settings,
            EnvironmentAndSecretFile(settings_cls),
            *(TomlFile(settings_cls, file) for file in config_files()),
        )


KEYS = ", ".join(sorted(Settings.model_fields))


def read_settings(
    *,
    database_url: str | None = None,
    author: str | None = None,
    author_name: str | None = None,
    capacity: str | None = None,
) -> Settings:
    """The settings, from these flags first. Raises ``SettingsError``."""
    given = {
        "database_url": database_url,
        "author": author,
        "author_name": author_name,
        "capacity": capacity,
    }
    flags: dict[str, Any] = {key: value for key, value in given.items() if value is not None}
    try:
        return Settings(**flags)
    except ValidationError as error:
        wrong = error.errors(include_input=False, include_url=False)[0]
        key = str(wrong["loc"][0])
        reason = _REASONS.get(wrong["type"], wrong["msg"])
    # Outside the handler: the validation error, which holds the value, stays out of the traceback.
    raise SettingsError(f"{place(key, flags)} : {reason}.")


_REASONS = {
    "bool_parsing": "oui ou non est attendu : true ou false",
    "bool_type": "oui ou non est attendu : true ou false",
    "string_type": "un texte entre guillemets est attendu",
    "string_too_short": "la valeur est vide",
}


def config_files() -> Iterator[Path]:
    """Where a settings file may lie, the nearest first."""
    yield Path.cwd() / FILE
    yield Path(os.environ.get("XDG_CONFIG_HOME") or os.path.expanduser("~/.config"), "tacite", FILE)
    yield SYSTEM_FILE


class TomlFile(InitSettingsSource):
    """One settings file, that may not exist."""

    def __init__(self, settings_cls: type[BaseSettings], file: Path) -> None:
        super().__init__(settings_cls, _read(file))


class EnvironmentAndSecretFile(EnvSettingsSource):
    """The ``TACITE_…`` variables; the address of the database may lie in a file of its own."""

    VARIABLE = "TACITE_DATABASE_URL"

    def __call__(self) -> dict[str, Any]:
        values = super().__call__()
        file = os.environ.get(f"{self.VARIABLE}_FILE")
        if not file:
            return values
        if "database_url" in values:
            raise SettingsError(
                f"Variables {self.VARIABLE} et {self.VARIABLE}_FILE : une seule des deux."
            )
        try:
            secret = Path(file).read_text(encoding="utf-8").strip()
        except (OSError, ValueError):
            raise SettingsError(
                f"Variable {self.VARIABLE}_FILE : le fichier {file} ne peut pas être lu."
            ) from None
        return values | {"database_url": secret}


def _read(file: Path) -> dict[str, Any]:
    try:
        # Some editors begin a file with a byte order mark, which TOML does not know.
        found = tomllib.loads(file.read_bytes().decode("utf-8-sig"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise SettingsError(
            f"Fichier {file} : il ne peut pas être lu ({system_words(error)})."
        ) from None
    except UnicodeDecodeError:
        raise SettingsError(f"Fichier {file} : il doit être enregistré en UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        where = f"ligne {line[1]}" if line else "fin du fichier"
        raise SettingsError(
            f'Fichier {file}, {where} : ce n\'est pas du TOML (attendu : clé = "valeur" ; '
            f"clés connues : {KEYS})."
        ) from None
    for key in found:
        if key not in Settings.model_fields:
            raise SettingsError(f"Fichier {file} : clé inconnue « {key} » (clés connues : {KEYS}).")
    return found


def place(key: str, flags: Mapping[str, str]) -> str:
    """Where the value in force for a key was written (``tacite config``)."""
    if key in flags:
        return "Option --database" if key == "database_url" else f"Option --{key.replace('_', '-')}"
    variable = f"TACITE_{key.upper()}"
    for written in (variable, f"{variable}_FILE"):
        if os.environ.get(written):
            return f"Variable {written}"
    file = next((file for file in config_files() if key in _read(file)), None)
    return f"Fichier {file}, clé « {key} »" if file else "Par défaut"


def _address(url: str) -> URL | None:
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        return None
    # An « @ » left over is part of a password that was not escaped.
    return None if "@" in (address.host or "") else address


def shown_url(url: str) -> str:
    """The address of a database as a person may see it: without any password."""
    address = _address(url)
    if address is None:
        return "(adresse illisible)"
    hidden = {key: "***" for key in address.query if key.lower() in SECRETS}
    # Not to be copied into a setting, so in plain letters: %2F is for machines.
    return unquote(address.update_query_dict(hidden).render_as_string(hide_password=True))
