"""The command line as it is typed: arguments in; exit code, stdout and stderr out."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import freezegun
import pytest

from adapters.cli import main

TODAY = "2026-07-01"
"""The day of every test: after the silence of the cases, before nothing in particular."""

PROOF = b"%PDF-1.7\n\x00\xff\r\nre\xc3\xa7u\x1a"


@dataclass(frozen=True)
class Done:
    """What a command did, as its caller sees it."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Tacite = Callable[..., Done]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder to stand in, with nobody's settings, and a day that does not pass."""
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    for name in ("TACITE_DATABASE_URL", "TACITE_AUTHOR_NAME", "TACITE_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TACITE_AUTHOR", "a.prehaut")
    monkeypatch.setenv("TACITE_CAPACITY", "secrétariat des assemblées")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "projet.txt").write_text("Texte du projet.\n", encoding="utf-8")
    (tmp_path / "accuse.pdf").write_bytes(PROOF)
    with freezegun.freeze_time(f"{TODAY}T10:00:00Z"):
        yield tmp_path


@pytest.fixture
def run(place: Path, capfd: pytest.CaptureFixture[str]) -> Tacite:
    """``run("board", "--json")``."""

    def typed(*arguments: object) -> Done:
        capfd.readouterr()
        code = main([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        return Done(code, out, err)

    return typed


def found(run: Tacite) -> None:
    done = run("init", "--name", "Dijon métropole", "--from", "2020-07-16")
    assert done.code == 0, done.err


@pytest.fixture
def tacite(run: Tacite, sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Tacite:
    """The same, over the register of Dijon métropole in a SQLite file."""
    monkeypatch.setenv("TACITE_DATABASE_URL", sqlite_url)
    found(run)
    return run


@pytest.fixture
def tacite_on_both(run: Tacite, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Tacite:
    """The same, once on each engine."""
    monkeypatch.setenv("TACITE_DATABASE_URL", database_url)
    found(run)
    return run


STEPS = {
    "draft": "draft 2026-014 --object Parvis --concerns Daix --text projet.txt --day 2026-01-05",
    "qualify": "qualify 2026-014 --as required --reasons Daix --day 2026-01-06",
    "send": "send 2026-014 --day 2026-01-09",
    "receive": "receive 2026-014 --day 2026-01-12 --document accuse.pdf",
    "vote": "vote 2026-014 --for 50 --against 30 --abstain 4 --day 2026-06-25",
    "number": "number 2026-014 DEL-2026-101",
}
"""One deliberation on which the commune says nothing."""


def take(tacite: Tacite, *, up_to: str) -> None:
    """Those steps, up to and including one."""
    for name, command in STEPS.items():
        done = tacite(*command.split())
        assert done.code == 0, done.err
        if name == up_to:
            return
