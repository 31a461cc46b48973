"""`/openapi.json`: the interface in OpenAPI 3.1, made from the table of routes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flask import Blueprint, Response, current_app
from werkzeug.routing import Rule

from web.access import MACHINES, action_of, public
from web.rest.answers import answer

ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>")
REFUSALS = {
    "400": "The request cannot be used; the message names the field.",
    "401": "Nobody is signed in.",
    "403": "The roles of this account do not allow it.",
    "404": "What is addressed does not exist.",
    "501": "Something that was asked for is not offered.",
    "503": "The database is busy; Retry-After says when to ask again.",
}
ERROR = {
    "type": "object",
    "required": ["type", "message", "code"],
    "properties": {
        "type": {"type": "string"},
        "message": {"type": "string"},
        "code": {"type": ["integer", "null"]},
    },
}
SCHEMES = {
    "bearer": {"type": "http", "scheme": "bearer"},
    "basic": {"type": "http", "scheme": "basic"},
}

blueprint = Blueprint("openapi", __name__)


@blueprint.get("/openapi.json")
@public
def page() -> Response:
    """Whoever may use none of it may still read what there is."""
    return answer(
        {
            "openapi": "3.1.0",
            "info": {"title": "Ruqsat", "version": "1"},
            "paths": _paths(),
            "components": {"schemas": {"Error": ERROR}, "securitySchemes": SCHEMES},
            "security": [{name: []} for name in SCHEMES],
        }
    )


def _paths() -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = {}
    for rule in _rules():
        operations = found.setdefault(ARGUMENT.sub(r"{\1}", rule.rule), {})
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            operations[method.lower()] = _operation(rule, method)
    return found


def _rules() -> Iterator[Rule]:
    """Those that do something: the one that says what is not offered is none of them."""
    for rule in current_app.url_map.iter_rules():
        named = rule.endpoint.startswith(MACHINES)
        if named and action_of(current_app, rule.endpoint) is not None:
            yield rule


def _operation(rule: Rule, method: str) -> dict[str, object]:
    said = current_app.view_functions[rule.endpoint].__doc__
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    responses: dict[str, object] = {"2XX": {"description": "Done; 204 has no body."}}
    for status, why in REFUSALS.items():
        responses[status] = {"description": why, "content": content}
    return {
        "operationId": f"{method.lower()}_{rule.endpoint.replace('.', '_')}",
        "summary": (said or "").strip().partition("\n")[0],
        "parameters": [
            {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
            for name in ARGUMENT.findall(rule.rule)
        ],
        "responses": responses,
    }
