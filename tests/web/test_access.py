"""What stands between an address and its view, on routes made for the purpose."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask, Response, abort, jsonify
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from engine.storage.database import Database
from people import store
from people.actions import Action
from people.roles import Role
from people.tables import ASSIGNMENT
from people.values import ReadEntry
from tests.web.conftest import signed_in
from tests.web.written_cases import WrittenCase
from web.access import (
    RouteUnguarded,
    access,
    current_subject,
    local_path,
    note_read,
    public,
    refuse_unmarked,
    require_case,
)
from web.access import (
    signed_in as person_here,
)
from web.platform import Platform


@pytest.fixture
def app(app: Flask) -> Flask:
    """The app with a route or two for each kind of thing an address can name."""

    @app.get("/probe/cases/<instance_id>")
    @access(Action.SEE_CASE)
    def case_page(instance_id: str) -> str:
        return person_here().person_id

    @app.route("/probe/tasks/<int:user_task_id>", methods=["GET", "POST"])
    @access(Action.SEE_TASK)
    def task_page(user_task_id: int) -> str:
        task = current_subject().task
        return task.lane if task else ""

    @app.get("/probe/documents/<document_id>")
    @access(Action.SEE_DOCUMENT)
    def document_page(document_id: str) -> str:
        return "bytes"

    @app.get("/probe/cases/<instance_id>/documents/<document_id>")
    @access(Action.SEE_DOCUMENT)
    def document_of_case(instance_id: str, document_id: str) -> str:
        return "bytes"

    @app.get("/probe/broken/<instance_id>")
    @access(Action.SEE_CASE)
    def broken_page(instance_id: str) -> str:
        abort(409)

    @app.get("/probe/find/<number>")
    @access(Action.FIND_CASE)
    def find_page(number: str) -> Response:
        found = require_case(Action.SEE_CASE, number)
        note_read(Action.FIND_CASE, found, "by number")
        return jsonify(found.instance_id)

    @app.get("/probe/collect/<number>")
    @access(Action.FIND_CASE)
    def collect_page(number: str) -> str:
        return require_case(Action.COLLECT_RESULT, number).instance_id

    @app.get("/probe/careless")
    @public
    def careless_page() -> str:
        return person_here().name

    return app


def reads(database: Database, case: WrittenCase) -> list[tuple[str, str, str]]:
    with database.snapshot() as connection:
        kept = store.reads_of(connection, case.instance_id)
    return [(entry.person_id, entry.action, entry.subject) for entry in reversed(kept)]


# --- what an address names


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("specialist", 200),
        ("worker", 200),
        ("applicant", 200),
        ("auditor", 200),
        ("foreign specialist", 404),
        ("foreign worker", 404),
        ("foreign applicant", 404),
        ("analyst", 404),
        ("administrator", 403),
    ],
)
def test_a_case_opens_to_those_who_stand_near_it(
    people: dict[str, FlaskClient], case: WrittenCase, who: str, status: int
) -> None:
    assert people[who].get(f"/probe/cases/{case.instance_id}").status_code == status


@pytest.mark.parametrize("who", ["specialist", "auditor", "administrator", "analyst"])
def test_what_does_not_exist_is_404_to_everybody(people: dict[str, FlaskClient], who: str) -> None:
    assert people[who].get("/probe/cases/nothing").status_code == 404
    assert people[who].get("/probe/tasks/4711").status_code == 404
    assert people[who].get("/probe/documents/nothing").status_code == 404


def test_a_hidden_case_looks_like_one_that_does_not_exist(
    people: dict[str, FlaskClient], case: WrittenCase
) -> None:
    hidden = people["foreign head"].get(f"/probe/cases/{case.instance_id}")
    missing = people["foreign head"].get(f"/probe/cases/{'0' * 32}")

    assert hidden.text.replace(case.instance_id, "0" * 32) == missing.text


@pytest.mark.parametrize(
    ("role", "who"),
    [
        (Role.STATE_CORPORATION_WORKER, "worker"),
        (Role.CHANCELLERY, "chancellery"),
        (Role.HEAD, "head"),
        (Role.SPECIALIST, "specialist"),
        (Role.PORTAL, "applicant"),
    ],
)
def test_a_task_opens_to_its_lane_alone(
    people: dict[str, FlaskClient], case: WrittenCase, role: Role, who: str
) -> None:
    address = f"/probe/tasks/{case.tasks[role]}"

    opened = {name for name, browser in people.items() if browser.get(address).status_code == 200}

    assert opened == {who}


def test_a_task_of_the_own_case_is_forbidden_and_of_another_hidden(
    people: dict[str, FlaskClient], case: WrittenCase
) -> None:
    address = f"/probe/tasks/{case.tasks[Role.HEAD]}"

    assert people["specialist"].get(address).status_code == 403
    assert people["foreign head"].get(address).status_code == 404


def test_an_applicant_opens_published_documents_only(
    people: dict[str, FlaskClient], case: WrittenCase
) -> None:
    assert people["applicant"].get(f"/probe/documents/{case.published_id}").status_code == 200
    assert people["applicant"].get(f"/probe/documents/{case.draft_id}").status_code == 403
    assert people["specialist"].get(f"/probe/documents/{case.draft_id}").status_code == 200


def test_an_address_that_names_two_cases_names_nothing(
    people: dict[str, FlaskClient], case: WrittenCase
) -> None:
    whole = f"/probe/cases/{case.instance_id}/documents/{case.published_id}"

    assert people["auditor"].get(whole).status_code == 200
    assert people["auditor"].get(whole.replace(case.instance_id, "other")).status_code == 404


def test_a_case_found_by_number_is_asked_for_again(
    people: dict[str, FlaskClient], case: WrittenCase
) -> None:
    found = f"/probe/find/{case.instance_id}"

    assert people["specialist"].get(found).json == case.instance_id
    assert people["foreign specialist"].get(found).status_code == 404
    assert people["specialist"].get("/probe/find/nothing").status_code == 404
    assert people["administrator"].get(found).status_code == 403


def test_what_shows_no_personal_data_is_no_read(
    people: dict[str, FlaskClient], case: WrittenCase, sqlite_database: Database
) -> None:
    address = f"/probe/collect/{case.instance_id}"

    assert people["worker"].get(address).text == case.instance_id
    assert people["head"].get(address).status_code == 403
    assert reads(sqlite_database, case) == []


# --- reads of personal data


def test_a_page_with_personal_data_is_recorded(
    people: dict[str, FlaskClient], case: WrittenCase, sqlite_database: Database, now: datetime
) -> None:
    address = f"/probe/cases/{case.instance_id}"

    people["auditor"].get(address)

    with sqlite_database.snapshot() as connection:
        (entry,) = store.reads_of(connection, case.instance_id)
    assert entry == ReadEntry(
        person_id="laura",
        at=now,
        action="see_case",
        instance_id=case.instance_id,
        subject=address,
    )


@pytest.mark.parametrize("who", ["foreign head", "administrator"])
def test_a_refusal_is_no_read(
    people: dict[str, FlaskClient], case: WrittenCase, sqlite_database: Database, who: str
) -> None:
    people[who].get(f"/probe/cases/{case.instance_id}")

    assert reads(sqlite_database, case) == []


def test_a_page_that_failed_showed_nothing(
    people: dict[str, FlaskClient], case: WrittenCase, sqlite_database: Database
) -> None:
    assert people["head"].get(f"/probe/broken/{case.instance_id}").status_code == 409

    assert reads(sqlite_database, case) == []


def test_what_cannot_be_recorded_is_not_shown(
    app: Flask,
    people: dict[str, FlaskClient],
    case: WrittenCase,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def failing(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(store, "record_read", failing)
    app.testing = False
    app.logger.disabled = True

    answer = people["auditor"].get(f"/probe/cases/{case.instance_id}")

    assert answer.status_code == 500
    assert "laura" not in answer.text


def test_a_view_can_note_more_than_its_address_names(
    people: dict[str, FlaskClient], case: WrittenCase, sqlite_database: Database
) -> None:
    people["worker"].get(f"/probe/find/{case.instance_id}")

    assert [action for _, action, _ in reads(sqlite_database, case)] == ["see_case", "find_case"]


# --- nobody is signed in


def test_a_stranger_is_led_to_sign_in_and_back(client: FlaskClient, case: WrittenCase) -> None:
    answer = client.get(f"/probe/cases/{case.instance_id}?tab=2")

    address = urlsplit(answer.location)
    assert (answer.status_code, address.path) == (302, "/sign-in")
    assert parse_qs(address.query)["next"] == [f"/probe/cases/{case.instance_id}?tab=2"]


def test_a_stranger_learns_nothing_from_the_way_to_sign_in(client: FlaskClient) -> None:
    assert client.get("/probe/cases/nothing").status_code == 302


def test_a_form_sent_too_late_leads_back_to_its_page(
    client: FlaskClient, case: WrittenCase
) -> None:
    page = f"/probe/tasks/{case.tasks[Role.HEAD]}"

    answer = client.post(page, headers={"Referer": f"http://localhost{page}"})

    assert parse_qs(urlsplit(answer.location).query)["next"] == [page]


def test_a_form_from_elsewhere_leads_nowhere(client: FlaskClient, case: WrittenCase) -> None:
    page = f"/probe/tasks/{case.tasks[Role.HEAD]}"

    answer = client.post(page, headers={"Referer": "http://elsewhere.example/trap"})

    assert urlsplit(answer.location).query == ""


def test_a_made_up_token_is_nobody(client: FlaskClient, case: WrittenCase) -> None:
    with client.session_transaction() as session:
        session["token"] = "made up"

    assert client.get(f"/probe/cases/{case.instance_id}").status_code == 302


def test_a_post_that_has_ended_opens_nothing_from_the_next_day(
    app: Flask, platform: Platform, case: WrittenCase, now: datetime
) -> None:
    browser = signed_in(app, "gulnar")
    with platform.database.transaction() as connection:
        table = ASSIGNMENT
        over = (now - timedelta(days=1)).date()
        connection.execute(table.update().where(table.c.person_id == "gulnar").values(to_date=over))

    assert browser.get(f"/probe/cases/{case.instance_id}").status_code == 404


def test_a_public_view_that_needs_somebody_refuses_strangers(client: FlaskClient) -> None:
    assert client.get("/probe/careless").status_code == 403


# --- marks


def test_a_route_without_a_mark_does_not_start(app: Flask) -> None:
    app.add_url_rule("/unmarked", "unmarked", lambda: "x")

    with pytest.raises(RouteUnguarded) as refused:
        refuse_unmarked(app)

    assert refused.value.endpoint == "unmarked"


def test_a_route_without_a_mark_answers_nobody(app: Flask, client: FlaskClient) -> None:
    app.add_url_rule("/unmarked", "unmarked", lambda: "x")
    app.testing = False
    app.logger.disabled = True

    assert client.get("/unmarked").status_code == 500


def test_an_action_on_a_case_needs_an_address_that_names_one(app: Flask) -> None:
    @access(Action.SEE_CASE)
    def page() -> str:
        return "x"

    app.add_url_rule("/cases", "cases", page)

    with pytest.raises(RouteUnguarded, match="needs one of instance_id"):
        refuse_unmarked(app)


def test_a_public_view_needs_nobody(app: Flask, client: FlaskClient) -> None:
    app.add_url_rule("/public", "public", public(lambda: "x"))

    assert client.get("/public").text == "x"


# --- where to go on


@pytest.mark.parametrize("text", ["/", "/cases/1?tab=2", "/cases/1#top", "/іс"])
def test_a_path_on_this_site_is_kept(text: str) -> None:
    assert local_path(text) == text


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "cases",
        "//elsewhere.example",
        "https://elsewhere.example/",
        "/\\elsewhere.example",
        "/\t/elsewhere.example",
        "/\n/elsewhere.example",
        "javascript:alert(1)",
    ],
)
def test_a_path_that_leads_elsewhere_is_dropped(text: str | None) -> None:
    assert local_path(text) is None


@given(st.text(alphabet="/\\:?#@.ab \t\n\x00", max_size=12))
def test_what_is_kept_begins_with_one_slash(text: str) -> None:
    kept = local_path(text)

    assert kept is None or (kept[0] == "/" and not kept.startswith(("//", "/\\")))


def test_the_actor_is_read_once_a_request(
    people: dict[str, FlaskClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    found = store.person_of_session

    def counting(*arguments: object, **options: object) -> object:
        asked.append(arguments)
        return found(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(store, "person_of_session", counting)
    people["head"].get("/")

    assert len(asked) == 1
