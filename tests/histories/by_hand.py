"""What a person does by hand to a case that was refused at the desk by mistake."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from engine.commands.instances import terminate_instance
from engine.commands.life import correct_variables, resume_instance, suspend_instance
from engine.commands.tokens import move_token, reopen_instance
from engine.storage.runtime import Runtime

ADMINISTRATOR = "nurlan"
COMPLETE = {"complete": True, "missing_docs": [], "check_remark": ""}


def intervene(runtime: Runtime, instance_id: str, *, now: datetime) -> None:
    """Reopen, suspend, correct, move while it rests, resume, move again, end, reopen: a minute after each other."""
    minutes = (now + timedelta(minutes=nth) for nth in range(1, 99))

    def by(reason: str) -> dict[str, Any]:
        return {"reason": reason, "actor": ADMINISTRATOR, "now": next(minutes)}

    case = (runtime, instance_id)
    reopen_instance(*case, "CheckPackage", **by("Құжаттар топтамасы толық болған"))
    suspend_instance(*case, **by("Түпнұсқалар салыстырылады"))
    correct_variables(*case, COMPLETE, **by("Қате белгіленген"))
    move_token(*case, "CheckPackage", "CheckRules", **by("Ережелер қайта тексеріледі"))
    resume_instance(*case, **by("Салыстыру аяқталды"))
    move_token(*case, "CheckPackage", "PackageComplete", **by("Тексеру қағазда жасалған"))
    terminate_instance(*case, **by("Екі рет енгізілген деп есептелді"))
    reopen_instance(*case, "TransferToProvider", **by("Екінші іс жоқ екен"))
