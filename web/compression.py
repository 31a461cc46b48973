"""Answers that travel small: built files as they were compressed by the build, pages while they are answered.

Whoever sees the length of a compressed page, and makes the reader's browser ask for it with guesses in the address, can
guess what else stands in it (BREACH): so a page of somebody with a session is compressed only where the browser says that
our own pages or the person asked for it.
"""

from __future__ import annotations

import gzip
import mimetypes
from pathlib import Path

from flask import Flask, Response, current_app, request, send_from_directory

from web.assets import BUILT

SUFFIXES = {"br": ".br", "gzip": ".gz"}  # the smaller first; the build writes both beside a file
TEXTS = frozenset(
    {"text/html", "text/css", "text/csv", "text/plain", "application/json", "image/svg+xml"}
)
LEAST = 1_000  # bytes; less fits into one packet anyhow
LEVEL = 5
TRUSTED_SITES = frozenset({"same-origin", "none"})  # of Sec-Fetch-Site; none: typed or a bookmark


def install_compression(app: Flask) -> None:
    """Before the other functions of `after_request` are installed: they run in the opposite order."""
    app.after_request(compress)
    app.view_functions["static"] = static_file


def static_file(filename: str) -> Response:
    """A file of `web/static`; a built one compressed, where the browser takes it so."""
    folder = current_app.static_folder or ""
    if filename.startswith(BUILT):
        for encoding, suffix in SUFFIXES.items():
            if _taken(encoding) and Path(folder, filename + suffix).is_file():
                return _sent(folder, filename, encoding, suffix)
    return _varying(send_from_directory(folder, filename))


def compress(response: Response) -> Response:
    """After every request; streams and files go out as they are."""
    if response.mimetype not in TEXTS or response.is_streamed or response.direct_passthrough:
        return response
    _varying(response).vary.add("Sec-Fetch-Site")
    if not _fits(response) or not _taken("gzip") or not _asked_by_ourselves():
        return response
    response.set_data(gzip.compress(response.get_data(), LEVEL, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    tag, weak = response.get_etag()
    if tag is not None and not weak:
        response.set_etag(tag, weak=True)  # other bytes, the same page
    return response


def _sent(folder: str, filename: str, encoding: str, suffix: str) -> Response:
    answer = send_from_directory(folder, filename + suffix)
    answer.mimetype = mimetypes.guess_type(filename)[0] or "application/octet-stream"
    answer.headers["Content-Encoding"] = encoding
    return _varying(answer)


def _varying(response: Response) -> Response:
    response.vary.add("Accept-Encoding")
    return response


def _fits(response: Response) -> bool:
    if response.status_code in (204, 206, 304) or "Content-Encoding" in response.headers:
        return False
    return len(response.get_data()) >= LEAST


def _taken(encoding: str) -> bool:
    return request.accept_encodings.quality(encoding) > 0 and bool(request.accept_encodings)


def _asked_by_ourselves() -> bool:
    cookie = current_app.config["SESSION_COOKIE_NAME"] in request.cookies
    return not cookie or request.headers.get("Sec-Fetch-Site") in TRUSTED_SITES
