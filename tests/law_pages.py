"""The page that fixes the grammar of the vectors, read as an oracle: its tables, row by row."""

import re
from pathlib import Path

DATA = Path(__file__).parent / "data"


def table(heading: str) -> list[dict[str, str]]:
    """The rows of the tables under a heading of ``vectors.md``, by the names of their columns."""
    page = (DATA / "vectors.md").read_text(encoding="utf-8")
    section = page.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    rows: list[dict[str, str]] = []
    columns: list[str] = []
    for line in section.splitlines():
        if not line.startswith("|"):
            columns = []
            continue
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip("|"))]
        if not columns:
            columns = cells
        elif set(cells[0]) != {"-"}:
            rows.append(dict(zip(columns, cells, strict=True)))
    return rows
