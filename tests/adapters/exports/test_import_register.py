"""What comes in is refused at the first thing that does not hold, named by file and line."""

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from tarfile import BLOCKSIZE, NUL, USTAR_FORMAT, TarInfo

import pytest
from sqlalchemy import inspect, select, text
from sqlalchemy.engine import Engine

from adapters.clock import SystemClock
from adapters.exports.archive import from_folder, from_tar
from adapters.exports.errors import BadExport, ExportError, NewerExport, NotAnExport, NotEmpty
from adapters.exports.export import Member, to_tar
from adapters.exports.import_register import check, import_register
from adapters.register.engine import open_engine
from adapters.register.errors import AlreadyARegister
from adapters.register.leaf import leaf_hash
from domain.deliberation.dossier import Dossier
from projections import catch_up, status
from projections.catch_up import READ_MODELS
from projections.tables import parked
from tests.adapters.exports.life import LAST, folder_of, lived, tar_of
from tests.offices import PIECE, an_office, opened

ENTRIES = "entries/000000001.jsonl"
DOCUMENT = f"documents/{PIECE.sha256}"
MANIFEST = "manifest.json"


@pytest.fixture(scope="module")
def tar(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("exported")
    with an_office(f"sqlite:///{folder}/tacite.db", date(2026, 1, 1)) as desk:
        lived(desk)
        folder_of(desk.office, folder / "export")
        return tar_of(desk.office)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = open_engine(database_url, durable=False)
    yield engine
    engine.dispose()


def refusal(tar: bytes) -> str:
    with pytest.raises(ExportError) as refused:
        check(from_tar(io.BytesIO(tar)))
    return str(refused.value)


def packed(members: list[Member]) -> bytes:
    stream = io.BytesIO()
    to_tar(iter(members), stream)
    return stream.getvalue()


def with_file(tar: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    found = from_tar(io.BytesIO(tar))
    return packed([(n, change(content) if n == name else content) for n, content in found])


def with_line(tar: bytes, number: int, change: Callable[[bytes], bytes]) -> bytes:
    def changed(content: bytes) -> bytes:
        lines = content.splitlines(keepends=True)
        lines[number - 1] = change(lines[number - 1])
        return b"".join(lines)

    return with_file(tar, ENTRIES, changed)


def with_field(tar: bytes, number: int, **fields: object) -> bytes:
    def changed(line: bytes) -> bytes:
        return json.dumps({**json.loads(line), **fields}).encode() + b"\n"

    return with_line(tar, number, changed)


def test_a_sound_export_is_read_to_its_end(tar: bytes) -> None:
    assert check(from_tar(io.BytesIO(tar))).entries == LAST


@pytest.mark.parametrize("line", [1, 5, LAST])
@pytest.mark.parametrize("field", ["leaf", "payload", "salt", "leaf_hash"])
def test_one_changed_character_is_named_by_its_line(tar: bytes, line: int, field: str) -> None:
    lines = dict(from_tar(io.BytesIO(tar)))[ENTRIES].splitlines()
    value = json.loads(lines[line - 1])[field]
    other = "0" if value[-3] != "0" else "1"
    changed = with_field(tar, line, **{field: value[:-3] + other + value[-2:]})

    assert refusal(changed).startswith(f"{ENTRIES}, ligne {line} :")


def test_a_creation_that_is_no_instant_is_refused(tar: bytes) -> None:
    changed = with_file(
        tar, MANIFEST, lambda said: json.dumps({**json.loads(said), "created_at": "hier"}).encode()
    )

    assert "« hier » n'est pas un instant" in refusal(changed)


def test_a_manifest_that_announces_another_end_is_refused(tar: bytes) -> None:
    """By it two registers are compared: the entries that came in must end where it says."""
    other = "0" * 64
    changed = with_file(
        tar,
        MANIFEST,
        lambda said: json.dumps({**json.loads(said), "last_leaf_hash": other}).encode(),
    )

    assert "la dernière empreinte n'est pas celle qui est annoncée" in refusal(changed)


def test_an_import_tells_the_last_hash_that_its_entries_have(tar: bytes) -> None:
    lines = dict(from_tar(io.BytesIO(tar)))[ENTRIES].splitlines()

    assert check(from_tar(io.BytesIO(tar))).last_leaf_hash == json.loads(lines[-1])["leaf_hash"]


def test_a_line_that_comes_twice_is_refused(tar: bytes) -> None:
    said = refusal(with_line(tar, 5, lambda line: line + line))
    assert said.startswith(f"{ENTRIES}, ligne 6 : position 5")
    assert "deux fois" in said


def test_a_line_that_is_missing_is_refused(tar: bytes) -> None:
    assert "la position 5 manque" in refusal(with_line(tar, 5, lambda line: b""))


def test_the_last_lines_missing_are_seen(tar: bytes) -> None:
    assert "inscriptions annoncées : 12, trouvées : 11" in refusal(
        with_line(tar, LAST, lambda line: b"")
    )
    assert "tronquée" in refusal(with_line(tar, LAST, lambda line: line[:-1]))


def test_a_line_that_is_no_entry_is_named(tar: bytes) -> None:
    for wrong in (b"{}\n", b"[1]\n", b"nothing\n", b"\xff\n", b"[" * 100_000 + b"\n", b"\n"):
        said = refusal(with_line(tar, 3, lambda line, wrong=wrong: wrong))  # type: ignore[misc]
        assert said.startswith(f"{ENTRIES}, ligne 3 : elle ne se lit pas")
    assert "ne se lit pas" in refusal(with_field(tar, 3, position=True))
    assert "ne se lit pas" in refusal(with_field(tar, 3, more=1))


def test_an_unknown_kind_of_entry_is_refused_before_anything_is_written(tar: bytes) -> None:
    def renamed(content: bytes) -> bytes:
        said = json.loads(content)
        said["names"]["new.v7"] = said["names"].pop("seats-allotted.v1")
        return json.dumps(said).encode()

    assert "« new.v7 »" in refusal(with_file(tar, MANIFEST, renamed))


def test_an_unknown_kind_that_the_manifest_hides_is_refused_at_its_line(tar: bytes) -> None:
    def renamed(line: bytes) -> bytes:
        said = json.loads(line)
        leaf = said["leaf"].replace("seats-allotted.v1", "new.v7")
        said |= {"leaf": leaf, "leaf_hash": leaf_hash(leaf.encode()).hex()}
        return json.dumps(said).encode() + b"\n"

    said = refusal(with_line(tar, 3, renamed))
    assert "ligne 3" in said
    assert "« new.v7 »" in said


def test_an_altered_document_and_a_missing_one_are_named(tar: bytes) -> None:
    assert refusal(with_file(tar, DOCUMENT, lambda content: content + b"x")).startswith(DOCUMENT)
    without = [m for m in from_tar(io.BytesIO(tar)) if m[0] != DOCUMENT]
    assert "pièces annoncées : 1, trouvées : 0" in refusal(packed(without))
    said = json.loads(without[0][1]) | {"documents": 0}
    without[0] = (MANIFEST, json.dumps(said).encode())
    assert f"la pièce {PIECE.sha256} manque" in refusal(packed(without))


def test_files_come_once_and_in_their_order(tar: bytes) -> None:
    manifest, document, entries = from_tar(io.BytesIO(tar))
    for order in (
        [manifest, document, document, entries],
        [manifest, document, entries, manifest],
    ):
        assert "n'est pas à sa place" in refusal(packed(order))
    assert "ne commence pas" in refusal(packed([document, entries]))


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "/etc/passwd",
        "documents/../../x",
        "documents/short",
        "entries/000000001.jsonl.exe",
        "entries/x.jsonl",
        "documents",
    ],
)
def test_a_name_that_leads_elsewhere_is_refused_and_nothing_is_written(
    tar: bytes, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    manifest, *rest = from_tar(io.BytesIO(tar))

    assert f"« {name} »" in refusal(packed([manifest, (name, b"x"), *rest]))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", [b"1", b"2", b"5", b"x", b"L", b"S"])
def test_a_link_a_folder_or_an_extension_is_refused(tar: bytes, kind: bytes) -> None:
    header = TarInfo(DOCUMENT)
    header.type, header.linkname = kind, "/etc/passwd"
    manifest_size = BLOCKSIZE + -(-len(dict(from_tar(io.BytesIO(tar)))[MANIFEST]) // 512) * 512
    planted = tar[:manifest_size] + header.tobuf(USTAR_FORMAT) + tar[manifest_size:]

    assert "un export n'a pas de tel fichier" in refusal(planted)


@pytest.mark.parametrize("part", range(1, 12))
def test_an_archive_cut_anywhere_is_seen(tar: bytes, part: int) -> None:
    for cut in (len(tar) * part // 12, len(tar) * part // 12 // BLOCKSIZE * BLOCKSIZE):
        assert "tronquée" in refusal(tar[:cut])


def test_an_archive_without_its_end_is_truncated(tar: bytes) -> None:
    assert "tronquée" in refusal(tar[: -2 * BLOCKSIZE])
    assert "tronquée" in refusal(tar[:-BLOCKSIZE])
    assert "des octets suivent" in refusal(tar + b"x")


def test_an_altered_header_is_seen(tar: bytes) -> None:
    at = tar.index(DOCUMENT.encode())
    assert "en-tête est altéré" in refusal(tar[:at] + b"D" + tar[at + 1 :])


def test_what_is_no_export_is_said_not_to_be_one(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("manifest.json", "{}" * 600)
    for garbage in (stream.getvalue(), b"", b"x" * 2000, NUL * 2048, b"\x1f\x8b" + b"z" * 999):
        with pytest.raises(NotAnExport):
            check(from_tar(io.BytesIO(garbage)))
    for manifest in (b"", b"[]", b"{}", b'{"format": "other", "schema": 1}'):
        with pytest.raises(NotAnExport):
            check(from_tar(io.BytesIO(packed([(MANIFEST, manifest)]))))
    with pytest.raises(NotAnExport):
        check(from_folder(tmp_path))


@pytest.mark.parametrize("newer", [{"format": "tacite.register/2"}, {"schema": 99}])
def test_a_newer_export_is_refused(tar: bytes, newer: dict[str, object]) -> None:
    def changed(content: bytes) -> bytes:
        return json.dumps({**json.loads(content), **newer}).encode()

    with pytest.raises(NewerExport, match="plus récente"):
        check(from_tar(io.BytesIO(with_file(tar, MANIFEST, changed))))


def test_a_stranger_in_the_folder_is_named(tar: bytes, tmp_path: Path) -> None:
    for name, content in from_tar(io.BytesIO(tar)):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    assert check(from_folder(tmp_path)).entries == LAST

    (tmp_path / "entries" / "copy.jsonl").write_bytes(b"")
    with pytest.raises(BadExport, match=r"copy\.jsonl"):
        check(from_folder(tmp_path))


def test_an_import_that_fails_leaves_an_empty_database(engine: Engine, tar: bytes) -> None:
    changed = with_field(tar, LAST, salt="00" * 32)

    with pytest.raises(BadExport, match=f"ligne {LAST}"):
        import_register(engine, from_tar(io.BytesIO(changed)))

    assert inspect(engine).get_table_names() == []
    assert import_register(engine, from_tar(io.BytesIO(tar))).entries == LAST


def test_nothing_is_imported_over_a_register_or_over_other_tables(
    engine: Engine, tar: bytes
) -> None:
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE theirs (x integer)"))
    with pytest.raises(NotEmpty):
        import_register(engine, from_tar(io.BytesIO(tar)))

    with engine.begin() as connection:
        connection.execute(text("DROP TABLE theirs"))
    import_register(engine, from_tar(io.BytesIO(tar)))
    with pytest.raises(AlreadyARegister):
        import_register(engine, from_tar(io.BytesIO(tar)))


def test_a_document_that_is_too_large_is_refused_before_it_is_read(tar: bytes) -> None:
    header = TarInfo(DOCUMENT)
    header.size = 2_000_000_000
    first = BLOCKSIZE + -(-len(dict(from_tar(io.BytesIO(tar)))[MANIFEST]) // 512) * 512

    assert "c'est trop" in refusal(tar[:first] + header.tobuf(USTAR_FORMAT))


def test_a_deliberation_that_cannot_be_folded_is_parked_alone(
    sqlite_url: str, tmp_path: Path, tar: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = open_engine(sqlite_url)
    import_register(engine, from_tar(io.BytesIO(tar)))
    engine.dispose()

    def rows(dossier: Dossier) -> Iterator[dict[str, object]]:
        if dossier.number == "2026-015":
            raise ValueError("a planted fault")
        return status.rows(dossier)

    models = [(status.table, rows) if t is status.table else (t, r) for t, r in READ_MODELS]
    monkeypatch.setattr(catch_up, "READ_MODELS", models)
    with opened(sqlite_url, SystemClock()) as office:
        office.populate()
        found = office.query(select(status.table.c.number).distinct())
        assert [row["number"] for row in found] == ["2026-014"]
        (shelved,) = office.query(select(parked))
    assert "planted" in shelved["error"]
