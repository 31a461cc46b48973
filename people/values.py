"""Persons and offices as values; how they are kept is the business of `tables` and `store`."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

ALMATY = ZoneInfo("Asia/Almaty")
ID_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that is misread aloud


class OfficeKind(StrEnum):
    PROVIDER = "provider"
    STATE_CORPORATION = "state-corporation"


class OfficeLevel(StrEnum):
    CITY = "city"
    DISTRICT = "district"
    REGION = "region"


@dataclass(frozen=True, kw_only=True)
class Office:
    """An office that works on cases.

    code: a short name of ours by which imports find it again.
    serves_id: for a branch of the State Corporation, the provider whose applications it takes.
    """

    code: str
    kind: OfficeKind
    name_kk: str
    name_ru: str
    name_en: str
    address_kk: str
    address_ru: str
    phone: str
    bin: str
    branch_no: str
    level: OfficeLevel
    head_position_kk: str
    head_position_ru: str
    serves_id: int | None = None
    id: int | None = None  #: given by the database


@dataclass(frozen=True, kw_only=True)
class Person:
    """Anybody who can sign in. `password_hash` is None for who may not sign in with a password."""

    id: str
    login: str
    surname: str
    name: str
    patronymic: str = ""
    position_kk: str = ""
    position_ru: str = ""
    phone: str = ""
    email: str = ""
    language: str = "kk"
    password_hash: str | None = field(default=None, repr=False)

    @property
    def full_name(self) -> str:
        return " ".join(part for part in (self.surname, self.name, self.patronymic) if part)


@dataclass(frozen=True, kw_only=True)
class ReadEntry:
    """One look at personal data. `subject`: the page or document shown; it names nobody."""

    person_id: str
    at: datetime
    action: str
    instance_id: str | None
    subject: str


def new_person_id() -> str:
    """`p` and eight letters or digits, random."""
    return "p" + "".join(secrets.choice(ID_LETTERS) for _ in range(8))


def normal_login(text: str) -> str:
    """Logins are compared without case and outer spaces."""
    return text.strip().casefold()


def local_day(now: datetime) -> date:
    """The day in Kazakhstan at an aware instant; assignments begin and end with the day there."""
    return now.astimezone(UTC).astimezone(ALMATY).date()
