"""Exactly one process of the file runs, and it has an id."""

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
    for extra in processes[1:]:
        message = said(
            "A second process runs beside {process}. Draw it in a file of its own, or untick «Executable».",
            process=processes[0].get("id"),
        )
        yield Finding(rule=RULE, element_id=extra.get("id", ""), message=message)
