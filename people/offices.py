"""Which office does what in a case, and who is told when a term has passed."""

from __future__ import annotations

from datetime import date

from people import store
from people.roles import Role, role_of_lane, roles_of_lane
from people.values import Person


def lane_office(lane: str, office_id: int | None, partner_office_id: int | None) -> int | None:
    """The State Corporation's branch works on its own lane, the provider's office on all others.

    An application from the portal has no branch: its own lane then falls to the provider.
    """
    if role_of_lane(lane) is Role.STATE_CORPORATION_WORKER and partner_office_id is not None:
        return partner_office_id
    return office_id


def told_heads(
    connection: store.Connection, office_id: int | None, *, on: date
) -> tuple[Person, ...]:
    """Heads of the office; of a branch, those of the provider that it serves."""
    if office_id is None:
        return ()
    office = store.office_by_id(connection, office_id)
    return store.persons_with_role(
        connection, Role.HEAD, office_id=office.serves_id or office_id, on=on
    )


def persons_of_lane(
    connection: store.Connection, lane: str, *, office_id: int | None, on: date
) -> tuple[Person, ...]:
    """Who works on a lane in an office on a day, by name."""
    roles = sorted(roles_of_lane(lane))
    found = {
        person.id: person
        for role in roles
        for person in store.persons_with_role(connection, role, office_id=office_id, on=on)
    }
    return tuple(sorted(found.values(), key=lambda person: (person.full_name, person.id)))
