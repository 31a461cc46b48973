"""The card of the result: above all else, in the reader's language, from the words of the model."""

from __future__ import annotations

import pytest

from tests.web.portal_answers import sent
from tests.web.reading import words
from tests.web.service import WHO, Service

REFUSED = {
    "decision": "refused",
    "refusal_ground": "unreliable",
    "refusal_reasons": "Қорытынды тіркелмеген",
}
RUSSIAN = "Заключение не зарегистрировано"


def decided(service: Service, **answers: str) -> str:
    """A portal case that has ended by this decision."""
    instance_id = sent(service)
    task_id = service.walk_to(instance_id, "PrepareOrder")
    assert service.complete(task_id, "gulnar", answers).status_code == 303
    service.work()
    ((name, task_id),) = service.open_tasks(instance_id).items()
    assert service.complete(task_id, WHO[name], {"signed": "true"}).status_code == 303
    service.work()
    return instance_id


def page_of(service: Service, instance_id: str, language: str) -> str:
    browser = service.browser("aigerim")
    browser.set_cookie("ruqsat_language", language)
    return browser.get(f"/cabinet/{instance_id}").text


def test_a_permission_says_what_it_means_and_opens_the_document(service: Service) -> None:
    page = page_of(service, decided(service, decision="granted"), "en")
    text = words(page)

    assert "Result of your application Result issued The pupil may study" in text
    assert "Open the document" in text
    assert "If you do not agree" not in text
    assert text.index("Result of your application") < text.index("Where the case is now")


@pytest.mark.parametrize(
    ("given", "language", "reason"),
    [
        ({}, "ru", "Қорытынды тіркелмеген"),
        ({"refusal_reasons_ru": RUSSIAN}, "ru", RUSSIAN),
        ({"refusal_reasons_ru": RUSSIAN}, "kk", "Қорытынды тіркелмеген"),
        ({"refusal_reasons_ru": RUSSIAN}, "en", "Қорытынды тіркелмеген"),
    ],
)
def test_a_refusal_says_why_in_the_readers_language_where_it_was_given(
    service: Service, given: dict[str, str], language: str, reason: str
) -> None:
    page = page_of(service, decided(service, **REFUSED, **given), language)
    tongue = "ru" if reason == RUSSIAN else "kk"

    assert f'<p lang="{tongue}">{reason}</p>' in page
    assert "05.12.2016" in words(page)  # three months after the end


def test_a_case_that_runs_has_no_result(service: Service) -> None:
    assert "Result of your application" not in page_of(service, sent(service), "en")
