"""A model that `check` has let in, as if it were deployed: for trying it out and for its scenarios."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import Connection

from engine.model.check import Verdict
from engine.model.values import Call
from engine.rehearsal.candidate import candidate
from engine.step.version import Version
from engine.storage.queries import versions_of
from engine.storage.runtime import Versions


def candidate_version(
    connection: Connection,
    versions: Versions,
    verdict: Verdict,
    *,
    xml: bytes,
    forms: Mapping[str, str],
) -> Version:
    """With the deployed versions that it calls. verdict: a deployable one. forms: every form that may be named."""

    def lookup(calls: Iterable[Call]) -> Iterator[Version]:
        return _called(connection, versions, calls)

    return candidate(verdict, lookup, xml=xml, forms=forms)


def _called(connection: Connection, versions: Versions, calls: Iterable[Call]) -> Iterator[Version]:
    """The versions of all that is called, at any depth."""
    keys = [call.key for call in calls]
    for nth, key in enumerate(keys):
        if key in keys[:nth]:
            continue
        for found in versions_of(connection, versions, key):
            keys += [call.key for call in found.definition.calls]
            yield found
