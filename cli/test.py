"""test: lint, types and every test, from a fresh machine on."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import IO

import click

from cli.front_end import build_front_end
from engine.settings import ROOT
from web.languages import compile_catalogues

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
INSTALL_BROWSER = "sudo apt-get install -y chromium"
TYPED = ("engine", "workers", "forms", "people", "signing", "audit", "web", "cli")
CHECKS: Mapping[str, Sequence[str]] = {
    "lint": ("ruff", "check", "."),
    "format": ("ruff", "format", "--check", "."),
    "types": ("mypy", *TYPED),
}
QUICK_CHECKS = ("lint", "format")
QUICK_TESTS = ("engine", "forms", "people", "signing", "test_conventions.py", "test_docs.py")
LEFT_OUT = (
    "Left out: types; all tests of pages, commands, workers, audit, migrations, locks and stored histories; PostgreSQL and the"
    " browser; of a test with many cases all but the first. `test` alone runs everything."
)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is run: checks beside the tests, and pytest with these arguments."""

    checks: tuple[str, ...]
    pytest: tuple[str, ...]


def planned(arguments: tuple[str, ...], *, quick: bool, browser: bool) -> Plan:
    """With ARGUMENTS for pytest the tests alone. Where there is no browser its tests are not begun."""
    cores = ("-n", str(max(2, os.cpu_count() or 2)), "--dist", "loadfile", "-q")
    if quick:
        chosen = (*(f"tests/{part}" for part in QUICK_TESTS), "--first-case", *cores, *arguments)
        return Plan(checks=QUICK_CHECKS, pytest=chosen)
    without = () if browser or "-m" in arguments else ("-m", "not browser")
    if arguments:
        return Plan(checks=(), pytest=(*without, *arguments))
    return Plan(checks=tuple(CHECKS), pytest=(*cores, *without))


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.option("--quick", is_flag=True)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def test(arguments: tuple[str, ...], *, quick: bool) -> None:
    """Run lint, types and every test, or a QUICK part; with pytest ARGUMENTS the tests alone."""
    browser = quick or _browser_present()
    if not quick:
        build_front_end()
    compile_catalogues()
    plan = planned(arguments, quick=quick, browser=browser)
    with _begun(plan.checks) as checks:
        click.echo(f"== {', '.join([*plan.checks, 'tests'])}")
        sys.stdout.flush()
        passed = subprocess.run(_module("pytest", *plan.pytest), cwd=ROOT, check=False).returncode  # noqa: S603 - ours
        failed = [name for name, check in checks.items() if not check.passed(name)]
    failed += ["tests"] * (passed != 0)
    failed += [] if browser else [f"browser tests (no Chromium: {INSTALL_BROWSER})"]
    if quick:
        click.echo(LEFT_OUT)
    if failed:
        click.echo(f"failed: {', '.join(failed)}", err=True)
        sys.exit(1)


@dataclass(frozen=True, kw_only=True)
class Check:
    """A check that runs beside the tests; it is heard only if it fails."""

    process: subprocess.Popen[bytes]
    output: IO[bytes]

    def passed(self, name: str) -> bool:
        if self.process.wait() == 0:
            return True
        self.output.seek(0)
        click.echo(f"== {name}\n{self.output.read().decode()}")
        return False


@contextmanager
def _begun(names: Sequence[str]) -> Iterator[dict[str, Check]]:
    """Checks by name, ended at the latest when the block is left."""
    checks: dict[str, Check] = {}
    try:
        for name in names:
            output = TemporaryFile()  # noqa: SIM115 - closed below, with its process
            process = subprocess.Popen(  # noqa: S603 - our own tools
                _module(*CHECKS[name]), cwd=ROOT, stdout=output, stderr=subprocess.STDOUT
            )
            checks[name] = Check(process=process, output=output)
        yield checks
    finally:
        for check in checks.values():
            check.process.kill()
            check.process.wait()
            check.output.close()


def _module(*arguments: str) -> list[str]:
    return [sys.executable, "-m", *arguments]


def _browser_present() -> bool:
    """Chromium is fetched by root; others are told the line that installs it."""
    if any(shutil.which(name) for name in BROWSERS):
        return True
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        click.echo(
            f"Chromium is missing; its tests are left out. Install it: {INSTALL_BROWSER}", err=True
        )
        return False
    click.echo("Installing Chromium with apt-get ...", err=True)
    for command in ([apt, "update"], [apt, "install", "-y", "--no-install-recommends", "chromium"]):
        subprocess.run(command, check=False, capture_output=True)  # noqa: S603 - apt
    return any(shutil.which(name) for name in BROWSERS)
