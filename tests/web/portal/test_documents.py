"""E-copies: what is needed and why, files that stay, files that are refused."""

from __future__ import annotations

import re

from tests.web.portal_answers import APPLICANT, KIND, SCHOOL, fill_all, opened, post_step, scan
from tests.web.reading import words
from tests.web.service import Service, pdf_file


def page(service: Service, task_id: int, step: str, person_id: str = "aigerim") -> str:
    return service.browser(person_id).get(f"/portal/applications/{task_id}/{step}").text


def test_a_needed_document_is_marked_with_the_reason(service: Service) -> None:
    task_id = opened(service)
    post_step(service, task_id, "school", SCHOOL)
    post_step(service, task_id, "applicant", APPLICANT)
    answer = post_step(service, task_id, "documents", KIND)

    assert answer.status_code == 422
    assert "Needed because the pupil cannot attend school for reasons of health" in answer.text
    assert "say below why there is none" in answer.text


def test_who_was_born_before_2008_is_asked_for_the_certificate(service: Service) -> None:
    task_id = opened(service)
    post_step(service, task_id, "school", SCHOOL)
    born = {**APPLICANT, "pupil_birth_date": "2007-12-31"}
    post_step(service, task_id, "applicant", born)
    answer = post_step(service, task_id, "documents", scan())

    assert answer.status_code == 422
    assert "Needed because the pupil was born before 2008" in answer.text


def test_a_file_is_kept_with_the_draft(service: Service) -> None:
    task_id = opened(service)
    fill_all(service, task_id)

    assert "conclusion.pdf" in words(page(service, task_id, "documents"))


def test_a_file_that_is_no_picture_and_no_pdf_is_refused_at_its_row(service: Service) -> None:
    task_id = opened(service)
    bad = {**KIND, "documents-0-file": pdf_file("virus.exe", b"MZ\x90\x00")}
    answer = post_step(service, task_id, "documents", bad)

    assert answer.status_code == 422
    assert 'id="f-documents-0-file-error"' in answer.text


def test_a_removed_file_is_missing_again(service: Service) -> None:
    task_id = opened(service)
    fill_all(service, task_id)
    document_id = _document_id(service, task_id)
    posted = {**KIND, "documents-0-document_id": document_id, "documents-0-remove": "1"}
    answer = post_step(service, task_id, "documents", posted)

    assert answer.status_code == 422
    assert "conclusion.pdf" not in words(page(service, task_id, "documents"))


def test_a_remark_without_a_file_asks_for_the_file(service: Service) -> None:
    task_id = opened(service)
    posted = {**KIND, "documents-0-note": "№ 12", "missing_reason": "Кейін беремін"}
    answer = post_step(service, task_id, "documents", posted)

    assert answer.status_code == 422
    assert 'id="f-documents-0-file-error"' in answer.text
    assert 'value="№ 12"' in answer.text


def _document_id(service: Service, task_id: int) -> str:
    found = re.search(
        r'name="documents-0-document_id" value="(\w+)"', page(service, task_id, "documents")
    )
    assert found
    return found[1]
