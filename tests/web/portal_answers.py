"""What an applicant types at each step of the portal, as a browser posts it, and shortcuts through the steps."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from tests.web.service import Service, pdf_file

PUPIL = "100517599112"

APPLICANT: Mapping[str, str] = {
    "applicant_name": "Сериккалиева Айгерім Нұржанқызы",
    "relation": "parent",
    "applicant_address": "Көктөбе қаласы, Абай көшесі, 25",
    "applicant_phone": "8 701 111 00 01",
    "applicant_email": "aigerim@example.kz",
    "pupil_name": "Сериккалиев Әлихан Дәуренұлы",
    "pupil_iin": PUPIL,
    "pupil_birth_date": "2010-05-17",
}
SCHOOL: Mapping[str, str] = {
    "school": "№ 27 жалпы білім беретін мектеп",
    "grade": "6",
    "ground": "health",
}
KIND: Mapping[str, str] = {"documents-0-kind": "medical-conclusion"}


def scan() -> dict[str, Any]:
    """The document step with the conclusion as a file."""
    return {**KIND, "documents-0-file": pdf_file()}


def opened(service: Service, person_id: str = "aigerim", **changes: Any) -> int:
    """A new application of the city's office; the id of its user task."""
    office = service.offices["koktobe-education"]
    posted = {"language": "kk", "provider": str(office), **changes}
    answer = service.browser(person_id).post("/portal", data=posted)
    assert answer.status_code == 303, answer.text
    found = re.search(r"/portal/applications/(\d+)/applicant", answer.location)
    assert found, answer.location
    return int(found[1])


def post_step(service: Service, task_id: int, step: str, posted: Mapping[str, Any]) -> Any:
    return service.browser("aigerim").post(
        f"/portal/applications/{task_id}/{step}", data=dict(posted)
    )


def fill_all(service: Service, task_id: int) -> None:
    """Every step up to the check page."""
    for step, posted in (("applicant", APPLICANT), ("school", SCHOOL), ("documents", scan())):
        answer = post_step(service, task_id, step, posted)
        assert answer.status_code == 303, answer.text


def send(service: Service, task_id: int, **posted: str) -> Any:
    return service.browser("aigerim").post(
        f"/portal/applications/{task_id}/send", data={"consent": "true", **posted}
    )


def sent(service: Service) -> str:
    """A whole application of aigerim's; the id of its case."""
    task_id = opened(service)
    fill_all(service, task_id)
    answer = send(service, task_id)
    assert answer.status_code == 303, answer.text
    return str(answer.location.rsplit("/", 1)[1])
