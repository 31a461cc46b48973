"""Agreements that nobody has to remember: what may import what, where each library lives, how files are named."""

from __future__ import annotations

import ast
import re
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from engine.settings import ROOT

PACKAGES = {"engine", "workers", "forms", "people", "signing", "audit", "web", "cli"}
MAY_IMPORT = {
    "engine": set(),
    "forms": {"engine"},
    "people": {"engine"},
    "workers": {"engine", "people"},
    "signing": {"engine", "people"},
    "audit": {"engine", "people"},
    "web": PACKAGES - {"cli"},
    "cli": PACKAGES,
}
WEB_IN_CLI = {
    "cli/assembly.py": {"web.platform"},
    "cli/front_end.py": {"web.assets"},
    "cli/serve.py": {"web", "web.languages", "web.platform", "web.rest.parking"},
    "cli/test.py": {"web.languages"},
    "cli/demonstration/report.py": {"web.platform"},
    "cli/demonstration/signing.py": {"web.platform"},
    "cli/demonstration/stage.py": {"web.platform"},
    "cli/demonstration/telling.py": {"web.store"},
}
"""`web` and `cli` do not know each other, but for what puts both together, and the demonstration that acts as the pages do."""
ENGINE_FOR_FORMS = {
    "engine.expression",
    "engine.errors",
    "engine.identifiers",
    "engine.calendar",
    "engine.words",
}
HOMES = {
    "SpiffWorkflow": ("engine/tokens/*",),
    "lxml": ("engine/model/*", "engine/tokens/*", "engine/diagram/*", "audit/exports/*"),
    "apscheduler": ("engine/commands/timers.py",),
    "alembic": ("engine/storage/schema.py",),
    "flask": ("web/*",),
    "flask_babel": ("web/*",),
    "flask_wtf": ("web/*",),
    "sqlalchemy": (
        "engine/storage/*",
        "engine/commands/*",
        "engine/replay/verify.py",
        "*/tables.py",
        "*/store.py",
        "*_store.py",
        "workers/*",
        "audit/queries/*",
        "cli/*",
    ),
    "lark": ("engine/expression/*",),
    "cryptography": ("engine/storage/vault.py", "signing/*"),
    "rfc8785": ("engine/history/canonical.py",),
    "holidays": ("engine/calendar/days_off.py", "engine/calendar/working.py"),
    "jsonschema": ("forms/*",),
    "typst": ("workers/documents/*",),
    "segno": ("workers/documents/*",),
    "argon2": ("people/passwords.py",),
    "waitress": ("cli/serve.py",),
    "click": ("cli/*",),
    "rich": ("cli/*",),
}
ROOMS = (
    "words", "identifiers", "errors", "settings", "calendar", "expression", "diagram", "model", "history", "tokens",
    "step", "storage", "replay", "modelling", "rehearsal", "commands",
)  # fmt: skip
"""Of the engine, from the bottom up: a room imports those before it."""
MOST_ARROWS = 60
MODULES = sorted(
    path.relative_to(ROOT)
    for name in PACKAGES
    for path in (ROOT / name).rglob("*.py")
    if "node_modules" not in path.parts
)
OURS = {".".join(path.with_suffix("").parts).removesuffix(".__init__") for path in MODULES}
CLOCKS = {
    "perf_counter", "perf_counter_ns", "process_time", "process_time_ns", "thread_time", "monotonic",
    "monotonic_ns", "time_ns", "sleep", "wait_for_timeout", "timeit", "now", "utcnow", "today",
}  # fmt: skip
READ_A_CLOCK = {
    "tests/cli/test_user.py": {"now"},  # the command knows no other day than the machine's
    "tests/workers/notices/certificates.py": {"now"},  # valid on the machine's day
    "tests/web/audit/test_journey.py": {"wait_for_timeout"},  # nothing may happen meanwhile:
    "tests/web/models/test_editor_browser.py": {"wait_for_timeout"},  # slowness cannot fail these
}
"""Tests whose outcome does not depend on how fast the machine is, though they ask it for the time."""
TRACKED = (
    "*.py",
    "*.md",
    "*.txt",
    "*.in",
    "*.toml",
    "*.json",
    "*.mjs",
    "*.css",
    "*.js",
    "*.html",
    "*.bpmn",
    "*.po",
    "*.typ",
)
PYPI, NPM = "pypi", "npmjs"


