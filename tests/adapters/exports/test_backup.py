"""A copy of a register that goes on working; and nothing is declared good that was not read back."""

from contextlib import closing
from pathlib import Path
from threading import Event, Thread

import pysqlite3
import pytest

from adapters.exports import backup as backing_up
from adapters.exports.archive import from_tar
from adapters.exports.backup import backup, restore
from adapters.exports.errors import AlreadyThere, BadExport, Broken, NotAnExport, NotEmpty
from adapters.exports.import_register import check
from adapters.exports.verify import verify
from adapters.office import Office
from adapters.register.errors import AlreadyARegister, NotARegister
from tests.adapters.exports.life import DAY, LAST, flip, tar_of
from tests.offices import ANNE, PIECES, draft, opened


def test_a_backup_is_restored_on_either_database(
    office: Office, tmp_path: Path, fresh_postgres_url: str
) -> None:
    file = tmp_path / "copy"
    before = tar_of(office)
    if office.register.engine.dialect.name == "postgresql":
        fresh_postgres_url = f"sqlite:///{tmp_path}/other.db"  # one server, one fresh database

    assert backup(office.register.engine, file) == LAST

    for url in (f"sqlite:///{tmp_path}/new.db", fresh_postgres_url):
        assert restore(file, url).entries == LAST
        with opened(url, office.clock) as other:
            assert tar_of(other) == before
            assert verify(other).up_to_date
    kept = {"copy", "new.db", "other.db", "tacite.db", "tacite.db-wal", "tacite.db-shm"}
    assert {path.name for path in tmp_path.iterdir()} <= kept


def test_a_backup_taken_while_somebody_writes_is_of_one_instant(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backing_up, "PAGES_PER_STEP", 1)
    stop = Event()
    written: list[str] = []

    def write() -> None:
        while not stop.is_set():
            number = f"2026-{len(written) + 100}"
            office.record(number, draft(number, DAY), ANNE, documents=PIECES)
            written.append(number)

    writer = Thread(target=write)
    writer.start()
    try:
        counts = [backup(office.register.engine, tmp_path / f"copy-{n}") for n in range(4)]
    finally:
        stop.set()
        writer.join()

    assert counts == sorted(counts)
    assert counts[-1] > LAST
    for number, count in enumerate(counts):
        url = f"sqlite:///{tmp_path}/new-{number}.db"
        assert restore(tmp_path / f"copy-{number}", url).entries == count
    assert verify(office).whole


def test_an_altered_register_gives_no_backup(office: Office, tmp_path: Path) -> None:
    flip(office.register.engine, "payload", 7)

    with pytest.raises(Broken, match="position 7"):
        backup(office.register.engine, tmp_path / "copy")

    assert list(tmp_path.glob("copy*")) == []


def test_a_backup_is_not_written_over_another(office: Office, tmp_path: Path) -> None:
    (tmp_path / "copy").write_bytes(b"precious")

    with pytest.raises(AlreadyThere):
        backup(office.register.engine, tmp_path / "copy")

    assert (tmp_path / "copy").read_bytes() == b"precious"


def test_nothing_is_restored_over_anything(office: Office, tmp_path: Path) -> None:
    url = office.register.engine.url.render_as_string(hide_password=False)
    backup(office.register.engine, tmp_path / "copy")

    with pytest.raises((AlreadyThere, AlreadyARegister, NotEmpty)):
        restore(tmp_path / "copy", url)

    assert verify(office).up_to_date


def test_a_rotten_backup_is_not_restored(office: Office, tmp_path: Path) -> None:
    """One bit, in the middle of a payload: of a file of SQLite, or of an export."""
    backup(office.register.engine, tmp_path / "copy")
    content = (tmp_path / "copy").read_bytes()
    at = content.rindex(b"2026-01-12")
    rotten = tmp_path / "rotten"
    rotten.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])

    with pytest.raises((BadExport, Broken), match="position"):
        restore(rotten, f"sqlite:///{tmp_path}/new.db")

    assert list(tmp_path.glob("new.db*")) == []


def test_a_backup_cut_short_is_said_to_be(office: Office, tmp_path: Path) -> None:
    """Wherever: in its first page, in its schema, in its rows, in its documents."""
    backup(office.register.engine, tmp_path / "copy")
    content = (tmp_path / "copy").read_bytes()
    cut = tmp_path / "cut"
    for kept in (600, *(len(content) * tenth // 10 for tenth in range(1, 10))):
        cut.write_bytes(content[:kept])

        with pytest.raises(BadExport, match="tronquée"):
            restore(cut, f"sqlite:///{tmp_path}/new.db")

        assert list(tmp_path.glob("new.db*")) == []


def test_what_is_no_backup_is_not_restored(tmp_path: Path) -> None:
    (tmp_path / "garbage").write_bytes(b"x" * 5000)
    with closing(pysqlite3.connect(str(tmp_path / "theirs.db"))) as theirs:
        theirs.execute("CREATE TABLE log (x)")

    with pytest.raises(NotAnExport):
        restore(tmp_path / "garbage", f"sqlite:///{tmp_path}/new.db")
    with pytest.raises(NotARegister):
        restore(tmp_path / "theirs.db", f"sqlite:///{tmp_path}/new.db")

    assert list(tmp_path.glob("new.db*")) == []


def test_the_backup_of_postgresql_is_an_export(office: Office, tmp_path: Path) -> None:
    if office.register.engine.dialect.name == "sqlite":
        pytest.skip("a file of SQLite")
    backup(office.register.engine, tmp_path / "copy.tar")

    assert (tmp_path / "copy.tar").read_bytes() == tar_of(office)
    with (tmp_path / "copy.tar").open("rb") as stream:
        assert check(from_tar(stream)).entries == LAST
