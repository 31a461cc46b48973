"""The environment that run_engine makes: exactly what is locked, quietly, whatever else the index offers."""

from __future__ import annotations

import hashlib
import sys
import zipfile
from pathlib import Path

import pytest

import run_engine

NOISY = """#!/bin/sh
echo "$@" >> "{log}"
echo "WARNING: nobody needs to read this" >&2
"""
UNFIT = """#!/bin/sh
case "$*" in *" check") echo "alpha 1.0 requires beta, which is not installed."; exit 1;; esac
"""


def wheel(index: Path, name: str, version: str, *, requires: str = "") -> str:
    """A distribution without content on the index; the line that locks it."""
    path = index / f"{name}-{version}-py3-none-any.whl"
    info = f"{name}-{version}.dist-info"
    about = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\nProvides-Extra: toml\n"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            f"{info}/METADATA", about + (f"Requires-Dist: {requires}\n" * bool(requires))
        )
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")
    return f"{name}=={version} --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


def program(path: Path, text: str) -> str:
    path.write_text(text)
    path.chmod(0o755)
    return str(path)


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An index of its own, from which pip installs into `site`."""
    folder = tmp_path / "index"
    folder.mkdir()
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    monkeypatch.setenv("PIP_TARGET", str(tmp_path / "site"))
    return folder


def installed(tmp_path: Path) -> list[str]:
    return sorted(path.name for path in (tmp_path / "site").glob("*.dist-info"))


def test_what_is_published_later_changes_nothing(index: Path, tmp_path: Path):
    lock = tmp_path / "lock.txt"
    lock.write_text(
        wheel(index, "alpha", "1.0", requires="beta[toml]>=1.0") + wheel(index, "beta", "1.0")
    )
    wheel(index, "beta", "1.1", requires="gamma")
    wheel(index, "alpha", "2.0")

    assert run_engine.install(sys.executable, str(lock))
    assert installed(tmp_path) == ["alpha-1.0.dist-info", "beta-1.0.dist-info"]


def test_other_bytes_than_those_locked_are_refused_and_pip_is_heard(
    index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    lock = tmp_path / "lock.txt"
    lock.write_text(wheel(index, "alpha", "1.0"))
    wheel(index, "alpha", "1.0", requires="beta")

    assert not run_engine.install(sys.executable, str(lock))
    said = capsys.readouterr().err
    assert "alpha" in said
    assert f"{lock} could not be installed; the lines above say why." in said


def test_pip_resolves_nothing_and_is_not_heard(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    log = tmp_path / "calls"
    python = program(tmp_path / "python", NOISY.format(log=log))

    assert run_engine.install(python, "requirements.txt")
    install, check = log.read_text().splitlines()
    assert "--no-deps --require-hashes --only-binary :all:" in install
    assert check.endswith(" check")
    assert capsys.readouterr().err.splitlines() == [
        "Installing what requirements.txt pins (once; needs the package index) ..."
    ]


def test_what_does_not_fit_together_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert not run_engine.install(program(tmp_path / "python", UNFIT), "requirements.txt")
    said = capsys.readouterr().err
    assert "alpha 1.0 requires beta" in said
    assert "requirements.txt is installed but does not fit together" in said


class Made:
    """Instead of an environment: what was made and installed, in order."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.steps: list[str] = []
        (folder / "python").touch()
        for name in run_engine.LOCKS:
            (folder / name).write_text(name)
        for name, value in (("ROOT", folder), ("STAMP", folder / "stamp")):
            monkeypatch.setattr(run_engine, name, value)
        monkeypatch.setattr(run_engine, "PYTHON", folder / "python")
        monkeypatch.setattr(run_engine, "make_environment", lambda: self.steps.append("made"))
        monkeypatch.setattr(run_engine, "install", self.install)

    def install(self, _python: str, lock: str) -> bool:
        self.steps.append(lock)
        return True


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Made:
    return Made(tmp_path, monkeypatch)


def test_the_second_start_installs_nothing(made: Made):
    run_engine.prepare("requirements.txt")
    run_engine.prepare("requirements.txt")

    assert made.steps == ["made", "requirements.txt"]


def test_the_tests_are_installed_beside_the_rest(made: Made):
    run_engine.prepare("requirements.txt")
    run_engine.prepare("requirements-dev.txt")
    run_engine.prepare("requirements.txt")

    assert made.steps == ["made", "requirements.txt", "requirements-dev.txt"]


def test_after_a_change_of_a_lock_nothing_of_the_old_one_stays(made: Made, tmp_path: Path):
    run_engine.prepare("requirements-dev.txt")
    (tmp_path / "requirements-dev.txt").write_text("newer")
    run_engine.prepare("requirements.txt")

    assert made.steps == ["made", "requirements-dev.txt", "made", "requirements.txt"]


def test_a_broken_first_start_begins_afresh(made: Made, monkeypatch: pytest.MonkeyPatch):
    with monkeypatch.context() as broken:
        broken.setattr(run_engine, "install", lambda _python, _lock: False)
        with pytest.raises(SystemExit):
            run_engine.prepare("requirements.txt")
    run_engine.prepare("requirements.txt")

    assert made.steps == ["made", "made", "requirements.txt"]