@cache
def imported(path: Path) -> set[str]:
    """Dotted names that a module imports, those inside functions included, those for type checkers alone left out."""
    names: set[str] = set()
    for node in _live(ast.parse((ROOT / path).read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
    return names


def _live(node: ast.AST):
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            continue
        yield child
        yield from _live(child)


def test_a_module_imports_only_what_its_room_may():
    strays = {
        (str(path), name)
        for path in MODULES
        for name in {name.split(".")[0] for name in imported(path)} & PACKAGES
        if name not in MAY_IMPORT[path.parts[0]] | {path.parts[0]}
    }

    assert strays == set()


def test_a_command_knows_no_pages_but_where_it_is_said():
    found = {
        path.as_posix(): {name for name in imported(path) if name.split(".")[0] == "web"}
        for path in MODULES
        if path.parts[0] == "cli"
    }

    assert {path: names for path, names in found.items() if names} == WEB_IN_CLI


def test_forms_know_little_of_the_engine():
    strays = {
        (str(path), name)
        for path in MODULES
        if path.parts[0] == "forms"
        for name in imported(path)
        if name.startswith("engine") and ".".join(name.split(".")[:2]) not in ENGINE_FOR_FORMS
    }

    assert strays == set()


def test_each_library_stays_in_its_home():
    strays = {
        (str(path), library)
        for path in MODULES
        for library in {name.split(".")[0] for name in imported(path)} & set(HOMES)
        if not any(_within(path, home) for home in HOMES[library])
    }

    assert strays == set()


def test_rooms_of_the_engine_import_downwards():
    arrows = {
        (path.parts[1].removesuffix(".py"), target)
        for path in MODULES
        if path.parts[0] == "engine" and path.parts[1] != "__init__.py"
        for target in {
            module.split(".")[1] for module in bound(path) if module.startswith("engine.")
        }
    }
    between = {(room, target) for room, target in arrows if room != target}

    assert {room for room, _ in arrows} <= set(ROOMS), "a new room: say where it stands"
    upwards = {(room, to) for room, to in between if ROOMS.index(to) >= ROOMS.index(room)}
    assert upwards == set()
    assert len(between) <= MOST_ARROWS


def test_no_two_modules_import_each_other():
    """Not even for types alone."""
    TopologicalSorter({dotted(path): bound(path) - {dotted(path)} for path in MODULES}).prepare()


def test_every_room_and_file_of_the_engine_is_on_the_map():
    text = (ROOT / "docs" / "architecture.md").read_text()
    rows = dict(re.findall(r"^\| `engine/(\w+)(?:/|\.py)` \|(.*)\|$", text, re.M))
    missing = {
        path.as_posix()
        for path in MODULES
        if path.parts[0] == "engine" and path.name != "__init__.py" and len(path.parts) > 2
        if f"`{path.parts[2].removesuffix('.py')}`" not in rows.get(path.parts[1], "")
    }

    assert tuple(rows) == ROOMS
    assert missing == set(), "name it in docs/architecture.md"


def dotted(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


@cache
def bound(path: Path) -> set[str]:
    """Our modules that a module imports, wherever and for whatever."""
    names: set[str] = set()
    for node in ast.walk(ast.parse((ROOT / path).read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            full = {f"{node.module}.{alias.name}" for alias in node.names}
            names |= {name if name in OURS else node.module for name in full}
    return names & OURS


def _within(path: Path, home: str) -> bool:
    text = path.as_posix()
    if home.endswith("/*"):
        return text.startswith(home[:-1])
    return text == home or path.match(home)


def test_no_file_names_a_registry():
    hosts = re.compile(rf"(https?:)?//[\w.-]*({PYPI}|{PYPI[:2]}thonhosted|{NPM}|yarnpkg)\.\w+")
    found = [
        str(path.relative_to(ROOT))
        for path in tracked()
        if hosts.search(path.read_text(encoding="utf8", errors="ignore"))
    ]

    assert found == []


def tracked() -> list[Path]:
    """Text files of the project itself."""
    ignored = {
        ".venv",
        "node_modules",
        "var",
        "dist",
        ".git",
        ".mypy_cache",
        ".ruff_cache",
        ".pytest_cache",
        ".hypothesis",
    }
    return [
        path
        for pattern in TRACKED
        for path in ROOT.rglob(pattern)
        if not ignored & set(path.relative_to(ROOT).parts)
    ]


def test_no_test_depends_on_the_clock_of_the_wall():
    """Work is counted (tests/work.py) or measured by `bench`; another reader of a clock is named above."""
    suspect = re.compile(rf"\b(time\.time|{'|'.join(CLOCKS)})\b")
    found = {
        path.relative_to(ROOT).as_posix(): clocks_read(path.read_text())
        for path in (ROOT / "tests").rglob("*.py")
        if suspect.search(path.read_text())
    }

    assert {path: names for path, names in found.items() if names} == READ_A_CLOCK


@pytest.mark.parametrize(
    ("source", "read"),
    [
        ("time.time()", {"time"}),
        ("from time import perf_counter as clock", {"perf_counter"}),
        ("datetime.now(UTC)", {"now"}),
        ("page.wait_for_timeout(500)", {"wait_for_timeout"}),
        ("datetime.combine(day, time(9))\nservice.platform.clock()", set()),
    ],
)
def test_a_reader_of_a_clock_is_found(source, read):
    assert clocks_read(source) == read


def clocks_read(source: str) -> set[str]:
    """Names of clocks that a module imports or calls."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module == "time":
            names |= {alias.name for alias in node.names} & CLOCKS
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            names |= {node.func.attr} & CLOCKS
            if node.func.attr == "time" and ast.unparse(node.func) == "time.time":
                names.add("time")
    return names


def test_no_file_is_long():
    """p95 of the code stays under 300 lines; nothing is beyond it."""
    lengths = {str(path): len((ROOT / path).read_text().splitlines()) for path in MODULES}

    assert {path: length for path, length in lengths.items() if length > 300} == {}


def test_run_engine_needs_nothing_but_the_standard_library():
    text = (ROOT / "run_engine.py").read_text()
    names = {name.split(".")[0] for name in imported(Path("run_engine.py"))}

    assert names == {"hashlib", "os", "subprocess", "sys", "pathlib"}
    assert len(text.splitlines()) < 100


@pytest.mark.parametrize(
    "name", ["requirements.txt", "requirements-dev.txt", "requirements-node.txt"]
)
def test_every_requirement_is_pinned_and_hashed(name):
    lines = [
        line
        for line in (ROOT / name).read_text().splitlines()
        if line and not line.startswith((" ", "#"))
    ]

    assert lines
    assert all("==" in line and line.endswith("\\") for line in lines)
