"""The rules' cases hold on both databases, and their French pages are those that were kept."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.stories.batch import Report, tell_all
from adapters.stories.throwaway import Place, place

STORIES = Path(__file__).parent / "stories"
FILES = sorted(STORIES.glob("*.yaml"))


@pytest.fixture(scope="module")
def on_sqlite() -> Iterator[Place]:
    with place(None) as here:
        yield here


def differing(reports: list[Report]) -> list[str]:
    """Every answer that is not the one wanted, and every story that cannot be read."""
    return [
        f"{report.file}, {report.title} : {report.unreadable or report.wrong}"
        for report in reports
        if report.exit_code
    ]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_case_holds_and_reads_as_it_was_kept(file: Path, on_sqlite: Place) -> None:
    reports = tell_all([file], on_sqlite, jobs=1, with_pages=True)

    assert differing(reports) == []
    page = "\n".join(report.page for report in reports if report.page)
    assert file.with_suffix(".md").read_text(encoding="utf-8") == page, (
        "read the difference; where it is meant: "
        "tacite story --page --output tests/stories tests/stories/*.yaml"
    )


def test_every_case_holds_on_postgresql(fresh_postgres_url: str) -> None:
    with place(fresh_postgres_url) as here:
        assert differing(tell_all(FILES, here, jobs=1)) == []


def test_no_page_is_left_of_a_file_that_is_gone() -> None:
    pages = {page.stem for page in STORIES.glob("*.md")} - {"README", "WORDS"}

    assert pages == {file.stem for file in FILES}
