"""A small application around the templates: the frame with stand-ins for what the real one tells it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask, Response, render_template
from jinja2 import ChoiceLoader, FileSystemLoader

from engine.calendar.typed import shown_day
from engine.diagram import Drawing, Marks
from tests.engine.diagram.gallery import gallery
from web.assets import asset_url

ROOT = Path(__file__).parents[2]
STRICT = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'"


@dataclass(frozen=True, kw_only=True)
class Person:
    name: str
    roles: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Link:
    url: str
    label: str
    current: bool


@dataclass(frozen=True, kw_only=True)
class Language:
    code: str
    name: str
    url: str


SPECIALIST = Person(name="Сейітова Айгүл Болатқызы", roles=("Маман", "Жауапты тұлға"))
LANGUAGES = tuple(
    Language(code=code, name=name, url=f"/language/{code}")
    for code, name in (("kk", "Қазақша"), ("ru", "Русский"), ("en", "English"))
)
MENU = tuple(
    Link(url=f"/{n}", label=label, current=n == 0)
    for n, label in enumerate(("Менің тапсырмаларым", "Істер", "Тіркелімдер", "Диаграммалар"))
)


def frame(**changes: Any) -> dict[str, Any]:
    """What every page is told, with changes."""
    return {
        "language": "kk",
        "languages": LANGUAGES,
        "navigation": MENU,
        "current_person": SPECIALIST,
        "bell": "3",
        "edition_note": "2016 жылғы редакция, 01.03.2016 бастап 2020 жылға дейін",
        "csrf_token": lambda: "made-up-token",
        **changes,
    }


def create_pages() -> Flask:
    """`/` shows every component under the strict policy of the real application."""
    app = Flask(
        "pages",
        static_folder=str(ROOT / "web" / "static"),
        template_folder=str(ROOT / "web" / "templates"),
    )
    app.config["SECRET_KEY"] = "of this test"
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_null_translations(newstyle=True)  # type: ignore[attr-defined]  # of the extension
    app.jinja_env.globals["asset"] = asset_url
    app.add_template_filter(shown_day)
    app.jinja_loader = ChoiceLoader(
        [
            FileSystemLoader(ROOT / "web" / "templates"),
            FileSystemLoader(Path(__file__).parent / "templates"),
        ]
    )
    for rule, endpoint in (("/sign-in", "login.page"), ("/sign-out", "login.leave")):
        app.add_url_rule(rule, endpoint, lambda: "", methods=["GET", "POST"])
    app.add_url_rule("/draft", "draft", lambda: ("", 204), methods=["POST"])
    app.add_url_rule("/notices/mine", "own_notices.page", lambda: "")
    app.add_url_rule("/", "start.page", components)
    app.after_request(restrict)
    return app


def components() -> str:
    marks = Marks(
        active=frozenset({"userTask"}),
        done={"startEvent-": 1, "task": 3},
        taken=frozenset({"f1"}),
        troubled=frozenset({"serviceTask"}),
        overdue=frozenset({"userTask"}),
    )
    drawing = Drawing(gallery())
    picture = drawing.paint(marks=marks, language="kk", title="Экстернат", around=["userTask"])
    return render_template("components.html", **frame(picture=picture))


def restrict(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = STRICT
    return response
