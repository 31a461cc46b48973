from __future__ import annotations

import json

import pytest

from engine.model.check import check_model
from tests.cli.conftest import MODEL
from tests.engine.commands.models import CASE


def test_the_model_of_the_service_is_deployable(run):
    result = run("check", MODEL)

    assert (result.exit_code, result.output) == (0, "externat.bpmn: deployable\n")


def test_a_refused_model_is_named_with_element_and_reason(run, tmp_path):
    path = tmp_path / "bad.bpmn"
    path.write_bytes(
        MODEL.read_bytes()
        .replace(b"externat.bpmn", b"")
        .replace(b'camunda:topic="check-rules"', b'camunda:topic="check-ruls"')
    )
    result = run("check", path)

    assert result.exit_code == 2
    assert "error: bad.bpmn, CheckRules:" in result.output
    assert "check-rules" in result.output


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("kk", "қате: case.bpmn, "),
        ("ru", "ошибка: case.bpmn, "),
        ("en", "error: case.bpmn, "),
    ],
)
def test_it_speaks_the_language_that_is_asked_for(run, tmp_path, language, said):
    path = tmp_path / "case.bpmn"
    path.write_bytes(CASE)
    result = run("check", path, "--language", language)

    assert result.exit_code == 2
    assert said in result.output


def test_in_kazakh_nothing_of_the_verdict_is_english(run, tmp_path):
    path = tmp_path / "bad.bpmn"
    path.write_bytes(
        MODEL.read_bytes().replace(b'formKey="identity-by-hand"', b'formKey="nobody-has-it"', 1)
    )
    error, verdict = run("check", path, "--language", "kk").output.splitlines()

    assert error.endswith(
        "nobody-has-it нысаны жоқ. forms/nobody-has-it.json файлын қосыңыз немесе басқа нысанды көрсетіңіз. [user-task-form]"
    )
    assert verdict == "bad.bpmn: қабылданбады"


def test_a_foreign_part_is_named_in_the_language(run, tmp_path):
    end = b"</bpmn:process>"
    partner = b'<bpmn:process id="partner" isExecutable="false"/>'
    path = tmp_path / "externat.bpmn"
    path.write_bytes(MODEL.read_bytes().replace(end, end + partner, 1))
    output = run("check", path, "--language", "ru").output

    assert "не выполняется: partner: процесс, который не выполняется" in output
    assert output.endswith("externat.bpmn: можно ввести в действие\n")


def test_json_is_english_whatever_the_language(run, tmp_path):
    path = tmp_path / "case.bpmn"
    path.write_bytes(CASE)

    assert (
        run("check", path, "--json", "--language", "kk").output
        == run("check", path, "--json").output
    )


def test_a_language_that_is_not_spoken_is_no_option(run):
    assert run("check", MODEL, "--language", "de").exit_code == 2


def test_json_holds_what_the_contract_says(run):
    verdict = json.loads(run("check", MODEL, "--json").output)

    assert verdict == {"deployable": True, "findings": [], "ignored": []}


def test_json_findings_have_rule_element_message_and_severity(run, tmp_path):
    path = tmp_path / "case.bpmn"
    path.write_bytes(CASE)
    verdict = json.loads(run("check", path, "--json").output)

    assert not verdict["deployable"]
    assert {frozenset(finding) for finding in verdict["findings"]} == {
        frozenset({"rule", "element_id", "message", "severity"})
    }


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no xml",
        b"<a/>",
        b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
        b"\x00\x01",
        b"<a>" * 50,
    ],
    ids=["empty", "text", "other root", "doctype", "binary", "unclosed"],
)
def test_what_is_no_model_is_refused_with_a_sentence(run, tmp_path, content):
    path = tmp_path / "bad.bpmn"
    path.write_bytes(content)
    result = run("check", path)

    assert result.exit_code == 2
    assert result.output.startswith("error: bad.bpmn, ")
    assert "Traceback" not in result.output


def test_a_file_that_is_not_there_is_named(run):
    result = run("check", "nowhere.bpmn")

    assert result.exit_code == 2
    assert "nowhere.bpmn" in result.output


def test_check_never_raises_for_broken_bytes():
    from engine.model.check import Known

    xml = MODEL.read_bytes()
    for cut in range(1, len(xml), len(xml) // 40):
        assert not check_model(xml[:cut], file="cut.bpmn", known=Known()).deployable


def test_a_file_name_that_cannot_be_kept_is_not_deployed(run, tmp_path):
    file = tmp_path / f"{'a' * 200}.bpmn"
    file.write_bytes(b"<definitions/>")

    result = run("deploy", file)

    assert result.exit_code == 1
    assert "the file name has more than 200 characters; rename the file" in result.output
