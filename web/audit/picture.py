"""Numbers in the picture of a model: how often each element and flow was passed, and how long work lay there."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from flask import Blueprint, current_app, render_template, request
from flask_babel import lazy_gettext as _

from audit.paths import Lain, PathFigures, Paths
from audit.queries.figures import scope_cases
from engine.diagram import Marks
from engine.model.dialect import ElementKind
from engine.step.version import Version
from people.actions import Action
from web.access import access, signed_in
from web.audit.figures import choices
from web.audit.models import element_label, short_span, span_words
from web.audit.scope import AskedFigures, asked_figures, keys_of, seen_offices
from web.languages import current_language
from web.pictures import picture
from web.platform import current_platform

MOST_CASES = 200  # re-executed for one page
PATHS = "ruqsat-paths"  # of the app's extensions
PAINTS: Mapping[str, object] = {
    "visits": _("how often it was passed"),
    "time": _("how long work lay"),
}

blueprint = Blueprint("audit_picture", __name__)


@dataclass(frozen=True, kw_only=True)
class ElementLine:
    """older: no longer in the version that is drawn."""

    label: str
    older: bool
    visits: int
    standing: int
    lain: Lain | None


@dataclass(frozen=True, kw_only=True)
class FlowLine:
    source: str
    label: str
    target: str
    visits: int


@dataclass(frozen=True, kw_only=True)
class Painted:
    """total: cases that are meant, of which the newest were counted."""

    version: Version
    total: int
    counted: PathFigures
    picture: str | None
    elements: tuple[ElementLine, ...]
    flows: tuple[FlowLine, ...]


@blueprint.get("/audit/figures/diagram")
@access(Action.SEE_FIGURES)
def page() -> str | tuple[str, int]:
    """Numbers in a picture: of all versions of a process in its newest one, or of one version; 422 for no period."""
    asked, paint = asked_figures(), request.args.get("paint", "")
    paint = paint if paint in PAINTS else "visits"
    asked = replace(asked, model=asked.model or next(iter(keys_of(asked.models)), ""))
    painted = _painted(asked, paint) if asked.model and not asked.errors else None
    answer = render_template(
        "audit/picture.html",
        asked=asked,
        paint=paint,
        paints=PAINTS,
        painted=painted,
        span=span_words,
        **choices(asked),
    )
    return (answer, 422) if asked.errors else answer


def kept_paths() -> Paths:
    """Those that this process keeps: a case that has not moved is not executed anew for another page."""
    return cast(Paths, current_app.extensions.setdefault(PATHS, Paths()))


def _painted(asked: AskedFigures, paint: str) -> Painted:
    platform, language = current_platform(), current_language()
    scope = asked.scope(seen_offices(signed_in()))
    versions = [asked.version] if asked.version else [v for v in asked.models if v.key == asked.key]
    version = versions[0]  # the newest
    with platform.database.snapshot() as connection:
        cases, total = scope_cases(connection, scope, limit=MOST_CASES)
        counted = kept_paths().figures(platform.runtime, connection, cases)
    title = version.definition.label.text(language) or version.key
    marks = painted_marks(version, counted, paint=paint, language=language)
    return Painted(
        version=version,
        total=total,
        counted=counted,
        picture=picture(version.xml, marks, language=language, title=title),
        elements=tuple(_element_lines(versions, counted, language)),
        flows=tuple(_flow_lines(version, counted, language)),
    )


def painted_marks(version: Version, counted: PathFigures, *, paint: str, language: str) -> Marks:
    """Captions say both numbers, whatever the colour says. paint: `visits` or `time`."""
    elements = [one for one in version.definition.elements if "/" not in one]
    flows = [one for one in version.definition.flows if "/" not in one]
    captions = {one: _caption(counted, one, language) for one in elements}
    captions |= {one: str(counted.flows.get(one, 0)) for one in flows}
    often = {one: float(counted.elements.get(one, 0)) for one in elements}
    long = {one: math.log1p(lain.median.total_seconds()) for one, lain in counted.lain.items()}
    heat = _scaled(often if paint == "visits" else dict.fromkeys(elements, 0.0) | long)
    walked = _scaled({one: float(counted.flows.get(one, 0)) for one in flows})
    return Marks(captions=captions, heat=heat | walked)


def _caption(counted: PathFigures, element_id: str, language: str) -> str:
    lain = counted.lain.get(element_id)
    often = f"×{counted.elements.get(element_id, 0)}"
    return often + (f" · {short_span(lain.median, language)}" if lain else "")


def _scaled(values: Mapping[str, float]) -> dict[str, float]:
    most = max(values.values(), default=0) or 1
    return {name: value / most for name, value in values.items()}


def _element_lines(
    versions: Sequence[Version], counted: PathFigures, language: str
) -> Iterator[ElementLine]:
    """The steps at which something can lie or was passed, in the order of the model; gateways are told by their flows.

    Of earlier versions, the newest of them first, what the drawn one has no more and cases passed.
    """
    told: set[str] = set()
    for version in versions:
        for element in version.definition.elements.values():
            gone = version is not versions[0]
            if element.kind in GATEWAYS or element.id in told:
                continue
            if gone and not counted.elements.get(element.id):
                continue
            told.add(element.id)
            yield ElementLine(
                label=element_label(version, element.id, language),
                older=gone,
                visits=counted.elements.get(element.id, 0),
                standing=counted.standing.get(element.id, 0),
                lain=counted.lain.get(element.id),
            )


def _flow_lines(version: Version, counted: PathFigures, language: str) -> Iterator[FlowLine]:
    for flow in version.definition.flows.values():
        yield FlowLine(
            source=element_label(version, flow.source, language),
            label=flow.label.text(language),
            target=element_label(version, flow.target, language),
            visits=counted.flows.get(flow.id, 0),
        )


GATEWAYS = frozenset(kind for kind in ElementKind if "gateway" in kind.value.lower())
