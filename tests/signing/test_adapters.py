"""Which adapter a node gets."""

from __future__ import annotations

import pytest

from engine.errors import SettingMissing
from engine.settings import read_settings
from signing import adapters
from signing.absent import SigningUnavailable
from signing.port import Outcome, SignerIdentity
from tests.conftest import NOW

HEAD = SignerIdentity(person_id="bolat", full_name="Болат Сынақов", position="Басшы")


def test_a_demonstration_signs_with_a_mark():
    signatures = adapters(read_settings({}))

    signed = signatures.sign(b"order", HEAD, NOW)

    assert (signatures.mark, signed.report.outcome, signed.report.mark) == (
        "ТЕСТ",
        Outcome.VALID,
        "ТЕСТ",
    )


def test_production_has_no_demonstration_signer():
    with pytest.raises(SettingMissing, match="refused in production"):
        adapters(read_settings({"RUQSAT_ENV": "production", "RUQSAT_SIGNER": "demo"}))


def test_without_an_adapter_nothing_is_signed():
    signatures = adapters(read_settings({"RUQSAT_ENV": "production"}))

    with pytest.raises(SigningUnavailable):
        signatures.sign(b"order", HEAD, NOW)


def test_without_an_adapter_no_signature_is_valid():
    report = adapters(read_settings({"RUQSAT_SIGNER": "none"})).verify(
        b"x", content=b"order", at=NOW
    )

    assert report.outcome is Outcome.INDETERMINATE


def test_an_adapter_that_is_not_known_is_named():
    with pytest.raises(SettingMissing, match="RUQSAT_SIGNER: 'kalkan' is neither"):
        adapters(read_settings({"RUQSAT_SIGNER": "kalkan"}))
