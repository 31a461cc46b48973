"""People and offices at the terminal."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime

import pytest

from people.demo import PROVIDERS
from people.values import local_day

OFFICE = {
    name: getattr(PROVIDERS[0], name)
    for name in PROVIDERS[0].__dataclass_fields__
    if name not in ("id", "serves_id")
}


@pytest.fixture
def office_file(tmp_path):
    def written(**changed):
        path = tmp_path / "office.json"
        told = {**OFFICE, **changed}
        path.write_text(json.dumps({k: v for k, v in told.items() if v is not None}))
        return path

    return written


def add(run, login="saniya"):
    names = ("--surname", "Үлгі", "--name", "Сания")
    return run("user", "add", login, *names, "--generate")


def test_an_empty_database_says_what_to_do(run):
    assert run("user", "list").output == "nobody is enrolled; `user add` enrols the first person\n"
    assert run("office", "list").output == "there is no office; `office add FILE` adds one\n"


def test_somebody_is_enrolled_and_listed(run):
    added = add(run)

    assert re.match(r"password: [a-z2-9]{20}\nsaniya is enrolled", added.output)
    assert run("user", "list").output == "saniya  Үлгі Сания  no role\n"


def test_a_role_of_an_office_is_given_and_ended(run, office_file):
    add(run)
    run("office", "add", office_file())
    code = OFFICE["code"]
    given = run("user", "assign", "saniya", "head", "--office", code, "--since", "2016-09-05")

    assert given.output == "saniya is head from 2016-09-05\n"
    assert run("user", "list").output == f"saniya  Үлгі Сания  head at {code} from 2016-09-05\n"
    before = local_day(datetime.now(UTC))
    ended = run("user", "end", "saniya", "head", "--office", code)
    assert ended.output in {
        f"saniya is head until {day}\n" for day in (before, local_day(datetime.now(UTC)))
    }


def test_a_role_that_is_not_held_is_told(run):
    add(run)

    assert "does not hold" in run("user", "end", "saniya", "auditor").output


def test_a_blocked_person_is_marked(run):
    add(run)
    run("user", "block", "saniya")

    assert run("user", "list").output.endswith("(no password)\n")


def test_a_new_password_is_asked_for_twice(run):
    add(run)
    answered = run("user", "password", "saniya", typed="a long new password\n" * 2)

    assert "saniya has a new password" in answered.output
    assert "a long new password" not in answered.output


def test_an_office_is_added_once_from_its_file(run, office_file):
    path = office_file()

    assert run("office", "add", path).output.startswith(f"{OFFICE['code']} is there")
    assert run("office", "list").output == f"{OFFICE['code']}  provider  {OFFICE['name_kk']}\n"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"bin": None}, "missing: bin"),
        ({"colour": "blue"}, "not known: colour"),
        ({"kind": "shop"}, "'shop' is not a valid OfficeKind"),
        ({"kind": "state-corporation"}, "only it, has --serves"),
        ({"phone": 7}, "must be an object of texts"),
    ],
)
def test_a_file_that_does_not_describe_an_office_says_why(run, office_file, changed, said):
    answered = run("office", "add", office_file(**changed))

    assert (answered.exit_code, said in answered.output) == (1, True)


def test_a_file_that_is_not_json_says_so(run, tmp_path):
    path = tmp_path / "office.json"
    path.write_text("{")

    assert "is not JSON" in run("office", "add", path).output
