"""``scripts/bench``: the figures asked for, or all; a line each, to be kept in BENCHMARKS.md."""

import argparse
import os
import platform
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import version

import psycopg
import pysqlite3
from sqlalchemy.engine import make_url

from scripts.benches import reading, replaying, writing
from scripts.benches.measuring import HEADER, Figure
from scripts.benches.places import Place, place

FIGURES: dict[str, Callable[[Place, bool], list[Figure]]] = {
    "append": writing.append,
    "load": reading.load,
    "command": writing.command,
    "deadlines": reading.deadlines,
    "import": writing.import_,
    "replay": replaying.replay,
    "scale": replaying.scale,
    "mandates": replaying.mandates,
    "impact": replaying.impact,
    "as-known": replaying.as_known,
    "beside": replaying.beside,
}


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="scripts/bench", description="Des rapports, les deux côtés mesurés tour à tour."
    )
    parser.add_argument("figures", nargs="*", metavar="FIGURE", help=f"parmi {', '.join(FIGURES)}")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), help="sinon les deux")
    parser.add_argument("--full", action="store_true", help="aux tailles de l'énoncé : des heures")
    asked = parser.parse_args()
    unknown = set(asked.figures) - FIGURES.keys()
    if unknown:
        parser.error(f"{', '.join(sorted(unknown))} : choisissez parmi {', '.join(FIGURES)}")
    print(machine(), end="\n\n", flush=True)
    print(HEADER, flush=True)
    for name in [asked.database] if asked.database else ["sqlite", "postgresql"]:
        with place(name) as where:
            for figure in asked.figures or FIGURES:
                for line in FIGURES[figure](where, asked.full):
                    print(line.line, flush=True)
    return 0


def machine() -> str:
    """What a ratio was measured on; the load average says how far to trust it."""
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    packages = ("sqlalchemy", "psycopg", "eventsourcing", "pydantic")
    versions = ", ".join(f"{name} {version(name)}" for name in packages)
    with place("postgresql") as there:
        server = make_url(there.root).set(drivername="postgresql").render_as_string()
        with psycopg.connect(server) as connection:
            postgres = connection.execute("SHOW server_version").fetchone()
    return (
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {os.cpu_count()} processors ({processor()}), "
        f"load {load}; Python {platform.python_version()}, SQLite {pysqlite3.sqlite_version}, "
        f"PostgreSQL {postgres[0] if postgres else '?'}, {versions}"
    )


def processor() -> str:
    with open("/proc/cpuinfo") as lines:
        names = [line.partition(": ")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


if __name__ == "__main__":
    sys.exit(main())
