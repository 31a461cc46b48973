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
