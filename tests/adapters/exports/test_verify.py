"""Verify says nothing of a sound register, and names each planted fault: where, and what."""

import pytest
from sqlalchemy import text

from adapters.exports.chain import Kind
from adapters.exports.verify import verify
from adapters.office import Office
from tests.adapters.exports.life import LAST, flip, tamper


def faults(office: Office) -> set[tuple[Kind, str]]:
    """Kinds, and the first word of where."""
    return {(f.kind, " ".join(f.where.split()[:2])) for f in verify(office).faults}


def test_a_sound_register_has_no_fault(office: Office) -> None:
    result = verify(office)

    assert result.whole, result.faults
    assert result.up_to_date
    assert (result.entries, result.streams, result.documents) == (LAST, 3, 1)
    assert result.register == office.register.id


@pytest.mark.parametrize(
    ("column", "kind"),
    [
        ("payload", Kind.PAYLOAD),
        ("salt", Kind.PAYLOAD),
        ("leaf", Kind.LEAF),
        ("leaf_hash", Kind.LEAF_HASH),
    ],
)
@pytest.mark.parametrize("position", [1, 7, LAST])
def test_one_flipped_bit_is_found_where_it_is(
    office: Office, column: str, kind: Kind, position: int
) -> None:
    flip(office.register.engine, column, position)

    assert (kind, f"position {position}") in faults(office)
    assert {where for _, where in faults(office)} == {f"position {position}"}


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("type", "'opinion-rendered.v1'"),
        ("event_id", "'00000000-0000-0000-0000-000000000000'"),
        ("recorded_at", "'2020-01-01T00:00:00.000000Z'"),
        ("recorded_by", "'autre'"),
        ("capacity", "'maire'"),
        ("command_id", "'00000000-0000-0000-0000-000000000000'"),
    ],
)
def test_a_changed_column_no_longer_agrees_with_its_leaf(
    office: Office, column: str, value: str
) -> None:
    tamper(office.register.engine, f"UPDATE log SET {column} = {value} WHERE position = 7")

    fault = next(f for f in verify(office).faults if f.kind is Kind.COLUMN)
    assert fault.where == "position 7 (deliberation/2026-014#3)"
    assert column in fault.sentence


def test_a_text_in_a_column_of_bytes_is_looked_at_like_bytes(office: Office) -> None:
    """SQLite keeps what ``replace`` makes of a blob as a text."""
    if office.register.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL keeps types")
    tamper(
        office.register.engine,
        "UPDATE log SET payload = replace(payload, 'Daix', 'Dijo') WHERE position = 6",
    )

    assert (Kind.PAYLOAD, "position 6") in faults(office)


def test_an_unknown_kind_of_entry_is_named(office: Office) -> None:
    tamper(office.register.engine, "UPDATE log SET type = 'new.v7' WHERE position = 7")

    found = verify(office)
    assert any(f.kind is Kind.NAME and "« new.v7 »" in f.sentence for f in found.faults)
    assert found.read_models is None


@pytest.mark.parametrize(("position", "kind"), [(6, Kind.POSITION), (6, Kind.VERSION)])
def test_a_removed_row_leaves_a_hole(office: Office, position: int, kind: Kind) -> None:
    tamper(office.register.engine, f"DELETE FROM log WHERE position = {position}")

    assert (kind, f"position {position + 1}") in faults(office)


def test_a_removed_end_is_missed_by_the_read_models(office: Office) -> None:
    tamper(office.register.engine, f"DELETE FROM log WHERE position = {LAST}")

    assert (Kind.READ_MODELS, "tableaux") in faults(office)


def test_a_renumbered_row_is_found(office: Office) -> None:
    tamper(office.register.engine, f"UPDATE log SET position = 99 WHERE position = {LAST}")

    (fault,) = [f for f in verify(office).faults if f.kind is Kind.POSITION]
    assert "positions 12 à 98 manquent" in fault.sentence


COPIED = "type, event_id, recorded_at, recorded_by, capacity"


def test_an_inserted_row_does_not_have_its_own_leaf(office: Office) -> None:
    tamper(
        office.register.engine,
        f"""INSERT INTO log (position, stream, version, {COPIED}, command_id, ordinal,
                payload, salt, leaf, leaf_hash)
            SELECT 13, stream, 5, {COPIED}, 'x', 0, payload, salt, leaf, leaf_hash
            FROM log WHERE position = 8""",
    )

    found = {f.sentence for f in verify(office).faults if f.where.startswith("position 13")}
    assert "« version » vaut « 5 », la feuille dit « 4 »" in found


def test_the_rank_of_an_entry_in_its_command_is_looked_at(office: Office) -> None:
    tamper(office.register.engine, "UPDATE log SET ordinal = 7 WHERE position = 4")

    assert faults(office) == {(Kind.ORDINAL, "position 4")}


def test_a_leaf_of_another_register_is_refused(office: Office) -> None:
    tamper(office.register.engine, "UPDATE register SET id = 'autre'")

    assert Kind.OTHER_REGISTER in {kind for kind, _ in faults(office)}


def test_an_altered_document_and_a_missing_one_are_named(office: Office) -> None:
    engine = office.register.engine
    tamper(
        engine,
        "UPDATE documents SET content = sha256"
        if engine.dialect.name == "sqlite"
        else "UPDATE documents SET content = sha256::bytea",
    )
    assert {kind for kind, _ in faults(office)} == {Kind.DOCUMENT}

    tamper(engine, "DELETE FROM documents")
    missing = verify(office).faults
    assert {f.kind for f in missing} == {Kind.MISSING_DOCUMENT}
    assert missing[0].where == "position 5 (deliberation/2026-014#1)"


def test_a_register_without_its_triggers_is_not_sound(office: Office) -> None:
    name = "log_no_update"
    if office.register.engine.dialect.name == "postgresql":
        name = "log_append_only"
    with office.register.engine.begin() as connection:
        on = " ON log" if connection.dialect.name == "postgresql" else ""
        connection.execute(text(f"DROP TRIGGER {name}{on}"))

    assert faults(office) == {(Kind.UNGUARDED, f"déclencheur {name}")}


@pytest.mark.parametrize(
    ("statement", "table"),
    [
        ("UPDATE status SET stage = 'adopted' WHERE number = '2026-014'", "status"),
        ("DELETE FROM journal WHERE number = '2026-014'", "journal"),
        ("DELETE FROM deadlines WHERE number = '2026-015'", "deadlines"),
        ("UPDATE journal SET number = '2099-001' WHERE number = '2026-014'", "journal"),
    ],
)
def test_a_tampered_read_model_differs_from_a_rebuild(
    office: Office, statement: str, table: str
) -> None:
    with office.register.engine.begin() as connection:
        connection.execute(text(statement))

    result = verify(office)

    assert result.whole
    assert not result.up_to_date
    assert result.read_models
    assert {difference.table for difference in result.read_models.differences} == {table}
