"""An error of a command is one sentence with cause and remedy, no traceback, exit status not 0."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from cli import main
from tests.cli.conftest import MODEL

NOBODY_LISTENS = "postgresql+psycopg://ruqsat@127.0.0.1:1/ruqsat"


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Run the whole program, which must fail; what it says of it."""

    def program(*words: str) -> str:
        monkeypatch.setattr(sys, "argv", ["run_engine.py", *words])
        with pytest.raises(SystemExit) as left:
            main.run()
        assert left.value.code == 1
        return capfd.readouterr().err

    return program


@pytest.mark.parametrize(
    "words",
    [
        "work", "deploy {model}", "verify --all", "replay 1", "export 1 --to {folder}/case.zip",
        "export-log --format csv --to {folder}/log.csv", "figures --key externat", "instances show 1", "incidents list",
        "messages list", "calendar year 2026", "calendar set 2026-05-27 day-off --legal act", "user list", "office list",
        "db upgrade", "backup {folder}/copy", "restore {folder}/saved",
    ],
)  # fmt: skip
def test_a_database_that_is_away_is_one_sentence(
    words: str,
    typed: Callable[..., str],
    var: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("RUQSAT_DATABASE_URL", NOBODY_LISTENS)
    (tmp_path / "saved").write_bytes(b"PGDMP")

    said = typed(*words.format(model=MODEL, folder=tmp_path).split())

    assert said.startswith("the database is busy or does not answer (")
    assert "RUQSAT_DATABASE_URL" in said
    assert len(said.splitlines()) == 1


def test_a_database_that_is_busy_is_one_sentence(
    typed: Callable[..., str],
    run: Callable[..., Result],
    var: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("RUQSAT_BUSY_SECONDS", "0.01")
    other = sqlite3.connect(var / "ruqsat.sqlite")
    other.execute("BEGIN EXCLUSIVE")

    said = typed("calendar", "set", "2026-05-27", "day-off", "--legal", "act")

    other.close()
    assert said.startswith("the database is busy or does not answer (database is locked)")
    assert len(said.splitlines()) == 1


def test_a_file_that_cannot_be_written_is_one_sentence(
    typed: Callable[..., str], run: Callable[..., Result], tmp_path: Path
) -> None:
    said = typed("backup", str(tmp_path / "nowhere" / "copy"))

    assert said == f"No such file or directory: {tmp_path}/nowhere/copy.part\n"
