"""The e-government gateway as a port; one of synthetic persons that can be switched off, and none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Protocol

from engine.errors import BpmnError, EngineError, SettingMissing
from engine.settings import Settings
from workers.lookup.people import PEOPLE
from workers.lookup.records import CertificateRecord, PersonRecord

FAKE_SOURCE = "ЭҮШ (demo)"
CERTIFICATES_FROM = date(2008, 1, 1)  # documents made from then on are in the state systems
REGISTRY_OFFICE = "Қарағанды қаласының АХАЖ бөлімі"


class GatewayDown(EngineError):
    """The gateway does not answer; the job is tried again (technical, not a business outcome)."""

    def __init__(self, source: str) -> None:
        super().__init__(f"{source} does not answer")
        self.source = source


class GatewayNotConnected(BpmnError):
    """This node has no gateway: nobody is asked, and the model leads to the manual way at once."""

    def __init__(self) -> None:
        super().__init__("GATEWAY_NOT_CONNECTED")


class Gateway(Protocol):
    """Answers, or None where the register holds nobody of that number.

    Raises GatewayDown, GatewayNotConnected.
    """

    @property
    def source(self) -> str:
        """Named in every answer."""

    def person(self, iin: str) -> PersonRecord | None: ...

    def birth_certificate(self, iin: str) -> CertificateRecord | None: ...


def never_down() -> bool:
    return False


def gateway_of(settings: Settings) -> Gateway:
    """The gateway of this node, as RUQSAT_GATEWAY says: `demo` or `none`.

    Raises SettingMissing for another value, and for `demo` in production: its people are made up.
    """
    if settings.gateway == "none":
        return AbsentGateway()
    if settings.gateway != "demo":
        raise SettingMissing("RUQSAT_GATEWAY", f"{settings.gateway!r} is neither demo nor none")
    if settings.production:
        remedy = "the demonstration gateway answers with invented people and is refused in production; set none"
        raise SettingMissing("RUQSAT_GATEWAY", remedy)
    return FakeGateway(
        is_down=down_while(settings.var_dir / "gateway-down"),
        is_absent=down_while(settings.var_dir / "gateway-none"),
    )


def down_while(switch: Path) -> Callable[[], bool]:
    """Down as long as the file exists: `touch` and `rm` are the switch of a demonstration."""
    return switch.exists


@dataclass(frozen=True, kw_only=True)
class FakeGateway:
    """Synthetic persons for demonstrations and tests: answers at once, or raises GatewayDown while `is_down()`.

    is_absent: while true it plays a system without a gateway.
    """

    is_down: Callable[[], bool] = never_down
    is_absent: Callable[[], bool] = never_down
    people: Mapping[str, PersonRecord] = field(default_factory=lambda: PEOPLE)
    source: str = FAKE_SOURCE

    def person(self, iin: str) -> PersonRecord | None:
        self._refuse_when_down()
        return self.people.get(iin)

    def birth_certificate(self, iin: str) -> CertificateRecord | None:
        """Only of those born in 2008 or later: older certificates are not in the system."""
        self._refuse_when_down()
        person = self.people.get(iin)
        if person is None or person.birth_date < CERTIFICATES_FROM:
            return None
        return CertificateRecord(
            number=f"ТК-{person.iin[-5:]}-{person.birth_date:%y%m%d}",
            issued_on=person.birth_date + timedelta(days=14),
            issued_by=REGISTRY_OFFICE,
            birth_date=person.birth_date,
            full_name=person.full_name,
        )

    def _refuse_when_down(self) -> None:
        if self.is_absent():
            raise GatewayNotConnected
        if self.is_down():
            raise GatewayDown(self.source)


class AbsentGateway:
    """No gateway is connected to this node."""

    source = "none"

    def person(self, iin: str) -> PersonRecord | None:
        """Raises GatewayNotConnected."""
        raise GatewayNotConnected

    def birth_certificate(self, iin: str) -> CertificateRecord | None:
        """Raises GatewayNotConnected."""
        raise GatewayNotConnected
