"""Scenarios of a process: which there are, how they end with a draft or a version, and what of it they walk."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from engine.commands.model_scenarios import (
    LONGEST_CONTENT,
    ScenarioNameTaken,
    ScenarioNameUnfit,
    ScenarioTooLarge,
    delete_scenario,
    rename_scenario,
    save_scenario,
)
from engine.modelling.store import open_drafts, revision_row
from engine.rehearsal.scenario import ScenarioInvalid
from engine.rehearsal.scenario_store import UnknownScenario
from engine.step.version import Version
from engine.storage.columns import Record
from engine.storage.queries import version_by_id
from people.actions import Action
from web.access import access, signed_in
from web.languages import current_language
from web.models.people import names_of
from web.models.sandbox import candidate
from web.models.saving import name_words
from web.models.scenario_names import named_scenario, scenario_choices
from web.models.scenario_results import draft_results, shown_results
from web.models.store import newest_row
from web.models.upload import ModelFile
from web.platform import current_platform

SCENARIOS = "/models/<key>/scenarios"
ONE = SCENARIOS + "/<int(max=1000000000):scenario_id>"
Answer = str | Response | tuple[str, int]

blueprint = Blueprint("models_scenarios", __name__)
blueprint.add_app_template_global(draft_results, "draft_results")


@dataclass(frozen=True, kw_only=True)
class Against:
    """A model that scenarios can be run with. value: as an address names it. version: None where the check refuses it."""

    value: str
    label: str
    address: str
    row: Record


@blueprint.get(SCENARIOS)
@access(Action.EDIT_MODEL)
def page(key: str) -> str:
    """All of them, run with the model that the address names, else with the newest version."""
    return _page(key)


@blueprint.post(SCENARIOS)
@access(Action.EDIT_MODEL)
def upload(key: str) -> Answer:
    """Keep a scenario file that was sent."""
    _known(key)
    sent, name = request.files.get("file"), request.form.get("name", "")
    replace = "replace" in request.form
    if sent is None or not sent.filename:
        wrong = {"file": gettext("Choose a scenario file (.json).")}
        return _page(key, name=name, replace=replace, errors=wrong), 422
    stem = sent.filename.replace("\\", "/").rpartition("/")[2].removesuffix(".json")
    with sent.stream as stream:
        content = stream.read(LONGEST_CONTENT + 1)
    try:
        _save(key, name.strip() or stem, content, replace=replace)
    except (ScenarioNameUnfit, ScenarioNameTaken) as error:
        return _page(
            key, name=name or stem, replace=replace, errors={"name": name_words(error)}
        ), 422
    except ScenarioTooLarge as error:
        return _page(key, name=name, replace=replace, errors={"file": name_words(error)}), 422
    except ScenarioInvalid as error:
        said = gettext(
            "This is not a scenario: %(reason)s", reason=error.words.text(current_language())
        )
        return _page(key, name=name, replace=replace, errors={"file": said}), 422
    flash(gettext("The scenario “%(name)s” is kept.", name=name.strip() or stem), "success")
    return redirect(url_for("models_scenarios.page", key=key), 303)


@blueprint.get(SCENARIOS + "/file")
@access(Action.EDIT_MODEL)
def download(key: str) -> Response:
    """One scenario as a file that `trace --scenario` takes."""
    kept = _named(key, request.args.get("scenario", ""))
    answer = send_file(
        BytesIO(kept.content.encode()),
        mimetype="application/json",
        as_attachment=True,
        download_name=f"{kept.name}.json",
        max_age=0,
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


@blueprint.post(ONE + "/name")
@access(Action.EDIT_MODEL)
def rename(key: str, scenario_id: int) -> Answer:
    platform, name = current_platform(), request.form.get("name", "")
    try:
        rename_scenario(
            platform.database,
            key,
            scenario_id,
            name,
            actor=signed_in().person_id,
            now=platform.clock(),
        )
    except (ScenarioNameUnfit, ScenarioNameTaken) as error:
        return _page(key, errors={f"name-{scenario_id}": name_words(error)}, renamed=name), 422
    except UnknownScenario:
        abort(404)
    flash(gettext("The scenario is called “%(name)s” now.", name=name.strip()), "success")
    return redirect(url_for("models_scenarios.page", key=key), 303)


@blueprint.post(ONE + "/delete")
@access(Action.EDIT_MODEL)
def delete(key: str, scenario_id: int) -> Response:
    try:
        delete_scenario(current_platform().database, key, scenario_id)
    except UnknownScenario:
        abort(404)
    flash(gettext("The scenario is deleted."), "success")
    return redirect(url_for("models_scenarios.page", key=key), 303)


def _save(key: str, name: str, content: bytes, *, replace: bool) -> None:
    platform = current_platform()
    save_scenario(
        platform.database,
        key,
        name,
        content,
        replace=replace,
        actor=signed_in().person_id,
        now=platform.clock(),
    )


def _named(key: str, which: str) -> Any:
    try:
        return named_scenario(key, which)
    except UnknownScenario:
        abort(404)


def _known(key: str) -> list[Against]:
    """What scenarios of this process can be run with; a process that is neither deployed nor drafted is not found."""
    return _models(key) or abort(404)


def _models(key: str) -> list[Against]:
    """The newest version, then the open drafts."""
    with current_platform().database.snapshot() as connection:
        newest, drafts = newest_row(connection, key), open_drafts(connection, key=key)
    found = []
    if newest is not None:
        found.append(
            Against(
                value="version",
                label=gettext("Version %(number)d", number=newest.version),
                address=url_for("models_tryout.version", key=key, number=newest.version),
                row=newest,
            )
        )
    for row in drafts:
        label = gettext("Draft %(number)d: %(title)s", number=row.id, title=row.title)
        address = url_for("models_tryout.draft", draft_id=row.id)
        found.append(Against(value=f"draft-{row.id}", label=label, address=address, row=row))
    return found


def _version(against: Against) -> Version | None:
    platform, row = current_platform(), against.row
    with platform.database.snapshot() as connection:
        if against.value == "version":
            return version_by_id(connection, platform.runtime.versions, row.id)
        xml = revision_row(connection, row.id, row.revision).xml
    return candidate(ModelFile(name=row.file, xml=xml))


def _page(
    key: str,
    *,
    name: str = "",
    replace: bool = False,
    renamed: str = "",
    errors: dict[str, str] | None = None,
) -> str:
    models = _known(key)
    asked = request.args.get("with", "")
    against = next((each for each in models if each.value == asked), models[0])
    version = _version(against)
    choices = scenario_choices(key)
    with current_platform().database.snapshot() as connection:
        names = names_of(connection, [kept.saved_by for _, kept in choices if not kept.shipped])
    return render_template(
        "models/scenarios.html",
        key=key,
        models=models,
        against=against,
        shown=None if version is None else shown_results(key, version),
        choices=choices,
        names=names,
        name=name,
        replace=replace,
        renamed=renamed,
        errors=errors or {},
    )
