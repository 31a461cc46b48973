from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from engine.identifiers import iin_birth_date, is_iin
from workers.lookup.gateway import FakeGateway, GatewayDown, down_while
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
