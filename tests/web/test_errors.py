from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient

from engine.errors import (
    EngineError,
    InstanceNotActive,
    InvalidVariables,
    NobodyWaits,
    StaleRevision,
    UnknownInstance,
    UnknownUserTask,
    UserTaskClosed,
    UserTaskTaken,
)
from engine.model.findings import Finding, ModelRefused
from engine.words import said
from people.errors import SignInThrottled, UnknownOffice
from signing.absent import SigningUnavailable
from web.access import public
from web.cases.prints import PrintNotReady
from web.errors import ANSWERS, STATUSES, answer_to
from web.signatures import NothingToSign, SignatureNotValid
from workers.documents.store import UnknownDocument
from workers.local_time import PeriodReversed

AT = datetime(2016, 9, 5, 4, 30, tzinfo=UTC)


class OfTheirOwn(UserTaskTaken):
    """A finer cause that the table does not know."""


class Unheard(EngineError):
    """A cause that nobody thought of."""


def client_that_meets(app: Flask, error: Exception) -> FlaskClient:
    def view() -> str:
        raise error

    app.add_url_rule("/broken", "broken", public(view))
    app.testing = False
    app.logger.disabled = True
    return app.test_client()


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (UnknownInstance("i"), 404),
        (UnknownUserTask(1), 404),
        (UnknownDocument("d"), 404),
        (UnknownOffice(1), 404),
        (UserTaskClosed(1, by="gulnar", at=AT, state="completed"), 409),
        (UserTaskTaken(1, assignee="gulnar"), 409),
        (OfTheirOwn(1, assignee="gulnar"), 409),
        (StaleRevision("i", 3), 409),
        (InstanceNotActive("i", "completed"), 409),
        (NobodyWaits("ApplicantCame", "2016-000001"), 409),
        (ModelRefused("x.bpmn", ()), 422),
        (InvalidVariables("x", "1.5 is a float"), 422),
        (SigningUnavailable(), 503),
        (SignatureNotValid("d", "invalid"), 503),
        (NothingToSign("sign-order", "order_document"), 409),
        (PrintNotReady("i", "ground"), 409),
        (PeriodReversed(date(2016, 9, 2), date(2016, 9, 1)), 422),
        (SignInThrottled(AT), 429),
        (Unheard(), 500),
        (ZeroDivisionError(), 500),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else None,
)
def test_a_cause_has_its_status(app: Flask, error: Exception, status: int) -> None:
    answer = client_that_meets(app, error).get("/broken")

    assert answer.status_code == status
    assert '<html lang="kk">' in answer.text


def test_who_comes_second_is_told_who_was_first_and_when(app: Flask) -> None:
    error = UserTaskClosed(1, by="gulnar", at=AT, state="completed")

    text = client_that_meets(app, error).get("/broken").text

    assert "Бұл тапсырманы Сәдуақасова Гүлнар Маратқызы жапты, уақыты: 05.09.2016 10:30." in text


def test_a_task_closed_by_nobody_was_closed_by_the_system(app: Flask) -> None:
    error = UserTaskClosed(1, by="system:engine", at=None, state="canceled")

    assert "жүйе" in client_that_meets(app, error).get("/broken").text


@pytest.mark.parametrize(
    "error",
    [SigningUnavailable(), SignatureNotValid("d", "invalid"), NothingToSign("f", "v")],
    ids=lambda value: type(value).__name__,
)
def test_who_could_not_sign_is_told_that_nothing_was_done_and_what_to_do(
    app: Flask, error: EngineError
) -> None:
    text = client_that_meets(app, error).get("/broken").text

    assert "Ештеңеге қол қойылған жоқ және ештеңе жіберілген жоқ" in text
    assert "әкімшіге хабарла" in text.lower()


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("kk", "Модель қабылданбады. A: Шарт бос."),
        ("ru", "Модель не принята. A: Условие пустое."),
        ("en", "The model is refused. A: the condition is empty"),
    ],
)
def test_a_refused_model_is_told_with_its_findings_in_the_readers_language(
    app: Flask, language: str, sentences: str
) -> None:
    finding = Finding(rule="lowering", element_id="A", message=said("the condition is empty"))
    client = client_that_meets(app, ModelRefused("x.bpmn", (finding,)))
    client.set_cookie("ruqsat_language", language)

    assert sentences in client.get("/broken").text


def test_a_fault_of_ours_shows_nothing_of_its_inside(app: Flask) -> None:
    text = client_that_meets(app, ZeroDivisionError("secret inside")).get("/broken").text

    assert "secret inside" not in text
    assert "Traceback" not in text


def test_an_unknown_address_is_a_page_of_ours(client: FlaskClient) -> None:
    answer = client.get("/nowhere")

    assert answer.status_code == 404
    assert "Бұл мекенжайда ештеңе жоқ" in answer.text


def test_a_wrong_method_names_the_right_ones(client: FlaskClient) -> None:
    answer = client.post("/")

    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


def test_too_large_a_form_is_refused(app: Flask) -> None:
    app.config["MAX_CONTENT_LENGTH"] = 10

    answer = app.test_client().post("/sign-in", data={"login": "x" * 100})

    assert answer.status_code == 413


@pytest.mark.parametrize("status", sorted(STATUSES))
def test_each_status_has_its_sentence(app: Flask, status: int) -> None:
    def view() -> str:
        abort(status)

    app.add_url_rule("/refused", "refused", public(view))

    answer = app.test_client().get("/refused")

    assert answer.status_code == status
    with app.test_request_context():
        assert str(STATUSES[status]) in answer.text


def test_the_nearest_class_in_the_table_answers() -> None:
    assert answer_to(OfTheirOwn(1, assignee="x")) is ANSWERS[UserTaskTaken]
