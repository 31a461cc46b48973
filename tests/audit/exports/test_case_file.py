from __future__ import annotations

import hashlib
import io
import json
from dataclasses import replace

import pytest
from lxml import html
from sqlalchemy import delete, update

from audit.exports import archive
from audit.exports.archive import CaseFileUnreadable, open_case_file
from audit.exports.reading import check_case_file
from audit.films import film_of
from engine.commands.instances import terminate_instance
from engine.errors import HistoryBroken, Undecipherable, UnknownInstance
from engine.storage.tables import EVENT, PAYLOAD
from people.demo import install_demo
from tests.audit.exports.conftest import PAPER, exported
from tests.audit.exports.tampering import unpacked
from tests.audit.living import check
from tests.conftest import NOW
from tests.engine.commands.conftest import deploy
from tests.engine.commands.models import CASE
from tests.hashing import cheap_hasher

PAGES = {"kk": "index.html", "ru": "index.ru.html", "en": "index.en.html"}


def manifest(content):
    return json.loads(unpacked(content)["manifest.json"])


def page(content, language="kk"):
    return html.fromstring(unpacked(content)[PAGES[language]])


def test_a_case_goes_out_and_is_checked_on_both_databases(runtime, lived):
    found = exported(runtime, lived, PAPER)
    report = check_case_file(io.BytesIO(found.content), head=found.sealed.head)

    assert report.holds
    assert [check.name for check in report.checks][-1] == "execution"
    assert (found.sealed.events, found.sealed.business_key) == (8, "2016-000001")


def test_a_replaced_picture_goes_out_with_the_model_that_the_history_names(runtime, lived):
    renamed = CASE.replace(b'<userTask id="Check"', b'<userTask id="Check" name="Renamed"')
    assert deploy(runtime, renamed).replaced
    found = exported(runtime, lived, PAPER)

    assert check_case_file(io.BytesIO(found.content)).holds
    assert unpacked(found.content)["model.bpmn"] == CASE
    assert "Renamed" in page(found.content).text_content()


def test_the_film_of_the_file_is_the_film_of_the_case(runtime, lived):
    found = exported(runtime, lived)
    with runtime.database.snapshot() as connection:
        film = film_of(runtime, connection, lived)

    read = check_case_file(io.BytesIO(found.content)).film
    assert read is not None
    assert read.steps == film.steps


def test_a_case_that_runs_can_go_out_as_well(runtime, instance_id):
    found = exported(runtime, instance_id)

    assert check_case_file(io.BytesIO(found.content)).holds
    assert manifest(found.content)["status"] == "active"


def test_all_that_is_needed_lies_in_the_file(issued):
    names = set(unpacked(issued.content))

    assert names >= {"manifest.json", "README.txt", "events.jsonl", "model.bpmn", "lowered.bpmn"}
    assert names >= set(PAGES.values())
    assert names >= {"forms/check.json", "forms/decide.json"}
    assert names >= {f"payloads/{seq:06}.bin" for seq in range(1, 9)}


def test_the_manifest_lists_everything_with_its_sum(issued):
    entries = unpacked(issued.content)
    sums = {
        name: hashlib.sha256(content).hexdigest()
        for name, content in entries.items()
        if name != "manifest.json"
    }

    assert manifest(issued.content)["files"] == sums
    assert issued.sealed.seal == hashlib.sha256(entries["manifest.json"]).hexdigest()


def test_the_manifest_says_what_and_who(issued):
    found = manifest(issued.content)

    assert (found["format"], found["format_version"]) == ("ruqsat-case", 1)
    assert (found["status"], found["outcome"]) == ("completed", "Issued")
    assert (found["exported_at"], found["exported_by"]) == (
        "2016-09-05T04:00:00.000000Z",
        "system:terminal",
    )
    assert found["head"] == issued.sealed.head


def test_a_document_goes_with_its_signature_and_what_became_of_it(issued):
    entries, document = unpacked(issued.content), manifest(issued.content)["documents"][0]
    signature = document["signatures"][0]

    assert entries[document["file"]] == b"%PDF order"
    assert entries[signature["file"]] == b"signed bytes"
    assert (signature["signer"], signature["mark"]) == ("bolat", "ТЕСТ")
    assert (document["number"], document["void_reason"]) == ("1/2", "returned")


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b", "..\\x", "C:\\x"])
def test_no_file_name_leaves_the_folder_of_documents(runtime, instance_id, name):
    found = exported(runtime, instance_id, replace(PAPER, file_name=name, signatures=()))
    path = manifest(found.content)["documents"][0]["file"]

    assert path.startswith("documents/dddddddddddd-")
    assert path.count("/") == 1
    assert "\\" not in path
    assert ":" not in path


