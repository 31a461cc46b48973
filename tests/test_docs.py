"""The README and docs tell the truth: settings, links, commands and rooms are those of the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli.main import COMMANDS, main
from engine.settings import ROOT

PAGES = [
    ROOT / "README.md",
    ROOT / "CHANGELOG.md",
    ROOT / "bpmn" / "README.md",
    *sorted((ROOT / "docs").glob("*.md")),
]
README = PAGES[0].read_text()
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text()


def test_every_setting_stands_in_the_readme_and_no_other():
    source = (ROOT / "engine" / "settings.py").read_text()
    read = {f"RUQSAT_{name}" for name in re.findall(r"(?:value|number)\(\s*\"([A-Z_]+)\"", source)}

    assert set(re.findall(r"RUQSAT_[A-Z_]+", README)) == read


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path):
    targets = re.findall(r"\]\(([^)#:]+?)(?:#[^)]*)?\)", page.read_text())
    missing = [target for target in targets if not (page.parent / target).exists()]

    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_that_are_named_exist(page: Path):
    named = set(re.findall(r"run_engine\.py ([a-z][a-z-]*)", page.read_text()))

    assert named <= set(COMMANDS) | {"test"}


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_has_help(name):
    result = CliRunner().invoke(main, [name, "--help"])

    assert result.exit_code == 0 or name == "test"
    assert "Usage" in result.output or name == "test"  # its --help is pytest's


@pytest.mark.parametrize(
    "room",
    sorted(
        set(
            re.findall(
                r"`((?:engine|workers|forms|people|signing|web|cli|audit)/[\w/.]*)`", ARCHITECTURE
            )
        )
    ),
)
def test_rooms_of_the_architecture_are_there(room):
    assert (ROOT / room).exists()
