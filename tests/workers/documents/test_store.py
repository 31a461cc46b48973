from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from engine.errors import Undecipherable
from engine.storage.database import Database
from engine.storage.vault import Vault
from tests.workers.conftest import Perform
from tests.workers.samples import NOW
from workers.documents import store
from workers.documents.making import new_check_code, new_document_id
from workers.documents.store import (
    NewDocument,
    Signature,
    UnknownDocument,
    add_document,
    add_signature,
    attach_uploads,
    document,
    document_by_check_code,
    document_content,
    documents_of,
    publish_document,
    signatures_of,
    void_document,
)

CASE = "1" * 32


def _new(document_id: str = "a" * 32, **changed: Any) -> NewDocument:
    values: dict[str, Any] = {
        "id": document_id,
        "kind": "other",
        "media_type": "application/pdf",
        "file_name": "қағаз.pdf",
        "created_at": NOW,
        "created_by": "person-9",
    }
    return NewDocument(**{**values, **changed})


def test_a_document_is_read_back_with_its_bytes(database: Database, vault: Vault) -> None:
    with database.transaction() as connection:
        add_document(connection, vault, _new(instance_id=CASE, number="7"), b"%PDF-1.7 x")
        stored = document(connection, "a" * 32)
        assert document_content(connection, vault, "a" * 32) == b"%PDF-1.7 x"
    assert (stored.file_name, stored.size, stored.number) == ("қағаз.pdf", 10, "7")
    assert (stored.created_at, stored.published_at, stored.voided_at) == (NOW, None, None)


def test_an_unknown_document_is_named(database: Database, vault: Vault) -> None:
    with database.snapshot() as connection:
        with pytest.raises(UnknownDocument, match="f" * 32):
            document(connection, "f" * 32)
        with pytest.raises(UnknownDocument):
            document_content(connection, vault, "f" * 32)


def test_the_same_bytes_are_stored_once_and_enciphered(database: Database, vault: Vault) -> None:
    with database.transaction() as connection:
        for document_id in ("a" * 32, "b" * 32):
            add_document(connection, vault, _new(document_id), b"%PDF-1.7 secret")
        assert connection.execute(select(func.count()).select_from(store.CONTENT)).scalar() == 1
        row = connection.execute(select(store.CONTENT)).one()
        assert b"secret" not in row.sealed
        assert row.content_hash != hashlib.sha256(b"%PDF-1.7 secret").hexdigest()
        assert document_content(connection, vault, "b" * 32) == b"%PDF-1.7 secret"


def test_another_key_does_not_open_it(database: Database, vault: Vault) -> None:
    with database.transaction() as connection:
        add_document(connection, vault, _new(), b"x")
        with pytest.raises(Undecipherable):
            document_content(connection, Vault("another key entirely"), "a" * 32)


def test_a_case_lists_its_own_documents_oldest_first(database: Database, vault: Vault) -> None:
    with database.transaction() as connection:
        later = _new("a" * 32, instance_id=CASE, created_at=NOW + timedelta(hours=1))
        add_document(connection, vault, later, b"1")
        add_document(connection, vault, _new("b" * 32, instance_id=CASE), b"2")
        add_document(connection, vault, _new("c" * 32, instance_id="2" * 32), b"3")
        listed = [each.id for each in documents_of(connection, CASE)]
    assert listed == ["b" * 32, "a" * 32]


def test_the_applicant_sees_what_is_published_and_in_force(
    database: Database, vault: Vault
) -> None:
    with database.transaction() as connection:
        for document_id in ("a" * 32, "b" * 32, "c" * 32):
            add_document(connection, vault, _new(document_id, instance_id=CASE), b"1")
        for document_id in ("a" * 32, "b" * 32):
            publish_document(connection, document_id, at=NOW)
        void_document(connection, "b" * 32, reason="қате", by="person-7", at=NOW)
        shown = [each.id for each in documents_of(connection, CASE, published=True)]
        assert shown == ["a" * 32]
        void = document(connection, "b" * 32)
    assert (void.voided_by, void.void_reason, void.voided_at) == ("person-7", "қате", NOW)


