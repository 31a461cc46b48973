"""A tryout on the desk: what is tried, how far it is, and what a refused request brings back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.rehearsal.actions import ActionRefused
from engine.rehearsal.by_hand import Tryout, tried_as_far_as_it_goes
from engine.step.version import EndlessCall, UnknownCall
from web.access import signed_in
from web.models.own_answers import Lender
from web.models.sandbox import Kept, Tried, kept_tryout
from web.models.saving import Saving
from web.models.scenario_names import lent_scenario
from web.models.task_form import TaskForm
from web.platform import current_platform


@dataclass(frozen=True, kw_only=True)
class Open:
    """A tryout on the desk. lost: why not all of what was done fits the model as it is now."""

    tried: Tried
    kept: Kept
    tryout: Tryout
    lender: Lender | None
    lost: ActionRefused | None


@dataclass(kw_only=True)
class Typed:
    """What a refused request brings back to the page. at: id of the work whose form it was."""

    errors: dict[str, str] = field(default_factory=dict)
    at: str = ""
    form: TaskForm | None = None
    saving: Saving | None = None
    values: Mapping[str, str] = field(default_factory=dict)


def opened_tryout(tried: Tried) -> Open | None:
    """None where the model cannot be tried out. Raises Undecipherable."""
    if tried.version is None:
        return None
    platform = current_platform()
    with platform.database.snapshot() as connection:
        kept = kept_tryout(connection, tried, person_id=signed_in().person_id)
    try:
        tryout, lost = tried_as_far_as_it_goes(
            tried.version, kept.actions, calendar=platform.runtime.calendar
        )
    except (UnknownCall, EndlessCall):
        return None
    return Open(tried=tried, kept=kept, tryout=tryout, lender=lender_of(tried, kept), lost=lost)


def lender_of(tried: Tried, kept: Kept) -> Lender | None:
    scenario = lent_scenario(tried.key, kept.scenario)
    return None if scenario is None else Lender(scenario=scenario)
