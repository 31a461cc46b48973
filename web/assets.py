"""The front end: building it once, and the addresses of what was built.

Built names change with the content, so that browsers may keep them for good.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import current_app, url_for

from engine.errors import EngineError

BUILT = "dist/"  # below web/static; the front end's build writes it with manifest.json
STAMP = "stamp.txt"
LONGEST_BUILD_S = 600


class AssetsFailed(EngineError):
    """The front end could not be built; `step` says where, `reason` what was said there."""

    def __init__(self, step: str, reason: str) -> None:
        super().__init__(f"front end, {step}: {reason}")
        self.step, self.reason = step, reason


def asset_url(name: str) -> str:
    """Address of a built file by the name of its source; where nothing is built the page stands without it.

    Needs an application or request context.
    """
    manifest = Path(current_app.static_folder or "") / BUILT / "manifest.json"
    changed = manifest.stat().st_mtime_ns if manifest.is_file() else 0
    return url_for("static", filename=BUILT + _built_names(manifest, changed).get(name, name))


asset = asset_url  # in templates: {{ asset('app.css') }}


def assets_built(root: Path) -> bool:
    """Whether `web/static/dist` was built from the sources as they are."""
    return _stamp_of(root / "web" / "static" / BUILT) == source_stamp(root / "web" / "frontend")


def build_assets(
    root: Path, *, npm: str, node: str, say: Callable[[str], None] = lambda _: None
) -> None:
    """Install the packages of `web/frontend` and build `web/static/dist`; at once where nothing has changed.

    root: the project; packages are laid out in its `var` and removed again, so that builds that start at
    the same time do not meet. npm, node: paths of the programs; say: hears what is begun. The old build stays
    until the new one is whole. Raises AssetsFailed.
    """
    if assets_built(root):
        return
    source, target = root / "web" / "frontend", root / "web" / "static" / BUILT
    stamp = source_stamp(source)
    (root / "var").mkdir(exist_ok=True)
    target.parent.mkdir(exist_ok=True)
    with (
        TemporaryDirectory(dir=root / "var", ignore_cleanup_errors=True) as folder,
        TemporaryDirectory(dir=target.parent, prefix="dist-", ignore_cleanup_errors=True) as output,
    ):
        bench, fresh = Path(folder) / "frontend", Path(output) / "dist"
        shutil.copytree(source, bench, ignore=shutil.ignore_patterns("node_modules"))
        say("Fetching the packages of the pages' styles and scripts (once) ...")
        _run("npm ci", [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], bench, node)
        say("Building styles and scripts ...")
        _run("build", [node, "build.mjs", str(fresh)], bench, node)
        (fresh / STAMP).write_text(stamp)
        _put_in_place(fresh, target, stamp)


def source_stamp(source: Path) -> str:
    """sha256 over all that the build reads: lock file, build script and sources, names and bytes."""
    digest = hashlib.sha256()
    files = [source / name for name in ("package.json", "package-lock.json", "build.mjs")]
    files += sorted(path for path in (source / "src").rglob("*") if path.is_file())
    for path in files:
        content = path.read_bytes()
        digest.update(f"{path.relative_to(source).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


@lru_cache(maxsize=4)
def _built_names(manifest: Path, changed: int) -> Mapping[str, str]:
    """Name of a source to name with its content hash; read again when the file has changed."""
    if not changed:
        return {}
    names: dict[str, str] = json.loads(manifest.read_text())
    return names


def _stamp_of(folder: Path) -> str | None:
    file = folder / STAMP
    return file.read_text() if file.is_file() else None


def _run(step: str, command: list[str], folder: Path, node: str) -> None:
    """npm is a script that looks for `node` on the PATH: the one we were given comes first."""
    path = os.pathsep.join((str(Path(node).absolute().parent), os.environ.get("PATH", "")))
    try:
        done = subprocess.run(  # noqa: S603  # the programs are the caller's, the arguments ours
            command,
            cwd=folder,
            env={**os.environ, "PATH": path},
            capture_output=True,
            text=True,
            timeout=LONGEST_BUILD_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise AssetsFailed(step, str(error)) from error
    if done.returncode != 0:
        raise AssetsFailed(step, _telling_lines(done.stderr or done.stdout))


def _put_in_place(fresh: Path, target: Path, stamp: str) -> None:
    """Another build of the same sources may have come first; then its result is as good as ours."""
    shutil.rmtree(target, ignore_errors=True)
    try:
        fresh.rename(target)
    except OSError as error:
        if _stamp_of(target) != stamp:
            raise AssetsFailed("build", str(error)) from error


def _telling_lines(output: str) -> str:
    """The first two lines that speak of an error; npm's last one only says where its log lies."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line.removeprefix("npm error ") for line in lines if "error" in line.lower()]
    return "; ".join(errors[:2] or lines[-1:]) or "it failed without a word"
