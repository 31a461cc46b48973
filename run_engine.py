"""Ruqsat's one way in: finds or makes the environment, then hands over to `cli`. Standard library only."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
STAMP = ENVIRONMENT / "installed.txt"
WINDOWS = os.name == "nt"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if WINDOWS else "bin/python")


def main() -> None:
    if sys.version_info < (3, 11):
        leave(
            f"Ruqsat needs Python 3.11 or newer; this is {sys.version.split()[0]}. Start it with a newer python3."
        )
    testing = sys.argv[1:2] == ["test"]
    try:
        prepare("requirements-dev.txt" if testing else "requirements.txt")
    except OSError as error:
        leave(
            f"The folder {ROOT} cannot be prepared: {error}. Make it writable, or copy it elsewhere."
        )
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    arguments = [str(PYTHON), "-m", "cli", *sys.argv[1:]]
    if WINDOWS:
        raise SystemExit(subprocess.run(arguments, env=environment, check=False).returncode)
    os.execve(PYTHON, arguments, environment)


def prepare(requirements: str) -> None:
    """Install what is pinned, unless it is installed; a broken first run repairs itself."""
    wanted = fingerprint(requirements)
    installed = STAMP.read_text().split() if STAMP.exists() and PYTHON.exists() else []
    if wanted in installed:
        return
    if not PYTHON.exists():
        make_environment()
    say(f"Installing what {requirements} pins (once; needs the package index) ...")
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    result = subprocess.run(
        [*pip, "--require-hashes", "--only-binary", ":all:", "-r", str(ROOT / requirements)],
        check=False,
    )
    if result.returncode:
        leave(
            f"{requirements} could not be installed; see the lines above. Nothing is lost: start again."
        )
    STAMP.write_text("\n".join([*installed, wanted]))


def make_environment() -> None:
    """A virtual environment; on Debian without python3-venv it is fetched first, by root, or asked for."""
    say("Making the environment in .venv ...")
    make = [sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)]
    if subprocess.run(make, check=False, capture_output=True).returncode == 0:
        return
    fetch = ["apt-get", "install", "-y", "python3-venv"]
    if getattr(os, "geteuid", lambda: 1)() == 0:
        subprocess.run(["apt-get", "update"], check=False, capture_output=True)
        subprocess.run(fetch, check=False, capture_output=True)
        result = subprocess.run(make, check=False, capture_output=True, text=True)
        if result.returncode == 0:
            return
        leave(
            f"No virtual environment could be made: {(result.stdout + result.stderr).strip()[-300:]}"
        )
    leave(f"Python's venv is missing or the folder is read-only. Run: sudo {' '.join(fetch)}")


def fingerprint(requirements: str) -> str:
    content = (ROOT / requirements).read_bytes() + sys.version.encode() + str(ROOT).encode()
    return requirements + ":" + hashlib.sha256(content).hexdigest()


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def leave(sentence: str) -> None:
    say(sentence)
    raise SystemExit(1)


if __name__ == "__main__":
    main()
