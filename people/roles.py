"""Roles and the one lane name of each. A model's lane is matched by its Kazakh name, letter by letter."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Role(StrEnum):
    APPLICANT = "applicant"
    STATE_CORPORATION_WORKER = "state-corporation-worker"
    CHANCELLERY = "chancellery"
    HEAD = "head"
    SPECIALIST = "specialist"
    ANALYST = "analyst"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    INTEGRATION = "integration"  #: a system of others, by a service account
    PORTAL = "portal"  #: the system on the lane «ЭҮП»; nobody holds it


LANES: Mapping[Role, str] = {
    Role.APPLICANT: "Көрсетілетін қызметті алушы",
    Role.STATE_CORPORATION_WORKER: "Мемлекеттік корпорация",
    Role.PORTAL: "ЭҮП",
    Role.CHANCELLERY: "Құжаттарды қабылдайтын жауапты тұлға",
    Role.HEAD: "Көрсетілетін қызметті берушінің басшысы",
    Role.SPECIALIST: "Көрсетілетін қызметті берушінің маманы",
}
LANE_NAMES: frozenset[str] = frozenset(LANES.values())
ROLES_BY_LANE: Mapping[str, Role] = {lane: role for role, lane in LANES.items()}

STAFF = frozenset(
    {Role.STATE_CORPORATION_WORKER, Role.CHANCELLERY, Role.HEAD, Role.SPECIALIST}
)  #: they work for one office
OFFICELESS = frozenset(
    {Role.APPLICANT, Role.ANALYST, Role.AUDITOR, Role.ADMINISTRATOR, Role.INTEGRATION}
)

NAMES: Mapping[Role, Mapping[str, str]] = {
    Role.APPLICANT: {
        "kk": "Көрсетілетін қызметті алушы",
        "ru": "Услугополучатель",
        "en": "Applicant",
    },
    Role.STATE_CORPORATION_WORKER: {
        "kk": "Мемлекеттік корпорация қызметкері",
        "ru": "Работник Государственной корпорации",
        "en": "State Corporation worker",
    },
    Role.CHANCELLERY: {"kk": "Кеңсе", "ru": "Канцелярия", "en": "Chancellery"},
    Role.HEAD: {"kk": "Басшы", "ru": "Руководитель", "en": "Head"},
    Role.SPECIALIST: {"kk": "Маман", "ru": "Специалист", "en": "Specialist"},
    Role.ANALYST: {"kk": "Процесс талдаушысы", "ru": "Аналитик процессов", "en": "Process analyst"},
    Role.AUDITOR: {"kk": "Аудитор", "ru": "Аудитор", "en": "Auditor"},
    Role.ADMINISTRATOR: {"kk": "Әкімші", "ru": "Администратор", "en": "Administrator"},
    Role.INTEGRATION: {
        "kk": "Ақпараттық жүйе",
        "ru": "Информационная система",
        "en": "Information system",
    },
    Role.PORTAL: {
        "kk": "«Электрондық үкімет» веб-порталы",
        "ru": "Веб-портал «электронного правительства»",
        "en": "E-government portal",
    },
}


def role_of_lane(name: str) -> Role | None:
    """The role whose lane has exactly this name, or None."""
    return ROLES_BY_LANE.get(name)


def roles_of_lane(name: str) -> frozenset[Role]:
    """Who works on a lane; where a model has none, all who work for an office."""
    role = role_of_lane(name)
    return frozenset({role}) if role else frozenset() if name else STAFF


def lane_of(role: Role) -> str | None:
    """The lane a role works in; None for roles that stand beside the process."""
    return LANES.get(role)


def role_name(role: Role, language: str) -> str:
    """The role in `kk`, `ru` or `en`; Kazakh for any other language."""
    names = NAMES[role]
    return names.get(language, names["kk"])
