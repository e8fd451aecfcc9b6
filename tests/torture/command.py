"""``scripts/torture``: the long ring. Prints seed, rounds, acknowledged, lost, duplicated."""

import argparse
import json
import random
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path

from tests.postgres import running_server
from tests.torture.faults import FAULTS
from tests.torture.roles import ROLES
from tests.torture.rounds import torture

SHOWN = 20
"""Findings shown of each sort: the first ones tell."""


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="scripts/torture",
        description="Arrête au hasard (kill -9) ceux qui inscrivent, projettent, rejouent et "
        "balaient ; compte ce qui est perdu ou en double.",
    )
    parser.add_argument("--rounds", type=int, default=40, help="tours par base (40)")
    parser.add_argument("--seed", type=int, help="la graine d'un tour déjà vu")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), help="sinon les deux")
    parser.add_argument("--url", help="une base vide de ce serveur, plutôt qu'une base jetable")
    parser.add_argument("--fault", choices=FAULTS, default="", help="une faute à attraper")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    seed = random.SystemRandom().getrandbits(32) if asked.seed is None else asked.seed
    broken = False
    for database in [asked.database] if asked.database else ["sqlite", "postgresql"]:
        with ExitStack() as ends:
            folder = Path(ends.enter_context(tempfile.TemporaryDirectory(prefix="torture-")))
            url = asked.url or (
                f"sqlite:///{folder}/tacite.db"
                if database == "sqlite"
                else ends.enter_context(running_server())
            )
            began = time.monotonic()
            findings = torture(url, folder, asked.rounds, seed, asked.fault)
            seconds = time.monotonic() - began
        broken |= findings.broken
        if asked.json:
            print(json.dumps({"database": database, "seed": seed, **asdict(findings)}))
            continue
        print(
            f"{database} : graine {seed}, {asked.rounds} tours, "
            f"{asked.rounds * len(ROLES)} arrêts, {findings.acknowledged} confirmées, "
            f"{findings.unanswered} sans réponse, {len(findings.lost)} perdues, "
            f"{len(findings.duplicated)} en double, {len(findings.wrong)} anomalies, "
            f"{seconds:.0f} s"
        )
        for sort in (findings.lost, findings.duplicated, findings.wrong):
            for line in sort[:SHOWN]:
                print(f"  {line:.160}")
        if findings.broken:
            print(f"  à revoir : scripts/torture --database {database} --seed {seed}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
