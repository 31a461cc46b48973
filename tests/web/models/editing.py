"""The editor in a real browser, as tests use it: by its fields, its keys and what it says."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, ConsoleMessage, Page
from werkzeug.serving import make_server

from engine.settings import ROOT
from people.demo import DEMO_PASSWORD
from tests.web.test_components import STANDARDS
from web.assets import build_assets

BADGE = ".bjs-powered-by"
"""The mark of bpmn.io. Its licence forbids us to change it, so axe is not asked about it."""

LOOK = """async (id) => {
  document.activeElement?.blur();  // as a click into the drawing does
  const {modeler} = document.querySelector('[data-editor]');
  const shape = modeler.get('elementRegistry').get(id);
  modeler.get('selection').select(shape);
  modeler.get('canvas').scrollToElement(shape);
}"""
NAME = "id => document.querySelector('[data-editor]').modeler.get('elementRegistry').get(id)?.businessObject.name"
SELECTED = "() => document.querySelector('[data-editor]').modeler.get('selection').get().map(each => each.type)"
FOCUS = "() => document.querySelector('[data-editor]').modeler.get('canvas').focus()"


@dataclass
class Editor:
    """told: what the page said to its console, network failures that tests bring about left out."""

    page: Page
    address: str
    told: list[str] = field(default_factory=list)

    def open(self, draft_id: int) -> None:
        """Wait until it can be drawn in."""
        self.page.goto(f"{self.address}/models/drafts/{draft_id}/editor")
        self.ready()

    def ready(self) -> None:
        self.page.wait_for_selector("[data-editor][data-ready]")
        self.page.wait_for_selector("[data-findings][data-kind]")

    def select(self, element_id: str) -> None:
        """Wait until the panel is about it."""
        self.page.evaluate(LOOK, element_id)
        self.page.wait_for_function(
            "id => document.querySelector('[data-entry-id=id] input')?.value === id", arg=element_id
        )

    def write(self, entry: str, text: str) -> None:
        """Into a field of the panel."""
        self.page.locator(f"[data-entry-id='{entry}'] :is(input, textarea)").fill(text)

    def choose(self, entry: str, value: str) -> None:
        self.page.locator(f"[data-entry-id='{entry}'] select").select_option(value)

    def save(self) -> None:
        """At once, by its key, and wait for the server."""
        self.page.wait_for_selector("[data-state=editing]")
        self.page.keyboard.press("Control+s")
        self.page.wait_for_selector("[data-state=saved]")

    def name_of(self, element_id: str) -> str | None:
        found: str | None = self.page.evaluate(NAME, element_id)
        return found

    def selected(self) -> list[str]:
        found: list[str] = self.page.evaluate(SELECTED)
        return found

    def focus_drawing(self) -> None:
        self.page.evaluate(FOCUS)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def open_menu(self, key: str) -> None:
        """Wait until it takes keys."""
        self.page.keyboard.press(key)
        self.page.wait_for_selector(".djs-popup .entry.selected")

    def answer(self, value: str) -> None:
        """The open question."""
        self.page.locator(f"dialog[open] button[value='{value}']").click()

    def open_file(self, name: str, content: bytes) -> None:
        file: Any = {"name": name, "mimeType": "application/xml", "buffer": content}
        self.page.set_input_files("[data-file]", files=[file])
        self.answer("yes")

    def state(self) -> str:
        return self.page.locator("[data-state]").inner_text()


def accessible(page: Page) -> None:
    """axe finds nothing, the mark of bpmn.io excepted. Source: WCAG 2.2 AA."""
    options = {"runOnly": list(STANDARDS), "resultTypes": ["violations"]}
    report = Axe().run(page, context={"exclude": [[BADGE]]}, options=options).response
    found = [(rule["id"], rule["nodes"][0]["html"]) for rule in report["violations"]]
    assert found == []
    assert report["passes"]


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The pages under an address of this machine, with the front end as its sources are now."""
    path = os.pathsep.join((str(Path(sys.prefix) / "bin"), os.environ.get("PATH", "")))
    npm, node = shutil.which("npm", path=path), shutil.which("node", path=path)
    assert npm is not None, "Node 20 or newer is missing"
    assert node is not None, "Node 20 or newer is missing"
    build_assets(ROOT, npm=npm, node=node)
    app.config["WTF_CSRF_ENABLED"] = True
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


def editor_of(browser: Browser, address: str, *, language: str = "en", width: int = 1280) -> Editor:
    """A window of the analyst, signed in by the form."""
    page = browser.new_context(viewport={"width": width, "height": 800}).new_page()
    editor = Editor(page=page, address=address)

    def hear(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            editor.told.append(message.text)

    page.on("console", hear)
    page.on("pageerror", lambda error: editor.told.append(str(error)))
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"{address}/sign-in")
    page.fill("[name=login]", "arman")
    page.fill("[name=password]", DEMO_PASSWORD)
    page.locator("main form button[type=submit]").click()
    page.context.add_cookies([{"name": "ruqsat_language", "value": language, "url": address}])
    return editor
