"""The header Idempotency-Key: what was answered is kept with what was done, and the same request again gets it, undone twice."""

from __future__ import annotations

from collections.abc import Callable

import orjson
from flask import Response, request

from engine.errors import EngineError
from people import account_store
from people.store import Connection
from web.access import signed_in
from web.platform import current_platform
from web.rest.answers import Json, answer, done
from web.rest.errors import BadRequest

HEADER = "Idempotency-Key"
LONGEST = 200  # characters

Keep = Callable[[Connection, Json | None], None]
"""Writes the answer's body, None for an empty one, in the transaction that does the work."""


def once(run: Callable[[Keep], Response]) -> Response:
    """The answer, given now or before. Raises BadRequest where the key came with another request."""
    key = request.headers.get(HEADER)
    if key is None:
        return run(lambda connection, body: None)
    if not key.isprintable() or not 0 < len(key) <= LONGEST:
        raise BadRequest(HEADER, f"is text of at most {LONGEST} characters")
    digest = _digest()
    if (kept := _kept(key, digest)) is not None:
        return kept
    try:
        return run(lambda connection, body: _keep(connection, key, digest, body))
    except EngineError:
        if (kept := _kept(key, digest)) is not None:
            return kept  # the same request was faster
        raise


def _keep(connection: Connection, key: str, digest: str, body: Json | None) -> None:
    platform = current_platform()
    account_store.keep_reply(
        connection,
        platform.vault,
        signed_in().person_id,
        key,
        digest,
        b"" if body is None else orjson.dumps(body),
        now=platform.clock(),
    )


def _kept(key: str, digest: str) -> Response | None:
    platform = current_platform()
    with platform.database.snapshot() as connection:
        found = account_store.kept_reply(connection, platform.vault, signed_in().person_id, key)
    if found is None:
        return None
    if found[0] != digest:
        raise BadRequest(HEADER, "came with another request before; a key is for one request")
    response = answer(orjson.loads(found[1])) if found[1] else done()
    response.headers["Idempotent-Replayed"] = "true"
    return response


def _digest() -> str:
    """Of all that was sent; the boundary between the parts of a form is made up anew by each client."""
    files = [(part.filename, part.stream.read()) for part in request.files.values()]
    for part in request.files.values():
        part.stream.seek(0)
    sent = (sorted(request.form.items(multi=True)), files) if files else request.get_data()
    return current_platform().vault.digest(repr((request.method, request.full_path, sent)))
