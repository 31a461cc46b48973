"""At least one process of the file runs."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from engine.model.definition import executable_processes
from engine.model.dialect import bpmn
from engine.model.findings import Finding
from engine.words import said

RULE = "executable-process"


def executable_process(root: etree._Element) -> Iterator[Finding]:
    processes = executable_processes(root)
    if not processes:
        drawn = root.find(bpmn("process")) is not None
        message = (
            said(
                "No process runs. Tick «Executable» in the properties of the process that shall run."
            )
            if drawn
            else said("The file has no process. Draw one and export the model again.")
        )
        yield Finding(rule=RULE, element_id="", message=message)
