from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import select

from tests.web.service import PDF, Service, pdf_file
from workers.documents.store import Document, document, document_content, documents_of
from workers.tables import DocumentRow

DOCUMENT: Any = DocumentRow.__table__


@pytest.fixture
def case(service: Service) -> str:
    return service.start_case()


@pytest.fixture
def task_id(service: Service, case: str) -> int:
    return service.walk_to(case, "RecordDocuments")


def rows(**columns: Any) -> dict[str, Any]:
    """The row of the medical conclusion, as a browser posts it."""
    return {
        "documents-1-kind": "medical-conclusion",
        **{f"documents-1-{name}": value for name, value in columns.items()},
    }


def stored_id(text: str, number: int = 1) -> str:
    found = re.search(rf'name="documents-{number}-document_id" value="(\w+)"', text)
    assert found is not None
    return found[1]


def stored(service: Service, document_id: str) -> Document:
    with service.platform.database.snapshot() as connection:
        return document(connection, document_id)


def uploads(service: Service) -> list[str]:
    with service.platform.database.snapshot() as connection:
        query = select(DOCUMENT.c.id).where(DOCUMENT.c.owner.is_not(None))
        return list(connection.execute(query).scalars())


def test_a_file_becomes_a_document_of_the_case(service: Service, case: str, task_id: int) -> None:
    answer = service.complete(task_id, "aliya", rows(copy="scan", file=pdf_file()))
    assert answer.status_code == 303, answer.text
    (row,) = service.variables(case)["documents"]
    found = stored(service, row["document_id"])
    with service.platform.database.snapshot() as connection:
        content = document_content(connection, service.platform.vault, found.id)

    assert row["copy"] == "scan"
    assert (found.kind, found.owner, found.instance_id) == ("medical-conclusion", "aliya", case)
    assert found.file_name == "conclusion.pdf"
    assert content == PDF


def test_a_file_alone_is_an_electronic_copy(service: Service, case: str, task_id: int) -> None:
    service.complete(task_id, "aliya", rows(copy="", note="№ 118", file=pdf_file()))
    (row,) = service.variables(case)["documents"]

    assert (row["copy"], row["note"]) == ("scan", "№ 118")


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        ((BytesIO(b"MZ"), "virus.exe"), "Only PDF, PNG and JPEG files are accepted."),
        ((BytesIO(b"no pdf"), "a.pdf"), "The content of the file is not what its name says."),
        ((BytesIO(b""), "a.pdf"), "The file is empty."),
        ((BytesIO(b"%PDF-1.4 /Encrypt 1 0 R"), "a.pdf"), "protected by a password"),
        ((BytesIO(PDF), "a\u202efdp.pdf"), "characters that are not allowed"),
    ],
    ids=["type", "lying", "empty", "encrypted", "name"],
)
def test_a_refused_file_is_said_at_its_field_and_all_else_stays(
    service: Service, task_id: int, file: tuple[BytesIO, str], sentence: str
) -> None:
    kept = {"documents-7-kind": "other", "documents-7-note": "хат"}
    answer = service.complete(
        task_id,
        "aliya",
        {**rows(copy="scan", note="№ 118", file=file), **kept, "documents-7-file": pdf_file()},
    )

    assert answer.status_code == 422
    assert sentence in answer.text
    assert '<a href="#f-documents-1-file">' in answer.text
    assert 'aria-describedby="f-documents-1-file-error"' in answer.text
    assert 'value="№ 118"' in answer.text
    assert uploads(service) == [stored_id(answer.text, 7)]


def test_a_file_above_the_limit_is_refused_by_name(service: Service, task_id: int) -> None:
    large = PDF + b"0" * service.platform.settings.upload_limit
    answer = service.complete(task_id, "aliya", rows(copy="scan", file=pdf_file(content=large)))
    answer.request.environ["wsgi.input"].close()  # the test browser leaves its temporary file open

    assert answer.status_code == 422
    assert "The file is too large." in answer.text
    assert uploads(service) == []


def test_a_kept_file_need_not_be_chosen_again(service: Service, case: str, task_id: int) -> None:
    wrong = {**rows(copy="scan", file=pdf_file()), "documents-7-kind": "other"}
    first = service.complete(task_id, "aliya", {**wrong, "documents-7-copy": "scan"})
    document_id = stored_id(first.text)
    again = service.complete(task_id, "aliya", rows(copy="scan", document_id=document_id))

    assert first.status_code == 422
    assert '<a href="#f-documents-7-file">' in first.text
    assert f'href="/documents/{document_id}"' in first.text
    assert again.status_code == 303
    assert service.variables(case)["documents"][0]["document_id"] == document_id


