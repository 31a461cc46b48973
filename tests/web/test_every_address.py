"""No address and no form makes a 500: every route, with what its view reads, as everybody."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.routing import Rule

from tests.web.furnished import Furnished
from tests.web.hostile import FIELDS, SHARP, argument, noting, query_of, sent_forms, texts, whole

WEB = Path(__file__).parents[2] / "web"
Read = Mapping[str, set[str]]  # by endpoint the names that its view has asked for
Try = Callable[[st.DataObject], None]


SHARES = 4  # of the routes, so that they can be tried side by side


@pytest.mark.parametrize("share", range(SHARES))
def test_no_get_makes_a_fault(furnished: Furnished, share: int) -> None:
    with noting(furnished.service.app) as read:
        faults = [opened(furnished, rule, read) for rule in furnished.rules("GET")[share::SHARES]]

    assert [fault for fault in faults if fault] == []


@pytest.mark.parametrize("share", range(SHARES))
def test_no_post_makes_a_fault(furnished: Furnished, share: int) -> None:
    """What a post leads to is opened, too: a search stands enciphered in the address of its answer."""
    small = {**furnished.values, "draft_id": furnished.values["draft_id"][::-1]}  # quick to check
    place = replace(furnished, values=small)
    with noting(furnished.service.app) as read:
        faults = [posted(place, rule, read) for rule in furnished.rules("POST")[share::SHARES]]

    assert [fault for fault in faults if fault] == []


def test_every_name_that_is_asked_for_is_noticed(furnished: Furnished) -> None:
    with noting(furnished.service.app) as read:
        for rule in furnished.rules("GET"):
            login, path = furnished.place(rule)
            furnished.service.browser(login).get(path, query_string={"found": "x"}).close()
        names = {name for found in read.values() for name in found}

    assert names >= written_names()


def opened(furnished: Furnished, rule: Rule, read: Read) -> str:
    """The smallest address of the rule that is a fault; empty where none is found."""
    login, real = furnished.place(rule)
    browser, arguments = furnished.service.browser(login), named(furnished, rule)
    names = sorted(read[rule.endpoint])

    def each_alone() -> None:
        for name, text in product(names, SHARP):
            get(browser, real, {name: text})

    def several(data: st.DataObject) -> None:
        path = furnished.path(rule, data.draw(arguments))
        asked = data.draw(st.dictionaries(st.sampled_from(names or ["x"]), texts))
        if path is not None:
            get(browser, path, asked)

    return fault_of(rule, each_alone) or fault_of(
        rule, tried(several, 3 * bool(rule.arguments) + 3 * bool(names))
    )


def get(browser: FlaskClient, path: str, asked: Mapping[str, str]) -> None:
    answer = browser.get(path, query_string=query_of(asked))
    answer.close()
    assert answer.status_code < 500, (path, asked)


def posted(furnished: Furnished, rule: Rule, read: Read) -> str:
    """The same of what is posted; again as long as the view asks for more names."""
    known: set[str] | None = None
    while known != (names := set(read[rule.endpoint])):
        new, known = names - (known or set()), names
        if fault := sent(furnished, rule, frozenset(names), sorted(new - set(FIELDS))):
            return fault
    return ""


def sent(furnished: Furnished, rule: Rule, names: frozenset[str], new: list[str]) -> str:
    browsers = [furnished.service.browser(login) for login in furnished.players(rule)]
    arguments, bodies = named(furnished, rule), sent_forms(names)

    def each_alone() -> None:
        """Half of what is sharp for every second name, the other half for the others: a post takes long."""
        for place, name in enumerate(new):
            for text in SHARP[place % 2 :: 2]:
                post(browsers[0], next(furnished.paths(rule)), {"data": {name: whole(text)}})

    def several(data: st.DataObject) -> None:
        path = furnished.path(rule, data.draw(arguments))
        if path is not None:
            post(data.draw(st.sampled_from(browsers)), path, data.draw(bodies))

    return fault_of(rule, each_alone) or fault_of(rule, tried(several, 6))


def post(browser: FlaskClient, path: str, sent: Mapping[str, Any]) -> None:
    answer = browser.post(path, **sent, follow_redirects=True)
    answer.close()
    assert answer.status_code < 500, (path, sent)


def named(furnished: Furnished, rule: Rule) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {name: argument(rule, name, furnished.values[name]) for name in rule.arguments}
    )


def tried(once: Try, examples: int) -> Callable[[], None]:
    run = settings(
        max_examples=examples + 1,
        derandomize=True,
        database=None,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    return run(given(st.data())(once))


def fault_of(rule: Rule, run: Callable[[], None]) -> str:
    try:
        run()
    except Exception as error:  # noqa: BLE001 - whatever it is, it would have been a 500
        return f"{rule}: {error!r} {getattr(error, '__notes__', '')}"
    return ""


def written_names() -> set[str]:
    """Every name that the pages' code asks an address for in so many words."""
    pages = (file for file in WEB.rglob("*.py") if WEB / "rest" not in file.parents)
    text = "\n".join(file.read_text("utf-8") for file in pages)
    return set(re.findall(r"request\.args(?:\.get\(|\[)\"(\w+)\"", text))
