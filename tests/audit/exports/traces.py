"""Traces made by hand, for the writers of logs."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from audit.exports.log import LogCase, LogEvent, Transition
from engine.step.states import InstanceStatus
from tests.conftest import NOW

EVENT = LogEvent(
    seq=1,
    at=NOW,
    element_id="Check",
    activity="Тексеру",
    transition=Transition.COMPLETE,
    actor="bolat",
    lane="Басшы",
    due_at=NOW + timedelta(hours=1),
    kept=True,
)
CASE = LogCase(
    instance_id="0123456789abcdef0123456789abcdef",
    business_key="2016-000001",
    key="externat",
    version=3,
    rules="2016",
    office_id=1,
    partner_office_id=None,
    status=InstanceStatus.COMPLETED,
    outcome="Issued",
    started_at=NOW,
    due_at=None,
    kept=None,
    events=(EVENT, replace(EVENT, seq=2, actor="system:engine", kept=None, due_at=None)),
)


def case(**changes: Any) -> LogCase:
    return replace(CASE, **changes)


def event(**changes: Any) -> LogEvent:
    return replace(EVENT, **changes)
