"""Stretches of the service that many stories have in common."""

from __future__ import annotations

from cli.demonstration.story import Message, Says, Step, done, told, worked

LATE_REASON = (
    "Өтініш оқу жылының 1 желтоқсанынан кейін берілді (стандарттың 4-тармағының 4) тармақшасы)"
)
UNCONFIRMED = (
    "035-1/у нысанындағы қорытындының нөмірі медициналық ұйымның журналында тіркелмеген: "
    "ұсынылған мәліметтердің дұрыс еместігі анықталды"
)


def identified(*, by: str | None = None) -> tuple[Step, ...]:
    return worked("Identify", minutes=3, by=by)


def entered() -> tuple[Step, ...]:
    """Application and package, once it is known who came."""
    return (*worked("EnterApplication", minutes=8), *worked("RecordDocuments", minutes=4))


def checked() -> tuple[Step, ...]:
    return worked("CheckPackage", minutes=5)


def sent(*, wait: int = 60) -> tuple[Step, ...]:
    return worked("TransferToProvider", wait=wait, minutes=5)


def taken_in() -> tuple[Step, ...]:
    """The usual way through the desk."""
    return (*identified(), *entered(), *checked(), *sent())


def filed() -> tuple[Step, ...]:
    """The usual way through the portal."""
    return done("PortalSignIn", minutes=2), done("PortalApplication", minutes=18)


def received(specialist: str | None = None) -> tuple[Step, ...]:
    """Chancellery and head of the provider, each within their 15 minutes."""
    says = {"specialist": specialist, "resolution": "Орындауға"} if specialist else None
    return (
        *worked("AcceptDocuments", wait=2, minutes=6),
        *worked("Resolution", says, wait=4, minutes=5),
    )


def prepared(says: Says | None = None, *, days: int = 5) -> Step:
    return done("PrepareOrder", says, days=days, minutes=45)


def refused(ground: str, reasons: str) -> Says:
    return {"decision": "refused", "refusal_ground": ground, "refusal_reasons": reasons}


def signed(
    element_id: str = "SignOrder", says: Says | None = None, *, days: int = 1
) -> tuple[Step, ...]:
    return worked(element_id, says, days=days, wait=20, minutes=6)


def handed_over() -> Step:
    return done("HandOver", days=1, minutes=30)


def collected(says: Says | None = None, *, days: int = 3) -> tuple[Step, ...]:
    """The applicant comes with the receipt."""
    return told(Message.CAME, days=days), *worked("IssueResult", says, minutes=6)
