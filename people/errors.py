"""Errors of persons and sign-in."""

from __future__ import annotations

from datetime import datetime

from engine.errors import EngineError


class SignInRefused(EngineError):
    """Login and password do not belong together; which of the two is wrong is not said."""


class SignInThrottled(EngineError):
    """Too many attempts with this login; none counts before `until` (aware UTC)."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"too many attempts to sign in; the next one counts at {until}")
        self.until = until


class LookupThrottled(EngineError):
    """Too many public look-ups; none is answered before `until` (aware UTC)."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"too many look-ups; the next one is answered at {until}")
        self.until = until


class PersonExists(EngineError):
    """Another person has this id, login or identification number."""

    def __init__(self, login: str) -> None:
        super().__init__(f"the login {login} or its identification number is taken")
        self.login = login


class UnknownOffice(EngineError):
    """No office has that id."""

    def __init__(self, office_id: int) -> None:
        super().__init__(f"office {office_id} does not exist")
        self.office_id = office_id


class UnknownPerson(EngineError):
    """Nobody has that login."""

    def __init__(self, login: str) -> None:
        super().__init__(f"nobody has the login {login}")
        self.login = login


class UnknownOfficeCode(EngineError):
    """No office has that code."""

    def __init__(self, code: str) -> None:
        super().__init__(f"no office has the code {code}; `office list` shows those there are")
        self.code = code


class OfficeExists(EngineError):
    """Another office has this code."""

    def __init__(self, code: str) -> None:
        super().__init__(f"an office with the code {code} exists already")
        self.code = code


class RoleMisplaced(EngineError):
    """A role is held in one kind of office, or in none."""

    def __init__(self, role: str, wanted: str | None) -> None:
        place = f"in an office of the kind {wanted}" if wanted else "in no office"
        super().__init__(f"the role {role} is held {place}")
        self.role, self.wanted = role, wanted


class RoleHeld(EngineError):
    """The person holds this role there already, or will."""

    def __init__(self, login: str, role: str) -> None:
        super().__init__(f"{login} holds the role {role} there already; end it first")
        self.login, self.role = login, role


class ValueUnfit(EngineError):
    """What is told of a person or an office cannot be kept or printed; `why` goes on after the name of the field."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(f"{field} {why}")
        self.field, self.why = field, why


class WeakPassword(EngineError):
    """Too short, or it holds the login."""

    def __init__(self, shortest: int) -> None:
        super().__init__(
            f"a password has at least {shortest} characters and does not hold the login"
        )
        self.shortest = shortest


class UnknownAccount(EngineError):
    """No service account of that name is open."""

    def __init__(self, name: str) -> None:
        super().__init__(f"no service account {name} is open; `account list` shows those there are")
        self.name = name


class RequestUnderWay(EngineError):
    """A request with the same Idempotency-Key was faster; what it was answered is kept."""

    def __init__(self, key: str) -> None:
        super().__init__(f"a request with the Idempotency-Key {key} was answered meanwhile")
        self.key = key
