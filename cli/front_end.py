"""The front end of this checkout, built with the machine's Node or, where it has none, with one of the environment."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import click

from engine.settings import ROOT
from run_engine import install
from web.assets import AssetsFailed, assets_built, build_assets

OLDEST_NODE = 20
LOCK = "requirements-node.txt"


def build_front_end() -> None:
    """Styles, scripts and fonts, once; if that fails the pages stand without them, and it is said so."""
    if assets_built(ROOT):
        return
    try:
        npm, node = node_programs(os.environ.get("PATH", ""))
        build_assets(ROOT, npm=npm, node=node, say=_tell)
    except AssetsFailed as error:
        _tell(f"{error}. The pages work without their style; mend it and start again.")


def node_programs(search_path: str) -> tuple[str, str]:
    """npm and node: those of the search path if new enough, else the environment's, installed if need be.

    Raises AssetsFailed.
    """
    environment = str(Path(sys.executable).parent)
    found = _programs(search_path) or _programs(environment)
    if found is None and install(sys.executable, LOCK):
        found = _programs(environment)
    if found is None:
        raise AssetsFailed("Node", f"no Node {OLDEST_NODE} or newer, and {LOCK} gave none")
    return found


def _programs(search_path: str) -> tuple[str, str] | None:
    npm, node = (shutil.which(name, path=search_path) for name in ("npm", "node"))
    return (npm, node) if npm and node and _major_version(node) >= OLDEST_NODE else None


def _major_version(node: str) -> int:
    """20 for a program that answers `v20.11.1`; 0 for one that does not answer so."""
    try:
        said = subprocess.run([node, "--version"], check=False, capture_output=True, text=True)  # noqa: S603
    except OSError:
        return 0
    major = said.stdout.strip().removeprefix("v").partition(".")[0]
    return int(major) if major.isdecimal() else 0


def _tell(sentence: str) -> None:
    click.echo(sentence, err=True)
