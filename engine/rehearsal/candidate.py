"""A model that `check` has let in, as if it were deployed: every process of its file, with what they call."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from engine.model.check import Process, Verdict
from engine.model.values import Call
from engine.step.version import Version
from engine.tokens.execution import Model

Lookup = Callable[[Iterable[Call]], Iterable[Version]]
"""From calls to the versions they may mean, with all that those call in turn."""


def candidate(
    verdict: Verdict, lookup: Lookup, *, xml: bytes = b"", forms: Mapping[str, str] | None = None
) -> Version:
    """The first process, the others beside it. verdict: a deployable one. forms: every form that may be named."""
    calls = dict.fromkeys(call for each in verdict.processes for call in each.definition.calls)
    found = list(lookup(calls))
    own = [version_of(each, xml=xml, forms=forms) for each in verdict.processes]
    own = [replace(each, number=_next_number(each.key, found)) for each in own]
    library = [*found, *own]
    first, *others = [each.with_library(library) if calls else each for each in own]
    return replace(first, beside=tuple(others))


def version_of(
    process: Process,
    *,
    number: int = 0,
    xml: bytes = b"",
    forms: Mapping[str, str] | None = None,
) -> Version:
    """One process alone. forms: every form that may be named."""
    definition = process.definition
    if process.lowered is None:
        raise AssertionError("a deployable process has a lowered document")
    return Version(
        id=0,
        key=definition.process_id,
        number=number,
        sha256="",
        definition=definition,
        model=Model.parse(process.lowered, definition.process_id),
        xml=xml,
        forms={key: forms[key] for key in sorted(definition.form_keys) if key in forms}
        if forms
        else {},
    )


def _next_number(key: str, found: Iterable[Version]) -> int:
    """As if it were deployed now: a call of the latest version means this one."""
    return max((each.number + 1 for each in found if each.key == key), default=0)
