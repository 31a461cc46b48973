"""The analyst's work is kept: saving in a real browser, two at one draft, a network that fails."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Route

from engine.commands.model_drafts import save_draft
from engine.commands.model_presence import note_presence
from engine.modelling.document import read_draft
from engine.modelling.store import draft_row, open_drafts, revision_row
from tests.web.analyst import EXTERNAT, changed, opened
from tests.web.models.editing import Editor, accessible, editor_of, served
from tests.web.service import Service
from tests.web.test_components import browser_type_launch_args  # noqa: F401 - a fixture

pytestmark = pytest.mark.browser

OLD, NEW = "Өтінішті басып шығару", "Өтінішті қағазға шығару"
ANOTHER = changed(f'name="{OLD}"', f'name="{NEW}"')
LAURA = "Мұқанова Лаура Ғалымқызы"


@pytest.fixture
def analyst(service: Service) -> FlaskClient:
    return service.browser("arman")


@pytest.fixture
def draft_id(analyst: FlaskClient) -> int:
    return opened(analyst)


@pytest.fixture
def address(service: Service, draft_id: int) -> Iterator[str]:
    with served(service.app) as found:
        yield found


@pytest.fixture
def editor(browser: Browser, address: str) -> Editor:
    return editor_of(browser, address)


def kept(service: Service, draft_id: int) -> tuple[int, bytes]:
    """Revision and bytes as the server has them."""
    with service.platform.database.snapshot() as connection:
        number = draft_row(connection, draft_id).revision
        return number, revision_row(connection, draft_id, number).xml


def save_by_another(service: Service, draft_id: int) -> None:
    model = read_draft(ANOTHER, file="externat.bpmn")
    number, _ = kept(service, draft_id)
    save_draft(
        service.platform.database,
        draft_id,
        model,
        expected=number,
        actor="laura",
        now=service.platform.clock(),
    )


def refuse_posts(route: Route) -> None:
    """The network fails when something is sent."""
    if route.request.method == "POST":
        route.abort()
    else:
        route.continue_()


@pytest.mark.parametrize(
    ("language", "name"),
    [("kk", "Өтінішті басып шығару"), ("ru", "Печать заявления"), ("en", "Print the application")],
)
def test_the_canvas_speaks_the_readers_language(
    browser: Browser, address: str, draft_id: int, service: Service, language: str, name: str
) -> None:
    """What is drawn, not what is kept: the names of the model stay as they are."""
    before = kept(service, draft_id)
    editor = editor_of(browser, address, language=language)
    editor.open(draft_id)
    drawn = editor.page.locator("[data-element-id=PrintApplication] text").text_content() or ""

    assert drawn.replace(" ", "") == name.replace(" ", "")
    assert kept(service, draft_id) == before


# --- opening and saving


def test_the_first_load_stays_below_900_kilobytes_on_the_wire(
    editor: Editor, draft_id: int
) -> None:
    """Everything that a browser without anything in its cache loads for the editor with the real model."""
    wire = editor.page.context.new_cdp_session(editor.page)
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    loaded: list[int] = []
    wire.on("Network.loadingFinished", lambda told: loaded.append(told["encodedDataLength"]))
    editor.open(draft_id)

    assert len(loaded) > 4
    assert sum(loaded) < 900_000


def test_the_real_model_is_drawn_in_silence(editor: Editor, draft_id: int) -> None:
    editor.open(draft_id)

    assert editor.name_of("PrintApplication") == OLD
    assert editor.told == []


def test_what_was_not_edited_is_not_saved(service: Service, editor: Editor, draft_id: int) -> None:
    editor.open(draft_id)
    posted: list[str] = []
    editor.page.on("request", lambda request: posted.append(f"{request.method} {request.url}"))
    editor.press("Control+s")
    editor.page.wait_for_timeout(500)

    assert [each for each in posted if each.endswith("/model")] == []
    assert kept(service, draft_id) == (1, EXTERNAT)


def test_what_is_undone_is_as_it_was(service: Service, editor: Editor, draft_id: int) -> None:
    editor.open(draft_id)
    editor.select("PrintApplication")
    editor.write("name", NEW)
    editor.save()
    editor.focus_drawing()
    editor.press("Control+z")
    editor.save()

    assert editor.name_of("PrintApplication") == OLD
    assert kept(service, draft_id) == (3, EXTERNAT)


def test_an_edited_name_is_saved_alone_and_back_after_reload(
    service: Service, editor: Editor, draft_id: int
) -> None:
    editor.open(draft_id)
    editor.select("PrintApplication")
    editor.write("name", NEW)
    editor.save()

    assert kept(service, draft_id) == (2, ANOTHER)
    assert "Saved at 10:00:00." in editor.state()
    editor.page.reload()
    editor.ready()
    assert editor.name_of("PrintApplication") == NEW


def test_a_change_is_saved_without_being_told_to(
    service: Service, editor: Editor, draft_id: int
) -> None:
    editor.open(draft_id)
    editor.select("PrintApplication")
    editor.write("label-ru", "На бумагу")
    editor.page.wait_for_selector("[data-state=saved]")

    assert 'name="label.ru" value="На бумагу"'.encode() in kept(service, draft_id)[1]


def test_one_save_follows_another(service: Service, editor: Editor, draft_id: int) -> None:
    editor.open(draft_id)
    editor.select("PrintApplication")
    for name in ("Бірінші", "Екінші", NEW):
        editor.write("name", name)
        editor.save()

    assert kept(service, draft_id) == (4, ANOTHER)


# --- two at one draft


def test_the_second_is_told_who_has_it_open(
    service: Service, editor: Editor, draft_id: int
) -> None:
    note_presence(service.platform.database, draft_id, actor="laura", now=service.platform.clock())
    editor.open(draft_id)

    assert LAURA in editor.page.locator("[data-others]").inner_text()


def test_the_second_to_save_loses_nothing(service: Service, editor: Editor, draft_id: int) -> None:
    editor.open(draft_id)
    save_by_another(service, draft_id)
    editor.select("CheckPackage")
    editor.write("name", "Менің өзгерісім")
    editor.page.wait_for_selector("dialog[data-dialog=conflict][open]")
    assert LAURA in editor.page.locator("dialog[open]").inner_text()
    accessible(editor.page)
    with editor.page.expect_navigation():
        editor.answer("copy")
    editor.ready()

    assert editor.name_of("CheckPackage") == "Менің өзгерісім"
    assert kept(service, draft_id) == (2, ANOTHER)
    with service.platform.database.snapshot() as connection:
        assert len(open_drafts(connection, key="externat")) == 2


def test_in_a_conflict_one_may_look_first_and_then_take_the_newer(
    service: Service, editor: Editor, draft_id: int
) -> None:
    editor.open(draft_id)
    save_by_another(service, draft_id)
    editor.select("CheckPackage")
    editor.write("name", "Менің өзгерісім")
    editor.page.wait_for_selector("dialog[data-dialog=conflict][open]")
    editor.press("Escape")
    assert editor.name_of("CheckPackage") == "Менің өзгерісім"
    editor.page.locator("[data-newer]").click()
    with editor.page.expect_navigation():
        editor.answer("newer")
    editor.ready()

    assert editor.name_of("PrintApplication") == NEW
    assert editor.name_of("CheckPackage") != "Менің өзгерісім"
    assert editor.page.locator("dialog[open]").count() == 0


# --- the network fails


def test_what_could_not_be_saved_is_offered_back(
    service: Service, editor: Editor, draft_id: int
) -> None:
    editor.open(draft_id)
    editor.page.route("**/model", refuse_posts)
    editor.select("PrintApplication")
    editor.write("name", NEW)
    editor.page.wait_for_selector("[data-state=failed]")
    assert "Not saved" in editor.state()
    editor.page.reload()
    editor.ready()
    editor.page.unroute("**/model")
    editor.answer("yes")
    editor.page.wait_for_selector("[data-state=saved]")

    assert kept(service, draft_id) == (2, ANOTHER)


def test_it_tries_again_by_itself(service: Service, editor: Editor, draft_id: int) -> None:
    editor.open(draft_id)
    editor.page.route("**/model", refuse_posts)
    editor.select("PrintApplication")
    editor.write("name", NEW)
    editor.page.wait_for_selector("[data-state=failed]")
    editor.page.unroute("**/model")
    editor.page.wait_for_selector("[data-state=saved]")

    assert kept(service, draft_id) == (2, ANOTHER)


def test_edits_thrown_away_are_not_offered_again(editor: Editor, draft_id: int) -> None:
    editor.open(draft_id)
    editor.page.route("**/model", refuse_posts)
    editor.select("PrintApplication")
    editor.write("name", NEW)
    editor.page.wait_for_selector("[data-state=failed]")
    editor.page.reload()
    editor.ready()
    editor.answer("no")
    editor.page.reload()
    editor.ready()

    assert editor.name_of("PrintApplication") == OLD
    assert editor.page.locator("dialog[open]").count() == 0
