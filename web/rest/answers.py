"""Answers as the clients read them: JSON without a charset, every key there, times with milliseconds and a zone without colon."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import orjson
from flask import Response

Json = Mapping[str, object] | Sequence[object]

JSON = "application/json"  # exactly: a client compares with ===


def answer(body: Json, status: int = 200) -> Response:
    return Response(orjson.dumps(body), status=status, content_type=JSON)


def done() -> Response:
    return Response(status=204)


def error_answer(status: int, kind: str, message: str, **more: object) -> Response:
    """kind: the simple name of a class of Camunda's, by which clients tell errors apart."""
    return answer(
        {"type": kind, "message": message, "code": more.pop("code", None), **more}, status
    )


def time_text(instant: datetime | None) -> str | None:
    """2013-01-23T13:42:42.000+0000"""
    if instant is None:
        return None
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "+0000"


def link(path: str) -> list[dict[str, str]]:
    return [{"method": "GET", "href": f"/engine-rest/{path}", "rel": "self"}]
