"""What the README invites a newcomer to type works, as it is typed there, in that order."""

import re
import shlex
from pathlib import Path

import pytest

from adapters.cli.errors import ExitCode
from tests.adapters.cli.conftest import Tacite

README = Path(__file__).parents[3] / "README.md"

LINES = [
    shlex.split(re.sub(r"\s+# .*", "", line))
    for block in re.findall(r"```sh\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    for line in block.splitlines()
    if line.startswith(("tacite ", "echo ")) and "tests/" not in line  # the stories: another test
]


def test_the_readme(
    run: Tacite, place: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TACITE_DATABASE_URL", sqlite_url)
    assert len(LINES) > 20
    for line in LINES:
        match line:
            case ["echo", text, ">", file]:
                (place / file).write_text(f"{text}\n", encoding="utf-8")
            case ["tacite", *command]:
                done = run(*command)
                assert done.code in (ExitCode.DONE, ExitCode.DIFFERENCES), (command, done.err)
