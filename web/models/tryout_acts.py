"""From what a browser posts to an action of a tryout."""

from __future__ import annotations

from dataclasses import replace

from flask import request
from flask_babel import gettext

from engine.expression.values import Value
from engine.rehearsal.actions import (
    Action,
    ActionRefused,
    CompleteJob,
    FailJob,
    MoveClock,
    Refusal,
    SendMessage,
    SendSignal,
    Start,
    ThrowError,
)
from web.languages import current_language
from web.models.own_answers import handler_action, is_pure, scripted_action
from web.models.sandbox import Hands, Kept
from web.models.task_form import posted_task
from web.models.tryout_desk import Open, Typed
from web.models.tryout_view import WorkLine, work_lines
from web.models.typed import Mistyped, typed_object
from web.platform import current_platform


def posted_settings(opened: Open) -> Kept:
    """Who answers, chosen with the start."""
    if request.form.get("do") != "start":
        return opened.kept
    chosen = request.form.get("hands", Hands.BY_HAND)
    hands = Hands(chosen) if chosen in set(Hands) else Hands.BY_HAND
    return replace(opened.kept, hands=hands, scenario=request.form.get("scenario", ""))


def posted_action(opened: Open, typed: Typed) -> Action | None:
    """What was asked for; None where what was typed is not fit, `typed` says why. Raises ActionRefused."""
    try:
        match request.form.get("do"):
            case "start":
                variables = typed_object("variables")
                return Start(variables=variables, event=request.form.get("event", ""))
            case "send":
                return _sent()
            case "clock":
                return MoveClock(by=request.form.get("by", "").strip())
            case "due":
                return MoveClock()
            case "task" | "task-json":
                return _task(opened, typed)
            case "job" | "fail" | "error" | "handler" | "lent":
                return _job(opened)
    except Mistyped as wrong:
        typed.errors[wrong.field] = wrong.sentence
        return None
    raise ActionRefused(Refusal.NOT_READABLE)


def _sent() -> Action:
    kind, _, name = request.form.get("event", "").partition(":")
    payload = typed_object("payload")
    if kind == "signal":
        return SendSignal(name=name, variables=payload)
    correlation = request.form.get("correlation", "").strip()
    return SendMessage(name=name, correlation=correlation, variables=payload)


def _line(opened: Open) -> WorkLine:
    """The work that was meant. Raises ActionRefused."""
    asked = request.form.get("work", "")
    lines = work_lines(opened.tryout, current_language())
    for line in lines:
        if line.id == asked:
            return line
    raise ActionRefused(Refusal.GONE, request.form.get("element", ""))


def _task(opened: Open, typed: Typed) -> Action | None:
    form = posted_task(opened.tryout, _line(opened), current_language())
    if form.action is None:
        typed.form, typed.errors = form, dict(form.errors)
    return form.action


def _job(opened: Open) -> Action:
    line, tryout = _line(opened), opened.tryout
    where: dict[str, Value] = {
        "element": line.awaited.element,
        "token": line.awaited.opened.token,
        "run": line.awaited.run,
    }
    match request.form.get("do"):
        case "fail":
            return FailJob(**where)
        case "error":
            code = request.form.get("code", "").strip()
            if not code:
                raise Mistyped("code", gettext("Write the error code that the model catches."))
            return ThrowError(**where, code=code)
        case "handler":
            if not is_pure(line.about, current_platform().runtime.handlers):
                raise ActionRefused(Refusal.NOT_READABLE)
            return handler_action(tryout, line.awaited)
        case "lent":
            said = opened.lender.job(tryout, line.awaited) if opened.lender else None
            if said is None:
                raise ActionRefused(Refusal.NOT_READABLE)
            return scripted_action(tryout, line.awaited, said)
    return CompleteJob(**where, variables=typed_object("answer"))
