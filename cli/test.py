"""test: lint, types and every test, from a fresh machine on."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import click

from cli.front_end import build_front_end
from engine.settings import ROOT
from web.languages import compile_catalogues

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def test(arguments: tuple[str, ...]) -> None:
    """Run lint, types and every test; with pytest ARGUMENTS the tests alone."""
    complete = _browser_present()
    build_front_end()
    compile_catalogues()
    failed = [] if arguments else [name for name, command in CHECKS if not _passes(name, command)]
    chosen = arguments or ("-n", str(max(2, os.cpu_count() or 2)), "-q")
    if not _passes("tests", [sys.executable, "-m", "pytest", *chosen]):
        failed.append("tests")
    if not complete:
        failed.append("browser tests (no Chromium: sudo apt-get install -y chromium)")
    if failed:
        click.echo(f"failed: {', '.join(failed)}", err=True)
        sys.exit(1)


CHECKS = (
    ("lint", [sys.executable, "-m", "ruff", "check", "."]),
    ("format", [sys.executable, "-m", "ruff", "format", "--check", "."]),
    (
        "types",
        [
            sys.executable,
            "-m",
            "mypy",
            "engine",
            "workers",
            "forms",
            "people",
            "signing",
            "audit",
            "web",
            "cli",
        ],
    ),
)


def _passes(name: str, command: list[str]) -> bool:
    click.echo(f"== {name}")
    sys.stdout.flush()
    return subprocess.run(command, cwd=ROOT, check=False).returncode == 0  # noqa: S603 - our own tools


def _browser_present() -> bool:
    """Chromium is fetched by root; others are told the line that installs it."""
    if any(shutil.which(name) for name in BROWSERS):
        return True
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        click.echo(
            "Chromium is missing; the browser tests cannot run. Install it: sudo apt-get install -y chromium",
            err=True,
        )
        return False
    click.echo("== installing Chromium")
    for command in ([apt, "update"], [apt, "install", "-y", "--no-install-recommends", "chromium"]):
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL)  # noqa: S603 - apt
    return any(shutil.which(name) for name in BROWSERS)
