"""The whole database in one file, at the terminal."""

from __future__ import annotations

import pytest


@pytest.fixture
def saved(run, tmp_path):
    run("user", "add", "saniya", "--surname", "Үлгі", "--name", "Сания", "--generate")
    run("backup", tmp_path / "copy")
    return tmp_path / "copy"


def test_a_copy_comes_back_into_an_empty_database(run, saved, tmp_path, monkeypatch):
    monkeypatch.setenv("RUQSAT_VAR_DIR", str(tmp_path / "elsewhere"))
    restored = run("restore", saved)

    assert restored.output.startswith("restored; ")
    assert run("user", "list").output.startswith("saniya ")


def test_a_file_that_is_missing_is_told(run, tmp_path):
    answered = run("restore", tmp_path / "nothing")

    assert (answered.exit_code, "does not exist" in answered.output) == (2, True)
