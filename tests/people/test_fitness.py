"""Bounds of the tables and of the papers, said by the name of the field before anything is written."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest

from people import store
from people.demo import PROVIDERS
from people.errors import ValueUnfit
from people.fitness import MAY_BE_EMPTY, longest, refuse_unfit_office, refuse_unfit_person
from people.staffing import enrol_person, open_office
from people.tables import OfficeRow, PersonRow
from people.values import Person
from workers.tables import DocumentSignatureRow

SANIYA = Person(id="p2345678", login="saniya", surname="Үлгі", name="Сания")
OFFICE = PROVIDERS[0]
TEXTS_OF_PERSON = [
    each.name for each in fields(Person) if each.name not in ("id", "language", "password_hash")
]
TEXTS_OF_OFFICE = [
    each.name
    for each in fields(OFFICE)
    if each.name not in ("id", "serves_id", "kind", "level", "bin")
]


def with_text(record: Any, name: str, text: str) -> Any:
    return replace(record, **{name: text})


def test_the_demonstration_is_fit() -> None:
    for office in PROVIDERS:
        refuse_unfit_office(office)
    refuse_unfit_person(SANIYA, "100517599112")


@pytest.mark.parametrize("name", TEXTS_OF_PERSON)
def test_a_value_as_long_as_it_may_be_is_taken_and_one_more_is_refused(name: str) -> None:
    most = longest(PersonRow, name)
    refuse_unfit_person(with_text(SANIYA, name, "а" * most), None)

    with pytest.raises(ValueUnfit, match=f"^{name} has more than {most} characters$"):
        refuse_unfit_person(with_text(SANIYA, name, "а" * (most + 1)), None)


@pytest.mark.parametrize("name", TEXTS_OF_OFFICE)
def test_of_an_office_too(name: str) -> None:
    most = longest(OfficeRow, name)
    refuse_unfit_office(with_text(OFFICE, name, "а" * most))

    with pytest.raises(ValueUnfit, match=f"^{name} has more than {most} characters$"):
        refuse_unfit_office(with_text(OFFICE, name, "а" * (most + 1)))


def test_what_is_kept_with_a_signature_has_room_there() -> None:
    columns: Any = DocumentSignatureRow.__table__.c
    full = replace(SANIYA, surname="а" * 60, name="а" * 60, patronymic="а" * 60)
    refuse_unfit_person(full, None)

    assert len(full.full_name) <= columns.signer_name.type.length
    assert longest(PersonRow, "position_kk") <= columns.position.type.length


def test_a_login_that_grows_when_its_case_is_folded_is_measured_as_it_is_kept() -> None:
    with pytest.raises(ValueUnfit, match=r"^login has more than 64 characters$"):
        refuse_unfit_person(replace(SANIYA, login="ß" * 40), None)


@pytest.mark.parametrize("text", ["Айша 😀", "北京", "а\u200bб", "а\nб", "а\u202eб", "\ud800"])
@pytest.mark.parametrize("name", ["login", "surname", "position_ru"])
def test_a_character_that_no_paper_shows_is_named(name: str, text: str) -> None:
    with pytest.raises(ValueUnfit, match=rf"^{name} holds the character .*U\+[0-9A-F]{{4,5}}"):
        refuse_unfit_person(with_text(SANIYA, name, text), None)


@pytest.mark.parametrize("unseen", ["", " ", "\u00a0", "\u0301"])
@pytest.mark.parametrize("name", sorted(set(TEXTS_OF_PERSON) - MAY_BE_EMPTY))
def test_what_is_needed_must_be_seen(name: str, unseen: str) -> None:
    with pytest.raises(ValueUnfit, match=f"^{name} must say something$"):
        refuse_unfit_person(with_text(SANIYA, name, unseen), None)


@pytest.mark.parametrize("iin", ["", "100517599113", "1005175991", "10051759911२"])
def test_an_identification_number_is_checked(iin: str) -> None:
    with pytest.raises(ValueUnfit, match=r"^iin is no identification number"):
        refuse_unfit_person(SANIYA, iin)


@pytest.mark.parametrize("number", ["", "160340000013", "100517599112"])
def test_a_business_identification_number_is_checked(number: str) -> None:
    with pytest.raises(ValueUnfit, match=r"^bin "):
        refuse_unfit_office(replace(OFFICE, bin=number))


def test_the_longest_values_are_kept_by_either_database(
    database: Any, vault: Any, hasher: Any
) -> None:
    person = SANIYA
    for name in TEXTS_OF_PERSON:
        person = with_text(person, name, "а" * longest(PersonRow, name))
    office = OFFICE
    for name in TEXTS_OF_OFFICE:
        office = with_text(office, name, "а" * longest(OfficeRow, name))

    enrol_person(database, vault, hasher, person, password="b" * 20, iin="100517599112")
    open_office(database, office, serves=None)

    with database.snapshot() as connection:
        assert store.person_by_login(connection, person.login) is not None
        assert store.office_by_code(connection, office.code) is not None
