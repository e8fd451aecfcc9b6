"""An export is the register byte for byte, and the same bytes wherever the register lies."""

import io
import json
import tarfile
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.exports.archive import from_folder, from_tar
from adapters.exports.chain import Row
from adapters.exports.errors import AlreadyThere, Broken, HalfACommand, LeftBehind
from adapters.exports.export import Member, line, members, to_folder
from adapters.exports.import_register import import_register, read_line
from adapters.exports.snapshot import rows, snapshot
from adapters.exports.verify import verify
from adapters.office import Office
from adapters.register.engine import open_engine
from tests.adapters.exports.life import LAST, flip, folder_of, tamper, tar_of
from tests.offices import ANNE, PIECE, PROOF, opened, qualified


@given(payload=st.text(st.characters(exclude_categories=["Cs"])), salt=st.binary())
def test_a_line_gives_back_the_very_bytes(payload: str, salt: bytes) -> None:
    leaf = {"stream": "s", "version": 1, "type": "t", "event_id": payload, "recorded_at": "z"}
    leaf |= {"recorded_by": "b", "capacity": "c", "command_id": None}
    told = json.dumps(leaf).encode()
    row = Row(1, "s", 1, "t", payload, "z", "b", "c", None, 0, payload.encode(), salt, told, b"h")

    assert read_line("ici", line(row)[:-1]) == row
    assert line(row).count(b"\n") == 1


def test_a_register_goes_to_the_other_database_and_back_unchanged(
    office: Office, sqlite_url: str, fresh_postgres_url: str, tmp_path: Path
) -> None:
    first = tar_of(office)
    there = office.register.engine.dialect.name
    new = fresh_postgres_url if there == "sqlite" else sqlite_url
    back = f"sqlite:///{tmp_path}/back.db"
    for url in (new, back):
        engine = open_engine(url)
        import_register(engine, from_tar(io.BytesIO(first)))
        engine.dispose()
        with opened(url, office.clock) as other:
            assert tar_of(other) == first
            with snapshot(other.register.engine) as b, snapshot(office.register.engine) as a:
                assert list(rows(a)) == list(rows(b))
            assert other.register.id == office.register.id
            assert other.register.document(PIECE.sha256) == PROOF


def test_an_imported_register_lives_on(office: Office, tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/new.db")
    import_register(engine, from_tar(io.BytesIO(tar_of(office))))
    engine.dispose()

    with opened(f"sqlite:///{tmp_path}/new.db", office.clock) as other:
        other.populate()
        result = verify(other)
        assert (result.whole, result.up_to_date) == (True, True)
        recorded = other.record("2026-014", qualified(date(2026, 1, 12)), ANNE)
        assert recorded.position == LAST + 1
        assert verify(other).whole


def test_an_export_as_known_at_a_position_is_the_register_as_it_stood(
    office: Office, tmp_path: Path
) -> None:
    before = tar_of(office)
    other = b"une autre piece"
    named = PIECE.model_copy(update={"sha256": sha256(other).hexdigest(), "size": len(other)})
    step = qualified(date(2026, 1, 12)).model_copy(update={"documents": (named,)})
    office.record("2026-014", step, ANNE, documents={named.sha256: other})

    then = tar_of(office, known_at=LAST)

    assert then == before
    assert tar_of(office, known_at=LAST + 1) == tar_of(office) != before
    engine = open_engine(f"sqlite:///{tmp_path}/then.db")
    import_register(engine, from_tar(io.BytesIO(then)))
    engine.dispose()
    with opened(f"sqlite:///{tmp_path}/then.db", office.clock) as past:
        past.populate()
        result = verify(past)
        assert (result.whole, result.up_to_date, result.entries) == (True, True, LAST)
        assert result.documents == 1


def test_what_was_recorded_together_is_not_exported_in_part(office: Office) -> None:
    """The institution was founded by one command, entries 1 to 4."""
    with pytest.raises(HalfACommand, match="donnez 0 ou 4"):
        tar_of(office, known_at=2)

    assert tar_of(office, known_at=4) != tar_of(office, known_at=0)


def test_a_folder_holds_what_the_tar_holds(office: Office, tmp_path: Path) -> None:
    folder = folder_of(office, tmp_path / "export")

    tar = io.BytesIO(tar_of(office))
    assert list(from_folder(folder)) == list(from_tar(tar))
    assert (folder / "documents" / PIECE.sha256).read_bytes() == PROOF
    with tarfile.open(fileobj=io.BytesIO(tar.getvalue())) as read:
        assert read.getnames()[0] == "manifest.json"


def test_the_manifest_tells_what_follows(office: Office, tmp_path: Path) -> None:
    said = json.loads((folder_of(office, tmp_path / "x") / "manifest.json").read_bytes())

    assert said["register"] == office.register.id
    assert (said["entries"], said["documents"]) == (LAST, 1)
    assert sum(said["names"].values()) == LAST


def test_what_is_recorded_meanwhile_is_in_the_next_export(office: Office) -> None:
    with snapshot(office.register.engine) as connection:
        found = members(connection)
        next(found)
        office.record("2026-014", qualified(date(2026, 1, 12)), ANNE)
        _, content = list(found)[-1]

    assert content.count(b"\n") == LAST


@pytest.mark.parametrize("column", ["payload", "salt", "leaf", "leaf_hash"])
def test_an_altered_register_is_not_exported(office: Office, column: str, tmp_path: Path) -> None:
    flip(office.register.engine, column, 7)

    with pytest.raises(Broken, match="position 7"):
        folder_of(office, tmp_path / "x")
    assert list(tmp_path.glob("x*")) == []


def test_a_register_that_lacks_a_document_is_not_exported(office: Office) -> None:
    tamper(office.register.engine, "DELETE FROM documents")

    with pytest.raises(Broken, match=f"la pièce {PIECE.sha256} manque"):
        tar_of(office)


def test_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "y.partial").mkdir()

    with pytest.raises(AlreadyThere, match="x"):
        to_folder(iter(()), tmp_path / "x")
    with pytest.raises(LeftBehind, match=r"y\.partial"):
        to_folder(iter(()), tmp_path / "y")


def test_what_is_interrupted_leaves_nothing(tmp_path: Path) -> None:
    def interrupted() -> Iterator[Member]:
        yield "manifest.json", b"half"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        to_folder(interrupted(), tmp_path / "x")

    assert list(tmp_path.iterdir()) == []
