"""export, export-log and verify --file over a case of the tests."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result
from lxml import etree
from sqlalchemy import select, update

from audit.shelf import stored_papers
from cli.export import export
from cli.export_log import export_log
from cli.verify import verify
from engine.errors import EngineError, HistoryBroken, UnknownInstance
from engine.storage.tables import EVENT
from people.tables import ReadLogRow
from tests.audit.exports.tampering import second_verifier
from tests.audit.living import live_on
from tests.conftest import NOW
from tests.engine.commands.conftest import (  # noqa: F401
    begin,
    handlers,
    instance_id,
    runtime,
    told,
)
from workers.documents import store as documents
from workers.documents.store import NewDocument, Signature, add_document, add_signature

Run = Callable[..., Result]


@pytest.fixture
def lived(runtime: Any, instance_id: str) -> str:  # noqa: F811 - fixtures, asked for by name
    with runtime.database.transaction() as connection:
        document = NewDocument(
            id="d" * 32,
            kind="order",
            media_type="application/pdf",
            file_name="order.pdf",
            created_at=NOW,
            created_by="sara",
            instance_id=instance_id,
        )
        add_document(connection, runtime.vault, document, b"%PDF")
        add_signature(connection, signature())
    return live_on(runtime, instance_id)


def signature() -> Signature:
    return Signature(
        document_id="d" * 32,
        signer="bolat",
        signer_name="Болат",
        position="басшы",
        signed_at=NOW,
        adapter="demo",
        mark="ТЕСТ",
        signature=b"cms",
        report="{}",
    )


@pytest.fixture
def run(runtime: Any, monkeypatch: pytest.MonkeyPatch) -> Run:  # noqa: F811
    """A command of the terminal on the platform of the tests."""
    platform = SimpleNamespace(
        database=runtime.database, vault=runtime.vault, runtime=runtime, clock=lambda: NOW
    )

    @contextmanager
    def assembled(*_: Any) -> Iterator[Any]:
        yield platform

    for module in ("cli.export", "cli.export_log", "cli.figures", "cli.verify"):
        monkeypatch.setattr(f"{module}.assembled", assembled)

    def invoke(command: click.Command, *arguments: object) -> Result:
        return CliRunner().invoke(command, [str(one) for one in arguments])

    return invoke


def reads(runtime: Any) -> list[tuple[str, str, str | None, str]]:  # noqa: F811
    columns = (ReadLogRow.person_id, ReadLogRow.action, ReadLogRow.instance_id, ReadLogRow.subject)
    with runtime.database.snapshot() as connection:
        return [tuple(row) for row in connection.execute(select(*columns))]


def printed(result: Result, name: str) -> str:
    return next(line.split()[1] for line in result.output.splitlines() if line.startswith(name))


def test_an_exported_case_is_verified_from_its_file_alone(run, lived, tmp_path):
    file = tmp_path / "case.zip"
    result = run(export, lived, "--to", file)
    head, seal = printed(result, "head"), printed(result, "seal")
    checked = run(verify, "--file", file, "--head", head, "--seal", seal)

    assert (result.exit_code, checked.exit_code) == (0, 0)
    assert f"2016-000001: 8 events in {file}" in result.output
    assert [line.split()[0] for line in checked.output.splitlines()] == ["OK"] * 9
    assert "5 steps executed anew" in checked.output


def test_the_second_verifier_agrees(run, lived, tmp_path, capsys):
    file = tmp_path / "case.zip"
    head = printed(run(export, lived, "--to", file), "head")

    assert second_verifier().main([str(file), "--head", head, "--documents"]) == 0
    assert "1 documents" in capsys.readouterr().out


def test_a_changed_file_is_named_with_the_first_event(run, lived, runtime, tmp_path):  # noqa: F811
    file = tmp_path / "case.zip"
    with runtime.database.transaction() as connection:
        connection.execute(update(EVENT).where(EVENT.c.seq == 4).values(actor="somebody"))
    run(export, lived, "--to", file)
    checked = run(verify, "--file", file)

    assert checked.exit_code == 1
    assert "BROKEN chain: event 4: its hash does not follow" in checked.output


def test_another_head_is_named(run, lived, tmp_path):
    file = tmp_path / "case.zip"
    run(export, lived, "--to", file)

    assert run(verify, "--file", file, "--head", "0" * 64).exit_code == 1


def test_a_file_that_is_none_is_refused_in_one_sentence(run, tmp_path):
    file = tmp_path / "case.zip"
    file.write_bytes(b"nothing")
    result = run(verify, "--file", file)

    assert isinstance(result.exception, EngineError)
    assert "this is not a case file" in str(result.exception)


def test_verify_wants_to_know_what(run):
    assert run(verify).exit_code == 2


def test_verify_still_reads_the_database(run, lived):
    result = run(verify, lived)

    assert result.exit_code == 0
    assert "1 of 1 histories hold" in result.output


def test_documents_come_with_their_signatures(runtime, lived):  # noqa: F811
    with runtime.database.snapshot() as connection:
        paper = next(stored_papers(documents, connection, runtime.vault, lived))
        content = paper.content()

    assert (paper.file_name, content, paper.signatures[0].mark) == ("order.pdf", b"%PDF", "ТЕСТ")


def test_documents_can_be_left_out(run, lived, tmp_path, capsys):
    file = tmp_path / "case.zip"
    run(export, lived, "--to", file, "--no-documents")
    second_verifier().main([str(file), "--documents"])

    assert "0 documents" in capsys.readouterr().out


def test_every_export_is_recorded(run, runtime, lived, tmp_path):  # noqa: F811
    run(export, lived, "--to", tmp_path / "case.zip")
    run(export_log, "--format", "csv", "--to", tmp_path / "log.csv", "--key", "case")

    assert reads(runtime) == [
        ("system:terminal", "export_case", lived, "case.zip"),
        ("system:terminal", "export_case", None, "csv key=case"),
    ]


def test_a_failed_export_leaves_no_file_and_keeps_the_old(run, tmp_path):
    file = tmp_path / "case.zip"
    file.write_bytes(b"old")
    result = run(export, "0" * 32, "--to", file)

    assert isinstance(result.exception, UnknownInstance)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("case")] == [
        "case.zip"
    ]
    assert file.read_bytes() == b"old"


@pytest.fixture
def log(run, lived, runtime, tmp_path):  # noqa: F811
    """Exports two cases in a format and gives the file's bytes."""
    begin(runtime, business_key="2016-000002")

    def exported(form: str, *arguments: object) -> bytes:
        file = tmp_path / f"log.{form}"
        result = run(export_log, "--format", form, "--to", file, *arguments)
        assert result.exit_code == 0, result.output
        return file.read_bytes()

    return exported


