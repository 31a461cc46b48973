from __future__ import annotations

import hashlib

import pytest

from engine.storage.database import Database
from engine.storage.vault import Vault
from tests.workers.documents.papers import handed_over
from tests.workers.pdf import pdf_pages, pdf_text
from tests.workers.samples import DECIDED, NOW, variables
from workers.answers import AnswerMissing
from workers.documents.hand_over_list import (
    NothingToHandOver,
    data,
    keep_hand_over_list,
    result_line,
)
from workers.documents.store import document, document_by_check_code, document_content

REFUSED = {
    **DECIDED,
    "decision": "refused",
    "refusal_no": "1-Б/2016",
    "refusal_document": "d" * 32,
}


def _keep(database: Database, vault: Vault, **changed: object) -> str:
    with database.transaction() as connection:
        return keep_hand_over_list(
            connection,
            vault,
            handed_over(**changed),
            made_by="person-8",
            rules="2016",
            public_url="https://ruqsat.example",
            now=NOW,
        )


def test_a_granted_case_hands_over_its_extract() -> None:
    line = result_line(variables(**DECIDED))
    assert (line.case_no, line.receipt_no) == ("2016-000123", "2016-002-000001")
    assert (line.number, line.outgoing_no) == ("2016-001-000002-Ү", "1-Ш/2016")
    assert "үзінді" in line.document.kk


def test_a_refused_case_hands_over_its_refusal() -> None:
    line = result_line(variables(**REFUSED))
    assert line.number == "1-Б/2016"
    assert "отказ" in line.document.ru


@pytest.mark.parametrize("name", ["decision", "extract_document", "outgoing_no", "receipt_no"])
def test_a_case_without_its_result_cannot_be_handed_over(name: str) -> None:
    with pytest.raises(AnswerMissing, match=name):
        result_line(variables(**{**DECIDED, name: None}))


def test_a_list_of_nothing_is_not_made(database: Database, vault: Vault) -> None:
    with pytest.raises(NothingToHandOver):
        _keep(database, vault, lines=[])


def test_the_list_is_kept_and_found_by_its_code(database: Database, vault: Vault) -> None:
    document_id = _keep(database, vault)
    with database.snapshot() as connection:
        kept = document(connection, document_id)
        content = document_content(connection, vault, document_id)
        checked = document_by_check_code(connection, vault, kept.check_code or "")
    assert (kept.kind, kept.instance_id, kept.owner) == ("hand-over-list", None, None)
    assert (kept.created_by, kept.file_name) == ("person-8", "hand-over-list-2016-11-17.pdf")
    assert checked is not None
    assert checked.sha256 == hashlib.sha256(content).hexdigest()
    assert f"https://ruqsat.example/check/{kept.check_code}" in pdf_text(content)


def test_cases_stand_in_the_order_given_with_their_count() -> None:
    lines = [result_line(variables(**DECIDED)), result_line(variables(**REFUSED))]
    listed = data(handed_over(lines=lines))["lines"]
    assert [each["number"] for each in listed] == ["2016-001-000002-Ү", "1-Б/2016"]


def test_a_long_list_keeps_its_head_on_every_page(database: Database, vault: Vault) -> None:
    document_id = _keep(database, vault, lines=[result_line(variables(**DECIDED))] * 30)
    with database.snapshot() as connection:
        pages = pdf_pages(document_content(connection, vault, document_id))
    assert len(pages) > 1
    assert all("Услугополучатель" in page for page in pages[:-1])
    assert "Всего передано дел: 30" in " ".join(pages)


def test_both_sides_have_a_place_to_sign(database: Database, vault: Vault) -> None:
    document_id = _keep(database, vault, received_by="Сәрсенова Баян Қайратқызы")
    with database.snapshot() as connection:
        text = pdf_text(document_content(connection, vault, document_id))
    assert text.count("қолы · подпись") == 2
    assert "Оспанов Жандос Талғатұлы" in text
    assert "Сәрсенова Баян Қайратқызы" in text
