"""The cover and the resolution card of a case, printed from its page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from people.tables import ReadLogRow
from tests.web.reading import words
from tests.web.service import Service
from tests.workers.pdf import pdf_text

NOT_YET = "This cannot be printed yet: the case does not have what stands on the paper."


@pytest.fixture
def case(service: Service) -> str:
    instance_id = service.start_case()
    service.walk_to(instance_id, "PrepareOrder")
    return instance_id


def printed(service: Service, case: str, paper: str, person_id: str = "gulnar") -> str:
    answer = service.browser(person_id).get(f"/cases/{case}/{paper}.pdf")
    assert answer.status_code == 200, answer.text
    assert answer.mimetype == "application/pdf"
    return pdf_text(answer.data)


def test_the_cover_has_case_applicant_and_numbers(service: Service, case: str) -> None:
    text = printed(service, case, "cover")

    assert "2016-000001" in text
    assert "Ахметова Айгүл Серікқызы" in text
    assert "1-К/2016" in text


def test_the_card_has_specialist_resolution_and_the_day_it_was_given(
    service: Service, case: str
) -> None:
    service.pass_time(timedelta(days=3))

    text = printed(service, case, "resolution")

    assert "Заң талаптарына сай қарау" in text
    assert "Сәдуақасова Гүлнар Маратқызы" in text
    assert "«05» қыркүйек 2016 жыл" in text


def test_a_file_bears_the_number_of_its_case(service: Service, case: str) -> None:
    answer = service.browser("gulnar").get(f"/cases/{case}/cover.pdf")

    assert answer.headers["Content-Disposition"] == "inline; filename=cover-2016-000001.pdf"


@pytest.mark.parametrize("person_id", ["aliya", "saule", "bolat", "laura"])
def test_staff_of_the_case_and_the_auditor_are_offered_both(
    service: Service, case: str, person_id: str
) -> None:
    page = service.browser(person_id).get(f"/cases/{case}").text

    assert f'href="/cases/{case}/cover.pdf"' in page
    assert f'href="/cases/{case}/resolution.pdf"' in page


@pytest.mark.parametrize("paper", ["cover", "resolution"])
def test_what_the_case_does_not_have_yet_is_not_offered_and_not_printed(
    service: Service, paper: str
) -> None:
    young = service.start_case()

    page = service.browser("aliya").get(f"/cases/{young}").text
    answer = service.browser("aliya").get(f"/cases/{young}/{paper}.pdf")

    assert f"/{paper}.pdf" not in page
    assert answer.status_code == 409
    assert NOT_YET in words(answer.text)


def test_a_cover_needs_no_resolution(service: Service) -> None:
    instance_id = service.start_case()
    service.walk_to(instance_id, "RecordDocuments")

    page = service.browser("aliya").get(f"/cases/{instance_id}").text

    assert f'href="/cases/{instance_id}/cover.pdf"' in page
    assert "/resolution.pdf" not in page
    assert "2016-000001" in printed(service, instance_id, "cover", "aliya")


@pytest.mark.parametrize(("person_id", "status"), [("timur", 404), ("nurlan", 403)])
@pytest.mark.parametrize("paper", ["cover", "resolution"])
def test_nobody_else_prints_them(
    service: Service, case: str, paper: str, person_id: str, status: int
) -> None:
    answer = service.browser(person_id).get(f"/cases/{case}/{paper}.pdf")

    assert answer.status_code == status


def test_each_print_is_a_read_of_personal_data(service: Service, case: str) -> None:
    printed(service, case, "cover", "laura")

    columns = (ReadLogRow.person_id, ReadLogRow.action, ReadLogRow.instance_id)
    with service.platform.database.snapshot() as connection:
        kept = [tuple(row) for row in connection.execute(select(*columns))]
    assert kept[-1] == ("laura", "see_document", case)
