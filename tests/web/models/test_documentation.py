"""A version told as a document, for everyone who may see the definition."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from flask.testing import FlaskClient
from lxml import html

from tests.web.service import Service

PAGE = "/models/externat/1/documentation"
FORMULA = re.compile(r"businessDays|businessMinutes|\$\{|==|&&")


@pytest.fixture
def analyst(service: Service) -> FlaskClient:
    return service.browser("arman")


def page_in(browser: FlaskClient, language: str) -> html.HtmlElement:
    browser.get(f"/language/{language}")
    answer = browser.get(PAGE)
    assert answer.status_code == 200
    return html.fromstring(answer.text)


def text(node: html.HtmlElement) -> str:
    return " ".join(" ".join(map(str, node.xpath(".//text()"))).split())


def step(page: html.HtmlElement, element_id: str) -> str:
    (found,) = page.xpath(f"//article[@aria-labelledby='step-{element_id}']")
    return text(found)


def test_the_page_of_the_version_leads_to_it(analyst: FlaskClient) -> None:
    page = html.fromstring(analyst.get("/models/externat/1").text)
    assert page.xpath(f"//main//a[@href='{PAGE}']")


def test_it_says_which_version_it_is_of(analyst: FlaskClient) -> None:
    said = text(page_in(analyst, "en").xpath("//main//dl")[0])
    assert "externat" in said
    assert "Version 1" in said
    assert "Edition of the rules 2016" in said
    assert "working days: 15" in said


def test_a_step_is_told_with_its_form_its_term_and_what_comes_next(analyst: FlaskClient) -> None:
    said = step(page_in(analyst, "ru"), "CheckPackage")
    assert "Кто Государственная корпорация" in said
    assert "минут: 15 (рабочее время Государственной корпорации)" in said
    assert "Пакет документов полный? (обязательно): Да; Нет" in said
    assert "«Пакет документов полный?» = «Да» →" in said


def test_a_job_is_told_in_the_words_of_its_worker(analyst: FlaskClient) -> None:
    said = step(page_in(analyst, "kk"), "LookupIdentity")
    assert "lookup-identity Who holds the applicant's identity number" in said
    assert "барлығы 3 әрекет; арасы: секунд: 20" in said


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_no_formula_is_left_in_it(analyst: FlaskClient, language: str) -> None:
    assert not FORMULA.search(text(page_in(analyst, language).xpath("//main")[0]))


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_link_inside_leads_to_one_place(analyst: FlaskClient, language: str) -> None:
    page = page_in(analyst, language)
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    targets = {link[1:] for link in page.xpath("//main//a/@href") if link.startswith("#")}
    assert len(targets) > 40
    assert targets <= set(ids)


def test_headings_go_down_a_step_at_a_time(analyst: FlaskClient) -> None:
    levels = [int(node.tag[1]) for node in page_in(analyst, "kk").xpath("//main//*[self::h1 or self::h2 or self::h3 or self::h4]")]  # fmt: skip
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_contents_name_every_role(analyst: FlaskClient) -> None:
    page = page_in(analyst, "ru")
    roles = page.xpath("//section[@aria-labelledby='contents']//ul//ul/li")
    assert len(roles) == 6
    assert text(roles[1]) == "Государственная корпорация"


def test_the_drawing_stands_in_it(analyst: FlaskClient) -> None:
    assert page_in(analyst, "kk").xpath("//main//*[local-name()='svg']")


def test_it_can_be_printed(analyst: FlaskClient) -> None:
    assert page_in(analyst, "kk").xpath("//button[@data-print]")


@pytest.mark.parametrize(
    "address", ["/models/externat/2/documentation", "/models/no/1/documentation"]
)
def test_what_is_not_deployed_is_not_found(analyst: FlaskClient, address: str) -> None:
    assert analyst.get(address).status_code == 404


def test_who_sees_the_definition_sees_its_documentation(service: Service) -> None:
    for login in ("arman", "laura", "nurlan", "gulnar", "aigerim"):
        browser = service.browser(login)
        assert browser.get(PAGE).status_code == browser.get("/models/externat/1").status_code
