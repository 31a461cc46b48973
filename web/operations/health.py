"""GET /healthz: whether this node can serve."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, jsonify

from web.access import public
from web.platform import current_platform
from web.store import Schema, schema_state

SEEN_CURRENT = "ruqsat.schema_current"  # a schema does not grow old under a running node

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@public
def page() -> tuple[Response, int]:
    """200 while the database answers and has every table and column of this version, else 503."""
    known = bool(current_app.extensions.get(SEEN_CURRENT))
    schema = schema_state(current_platform().database, known_current=known)
    healthy = schema is Schema.CURRENT
    if healthy:
        current_app.extensions[SEEN_CURRENT] = True
    return jsonify(
        status="ok" if healthy else "unavailable", schema=schema
    ), 200 if healthy else 503
