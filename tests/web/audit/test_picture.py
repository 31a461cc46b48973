"""Numbers in the picture of a model: counted by re-execution, written as text, never by colour alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from lxml import html
from sqlalchemy import update

from engine.storage.queries import instance_row
from engine.storage.tables import EVENT
from tests.web.analyst import deploy_changed
from tests.web.reading import words
from tests.web.service import Service
from tests.work import touched

ADDRESS = "/audit/figures/diagram"


def page(service: Service, query: str = "", person_id: str = "laura") -> str:
    answer = service.browser(person_id).get(f"{ADDRESS}{query}")
    assert answer.status_code == 200, answer.text
    return str(answer.text)


def caption(text: str, element_id: str) -> str:
    """What stands in the picture at an element, the last of its texts."""
    found = html.fromstring(text).xpath(f'//*[@data-element-id="{element_id}"]/text')
    return str(found[-1].text_content()) if found else ""


def fill(text: str, element_id: str) -> str:
    return str(
        html.fromstring(text).xpath(f'//*[@data-element-id="{element_id}"]/rect')[0].get("fill")
    )


def row(text: str, label: str) -> list[str]:
    for line in html.fromstring(text).xpath("//tbody/tr"):
        cells = [" ".join(cell.text_content().split()) for cell in line.xpath("td")]
        if cells[0] == label:
            return cells
    raise AssertionError(label)


@pytest.fixture
def walked(service: Service) -> Service:
    """Two cases at the desk: one waits for the resolution after two hours at the chancellery, one has only begun."""
    first = service.start_case()
    task = service.walk_to(first, "AcceptDocuments")
    service.pass_time(timedelta(hours=2))
    service.complete(task, "saule", {})
    service.start_case()
    return service


def test_each_element_says_how_often_it_was_passed_and_how_long_work_lay(walked: Service) -> None:
    text = page(walked)

    assert caption(text, "ServiceStart") == "×2"
    assert caption(text, "AcceptDocuments") == "×1 · 2 hr"
    assert caption(text, "Resolution") == "×0"


def test_each_flow_says_how_often_it_was_taken(walked: Service) -> None:
    picture = html.fromstring(page(walked))
    flows = [
        group.xpath("text")[-1].text_content()
        for group in picture.xpath("//g[@data-element-id]")
        if "Sequence flow" in group.xpath("title")[0].text_content()
    ]

    assert {"0", "1", "2"} == set(flows)


def test_the_colour_shows_what_is_asked_for(walked: Service) -> None:
    often, long = page(walked), page(walked, "?paint=time")

    assert fill(often, "Identify") != fill(long, "Identify")
    assert caption(often, "Identify") == caption(long, "Identify")
    assert fill(long, "AcceptDocuments") == "#7fb5de"


def test_the_table_says_it_without_the_picture(walked: Service) -> None:
    text = page(walked)
    label = next(
        cells.text_content().strip()
        for cells in html.fromstring(text).xpath("//tbody/tr/td[1]")
        if "head" in cells.text_content() and "15 minutes" in cells.text_content()
    )

    assert row(text, label)[1:4] == ["1", "0", "2 hours"]


def test_the_page_says_how_many_cases_it_counted(walked: Service) -> None:
    assert "Cases counted, each by executing its history anew: 2." in words(page(walked))


def test_more_cases_than_a_page_counts_are_told(
    walked: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.audit.picture.MOST_CASES", 1)
    text = words(page(walked))

    assert "anew: 1." in text
    assert "There are 2 such cases" in text


def test_a_history_that_does_not_hold_is_named_and_not_counted(walked: Service) -> None:
    broken = walked.start_case()
    with walked.platform.database.transaction() as connection:
        connection.execute(
            update(EVENT).where(EVENT.c.instance_id == broken).values(actor="somebody")
        )
    with walked.platform.database.snapshot() as connection:
        number = instance_row(connection, broken).business_key
    text = words(page(walked))

    assert "anew: 2." in text
    assert f"Not counted, because their history does not hold: {number}." in text


def test_a_head_sees_the_numbers_of_the_own_office_alone(walked: Service) -> None:
    assert caption(page(walked, person_id="bolat"), "ServiceStart") == "×2"
    assert caption(page(walked, person_id="roza"), "ServiceStart") == "×0"


def test_a_period_that_is_none_is_said_and_nothing_is_counted(walked: Service) -> None:
    answer = walked.browser("laura").get(f"{ADDRESS}?first=2016-09-09&last=2016-09-01")

    assert answer.status_code == 422
    assert "The period ends before it begins." in answer.text
    assert "data-element-id" not in answer.text


@pytest.mark.parametrize("query", ["?model=externat+9", "?office=999"])
def test_what_is_not_there_is_not_found(walked: Service, query: str) -> None:
    assert walked.browser("laura").get(ADDRESS + query).status_code == 404


def test_the_figures_lead_to_the_picture_with_the_same_question(walked: Service) -> None:
    text = walked.browser("laura").get("/audit/figures?model=externat+1&first=2016-09-01").text
    links = [link.get("href") for link in html.fromstring(text).xpath("//main//a")]

    assert f"{ADDRESS}?model=externat+1&first=2016-09-01" in links


def test_a_deployment_empties_no_picture(walked: Service) -> None:
    """All versions count, drawn in the newest one; each of them alone where it is asked for."""
    deploy_changed(walked.browser("arman"), "businessMinutes(15", "businessMinutes(25")
    both = page(walked)

    assert caption(both, "ServiceStart") == "×2"
    assert "externat, all versions" in words(both)
    assert caption(page(walked, "?model=externat+2"), "ServiceStart") == "×0"
    assert caption(page(walked, "?model=externat+1"), "ServiceStart") == "×2"


def test_the_cases_of_a_picture_are_read_in_one_go(walked: Service) -> None:
    """However many there are: the second time nothing has moved, and no history is read."""
    page(walked)
    with touched(walked.platform.database) as two:
        page(walked)
    walked.start_case()
    page(walked)
    with touched(walked.platform.database) as three:
        page(walked)

    assert three.statements == two.statements
