"""docs/history-format.md is a promise to strangers: its test vectors are computed here with the standard library alone."""

from __future__ import annotations

import hashlib
import re

import pytest

from engine.history.events import EventKind
from engine.settings import ROOT

PAGE = (ROOT / "docs" / "history-format.md").read_text()
EVENTS = [
    line.split("=", 1)[1].strip() for line in PAGE.splitlines() if re.match(r"event \d", line)
]
HASHES = [
    line.split("=", 1)[1].strip() for line in PAGE.splitlines() if re.match(r"hash\(\d\) +=", line)
][-2:]
PAYLOAD_HASHES = re.findall(r"^payload_hash = ([0-9a-f]{64})$", PAGE, re.MULTILINE)


def test_the_chain_of_the_page_holds():
    first = hashlib.sha256(b"\x01" + bytes(32) + EVENTS[0].encode()).digest()
    second = hashlib.sha256(b"\x01" + first + EVENTS[1].encode()).digest()

    assert [first.hex(), second.hex()] == HASHES


def test_the_payload_hashes_of_the_page_hold():
    second = re.search(r"whose payload `(.*?)` has", PAGE)
    assert second is not None
    computed = [
        hashlib.sha256(b"\x02" + bytes(32) + b"{}").hexdigest(),
        hashlib.sha256(b"\x02" + b"\x01" * 32 + second[1].encode()).hexdigest(),
    ]

    assert computed == PAYLOAD_HASHES


@pytest.mark.parametrize("kind", EventKind)
def test_every_kind_stands_on_the_page(kind):
    assert f"`{kind.value}`" in PAGE
