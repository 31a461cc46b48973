"""Electronic signatures: the port, and the adapter that this node may use."""

from __future__ import annotations

from engine.errors import SettingMissing
from engine.settings import Settings
from signing.absent import AbsentSignatures
from signing.demo import DemoSignatures
from signing.port import Signatures

__all__ = ["adapters"]


def adapters(settings: Settings) -> Signatures:
    """The signer and verifier of this node, as RUQSAT_SIGNER says: `demo` or `none`.

    Raises SettingMissing for another value, and for `demo` in production: its keys have no legal force.
    """
    if settings.signer == "none":
        return AbsentSignatures()
    if settings.signer != "demo":
        raise SettingMissing("RUQSAT_SIGNER", f"{settings.signer!r} is neither demo nor none")
    if settings.production:
        remedy = (
            "the demonstration signer has no legal force and is refused in production; set none"
        )
        raise SettingMissing("RUQSAT_SIGNER", remedy)
    return DemoSignatures(settings.secret_key)
