from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from tests.workers.conftest import Perform
from workers.answers import AnswerMissing
from workers.lookup.gateway import FakeGateway, GatewayDown
from workers.lookup.records import CertificateRecord, PersonRecord


@dataclass(frozen=True)
class CountingGateway:
    """The synthetic gateway, with a list of what it was asked."""

    asked: list[str] = field(default_factory=list)
    source: str = "ЭҮШ"

    def person(self, iin: str) -> PersonRecord | None:
        self.asked.append(iin)
        return FakeGateway().person(iin)

    def birth_certificate(self, iin: str) -> CertificateRecord | None:
        self.asked.append(iin)
        return FakeGateway().birth_certificate(iin)


def test_identity_comes_with_source_and_time(perform: Perform) -> None:
    assert perform("lookup-identity", gateway=CountingGateway()) == {
        "identity": {
            "surname": "Ахметова",
            "name": "Айгүл",
            "patronymic": "Серікқызы",
            "birth_date": "1984-03-12",
            "iin": "840312499016",
            "found": True,
            "source": "ЭҮШ",
            "answered_at": "2016-11-03T05:15:00.000000Z",
        }
    }


def test_an_unknown_person_is_an_answer_with_empty_fields(perform: Perform) -> None:
    identity = perform("lookup-identity", applicant_iin="000101500001")["identity"]
    assert identity["found"] is False
    assert identity["surname"] is identity["name"] is identity["birth_date"] is None
    assert identity["source"].endswith(": not found")


def test_birth_certificate_comes_with_source_and_time(perform: Perform) -> None:
    answer = perform("lookup-birth-certificate", gateway=CountingGateway())["birth_certificate"]
    assert answer["full_name"] == "Ахметов Әлихан Дәуренұлы"
    assert (answer["birth_date"], answer["issued_on"]) == ("2010-05-17", "2010-05-31")
    assert answer["number"]
    assert answer["issued_by"]
    assert (answer["found"], answer["source"]) == (True, "ЭҮШ")


def test_a_missing_certificate_is_an_answer_with_empty_fields(perform: Perform) -> None:
    answer = perform("lookup-birth-certificate", pupil_iin="071231599211")["birth_certificate"]
    assert answer["found"] is False
    assert answer["number"] is answer["full_name"] is None


@pytest.mark.parametrize(
    ("job_type", "variable"),
    [("lookup-identity", "identity"), ("lookup-birth-certificate", "birth_certificate")],
)
def test_what_was_fetched_is_not_asked_again(
    perform: Perform, job_type: str, variable: str
) -> None:
    gateway = CountingGateway()
    first = perform(job_type, gateway=gateway)
    again = perform(job_type, gateway=gateway, **first)
    assert again == first
    assert len(gateway.asked) == 1
    assert variable in first


def test_an_answer_for_another_number_is_asked_anew(perform: Perform) -> None:
    gateway = CountingGateway()
    first = perform("lookup-identity", gateway=gateway)
    second = perform("lookup-identity", gateway=gateway, applicant_iin="810725399023", **first)
    assert second["identity"]["surname"] == "Сейітқали"


def test_nobody_found_is_asked_again(perform: Perform) -> None:
    gateway = CountingGateway()
    first = perform("lookup-identity", gateway=gateway, applicant_iin="000101500001")
    perform("lookup-identity", gateway=gateway, applicant_iin="000101500001", **first)
    assert len(gateway.asked) == 2


def test_what_a_person_typed_is_not_overwritten(perform: Perform) -> None:
    gateway = CountingGateway()
    typed = {"surname": "Ахметова", "source": "by-hand", "answered_at": "2016-11-03T05:00:00Z"}
    assert perform("lookup-identity", gateway=gateway, identity=typed) == {"identity": typed}
    assert gateway.asked == []


@pytest.mark.parametrize("job_type", ["lookup-identity", "lookup-birth-certificate"])
def test_a_gateway_that_does_not_answer_is_a_technical_failure(
    perform: Perform, job_type: str
) -> None:
    with pytest.raises(GatewayDown):
        perform(job_type, gateway=FakeGateway(is_down=lambda: True))


@pytest.mark.parametrize(
    ("job_type", "variable"),
    [("lookup-identity", "applicant_iin"), ("lookup-birth-certificate", "pupil_iin")],
)
def test_without_a_number_nothing_is_asked(perform: Perform, job_type: str, variable: str) -> None:
    gateway = CountingGateway()
    with pytest.raises(AnswerMissing, match=variable):
        perform(job_type, gateway=gateway, **{variable: None})
    assert gateway.asked == []
