"""A case that calls other processes goes out with their models, and both verifiers hold them against the first event."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from audit.exports.reading import check_case_file
from audit.films import film_of
from engine.calendar.in_force import Calendars
from engine.storage.columns import Base
from engine.storage.database import Database
from engine.storage.runtime import Runtime
from engine.storage.vault import Vault
from tests.audit.exports.conftest import Exported, exported
from tests.audit.exports.tampering import first_says, forged, second_says
from tests.engine.commands.conftest import FakeHandlers, deploy
from tests.engine.commands.test_called_processes import bought, caller, complete, payment

FOLDER = "called/pay-1/"


@pytest.fixture(scope="module")
def runtime(tmp_path_factory: pytest.TempPathFactory, vault: Vault) -> Runtime:
    """Two versions of the called process are deployed; the case was started between them."""
    folder: Path = tmp_path_factory.mktemp("called")
    database = Database(f"sqlite:///{folder / 'ruqsat.sqlite'}")
    Base.metadata.create_all(database.writing)
    return Runtime(database=database, vault=vault, handlers=FakeHandlers(), calendars=Calendars())


@pytest.fixture(scope="module")
def instance(runtime) -> str:
    deploy(runtime, payment())
    deploy(runtime, caller())
    started = bought(runtime)
    deploy(runtime, payment(form="other"))
    complete(runtime, started, receipt="R1")
    return started


@pytest.fixture(scope="module")
def called(runtime, instance) -> Exported:
    return exported(runtime, instance)


@pytest.fixture
def verdicts(tmp_path, capsys):
    def both(content: bytes) -> tuple[set[str], set[str]]:
        return set(first_says(content)), set(second_says(tmp_path, capsys, content))

    return both


def test_each_called_model_lies_in_a_folder_of_its_own(called):
    names = set(forged(called.content).entries)

    inside = {f"{FOLDER}{name}" for name in ("model.bpmn", "lowered.bpmn", "forms/check.json")}
    assert {name for name in names if name.startswith("called/")} == inside
    assert {name for name in names if name.startswith("forms/")} == {"forms/other.json"}


def test_the_manifest_names_what_the_first_event_names(called):
    manifest = forged(called.content).manifest

    assert {model["version"] for model in manifest["called"].values()} == {1}
    assert set(manifest["lowering_versions"]) == {"lowered.bpmn", f"{FOLDER}lowered.bpmn"}


def test_it_holds_for_both_verifiers(called, verdicts):
    assert verdicts(called.content) == (set(), set())


def test_it_is_executed_anew_with_what_it_calls(called):
    report = check_case_file(io.BytesIO(called.content))

    assert report.film is not None
    assert [step.path for step in report.film.steps] == [("Begin", "Pay/Begin"), ("Pay/Check",)]


def test_the_film_of_the_file_is_the_film_of_the_case(runtime, instance, called):
    with runtime.database.snapshot() as connection:
        film = film_of(runtime, connection, instance)

    read = check_case_file(io.BytesIO(called.content)).film
    assert read is not None
    assert read.steps == film.steps


def test_the_form_is_that_of_the_version_that_was_called(runtime, instance):
    """The newer version of the called process asks for another form; this case never sees it."""
    with runtime.database.snapshot() as connection:
        film = film_of(runtime, connection, instance)

    form = film.steps[1].form
    assert form is not None
    assert (form.key, form.version) == ("check", 1)
    assert film.bindings == {"pay": 1}


@pytest.mark.parametrize("name", ["model.bpmn", "forms/check.json"])
def test_an_edited_called_model_or_form_is_named(called, verdicts, name):
    case = forged(called.content)
    case.entries[f"{FOLDER}{name}"] += b" "

    first, second = verdicts(case.reseal())

    assert "model" in first
    assert second == {"model"}


def test_a_called_model_that_is_missing_is_named(called, verdicts):
    case = forged(called.content)
    del case.entries[f"{FOLDER}model.bpmn"]

    first, second = verdicts(case.reseal())

    assert "model" in first
    assert second == {"model"}


def test_a_model_that_nothing_calls_is_named(called, verdicts):
    case = forged(called.content)
    case.entries["called/other-1/model.bpmn"] = case.entries[f"{FOLDER}model.bpmn"]

    assert verdicts(case.reseal()) == ({"model"}, {"model"})


def test_another_called_model_in_the_manifest_is_named(called, verdicts):
    case = forged(called.content)
    case.manifest["called"]["pay"]["version"] = 2

    assert verdicts(case.reseal()) == ({"case"}, {"case"})


def test_what_was_executed_of_a_called_model_must_be_what_it_gives(called):
    case = forged(called.content)
    case.entries[f"{FOLDER}lowered.bpmn"] += b"\n"

    assert set(first_says(case.reseal())) == {"lowered"}


def test_the_page_names_the_steps_of_what_is_called(called):
    page = forged(called.content).entries["index.html"].decode()

    assert "Pay/Check" in page
