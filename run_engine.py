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
LOCKS = ("requirements.txt", "requirements-dev.txt")


def main() -> None:
    if sys.version_info < (3, 11):
        leave(
            f"Ruqsat needs Python 3.11 or newer; this is {sys.version.split()[0]}. Start it with a newer python3."
        )
    try:
        prepare(LOCKS[1] if sys.argv[1:2] == ["test"] else LOCKS[0])
    except OSError as error:
        leave(
            f"The folder {ROOT} cannot be prepared: {error}. Make it writable, or copy it elsewhere."
        )
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    arguments = [str(PYTHON), "-m", "cli", *sys.argv[1:]]
    if WINDOWS:
        raise SystemExit(subprocess.run(arguments, env=environment, check=False).returncode)
    os.execve(PYTHON, arguments, environment)


def prepare(lock: str) -> None:
    """Install what is pinned, unless it is installed; a broken first run and a changed lock begin afresh."""
    installed = set(STAMP.read_text().split()) if STAMP.exists() and PYTHON.exists() else set()
    if not installed or not installed <= {fingerprint(name) for name in LOCKS}:
        installed = set()
        make_environment()
    if fingerprint(lock) not in installed:
        if not install(str(PYTHON), lock):
            leave("Nothing is lost: mend it and start again.")
        STAMP.write_text("\n".join([*installed, fingerprint(lock)]))


def install(python: str, lock: str) -> bool:
    """Exactly what the lock pins, resolving nothing: what is published later changes nothing. Speaks if it fails."""
    say(f"Installing what {lock} pins (once; needs the package index) ...")
    pip = [python, "-m", "pip", "--disable-pip-version-check"]
    exact = ["--quiet", "--no-deps", "--require-hashes", "--only-binary", ":all:"]
    for step, command in (
        ("could not be installed", ["install", *exact, "-r", str(ROOT / lock)]),
        ("is installed but does not fit together", ["check"]),
    ):
        done = subprocess.run([*pip, *command], check=False, capture_output=True, text=True)
        if done.returncode:
            say(f"{done.stdout}{done.stderr}\n{lock} {step}; the lines above say why.")
            return False
    return True


def make_environment() -> None:
    """A virtual environment; on Debian without python3-venv it is fetched first, by root, or asked for."""
    say("Making the environment in .venv ...")
    make = [sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)]
    if subprocess.run(make, check=False, capture_output=True).returncode == 0:
        return
    fetch = ["apt-get", "install", "-y", "python3-venv"]
    if getattr(os, "geteuid", lambda: 1)() == 0:
        say("Python's venv is missing: installing python3-venv with apt-get ...")
        subprocess.run(["apt-get", "update"], check=False, capture_output=True)
        subprocess.run(fetch, check=False, capture_output=True)
        result = subprocess.run(make, check=False, capture_output=True, text=True)
        if result.returncode == 0:
            return
        leave(
            f"No virtual environment could be made: {(result.stdout + result.stderr).strip()[-300:]}"
        )
    leave(f"Python's venv is missing or the folder is read-only. Run: sudo {' '.join(fetch)}")


def fingerprint(lock: str) -> str:
    content = (ROOT / lock).read_bytes() + sys.version.encode() + str(ROOT).encode()
    return lock + ":" + hashlib.sha256(content).hexdigest()


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def leave(sentence: str) -> None:
    say(sentence)
    raise SystemExit(1)


if __name__ == "__main__":
    main()
