"""Where words for people stand: catalogues, sentences of code and templates, wordings, forms, models."""

from __future__ import annotations

import ast
import importlib
import json
import pkgutil
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any
from xml.etree import ElementTree

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from engine.settings import ROOT

LANGUAGES = ("kk", "ru", "en")
CATALOGUES = ("kk", "ru")
"""English stands in the code."""

WEB = ROOT / "web"
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2.ext.babel_extract")]
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "lazy_ngettext": (1, 2),
}
Sentence = str | tuple[str, ...]  # one form, or singular and plural

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
CAMUNDA = "{http://camunda.org/schema/1.0/bpmn}"
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|\{[^{}]*\}|\$\w+|<[^<>]+>|&\w+;")
WORD = re.compile(r"\w+")
SCRIPTS = (re.compile("[A-Za-zÀ-ɏəɵ]"), re.compile("[\u0400-\u052f]"))


def sentences() -> dict[Sentence, str]:
    """Every sentence marked for translation, with the file where it was found."""
    found = extract_from_dir(
        WEB,
        METHODS,
        keywords=KEYWORDS,
        directory_filter=lambda path: Path(path).name not in ("frontend", "static"),
    )
    return {message: file for file, _, message, _, _ in found}


def source_of(language: str) -> str:
    return (WEB / "translations" / language / "LC_MESSAGES" / "messages.po").read_text("utf-8")


def catalogue(language: str) -> Catalog:
    return read_po(BytesIO(source_of(language).encode()), locale=language)


def written_ids(source: str) -> list[str]:
    """The sentences of a catalogue as often as they are written there."""
    entries = re.findall(r'^msgid ((?:"[^\n]*"\n)+)', source, flags=re.MULTILINE)
    return ["".join(ast.literal_eval(line) for line in entry.splitlines()) for entry in entries]


def variable_calls(path: Path) -> list[int]:
    """Lines on which something else than a sentence is handed to gettext: no extraction sees it."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in KEYWORDS
        and not isinstance(node.args[0], ast.Constant)
    ]


def modules(package: ModuleType) -> Iterator[ModuleType]:
    for each in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        yield importlib.import_module(each.name)


def wordings(module: ModuleType) -> dict[str, Mapping[str, str]]:
    """What a module's own constants say in three languages, by the place where it stands."""
    own = {
        target.id
        for node in ast.parse(Path(str(module.__file__)).read_text("utf-8")).body
        for target in _targets(node)
        if isinstance(target, ast.Name) and target.id.isupper()
    }
    found: dict[str, Mapping[str, str]] = {}
    for name in sorted(own):
        found |= _spoken(f"{module.__name__}.{name}", getattr(module, name))
    return found


def _targets(node: ast.stmt) -> list[ast.expr]:
    if isinstance(node, ast.AnnAssign):
        return [node.target]
    return node.targets if isinstance(node, ast.Assign) else []


def _spoken(place: str, value: Any) -> Iterator[tuple[str, Mapping[str, str]]]:
    if is_dataclass(value) and not isinstance(value, type):
        names = {each.name for each in fields(value)}
        inside = {name: getattr(value, name) for name in names}
        if set(LANGUAGES) <= names:
            yield place, inside
        else:
            yield from _within(place, inside.items())
    elif isinstance(value, Mapping):
        if "kk" in value:
            yield place, value
        else:
            yield from _within(place, value.items())
    elif isinstance(value, (tuple, list)):
        yield from _within(place, enumerate(value))


def _within(
    place: str, items: Iterable[tuple[Any, Any]]
) -> Iterator[tuple[str, Mapping[str, str]]]:
    for name, each in items:
        yield from _spoken(f"{place}[{name}]", each)


def file_texts(path: Path) -> dict[str, Mapping[str, str]]:
    """What a JSON file says in three languages."""
    return dict(_spoken(path.name, json.loads(path.read_text("utf-8"))))


def model_labels(path: Path) -> dict[str, Mapping[str, str]]:
    """Names of a model's elements, flows and lanes, by id; what bears no name is left out, messages too."""
    found: dict[str, Mapping[str, str]] = {}
    for node in ElementTree.parse(path).iter():
        if node.get("name") and node.tag.startswith(BPMN) and node.tag not in UNREAD:
            properties = node.iterfind(f"{BPMN}extensionElements/{CAMUNDA}properties/*")
            given = {each.get("name", ""): each.get("value", "") for each in properties}
            found[node.get("id", "")] = {
                "kk": node.get("name", ""),
                "ru": given.get("label.ru", ""),
                "en": given.get("label.en", ""),
            }
    return found


UNREAD = {f"{BPMN}{name}" for name in ("message", "signal", "error", "escalation", "participant")}
"""Their names are keys, or repeat that of the process."""


def mixed_words(text: str) -> list[str]:
    """Words with Latin letters among Cyrillic ones; what is filled in and what is markup is not looked at."""
    plain = PLACEHOLDER.sub(" ", text)
    return [word for word in WORD.findall(plain) if all(script.search(word) for script in SCRIPTS)]


def lacking(texts: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Place and language of each text that is missing or blank."""
    return [
        f"{place}: {language}"
        for place, words in texts.items()
        for language in LANGUAGES
        if not str(words.get(language) or "").strip()
    ]
