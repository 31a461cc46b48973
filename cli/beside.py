"""Called processes without a database: they are looked up among the files beside the model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from engine.model.check import Known, Verdict, check_model
from engine.model.definition import ProcessDefinition
from engine.model.values import Binding, Call
from engine.step.version import Version
from engine.tokens.execution import Model


class Beside:
    """The models in the folder of a file, each in one version: files have no numbers, so that any number fits."""

    def __init__(self, model: Path, known: Known) -> None:
        self.folder, self.model = model.parent, model
        self.known = replace(known, called=self.definition)

    def definition(self, call: Call) -> ProcessDefinition | None:
        verdict = self._verdict(call)
        return None if verdict is None else verdict.definition

    def called(self, definition: ProcessDefinition) -> Iterator[Version]:
        """The versions that a process calls, at any depth."""
        calls = list(definition.calls)
        for nth, call in enumerate(calls):
            verdict = None if call in calls[:nth] else self._verdict(call)
            if verdict is not None and verdict.definition is not None:
                calls += verdict.definition.calls
                number = int(call.wanted) if call.binding is Binding.VERSION else 1
                yield version_of(verdict, number=number)

    def _verdict(self, call: Call) -> Verdict | None:
        verdict = self._verdicts.get(call.key)
        if verdict is None or verdict.definition is None:
            return None
        tagged = call.binding is Binding.VERSION_TAG
        return None if tagged and verdict.definition.version_tag != call.wanted else verdict

    @cached_property
    def _verdicts(self) -> dict[str, Verdict]:
        """Those that may run, by process id; whom they call in turn is looked at with the one that is asked for."""
        found: dict[str, Verdict] = {}
        for path in sorted(self.folder.glob("*.bpmn")):
            alone = replace(self.known, called=None)
            verdict = check_model(path.read_bytes(), file=path.name, known=alone, lenient=True)
            if verdict.deployable and verdict.definition is not None:
                found[verdict.definition.process_id] = verdict
        return found


def version_of(verdict: Verdict, *, number: int = 0, xml: bytes = b"") -> Version:
    """A model that `check` has let in, as if it were deployed."""
    if verdict.definition is None or verdict.lowered is None:
        raise AssertionError("a deployable model has a definition and a lowered document")
    key = verdict.definition.process_id
    return Version(
        id=0,
        key=key,
        number=number,
        sha256="",
        definition=verdict.definition,
        model=Model.parse(verdict.lowered, key),
        xml=xml,
    )
