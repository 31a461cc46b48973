"""Node for the front end: the machine's, if new enough, else the one that the environment has or gets."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from cli import front_end
from engine.settings import ROOT
from web.assets import AssetsFailed, build_assets


def node_in(folder: Path, version: str) -> str:
    """A folder with an npm and a node that knows its version."""
    folder.mkdir(exist_ok=True)
    for name in ("node", "npm"):
        (folder / name).write_text(f"#!/bin/sh\necho {version}\n")
        (folder / name).chmod(0o755)
    return str(folder)


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The programs of an environment without Node, into which requirements-node.txt brings one."""
    folder = tmp_path / "environment"
    folder.mkdir()

    def install(python: str, lock: str) -> bool:
        assert (python, lock) == (str(folder / "python"), "requirements-node.txt")
        node_in(folder, "v24.1.0")
        return True

    monkeypatch.setattr(sys, "executable", str(folder / "python"))
    monkeypatch.setattr(front_end, "install", install)
    return folder


@pytest.mark.parametrize("version", ["v20.0.0", "v24.19.0", "v100.1.0"])
def test_the_machine_s_own_node_is_taken(environment: Path, tmp_path: Path, version: str):
    own = node_in(tmp_path / "own", version)

    assert front_end.node_programs(own) == (f"{own}/npm", f"{own}/node")
    assert list(environment.iterdir()) == []


@pytest.mark.parametrize("version", ["v18.19.0", "v9.0.0", "", "whatever"])
def test_an_old_node_is_left_alone(environment: Path, tmp_path: Path, version: str):
    own = node_in(tmp_path / "own", version)

    assert front_end.node_programs(own) == (f"{environment}/npm", f"{environment}/node")


def test_what_is_in_the_environment_is_not_installed_again(
    environment: Path, monkeypatch: pytest.MonkeyPatch
):
    node_in(environment, "v24.1.0")
    monkeypatch.delattr(front_end, "install")

    assert front_end.node_programs("") == (f"{environment}/npm", f"{environment}/node")


def test_where_it_cannot_be_installed_it_is_said(
    environment: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(front_end, "install", lambda _python, _lock: False)

    with pytest.raises(AssetsFailed, match="no Node 20 or newer, and requirements-node"):
        front_end.node_programs("")


def test_the_pages_are_built_where_the_path_holds_python_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """The real build with the Node that requirements-node.txt brings."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python3").symlink_to(sys.executable)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    source = tmp_path / "web" / "frontend"
    shutil.copytree(
        ROOT / "web" / "frontend", source, ignore=shutil.ignore_patterns("node_modules")
    )
    (tmp_path / "web" / "static").mkdir()
    npm, node = front_end.node_programs(str(tmp_path / "bin"))
    steps: list[str] = []

    build_assets(tmp_path, npm=npm, node=node, say=steps.append)

    assert Path(node).parent == Path(sys.executable).parent
    assert len(steps) == 2
    assert list((tmp_path / "web" / "static" / "dist").glob("app-*.css"))
