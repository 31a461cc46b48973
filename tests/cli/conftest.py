"""Commands as a person types them, on a database of their own."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli.main import main
from engine.settings import ROOT

MODEL = ROOT / "bpmn" / "externat.bpmn"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run a command; what it prints and how it ends."""
    for name in [name for name in os.environ if name.startswith("RUQSAT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("RUQSAT_VAR_DIR", str(tmp_path / "var"))

    def command(*arguments: str | Path, typed: str | None = None) -> Result:
        given = [str(argument) for argument in arguments]
        return CliRunner().invoke(main, given, input=typed, catch_exceptions=False)

    return command
