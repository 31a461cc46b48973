"""Building the front end once, and the addresses of what was built. npm and node are played by small scripts."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask

from engine.errors import EngineError
from web.assets import AssetsFailed, asset_url, build_assets, source_stamp

NPM = '#!/bin/sh\necho "npm $*" >> "{log}"\n'
NODE = """#!/bin/sh
echo "node $1" >> "{log}"
mkdir -p "$2"
echo '{{"app.css": "app-1.css"}}' > "$2/manifest.json"
"""
BROKEN = "#!/bin/sh\necho first >&2\necho 'the last word' >&2\nexit 1\n"


@dataclass(frozen=True, kw_only=True)
class Workshop:
    """A project with a front end, and the programs that build it."""

    root: Path
    npm: Path
    node: Path
    log: Path

    @property
    def dist(self) -> Path:
        return self.root / "web" / "static" / "dist"

    def build(self) -> None:
        build_assets(self.root, npm=str(self.npm), node=str(self.node))

    def calls(self) -> list[str]:
        return self.log.read_text().splitlines() if self.log.exists() else []


def program(path: Path, text: str) -> Path:
    path.write_text(text)
    path.chmod(0o755)
    return path


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    frontend = tmp_path / "web" / "frontend"
    (frontend / "src" / "css").mkdir(parents=True)
    (tmp_path / "web" / "static").mkdir()
    for name in (
        "package.json",
        "package-lock.json",
        "build.mjs",
        "src/app.css",
        "src/css/theme.css",
    ):
        (frontend / name).write_text(name)
    log = tmp_path / "calls.txt"
    return Workshop(
        root=tmp_path,
        npm=program(tmp_path / "npm", NPM.format(log=log)),
        node=program(tmp_path / "node", NODE.format(log=log)),
        log=log,
    )


@pytest.fixture
def static(tmp_path: Path) -> Iterator[Path]:
    """The folder of built files of an application that is asked for addresses."""
    app = Flask("asked", static_folder=str(tmp_path), static_url_path="/static")
    with app.test_request_context():
        yield tmp_path / "dist"


def test_the_first_build_installs_and_bundles(workshop: Workshop) -> None:
    workshop.build()
    assert workshop.calls() == ["npm ci --ignore-scripts --no-audit --no-fund", "node build.mjs"]
    assert json.loads((workshop.dist / "manifest.json").read_text()) == {"app.css": "app-1.css"}


def test_a_second_call_runs_nothing(workshop: Workshop) -> None:
    workshop.build()
    workshop.build()
    assert len(workshop.calls()) == 2


@pytest.mark.parametrize(
    "name", ["package-lock.json", "build.mjs", "src/app.css", "src/css/theme.css"]
)
def test_a_change_of_a_source_builds_again(workshop: Workshop, name: str) -> None:
    workshop.build()
    (workshop.root / "web" / "frontend" / name).write_text("changed")
    workshop.build()
    assert len(workshop.calls()) == 4


def test_what_was_built_before_does_not_stay_beside_the_new(workshop: Workshop) -> None:
    workshop.dist.mkdir()
    (workshop.dist / "app-0.css").write_text("old")
    workshop.build()
    assert not (workshop.dist / "app-0.css").exists()


def test_nothing_but_the_build_is_left_behind(workshop: Workshop) -> None:
    workshop.build()
    assert [path.name for path in workshop.dist.parent.iterdir()] == ["dist"]
    assert list((workshop.root / "var").iterdir()) == []


def test_a_failed_build_leaves_nothing_behind(workshop: Workshop) -> None:
    program(workshop.node, NODE.format(log=workshop.log) + "exit 1\n")
    with pytest.raises(AssetsFailed):
        workshop.build()
    assert list(workshop.dist.parent.iterdir()) == []


def test_builds_that_start_at_the_same_time_do_not_meet(workshop: Workshop) -> None:
    program(workshop.npm, "#!/bin/sh\nmkdir node_modules && sleep 0.2\n")
    with ThreadPoolExecutor(4) as pool:
        for build in [pool.submit(workshop.build) for _ in range(4)]:
            build.result()
    assert (workshop.dist / "manifest.json").exists()


def test_packages_of_a_developer_are_not_copied(workshop: Workshop) -> None:
    (workshop.root / "web" / "frontend" / "node_modules").mkdir()
    program(workshop.npm, "#!/bin/sh\nmkdir node_modules\n")
    workshop.build()
    assert workshop.dist.exists()


@pytest.mark.parametrize(("broken", "step"), [("npm", "npm ci"), ("node", "build")])
def test_a_failure_says_the_step_and_the_last_line(
    workshop: Workshop, broken: str, step: str
) -> None:
    program(workshop.root / broken, BROKEN)
    with pytest.raises(AssetsFailed) as caught:
        workshop.build()
    assert (caught.value.step, caught.value.reason) == (step, "the last word")
    assert str(caught.value) == f"front end, {step}: the last word"
    assert isinstance(caught.value, EngineError)


def test_of_what_npm_says_the_cause_is_told_and_not_where_its_log_lies(workshop: Workshop) -> None:
    said = (
        "warn old",
        "error code E404",
        "error 404 no such package",
        "error A complete log: x.log",
    )
    echo = "".join(f"echo 'npm {line}' >&2\n" for line in said)
    program(workshop.npm, f"#!/bin/sh\n{echo}exit 1\n")
    with pytest.raises(AssetsFailed) as caught:
        workshop.build()
    assert caught.value.reason == "code E404; 404 no such package"


def test_a_silent_failure_is_told_as_such(workshop: Workshop) -> None:
    program(workshop.npm, "#!/bin/sh\nexit 3\n")
    with pytest.raises(AssetsFailed, match="it failed without a word"):
        workshop.build()


def test_a_missing_program_is_a_failure_of_its_step(workshop: Workshop) -> None:
    workshop.npm.unlink()
    with pytest.raises(AssetsFailed) as caught:
        workshop.build()
    assert caught.value.step == "npm ci"


def test_the_old_build_stays_when_the_new_one_fails(workshop: Workshop) -> None:
    workshop.build()
    (workshop.root / "web" / "frontend" / "src" / "app.css").write_text("changed")
    program(workshop.node, BROKEN)
    with pytest.raises(AssetsFailed):
        workshop.build()
    assert (workshop.dist / "manifest.json").exists()


def test_after_a_failure_the_next_call_tries_again(workshop: Workshop) -> None:
    good = workshop.npm.read_text()
    program(workshop.npm, BROKEN)
    with pytest.raises(AssetsFailed):
        workshop.build()
    program(workshop.npm, good)
    workshop.build()
    assert (workshop.dist / "manifest.json").exists()


def test_npm_finds_the_node_that_it_was_given(workshop: Workshop) -> None:
    program(workshop.npm, f'#!/bin/sh\ncommand -v node > "{workshop.log}"\n')
    program(workshop.node, '#!/bin/sh\nmkdir -p "$2"\n')
    workshop.build()
    assert workshop.calls() == [str(workshop.node)]


def test_the_stamp_tells_names_and_contents_apart(workshop: Workshop) -> None:
    source = workshop.root / "web" / "frontend"
    before = source_stamp(source)
    (source / "src" / "app.css").rename(source / "src" / "site.css")
    assert source_stamp(source) != before


def test_the_stamp_does_not_look_at_installed_packages(workshop: Workshop) -> None:
    source = workshop.root / "web" / "frontend"
    before = source_stamp(source)
    (source / "node_modules").mkdir()
    (source / "node_modules" / "pico.css").write_text("x")
    assert source_stamp(source) == before


def test_an_address_holds_the_hash_of_the_content(static: Path) -> None:
    static.mkdir()
    (static / "manifest.json").write_text('{"app.css": "app-AB12.css"}')
    assert asset_url("app.css") == "/static/dist/app-AB12.css"


def test_without_a_build_the_page_stands_unstyled(static: Path) -> None:
    assert asset_url("app.css") == "/static/dist/app.css"


def test_a_new_build_is_seen_without_a_restart(static: Path) -> None:
    static.mkdir()
    for number in (1, 2):
        manifest = static / "manifest.json"
        manifest.write_text(json.dumps({"app.css": f"app-{number}.css"}))
        stat = manifest.stat()
        os.utime(manifest, ns=(stat.st_atime_ns, stat.st_mtime_ns + number))
        assert asset_url("app.css") == f"/static/dist/app-{number}.css"
