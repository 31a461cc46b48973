"""The service as it runs: the real model and the real workers over a database of its own, walked by browsers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from engine.commands.instances import Start, start_instance
from engine.history.events import instant_text
from engine.settings import ROOT
from engine.storage.queries import instance_row, open_user_tasks
from people import store
from tests.web.signing_in import signed_in
from web.cases.variables import task_variables
from web.platform import Platform
from workers.notices.store import NOTICE
from workers.tables import NoticeState
from workers.worker import work_once

PDF = b"%PDF-1.4\n%made up\n"
APPLICANT, PUPIL = "840312499016", "100517599112"
"""Of `workers.lookup.people`: a mother and her son, born 2010."""

ANSWERS: Mapping[str, Mapping[str, Any]] = {
    "Identify": {
        "applicant_iin": APPLICANT,
        "identity_kind": "id-card",
        "identity_number": "012345678",
        "identity_checked": "true",
        "relation": "parent",
    },
    "EnterApplication": {
        "applicant_name": "Ахметова Айгүл Серікқызы",
        "applicant_address": "Көктөбе қаласы, Абай көшесі, 25",
        "applicant_phone": "8 701 123 45 67",
        "pupil_name": "Ахметов Әлихан Дәуренұлы",
        "pupil_iin": PUPIL,
        "pupil_birth_date": "2010-05-17",
        "school": "№ 27 жалпы білім беретін мектеп",
        "grade": "6",
        "ground": "health",
        "consent": "true",
    },
    "RecordDocuments": {"documents-1-kind": "medical-conclusion", "documents-1-copy": "original"},
    "CheckPackage": {"complete": "true"},
    "TransferToProvider": {"transferred_by": "electronic"},
    "AcceptDocuments": {},
    "Resolution": {"specialist": "gulnar", "resolution": "Заң талаптарына сай қарау"},
    "PrepareOrder": {"decision": "granted"},
    "SignOrder": {"signed": "true"},
    "HandOver": {"handed_over_on": "2016-09-06"},
}
"""What is typed at each user task of the straight way, as a browser posts it."""

WHO: Mapping[str, str] = {
    "AcceptDocuments": "saule",
    "Resolution": "bolat",
    "PrepareOrder": "gulnar",
    "SignOrder": "bolat",
    "SignRefusal": "bolat",
    "HandOver": "gulnar",
}
"""Who works on it; the others are the desk worker's, aliya."""


@dataclass
class Service:
    """A running service. `now` is its clock: change it and time has passed."""

    app: Flask
    platform: Platform
    offices: Mapping[str, int]
    clock: list[datetime]
    browsers: dict[str, FlaskClient] = field(default_factory=dict)

    def browser(self, person_id: str) -> FlaskClient:
        """Signed in as this person, reading English."""
        if person_id not in self.browsers:
            self.browsers[person_id] = signed_in(self.app, person_id, lasts=timedelta(days=400))
            self.browsers[person_id].set_cookie("ruqsat_language", "en")
        return self.browsers[person_id]

    def pass_time(self, span: timedelta) -> None:
        self.clock[0] += span

    def start_case(self, number: int = 1, *, late: bool = False) -> str:
        """A desk case of the city, opened by aliya. late: the applicant comes at the present time of the clock."""
        raw = json.loads(
            (ROOT / "bpmn" / "scenarios" / "externat" / "granted.json").read_text("utf-8")
        )
        case_no = f"2016-{number:06}"
        if late:
            raw["variables"]["arrived_at"] = instant_text(self.platform.clock())
        start = Start(
            key="externat",
            variables={**raw["variables"], "case_no": case_no, "provider": self._provider()},
            business_key=case_no,
            office_id=self.offices["koktobe-education"],
            partner_office_id=self.offices["koktobe-corporation"],
        )
        return start_instance(
            self.platform.runtime, start, actor="aliya", now=self.platform.clock()
        )

    def walk_to(self, instance_id: str, element_id: str) -> int:
        """Complete what is open until this user task is; its id."""
        for _ in range(30):
            waiting = self.open_tasks(instance_id)
            if element_id in waiting:
                return waiting[element_id]
            if waiting:
                name, task_id = next(iter(waiting.items()))
                answer = self.complete(task_id, WHO.get(name, "aliya"), ANSWERS[name])
                assert answer.status_code == 303, (name, answer.text)
            self.work()
        raise AssertionError(f"{element_id} was not reached: {self.open_tasks(instance_id)}")

    def open_tasks(self, instance_id: str) -> dict[str, int]:
        with self.platform.database.snapshot() as connection:
            rows = open_user_tasks(connection, instance_id)
        return {row.element_id: row.id for row in rows}

    def complete(self, task_id: int, person_id: str, answers: Mapping[str, Any]) -> TestResponse:
        return self.browser(person_id).post(f"/tasks/{task_id}/complete", data=dict(answers))

    def work(self) -> None:
        """Let the workers do what lies in the queue."""
        work_once(
            self.platform.runtime,
            worker_id="worker:test",
            lease=timedelta(minutes=1),
            clock=self.platform.clock,
        )

    def deliver(self) -> None:
        """As the sender does for the pages of notices."""
        with self.platform.database.transaction() as connection:
            now = self.platform.clock()
            connection.execute(NOTICE.update().values(state=NoticeState.SENT, sent_at=now))

    def variables(self, instance_id: str) -> Mapping[str, Any]:
        """Those of the process, as they are now."""
        with self.platform.database.snapshot() as connection:
            row = instance_row(connection, instance_id)
        version = self.platform.runtime.versions.find(row.definition_id)
        return task_variables(self.platform, version, instance_id, row.state, None)

    def _provider(self) -> Mapping[str, str]:
        with self.platform.database.snapshot() as connection:
            return store.office_profile(
                connection,
                self.offices["koktobe-education"],
                on=self.platform.clock().date(),
            )


def pdf_file(name: str = "conclusion.pdf", content: bytes = PDF) -> tuple[BytesIO, str]:
    """As a browser sends it."""
    return BytesIO(content), name
