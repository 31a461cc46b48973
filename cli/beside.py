"""Called processes without a database: they are looked up among the files beside the model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from engine.model.check import Known, Process, check_model
from engine.model.definition import ProcessDefinition
from engine.model.values import Binding, Call
from engine.rehearsal.candidate import version_of
from engine.step.version import Version


class Beside:
    """The models in the folder of a file, each in one version: files have no numbers, so that any number fits."""

    def __init__(self, model: Path, known: Known) -> None:
        self.folder, self.model = model.parent, model
        self.known = replace(known, called=self.definition)

    def definition(self, call: Call) -> ProcessDefinition | None:
        process = self._process(call)
        return None if process is None else process.definition

    def called(self, calls: Iterable[Call]) -> Iterator[Version]:
        """The versions that are called, at any depth."""
        wanted = list(calls)
        for nth, call in enumerate(wanted):
            process = None if call in wanted[:nth] else self._process(call)
            if process is not None:
                wanted += process.definition.calls
                number = int(call.wanted) if call.binding is Binding.VERSION else 1
                yield version_of(process, number=number)

    def _process(self, call: Call) -> Process | None:
        process = self._processes.get(call.key)
        if process is None:
            return None
        tagged = call.binding is Binding.VERSION_TAG
        return None if tagged and process.definition.version_tag != call.wanted else process

    @cached_property
    def _processes(self) -> dict[str, Process]:
        """Those that may run, by process id; whom they call in turn is looked at with the one that is asked for."""
        found: dict[str, Process] = {}
        for path in sorted(self.folder.glob("*.bpmn")):
            alone = replace(self.known, called=None)
            verdict = check_model(path.read_bytes(), file=path.name, known=alone, lenient=True)
            if verdict.deployable:
                found |= {each.definition.process_id: each for each in verdict.processes}
        return found
