"""The page of a tryout."""

from __future__ import annotations

from flask import render_template, request
from flask_babel import gettext

from engine.rehearsal.actions import Start
from engine.step.starts import starts_plainly
from engine.step.values import OpenedJob
from web.languages import current_language
from web.models.own_answers import is_pure
from web.models.sandbox import Hands
from web.models.saving import saving_view
from web.models.scenario_names import lent_scenario, scenario_choices
from web.models.task_form import TaskForm, task_form
from web.models.tryout_desk import Open, Typed
from web.models.tryout_view import (
    WorkLine,
    event_lines,
    incident_lines,
    json_text,
    path_labels,
    reasons,
    timer_lines,
    tryout_picture,
    variable_lines,
    work_lines,
)
from web.models.tryout_words import PROGRESS, action_lines, refusal_words
from web.platform import current_platform


def tryout_page(opened: Open, typed: Typed) -> str:
    tryout, language = opened.tryout, current_language()
    lines = work_lines(tryout, language)
    chosen = _chosen(lines, typed.at or request.args.get("work", ""))
    title = gettext("Try out %(model)s", model=opened.tried.title)
    return render_template(
        "models/tryout.html",
        tried=opened.tried,
        tryout=tryout,
        kept=opened.kept,
        title=title,
        lost=refusal_words(opened.lost) if opened.lost else "",
        progress=PROGRESS[tryout.progress],
        picture=tryout_picture(tryout, [chosen] if chosen else [], language=language, title=title),
        path=path_labels(tryout, language),
        reasons=list(reasons(tryout, language)),
        incidents=list(incident_lines(tryout, language)),
        lines=lines,
        chosen=chosen,
        task=_shown_task(opened, chosen, typed),
        job=_shown_job(opened, chosen, typed),
        timers=timer_lines(tryout, language),
        events=event_lines(tryout),
        variables=variable_lines(tryout, language),
        actions=action_lines(tryout, language),
        saving=typed.saving or saving_view(tryout),
        start=_start(opened, typed),
        errors=typed.errors,
        summary=[(_place(name, chosen), said) for name, said in typed.errors.items()],
        values=typed.values,
    )


def _place(name: str, chosen: WorkLine | None) -> str:
    """Id of the field on the page."""
    places = {"variables": "variables-typed", "name": "scenario-name"}
    if name == "answer" and chosen is not None:
        return f"{chosen.kind}-answer"
    return places.get(name, name)


def _chosen(lines: tuple[WorkLine, ...], asked: str) -> WorkLine | None:
    first = lines[0] if lines else None
    return next((line for line in lines if line.id == asked), first)


def _shown_task(opened: Open, chosen: WorkLine | None, typed: Typed) -> TaskForm | None:
    if chosen is None or chosen.kind != "task":
        return None
    if typed.form is not None:
        return typed.form
    lent = opened.lender.task(opened.tryout, chosen.awaited) if opened.lender else None
    return task_form(opened.tryout, chosen, lent, current_language())


def _shown_job(opened: Open, chosen: WorkLine | None, typed: Typed) -> dict[str, object] | None:
    """The job's input, and what may answer it."""
    if chosen is None or not isinstance(chosen.awaited.opened, OpenedJob):
        return None
    lent = opened.lender.job(opened.tryout, chosen.awaited) if opened.lender else None
    proposed = json_text(lent.get("variables", {})) if lent else "{}"
    return {
        "type": chosen.about,
        "input": json_text(dict(opened.tryout.seen(chosen.awaited))),
        "answer": typed.values.get("answer", proposed),
        "code": typed.values.get("code", (lent or {}).get("bpmn_error", "")),
        "pure": is_pure(chosen.about, current_platform().runtime.handlers),
        "lent": lent is not None,
    }


def _start(opened: Open, typed: Typed) -> dict[str, object]:
    """What the form of the start offers. The address may name a scenario whose variables are taken."""
    language, version = current_language(), opened.tryout.version
    asked = typed.values.get("scenario", request.args.get("scenario", opened.kept.scenario))
    lent = lent_scenario(opened.tried.key, asked)
    first = next((each for each in opened.kept.actions if isinstance(each, Start)), None)
    variables = lent.variables if lent else first.variables if first else {}
    events = [each for each in version.starts if each.event is not None]
    return {
        "scenario": asked if lent else "",
        "scenarios": scenario_choices(opened.tried.key),
        "variables": typed.values.get("variables", json_text(dict(variables))),
        "plain": any(starts_plainly(each) for each in (version, *version.beside)),
        "events": [(each.id, each.label.text(language) or each.id) for each in events],
        "hands": typed.values.get(
            "hands", Hands.SCENARIO.value if lent else opened.kept.hands.value
        ),
    }
