"""Commands as a person types them, on a database of their own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli.assembly import assembled
from cli.deploy import deploy_file
from cli.main import main
from engine.settings import ROOT, read_settings
from engine.storage.database import Database
from engine.storage.schema import upgrade_schema
from tests.conftest import NOW, settle

MODEL = ROOT / "bpmn" / "externat.bpmn"


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file that all migrations have made; what they do is looked at in tests/test_migrations.py."""
    file = tmp_path_factory.mktemp("migrated") / "ruqsat.sqlite"
    database = Database(f"sqlite:///{file}")
    upgrade_schema(database)
    settle(database)
    return file


@pytest.fixture(scope="session")
def with_model(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with the service deployed."""
    file = Path(shutil.copy(migrated, tmp_path_factory.mktemp("deployed") / "ruqsat.sqlite"))
    settings = read_settings({"RUQSAT_DATABASE_URL": f"sqlite:///{file}"}, root=file.parent)
    with assembled(settings) as platform:
        deploy_file(platform.runtime, MODEL, actor="arman", now=NOW)
        settle(platform.database)
    return file


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where commands find and put everything; it is not there yet."""
    for name in [name for name in os.environ if name.startswith("RUQSAT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("RUQSAT_VAR_DIR", str(tmp_path / "var"))
    return tmp_path / "var"


@pytest.fixture
def run(var: Path, migrated: Path) -> Callable[..., Result]:
    """Run a command on a database without rows; what it prints and how it ends."""
    var.mkdir()
    shutil.copy(migrated, var / migrated.name)

    def command(*arguments: str | Path, typed: str | None = None) -> Result:
        given = [str(argument) for argument in arguments]
        return CliRunner().invoke(main, given, input=typed, catch_exceptions=False)

    return command
