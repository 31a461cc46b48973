"""Headers of every answer. No page needs inline script, inline style or anything from elsewhere."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Response, request

from web.assets import BUILT
from web.platform import current_platform

POLICY: Mapping[str, str] = {
    "default-src": "'self'",
    "img-src": "'self' data:",
    "style-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "form-action": "'self'",
}
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in POLICY.items()),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # Flask-WTF compares the referrer of forms sent over HTTPS
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}
WITHIN = {"frame-ancestors": "'self'", "object-src": "'self'"}  # browsers show a PDF by an object
FRAMED: Mapping[str, str] = {
    "Content-Security-Policy": "; ".join(
        f"{name} {value}" for name, value in {**POLICY, **WITHIN}.items()
    ),
    "X-Frame-Options": "SAMEORIGIN",
}
"""Of a document that a page of ours shows within itself."""
ONE_YEAR = 31_536_000  # seconds


def harden(response: Response) -> Response:
    """After every request: the headers, and nothing of a page left in caches of shared machines."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if current_platform().settings.production:
        response.headers.setdefault("Strict-Transport-Security", f"max-age={ONE_YEAR}")
    response.headers["Cache-Control"] = _caching()
    return response


def _caching() -> str:
    """A built file's name changes with its content; other static files are asked for anew; pages are never kept."""
    if request.endpoint != "static":
        return "no-store"
    name = str((request.view_args or {}).get("filename", ""))
    built = name.startswith(BUILT) and not name.endswith(".json")
    return f"public, max-age={ONE_YEAR}, immutable" if built else "no-cache"
