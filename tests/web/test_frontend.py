"""The files of the front end: pinned, from nowhere in particular, and quiet on the network."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.translations import mixed_words

FRONTEND = Path(__file__).parents[2] / "web" / "frontend"
SOURCES = sorted(path for path in (FRONTEND / "src").rglob("*") if path.is_file())
PACKAGE = json.loads((FRONTEND / "package.json").read_text())
LOCK = (FRONTEND / "package-lock.json").read_text()
EDITOR = FRONTEND / "src" / "editor"
SUBSETS = ("cyrillic", "cyrillic-ext", "latin", "latin-ext")


def test_every_package_is_pinned_to_one_version() -> None:
    versions = {**PACKAGE["dependencies"], **PACKAGE["devDependencies"]}
    assert versions
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in versions.values())


def test_the_lock_file_names_no_registry() -> None:
    assert '"resolved"' not in LOCK
    assert "registry" not in LOCK


def test_every_locked_package_has_its_checksum() -> None:
    packages = json.loads(LOCK)["packages"]
    assert [name for name, about in packages.items() if name and "integrity" not in about] == []


def test_no_script_of_a_package_runs_and_no_host_is_recorded() -> None:
    settings = (FRONTEND / ".npmrc").read_text().splitlines()
    assert {"omit-lockfile-registry-resolved=true", "ignore-scripts=true"} <= set(settings)


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_no_source_calls_another_host(source: Path) -> None:
    assert re.search(r"https?://|url\([\"']?//", source.read_text()) is None


@pytest.mark.parametrize("weight", [400, 700])
@pytest.mark.parametrize("subset", SUBSETS)
def test_the_font_is_there_in_every_subset_that_kazakh_needs(subset: str, weight: int) -> None:
    fonts = (FRONTEND / "src" / "css" / "fonts.css").read_text()
    assert f"noto-sans-{subset}-{weight}-normal.woff2" in fonts


@pytest.mark.parametrize("letter", "ӘҒҚҢӨҰҮҺІәғқңөұүһі№₸«»—")
def test_every_kazakh_letter_lies_in_the_range_of_a_font(letter: str) -> None:
    fonts = (FRONTEND / "src" / "css" / "fonts.css").read_text()
    ranges = re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", fonts)
    assert any(int(low, 16) <= ord(letter) <= int(high or low, 16) for low, high in ranges)


@pytest.mark.parametrize("ending", [".woff", ".woff2", ".ttf", ".eot", ".svg"])
def test_the_build_has_a_loader_for_every_kind_of_font(ending: str) -> None:
    assert f'"{ending}": "file"' in (FRONTEND / "build.mjs").read_text()


def test_reduced_motion_and_print_have_their_rules() -> None:
    styles = "".join(path.read_text() for path in SOURCES if path.suffix == ".css")
    assert "prefers-reduced-motion: reduce" in styles
    assert "@media print" in styles
    assert "prefers-color-scheme: dark" in styles


# --- the editor


def editor_words(language: str) -> dict[str, str]:
    """The dictionary of a language by its English: one entry a line, as JSON writes it."""
    source = (EDITOR / "words" / f"{language}.js").read_text("utf-8")
    entries = re.findall(r'^  (".*": ".*"),$', source, flags=re.MULTILINE)
    assert source.count("\n") == len(entries) + 3  # nothing was overlooked
    words: dict[str, str] = json.loads("{" + ",".join(entries) + "}")
    assert len(words) == len(entries)  # nothing stands there twice
    return words


def test_both_languages_have_the_same_words() -> None:
    assert editor_words("kk").keys() == editor_words("ru").keys()


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_a_word_keeps_what_is_filled_in(language: str) -> None:
    filled = re.compile(r"(?<!\$)\{\w+\}")
    words = editor_words(language)
    assert [each for each in words if filled.findall(each) != filled.findall(words[each])] == []


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_no_word_is_empty_or_of_two_scripts(language: str) -> None:
    words = editor_words(language)
    assert [each for each, said in words.items() if not said.strip()] == []
    assert [each for each, said in words.items() if mixed_words(said)] == []


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_what_we_say_ourselves_has_a_word(language: str) -> None:
    sources = "".join(path.read_text("utf-8") for path in EDITOR.rglob("*.js"))
    said = set(re.findall(r'translate\("([^"]+)"', sources))
    assert len(said) > 20
    assert said - editor_words(language).keys() == set()


def test_no_rule_of_the_dialect_is_written_a_second_time() -> None:
    assert not [name for name in PACKAGE["dependencies"] if "lint" in name]


def test_the_editor_is_loaded_on_its_own_page_alone() -> None:
    templates = FRONTEND.parent / "templates"
    loading = [
        path.name for path in templates.rglob("*.html") if "editor.js" in path.read_text("utf-8")
    ]
    assert loading == ["editor.html"]


def test_the_mark_of_bpmn_io_is_nowhere_changed() -> None:
    """Source: the licence of bpmn.io."""
    assert [path.name for path in SOURCES if "powered-by" in path.read_text("utf-8")] == []


def test_the_licences_of_what_is_bundled_are_handed_on() -> None:
    build = (FRONTEND / "build.mjs").read_text("utf-8")
    assert 'legalComments: "linked"' in build
    assert "licenses.txt" in build
