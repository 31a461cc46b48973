"""Tree to closures, once for each expression; evaluating it later is calling a function.

A closure takes the scope and the functions at hand. The recorded variant is compiled apart, so that the plain one pays
nothing for it: there the scope is a `Recorder`, and each name or path read leaves a `Read` behind.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, cast

from lark import Token, Tree

from engine.expression import closures
from engine.expression.arithmetic import DIGITS, OPERATIONS
from engine.expression.closures import Run
from engine.expression.comparisons import COMPARISONS
from engine.expression.errors import ExpressionFailed, ExpressionInvalid
from engine.expression.functions import FUNCTIONS
from engine.expression.kinds import MAX_INTEGER
from engine.expression.parser import parse, strip_braces
from engine.expression.values import Variables
from engine.expression.work import counted
from engine.words import Sentence, said

MAX_DEPTH: Final = 50
MAX_NODES: Final = 300

_NOTHING: Variables = {}


@dataclass(frozen=True, kw_only=True)
class Part:
    """A compiled node. text: as it was written, for messages; constant: it reads nothing and calls nobody outside."""

    run: Run
    text: str
    constant: bool


class Compiler:
    """Compiles one expression; `names` and `functions` are complete afterwards."""

    def __init__(self, text: str, *, recorded: bool = False) -> None:
        self._written, self._bare = text, strip_braces(text)
        self._offset = text.index(self._bare) + 1
        self._recorded = recorded
        self._nodes = 0
        self.names: set[str] = set()
        self.functions: set[str] = set()

    def compile(self) -> Run:
        """Raises ExpressionInvalid."""
        with counted(None):  # what is constant is worked out here, once for all commands
            return self._part(parse(self._written), 1).run

    def _part(self, tree: Tree[Token], depth: int) -> Part:
        self._count(tree, depth)
        part = _BUILDERS[tree.data](self, tree, depth)
        return self._folded(part, tree) if part.constant and tree.data not in _LITERALS else part

    def _count(self, tree: Tree[Token], depth: int) -> None:
        self._nodes += 1
        if depth > MAX_DEPTH:
            raise self._invalid(tree, said("it is more than {most} levels deep", most=MAX_DEPTH))
        if self._nodes > MAX_NODES:
            raise self._invalid(tree, said("it has more than {most} parts", most=MAX_NODES))

    def _children(self, tree: Tree[Token], depth: int) -> list[Part]:
        return [self._part(child, depth + 1) for child in tree.children if isinstance(child, Tree)]

    def _literal(self, tree: Tree[Token], depth: int) -> Part:
        value = self._literal_value(tree)
        return Part(run=lambda scope, functions: value, text=self._source(tree), constant=True)

    def _literal_value(self, tree: Tree[Token]) -> object:
        word = str(tree.children[0])
        if tree.data == "text":
            return unicodedata.normalize("NFC", re.sub(r"\\(.)", r"\1", word[1:-1]))
        if tree.data != "number":
            return {"true": True, "false": False, "null": None}[word]
        if len(word) > DIGITS + 1 or ("." not in word and int(word) > MAX_INTEGER):
            raise self._invalid(
                tree,
                said(
                    "a number goes up to {most}, a decimal has at most {digits} digits",
                    most=MAX_INTEGER,
                    digits=DIGITS,
                ),
            )
        return Decimal(word) if "." in word else int(word)

    def _path(self, tree: Tree[Token], depth: int) -> Part:
        part = self._step(tree, depth)
        if self._recorded and not part.constant and _root(tree) is not None:
            return Part(run=closures.recorded(part.run, part.text), text=part.text, constant=False)
        return part

    def _step(self, tree: Tree[Token], depth: int) -> Part:
        if tree.data == "name":
            name = str(tree.children[0])
            self.names.add(name)
            return Part(run=closures.variable(name), text=name, constant=False)
        owner = cast("Tree[Token]", tree.children[0])
        # the path is recorded as a whole, so what leads to its end is not
        build = (
            self._inner_step if owner.data in _PATHS and _root(owner) is not None else self._part
        )
        base = build(owner, depth + 1)
        if tree.data == "field":
            field = str(tree.children[1])
            run = closures.field(base.run, field, base.text)
            return Part(run=run, text=f"{base.text}.{field}", constant=base.constant)
        key = self._part(cast("Tree[Token]", tree.children[1]), depth + 1)
        run = closures.item(base.run, key.run, base.text, key.text)
        return Part(
            run=run, text=f"{base.text}[{key.text}]", constant=base.constant and key.constant
        )

    def _inner_step(self, tree: Tree[Token], depth: int) -> Part:
        self._count(tree, depth)
        return self._step(tree, depth)

    def _logic(self, tree: Tree[Token], depth: int) -> Part:
        parts = self._children(tree, depth)
        build = closures.either if tree.data == "either" else closures.both
        return self._made(tree, build([(part.run, part.text) for part in parts]), parts)

    def _chain(self, tree: Tree[Token], depth: int) -> Part:
        parts = self._children(tree, depth)
        signs = [str(child) for child in tree.children if isinstance(child, Token)]
        ends = [_end(child) for child in tree.children if isinstance(child, Tree)]
        texts = [self._bare[tree.meta.start_pos : end] for end in ends]
        texts[0] = parts[0].text
        tables: Mapping[str, Callable[..., object]] = (
            OPERATIONS if tree.data in _SUMS else COMPARISONS
        )
        steps = [
            (tables[sign], part.run, text, part.text)
            for sign, part, text in zip(signs, parts[1:], texts, strict=False)
        ]
        return self._made(tree, closures.chain(parts[0].run, steps), parts)

    def _unary(self, tree: Tree[Token], depth: int) -> Part:
        parts = self._children(tree, depth)
        build = {
            "negation": closures.negation,
            "emptiness": closures.emptiness,
            "minus": closures.minus,
        }[tree.data]
        return self._made(tree, build(parts[0].run, parts[0].text), parts)

    def _choice(self, tree: Tree[Token], depth: int) -> Part:
        parts = self._children(tree, depth)
        condition, then, other = parts
        return self._made(
            tree, closures.choice(condition.run, condition.text, then.run, other.run), parts
        )

    def _list(self, tree: Tree[Token], depth: int) -> Part:
        parts = self._children(tree, depth)
        return self._made(tree, closures.items([part.run for part in parts]), parts)

    def _call(self, tree: Tree[Token], depth: int) -> Part:
        name = str(tree.children[0])
        parts = self._children(tree, depth)
        function = FUNCTIONS.get(name)
        if function is None:
            raise self._invalid(tree, said("there is no function {name}", name=name))
        if misfit := function.misfit(len(parts)):
            raise self._invalid(tree, misfit)
        self.functions.add(name)
        run = closures.call(function, [part.run for part in parts], [part.text for part in parts])
        made = self._made(tree, run, parts)
        return Part(run=run, text=made.text, constant=made.constant and function.call is not None)

    def _made(self, tree: Tree[Token], run: Run, parts: list[Part]) -> Part:
        return Part(run=run, text=self._source(tree), constant=all(part.constant for part in parts))

    def _folded(self, part: Part, tree: Tree[Token]) -> Part:
        try:
            value = part.run(_NOTHING, _NOTHING)
        except ExpressionFailed as failure:
            raise self._invalid(tree, failure.reason) from failure
        return Part(run=lambda scope, functions: value, text=part.text, constant=True)

    def _source(self, tree: Tree[Token]) -> str:
        return self._bare[tree.meta.start_pos : tree.meta.end_pos]

    def _invalid(self, tree: Tree[Token], reason: Sentence) -> ExpressionInvalid:
        return ExpressionInvalid(self._written, self._offset + tree.meta.start_pos, reason)


_PATHS: Final = frozenset({"name", "field", "item"})
_SUMS: Final = frozenset({"sum", "product"})
_LITERALS: Final = frozenset({"text", "number", "true", "false", "null"})
_BUILDERS: Final[Mapping[str, Callable[[Compiler, Tree[Token], int], Part]]] = {
    **dict.fromkeys(_LITERALS, Compiler._literal),
    **dict.fromkeys(_PATHS, Compiler._path),
    **dict.fromkeys(("either", "both"), Compiler._logic),
    **dict.fromkeys(("equality", "relation", "sum", "product"), Compiler._chain),
    **dict.fromkeys(("negation", "emptiness", "minus"), Compiler._unary),
    "choice": Compiler._choice,
    "list": Compiler._list,
    "call": Compiler._call,
}


def _root(tree: Tree[Token]) -> str | None:
    """The variable with which a path begins, if it begins with one."""
    while tree.data in ("field", "item"):
        tree = cast("Tree[Token]", tree.children[0])
    return str(tree.children[0]) if tree.data == "name" else None


def _end(tree: Tree[Token]) -> int:
    """Where a node ends, its parentheses included."""
    return int(getattr(tree.meta, "container_end_pos", tree.meta.end_pos))
