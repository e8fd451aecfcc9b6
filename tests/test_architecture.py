"""The house keeps its shape, and a violation planted on purpose is caught."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent
ROOMS = ("domain", "projections", "scheduler", "adapters")
LONGEST = 400
"""Lines. A file that needs more tells two stories; only a table of law is as long as the law."""

CLOCK = "adapters/clock.py"
CLOCK_READINGS = {
    "datetime.datetime.now",
    "datetime.datetime.utcnow",
    "datetime.datetime.today",
    "datetime.date.today",
    "time.time",
    "time.time_ns",
    "time.localtime",
    "time.gmtime",
    "sqlalchemy.func.now",
}

MACHINE_PATH = re.compile(r"(?<![\w.])/(?:work|root|home/\w+|Users/\w+)/")
REGISTRY = re.compile(
    r"files\.pythonhosted\.org|pypi\.org/(?:simple|packages)|^--(?:extra-)?index-url|find[-]links",
    re.MULTILINE,
)

PLANTED = {
    "Imports point one way": ("projections/planted.py", "import adapters.clock"),
    "The domain is pure: no store, no clock, no screen, no framework but Pydantic": (
        "domain/planted.py",
        "import sqlalchemy",
    ),
    "Only the register knows the eventsourcing library": (
        "scheduler/planted.py",
        "import eventsourcing.persistence",
    ),
}


def test_the_import_contracts_hold() -> None:
    assert broken_contracts(HOUSE) == set()


@pytest.mark.parametrize("contract", PLANTED)
def test_a_planted_import_breaks_its_contract(contract: str, tmp_path: Path) -> None:
    for room in ROOMS:
        shutil.copytree(HOUSE / room, tmp_path / room)
    shutil.copy(HOUSE / "pyproject.toml", tmp_path)
    planted, statement = PLANTED[contract]
    (tmp_path / planted).write_text(f"{statement}\n")

    assert broken_contracts(tmp_path) == {contract}


def test_every_contract_has_its_planted_violation() -> None:
    written = tomllib.loads((HOUSE / "pyproject.toml").read_text())["tool"]["importlinter"]

    assert {contract["name"] for contract in written["contracts"]} == PLANTED.keys()


def test_only_the_clock_reads_the_time() -> None:
    assert [
        f"{name(file)}:{line}"
        for file in modules()
        if name(file) != CLOCK
        for line in clock_readings(file.read_text())
    ] == []


@pytest.mark.parametrize(
    "planted",
    [
        "import datetime\ndatetime.datetime.now()",
        "import datetime as dt\ndt.date.today()",
        "from datetime import datetime\nstamp = Field(default_factory=datetime.now)",
        "from datetime import date as day\nday.today()",
        "import time\ntime.time()",
        "from time import time\ntime()",
        "from sqlalchemy import func\nfunc.now()",
    ],
)
def test_a_planted_reading_of_the_time_is_caught(planted: str) -> None:
    assert list(clock_readings(planted)) == [2]


def test_only_the_register_imports_the_eventsourcing_library() -> None:
    importing = {name(file) for file in modules() if "eventsourcing" in imported(file.read_text())}

    assert {file for file in importing if not file.startswith("adapters/register/")} == set()


def test_a_planted_import_of_the_library_is_caught() -> None:
    assert "eventsourcing" in imported("def late():\n    from eventsourcing.persistence import x")


def test_no_file_is_too_long_to_be_read() -> None:
    lengths = {
        name(file): len(file.read_text().splitlines())
        for file in modules()
        if not name(file).endswith("_table.py")
    }

    assert {file: lines for file, lines in lengths.items() if lines > LONGEST} == {}


def test_no_committed_file_names_a_machine_or_a_registry() -> None:
    assert [
        f"{name(file)}: {found}" for file in committed() for found in places(readable(file))
    ] == []


@pytest.mark.parametrize(
    "planted",
    [
        "cd " + "/work" + "/main",
        "/home" + "/someone/tacite.db",
        "https://files." + "pythonhosted.org/packages/x.whl",
        "--extra-" + "index-url file:///somewhere",
    ],
)
def test_a_planted_path_or_registry_is_caught(planted: str) -> None:
    assert list(places(f"first line\n{planted}\n")) != []


def broken_contracts(house: Path) -> set[str]:
    """The contracts that import-linter finds broken in a copy of the house."""
    command = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [command, "--no-cache", "--no-logo"], cwd=house, capture_output=True, text=True, check=False
    )
    broken = set(re.findall(r"^(.+) BROKEN\b", done.stdout, re.MULTILINE))
    assert bool(broken) == bool(done.returncode), done.stdout + done.stderr
    return broken


def modules() -> Iterator[Path]:
    for room in ROOMS:
        yield from sorted((HOUSE / room).rglob("*.py"))


def name(file: Path) -> str:
    return file.relative_to(HOUSE).as_posix()


def clock_readings(source: str) -> Iterator[int]:
    """Lines that name a function which reads the time, under whatever name it was imported."""
    tree = ast.parse(source)
    known: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            known |= {each.asname or each.name: each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom):
            known |= {each.asname or each.name: f"{node.module}.{each.name}" for each in node.names}

    def full_name(node: ast.AST) -> str | None:
        if isinstance(node, ast.Name):
            return known.get(node.id)
        if isinstance(node, ast.Attribute):
            return f"{full_name(node.value)}.{node.attr}"
        return None

    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.Attribute) and full_name(node) in CLOCK_READINGS:
            yield node.lineno


def imported(source: str) -> set[str]:
    """The top packages that a module imports, at whatever depth it does."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {each.name.partition(".")[0] for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


def committed() -> list[Path]:
    """What git holds; where there is no git (an unpacked archive), every file of the house."""
    # The tests may run as another user than the owner of the files, which git would not trust.
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
    try:
        listed = subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        found = (file for file in HOUSE.rglob("*") if file.is_file())
        made_here = (".venv", "build", "__pycache__")
        return [
            file
            for file in found
            if not any(
                part in made_here or part.startswith((".mypy", ".ruff", ".pytest", ".hypothesis"))
                for part in file.relative_to(HOUSE).parts
            )
        ]
    return [file for each in listed.stdout.split("\0") if each and (file := HOUSE / each).is_file()]


def readable(file: Path) -> str:
    return file.read_bytes().decode(errors="ignore")


def places(text: str) -> Iterator[str]:
    for pattern in (MACHINE_PATH, REGISTRY):
        yield from (found.group() for found in pattern.finditer(text))
