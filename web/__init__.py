"""Pages of staff, applicants, analysts, auditors and administrators. `create_app` is the only way in."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, abort, request
from flask_wtf.csrf import CSRFProtect

from engine.calendar.typed import shown_day
from web.access import MACHINES, enforce, public, record_reads, refuse_unmarked
from web.blueprints import BLUEPRINTS
from web.compression import install_compression
from web.errors import install_errors
from web.frame import page_frame
from web.headers import harden
from web.languages import install_languages
from web.platform import EXTENSION, Platform
from web.rest.engines import default_engine
from web.rest.ids import InstanceUuid, RowUuid
from web.row_numbers import RowNumber

FORM_FIELDS_LIMIT = 1_000_000  # bytes of a form without its files


def refuse_nul() -> None:
    """No address and no form of ours holds NUL, and PostgreSQL stores none: 400."""
    sent = (request.path, *request.args.values(), *(v for _, v in request.form.items(multi=True)))
    if any("\0" in each for each in sent):
        abort(400)


def create_app(platform: Platform) -> Flask:
    """The pages over a platform. Raises RouteUnguarded where a route does not say who may use it."""
    app = Flask(__name__)
    app.config.update(_configuration(platform))
    app.extensions[EXTENSION] = platform
    install_compression(app)
    install_languages(app)
    install_errors(app)
    csrf = CSRFProtect(app)  # first: a change without its token is refused whoever sends it
    app.before_request(refuse_nul)
    app.before_request(enforce)
    app.after_request(record_reads)
    app.after_request(harden)
    app.context_processor(page_frame)
    app.add_template_filter(shown_day)
    public(app.view_functions["static"])
    app.url_map.converters["int"] = RowNumber
    app.url_map.converters |= {"row_uuid": RowUuid, "instance_uuid": InstanceUuid}
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    for endpoint, view in app.view_functions.items():
        if endpoint.startswith(MACHINES):
            csrf.exempt(view)  # no cookie counts there
    app.wsgi_app = default_engine(app.wsgi_app)  # type: ignore[assignment, method-assign]  # as Flask's manual says
    refuse_unmarked(app)
    return app


def _configuration(platform: Platform) -> dict[str, object]:
    settings = platform.settings
    return {
        "SECRET_KEY": settings.secret_key,
        "SESSION_COOKIE_NAME": "__Host-ruqsat" if settings.production else "ruqsat",
        "SESSION_COOKIE_SECURE": settings.production,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "MAX_CONTENT_LENGTH": settings.upload_limit + FORM_FIELDS_LIMIT,
        "MAX_FORM_MEMORY_SIZE": FORM_FIELDS_LIMIT,
        "TRUSTED_HOSTS": _trusted_hosts(platform),
        "WTF_CSRF_TIME_LIMIT": None,  # as long as the session: a form typed for two hours is not lost
    }


def _trusted_hosts(platform: Platform) -> list[str] | None:
    """In production the public name, and this machine's own, which health checks call."""
    if not platform.settings.production:
        return None
    return [urlsplit(platform.settings.public_url).hostname or "", "localhost", "127.0.0.1"]
