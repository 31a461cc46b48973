"""The locks are whole: what any locked distribution requires, on any supported machine, is locked beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution

import pytest
from packaging.markers import Marker, default_environment
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from engine.settings import ROOT

LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements-node.txt")
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
MACHINES = {
    "linux": {"os_name": "posix", "platform_system": "Linux", "platform_machine": "x86_64"},
    "darwin": {"os_name": "posix", "platform_system": "Darwin", "platform_machine": "arm64"},
    "win32": {"os_name": "nt", "platform_system": "Windows", "platform_machine": "AMD64"},
}
"""`sys_platform` to what else markers may ask of such a machine."""


@dataclass(frozen=True, kw_only=True)
class Pin:
    """One line of a lock."""

    name: str
    version: str
    extras: frozenset[str]
    marker: Marker | None

    def holds(self, machine: Mapping[str, str]) -> bool:
        return self.marker is None or self.marker.evaluate(dict(machine))


def pins(text: str) -> tuple[Pin, ...]:
    lines = [line for line in text.splitlines() if line and line[0].isalnum()]
    found = [Requirement(line.removesuffix("\\")) for line in lines]
    return tuple(
        Pin(
            name=canonicalize_name(one.name),
            version=str(one.specifier).removeprefix("=="),
            extras=frozenset(one.extras),
            marker=one.marker,
        )
        for one in found
    )


def machine(python: str, platform: str) -> dict[str, str]:
    """What markers may ask; `extra` is asked for each one apart."""
    return {
        **{name: str(value) for name, value in default_environment().items()},
        **MACHINES[platform],
        "sys_platform": platform,
        "python_version": python,
        "python_full_version": f"{python}.0",
    }


def unmet(locked: tuple[Pin, ...], on: Mapping[str, str]) -> list[str]:
    """Requirements of the distributions locked for this machine that its lock does not meet."""
    present = {pin.name: pin for pin in locked if pin.holds(on)}
    return [
        f"{pin.name} requires {wanted}"
        for pin in present.values()
        for wanted in requirements(pin, on)
        if not meets(present.get(canonicalize_name(wanted.name)), wanted)
    ]


def requirements(pin: Pin, on: Mapping[str, str]) -> Iterator[Requirement]:
    """What this distribution asks for on that machine, by itself and by the extras that are locked."""
    try:
        asked = distribution(pin.name).requires or []
    except PackageNotFoundError:
        assert not pin.holds(dict(default_environment())), f"{pin.name} is locked, not installed"
        asked = []  # for other machines only
    for text in asked:
        wanted = Requirement(text)
        if wanted.marker is None or any(
            wanted.marker.evaluate({**on, "extra": extra}) for extra in ("", *pin.extras)
        ):
            yield wanted


def meets(pin: Pin | None, wanted: Requirement) -> bool:
    return (
        pin is not None
        and wanted.specifier.contains(pin.version, prereleases=True)
        and wanted.extras <= pin.extras
    )


@pytest.mark.parametrize("platform", MACHINES)
@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("lock", LOCKS)
def test_every_requirement_of_what_is_locked_is_locked(lock: str, python: str, platform: str):
    assert unmet(pins((ROOT / lock).read_text()), machine(python, platform)) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_what_is_installed_is_what_is_locked(lock: str):
    here = dict(default_environment())
    locked = [pin for pin in pins((ROOT / lock).read_text()) if pin.holds(here)]

    assert [pin for pin in locked if distribution(pin.name).version != pin.version] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_distribution_runs_on_every_supported_python(lock: str):
    here = dict(default_environment())
    names = [pin.name for pin in pins((ROOT / lock).read_text()) if pin.holds(here)]
    ranges = {name: distribution(name).metadata.get("Requires-Python", "") for name in names}
    strays = [
        (name, wanted)
        for name, wanted in ranges.items()
        if not all(SpecifierSet(wanted).contains(f"{python}.0") for python in PYTHONS)
    ]

    assert strays == []


@pytest.mark.parametrize("lock", LOCKS)
def test_what_a_file_of_wishes_names_is_locked(lock: str):
    locked = {pin.name: pin for pin in pins((ROOT / lock).read_text())}
    lines = (ROOT / lock).with_suffix(".in").read_text().splitlines()
    wishes = [Requirement(line) for line in lines if line and not line.startswith("-r ")]

    assert [w for w in wishes if not meets(locked.get(canonicalize_name(w.name)), w)] == []


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-node.txt"])
def test_the_tests_run_on_the_versions_that_are_served(lock: str):
    assert set(pins((ROOT / lock).read_text())) <= set(
        pins((ROOT / "requirements-dev.txt").read_text())
    )


@pytest.mark.parametrize(
    ("cut", "missing"),
    [
        ("coverage[toml]", "pytest-cov requires coverage[toml]"),
        ("jinja2", "flask requires jinja2"),
        ("psycopg-binary", "psycopg requires psycopg-binary"),
    ],
)
def test_a_gap_is_found(cut: str, missing: str):
    lock = (ROOT / "requirements-dev.txt").read_text()
    bare = cut.partition("[")[0]
    broken = lock.replace(f"\n{cut}==", f"\n{bare}==" if bare != cut else "\n# ")

    assert broken != lock
    assert any(line.startswith(missing) for line in unmet(pins(broken), machine("3.12", "linux")))


def test_a_gap_on_another_machine_is_found():
    lock = (ROOT / "requirements-dev.txt").read_text().replace("\ncolorama==", "\n# ")

    assert unmet(pins(lock), machine("3.12", "linux")) == []
    assert [line[:24] for line in unmet(pins(lock), machine("3.12", "win32"))] == [
        "pytest requires colorama"
    ]
