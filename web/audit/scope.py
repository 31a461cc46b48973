"""Which cases the pages with figures count: what stands in the address, checked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from flask import abort, request
from flask_babel import gettext

from audit.figures import FigureScope
from engine.calendar.typed import sent_day
from engine.expression.values import Value
from engine.step.version import Version
from people import store
from people.actor import Actor
from people.rights import EVERYWHERE
from people.roles import Role
from people.values import Office
from web.access import signed_in
from web.audit.models import model_versions
from web.desk.asked import day_of
from web.platform import current_platform
from workers.local_time import local_period

NAMES = ("model", "office", "first", "last")


@dataclass(frozen=True, kw_only=True)
class AskedFigures:
    """What the address asks for; days as typed, empty for no bound. errors: by field.

    model: `externat 1`, or `externat` for all of its versions.
    """

    offices: tuple[Office, ...]
    models: tuple[Version, ...]
    model: str = ""
    office: str = ""
    first: str = ""
    last: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    def arguments(self) -> dict[str, Value]:
        """The same, for an address."""
        given = {name: getattr(self, name) for name in NAMES}
        return {name: text for name, text in given.items() if text}

    @property
    def version(self) -> Version | None:
        """The version that is meant; None for all."""
        return next((one for one in self.models if model_name(one) == self.model), None)

    @property
    def key(self) -> str:
        """The process all of whose versions are meant; empty for one version, or for any."""
        return self.model if self.model in keys_of(self.models) else ""

    def scope(self, within: frozenset[int] | None) -> FigureScope:
        """Only where there are no errors. Days are those of Kazakhstan, both included."""
        first, last = (date.fromisoformat(day) if day else None for day in (self.first, self.last))
        return FigureScope(
            definition_id=self.version.id if self.version else None,
            key=self.key,
            started_from=local_period(first, first)[0] if first else None,
            started_until=local_period(last, last)[1] if last else None,
            office_id=int(self.office) if self.office else None,
            within=within,
        )


def asked_figures() -> AskedFigures:
    """What stands in the address. Aborts with 404 for an office that the visitor does not see, or an unknown model."""
    given = {name: request.args.get(name, "").strip() for name in NAMES}
    given |= {name: sent_day(given[name]) for name in ("first", "last")}
    offices, models = _offered()
    known = {
        "office": {str(office.id) for office in offices},
        "model": {*map(model_name, models), *keys_of(models)},
    }
    if any(given[name] and given[name] not in known[name] for name in known):
        abort(404)
    return AskedFigures(offices=offices, models=models, errors=_errors(given), **given)


def keys_of(models: Iterable[Version]) -> tuple[str, ...]:
    """The processes, each once."""
    return tuple(dict.fromkeys(one.key for one in models))


def model_name(version: Version) -> str:
    """How an address and a list name a version."""
    return f"{version.key} {version.number}"


def seen_offices(actor: Actor) -> frozenset[int] | None:
    """Offices whose figures an actor sees; None for those of every office."""
    return None if actor.roles & EVERYWHERE else actor.offices_as(Role.HEAD)


def _errors(given: dict[str, str]) -> dict[str, str]:
    days = {name: day_of(given[name]) for name in ("first", "last") if given[name]}
    errors = {name: gettext("Give a date.") for name, day in days.items() if day is None}
    first, last = days.get("first"), days.get("last")
    if first and last and last < first:
        errors["last"] = gettext("The period ends before it begins.")
    return errors


def _offered() -> tuple[tuple[Office, ...], tuple[Version, ...]]:
    own, platform = seen_offices(signed_in()), current_platform()
    with platform.database.snapshot() as connection:
        every = store.offices(connection)
        models = model_versions(connection, platform.runtime)
    return tuple(office for office in every if own is None or office.id in own), models
