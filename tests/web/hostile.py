"""What addresses and forms may be made to hold, and which names a view reads of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from typing import Any, ClassVar
from urllib.parse import quote

from flask import Flask, has_request_context, request
from hypothesis import strategies as st
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.routing import IntegerConverter, Rule

from tests.web.models.scenarios import EXTERNAT
from tests.web.portal_answers import APPLICANT, KIND, SCHOOL
from tests.web.service import ANSWERS

NASTY = (
    "", " ", "0", "-1", "1", "1.5", "1e999", "nan", "²", "١٢", "٣", "9" * 30, "2147483648", "9223372036854775808",
    "9" * 5000, "externat 1", f"externat {'9' * 30}", "externat ²", "externat -1", " 1", "version", "draft-1",
    f"draft-{'9' * 30}", "own-1", f"kept-{'9' * 30}", f"stored-{'9' * 30}", "2016-09-05", "0001-01-01", "9999-12-31", "2016-W36-1",
    "2016-09-05T04:00:00Z~x", "0001-01-01T00:00:00Z~x", "9999-12-31T23:59:59.999999Z~x", f"{'9' * 30}", f"1-{'9' * 30}",
    "1,1", "1:1", "1~1", f"{'9' * 30}~{'9' * 30}", f"{'9' * 30}:{'9' * 30}",
    "a\0b", "\ud800", "\u202e", "é" * 300, "%", "%00", "_", "\\", "'", '"', "<b>", "{}", "[]", "${x}", "../x", "//x", "\r\n",
    "PT1H", f"P{'9' * 30}Y", "R/PT0S", "null", "true", "completed", "all", "unanswered", "late", "message:Came", "A" * 70_000,
)  # fmt: skip
"""Numbers beyond every column, digits that are none, NUL, half characters, days without neighbours, forged choices."""

SHARP = (
    "9" * 30, "2147483648", "-1", "²", "9" * 5000, f"externat {'9' * 30}", f"draft-{'9' * 30}", f"saved:{'9' * 30}",
    "9999-12-31", "0001-01-01T00:00:00Z~x", "0001-01-01T00:00:00+05:00~1", "a\0b", "\ud800",
)  # fmt: skip
"""Of them those that are tried alone in every name."""

FIELDS = sorted(
    {name for answers in (*ANSWERS.values(), APPLICANT, SCHOOL, KIND) for name in answers}
)
"""Of the forms whose fields a view reads one by one, whatever they are called."""

texts = st.one_of(st.sampled_from(NASTY), st.text(max_size=40))


class Noted(ImmutableMultiDict[str, str]):
    """What was sent; notes by endpoint which names are asked for."""

    names: ClassVar[defaultdict[str, set[str]]] = defaultdict(set)

    def _note(self, name: Any) -> None:
        if has_request_context() and request.endpoint and isinstance(name, str):
            self.names[request.endpoint].add(name)

    def get(self, key: Any, *arguments: Any, **named: Any) -> Any:
        self._note(key)
        return super().get(key, *arguments, **named)

    def getlist(self, key: Any, *arguments: Any, **named: Any) -> Any:
        self._note(key)
        return super().getlist(key, *arguments, **named)

    def lists(self) -> Iterator[tuple[str, list[str]]]:
        for name in FIELDS:
            self._note(name)
        return super().lists()

    def __getitem__(self, key: Any) -> str:
        self._note(key)
        return super().__getitem__(key)

    def __contains__(self, key: Any) -> bool:
        self._note(key)
        return super().__contains__(key)


def query_of(asked: Mapping[str, str]) -> str:
    """For an address; half a character stands in it as its bytes."""
    return "&".join(
        f"{quote(name)}={quote(text.encode('utf-8', 'surrogatepass'))}"
        for name, text in asked.items()
    )


@contextmanager
def noting(app: Flask) -> Iterator[defaultdict[str, set[str]]]:
    """By endpoint the names that its view has asked for, growing as it is asked."""
    plain = app.request_class
    app.request_class = type("NotingRequest", (plain,), {"parameter_storage_class": Noted})
    try:
        yield Noted.names
    finally:
        app.request_class = plain


def argument(rule: Rule, name: str, real: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    """A value of an address's argument: mostly one that names something."""
    numbers = st.sampled_from((0, 1, 2, 2**31 - 1, 10**9))
    forged = numbers if isinstance(rule._converters[name], IntegerConverter) else _segments
    return st.one_of(st.sampled_from(real), st.sampled_from(real), forged)


_segments = texts.map(lambda text: text.replace("/", "")[:300].strip(".") or "x")


plain = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), texts)
bodies = st.dictionaries(
    st.sampled_from(["xml", "baseline", "revision", "applicant_iin", "documents"]),
    st.one_of(plain, st.lists(plain, max_size=3), st.dictionaries(texts, plain, max_size=2)),
)
"""What a script of the page might send as JSON."""

files = st.tuples(
    st.sampled_from([b"", b"\0", b"<", EXTERNAT, b"%PDF-", b"{}", b"[" * 9999, b'{"answers": 1}']),
    st.sampled_from(["", "x", "a.json", "externat.bpmn", "..", "\u202e.pdf", "9" * 300]),
)


def sent_forms(names: frozenset[str]) -> st.SearchStrategy[dict[str, Any]]:
    """Bodies: a form, in which now and then a file stands where text is awaited, or what a script would send."""
    value = st.one_of(texts, texts, texts, st.lists(texts, max_size=3), files)
    forms = st.dictionaries(st.sampled_from(sorted(names) or ["x"]), value)
    sent = forms.map(lambda form: {"data": {name: _sent(each) for name, each in form.items()}})
    return st.one_of(sent, sent, st.fixed_dictionaries({"json": bodies}))


def _sent(value: Any) -> Any:
    if isinstance(value, tuple):
        return (BytesIO(value[0]), value[1])
    if isinstance(value, list):
        return [_sent(each) for each in value]
    return whole(value)


def whole(text: str) -> str:
    """As the test browser takes it: it sends no half characters."""
    return text.encode("utf-8", "replace").decode()
