"""Where sentences for analysts stand in the source, read without running it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from engine.expression.kinds import Kind
from engine.model.dialect import EventKind
from engine.model.xml_words import OF_PARSER, OF_SCHEMA
from engine.settings import ROOT

ROOMS = ("engine", "cli", "web", "audit", "workers", "people", "signing")
SPEAKERS = {"Finding", "Refused", "ExpressionFailed", "ExpressionInvalid", "_refuse", "_invalid"}
"""What is handed to these, and what is called a message, reaches analysts."""
SPOKEN = (
    *sorted((ROOT / "engine" / "model" / "rules").glob("*.py")),
    *sorted((ROOT / "engine" / "model" / "soundness").glob("*.py")),
    *sorted((ROOT / "engine" / "model" / "lowering").glob("*.py")),
    *sorted((ROOT / "engine" / "model" / "lowering" / "passes").glob("*.py")),
    *sorted((ROOT / "engine" / "expression").glob("*.py")),
    *(ROOT / "engine" / "model" / f"{name}.py" for name in ("intake", "schema", "definition")),
)
FORMULAS = {"{name}({arguments}): {reason}"}
"""The same in every language."""
_PROSE = re.compile(r"[A-Za-z]{2}")


def templates() -> dict[str, str]:
    """Everything that needs a translation, with the file where it was found."""
    words = {member.value: "engine" for kinds in (Kind, EventKind) for member in kinds}
    of_libraries = dict.fromkeys((*OF_SCHEMA, *OF_PARSER), "engine/model/xml_words.py")
    return words | of_libraries | {text: str(path) for path, text in _said() if text is not None}


def variable_templates() -> list[str]:
    """Files in which something else than a constant is handed to `said`: no translation could be looked for."""
    return [str(path) for path, text in _said() if text is None]


def _said() -> Iterator[tuple[Path, str | None]]:
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            for call in _calls(ast.parse(path.read_text("utf-8"))):
                if _called(call) == "said":
                    given = call.args[0]
                    constant = isinstance(given, ast.Constant) and isinstance(given.value, str)
                    text = str(given.value) if constant else None  # type: ignore[attr-defined]
                    yield path.relative_to(ROOT), text


def untold(source: str) -> list[str]:
    """Prose that a finding or an error is given as a plain string."""
    tree = ast.parse(source)
    spoken = [
        argument
        for call in _calls(tree)
        if _called(call) in SPEAKERS
        for argument in (*call.args, *(each.value for each in call.keywords))
    ]
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and "message" in map(ast.unparse, node.targets):
            spoken.append(node.value)
    return [ast.unparse(each) for argument in spoken for each in _plain(argument)]


def _plain(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Call):
        return
    if isinstance(node, ast.JoinedStr):
        constants = [part.value for part in node.values if isinstance(part, ast.Constant)]
        if any(_PROSE.search(str(text)) for text in constants):
            yield node
    elif isinstance(node, ast.Constant):
        if isinstance(node.value, str) and " " in node.value.strip():
            yield node
    else:
        for child in ast.iter_child_nodes(node):
            yield from _plain(child)


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def _called(call: ast.Call) -> str:
    return str(getattr(call.func, "id", None) or getattr(call.func, "attr", ""))


def placeholders(template: str) -> set[tuple[str, str, str]]:
    """Name, format and conversion of each."""
    return {
        (name, spec or "", conversion or "")
        for _, name, spec, conversion in Formatter().parse(template)
        if name is not None
    }