def test_two_documents_of_one_name_lie_beside_each_other(runtime, instance_id):
    found = exported(runtime, instance_id, PAPER, replace(PAPER, id="e" * 32))

    assert len({one["file"] for one in manifest(found.content)["documents"]}) == 2


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_page_opens_without_the_product_and_without_scripts(issued, language):
    found = page(issued.content, language)
    links = {link.get("href") for link in found.iter("a")}

    assert found.get("lang") == language
    assert links == set(PAGES.values())
    assert not list(found.iter("script", "link", "img", "iframe", "form"))
    assert not [node for node in found.iter() for name in node.attrib if name.startswith("on")]


def test_the_page_shows_every_event_with_its_hash(issued):
    found = page(issued.content)
    events = found.xpath("//li[contains(@class, 'event')]")

    assert len(events) == 8
    assert issued.sealed.head in events[-1].text_content()


def test_the_page_tells_the_reason_at_a_gateway_and_the_term(issued):
    event = page(issued.content, "ru").get_element_by_id("event-4").text_content()

    assert "Условие «${complete}» выполнено: complete = true." in event
    assert "Срок (05.09.2016 10:15:00) нарушен" in event


def test_the_page_names_who_acted_with_role_and_office(runtime, lived):
    with runtime.database.transaction() as connection:
        install_demo(connection, runtime.vault, NOW, cheap_hasher())
    found = page(exported(runtime, lived).content, "en")

    assert ", Head, " in found.get_element_by_id("event-1").text_content()


def test_the_page_tells_what_went_wrong_and_why_it_goes_on(runtime, instance_id):
    check(runtime, instance_id, complete="<b>perhaps</b>")
    terminate_instance(runtime, instance_id, reason="<i>twice</i>", actor="head", now=NOW)
    found = page(exported(runtime, instance_id).content)
    trouble, ended = (found.get_element_by_id(f"event-{seq}") for seq in (2, 3))

    assert "trouble" in trouble.get("class")
    assert trouble.xpath(".//strong")
    assert "<b>perhaps</b>" in trouble.text_content()
    assert "Себебі: <i>twice</i>" in ended.text_content()


def test_text_from_people_is_only_text(runtime, instance_id):
    name = "<script>alert(1)</script>"
    found = exported(runtime, instance_id, replace(PAPER, file_name=name))

    assert b"<script" not in unpacked(found.content)["index.html"]


def test_a_history_that_breaks_goes_out_as_it_is(runtime, lived):
    """It is evidence; the file says where it breaks."""
    with runtime.database.transaction() as connection:
        connection.execute(update(EVENT).where(EVENT.c.seq == 5).values(actor="somebody"))
    found = exported(runtime, lived)
    report = check_case_file(io.BytesIO(found.content))

    assert next(check for check in report.checks if not check.holds).broken_at == 5
    assert "event 5" in page(found.content, "en").text_content()


def test_an_erased_payload_is_left_out(runtime, lived):
    with runtime.database.transaction() as connection:
        connection.execute(delete(PAYLOAD).where(PAYLOAD.c.seq == 5))
    found = exported(runtime, lived)

    assert "payloads/000005.bin" not in unpacked(found.content)


def test_a_payload_that_does_not_open_is_named(runtime, lived):
    with runtime.database.transaction() as connection:
        connection.execute(update(PAYLOAD).where(PAYLOAD.c.seq == 5).values(sealed=b"x" * 60))

    with pytest.raises(HistoryBroken) as broken:
        exported(runtime, lived)
    assert broken.value.seq == 5


def test_a_document_that_does_not_open_is_named(runtime, instance_id):
    def content() -> bytes:
        raise Undecipherable("document:1")

    with pytest.raises(Undecipherable):
        exported(runtime, instance_id, replace(PAPER, content=content))


def test_a_case_that_is_not_there_is_named(runtime):
    with pytest.raises(UnknownInstance):
        exported(runtime, "0" * 32)


@pytest.mark.parametrize("limit", ["MOST_ENTRIES", "MOST_BYTES"])
def test_a_file_larger_than_any_case_is_refused(issued, monkeypatch, limit):
    monkeypatch.setattr(archive, limit, 3)

    with pytest.raises(CaseFileUnreadable, match="larger"):
        open_case_file(io.BytesIO(issued.content))


def test_the_readme_speaks_three_languages(issued):
    text = unpacked(issued.content)["README.txt"].decode()

    assert all(word in text for word in ("Тексеру:", "Проверка:", "To check:", "2016-000001"))
