"""What a list is asked for: filters from the address or a JSON body, sorting, paging."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from flask import request

from web.rest.body import Fields, body
from web.rest.errors import BadRequest, NotOffered
from web.rest.listing_store import Asked, Sorting

MOST_AT_ONCE = 100  # tasks fetched by one request
PAGING = frozenset({"firstResult", "maxResults", "sortBy", "sortOrder", "sorting"})
PASSED_OVER = frozenset(
    {"deserializeValues", "deserializeValue"}
)  # our values are the same either way
ORDERS = {"asc": False, "desc": True}


def asked() -> Asked:
    """Of this request. Raises BadRequest, NotOffered."""
    sent = body() if request.method == "POST" else Fields(given={})
    return Asked(
        filters=_posted(sent) if request.method == "POST" else _queried(),
        sorting=tuple(_sorting(sent)),
        first=_whole("firstResult") or 0,
        most=_whole("maxResults"),
    )


def _queried() -> Mapping[str, tuple[str, ...]]:
    """A list is separated by commas, or the parameter is repeated."""
    found: dict[str, tuple[str, ...]] = {}
    for name in request.args.keys() - PAGING - PASSED_OVER:
        sent = request.args.getlist(name)
        texts = [part for text in sent for part in (text.split(",") if _is_list(name) else [text])]
        if kept := tuple(text for text in texts if text and text.lower() != "false"):
            found[name] = kept
    return found


def _posted(sent: Fields) -> Mapping[str, tuple[str, ...]]:
    """What is null, false or empty filters nothing."""
    found: dict[str, tuple[str, ...]] = {}
    for name, value in sent.given.items():
        if name in PAGING | PASSED_OVER or value in (None, False, "", [], {}):
            continue
        values = value if isinstance(value, list) else [value]
        if not all(isinstance(each, str | int) for each in values):
            raise NotOffered(f"the filter {name}")
        found[name] = tuple("true" if each is True else str(each) for each in values)
    return found


def _is_list(name: str) -> bool:
    return name.endswith(("In", "Ids")) or name in ("candidateGroups", "processDefinitionKeys")


def _sorting(sent: Fields) -> Iterator[Sorting]:
    by = request.args.get("sortBy") or sent.text("sortBy")
    order = request.args.get("sortOrder") or sent.text("sortOrder")
    if bool(by) != bool(order):
        raise BadRequest("sortBy", "sortBy and sortOrder are given together")
    if by and order:
        yield by, _descending(order)
    for part in sent.parts("sorting"):
        yield part.needed_text("sortBy"), _descending(part.needed_text("sortOrder"))


def _descending(order: str) -> bool:
    if order not in ORDERS:
        raise BadRequest("sortOrder", "must be asc or desc")
    return ORDERS[order]


def _whole(name: str) -> int | None:
    text = request.args.get(name)
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise BadRequest(name, "must be a whole number")
    return int(text)
