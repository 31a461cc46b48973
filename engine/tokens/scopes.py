"""Process variables, apart from the tokens: one mapping for the instance, and local ones for the elements that have them.

A local scope belongs to the id of a token: a round of a multi-instance, its surrounding (counts), an activity with mappings.
Reading: innermost scope first. Writing: the nearest scope that has the name, else the root (Camunda's `setVariable`).
A called process has a root of its own, under the token of the call activity.
Values are replaced, never changed in place, so that an older reference stays what it was.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Mapping

from engine.expression.values import Value

Held = dict[str, Value]


class Scopes:
    """The variables of one instance. `tokens`, where asked for, are ids from the innermost outwards.

    -n as the last of them is the root of what the token n calls: nothing beyond that is seen.
    written: names that have been written, for whoever looks at them; None while nobody wants to know.
    """

    __slots__ = ("called", "local", "root", "written")

    def __init__(self, root: Held, local: dict[int, Held] | None = None) -> None:
        self.root: Held = root
        self.local: dict[int, Held] = {} if local is None else local
        self.called: dict[int, Held] = {}
        self.written: set[str] | None = None

    def chain(self, tokens: Iterable[int]) -> list[Held]:
        """The scopes seen from there, innermost first; a root is the last."""
        local, scopes = self.local, []
        for token in tokens:
            if token < 0:
                scopes.append(self.called[-token])
                return scopes
            if token in local:
                scopes.append(local[token])
        scopes.append(self.root)
        return scopes

    def view(self, tokens: Iterable[int]) -> Mapping[str, object]:
        scopes = self.chain(tokens)
        return scopes[0] if len(scopes) == 1 else ChainMap(*scopes)

    def write(self, tokens: Iterable[int], values: Mapping[str, object]) -> None:
        scopes = self.chain(tokens)
        for name, value in values.items():
            nearest = next((scope for scope in scopes if name in scope), scopes[-1])
            nearest[name] = value
        if self.written is not None:
            self.written.update(values)

    def open(self, token: int, values: Mapping[str, object]) -> None:
        """Put values into the token's own scope, which they make if there is none."""
        self.local.setdefault(token, {}).update(values)

    def drop(self, token: int) -> None:
        self.local.pop(token, None)
        self.called.pop(token, None)
