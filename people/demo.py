"""Demo offices, all made up, and the installation of those who work in them: two places, so that there is an elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from engine.storage.vault import Vault
from people import store
from people.demo_people import CITY, CITY_BRANCH, DISTRICT, DISTRICT_BRANCH, DemoPerson
from people.demo_people import PEOPLE as PEOPLE  # those who install look for them here
from people.passwords import Hasher
from people.values import Office, OfficeKind, OfficeLevel, Person, local_day

DEMO_PASSWORD = "ruqsat-demo"  # noqa: S105 - printed at start; demo people are refused in production
IN_FORCE = date(2016, 3, 1)  # first day of the 2016 edition; demo posts are held since then

PROVIDERS = (
    Office(
        code=CITY,
        kind=OfficeKind.PROVIDER,
        name_kk="Көктөбе қаласының білім бөлімі",
        name_ru="Отдел образования города Коктобе",
        name_en="Education Department of the city of Koktobe",
        address_kk="Көктөбе қаласы, Абай көшесі, 10",
        address_ru="город Коктобе, улица Абая, 10",
        phone="+77001110010",
        bin="090140001176",
        branch_no="",
        level=OfficeLevel.CITY,
        head_position_kk="Көктөбе қаласы білім бөлімінің басшысы",
        head_position_ru="Руководитель отдела образования города Коктобе",
    ),
    Office(
        code=DISTRICT,
        kind=OfficeKind.PROVIDER,
        name_kk="Жасқала ауданының білім бөлімі",
        name_ru="Отдел образования Жаскалинского района",
        name_en="Education Department of Zhaskala district",
        address_kk="Жасқала ауданы, Жасқала ауылы, Бейбітшілік көшесі, 4",
        address_ru="Жаскалинский район, село Жаскала, улица Мира, 4",
        phone="+77001110020",
        bin="090240002257",
        branch_no="",
        level=OfficeLevel.DISTRICT,
        head_position_kk="Жасқала ауданы білім бөлімінің басшысы",
        head_position_ru="Руководитель отдела образования Жаскалинского района",
    ),
)


def _branch(
    code: str, *, place: tuple[str, str, str], bin_: str, branch_no: str, phone: str, serves_id: int
) -> Office:
    kk, ru, en = place
    return Office(
        code=code,
        kind=OfficeKind.STATE_CORPORATION,
        name_kk=f"«Азаматтарға арналған үкімет» мемлекеттік корпорациясының {kk} бойынша филиалы",
        name_ru=f"Филиал Государственной корпорации «Правительство для граждан» по {ru}",
        name_en=f"State Corporation «Government for Citizens», branch for {en}",
        address_kk=f"{kk}, Достық көшесі, 2",
        address_ru="улица Достык, 2",
        phone=phone,
        bin=bin_,
        branch_no=branch_no,
        level=OfficeLevel.CITY if code == CITY_BRANCH else OfficeLevel.DISTRICT,
        head_position_kk="Филиал директоры",
        head_position_ru="Директор филиала",
        serves_id=serves_id,
    )


def install_demo(
    connection: store.Connection, vault: Vault, now: datetime, hasher: Hasher
) -> Mapping[str, int]:
    """Write demo offices and people that are not there yet; the offices' numbers by code."""
    offices = _installed_offices(connection)
    missing = [each for each in PEOPLE if store.person_by_id(connection, each.id) is None]
    password_hash = hasher.hash(DEMO_PASSWORD) if missing else None
    since = min(IN_FORCE, local_day(now))
    for each in missing:
        person = _person(each, password_hash)
        store.add_person(connection, person, iin=each.iin, vault=vault)
        office_id = offices[each.office] if each.office else None
        store.assign(connection, each.id, each.role, office_id=office_id, since=since)
    return offices


def demo_present(connection: store.Connection) -> bool:
    """Whether any demo person is there; production refuses to start with one."""
    return any(store.person_by_id(connection, each.id) is not None for each in PEOPLE)


def _installed_offices(connection: store.Connection) -> dict[str, int]:
    numbers = {office.code: _office_number(connection, office) for office in PROVIDERS}
    for branch in _branches(numbers):
        numbers[branch.code] = _office_number(connection, branch)
    return numbers


def _branches(numbers: Mapping[str, int]) -> tuple[Office, Office]:
    return (
        _branch(
            CITY_BRANCH,
            place=("Көктөбе қаласы", "городу Коктобе", "the city of Koktobe"),
            bin_="160441003184",
            branch_no="1",
            phone="+77001110030",
            serves_id=numbers[CITY],
        ),
        _branch(
            DISTRICT_BRANCH,
            place=("Жасқала ауданы", "Жаскалинскому району", "Zhaskala district"),
            bin_="160441004291",
            branch_no="2",
            phone="+77001110040",
            serves_id=numbers[DISTRICT],
        ),
    )


def _office_number(connection: store.Connection, office: Office) -> int:
    found = store.office_by_code(connection, office.code)
    return store.add_office(connection, office) if found is None or found.id is None else found.id


def _person(each: DemoPerson, password_hash: str | None) -> Person:
    surname, name, patronymic = each.full_name
    return Person(
        id=each.id,
        login=each.id,
        surname=surname,
        name=name,
        patronymic=patronymic,
        position_kk=each.position[0],
        position_ru=each.position[1],
        phone=each.phone,
        email=each.email,
        language=each.language,
        password_hash=password_hash,
    )
