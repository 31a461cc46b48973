"""Service accounts: systems of others that sign in by a token. One transaction each."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import datetime, timedelta

from engine.storage.database import Database
from engine.storage.vault import Vault
from people import account_store, store
from people.errors import UnknownAccount, UnknownOfficeCode
from people.fitness import refuse_unfit_person
from people.roles import Role
from people.staffing import refuse_misplaced
from people.values import Person, local_day, new_person_id

MARK = "ruqsat_"  # by which a token is known as one where it has leaked
TOKEN_BYTES = 32


def create_account(
    database: Database,
    vault: Vault,
    name: str,
    role: Role,
    *,
    office_code: str | None,
    lasts: timedelta,
    now: datetime,
) -> str:
    """Its token, which is kept nowhere: only a keyed hash of it is.

    Raises PersonExists, RoleMisplaced, UnknownOfficeCode, ValueUnfit.
    """
    person = Person(id=new_person_id(), login=name, surname=name, name="")
    refuse_unfit_person(replace(person, name=name), None)  # one name is enough for a system
    token = MARK + secrets.token_urlsafe(TOKEN_BYTES)
    with database.transaction() as connection:
        office = None if office_code is None else store.office_by_code(connection, office_code)
        if office_code is not None and office is None:
            raise UnknownOfficeCode(office_code)
        refuse_misplaced(role, office)
        store.add_person(connection, person)
        number = office.id if office else None
        store.assign(connection, person.id, role, office_id=number, since=local_day(now))
        account_store.add_account(
            connection, person.id, vault.digest(token), now=now, expires_at=now + lasts
        )
    return token


def revoke_account(database: Database, name: str, *, now: datetime) -> None:
    """Its token opens nothing any more; what was done with it stays in the histories. Raises UnknownAccount."""
    with database.transaction() as connection:
        if account_store.revoke(connection, name, now=now) == 0:
            raise UnknownAccount(name)
