"""What was stated beside what registers answered."""

from __future__ import annotations

from typing import Any

from flask import Flask

from web.tasks.comparison import compared

SCOPE: dict[str, Any] = {
    "relation": "parent",
    "applicant_name": "Ахметова  айгүл Серікқызы",
    "applicant_iin": "840312499016",
    "pupil_name": "Ахметов Алихан Дәуренұлы",
    "pupil_iin": "100517599112",
    "pupil_birth_date": "2010-05-18",
    "identity": {
        "surname": "Ахметова",
        "name": "Айгүл",
        "patronymic": "Серікқызы",
        "iin": "840312499016",
    },
    "birth_certificate": {
        "full_name": "Ахметов Әлихан Дәуренұлы",
        "birth_date": "2010-05-17",
        "iin": "100517599112",
    },
}


def lines(app: Flask, **changed: Any) -> list[tuple[str, str, str, bool]]:
    with app.test_request_context("/", headers={"Cookie": "ruqsat_language=en"}):
        found = compared("prepare-order", {**SCOPE, **changed})
        return [(each.label, each.stated, each.answered, each.differs) for each in found]


def test_differences_are_marked_and_spelling_alone_is_none(app: Flask) -> None:
    differing = {(label, answered) for label, _, answered, differs in lines(app) if differs}

    assert differing == {
        ("Pupil", "Ахметов Әлихан Дәуренұлы"),
        ("Birth date of the pupil", "17.05.2010"),
    }


def test_an_answer_for_another_number_is_seen(app: Flask) -> None:
    found = lines(app, pupil_iin="100517599003")

    assert ("IIN of the pupil", "100517599003", "100517599112", True) in found


def test_a_pupil_who_applies_is_compared_with_the_register_of_persons(app: Flask) -> None:
    found = lines(app, relation="self", birth_certificate=None)

    assert ("Pupil", "Ахметов Алихан Дәуренұлы", "Ахметова Айгүл Серікқызы", True) in found


def test_without_an_answer_there_is_no_line(app: Flask) -> None:
    found = lines(app, identity=None, birth_certificate={"found": False, "iin": None})

    assert [label for label, *_ in found] == ["Birth date of the pupil"]


def test_elsewhere_nothing_is_compared() -> None:
    assert compared("resolution", SCOPE) == []
