"""A run by hand is kept as a scenario."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import request
from flask_babel import gettext

from engine.commands.model_scenarios import (
    LONGEST_NAME,
    ScenarioNameTaken,
    ScenarioNameUnfit,
    ScenarioTooLarge,
    save_scenario,
)
from engine.rehearsal.by_hand import Tryout
from engine.rehearsal.progress import Progress
from engine.rehearsal.recording import Recorded, deciding_names, recorded, scenario_text
from engine.step.version import Version
from web.access import signed_in
from web.forms.checks import form_check
from web.models.differences import difference_words
from web.platform import current_platform


@dataclass(frozen=True, kw_only=True)
class Saving:
    """names: variables that may be expected, with what they are; chosen: those that are ticked.

    said: sentences with their kinds, after it was kept.
    """

    names: tuple[str, ...]
    chosen: frozenset[str]
    name: str = ""
    replace: bool = False
    errors: Mapping[str, str] = field(default_factory=dict)
    said: tuple[tuple[str, str], ...] = ()


def saving_view(tryout: Tryout) -> Saving:
    """Variables that conditions read are ticked."""
    names = _expectable(tryout.variables)
    return Saving(names=names, chosen=frozenset(names) & deciding_names(tryout.version))


def save_run(tryout: Tryout, *, key: str) -> Saving:
    """Keep what this request names."""
    names = _expectable(tryout.variables)
    chosen = frozenset(names) & frozenset(request.form.getlist("expect"))
    name, replace = request.form.get("name", ""), "replace" in request.form
    saving = Saving(names=names, chosen=chosen, name=name, replace=replace)
    if tryout.progress is Progress.NEW:
        return _wrong(saving, gettext("Start the model first."))
    found = recorded(tryout, expect=chosen, name=name, check_form=form_check(tryout.version))
    platform, actor = current_platform(), signed_in().person_id
    try:
        save_scenario(
            platform.database,
            key,
            name,
            scenario_text(found.scenario).encode(),
            replace=replace,
            actor=actor,
            now=platform.clock(),
        )
    except (ScenarioNameUnfit, ScenarioNameTaken, ScenarioTooLarge) as error:
        return _wrong(saving, name_words(error))
    return Saving(names=names, chosen=chosen, said=tuple(_told(found, name, tryout.version)))


def name_words(error: Exception) -> str:
    """Why a scenario is not kept."""
    if isinstance(error, ScenarioNameTaken):
        if error.shipped:
            return str(gettext("A scenario of this name came with the model. Choose another name."))
        return str(gettext("There is a scenario of this name. Choose another name, or replace it."))
    if isinstance(error, ScenarioTooLarge):
        return str(
            gettext(
                "The scenario is too large: at most %(limit)s bytes are kept.", limit=error.limit
            )
        )
    return str(gettext("Give it a name of 1 to %(limit)d characters.", limit=LONGEST_NAME))


def _wrong(saving: Saving, sentence: str) -> Saving:
    return Saving(
        names=saving.names,
        chosen=saving.chosen,
        name=saving.name,
        replace=saving.replace,
        errors={"name": sentence},
    )


def _told(found: Recorded, name: str, version: Version) -> list[tuple[str, str]]:
    kept = gettext("The scenario “%(name)s” is kept.", name=" ".join(name.split()))
    if found.difference is None:
        return [(kept, "success")]
    differs = gettext(
        "As a scenario the run goes another way than by hand: %(difference)s "
        "A scenario does what waits longest first, and moves the clock only when nothing else can be done. "
        "What the scenario itself came to was kept as its expectation.",
        difference=difference_words(found.difference, by_hand=True),
    )
    return [(kept, "success"), (differs, "warning")]


def _expectable(variables: Mapping[str, object]) -> tuple[str, ...]:
    """Those with a short value: what is long or nested nobody wants to compare."""
    simple = (str, bool, int, type(None))
    return tuple(
        sorted(
            name
            for name, value in variables.items()
            if isinstance(value, simple) and len(str(value)) <= 100
        )
    )
