"""Signing in and out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from people import store
from people.demo import DEMO_PASSWORD, demo_present
from people.demo_people import PEOPLE
from people.errors import SignInRefused
from people.roles import role_name
from people.signin import sign_in, sign_out
from web.access import TOKEN, current_actor, local_path, public
from web.languages import current_language
from web.platform import current_platform

blueprint = Blueprint("login", __name__)


@dataclass(frozen=True, kw_only=True)
class DemoLogin:
    """A line of the list of demo people, in the language of the page."""

    login: str
    role: str
    office: str
    name: str


@blueprint.get("/sign-in")
@public
def page() -> str | Response:
    if current_actor() is not None:
        return redirect(_next_path())
    return _form()


@blueprint.post("/sign-in")
@public
def submit() -> Response | tuple[str, int]:
    """Open a session and go where the visitor wanted to. SignInThrottled becomes a page of its own (429)."""
    login, password = request.form.get("login", ""), request.form.get("password", "")
    platform = current_platform()
    try:
        token = sign_in(
            platform.database,
            platform.hasher,
            login=login,
            password=password,
            now=platform.clock(),
            lasts=timedelta(hours=platform.settings.session_hours),
        )
    except SignInRefused:
        return _form(login=login, refusal=gettext("Login or password is wrong.")), 403
    _close_session()
    session[TOKEN] = token
    return redirect(_next_path())


@blueprint.post("/sign-out")
@public
def leave() -> Response:
    _close_session()
    return redirect(url_for("start.page"))


def _close_session() -> None:
    """End what this browser had open, and forget its form token: neither survives a change of person."""
    token = session.get(TOKEN)
    if token is not None:
        sign_out(current_platform().database, token)
    session.clear()


def _form(login: str = "", refusal: str = "") -> str:
    return render_template(
        "sign_in.html",
        login=login,
        refusal=refusal,
        next_path=local_path(request.values.get("next")) or "",
        demo_people=_demo_people(),
        demo_password=DEMO_PASSWORD,
    )


def _next_path() -> str:
    return local_path(request.values.get("next")) or url_for("start.page")


def _demo_people() -> list[DemoLogin]:
    """None in production, none where they are not installed."""
    platform = current_platform()
    if platform.settings.production:
        return []
    with platform.database.snapshot() as connection:
        if not demo_present(connection):
            return []
        offices = {office.code: office for office in store.offices(connection)}
    language = current_language()
    names = {code: getattr(office, f"name_{language}") for code, office in offices.items()}
    return [
        DemoLogin(
            login=each.id,
            role=role_name(each.role, language),
            office=names.get(each.office or "", ""),
            name=" ".join(each.full_name),
        )
        for each in PEOPLE
    ]
