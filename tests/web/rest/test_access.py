"""Who gets in: a token, a name with it, a person's password; nobody by a cookie."""

from __future__ import annotations

from base64 import b64encode
from datetime import timedelta

from people.accounts import revoke_account
from people.demo import DEMO_PASSWORD
from people.roles import Role
from tests.web.rest.conftest import Interface
from tests.web.signing_in import signed_in

DEFINITIONS = "/process-definition/count"


def basic(name: str, password: str) -> str:
    return "Basic " + b64encode(f"{name}:{password}".encode()).decode()


def status(interface: Interface, authorization: str, path: str = DEFINITIONS) -> int:
    return interface.send("GET", path, Authorization=authorization).status_code


def test_a_token_opens_as_bearer_and_as_a_password(interface: Interface):
    assert status(interface, f"Bearer {interface.token}") == 200
    assert status(interface, basic("bank", interface.token)) == 200
    assert status(interface, basic("other", interface.token)) == 401
    assert status(interface, basic("nurlan", interface.token)) == 401
    assert status(interface, f"Bearer {interface.token}x") == 401
    assert status(interface, "Digest x") == 401


def test_a_person_opens_by_login_and_password_with_their_own_rights(interface: Interface):
    assert status(interface, basic("nurlan", DEMO_PASSWORD)) == 200
    assert status(interface, basic("nurlan", DEMO_PASSWORD)) == 200  # remembered
    assert status(interface, basic("nurlan", "wrong password")) == 401
    assert status(interface, basic("gulnar", DEMO_PASSWORD), "/process-instance") == 403


def test_nobody_is_told_how_to_sign_in(interface: Interface):
    response = interface.client.get(f"/engine-rest{DEFINITIONS}")

    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"] == 'Basic realm="default"'
    assert response.headers["Content-Type"] == "application/json"
    assert response.json.keys() == {"type", "message", "code"}


def test_the_cookie_of_a_browser_opens_nothing(interface: Interface):
    browser = signed_in(interface.app, "nurlan")

    assert browser.get(f"/engine-rest{DEFINITIONS}").status_code == 401
    assert browser.post("/engine-rest/signal", json={"name": "S"}).status_code == 401


def test_a_token_opens_no_page(interface: Interface):
    response = interface.client.get(
        "/messages", headers={"Authorization": f"Bearer {interface.token}"}
    )

    assert response.status_code == 302


def test_a_token_opens_until_its_end_and_until_it_is_revoked(interface: Interface):
    other = interface.account("post", Role.INTEGRATION)
    revoke_account(interface.platform.database, "post", now=interface.clock[0])
    assert status(interface, f"Bearer {other}") == 401
    interface.pass_time(timedelta(days=1))
    assert status(interface, f"Bearer {interface.token}") == 401


def test_what_a_role_does_not_allow_is_403_with_what_was_missing(interface: Interface):
    analyst = interface.account("builder", Role.ANALYST)

    response = interface.post(
        "/process-definition/key/loan/start", {}, Authorization=f"Bearer {analyst}"
    )

    assert response.status_code == 403
    assert response.json["type"] == "AuthorizationException"
    assert response.json["missingAuthorizations"]


def test_too_many_wrong_passwords_are_429(interface: Interface):
    tries = [status(interface, basic("nurlan", f"wrong {n}")) for n in range(11)]

    assert tries == [401] * 10 + [429]


def test_every_path_stands_under_the_default_engine_too(interface: Interface):
    assert interface.get(f"/engine/default{DEFINITIONS}") == {"count": 1}


def test_what_is_not_offered_says_so(interface: Interface):
    for method, path in (("GET", "/batch"), ("POST", "/migration/generate"), ("PUT", "/task/x")):
        response = interface.send(method, path)
        assert response.status_code == 501
        assert "is not offered" in response.json["message"]
