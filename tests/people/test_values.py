from __future__ import annotations

from datetime import UTC, date, datetime

from people.values import ID_LETTERS, Person, local_day, new_person_id, normal_login


def test_a_new_id_is_a_p_and_eight_letters() -> None:
    made = new_person_id()

    assert made[0] == "p"
    assert len(made) == 9
    assert set(made[1:]) <= set(ID_LETTERS)


def test_new_ids_differ() -> None:
    assert len({new_person_id() for _ in range(200)}) == 200


def test_a_login_has_neither_case_nor_outer_spaces() -> None:
    assert normal_login("  Aliya ") == "aliya"


def test_a_name_without_patronymic_has_no_loose_space() -> None:
    person = Person(id="x", login="x", surname="Ким", name="Анна")

    assert person.full_name == "Ким Анна"


def test_a_person_never_shows_the_password_hash() -> None:
    person = Person(id="x", login="x", surname="", name="", password_hash="$argon2id$…")

    assert "argon2" not in repr(person)


def test_the_day_in_almaty_begins_before_the_day_in_greenwich() -> None:
    assert local_day(datetime(2016, 9, 5, 18, 30, tzinfo=UTC)) == date(2016, 9, 6)
