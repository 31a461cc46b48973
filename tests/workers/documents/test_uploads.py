from __future__ import annotations

import io
import unicodedata

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.storage.database import Database
from engine.storage.vault import Vault
from tests.workers.samples import NOW
from workers.documents.store import document, document_content
from workers.documents.uploads import (
    SENTENCES,
    Refusal,
    Upload,
    UploadRefused,
    accepted_file,
    save_upload,
)

LIMIT = 10_000
PNG = b"\x89PNG\r\n\x1a\n0000"
JPEG = b"\xff\xd8\xff\xe00000"


def _pdf(password: str = "") -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(
            out, encryption=pikepdf.Encryption(owner=password, user=password) if password else False
        )
    return out.getvalue()


def _refusal(name: str, content: bytes) -> Refusal:
    with pytest.raises(UploadRefused) as raised:
        accepted_file(name, content, limit=LIMIT)
    return raised.value.reason


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("қорытынды.pdf", _pdf(), "application/pdf"),
        ("СКАН 01.PNG", PNG, "image/png"),
        ("photo.jpg", JPEG, "image/jpeg"),
        ("photo.v2.jpeg", JPEG, "image/jpeg"),
    ],
)
def test_pdf_png_and_jpeg_are_taken(name: str, content: bytes, media_type: str) -> None:
    assert accepted_file(name, content, limit=LIMIT) == (name, media_type)


@pytest.mark.parametrize("name", ["virus.exe", "page.html", "x.svg", "table.xlsx", "a.pdf.js"])
def test_other_kinds_are_refused_by_name(name: str) -> None:
    assert _refusal(name, _pdf()) is Refusal.TYPE


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", PNG),
        ("a.png", _pdf()),
        ("a.jpg", b"<html>"),
        ("a.pdf", b" %PDF-1.7"),
        ("a.pdf", b"MZ"),
    ],
)
def test_content_that_belies_the_name_is_refused(name: str, content: bytes) -> None:
    assert _refusal(name, content) is Refusal.LYING


def test_an_empty_file_is_refused() -> None:
    assert _refusal("a.pdf", b"") is Refusal.EMPTY


def test_the_limit_itself_is_allowed_and_one_byte_more_is_not() -> None:
    content = PNG + b"0" * (LIMIT - len(PNG))
    assert accepted_file("a.png", content, limit=LIMIT)
    assert _refusal("a.png", content + b"0") is Refusal.TOO_LARGE


def test_an_encrypted_pdf_is_refused() -> None:
    assert _refusal("a.pdf", _pdf("secret")) is Refusal.ENCRYPTED
    assert _refusal("a.pdf", b"%PDF-1.7 trailer << /#45ncrypt 5 0 R >>") is Refusal.ENCRYPTED


def test_a_pdf_that_only_speaks_of_metadata_encryption_is_not_encrypted() -> None:
    assert accepted_file("a.pdf", b"%PDF-1.7 /EncryptMetadata true", limit=LIMIT)


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd.pdf",
        "a/b.pdf",
        "a\\b.pdf",
        "C:scan.pdf",
        "..pdf",
        ".pdf",
        " .pdf",
        "scan\u202efdp.exe.pdf",  # right-to-left override
        "a\u200b.pdf",
        "a\x00.pdf",
        "a\nb.pdf",
        'a".pdf',
        "x" * 150 + ".pdf",
        "",
    ],
)
def test_names_that_hide_or_lead_elsewhere_are_refused(name: str) -> None:
    assert _refusal(name, _pdf()) is Refusal.NAME


def test_a_name_is_kept_in_nfc() -> None:
    name, _ = accepted_file(unicodedata.normalize("NFD", "Йод.png"), PNG, limit=LIMIT)
    assert name == "Йод.png"


@settings(deadline=None)  # time is no property here
@given(st.text(max_size=40), st.sampled_from(["pdf", "png", "jpg"]))
def test_an_accepted_name_never_leaves_its_folder(stem: str, ending: str) -> None:
    content = {"pdf": b"%PDF-1.7", "png": PNG, "jpg": JPEG}[ending]
    try:
        name, _ = accepted_file(f"{stem}.{ending}", content, limit=LIMIT)
    except UploadRefused:
        return
    assert not set(name) & set('/\\:<>"|?*\0\n\r\u202e')
    assert ".." not in name


def test_every_refusal_has_its_sentence_in_three_languages() -> None:
    assert set(SENTENCES) == set(Refusal)
    for reason in Refusal:
        refused = UploadRefused(reason, "a.pdf")
        sentences = {refused.sentence(language) for language in ("kk", "ru", "en")}
        assert len(sentences) == 3
        assert all(sentences)


def test_an_upload_is_stored_for_its_owner(database: Database, vault: Vault) -> None:
    upload = Upload(file_name="қорытынды.pdf", content=_pdf(), kind="medical-conclusion")
    with database.transaction() as connection:
        document_id = save_upload(connection, vault, upload, owner="person-9", now=NOW, limit=LIMIT)
        stored = document(connection, document_id)
        assert document_content(connection, vault, document_id) == upload.content
    assert (stored.owner, stored.kind, stored.instance_id) == (
        "person-9",
        "medical-conclusion",
        None,
    )
    assert (stored.media_type, stored.check_code) == ("application/pdf", None)


def test_a_refused_upload_leaves_nothing(database: Database, vault: Vault) -> None:
    upload = Upload(file_name="a.exe", content=b"MZ", kind="other")
    with database.transaction() as connection:
        with pytest.raises(UploadRefused, match="type"):
            save_upload(connection, vault, upload, owner="p", now=NOW, limit=LIMIT)
        assert connection.exec_driver_sql("SELECT count(*) FROM document").scalar() == 0