def test_a_file_lies_in_the_draft(service: Service, task_id: int) -> None:
    data = {**rows(copy="scan", file=pdf_file()), "save": "1"}
    service.browser("aliya").post(f"/tasks/{task_id}/draft", data=data)
    text = service.browser("aliya").get(f"/tasks/{task_id}").text

    assert stored(service, stored_id(text)).instance_id is None
    assert "conclusion.pdf" in text


def test_a_draft_with_a_refused_file_says_so(service: Service, task_id: int) -> None:
    data = {**rows(note="№ 118", file=pdf_file("a.exe")), "save": "1"}
    answer = service.browser("aliya").post(f"/tasks/{task_id}/draft", data=data)

    assert answer.status_code == 422
    assert "Only PDF" in answer.text
    assert 'value="№ 118"' in service.browser("aliya").get(f"/tasks/{task_id}").text


def test_a_file_can_be_removed_again(service: Service, task_id: int) -> None:
    first = service.complete(task_id, "aliya", rows(note="x" * 400, file=pdf_file()))
    document_id = stored_id(first.text)
    data = rows(copy="original", document_id=document_id, remove="1")
    second = service.complete(task_id, "aliya", data)

    assert second.status_code == 303
    assert stored(service, document_id).voided_at is not None
    assert "conclusion.pdf" not in service.browser("aliya").get(f"/tasks/{task_id}").text


def test_another_file_takes_the_place_of_the_first(
    service: Service, case: str, task_id: int
) -> None:
    first = service.complete(task_id, "aliya", rows(note="x" * 400, file=pdf_file("old.pdf")))
    data = rows(copy="scan", document_id=stored_id(first.text), file=pdf_file("new.pdf"))
    service.complete(task_id, "aliya", data)
    (row,) = service.variables(case)["documents"]

    assert stored(service, row["document_id"]).file_name == "new.pdf"


def test_a_file_of_another_case_cannot_be_named(service: Service, task_id: int) -> None:
    other = service.start_case(number=2)
    service.walk_to(other, "CheckPackage")
    with service.platform.database.snapshot() as connection:
        print_id = documents_of(connection, other)[0].id
    answer = service.complete(task_id, "aliya", rows(copy="scan", document_id=print_id))

    assert answer.status_code == 422
    assert "This file is not here any more. Choose it again." in answer.text
    assert print_id not in answer.text


def test_a_file_of_another_person_cannot_be_named(service: Service, task_id: int) -> None:
    service.browser("aliya").post(f"/tasks/{task_id}/release")
    first = service.complete(task_id, "daniyar", rows(note="x" * 400, file=pdf_file()))
    answer = service.complete(
        task_id, "aliya", rows(copy="scan", document_id=stored_id(first.text))
    )

    assert answer.status_code == 422
    assert "This file is not here any more." in answer.text


def test_nobody_but_who_sent_it_removes_a_file(service: Service, task_id: int) -> None:
    service.browser("aliya").post(f"/tasks/{task_id}/release")
    first = service.complete(task_id, "daniyar", rows(note="x" * 400, file=pdf_file()))
    document_id = stored_id(first.text)
    service.complete(task_id, "aliya", rows(copy="scan", document_id=document_id, remove="1"))

    assert stored(service, document_id).voided_at is None


def test_a_made_up_kind_is_refused_and_nothing_stored(service: Service, task_id: int) -> None:
    data = {"documents-1-kind": "passport", "documents-1-copy": "scan"}
    answer = service.complete(task_id, "aliya", {**data, "documents-1-file": pdf_file()})

    assert answer.status_code == 422
    assert uploads(service) == []


def test_an_empty_package_is_refused(service: Service, task_id: int) -> None:
    answer = service.complete(task_id, "aliya", {"documents-0-kind": "application"})

    assert answer.status_code == 422
    assert '<a href="#f-documents-0-copy">' in answer.text


def test_a_row_is_named_by_its_kind_in_the_summary(service: Service, task_id: int) -> None:
    answer = service.complete(task_id, "aliya", rows(copy="scan"))

    assert answer.status_code == 422
    assert "form 035-1/u: Required field: File</a>" in answer.text


def test_files_of_a_closed_task_are_not_stored(service: Service, task_id: int) -> None:
    service.complete(task_id, "aliya", rows(copy="original"))
    answer = service.complete(task_id, "aliya", rows(copy="scan", note="№ 5", file=pdf_file()))

    assert answer.status_code == 409
    assert "№ 5" in answer.text
    assert uploads(service) == []
