"""The start page: what the service is, for whom, and where to go on."""

from __future__ import annotations

from flask import Blueprint, render_template

from web.access import public

blueprint = Blueprint("start", __name__)


@blueprint.get("/")
@public
def page() -> str:
    return render_template("start.html")
