"""The drawing program of the editor in a real browser, as tests talk to it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from engine.settings import ROOT

SOURCE = Path(__file__).with_suffix(".js")
FRONTEND = ROOT / "web" / "frontend"
LONGEST_STEP_S = 300


def bundled_program(folder: Path) -> Path:
    """One script with all in it, made of the packages that the lock file of the front end names.

    folder: empty; the packages are laid out in it.
    """
    for name in ("package.json", "package-lock.json"):
        shutil.copy(FRONTEND / name, folder)
    _run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], folder)
    source, target = shutil.copy(SOURCE, folder), folder / "bundle.js"
    bundler = folder / "node_modules" / "esbuild" / "bin" / "esbuild"
    _run(["node", str(bundler), str(source), "--bundle", f"--outfile={target}"], folder)
    return target


def _run(command: list[str], folder: Path) -> None:
    """npm is a script that looks for node on the PATH; both may lie in the environment of Python."""
    path = os.pathsep.join((str(Path(sys.prefix) / "bin"), os.environ.get("PATH", "")))
    program = shutil.which(command[0], path=path)
    assert program is not None, f"{command[0]} is missing"
    subprocess.run(
        [program, *command[1:]],
        cwd=folder,
        env={**os.environ, "PATH": path},
        check=True,
        capture_output=True,
        timeout=LONGEST_STEP_S,
    )


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """A model that is open in the browser. baseline: what would be saved although nothing was edited."""

    page: Page
    baseline: bytes
    warnings: tuple[str, ...]

    def saved(self) -> bytes:
        text: str = self.page.evaluate("drawing.saved()")
        return text.encode()

    def make(self, edit: str, *arguments: object) -> Any:
        """One of the edits of drawing_program.js."""
        return self.page.evaluate(f"given => drawing.{edit}(...given)", list(arguments))


def opened(page: Page, text: str) -> Drawing:
    """text: a model as the browser receives it."""
    found = page.evaluate("text => drawing.open(text)", text)
    return Drawing(page=page, baseline=found["xml"].encode(), warnings=tuple(found["warnings"]))
