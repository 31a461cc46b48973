"""Handlers that make documents and numbers: what they leave in the database and in the variables."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from engine.storage.database import Database
from engine.storage.vault import Vault
from tests.workers.conftest import Perform
from tests.workers.pdf import pdf_text
from tests.workers.samples import NOW, OFFICE, PARTNER
from workers.answers import AnswerMissing
from workers.documents.store import Document, document, document_content, documents_of
from workers.registers import Register, register_entries
from workers.store import Entry, case_persons, cases_of_iin

CASE = "1" * 32


def _document(database: Database, document_id: str) -> Document:
    with database.snapshot() as connection:
        return document(connection, document_id)


def _text(database: Database, vault: Vault, document_id: str) -> str:
    with database.snapshot() as connection:
        return pdf_text(document_content(connection, vault, document_id))


def _line(database: Database, register: Register, office: int = OFFICE) -> Entry:
    with database.snapshot() as connection:
        lines = register_entries(
            connection,
            office_id=office,
            register=register,
            since=NOW - timedelta(days=1),
            until=NOW + timedelta(days=1),
        )
    return lines[-1]


def test_the_application_is_printed_and_its_persons_are_findable(
    database: Database, vault: Vault, perform: Perform
) -> None:
    printed = perform("print-application")
    stored = _document(database, printed["application_document"])
    assert (stored.kind, stored.instance_id, stored.number) == ("application-print", CASE, None)
    assert "Ахметов Әлихан Дәуренұлы" in _text(database, vault, stored.id)
    with database.snapshot() as connection:
        assert cases_of_iin(connection, vault, "100517599112", relation="pupil") == (CASE,)
        names = [person.name for person in case_persons(connection, vault, CASE)]
    assert names == ["Ахметова Айгүл Серікқызы", "Ахметов Әлихан Дәуренұлы"]


def test_a_refusal_receipt_has_its_number_on_paper_and_in_the_register(
    database: Database, vault: Vault, perform: Perform
) -> None:
    printed = perform("print-refusal-receipt")
    assert printed["refusal_receipt_no"] == "2016-002-000001-Б"
    line = _line(database, Register.REFUSAL_RECEIPT, PARTNER)
    assert line.document_id == printed["refusal_receipt_document"]
    assert line.number in _text(database, vault, printed["refusal_receipt_document"])


def test_nothing_missing_means_no_refusal_receipt_and_no_number(
    database: Database, perform: Perform
) -> None:
    with pytest.raises(AnswerMissing, match="missing_docs"):
        perform("print-refusal-receipt", missing_docs=[])
    with pytest.raises(AnswerMissing, match="missing_docs"):
        perform("print-refusal-receipt", missing_docs=["poem"])
    assert perform("print-refusal-receipt")["refusal_receipt_no"].endswith("000001-Б")


def test_acceptance_sets_the_term_from_the_next_working_day(
    database: Database, vault: Vault, perform: Perform
) -> None:
    """Domain vector: received on Friday 14.03.2025, fifteen working days end on 09.04.2025."""
    received = datetime(2025, 3, 14, 6, 0, tzinfo=UTC)
    accepted = perform("print-acceptance-receipt", now=received)
    assert accepted["accepted_at"] == "2025-03-14T06:00:00.000000Z"
    assert (accepted["accepted_on"], accepted["due_on"]) == ("2025-03-14", "2025-04-09")
    text = _text(database, vault, accepted["receipt_document"])
    assert accepted["receipt_no"] in text
    assert "09.04.2025" in text


def test_the_applicant_may_open_the_receipt_but_not_the_draft_order(
    database: Database, perform: Perform
) -> None:
    receipt = perform("print-acceptance-receipt")["receipt_document"]
    perform("draft-order")
    with database.snapshot() as connection:
        shown = [each.id for each in documents_of(connection, CASE, published=True)]
    assert shown == [receipt]


def test_a_portal_request_is_printed_accepted_and_told(
    database: Database, vault: Vault, perform: Perform
) -> None:
    registered = perform(
        "register-portal-request", channel="portal", applicant="person-9", branch=None
    )
    assert registered["receipt_no"] == "2016-002-000001"
    assert registered["accepted_at"] == "2016-11-03T05:15:00.000000Z"
    assert len(registered["notices"]) == 2
    text = _text(database, vault, registered["application_document"])
    assert "веб-порталы арқылы" in text
    assert "веб-портал, зарегистрировано автоматически" in _text(
        database, vault, registered["receipt_document"]
    )


@pytest.mark.parametrize(
    ("sent", "accepted"),
    [
        (datetime(2025, 3, 14, 16, 0, tzinfo=UTC), "2025-03-17T04:00:00.000000Z"),  # Friday 21:00
        (datetime(2025, 3, 15, 6, 0, tzinfo=UTC), "2025-03-17T04:00:00.000000Z"),  # Saturday
        (datetime(2025, 3, 14, 1, 0, tzinfo=UTC), "2025-03-14T01:00:00.000000Z"),  # before opening
        (datetime(2025, 3, 14, 8, 30, tzinfo=UTC), "2025-03-14T08:30:00.000000Z"),  # lunch
    ],
)
def test_a_portal_request_after_hours_is_accepted_on_the_next_working_day(
    perform: Perform, sent: datetime, accepted: str
) -> None:
    registered = perform("register-portal-request", channel="portal", now=sent)
    assert registered["accepted_at"] == accepted


def test_the_incoming_number_is_of_the_printed_application(
    database: Database, perform: Perform
) -> None:
    assert perform("register-incoming") == {
        "incoming_no": "1-К/2016",
        "incoming_at": "2016-11-03T05:15:00.000000Z",
    }
    assert _line(database, Register.INCOMING).document_id == "a" * 32


def test_order_and_extract_are_drafted_with_their_numbers(
    database: Database, vault: Vault, perform: Perform
) -> None:
    drafted = perform("draft-order")
    assert drafted["order_no"] == "1-Э/2016"
    assert drafted["extract_no"] == "2016-001-000001-Ү"
    assert drafted["order_date"] == "2016-11-03"
    order = _text(database, vault, drafted["order_document"])
    extract = _text(database, vault, drafted["extract_document"])
    assert "Ахметов Әлихан Дәуренұлы" in order
    assert "Ахметов Әлихан Дәуренұлы" in extract
    assert "1-Э/2016" in order
    assert "1-Э/2016" in extract
    assert _line(database, Register.ORDER).document_id == drafted["order_document"]
    assert _line(database, Register.EXTRACT).document_id == drafted["extract_document"]


def test_a_returned_order_is_void_and_the_next_draft_has_the_next_number(
    database: Database, perform: Perform
) -> None:
    drafted = perform("draft-order")
    voided = perform("void-order", **drafted)
    assert voided == dict.fromkeys(drafted)
    for name in ("order_document", "extract_document"):
        stored = _document(database, drafted[name])
        assert (stored.voided_at, stored.voided_by) == (NOW, "person-7")
        assert stored.void_reason == "Сынып қате көрсетілген"
    line = _line(database, Register.ORDER)
    assert (line.voided_by, line.void_reason) == ("person-7", "Сынып қате көрсетілген")
    assert perform("draft-order")["order_no"] == "2-Э/2016"


def test_nothing_is_void_without_a_reason(perform: Perform) -> None:
    drafted = perform("draft-order")
    with pytest.raises(AnswerMissing, match="remark"):
        perform("void-order", **{**drafted, "remark": None})
    with pytest.raises(AnswerMissing, match="remark"):
        perform("void-refusal", remark="  ")


def test_a_refusal_is_drafted_and_can_be_returned(
    database: Database, vault: Vault, perform: Perform
) -> None:
    drafted = perform("draft-refusal", decision="refused")
    assert drafted["refusal_no"] == "1-Б/2016"
    assert drafted["refusal_date"] == "2016-11-03"
    assert "Қорытынды тізілімде табылмады" in _text(database, vault, drafted["refusal_document"])
    assert perform("void-refusal", **drafted) == dict.fromkeys(drafted)
    assert _line(database, Register.REFUSAL).voided_at == NOW


@pytest.mark.parametrize("ground", ["", "bad-mood"])
def test_no_refusal_without_a_ground_in_law(perform: Perform, ground: str) -> None:
    with pytest.raises(AnswerMissing, match="refusal_ground"):
        perform("draft-refusal", refusal_ground=ground)


def test_the_preliminary_notice_reaches_document_and_outbox(
    database: Database, vault: Vault, perform: Perform
) -> None:
    noticed = perform("send-preliminary-notice", notices=[40])
    assert noticed["notices"][0] == 40
    assert len(noticed["notices"]) == 2
    text = _text(database, vault, noticed["preliminary_notice_document"])
    assert "08.11.2016 18:30" in text  # three working days after Thursday 3 November


@pytest.mark.parametrize(
    ("decision", "variable"), [("granted", "extract_document"), ("refused", "refusal_document")]
)
def test_the_outgoing_number_is_of_the_signed_result(
    database: Database, perform: Perform, decision: str, variable: str
) -> None:
    registered = perform("register-outgoing", decision=decision, **{variable: "e" * 32})
    assert registered == {
        "outgoing_no": "1-Ш/2016",
        "outgoing_at": "2016-11-03T05:15:00.000000Z",
    }
    assert _line(database, Register.OUTGOING).document_id == "e" * 32


def test_without_a_result_nothing_goes_out(perform: Perform) -> None:
    with pytest.raises(AnswerMissing, match="extract_document"):
        perform("register-outgoing", decision="granted")
    with pytest.raises(AnswerMissing, match="decision"):
        perform("publish-result", decision=None)


def test_a_published_result_is_in_the_cabinet(database: Database, perform: Perform) -> None:
    drafted = perform("draft-order")
    published = perform("publish-result", applicant="person-9", **drafted)
    assert len(published["notices"]) == 2
    assert _document(database, drafted["extract_document"]).published_at == NOW
    assert _document(database, drafted["order_document"]).published_at is None


def test_the_result_is_kept_for_a_month(perform: Perform) -> None:
    told = perform("notify-ready", now=datetime(2017, 1, 31, 5, 0, tzinfo=UTC))
    assert told["storage_until"] == "2017-02-28"
    assert len(told["notices"]) == 1


def test_a_withdrawal_voids_what_nobody_signed(database: Database, perform: Perform) -> None:
    drafted = perform("draft-order")
    withdrawn = perform("record-withdrawal", withdrawal_reason="Көшеміз", **drafted)
    assert withdrawn["withdrawn_at"] == "2016-11-03T05:15:00.000000Z"
    assert withdrawn["order_no"] is None
    line = _line(database, Register.ORDER)
    assert line.void_reason == "Өтініш кері қайтарып алынды: Көшеміз"


def test_a_withdrawal_leaves_what_is_signed(database: Database, perform: Perform) -> None:
    drafted = perform("draft-order")
    withdrawn = perform(
        "record-withdrawal", signed=True, withdrawn_at="2016-11-03T05:00:00Z", **drafted
    )
    assert withdrawn["withdrawn_at"] == "2016-11-03T05:00:00Z"
    assert "order_no" not in withdrawn
    assert _line(database, Register.ORDER).voided_at is None


def test_only_what_is_signed_carries_the_mark_of_a_demonstration(
    database: Database, vault: Vault, perform: Perform
) -> None:
    drafted = perform("draft-order")
    for name in ("order_document", "extract_document"):
        assert "ТЕСТ" in _text(database, vault, drafted[name])
    assert "ТЕСТ" not in _text(
        database, vault, perform("print-application")["application_document"]
    )


def test_with_real_signatures_nothing_carries_a_mark(
    database: Database, vault: Vault, perform: Perform
) -> None:
    drafted = perform("draft-refusal", mark="")
    text = _text(database, vault, drafted["refusal_document"])
    assert "ТЕСТ" not in text
    assert "демонстрационная" not in text
