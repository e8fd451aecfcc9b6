"""A file of test vectors to check, for the tests that write one."""

from pathlib import Path
from tempfile import TemporaryDirectory

from adapters.vectors import Report, check

HEADER = "id,rule,inputs,expected\n"


def checked(text: str | bytes) -> Report:
    """The report on a file of this text."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "vectors.csv"
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        return check(file)