def test_a_log_goes_out_as_xes(log):
    root = etree.fromstring(log("xes"))

    assert len(root.findall("{*}trace")) == 2
    assert len(root.findall("{*}trace/{*}event")) == 15


def test_a_log_goes_out_as_ocel(log):
    assert len(json.loads(log("ocel"))["events"]) == 15


def test_a_log_goes_out_as_csv(log):
    rows = list(csv.reader(log("csv", "--bom").decode("utf-8-sig").splitlines()))

    assert len(rows) == 16
    assert {row[1] for row in rows[1:]} == {"2016-000001", "2016-000002"}


@pytest.mark.parametrize(
    ("arguments", "cases"),
    [
        (("--key", "other"), 0),
        (("--since", "2016-09-05"), 2),
        (("--since", "2016-09-06"), 0),
        (("--until", "2016-09-05"), 0),
        (("--until", "2016-09-06", "--language", "ru"), 2),
    ],
)
def test_only_the_cases_meant_are_in_the_log(log, arguments, cases):
    assert len(etree.fromstring(log("xes", *arguments)).findall("{*}trace")) == cases


def test_a_log_with_a_history_that_breaks_is_not_written(run, lived, runtime, tmp_path):  # noqa: F811
    with runtime.database.transaction() as connection:
        connection.execute(update(EVENT).where(EVENT.c.seq == 4).values(actor="somebody"))
    result = run(export_log, "--format", "csv", "--to", tmp_path / "log.csv")

    assert isinstance(result.exception, HistoryBroken)
    assert not list(tmp_path.glob("log.csv*"))
