"""``scripts/load``: what it is not given rightly is said, and nothing is made."""

from pathlib import Path
from random import SystemRandom

import pytest

from adapters.clock import SystemClock
from adapters.exports.snapshot import rows, snapshot
from adapters.load.command import founded, load, main
from adapters.office import Office
from adapters.register.register import SECRET


def told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    monkeypatch.setattr("sys.argv", ["scripts/load", *words])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 2
    return capsys.readouterr().err


def chain(office: Office) -> list[tuple[str, bytes]]:
    """What an entry is to a proof: its leaf, which holds ids, instants and the salted payload."""
    with snapshot(office.register.engine) as connection:
        return [(row.event_id, row.leaf_hash) for row in rows(connection)]


def drawn(url: str, seed: int) -> list[tuple[str, bytes]]:
    office = founded(url, seed, durable=False)
    load(office, 20, seed)
    found = chain(office)
    office.close()
    return found


def test_the_same_seed_draws_the_same_register_entry_for_entry(tmp_path: Path) -> None:
    one, again, other = (
        drawn(f"sqlite:///{tmp_path}/{n}.db", seed) for n, seed in enumerate((1, 1, 2))
    )

    assert len(one) > 150
    assert one == again
    assert not set(one) & set(other)


def test_ids_and_salts_are_drawn_for_a_load_alone(tmp_path: Path) -> None:
    """A register opened or founded in any other way has those of the system."""
    founded(f"sqlite:///{tmp_path}/load.db", 1).close()

    opened = Office.open(f"sqlite:///{tmp_path}/load.db", SystemClock())
    new = Office.found(f"sqlite:///{tmp_path}/new.db", SystemClock())

    assert opened.register.chance is new.register.chance is SECRET
    assert isinstance(SECRET, SystemRandom)


def test_bad_input_is_answered_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "load.db"
    url = f"sqlite:///{file}"

    assert "sqlite:///fichier.db" in told(monkeypatch, capsys, "--database", str(file))
    negative = ("--deliberations", "-3", "--database", url)
    assert "sans signe" in told(monkeypatch, capsys, *negative)
    assert not file.exists()

    monkeypatch.setattr("sys.argv", ["scripts/load", "--deliberations", "1", "--database", url])
    assert main() == 0
    assert "choisissez une autre adresse" in told(monkeypatch, capsys, "--database", url)
