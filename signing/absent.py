"""No adapter is connected: the node runs, whoever wants to sign is told why not, and nothing is lost."""

from __future__ import annotations

from datetime import datetime

from engine.errors import EngineError
from signing.port import Check, Outcome, Signed, SignerIdentity, VerificationReport

ADAPTER = "none"


class SigningUnavailable(EngineError):
    """This node has no signature adapter; the order stays with the head until one is connected."""

    def __init__(self) -> None:
        super().__init__("no signature adapter is connected; connect one and sign again")


class AbsentSignatures:
    """Signs nothing; says of every signature that it could not be decided."""

    mark = ""

    def sign(self, content: bytes, signer: SignerIdentity, at: datetime) -> Signed:
        """Raises SigningUnavailable."""
        raise SigningUnavailable

    def verify(self, signature: bytes, *, content: bytes, at: datetime) -> VerificationReport:
        check = Check(name="adapter", outcome=Outcome.INDETERMINATE, detail="none is connected")
        return VerificationReport(
            outcome=Outcome.INDETERMINATE,
            checks=(check,),
            signer="",
            signer_name="",
            position="",
            signed_at=None,
            certificate="",
            adapter=ADAPTER,
            mark=self.mark,
        )
