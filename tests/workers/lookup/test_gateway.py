from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from engine.errors import SettingMissing
from engine.identifiers import iin_birth_date, is_iin
from engine.settings import read_settings
from workers.lookup.gateway import (
    AbsentGateway,
    FakeGateway,
    Gateway,
    GatewayDown,
    GatewayNotConnected,
    down_while,
    gateway_of,
)
from workers.lookup.people import PEOPLE


def test_every_synthetic_person_has_a_valid_number() -> None:
    assert len(PEOPLE) >= 24
    assert all(is_iin(iin) and person.iin == iin for iin, person in PEOPLE.items())


def test_there_are_people_from_before_and_after_2008_and_one_on_the_day() -> None:
    born = [person.birth_date for person in PEOPLE.values() if person.birth_date.year > 2000]
    assert min(born) < date(2008, 1, 1) < max(born)
    assert date(2007, 12, 31) in born
    assert date(2008, 1, 1) in born


def test_one_person_has_a_number_that_spells_another_date() -> None:
    other = [iin for iin, person in PEOPLE.items() if iin_birth_date(iin) != person.birth_date]
    assert other == ["070308699243"]


def test_a_name_without_patronymic_has_no_space_at_its_end() -> None:
    assert PEOPLE["850214399099"].full_name == "Петров Алексей"
    assert PEOPLE["840312499016"].full_name == "Ахметова Айгүл Серікқызы"


def test_certificates_are_there_for_those_born_in_2008_or_later() -> None:
    gateway = FakeGateway()
    for iin, person in PEOPLE.items():
        certificate = gateway.birth_certificate(iin)
        assert (certificate is not None) is (person.birth_date >= date(2008, 1, 1))
        if certificate:
            assert certificate.full_name == person.full_name
            assert certificate.birth_date == person.birth_date < certificate.issued_on


def test_nobody_is_found_under_an_unknown_number() -> None:
    assert FakeGateway().person("000101500001") is None
    assert FakeGateway().birth_certificate("000101500001") is None


def test_the_switch_is_a_file(tmp_path: Path) -> None:
    switch = tmp_path / "gateway.down"
    gateway = FakeGateway(is_down=down_while(switch))
    assert gateway.person("840312499016") is not None
    switch.touch()
    with pytest.raises(GatewayDown) as raised:
        gateway.person("840312499016")
    assert raised.value.source == gateway.source
    with pytest.raises(GatewayDown):
        gateway.birth_certificate("100517599112")
    switch.unlink()
    assert gateway.birth_certificate("100517599112") is not None


def test_production_refuses_the_demonstration_and_says_what_to_set() -> None:
    with pytest.raises(SettingMissing, match=r"RUQSAT_GATEWAY.*refused in production; set none"):
        gateway_of(read_settings({"RUQSAT_ENV": "production", "RUQSAT_GATEWAY": "demo"}))


def test_production_has_no_gateway_unless_one_is_set() -> None:
    assert isinstance(gateway_of(read_settings({"RUQSAT_ENV": "production"})), AbsentGateway)
    assert isinstance(gateway_of(read_settings({})), FakeGateway)


def test_a_gateway_that_is_none_of_ours_is_named() -> None:
    with pytest.raises(SettingMissing, match="RUQSAT_GATEWAY: 'shep' is neither demo nor none"):
        gateway_of(read_settings({"RUQSAT_GATEWAY": "shep"}))


@pytest.mark.parametrize(
    "gateway", [AbsentGateway(), FakeGateway(is_absent=lambda: True)], ids=["none", "played"]
)
def test_without_a_gateway_the_model_is_told_so(gateway: Gateway) -> None:
    for ask in (gateway.person, gateway.birth_certificate):
        with pytest.raises(GatewayNotConnected) as raised:
            ask("840312499016")
        assert raised.value.code == "GATEWAY_NOT_CONNECTED"
