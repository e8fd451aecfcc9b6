"""The nearest place wins, and a setting that cannot be used is told in one sentence."""

import traceback
from collections.abc import Callable
from pathlib import Path

import pytest

from adapters import settings
from adapters.settings import SettingsError, read_settings, shown_url

PASSWORD = "Tr3s-S3cret"
WriteFile = Callable[[str, str], Path]


@pytest.fixture(autouse=True)
def _empty_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting at all: neither this machine's files nor its variables."""
    for place in ("here", "home", "etc", "data"):
        (tmp_path / place).mkdir()
    for variable in ("DATABASE_URL", "DATABASE_URL_FILE", "AUTHOR", "AUTHOR_NAME", "CAPACITY"):
        monkeypatch.delenv(f"TACITE_{variable}", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr(settings, "SYSTEM_FILE", tmp_path / "etc" / "tacite.toml")
    monkeypatch.chdir(tmp_path / "here")


@pytest.fixture
def write(tmp_path: Path) -> WriteFile:
    def write(place: str, text: str) -> Path:
        folder = tmp_path / place / ("tacite" if place == "home" else "")
        folder.mkdir(exist_ok=True)
        file = folder / "tacite.toml"
        file.write_text(text, encoding="utf-8")
        return file

    return write


def refused(**flags: str) -> str:
    with pytest.raises(SettingsError) as caught:
        read_settings(**flags)
    return str(caught.value)


def test_without_any_setting_the_register_is_a_file_among_the_person_s_data(tmp_path: Path) -> None:
    found = read_settings()

    assert found.database_url == f"sqlite:///{tmp_path}/data/tacite/tacite.db"
    assert (found.author, found.author_name, found.capacity) == (None, None, None)


def test_reading_the_settings_writes_nothing(tmp_path: Path) -> None:
    read_settings()

    assert list((tmp_path / "data").iterdir()) == []


def test_each_place_gives_way_to_a_nearer_one(
    write: WriteFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("etc", 'author = "etc"')
    assert read_settings().author == "etc"

    write("home", 'author = "home"')
    assert read_settings().author == "home"

    write("here", 'author = "here"')
    assert read_settings().author == "here"

    monkeypatch.setenv("TACITE_AUTHOR", "variable")
    assert read_settings().author == "variable"

    assert read_settings(author="flag").author == "flag"


def test_places_complete_each_other_key_by_key(
    write: WriteFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("etc", 'database_url = "postgresql:///tacite"\ncapacity = "agent"')
    write("here", 'capacity = "directrice"\nauthor_name = "Anne Petit"')
    monkeypatch.setenv("TACITE_AUTHOR", "apetit")

    found = read_settings()

    assert found.database_url == "postgresql:///tacite"
    assert (found.author, found.author_name) == ("apetit", "Anne Petit")
    assert found.capacity == "directrice"


def test_an_empty_variable_says_nothing(write: WriteFile, monkeypatch: pytest.MonkeyPatch) -> None:
    write("here", 'author = "apetit"')
    monkeypatch.setenv("TACITE_AUTHOR", "")

    assert read_settings().author == "apetit"


def test_the_address_may_lie_in_a_secret_file(
    write: WriteFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("here", 'database_url = "sqlite:///other.db"')
    (tmp_path / "secret").write_text(f"postgresql://tacite:{PASSWORD}@db/tacite\n")
    monkeypatch.setenv("TACITE_DATABASE_URL_FILE", str(tmp_path / "secret"))

    assert read_settings().database_url == f"postgresql://tacite:{PASSWORD}@db/tacite"
    assert read_settings(database_url="sqlite:///flag.db").database_url == "sqlite:///flag.db"


def test_a_secret_file_that_is_missing_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TACITE_DATABASE_URL_FILE", str(tmp_path / "none"))

    assert refused() == (
        f"Variable TACITE_DATABASE_URL_FILE : le fichier {tmp_path}/none ne peut pas être lu."
    )


def test_two_addresses_in_the_environment_are_one_too_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TACITE_DATABASE_URL", "sqlite:///a.db")
    monkeypatch.setenv("TACITE_DATABASE_URL_FILE", str(tmp_path / "secret"))

    assert refused() == (
        "Variables TACITE_DATABASE_URL et TACITE_DATABASE_URL_FILE : une seule des deux."
    )


@pytest.mark.parametrize("key", ["auteur", "database"])
def test_an_unknown_key_is_named_with_the_known_ones(write: WriteFile, key: str) -> None:
    file = write("here", {"auteur": 'auteur = "x"', "database": '[database]\nurl = "x"'}[key])

    assert refused() == (
        f"Fichier {file} : clé inconnue « {key} » "
        "(clés connues : author, author_name, capacity, database_url, four_eyes)."
    )


def test_an_unknown_key_in_a_farther_file_is_no_less_wrong(write: WriteFile) -> None:
    write("here", 'author = "apetit"')
    file = write("etc", "colour = 1")

    assert refused(author="flag").startswith(f"Fichier {file} : clé inconnue « colour »")


@pytest.mark.parametrize(
    ("text", "where"),
    [('author = "a"\ncapacity = agent\n', "ligne 2"), ('author = "a', "fin du fichier")],
)
def test_a_malformed_file_is_named_with_its_line(write: WriteFile, text: str, where: str) -> None:
    file = write("home", text)

    message = refused()

    assert message.startswith(f"Fichier {file}, {where} : ce n'est pas du TOML")
    assert "author, author_name, capacity, database_url" in message


def test_a_file_that_is_not_utf8_is_named(write: WriteFile) -> None:
    file = write("here", "")
    file.write_bytes('author_name = "Hélène"'.encode("latin-1"))

    assert refused() == f"Fichier {file} : il doit être enregistré en UTF-8."


def test_a_byte_order_mark_is_no_part_of_the_first_key(write: WriteFile) -> None:
    write("here", '\ufeffauthor = "apetit"')

    assert read_settings().author == "apetit"


def test_a_folder_in_the_place_of_the_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "here" / "tacite.toml").mkdir()

    assert refused().startswith(f"Fichier {tmp_path}/here/tacite.toml : il ne peut pas être lu")


def test_a_wrong_value_is_told_with_its_place(
    write: WriteFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write("here", 'author = 3\ndatabase_url = "mysql://h/d"')
    assert refused(author="x").startswith(f"Fichier {file}, clé « database_url » : une adresse")
    assert refused(database_url="sqlite:///x.db") == (
        f"Fichier {file}, clé « author » : un texte entre guillemets est attendu."
    )

    monkeypatch.setenv("TACITE_DATABASE_URL", "tacite.db")
    assert refused(author="x").startswith("Variable TACITE_DATABASE_URL : une adresse")
    assert refused(author="x", database_url="nowhere").startswith("Option --database : ")
    assert refused(author=" ", database_url="sqlite:///x.db") == (
        "Option --author : la valeur est vide."
    )


@pytest.mark.parametrize(
    "url",
    [
        f"mysql://tacite:{PASSWORD}@db/tacite",
        f"postgresql://tacite:{PASSWORD}@db:port/tacite",
        f"postgresql://tacite:a@{PASSWORD}@db/tacite",
    ],
)
def test_a_refused_address_does_not_show_its_password(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TACITE_DATABASE_URL", url)

    with pytest.raises(SettingsError) as caught:
        read_settings()

    assert PASSWORD not in "".join(traceback.format_exception(caught.value))


def test_the_settings_do_not_show_the_address() -> None:
    found = read_settings(database_url=f"postgresql://tacite:{PASSWORD}@db/tacite")

    assert PASSWORD not in f"{found!r} {found}"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        (
            f"postgresql://tacite:{PASSWORD}@db:5432/tacite",
            "postgresql://tacite:***@db:5432/tacite",
        ),
        (f"postgresql:///tacite?password={PASSWORD}", "postgresql:///tacite?password=***"),
        (f"postgresql://tacite:a@{PASSWORD}@db/tacite", "(adresse illisible)"),
        (f"tacite:{PASSWORD}@db/tacite", "(adresse illisible)"),
        (
            "postgresql+psycopg://postgres@/t?host=/run",
            "postgresql+psycopg://postgres@/t?host=/run",
        ),
        ("sqlite:////srv/Val d’Œuvre/tacite@1.db", "sqlite:////srv/Val d’Œuvre/tacite@1.db"),
    ],
)
def test_an_address_is_shown_without_its_password(url: str, shown: str) -> None:
    assert shown_url(url) == shown
