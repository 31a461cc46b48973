"""The second verifier stands on its own: short, standard library only, no code of ours."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from engine.settings import ROOT
from tests.audit.exports.tampering import VERIFIER, second_verifier

LARGEST = 2**53 - 1
TEXT = st.text(max_size=12).filter(lambda text: text.encode("utf-8", "replace").decode() == text)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=12,
)
VERIFY = second_verifier()
PAGE = (ROOT / "docs" / "history-format.md").read_text()
EVENTS = [
    line.split("=", 1)[1].strip() for line in PAGE.splitlines() if re.match(r"event \d", line)
]
HASHES = [
    line.split("=", 1)[1].strip()
    for line in PAGE.splitlines()
    if re.match(r"hash\(\d\) +=.*[0-9a-f]{64}$", line)
]


def test_it_is_short():
    assert len(VERIFIER.read_text().splitlines()) <= 250


def test_it_needs_the_standard_library_alone():
    tree = ast.parse(VERIFIER.read_text())
    names = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    }

    assert not [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    assert names <= set(sys.stdlib_module_names)


@given(VALUES)
def test_it_writes_the_bytes_of_rfc_8785(value):
    assert VERIFY.written(value).encode() == rfc8785.dumps(value)


@given(VALUES)
def test_it_reads_what_it_writes(value):
    assert VERIFY.parsed(VERIFY.written(value).encode()) == value


@pytest.mark.parametrize("value", [1.5, 2**53, -(2**53), {"a": {1.5}}, b"bytes"])
def test_it_writes_nothing_that_has_no_canonical_form(value):
    with pytest.raises((ValueError, TypeError)):
        VERIFY.written(value)


@pytest.mark.parametrize(
    "text", ['{"a":1,"a":1}', '{"a":1.5}', '{"a":1e3}', "{", '{"a":{"b":1,"b":2}}']
)
def test_it_reads_nothing_that_is_ambiguous(text):
    with pytest.raises(ValueError):  # noqa: PT011 - json.JSONDecodeError or ours
        VERIFY.parsed(text.encode())


def test_it_computes_the_published_test_vectors():
    previous = bytes(32)
    assert len(EVENTS) == len(HASHES) == 2
    for event, expected in zip(EVENTS, HASHES, strict=True):
        assert VERIFY.written(json.loads(event)) == event
        found = VERIFY.sha256(b"\x01", previous, event.encode())
        assert found == expected
        previous = bytes.fromhex(found)


def test_it_runs_outside_the_project(issued, tmp_path):
    """As an auditor runs it: isolated, from another folder."""
    (tmp_path / "case.zip").write_bytes(issued.content)
    command = [
        sys.executable,
        "-I",
        str(VERIFIER),
        "case.zip",
        "--head",
        issued.sealed.head,
        "--documents",
    ]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert (result.returncode, result.stderr) == (0, "")
    assert [line.split()[:2] for line in result.stdout.splitlines()] == [
        ["OK", f"{name}:"]
        for name in ("manifest", "files", "chain", "payloads", "head", "case", "model", "documents")
    ]


def test_it_says_which_file_cannot_be_opened(tmp_path, capsys):
    assert VERIFY.main([str(tmp_path / "nothing.zip")]) == 1
    assert capsys.readouterr().out.startswith("BROKEN file: it cannot be opened")


def test_it_says_how_many_documents_the_history_names(issued, tmp_path, capsys):
    (tmp_path / "case.zip").write_bytes(issued.content)
    VERIFY.main([str(tmp_path / "case.zip"), "--documents"])

    assert "1 documents, 1 of them not named by the history" in capsys.readouterr().out
