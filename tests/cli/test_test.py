"""What `test` runs: everything, a quick part, or what pytest is told."""

from __future__ import annotations

import sys
from subprocess import STDOUT, Popen
from tempfile import TemporaryFile

import pytest

from cli.test import CHECKS, LEFT_OUT, QUICK_TESTS, Check, planned
from engine.settings import ROOT


def test_alone_it_runs_everything():
    plan = planned((), quick=False, browser=True)

    assert plan.checks == ("lint", "format", "types")
    assert "-m" not in plan.pytest
    assert [part for part in plan.pytest if part.startswith("tests")] == []


def test_with_arguments_it_runs_the_tests_alone():
    plan = planned(("tests/people", "-x"), quick=False, browser=True)

    assert plan.checks == ()
    assert plan.pytest == ("tests/people", "-x")


@pytest.mark.parametrize("arguments", [(), ("tests/web",)])
def test_without_a_browser_the_rest_is_run(arguments):
    plan = planned(arguments, quick=False, browser=False)

    assert " ".join(plan.pytest).count("-m not browser") == 1


def test_who_chooses_by_mark_is_left_alone():
    assert planned(("-m", "browser"), quick=False, browser=False).pytest == ("-m", "browser")


def test_the_quick_part_says_what_it_leaves_out():
    plan = planned((), quick=True, browser=True)
    tests = {path.stem.removeprefix("test_") for path in (ROOT / "tests").iterdir()}

    assert set(plan.checks) < set(CHECKS)
    assert "--first-case" in plan.pytest
    assert all((ROOT / "tests" / part).exists() for part in QUICK_TESTS)
    assert {"engine", "forms"} <= tests
    assert "types" in LEFT_OUT


@pytest.mark.parametrize(
    ("code", "passed", "heard"),
    [("0", True, ""), ("'wrong here'", False, "== lint\nwrong here\n\n")],
)
def test_a_check_is_heard_only_if_it_fails(code, passed, heard, capsys):
    with TemporaryFile() as output:
        command = [sys.executable, "-c", f"import sys; sys.exit({code})"]
        with Popen(command, stdout=output, stderr=STDOUT) as process:
            assert Check(process=process, output=output).passed("lint") == passed

    assert capsys.readouterr().out == heard
