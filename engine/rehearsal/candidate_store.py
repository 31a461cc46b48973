"""A model that `check` has let in, as if it were deployed: for trying it out and for its scenarios."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection

from engine.model.check import Verdict
from engine.step.version import Version
from engine.storage.queries import versions_of
from engine.storage.runtime import Versions
from engine.tokens.execution import Model


def candidate_version(
    connection: Connection,
    versions: Versions,
    verdict: Verdict,
    *,
    xml: bytes,
    forms: Mapping[str, str],
) -> Version:
    """With the deployed versions that it calls. verdict: a deployable one. forms: every form that may be named."""
    definition, lowered = verdict.definition, verdict.lowered
    if definition is None or lowered is None:
        raise AssertionError("a deployable model has a definition and a lowered document")
    version = Version(
        id=0,
        key=definition.process_id,
        number=0,
        sha256="",
        definition=definition,
        model=Model.parse(lowered, definition.process_id),
        xml=xml,
        forms={key: forms[key] for key in sorted(definition.form_keys) if key in forms},
    )
    return version.with_library(_called(connection, versions, version))


def _called(connection: Connection, versions: Versions, version: Version) -> Iterator[Version]:
    """The versions of all that is called, at any depth."""
    keys = [call.key for call in version.definition.calls]
    for nth, key in enumerate(keys):
        if key in keys[:nth]:
            continue
        for found in versions_of(connection, versions, key):
            keys += [call.key for call in found.definition.calls]
            yield found
