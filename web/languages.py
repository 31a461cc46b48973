"""Kazakh first, Russian and English complete. English sentences in the code, catalogues in `web/translations`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Blueprint, Flask, abort, redirect, request, url_for
from flask_babel import Babel, get_locale
from werkzeug.wrappers import Response

from web.access import current_actor, local_path, public
from web.platform import current_platform

FOLDER = Path(__file__).parent / "translations"
COOKIE = "ruqsat_language"
ONE_YEAR = 31_536_000  # seconds


@dataclass(frozen=True, kw_only=True)
class Language:
    code: str
    name: str  #: in itself
    short: str


LANGUAGES = (
    Language(code="kk", name="Қазақша", short="Қаз"),
    Language(code="ru", name="Русский", short="Рус"),
    Language(code="en", name="English", short="Eng"),
)
CODES = frozenset(language.code for language in LANGUAGES)

blueprint = Blueprint("languages", __name__)


@blueprint.route("/language/<code>", methods=["GET", "POST"])
@public
def choose(code: str) -> Response:
    """Keep the choice in a cookie and go back; it changes how pages look and nothing else, so a link may do it."""
    if code not in CODES:
        abort(404)
    back = local_path(request.values.get("next")) or url_for("start.page")
    response = redirect(back)
    response.set_cookie(
        COOKIE,
        code,
        max_age=ONE_YEAR,
        secure=current_platform().settings.production,
        httponly=True,
        samesite="Lax",
    )
    return response


def chosen_language() -> str:
    """The visitor's choice, else the person's language, else the node's."""
    chosen = request.cookies.get(COOKIE, "")
    if chosen in CODES:
        return chosen
    actor = current_actor()
    if actor is not None and actor.language in CODES:
        return actor.language
    return current_platform().settings.language


def current_language() -> str:
    """Code of the language this page is written in."""
    locale = get_locale()
    return "kk" if locale is None else locale.language


def install_languages(app: Flask) -> None:
    compile_catalogues()
    Babel(
        app,
        default_locale="kk",
        default_timezone="Asia/Almaty",
        default_translation_directories=str(FOLDER),
        locale_selector=chosen_language,
    )


def compile_catalogues(folder: Path = FOLDER) -> list[Path]:
    """Compile each catalogue whose compiled form is missing or older; the files written."""
    stale = [source for source in sorted(folder.glob("*/LC_MESSAGES/*.po")) if _outdated(source)]
    for source in stale:
        _compile(source)
    return [source.with_suffix(".mo") for source in stale]


def _outdated(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime


def _compile(source: Path) -> None:
    """Through a file of its own, so that another process never reads half a catalogue."""
    with source.open("rb") as text:
        catalogue = read_po(text, locale=source.parts[-3])
    unfinished = source.with_suffix(".mo.new")
    with unfinished.open("wb") as compiled:
        write_mo(compiled, catalogue)
    unfinished.replace(source.with_suffix(".mo"))
