"""What the frame of every page shows: who is here, in which language, and where they can go."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request, url_for
from flask_babel import lazy_gettext as _

from people.actor import Actor
from people.roles import Role, role_name
from web.access import current_actor
from web.assets import asset
from web.languages import LANGUAGES, Language, current_language
from web.navigation import navigation
from web.notices import unread_by_bell

EDITION_NOTE = _("2016 edition, in force from 01.03.2016 to 2020")


@dataclass(frozen=True, kw_only=True)
class PersonShown:
    name: str
    roles: tuple[str, ...]  #: in the language of the page


@dataclass(frozen=True, kw_only=True)
class LanguageLink:
    code: str
    name: str
    short: str  #: for a phone
    url: str


def page_frame() -> dict[str, object]:
    """What every template may use beside its own values; `base.html` says what for."""
    actor = current_actor()
    return {
        "current_person": None if actor is None else _shown(actor),
        "language": current_language(),
        "bell": None if actor is None else unread_by_bell(actor),
        "languages": [_link(language) for language in LANGUAGES],
        "navigation": navigation(),
        "edition_note": EDITION_NOTE,
        "asset": asset,
    }


def _shown(actor: Actor) -> PersonShown:
    held = [role_name(role, current_language()) for role in Role if role in actor.roles]
    return PersonShown(name=actor.name, roles=tuple(held))


def _link(language: Language) -> LanguageLink:
    back = request.full_path.rstrip("?")
    url = url_for("languages.choose", code=language.code, next=back)
    return LanguageLink(code=language.code, name=language.name, short=language.short, url=url)
