"""What only a process of its own can show: start-up, streams, signals, completion."""

import os
import pty
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pysqlite3
import pytest
from sqlalchemy.engine import make_url

from tests.adapters.cli.conftest import Tacite, take

COMMAND = Path(sys.executable).with_name("tacite")
HEAVY = {"sqlalchemy", "pydantic", "eventsourcing", "psycopg", "apscheduler", "domain.law"}


def tacite_process(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [COMMAND, *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "COLUMNS": "80", **environment},
    )


def imported_by(program: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"import sys\n{program}\nprint('\\n'.join(sys.modules))"],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.split())


def test_help_waits_for_nothing_heavy() -> None:
    program = "from adapters.cli import main\nmain(['--help'])"

    assert imported_by(program) & HEAVY == set()


def test_a_question_on_sqlite_waits_for_no_other_driver(tacite: Tacite) -> None:
    program = "from adapters.cli import main\nmain(['status'])"

    assert imported_by(program) & {"psycopg", "apscheduler"} == set()


@pytest.mark.parametrize("command", ["", "vote", "law", "init"])
def test_help_is_french_and_shows_examples(command: str) -> None:
    done = tacite_process(*command.split(), "--help")

    assert done.returncode == 0
    assert "Emploi : tacite" in done.stdout
    assert "tacite init --name" in done.stdout or command != "init"
    for english in (
        "Usage",
        "Show this message",
        "[default",
        "[required",
        "<str>",
        "Commands",
        "ARGS",
    ):
        assert english not in done.stdout


def test_no_argument_shows_the_help() -> None:
    done = tacite_process()

    assert done.returncode == 2
    assert "Emploi : tacite" in done.stdout


@pytest.mark.parametrize("refusal", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_colour_is_not_forced_on_who_refuses_it(refusal: dict[str, str]) -> None:
    forced = {"FORCE_COLOR": "1", "TERM": "xterm-256color"}
    assert "\x1b[" in tacite_process("--help", **forced).stdout

    assert "\x1b[" not in tacite_process("--help", **{**forced, **refusal}).stdout


def test_a_reader_who_leaves_is_no_error(tacite: Tacite) -> None:
    take(tacite, up_to="receive")

    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; '{COMMAND}' explain 2026-014 | true"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")


def test_the_code_of_a_verification_is_the_same_whoever_reads_its_words(
    tacite: Tacite, sqlite_url: str
) -> None:
    take(tacite, up_to="receive")
    with pysqlite3.connect(make_url(sqlite_url).database) as connection:
        connection.execute("UPDATE status SET threshold = 1")
    pipe = f"set -o pipefail; '{COMMAND}' verify --database '{sqlite_url}' 2>&1 | true"

    assert tacite_process("verify", "--database", sqlite_url).returncode == 7
    assert subprocess.run(["bash", "-c", pipe], check=False).returncode == 7


def test_a_document_goes_through_a_pipe_byte_for_byte(tacite: Tacite, place: Path) -> None:
    take(tacite, up_to="receive")
    sent = (place / "accuse.pdf").read_bytes()
    digest = tacite("show", "2026-014", "--json").json["documents"][0]["sha256"]

    done = subprocess.run([COMMAND, "document", digest], capture_output=True, check=True)

    assert done.stdout == sent


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_complete_the_commands(shell: str) -> None:
    script = tacite_process(
        "--show-completion", shell, _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1"
    )
    words = tacite_process(
        _TACITE_COMPLETE="complete_bash", COMP_WORDS="tacite dead", COMP_CWORD="1"
    )

    assert "_TACITE_COMPLETE" in script.stdout
    assert words.stdout.split() == ["deadlines"]


def test_the_scheduler_sweeps_at_once_and_stops_on_interrupt(tacite: Tacite) -> None:
    take(tacite, up_to="receive")

    with subprocess.Popen([COMMAND, "scheduler"], stdout=subprocess.PIPE, text=True) as clerk:
        assert clerk.stdout is not None
        written = clerk.stdout.readline()
        clerk.send_signal(signal.SIGINT)
        code = clerk.wait(timeout=30)

    assert written == "2026-014 : avis réputé favorable inscrit.\n"
    assert code == 0


def on_a_terminal(*arguments: str, columns: int = 80) -> list[str]:
    """What a terminal of so many columns shows, without its colours."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "COLUMNS": str(columns), "NO_COLOR": "1", "TERM": "xterm"}
    with subprocess.Popen([COMMAND, *arguments], stdout=theirs, env=environment):
        os.close(theirs)
        shown = b""
        # Reading fails once the other end is closed: that is how a terminal says the end.
        with suppress(OSError):
            while chunk := os.read(ours, 4096):
                shown += chunk
    os.close(ours)
    return shown.decode().splitlines()


def test_a_terminal_of_80_columns_shows_every_day_and_every_word_whole(tacite: Tacite) -> None:
    take(tacite, up_to="receive")
    tacite(
        *("draft", "2026-015", "--object", "Aménagement [A] des abords de la médiathèque"),
        *("--concerns", "Chevigny-Saint-Sauveur", "--concerns", "Saint-Apollinaire"),
        *("--text", "projet.txt"),
    )

    shown = on_a_terminal("board", "--on", "2026-07-01")

    assert max(map(len, shown)) <= 80
    for whole in (
        "12/04/2026",
        "Chevigny-Saint-Sauveur",
        "Saint-Apollinaire",
        "[A]",
        "médiathèque",
    ):
        assert any(whole in line for line in shown)


@pytest.mark.parametrize(("columns", "lines"), [(80, 2), (120, 1)])
def test_a_sheet_uses_the_whole_terminal(tacite: Tacite, columns: int, lines: int) -> None:
    take(tacite, up_to="receive")

    shown = on_a_terminal("show", "2026-014", "--on", "2026-02-01", columns=columns)

    assert max(map(len, shown)) <= columns
    [first] = [n for n, line in enumerate(shown) if line.startswith("Délai")]
    [after] = [n for n, line in enumerate(shown) if line.startswith("Texte")]
    assert after - first == lines
    assert any("accuse.pdf (" in line and "), " in line for line in shown)


def test_in_a_pipe_no_line_is_longer_than_its_own_text(tacite: Tacite) -> None:
    take(tacite, up_to="receive")

    shown = tacite("show", "2026-014", "--on", "2026-02-01").out.splitlines()

    [step] = [line for line in shown if "Abandonner le projet" in line]
    [told] = [line for line in shown if "ne peut pas encore se prononcer" in line]
    assert len(step) < 120 < len(told)
    assert told.endswith("(CGCT L. 5211-57)")


def test_deadlines_too_wide_for_a_terminal_are_told_row_by_row(tacite: Tacite) -> None:
    take(tacite, up_to="receive")
    tacite(*["meeting", "convene", "CM-2026-09-24", "--held", "2026-09-24", "--item", "2026-014"])

    shown = on_a_terminal("deadlines", "--on", "2026-07-01")

    assert max(map(len, shown)) <= 80
    assert "12/04/2026 · N° 2026-014" in shown
    assert "  Qui : conseil municipal de Daix" in shown
    [columns] = [line for line in tacite("deadlines").out.splitlines() if "État" in line]
    assert columns.split()[:3] == ["Terme", "N°", "État"]
    assert "Objet" in columns
