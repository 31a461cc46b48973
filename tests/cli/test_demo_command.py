"""demo as a person types it; a few stories stand for all of them."""

from __future__ import annotations

import json

import pytest

import cli.demo
from cli.demo import StoriesStrayed
from cli.demonstration.place import DemoExists, DemoMissing
from cli.demonstration.stories.desk import GRANTED, INCOMPLETE
from cli.demonstration.stories.portal import WITHDRAWN
from tests.cli.test_demo_place import empty_database


@pytest.fixture
def few(monkeypatch):
    """Three stories: a granted one, one refused at intake, one withdrawn."""
    stories = (GRANTED, INCOMPLETE, WITHDRAWN)
    monkeypatch.setattr(cli.demo, "STORIES", stories)
    return stories


@pytest.fixture
def short(monkeypatch):
    """Two stories that end soon."""
    monkeypatch.setattr(cli.demo, "STORIES", (INCOMPLETE, WITHDRAWN))


@pytest.mark.usefixtures("few")
def test_it_says_where_cases_stand_and_documents_lie(run, tmp_path):
    """And each finished story is a line, elsewhere than on a terminal; the histories hold."""
    result = run("demo")
    output = result.output

    assert "2016-000001  Granted at the desk, on the ground of health: ResultIssued" in output
    assert "2016-000002/  application-print.pdf, refusal-receipt.pdf" in output
    assert f"documents in {tmp_path / 'var' / 'demo-documents'}" in output
    assert "python3 run_engine.py serve --demo" in output
    assert "2016-000002  incomplete-package\n" in result.stderr
    verified = run("verify", "--all", "--demo")
    assert (verified.exit_code, "3 of 3 histories hold" in verified.output) == (0, True)


@pytest.mark.usefixtures("few")
def test_json_lists_the_cases_with_their_documents(run, tmp_path):
    shown = json.loads(run("demo", "--json").stdout)
    incomplete = shown["stories"][1]

    assert shown["documents"] == str(tmp_path / "var" / "demo-documents")
    assert [each["outcome"] for each in shown["stories"]] == [
        "ResultIssued",
        "RefusedAtIntake",
        "ApplicationWithdrawn",
    ]
    assert (incomplete["story"], incomplete["case_no"]) == ("incomplete-package", "2016-000002")
    assert [each["kind"] for each in incomplete["documents"]] == [
        "application-print",
        "refusal-receipt",
    ]
    assert all(len(each["id"]) == 32 for each in incomplete["documents"])


@pytest.mark.usefixtures("short")
def test_it_is_not_told_twice_unless_it_is_wanted_afresh(run):
    run("demo")
    with pytest.raises(DemoExists, match="--fresh"):
        run("demo")

    assert "2 cases in" in run("demo", "--fresh").output


def test_verify_says_what_is_missing(run):
    with pytest.raises(DemoMissing):
        run("verify", "--all", "--demo")


def test_serve_says_what_is_missing(run):
    with pytest.raises(DemoMissing):
        run("serve", "--demo")


@pytest.mark.usefixtures("short")
def test_a_story_that_goes_astray_is_no_success(run, monkeypatch):
    monkeypatch.setattr(cli.demo, "strayed", lambda stories, cases: (stories[0].name,))

    with pytest.raises(StoriesStrayed, match="incomplete-package"):
        run("demo")


@pytest.mark.usefixtures("short")
def test_another_database_holds_it_as_well(run, postgres_server):
    url = empty_database(postgres_server, "ruqsat_demo_command")
    output = run("demo", "--database", url).output

    assert "2 cases in postgresql+psycopg://" in output
    assert "set RUQSAT_DATABASE_URL" in output
    with pytest.raises(DemoExists):
        run("demo", "--database", url)
    assert "2 cases in" in run("demo", "--database", url, "--fresh").output
