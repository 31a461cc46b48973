"""Every route of an app with an address to call it by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter, Rule, UUIDConverter

from people.roles import Role
from tests.web.written_cases import WrittenCase
from web.access import MACHINES, MARK
from web.rest.ids import RowUuid
from web.subjects import LOADERS

FILLED: Mapping[str, Any] = {"code": "ru"}  # arguments that must be something in particular


@dataclass(frozen=True, kw_only=True)
class Route:
    method: str
    endpoint: str
    path: str
    names_case: bool

    @property
    def is_for_machines(self) -> bool:
        return self.endpoint.startswith(MACHINES)

    @property
    def key(self) -> str:
        return f"{self.method} {self.endpoint}"


def routes(app: Flask, case: WrittenCase) -> Iterator[Route]:
    """Each method of each rule once; what the address names is the given case."""
    named: dict[str, Any] = {
        "instance_id": case.instance_id,
        "user_task_id": case.tasks[Role.SPECIALIST],
        "document_id": case.published_id,
    }
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        values = {name: _value(rule, name, named) for name in rule.arguments}
        path = adapter.build(rule.endpoint, values)
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield Route(
                method=method,
                endpoint=rule.endpoint,
                path=path,
                names_case=bool(rule.arguments & LOADERS.keys()),
            )


def hollow(app: Flask) -> None:
    """Put an empty view with the same mark in the place of each: what is left is enforcement."""
    for endpoint, view in app.view_functions.items():
        app.view_functions[endpoint] = _hollow_view(view)


def _hollow_view(view: Any) -> Any:
    def answer(**_arguments: Any) -> str:
        return "through"

    answer.__dict__[MARK] = view.__dict__[MARK]
    return answer


def _value(rule: Rule, name: str, named: Mapping[str, Any]) -> Any:
    if name in named or name in FILLED:
        return named[name] if name in named else FILLED[name]
    converter = rule._converters[name]
    if isinstance(converter, IntegerConverter | RowUuid):
        return 1
    return "0" * 32 if isinstance(converter, UUIDConverter) else "x"
