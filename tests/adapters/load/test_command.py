"""``scripts/load``: what it is not given rightly is said, and nothing is made."""

from pathlib import Path

import pytest

from adapters.load.command import main


def told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    monkeypatch.setattr("sys.argv", ["scripts/load", *words])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 2
    return capsys.readouterr().err


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
