"""What the gateway's registers hold of a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class PersonRecord:
    """A person in the state database of natural persons; patronymic empty where there is none."""

    iin: str
    surname: str
    name: str
    patronymic: str
    birth_date: date

    @property
    def full_name(self) -> str:
        return " ".join(filter(None, (self.surname, self.name, self.patronymic)))


@dataclass(frozen=True, kw_only=True)
class CertificateRecord:
    """A birth certificate in the state information system of civil status."""

    number: str
    issued_on: date
    issued_by: str
    birth_date: date
    full_name: str
