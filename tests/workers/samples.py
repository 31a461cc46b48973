"""A case of the service as its variables stand, and jobs over it. All persons are made up."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from engine.calendar.in_force import Calendars
from engine.step.jobs import Job
from engine.storage.vault import Vault
from workers.answers import Answers
from workers.handlers import Workshop
from workers.lookup.gateway import FakeGateway, Gateway

NOW = datetime(2016, 11, 3, 5, 15, tzinfo=UTC)
"""Thursday 3 November 2016, 11:15 in Almaty, which was UTC+6 then."""

PROVIDER = {
    "name_kk": "«Қарағанды қаласының білім бөлімі» мемлекеттік мекемесі",
    "name_ru": "Государственное учреждение «Отдел образования города Караганды»",
    "head_name": "Г. С. Әбенова",
    "head_position_kk": "Білім бөлімінің басшысы",
    "head_position_ru": "Руководитель отдела образования",
    "address_kk": "Қарағанды қ., Бұқар жырау д-лы, 13",
    "address_ru": "г. Караганда, пр. Бухар-жырау, 13",
    "phone": "+77212420000",
    "level": "district",
}
BRANCH = {
    "name_kk": "«Азаматтарға арналған үкімет» КЕАҚ филиалының № 2 бөлімі",
    "name_ru": "Отдел № 2 филиала НАО «Правительство для граждан»",
    "branch_no": "2",
    "address_kk": "Қарағанды қ., Ерубаев к-сі, 34",
    "address_ru": "г. Караганда, ул. Ерубаева, 34",
    "phone": "1414",
}
VARIABLES = {
    "channel": "state-corporation",
    "case_no": "2016-000123",
    "language": "kk",
    "provider": PROVIDER,
    "branch": BRANCH,
    "worker_name": "Б. Қ. Сәрсенова",
    "worker_phone": "+77212421414",
    "worker_position_kk": "Мемлекеттік корпорация қызметкері",
    "worker_position_ru": "работник Государственной корпорации",
    "applicant_iin": "840312499016",
    "applicant_name": "Ахметова Айгүл Серікқызы",
    "applicant_address": "Қарағанды қ., Мұстафин к-сі, 12",
    "applicant_phone": "+77011234567",
    "relation": "parent",
    "pupil_name": "Ахметов Әлихан Дәуренұлы",
    "pupil_iin": "100517599112",
    "pupil_birth_date": "2010-05-17",
    "school": "№ 27 жалпы білім беретін мектеп",
    "grade": "9",
    "ground": "health",
    "consent": True,
    "documents": [
        {"kind": "medical-conclusion", "copy": "original", "note": "№ 118", "document_id": None},
    ],
    "application_document": "a" * 32,
    "missing_docs": ["medical-conclusion", "birth-certificate"],
    "accepted_at": "2016-11-03T05:15:00.000000Z",
    "decision": "granted",
    "refusal_ground": "unreliable",
    "refusal_reasons": "Қорытынды тізілімде табылмады",
    "remark": "Сынып қате көрсетілген",
}
DECIDED = {
    "receipt_no": "2016-002-000001",
    "accepted_on": "2016-11-03",
    "due_on": "2016-11-24",
    "incoming_no": "1-К/2016",
    "incoming_at": "2016-11-03T06:00:00.000000Z",
    "specialist": "person-8",
    "specialist_name": "Ж. Т. Оспанов",
    "resolution": "Құжаттарды тексеріп, бұйрық жобасын дайындаңыз.",
    "order_no": "2-Э/2016",
    "order_date": "2016-11-16",
    "extract_no": "2016-001-000002-Ү",
    "extract_document": "c" * 32,
    "outgoing_no": "1-Ш/2016",
    "outgoing_at": "2016-11-17T06:00:00.000000Z",
}
"""What the case has besides, once its order is signed and registered."""

OFFICE, PARTNER = 1, 2


def variables(**changed: Any) -> dict[str, Any]:
    """The case with some variables changed; None takes one away."""
    merged = {**VARIABLES, **changed}
    return {name: value for name, value in merged.items() if value is not None}


def answers(**changed: Any) -> Answers:
    return Answers(job_type="test", values=variables(**changed))


def job(
    job_type: str, *, now: datetime = NOW, key: str = "", rules: str = "2016", **changed: Any
) -> Job:
    return Job(
        type=job_type,
        key=key or f"{'1' * 32}:{job_type}:7",
        instance_id="1" * 32,
        business_key="2016-000123",
        element_id="Element",
        variables=variables(**changed),
        office_id=OFFICE,
        partner_office_id=PARTNER,
        actor="person-7",
        now=now,
        rules=rules,
    )


def workshop(vault: Vault, *, gateway: Gateway | None = None, mark: str = "ТЕСТ") -> Workshop:
    return Workshop(
        vault=vault,
        calendars=Calendars(),
        gateway=gateway or FakeGateway(),
        public_url="https://ruqsat.example",
        signing_mark=mark,
    )
