"""What people type to find a case, in every list: numbers, also by their end, identification numbers, parts of names."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import datetime

from sqlalchemy import CompoundSelect, Connection, Select, select, union

from engine.identifiers import IIN_PATTERN
from engine.storage.tables import INSTANCE
from engine.storage.vault import Vault
from people.values import local_day
from workers.registers import Register
from workers.store import CASE_PERSON, NUMBER, cases_named, normalised_name

SERIAL = re.compile(r"[0-9]{1,6}")  # of a number: 2016-000123, 2016-003-000006
BEGUN = re.compile(r"[0-9]{4}-[0-9-]*")
YEARS_BACK = 2
MOST_OFFERED = 20  # cases to choose from
LAST_LETTER = "\U0010ffff"  # sorts behind everything that a number may go on with


def matching_cases(vault: Vault, text: str, now: datetime) -> CompoundSelect[str]:
    """Ids of the cases that the text names: by a number of their own or of any register, its beginning or its last digits,
    by a person's identification number in any grouping, or by how the words of a person's name begin.
    """
    text = " ".join(text.split())
    return union(*_by_number(text, now), *_by_person(vault, text))


def receipts_matching(
    connection: Connection, vault: Vault, text: str, offices: Collection[int], now: datetime
) -> dict[str, str]:
    """Cases that the text names, to their acceptance receipts, of those that these branches gave; no more than MOST_OFFERED."""
    statement = (
        select(NUMBER.c.instance_id, NUMBER.c.number)
        .where(
            NUMBER.c.register == Register.RECEIPT.value,
            NUMBER.c.office_id.in_(sorted(offices)),
            NUMBER.c.voided_at.is_(None),
            NUMBER.c.instance_id.in_(matching_cases(vault, text, now)),
        )
        .order_by(NUMBER.c.allotted_at.desc())
        .limit(MOST_OFFERED)
    )
    return {str(row.instance_id): row.number for row in connection.execute(statement)}


def _by_number(text: str, now: datetime) -> Iterator[Select[str]]:
    cases = select(INSTANCE.c.id)
    yield cases.where(INSTANCE.c.business_key == text)
    yield select(NUMBER.c.instance_id).where(NUMBER.c.number == text)
    if BEGUN.fullmatch(text):
        key = INSTANCE.c.business_key
        yield cases.where(key >= text, key < text + LAST_LETTER)
    if SERIAL.fullmatch(text):
        years = [local_day(now).year - back for back in range(YEARS_BACK)]
        ends = [f"{year}-{int(text):06}" for year in years]
        yield cases.where(INSTANCE.c.business_key.in_(ends))
        serial = NUMBER.c.serial == int(text)
        yield select(NUMBER.c.instance_id).where(NUMBER.c.year.in_(years), serial)


def _by_person(vault: Vault, text: str) -> Iterator[Select[str]]:
    digits, people = text.replace(" ", ""), select(CASE_PERSON.c.instance_id)
    if IIN_PATTERN.fullmatch(digits):
        yield people.where(CASE_PERSON.c.iin_hash == vault.digest(digits))
        return
    hashed = vault.digest(normalised_name(text))
    yield people.where((CASE_PERSON.c.name_hash == hashed) | (CASE_PERSON.c.surname_hash == hashed))
    if (named := cases_named(vault, text)) is not None:
        yield named
