"""Service accounts at the terminal."""

from __future__ import annotations

import re

import pytest

from people.errors import PersonExists, RoleMisplaced, UnknownAccount


def test_an_account_is_created_listed_and_revoked(run, var):
    assert run("account", "list").output.startswith("there is no service account")

    created = run("account", "create", "bank", "--days", "30")

    token = re.match(r"token: (ruqsat_\S+)\nbank is integration for 30 days", created.output)
    assert token is not None
    kept = (var / "ruqsat.sqlite").read_bytes()
    assert token[1].encode() not in kept
    assert re.fullmatch(r"bank  until \d{4}-\d\d-\d\d\n", run("account", "list").output)
    assert run("account", "revoke", "bank").output == "bank is revoked\n"
    assert "bank  revoked on " in run("account", "list").output


def test_a_name_that_is_taken_and_a_role_out_of_place_are_refused(run):
    run("account", "create", "bank")

    with pytest.raises(PersonExists):
        run("account", "create", "bank")
    with pytest.raises(RoleMisplaced):
        run("account", "create", "post", "--role", "head")
    with pytest.raises(UnknownAccount, match="no service account nobody is open"):
        run("account", "revoke", "nobody")
