"""Demo people, all made up: one a role in a city, one a staff role elsewhere, and those who stand beside the offices.

The applicants' identification numbers pass the check digit and spell births of the 19th century: nobody alive bears them.
"""

from __future__ import annotations

from dataclasses import dataclass

from people.roles import Role

CITY, CITY_BRANCH = "koktobe-education", "koktobe-corporation"
DISTRICT, DISTRICT_BRANCH = "zhaskala-education", "zhaskala-corporation"


@dataclass(frozen=True, kw_only=True)
class DemoPerson:
    """Login and id are one readable word; `office` is an office's code."""

    id: str
    full_name: tuple[str, str, str]
    role: Role
    office: str | None = None
    position: tuple[str, str] = ("", "")
    phone: str = ""
    email: str = ""
    iin: str | None = None
    language: str = "kk"


_WORKER = ("Мемлекеттік корпорация қызметкері", "Работник Государственной корпорации")
_CHANCELLERY = ("Кеңсе маманы", "Специалист канцелярии")
_HEAD = ("Білім бөлімінің басшысы", "Руководитель отдела образования")
_SPECIALIST = ("Білім бөлімінің маманы", "Специалист отдела образования")

PEOPLE: tuple[DemoPerson, ...] = (
    DemoPerson(
        id="aliya",
        full_name=("Нұрланова", "Әлия", "Серікқызы"),
        role=Role.STATE_CORPORATION_WORKER,
        office=CITY_BRANCH,
        position=_WORKER,
        phone="+77001110011",
    ),
    DemoPerson(
        id="daniyar",
        full_name=("Оспанов", "Данияр", "Ерланұлы"),
        role=Role.STATE_CORPORATION_WORKER,
        office=CITY_BRANCH,
        position=_WORKER,
        phone="+77001110012",
        language="ru",
    ),
    DemoPerson(
        id="saule",
        full_name=("Қасымова", "Сәуле", "Болатқызы"),
        role=Role.CHANCELLERY,
        office=CITY,
        position=_CHANCELLERY,
        phone="+77001110013",
    ),
    DemoPerson(
        id="bolat",
        full_name=("Ахметов", "Болат", "Қайратұлы"),
        role=Role.HEAD,
        office=CITY,
        position=_HEAD,
        phone="+77001110014",
    ),
    DemoPerson(
        id="gulnar",
        full_name=("Сәдуақасова", "Гүлнар", "Маратқызы"),
        role=Role.SPECIALIST,
        office=CITY,
        position=_SPECIALIST,
        phone="+77001110015",
    ),
    DemoPerson(
        id="yerlan",
        full_name=("Жұмабаев", "Ерлан", "Тимурұлы"),
        role=Role.SPECIALIST,
        office=CITY,
        position=_SPECIALIST,
        phone="+77001110016",
    ),
    DemoPerson(
        id="zhanna",
        full_name=("Бектұрова", "Жанна", "Асқарқызы"),
        role=Role.STATE_CORPORATION_WORKER,
        office=DISTRICT_BRANCH,
        position=_WORKER,
        phone="+77001110021",
    ),
    DemoPerson(
        id="kairat",
        full_name=("Төлегенов", "Қайрат", "Сәбитұлы"),
        role=Role.CHANCELLERY,
        office=DISTRICT,
        position=_CHANCELLERY,
        phone="+77001110022",
    ),
    DemoPerson(
        id="roza",
        full_name=("Ыбыраева", "Роза", "Дәуренқызы"),
        role=Role.HEAD,
        office=DISTRICT,
        position=_HEAD,
        phone="+77001110023",
    ),
    DemoPerson(
        id="timur",
        full_name=("Смағұлов", "Тимур", "Бауыржанұлы"),
        role=Role.SPECIALIST,
        office=DISTRICT,
        position=_SPECIALIST,
        phone="+77001110024",
    ),
    DemoPerson(id="arman", full_name=("Дүйсенов", "Арман", "Жандосұлы"), role=Role.ANALYST),
    DemoPerson(id="laura", full_name=("Мұқанова", "Лаура", "Ғалымқызы"), role=Role.AUDITOR),
    DemoPerson(id="nurlan", full_name=("Сейітов", "Нұрлан", "Айдарұлы"), role=Role.ADMINISTRATOR),
    DemoPerson(
        id="aigerim",
        full_name=("Сериккалиева", "Айгерім", "Нұржанқызы"),
        role=Role.APPLICANT,
        phone="+77011110001",
        email="aigerim@example.kz",
        iin="850312204178",
    ),
    DemoPerson(
        id="askar",
        full_name=("Қонысбаев", "Асқар", "Мұратұлы"),
        role=Role.APPLICANT,
        phone="+77011110002",
        email="askar@example.kz",
        iin="790924105639",
        language="ru",
    ),
)
