from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from engine.errors import StaleRevision
from signing.absent import AbsentSignatures
from signing.port import Outcome, Signed, SignerIdentity
from tests.web.service import Service
from web.signatures import NothingToSign, signing_documents
from workers.documents.store import Signature, document_content, signatures_of

REFUSED = {
    "decision": "refused",
    "refusal_ground": "unreliable",
    "refusal_reasons": "Қорытынды тізілімде табылмады",
}


@pytest.fixture
def case(service: Service) -> str:
    return service.start_case()


def signatures(service: Service, document_id: str) -> tuple[Signature, ...]:
    with service.platform.database.snapshot() as connection:
        return signatures_of(connection, document_id)


def test_the_page_shows_what_is_signed_and_that_it_is_a_test(service: Service, case: str) -> None:
    text = service.browser("bolat").get(f"/tasks/{service.walk_to(case, 'SignOrder')}").text
    known = service.variables(case)

    assert f'href="/documents/{known["order_document"]}"' in text
    assert f'href="/documents/{known["extract_document"]}"' in text
    assert "This is a test signature (ТЕСТ): it has no legal force." in text


def test_no_mark_no_warning(service: Service, case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    task_id = service.walk_to(case, "SignOrder")
    monkeypatch.setattr(type(service.platform.signer), "mark", "")

    assert "test signature" not in service.browser("bolat").get(f"/tasks/{task_id}").text


def test_order_and_extract_are_signed_over_the_stored_bytes(service: Service, case: str) -> None:
    service.complete(service.walk_to(case, "SignOrder"), "bolat", {"signed": "true"})
    known = service.variables(case)
    platform = service.platform
    for name in ("order_document", "extract_document"):
        (signature,) = signatures(service, known[name])
        with platform.database.snapshot() as connection:
            content = document_content(connection, platform.vault, known[name])
        report = platform.signer.verify(signature.signature, content=content, at=platform.clock())
        assert report.outcome is Outcome.VALID
        assert (signature.signer, signature.position) == ("bolat", "Білім бөлімінің басшысы")


def test_the_variable_says_who_signed_what(service: Service, case: str) -> None:
    service.complete(service.walk_to(case, "SignOrder"), "bolat", {"signed": "true"})
    known = service.variables(case)
    signature = dict(known["signature"])

    assert len(signature.pop("certificate")) == 64
    assert signature == {
        "signer": "bolat",
        "signer_name": "Ахметов Болат Қайратұлы",
        "position": "Білім бөлімінің басшысы",
        "signed_at": "2016-09-05T04:00:00.000000Z",
        "mark": "ТЕСТ",
        "document_id": known["order_document"],
    }


def test_a_returned_order_is_not_signed(service: Service, case: str) -> None:
    task_id = service.walk_to(case, "SignOrder")
    order = service.variables(case)["order_document"]
    answer = service.complete(task_id, "bolat", {"signed": "false", "remark": "Сыныбы қате"})

    assert answer.status_code == 303
    assert signatures(service, order) == ()
    assert "signature" not in service.variables(case)
    again = service.browser("gulnar").get(f"/tasks/{service.open_tasks(case)['PrepareOrder']}").text
    assert "Сыныбы қате" in again
    assert 'value="granted" checked' in again


def test_the_second_round_starts_without_a_decision(service: Service, case: str) -> None:
    returned = {"signed": "false", "remark": "Сыныбы қате"}
    service.complete(service.walk_to(case, "SignOrder"), "bolat", returned)
    text = service.browser("bolat").get(f"/tasks/{service.walk_to(case, 'SignOrder')}").text

    assert " checked" not in text
    assert "<textarea" in text
    assert ">\nСыныбы қате</textarea>" not in text


def test_returning_needs_a_remark(service: Service, case: str) -> None:
    answer = service.complete(service.walk_to(case, "SignOrder"), "bolat", {"signed": "false"})

    assert answer.status_code == 422
    assert '<a href="#f-remark">' in answer.text


def test_a_refusal_is_signed_too(service: Service, case: str) -> None:
    service.complete(service.walk_to(case, "PrepareOrder"), "gulnar", REFUSED)
    task_id = service.walk_to(case, "SignRefusal")
    refusal = service.variables(case)["refusal_document"]
    assert refusal in service.browser("bolat").get(f"/tasks/{task_id}").text
    service.complete(task_id, "bolat", {"signed": "true"})

    assert [each.signer for each in signatures(service, refusal)] == ["bolat"]
    assert service.variables(case)["signature"]["document_id"] == refusal


def test_a_double_click_signs_once(service: Service, case: str) -> None:
    task_id = service.walk_to(case, "SignOrder")
    order = service.variables(case)["order_document"]
    answers = [service.complete(task_id, "bolat", {"signed": "true"}) for _ in range(2)]

    assert [each.status_code for each in answers] == [303, 409]
    assert len(signatures(service, order)) == 1


def test_who_loses_the_race_signs_nothing(
    service: Service, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    task_id = service.walk_to(case, "SignOrder")
    order = service.variables(case)["order_document"]
    monkeypatch.setattr("web.tasks.opened.OpenedTask.conflict", lambda task, person_id: None)
    service.complete(task_id, "bolat", {"signed": "false", "remark": "Сыныбы қате"})
    answer = service.complete(task_id, "bolat", {"signed": "true"})

    assert answer.status_code in (409, 500)
    assert signatures(service, order) == ()


@pytest.mark.parametrize("person_id", ["gulnar", "saule", "roza", "aliya"])
def test_nobody_but_the_head_of_the_office_signs(
    service: Service, case: str, person_id: str
) -> None:
    task_id = service.walk_to(case, "SignOrder")
    order = service.variables(case)["order_document"]
    answer = service.complete(task_id, person_id, {"signed": "true"})

    assert answer.status_code in (403, 404)
    assert signatures(service, order) == ()


class Doubtful:
    """A signer whose signatures do not pass."""

    mark = ""

    def __init__(self, signer: Any) -> None:
        self.signer = signer

    def sign(self, content: bytes, signer: SignerIdentity, at: datetime) -> Signed:
        signed: Signed = self.signer.sign(content, signer, at)
        return replace(signed, report=replace(signed.report, outcome=Outcome.INDETERMINATE))


def test_a_signature_in_doubt_is_none(service: Service, case: str) -> None:
    task_id = service.walk_to(case, "SignOrder")
    order = service.variables(case)["order_document"]
    doubtful = replace(service.platform, signer=Doubtful(service.platform.signer))
    service.app.extensions["ruqsat"] = doubtful
    answer = service.complete(task_id, "bolat", {"signed": "true"})

    assert answer.status_code == 503
    assert "The signature did not pass its own check. Nothing was signed or sent" in answer.text
    assert signatures(service, order) == ()
    assert service.open_tasks(case) == {"SignOrder": task_id}


def test_a_node_that_cannot_sign_says_so_and_keeps_the_task(service: Service, case: str) -> None:
    task_id = service.walk_to(case, "SignOrder")
    order = service.variables(case)["order_document"]
    without = replace(service.platform, signer=AbsentSignatures())
    service.app.extensions["ruqsat"] = without
    answer = service.complete(task_id, "bolat", {"signed": "true"})

    assert answer.status_code == 503
    assert "Documents cannot be signed on this system now." in answer.text
    assert signatures(service, order) == ()
    assert service.open_tasks(case) == {"SignOrder": task_id}


def test_a_form_that_signs_finds_its_document(service: Service) -> None:
    assert signing_documents(service.platform, "resolution", {}) == ()
    with pytest.raises(NothingToSign):
        signing_documents(service.platform, "sign-order", {"order_document": None})


def _too_large(_instance_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.commands.stepping._too_large", lambda size, before: True)


def _stale(instance_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def lose(*_arguments: object, **_named: object) -> None:
        raise StaleRevision(instance_id, 1)

    monkeypatch.setattr("engine.commands.stepping.write_step", lose)


@pytest.mark.parametrize(("cause", "status"), [(_too_large, 422), (_stale, 409)])
def test_a_refused_completion_signs_nothing_and_keeps_the_draft(
    service: Service,
    case: str,
    monkeypatch: pytest.MonkeyPatch,
    cause: Callable[[str, pytest.MonkeyPatch], None],
    status: int,
) -> None:
    task_id = service.walk_to(case, "SignOrder")
    order, bolat = service.variables(case)["order_document"], service.browser("bolat")
    with monkeypatch.context() as patched:
        cause(case, patched)
        answer = service.complete(task_id, "bolat", {"signed": "true"})

    assert answer.status_code == status
    assert signatures(service, order) == ()
    assert service.open_tasks(case) == {"SignOrder": task_id}
    assert " checked" in bolat.get(f"/tasks/{task_id}").text
