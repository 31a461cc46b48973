"""Proof, case file and log of reads of a case over the real model."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile

import pytest
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from audit.exports.archive import open_case_file
from audit.exports.reading import check_case_file
from engine.storage.tables import EVENT, INSTANCE, PAYLOAD
from people.tables import ReadLogRow
from tests.web.reading import words
from tests.web.service import Service


@pytest.fixture
def accepted(service: Service) -> str:
    """A case that the provider has taken in."""
    instance_id = service.start_case()
    service.walk_to(instance_id, "Resolution")
    return instance_id


def proved(service: Service, instance_id: str) -> str:
    answer = service.browser("laura").post(f"/audit/{instance_id}/proof")
    assert answer.status_code == 200, answer.text
    return words(answer.text)


def case_file(service: Service, instance_id: str) -> TestResponse:
    answer = service.browser("laura").get(f"/audit/{instance_id}/export.zip")
    assert answer.status_code == 200, answer.text
    return answer


def looks(service: Service, action: str) -> list[str]:
    statement = select(ReadLogRow.subject).where(ReadLogRow.action == action)
    with service.platform.database.snapshot() as connection:
        return list(connection.execute(statement.order_by(ReadLogRow.id)).scalars())


def row(service: Service, instance_id: str) -> tuple[int, str]:
    """How many events the case has, and its head."""
    columns = (INSTANCE.c.revision, INSTANCE.c.head_hash)
    with service.platform.database.snapshot() as connection:
        found = connection.execute(select(*columns).where(INSTANCE.c.id == instance_id)).one()
    return int(found.revision), bytes(found.head_hash).hex()


# --- proof


def test_a_proof_says_in_words_what_was_compared(service: Service, accepted: str) -> None:
    events, head = row(service, accepted)

    text = proved(service, accepted)

    assert "all that is stored of it fits" in text
    assert f"Events: {events}." in text
    assert "The case was executed anew on the same model" in text
    assert head in text


def test_a_changed_event_is_named_by_the_proof_though_a_film_is_kept(
    service: Service, accepted: str
) -> None:
    service.browser("laura").get(f"/audit/{accepted}")
    with service.platform.database.transaction() as connection:
        third = (EVENT.c.instance_id == accepted) & (EVENT.c.seq == 3)
        connection.execute(update(EVENT).where(third).values(actor="nobody"))

    text = proved(service, accepted)

    assert "all that is stored of it fits" not in text
    assert "3" in text.partition("What was compared and fits")[0]


def test_a_stored_state_that_does_not_follow_is_found(service: Service, accepted: str) -> None:
    with service.platform.database.transaction() as connection:
        mine = INSTANCE.c.id == accepted
        connection.execute(update(INSTANCE).where(mine).values(status="completed"))

    text = proved(service, accepted)

    assert "The history itself holds" in text
    assert "The case was executed anew on the same model" in text, "what did fit is said"


def test_a_proof_is_a_look_that_is_recorded(service: Service, accepted: str) -> None:
    proved(service, accepted)

    assert looks(service, "replay") == [f"/audit/{accepted}/proof"]


@pytest.mark.parametrize(("language", "word"), [("kk", "Оқиғалар"), ("ru", "Событий")])
def test_the_proof_is_told_in_each_language(
    service: Service, accepted: str, language: str, word: str
) -> None:
    service.browser("laura").set_cookie("ruqsat_language", language)

    assert word in proved(service, accepted)


# --- case file


def test_the_case_file_holds_against_its_head_and_seal(service: Service, accepted: str) -> None:
    content = case_file(service, accepted).data
    seal = looks(service, "export_case")[-1].partition("seal=")[2]

    file = open_case_file(io.BytesIO(content))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        manifest = archive.read("manifest.json")
    assert file.manifest["head"] == row(service, accepted)[1]
    assert file.manifest["exported_by"] == "laura"
    assert hashlib.sha256(manifest).hexdigest() == seal
    report = check_case_file(io.BytesIO(content), head=row(service, accepted)[1], seal=seal)
    assert report.holds


def test_the_case_file_carries_the_documents(service: Service, accepted: str) -> None:
    with zipfile.ZipFile(io.BytesIO(case_file(service, accepted).data)) as archive:
        names = archive.namelist()
        listed = json.loads(archive.read("manifest.json"))["documents"]

    assert listed
    assert {each["file"] for each in listed} <= set(names)


def test_the_case_file_is_a_download_that_no_cache_keeps(service: Service, accepted: str) -> None:
    answer = case_file(service, accepted)

    assert answer.mimetype == "application/zip"
    assert "case-2016-000001.zip" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_head_and_seal_of_an_export_stay_in_the_log_of_reads(
    service: Service, accepted: str
) -> None:
    case_file(service, accepted)

    address, sealed = sorted(looks(service, "export_case"))
    assert address == f"/audit/{accepted}/export.zip"
    assert sealed.startswith(f"head={row(service, accepted)[1]} seal=")


def test_where_payloads_do_not_open_the_proof_stands_in_place_of_the_file(
    service: Service, accepted: str
) -> None:
    with service.platform.database.transaction() as connection:
        second = (PAYLOAD.c.instance_id == accepted) & (PAYLOAD.c.seq == 2)
        connection.execute(update(PAYLOAD).where(second).values(sealed=b"x" * 60))

    answer = service.browser("laura").get(f"/audit/{accepted}/export.zip")

    assert answer.status_code == 409
    assert "Proof of case 2016-000001" in words(answer.text)
    assert looks(service, "export_case") == []


# --- who looked


def test_who_looked_at_the_case_is_told_the_latest_first(service: Service, accepted: str) -> None:
    service.browser("gulnar").get(f"/cases/{accepted}")
    case_file(service, accepted)

    text = words(service.browser("laura").get(f"/audit/{accepted}/reads").text)

    assert text.index("took the case file") < text.index("opened the case")
    assert "seal=" in text
    assert f"/cases/{accepted}" in text


def test_a_case_at_which_nobody_looked_says_so(service: Service) -> None:
    instance_id = service.start_case()

    text = words(service.browser("laura").get(f"/audit/{instance_id}/reads").text)

    assert "Nobody has looked at this case." in text


def test_of_many_looks_the_latest_are_shown_and_the_rest_counted(
    service: Service, monkeypatch: pytest.MonkeyPatch, accepted: str
) -> None:
    monkeypatch.setattr("web.audit.proof.SHOWN", 2)
    for _ in range(3):
        service.browser("gulnar").get(f"/cases/{accepted}")

    page = service.browser("laura").get(f"/audit/{accepted}/reads").text

    assert page.count('<tr role="row"') == 1 + 2
    assert "Only the latest are shown; older ones:" in words(page)


@pytest.mark.parametrize("path", ["", "/reads", "/export.zip"])
def test_an_unknown_case_is_not_found(service: Service, path: str) -> None:
    assert service.browser("laura").get(f"/audit/{'f' * 32}{path}").status_code == 404
