"""The README and docs tell the truth: settings, links, commands, addresses and rooms are those of the code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from flask import Flask

from cli.main import COMMANDS, main
from engine.settings import ROOT, read_settings
from tests.translations import CATALOGUES, catalogue
from web.blueprints import BLUEPRINTS
from web.rest.ids import InstanceUuid, RowUuid

PAGES = [
    ROOT / "README.md",
    ROOT / "CHANGELOG.md",
    ROOT / "bpmn" / "README.md",
    *sorted((ROOT / "docs").glob("*.md")),
]
README = PAGES[0].read_text()
START = "python3 run_engine.py "
ROOMS = "engine|workers|forms|people|signing|web|cli|audit|tests|bpmn|docs|migrations"
BUILT = {"web/static/dist"}
MADE_UP = {"ТЕСТ", "серик айг", "?"}
"""Marked as a word of the pages, but printed on papers, typed, or a key."""

GUIDES = ("staff", "analysts", "operations", "calendar")  # what is bold there stands on a page
each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


def test_every_setting_stands_in_the_readme_and_no_other():
    assert set(re.findall(r"RUQSAT_[A-Z_]+", README)) == settings()


def test_defaults_of_the_readme_are_those_of_the_code(tmp_path: Path):
    """Of the settings whose default is a word or a number."""
    row = r"^\| `RUQSAT_([A-Z_]+)` \|.*\| `?([\w.:/]*[\w.])`? \|$"
    told = {name: text for name, text in re.findall(row, README, re.MULTILINE) if text != "none"}
    defaults = read_settings({}, root=tmp_path)
    known = {name: str(getattr(defaults, name.lower())).removesuffix(".0") for name in told}

    assert known == told
    assert len(told) >= 8


@each_page
def test_settings_that_are_named_exist(page: Path):
    assert set(re.findall(r"RUQSAT_[A-Z_]+", page.read_text())) <= settings()


@each_page
def test_links_lead_somewhere(page: Path):
    targets = re.findall(r"\]\(([^)#:]+?)(?:#[^)]*)?\)", page.read_text())
    missing = [target for target in targets if not (page.parent / target).exists()]

    assert missing == []


@each_page
def test_commands_that_are_named_exist(page: Path):
    named = set(re.findall(r"run_engine\.py ([a-z][a-z-]*)", page.read_text()))

    assert named <= set(COMMANDS)


@each_page
def test_commands_take_what_is_typed(page: Path):
    """Also where only the command stands there, without the program."""
    typed = [code.removeprefix(START).split() for code in codes(page)]
    wrong = [words for words in typed if words and words[0] in COMMANDS and unknown(words)]

    assert wrong == []


@each_page
def test_addresses_that_are_named_exist(page: Path):
    assert set(re.findall(r"\b(?:GET|POST) (/[^\s`]*)", page.read_text())) <= addresses()


@each_page
def test_rooms_and_files_that_are_named_are_there(page: Path):
    """What stands in <angles> or CAPITALS is any of its kind."""
    paths = {
        code.rstrip("/") for code in codes(page) if re.fullmatch(rf"(?:{ROOMS})/[\w/.<>-]*", code)
    }
    anything = {path: re.sub(r"<\w+>|\b[A-Z]+\b(?!\.md)", "*", path) for path in paths - BUILT}

    assert [path for path, any_of in anything.items() if not [*ROOT.glob(any_of)]] == []


@pytest.mark.parametrize("guide", GUIDES)
def test_words_of_the_pages_stand_there(guide: str):
    """In «marks» or bold; a translation follows in brackets."""
    text = " ".join((ROOT / "docs" / f"{guide}.md").read_text().split())
    marked = re.findall(r"«([^«»]+)»|\*\*([^*]+)\*\*", text)
    named = {each for pair in marked for each in re.split(r" \(|\)", "".join(pair)) if each}

    assert named - shown() - MADE_UP == set()


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "test"])  # that is pytest's
def test_every_command_has_help(name):
    result = CliRunner().invoke(main, [name, "--help"])

    assert (result.exit_code, "Usage" in result.output) == (0, True)


def settings() -> set[str]:
    source = (ROOT / "engine" / "settings.py").read_text()
    return {f"RUQSAT_{name}" for name in re.findall(r"(?:value|number)\(\s*\"([A-Z_]+)\"", source)}


@cache
def addresses() -> set[str]:
    app = Flask("addresses", static_folder=None)
    app.url_map.converters |= {"row_uuid": RowUuid, "instance_uuid": InstanceUuid}
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return {rule.rule for rule in app.url_map.iter_rules()}


@cache
def shown() -> set[str]:
    """Every sentence of the pages, in each language."""
    entries = [each for language in CATALOGUES for each in catalogue(language)]
    return {str(text) for each in entries for text in (each.id, each.string)}


def codes(page: Path) -> Iterator[str]:
    """Each line of a block of code, and each piece of code in the text."""
    text = page.read_text()
    for block in re.findall(r"```\w*\n(.*?)```", text, re.DOTALL):
        yield from (line.partition(" #")[0].strip() for line in block.splitlines())
    yield from re.findall(r"`([^`]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))


def unknown(words: list[str]) -> set[str]:
    """Of a command's words the sub-commands and options that there are none of."""
    command = main.get_command(click.Context(main), words[0])
    assert command is not None
    commands = [command]
    if isinstance(command, click.Group) and words[1:]:
        named = words[1].split("|")
        if missing := set(named) - set(command.commands):
            return missing
        commands = [command.commands[each] for each in named]
    options = {word.strip("[]") for word in words if word.lstrip("[").startswith("--")}
    return options - set.intersection(
        *({option for each in command.params for option in each.opts} for command in commands)
    )
