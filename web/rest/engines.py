"""Every path also exists as `/engine/default/…` under `/engine-rest`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

LONG, SHORT = "/engine-rest/engine/default/", "/engine-rest/"


def default_engine(application: WSGIApplication) -> WSGIApplication:
    """The application, asked by the short path."""

    def shortened(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path.startswith(LONG):
            environ["PATH_INFO"] = SHORT + path.removeprefix(LONG)
        return application(environ, start_response)

    return shortened
