from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from signing.demo import MARK, DemoSignatures
from signing.port import Outcome, SignerIdentity, VerificationReport

AT = datetime(2016, 11, 3, 5, 15, tzinfo=UTC)
HEAD = SignerIdentity(person_id="person-7", full_name="Г. С. Әбенова", position="Басшы")
CONTENT = b"%PDF-1.7 order"
SIGNATURES = DemoSignatures("a secret of the tests")


def _failed(report: VerificationReport) -> set[str]:
    return {check.name for check in report.checks if check.outcome is not Outcome.VALID}


def _forged(**claims: Any) -> bytes:
    """A signature whose claims were changed after signing."""
    envelope = orjson.loads(SIGNATURES.sign(CONTENT, HEAD, AT).signature)
    envelope["claims"].update(claims)
    return orjson.dumps(envelope)


def test_a_signature_is_valid_over_its_content_and_says_who_and_when() -> None:
    report = SIGNATURES.sign(CONTENT, HEAD, AT).report
    assert report.outcome is Outcome.VALID
    assert (report.signer, report.signer_name, report.position) == (
        "person-7",
        "Г. С. Әбенова",
        "Басшы",
    )
    assert report.signed_at == AT
    assert len(report.certificate) == 64


def test_it_is_marked_as_a_test_everywhere() -> None:
    signed = SIGNATURES.sign(CONTENT, HEAD, AT)
    assert SIGNATURES.mark == signed.report.mark == MARK == "ТЕСТ"
    assert SIGNATURES.verify(signed.signature, content=b"other", at=AT).mark == MARK
    assert SIGNATURES.verify(b"", content=b"", at=AT).mark == MARK


def test_the_same_is_signed_to_the_same_bytes_on_every_node() -> None:
    again = DemoSignatures("a secret of the tests").sign(CONTENT, HEAD, AT)
    assert again == SIGNATURES.sign(CONTENT, HEAD, AT)


@given(st.binary(min_size=1, max_size=60), st.data())
def test_any_changed_byte_is_noticed(content: bytes, data: st.DataObject) -> None:
    signature = SIGNATURES.sign(content, HEAD, AT).signature
    place = data.draw(st.integers(0, len(content) - 1))
    changed = bytearray(content)
    changed[place] ^= data.draw(st.integers(1, 255))
    report = SIGNATURES.verify(signature, content=bytes(changed), at=AT)
    assert report.outcome is Outcome.INVALID
    assert _failed(report) == {"content"}


@given(st.data())
def test_any_changed_byte_of_the_signature_is_noticed(data: st.DataObject) -> None:
    signature = bytearray(SIGNATURES.sign(CONTENT, HEAD, AT).signature)
    place = data.draw(st.integers(0, len(signature) - 1))
    signature[place] ^= data.draw(st.integers(1, 127))
    report = SIGNATURES.verify(bytes(signature), content=CONTENT, at=AT)
    assert report.outcome is Outcome.INVALID


@pytest.mark.parametrize(
    "claims",
    [
        {"signer": "person-8"},
        {"signer_name": "Б. Басқа"},
        {"position": "Министр"},
        {"signed_at": "2016-11-02T05:15:00+00:00"},
    ],
)
def test_a_claim_changed_after_signing_is_noticed(claims: dict[str, str]) -> None:
    report = SIGNATURES.verify(_forged(**claims), content=CONTENT, at=AT)
    assert _failed(report) == {"signature"}


def test_the_signature_of_another_node_is_not_ours() -> None:
    foreign = DemoSignatures("another secret").sign(CONTENT, HEAD, AT).signature
    report = SIGNATURES.verify(foreign, content=CONTENT, at=AT)
    assert _failed(report) == {"key", "signature"}


def test_a_signature_from_the_future_is_not_valid_yet() -> None:
    signature = SIGNATURES.sign(CONTENT, HEAD, AT).signature
    early = SIGNATURES.verify(signature, content=CONTENT, at=AT - timedelta(seconds=1))
    assert _failed(early) == {"time"}
    late = SIGNATURES.verify(signature, content=CONTENT, at=AT + timedelta(days=4000))
    assert late.outcome is Outcome.VALID


@pytest.mark.parametrize("written", ["soon", "2016-11-03T05:15:00"])
def test_a_time_that_is_none_is_noticed(written: str) -> None:
    report = SIGNATURES.verify(_forged(signed_at=written), content=CONTENT, at=AT)
    assert report.signed_at is None
    assert "time" in _failed(report)


@pytest.mark.parametrize(
    "bytes_given",
    [
        b"",
        b"not json",
        b"[]",
        b"{}",
        b"null",
        b'{"claims": {}, "value": "AA=="}',
        b'{"claims": 3, "value": "AA=="}',
        b'{"claims": {"sha256": "x"}, "value": "not base64"}',
        b'{"claims": {"sha256": "x"}, "value": 7}',
        orjson.dumps(
            {
                "claims": dict.fromkeys(
                    ("sha256", "signer", "signer_name", "position", "signed_at", "certificate"), 1
                ),
                "value": base64.b64encode(b"x").decode(),
            }
        ),
    ],
)
def test_bytes_of_another_form_are_an_invalid_report_and_no_error(bytes_given: bytes) -> None:
    report = SIGNATURES.verify(bytes_given, content=CONTENT, at=AT)
    assert report.outcome is Outcome.INVALID
    assert _failed(report) == {"form"}
    assert report.signer == ""


def test_the_report_is_json_with_every_check() -> None:
    report = orjson.loads(SIGNATURES.sign(CONTENT, HEAD, AT).report.to_json())
    assert report["outcome"] == "valid"
    assert [check["name"] for check in report["checks"]] == [
        "form",
        "key",
        "signature",
        "content",
        "time",
    ]
    assert report["mark"] == "ТЕСТ"