def test_the_first_publication_and_the_first_voiding_stand(
    database: Database, vault: Vault
) -> None:
    later = NOW + timedelta(days=1)
    with database.transaction() as connection:
        add_document(connection, vault, _new(), b"1")
        for at in (NOW, later):
            publish_document(connection, "a" * 32, at=at)
        assert document(connection, "a" * 32).published_at == NOW
        for at, reason in ((NOW, "бірінші"), (later, "екінші")):
            void_document(connection, "a" * 32, reason=reason, by="p", at=at)
        assert document(connection, "a" * 32).void_reason == "бірінші"


def test_uploads_go_to_a_case_with_their_owner_alone(database: Database, vault: Vault) -> None:
    with database.transaction() as connection:
        for document_id, owner in (("a" * 32, "person-9"), ("b" * 32, "person-8")):
            add_document(connection, vault, _new(document_id, owner=owner), b"1")
        both = ["a" * 32, "b" * 32]
        given = {"owner": "person-9", "document_ids": both, "instance_id": CASE}
        assert attach_uploads(connection, **given) == 1  # type: ignore[arg-type]  # one dict, two calls
        assert attach_uploads(connection, **given) == 0  # type: ignore[arg-type]  # they are in a case now
        assert [each.id for each in documents_of(connection, CASE)] == ["a" * 32]


@pytest.mark.parametrize("spelled", ["{}", " {} ", "{lower}", "{grouped}"])
def test_a_stranger_with_the_code_learns_number_date_and_hash_only(
    database: Database, vault: Vault, spelled: str
) -> None:
    code = new_check_code()
    typed = spelled.format(code, lower=code.lower(), grouped="-".join((code[:5], code[5:])))
    with database.transaction() as connection:
        new = _new(kind="order-extract", number="7", check_code=code, instance_id=CASE)
        add_document(connection, vault, new, b"content")
        checked = document_by_check_code(connection, vault, typed)
    assert checked is not None
    assert checked.sha256 == hashlib.sha256(b"content").hexdigest()
    assert (checked.kind, checked.number, checked.created_at) == ("order-extract", "7", NOW)
    assert set(checked.__dataclass_fields__) == {
        "kind",
        "number",
        "created_at",
        "voided_at",
        "sha256",
        "signatures",
    }


@pytest.mark.parametrize("typed", ["", "   ", "A" * 26, "%", "' or 1=1 --"])
def test_a_wrong_code_finds_nothing(database: Database, vault: Vault, typed: str) -> None:
    with database.transaction() as connection:
        add_document(connection, vault, _new(), b"no code")
        assert document_by_check_code(connection, vault, typed) is None


def test_the_code_on_paper_finds_the_document(
    database: Database, vault: Vault, perform: Perform
) -> None:
    document_id = perform("print-application")["application_document"]
    with database.snapshot() as connection:
        code = document(connection, document_id).check_code
        checked = document_by_check_code(connection, vault, code or "")
        content = document_content(connection, vault, document_id)
    assert checked is not None
    assert checked.sha256 == hashlib.sha256(content).hexdigest()


def test_signatures_are_kept_beside_the_document(database: Database, vault: Vault) -> None:
    signature = Signature(
        document_id="a" * 32,
        signer="person-7",
        signer_name="Г. С. Әбенова",
        position="басшы",
        signed_at=NOW,
        adapter="demo 1",
        mark="ТЕСТ",
        signature=b"\x00\x01",
        report='{"certificate": "ab12"}',
    )
    with database.transaction() as connection:
        add_document(connection, vault, _new(check_code="B" * 26), b"x")
        add_signature(connection, signature)
        assert signatures_of(connection, "a" * 32) == (signature,)
        checked = document_by_check_code(connection, vault, "B" * 26)
    assert checked is not None
    (seal,) = checked.signatures
    assert (seal.certificate, seal.mark) == ("ab12", "ТЕСТ")
    assert seal.signed_at == signature.signed_at


def test_ids_and_codes_do_not_repeat() -> None:
    assert len({new_document_id() for _ in range(500)}) == 500
    codes = {new_check_code() for _ in range(500)}
    assert len(codes) == 500
    assert {len(code) for code in codes} == {26}
