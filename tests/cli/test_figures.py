"""figures on the terminal: the same numbers as in the picture of the model."""

from __future__ import annotations

import json

from cli.figures import figures
from tests.cli.test_export import instance_id, lived, run, runtime  # noqa: F401
from tests.conftest import NOW
from tests.engine.commands.conftest import begin, handlers, told  # noqa: F401

LINE = "      1    21 min    21 min  Check"


def test_cases_and_elements_are_counted(run, lived):  # noqa: F811
    result = run(figures, "--key", "case")

    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert lines[0] == "case 1: 1 cases, 1 counted"
    assert "      1  completed Issued, term kept" in lines
    assert any(line.startswith(LINE) for line in lines)


def test_json_has_the_numbers_by_id(run, runtime, lived):  # noqa: F811
    begin(runtime, business_key="2016-000002")
    found = json.loads(run(figures, "--key", "case", "--json").output)

    assert (found["cases"], found["counted"], found["broken"]) == (2, 2, [])
    assert found["elements"]["Advise"] == 2
    assert found["flows"]["Fine_Decide"] == 1
    assert found["waiting"] == {"Check": 1}
    assert found["lain"]["Look"] == {"visits": 1, "median_seconds": 600, "p90_seconds": 600}


def test_only_cases_of_the_period_count(run, lived):  # noqa: F811
    day = f"{NOW:%Y-%m-%d}"

    assert run(figures, "--key", "case", "--until", day).output.startswith("case 1: 0 cases")
    assert run(figures, "--key", "case", "--since", day).output.startswith("case 1: 1 cases")


def test_an_unknown_version_is_named(run, lived):  # noqa: F811
    result = run(figures, "--key", "case", "--version", "7")

    assert result.exit_code != 0
    assert "case version 7 is not deployed" in str(result.exception)
