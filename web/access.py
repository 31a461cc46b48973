"""The one place where rights are enforced. How to add a page:

1. Write a view in a module of `web/` and mark it, next to the route, with what it does:

       @blueprint.get("/cases/<instance_id>")
       @access(Action.SEE_CASE)
       def page(instance_id: str) -> str: ...

   `@public` marks the few that anybody may open. A route without a mark does not start (`refuse_unmarked`).
2. Name what it is about in the address, as `<instance_id>`, `<int:user_task_id>` or `<document_id>`: it is loaded by
   `web/subjects.py` before the view runs, `people.rights` is asked, and the answer is a redirect to the sign-in page
   (nobody is signed in), 404 (not theirs to know) or 403 (not theirs to do). In the view: `current_actor()`,
   `signed_in()` (the same, never None), `current_subject()`, `current_platform()`.
3. What is found in another way (a receipt number typed into a form) is asked for with `require_case(action, instance_id)`.
   Lists show only what the actor's posts reach: `actor.offices_as(role)`.
4. An action in `people.actions.PERSONAL` writes its row of the read log by itself when the page is answered; a view that
   shows more cases than the one in its address calls `note_read`.
5. Put the blueprint into `web.BLUEPRINTS`, its entry into `web.navigation.ENTRIES`, its sentences into both catalogues of
   `web/translations`, and one line per route into `tests/web/expected.py`: that test fails for a route it does not know.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, g, redirect, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from engine.errors import DatabaseAway, EngineError
from people import store
from people.actions import PERSONAL, Action
from people.actor import Actor
from people.rights import Case, Denial, Subject, concerns_case, denial, may
from people.values import ReadEntry
from web.platform import current_platform
from web.rest.signin import actor_by_authorization
from web.subjects import LOADERS, named_subject

View = TypeVar("View", bound=Callable[..., Any])

MARK = "ruqsat_action"  # on a view: its Action, or None where it is public
TOKEN = "token"  # noqa: S105 - name of the entry of Flask's session that holds the token of ours
STATUS = {Denial.HIDE: 404, Denial.FORBID: 403}
MACHINES = "rest."  # the routes of web/rest
SAFE = frozenset({"GET", "HEAD"})


class RouteUnguarded(EngineError):
    """A route does not say who may use it, or its action needs a case that its address does not name."""

    def __init__(self, endpoint: str, reason: str) -> None:
        super().__init__(f"route {endpoint}: {reason}")
        self.endpoint, self.reason = endpoint, reason


def access(action: Action) -> Callable[[View], View]:
    """Mark a view with the action it is; who may is written in `people.rights.TABLE`."""

    def mark(view: View) -> View:
        view.__dict__[MARK] = action
        return view

    return mark


def public(view: View) -> View:
    """Mark a view that anybody may open, signed in or not."""
    view.__dict__[MARK] = None
    return view


def action_of(app: Flask, endpoint: str) -> Action | None:
    """What a route does; None where it is public. Raises RouteUnguarded where its view has no mark."""
    marks = app.view_functions[endpoint].__dict__
    if MARK not in marks:
        raise RouteUnguarded(endpoint, "its view has neither @access nor @public")
    return cast("Action | None", marks[MARK])


def refuse_unmarked(app: Flask) -> None:
    """Raises RouteUnguarded for the first route without a mark, or without the case that its action asks about."""
    for rule in app.url_map.iter_rules():
        action = action_of(app, rule.endpoint)
        if action and concerns_case(action) and not rule.arguments & LOADERS.keys():
            raise RouteUnguarded(
                rule.endpoint, f"{action} needs one of {', '.join(LOADERS)} in {rule}"
            )


def enforce() -> AnyResponse | None:
    """Before every request: let it through, or answer in its place."""
    if request.endpoint is None:
        return None  # no such address or method: Flask answers 404 or 405
    action = action_of(current_app, request.endpoint)
    if action is None:
        return None
    if current_actor() is None:
        if is_machine_route():
            abort(401)
        return redirect(url_for("login.page", next=_return_path()))
    subject = named_subject(current_platform().database, request.view_args or {})
    if subject is None:
        abort(404)
    g.subject = subject
    require(action, subject)
    if action in PERSONAL:
        note_read(action, subject.case, request.path)
    return None


def require(action: Action, subject: Subject) -> None:
    """Go on, or end the request with 404 or 403 as the table says."""
    actor = signed_in()
    if not may(actor, action, subject.case, subject.task, subject.paper):
        abort(STATUS[denial(actor, subject.case, subject.paper)])


def require_case(action: Action, instance_id: str) -> Case:
    """The case found by other means than the address, where the actor may do this with it; else 404 or 403."""
    subject = named_subject(current_platform().database, {"instance_id": instance_id})
    if subject is None or subject.case is None:
        abort(404)
    require(action, subject)
    if action in PERSONAL:
        note_read(action, subject.case, request.path)
    return subject.case


def current_actor() -> Actor | None:
    """Who is signed in, read once a request: from the session's row, for machines from the header Authorization alone."""
    if "actor" not in g:
        g.actor = None  # an error page that asks again gets no second error
        machine = is_machine_route()
        g.actor = actor_by_authorization() if machine else _actor_of(session.get(TOKEN))
    return cast("Actor | None", g.actor)


def is_machine_route() -> bool:
    """Whether the request is for `web/rest`: no cookie counts there, so no other site can use a browser's."""
    return (request.endpoint or "").startswith(MACHINES)


def signed_in() -> Actor:
    """The same where somebody must be: in any view with @access."""
    actor = current_actor()
    if actor is None:
        abort(403)
    return actor


def current_subject() -> Subject:
    """Case, user task and document that the address names."""
    return cast(Subject, g.get("subject", Subject()))


def note_read(action: Action, case: Case | None, what: str) -> None:
    """Have it recorded, with the answer, that the actor was shown personal data; `what` names no person."""
    entry = ReadEntry(
        person_id=signed_in().person_id,
        at=current_platform().clock(),
        action=action,
        instance_id=case.instance_id if case else None,
        subject=what,
    )
    g.setdefault("reads", []).append(entry)


def record_reads(response: Response) -> Response:
    """After every request: what cannot be recorded is not shown. Source: law 94-V, art. 22."""
    reads = g.pop("reads", [])
    if reads and response.status_code < 400:
        try:
            with current_platform().database.transaction() as connection:
                for entry in reads:
                    store.record_read(connection, entry)
        except DatabaseAway as error:
            return current_app.make_response(current_app.handle_user_exception(error))
    return response


def local_path(text: str | None) -> str | None:
    """The path and query of an address on this site, or None where it leads elsewhere (open redirect)."""
    if not text or not text.startswith("/") or text.startswith("//"):
        return None
    if "\\" in text or not text.isprintable():
        return None  # browsers read \ as / and drop control characters
    parts = urlsplit(text)
    return None if parts.scheme or parts.netloc else text


def _return_path() -> str | None:
    """Where to go on after signing in: this page, or for a form the page it stood on."""
    if request.method in SAFE:
        return local_path(request.full_path.rstrip("?"))
    try:
        referrer = urlsplit(request.referrer or "")
    except ValueError:
        return None  # a referrer that is no address
    return local_path(referrer.path) if referrer.netloc == request.host else None


def _actor_of(token: str | None) -> Actor | None:
    if token is None:
        return None
    platform = current_platform()
    with platform.database.snapshot() as connection:
        return store.person_of_session(connection, token, now=platform.clock())
